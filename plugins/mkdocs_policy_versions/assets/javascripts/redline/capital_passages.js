/* Passages in capitals, of which the words are the same in other letters: the twin of policy_history/redline/capital_passages.py. */

import { differInCapital } from "./capitals.js";
import { run } from "./chain.js";
import { isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {[Set<number>, Set<number>]} Places of both sides the places of the words that stand in such passages */

const FEWEST = 4;
const CAPITALS = /\p{Uppercase}.|.\p{Uppercase}/su;
const OTHERS = /[\p{Lowercase}\p{Lt}]/u;
const GREEK = /[\u0370-\u03ff]/;
const TONOS = "\u0301";
const ROMAN = /^[ivxlc]+$/i;

/** The places of the words that stand in a passage of nothing but capitals, with its figures and signs. @param {Reading} reading @returns {Set<number>} */
export function inCapitals(reading) {
  const words = reading.side.library.keys;
  const distinct = Array.from(new Set(reading.keys));
  const capitals = new Set(distinct.filter((code) => CAPITALS.test(words[code]) && !OTHERS.test(words[code])));
  /** @type {Set<number>} */
  const found = new Set();
  if (capitals.size < FEWEST) {
    return found;
  }
  const others = new Set(distinct.filter((code) => isMark(code) || words[code] !== words[code].toUpperCase()));
  let start = 0;
  for (let at = 0; at <= reading.length; at += 1) {
    if (at < reading.length && !others.has(reading.keys[at])) {
      continue;
    }
    if (reading.keys.slice(start, at).filter((code) => capitals.has(code)).length >= FEWEST) {
      for (let place = start; place < at; place += 1) {
        found.add(place);
      }
    }
    start = at + 1;
  }
  reading.labels.forEach((at) => found.delete(at));
  return found;
}

/** For each word of such passages the same in other letters, as either text has it. @param {Reading[]} readings @param {Places} places @returns {Map<number, number>} */
export function spellings(readings, places) {
  const { keys, codes } = readings[0].side.library;
  /** @type {Set<string>} */
  const inside = new Set();
  /** @type {Set<string>} */
  const outside = new Set();
  for (const [side, reading] of places[0].size + places[1].size ? readings.entries() : []) {
    reading.keys.forEach((code, at) => (places[side].has(at) ? inside : outside).add(keys[code]));
  }
  /** @type {Map<string, string>} */
  const bare = new Map();
  for (const key of Array.from(outside).sort().reverse()) {
    if (GREEK.test(key)) {
      bare.set(capitalsOf(key), key);
    }
  }
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const capitals of inside) {
    const [first] = capitals;
    const forms = [capitals.toLowerCase(), first + capitals.slice(first.length).toLowerCase(), bare.get(capitals) ?? capitals];
    const form = outside.has(capitals) ? undefined : forms.find((each) => each !== capitals && outside.has(each));
    if (form !== undefined && !ROMAN.test(form)) {
      found.set(/** @type {number} */ (codes.get(capitals)), /** @type {number} */ (codes.get(form)));
    }
  }
  return found;
}

/** Make partners of the same words next to kept ones of which one stands in such a passage. @param {Alignment} alignment @param {Places} places */
export function keepCase(alignment, places) {
  const partner = alignment.oldPartner;
  for (let start = 0; places[0].size + places[1].size && start < partner.length; start += 1) {
    let end = start;
    while (end < partner.length && partner[end] < 0) {
      end += 1;
    }
    if (end > start) {
      keepFrom(alignment, places, [start, end], 1);
      keepFrom(alignment, places, [start, end], -1);
    }
    start = end;
  }
}

/** @param {Alignment} alignment @param {Places} places @param {Span} strangers @param {1 | -1} step */
function keepFrom(alignment, places, [start, end], step) {
  const { oldPartner: partner, newPartner: other, oldMove, newMove } = alignment;
  let at = step > 0 ? start - 1 : end;
  let there = partner[at] ?? -1;
  const move = oldMove[at];
  while (there >= 0) {
    [at, there] = [at + step, there + step];
    const isFree = at >= start && at < end && partner[at] < 0 && other[there] < 0;
    if (!isFree || oldMove[at] !== move || newMove[there] !== move || !(places[0].has(at) || places[1].has(there))) {
      return;
    }
    if (!differInCase(alignment.old.keyAt(at), alignment.new.keyAt(there))) {
      return;
    }
    alignment.keep(run(at, there, 1));
  }
}

/** Whether two words are one in other letters, and no Roman number. @param {string} old @param {string} newer */
export function differInCase(old, newer) {
  return differInCapital(old, newer) || (old !== newer && capitalsOf(old) === capitalsOf(newer) && !ROMAN.test(old));
}

/** A word in capitals, which have no accents in Greek. @param {string} key */
function capitalsOf(key) {
  const capitals = key.toUpperCase();
  return GREEK.test(key) ? capitals.normalize("NFD").replaceAll(TONOS, "").normalize("NFC") : capitals;
}
