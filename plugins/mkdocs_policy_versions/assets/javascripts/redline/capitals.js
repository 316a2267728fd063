/* Capitals that come and go with the place of a word: the twin of policy_history/redline/capitals.py. */

import { run } from "./chain.js";
import { changesInPlace } from "./in_place.js";
import { BLOCK_MARK, isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {[number, number, number]} Block its first word behind its label, where its words end but for a final stop, and its mark */

const ENDS = new Set(Array.from(".!?:…。．！？：؟।"));
const BETWEEN = new Set(Array.from("\"'()[]{}«»¿¡•"));
const ABBREVIATED = 3;
const DIGIT = /^[\p{Nd}²³¹⁰⁴-⁹₀-₉]/u;

/** Make partners of words that differ in their first capital alone, for their place, before words that are partners. @param {Alignment} alignment */
export function keepCapitals(alignment) {
  alignment.gaps.flatMap((gap) => changesInPlace(alignment, gap)).forEach(([old, newer]) => keepBlocksBetween(alignment, old, newer));
  const { oldPartner: partner, newPartner: other, oldMove, newMove } = alignment;
  for (let old = 0; old < partner.length - 1; old += 1) {
    const newer = partner[old + 1] - 1;
    if (newer < 0 || partner[old] >= 0 || other[newer] >= 0) {
      continue;
    }
    const move = oldMove[old + 1];
    const areTheirs = [oldMove[old], newMove[newer]].every((each) => !each || each === move);
    if (move === newMove[newer + 1] && areTheirs && isForItsPlace(alignment, old, newer)) {
      alignment.keep(run(old, newer, 1));
      oldMove[old] = move;
      newMove[newer] = move;
    }
  }
}

/** Make partners of whole blocks of a change that differ in their capitals and final stops alone. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function keepBlocksBetween(alignment, old, newer) {
  const olds = blocksOf(alignment.old, alignment.oldPartner, alignment.oldMove, old);
  const news = olds.length ? blocksOf(alignment.new, alignment.newPartner, alignment.newMove, newer) : [];
  /** @type {Map<string, Block[]>} */
  const waiting = new Map();
  for (const block of news.reverse()) {
    const key = inLowerCase(alignment.new, block);
    waiting.set(key, [...(waiting.get(key) ?? []), block]);
  }
  let reached = newer[0];
  for (const block of news.length ? olds : []) {
    const [start, end, mark] = block;
    const alike = waiting.get(inLowerCase(alignment.old, block)) ?? [];
    while (alike.length && alike[alike.length - 1][0] < reached) {
      alike.pop();
    }
    if (alike.length && isForItsPlace(alignment, start, alike[alike.length - 1][0])) {
      const [begin, stop, other] = /** @type {Block} */ (alike.pop());
      reached = stop;
      alignment.keep(run(start, begin, end - start));
      alignment.keep(run(mark, other, 1));
    }
  }
}

/** The whole blocks within a stretch none of whose words has a partner, or stood in a passage that moved. @param {Reading} reading @param {Int32Array} partner @param {Int32Array} move @param {Span} span */
function blocksOf(reading, partner, move, [start, end]) {
  const keys = reading.keys;
  /** @type {Block[]} */
  const found = [];
  let first = start;
  let isWhole = start === 0 || isMark(keys[start - 1]);
  for (let at = start; at < end; at += 1) {
    const isFree = partner[at] < 0 && !move[at];
    isWhole = isWhole && isFree;
    if (!isMark(keys[at])) {
      continue;
    }
    if (isFree && isWhole && keys[at] === BLOCK_MARK) {
      first = reading.body(first, at);
      const stop = at > first && ENDS.has(reading.keyAt(at - 1)) ? at - 1 : at;
      if (first < stop) {
        found.push([first, stop, at]);
      }
    }
    first = at + 1;
    isWhole = true;
  }
  return found;
}

/** What is the same of blocks whose first words differ in their case. @param {Reading} reading @param {Block} block */
function inLowerCase(reading, [start, end]) {
  return reading.keyAt(start).toLowerCase() + " " + reading.keys.slice(start + 1, end).join(" ");
}

/** Whether two words differ in the case of their first cased letter alone, which no digit precedes. @param {string} old @param {string} newer */
export function differInCapital(old, newer) {
  const [olds, news] = [Array.from(old), Array.from(newer)];
  if (old === newer || olds.length !== news.length) {
    return false;
  }
  for (const [at, before] of olds.entries()) {
    if (before !== news[at]) {
      const isRest = olds.every((letter, place) => place <= at || letter === news[place]);
      return before.toLowerCase() === news[at].toLowerCase() && isRest;
    }
    if (DIGIT.test(before) || before.toLowerCase() !== before.toUpperCase()) {
      return false;
    }
  }
  return false;
}

/** @param {Alignment} alignment @param {number} atOld @param {number} atNew */
function isForItsPlace(alignment, atOld, atNew) {
  const { old, new: newer } = alignment;
  if (!differInCapital(old.keyAt(atOld), newer.keyAt(atNew))) {
    return false;
  }
  if (old.labels[atOld] || newer.labels[atNew] || isTitle(old, atOld) || isTitle(newer, atNew)) {
    return false;
  }
  const [before, after] = [endBefore(old, atOld), endBefore(newer, atNew)];
  const letters = Array.from(before);
  if (before === after && before.includes(".") && (letters.length <= ABBREVIATED + 1 || letters.slice(0, -1).includes("."))) {
    return false;
  }
  return before !== "" || after !== "";
}

/** @param {Reading} reading @param {number} at */
function isTitle(reading, at) {
  const form = reading.formAt(at);
  return form.kind === "heading" || form.isHeader;
}

/** What ended before a word that begins something: a mark, a label, or a sentence, by its last word and its sign; empty within a sentence. @param {Reading} reading @param {number} at */
function endBefore(reading, at) {
  let last = at - 1;
  while (last >= 0 && BETWEEN.has(reading.keyAt(last)) && !reading.labels[last]) {
    last -= 1;
  }
  if (last < 0 || isMark(reading.keys[last])) {
    return "\n";
  }
  if (reading.labels[last]) {
    return "\t";
  }
  return last && ENDS.has(reading.keyAt(last)) ? reading.keyAt(last - 1) + reading.keyAt(last) : "";
}
