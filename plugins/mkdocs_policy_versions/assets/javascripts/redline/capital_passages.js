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
/** Which letters a word has: some that are no capitals, nothing but capitals, none of both. */
const [OTHER, ALL_CAPITALS, NEITHER] = [1, 2, 3];
const TONOS = "\u0301";
const ROMAN = /^[ivxlc]+$/i;

/** The places of the words that stand in a passage of nothing but capitals, with its figures and signs. @param {Reading} reading @returns {Set<number>} */
export function inCapitals(reading) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const [start] of reading.spans()) {
    const block = reading.side.blockAt(reading.blocks[start]);
    block.capitals ??= placesIn(reading, start);
    block.capitals.forEach((place) => found.add(start + place));
  }
  const capitals = found.size ? new Set(Array.from(reading.keys).filter((code) => caseOf(reading, code) === ALL_CAPITALS)) : found;
  if (capitals.size < FEWEST) {
    found.clear();
  }
  reading.labelPlaces.forEach((at) => found.delete(at));
  return found;
}

/** Those of the block that begins there, by their numbers in it. @param {Reading} reading @param {number} start @returns {number[]} */
function placesIn(reading, start) {
  const { keys, blocks } = reading;
  /** @type {number[]} */
  const found = [];
  let [first, count] = [start, 0];
  for (let at = start; blocks[at] === blocks[start]; at += 1) {
    const kind = isMark(keys[at]) ? OTHER : caseOf(reading, keys[at]);
    count += kind === ALL_CAPITALS ? 1 : 0;
    if (kind === OTHER) {
      for (let place = first; count >= FEWEST && place < at; place += 1) {
        found.push(place - start);
      }
      [first, count] = [at + 1, 0];
    }
  }
  return found;
}

/** Which letters a word has; a passage ends before others than capitals. @param {Reading} reading @param {number} code */
function caseOf({ side: { library } }, code) {
  let found = library.cases[code];
  if (found === undefined) {
    const key = library.keys[code];
    found = key !== key.toUpperCase() ? OTHER : CAPITALS.test(key) && !OTHERS.test(key) ? ALL_CAPITALS : NEITHER;
    library.cases[code] = found;
  }
  return found;
}

/** For each word of such passages the same in other letters, as either text has it. @param {Reading[]} readings @param {Places} places @returns {Map<number, number>} */
export function spellings(readings, places) {
  const { keys, codes } = readings[0].side.library;
  /** @type {Set<number>} */
  const inside = new Set();
  const outside = new Uint8Array(places[0].size + places[1].size ? keys.length : 0);
  for (const [side, reading] of outside.length ? readings.entries() : []) {
    reading.keys.forEach((code, at) => {
      if (places[side].has(at)) {
        inside.add(code);
      } else {
        outside[code] = 1;
      }
    });
  }
  const isOutside = (/** @type {string} */ key) => outside[codes.get(key) ?? -1] === 1;
  /** @type {Map<string, string>} */
  const bare = new Map();
  for (const key of Array.from(inside).some((code) => GREEK.test(keys[code])) ? keys.filter(isOutside).sort().reverse() : []) {
    if (GREEK.test(key)) {
      bare.set(capitalsOf(key), key);
    }
  }
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const code of inside) {
    const capitals = keys[code];
    const [first] = capitals;
    const forms = [capitals.toLowerCase(), first + capitals.slice(first.length).toLowerCase(), bare.get(capitals) ?? capitals];
    const form = outside[code] ? undefined : forms.find((each) => each !== capitals && isOutside(each));
    if (form !== undefined && !ROMAN.test(form)) {
      found.set(code, /** @type {number} */ (codes.get(form)));
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
