/* Long stretches of words that stand elsewhere now (of policy_history/redline/moves.py). */

import { byPlace } from "./chain.js";
import { isMark } from "./library.js";
import { longRuns } from "./long_runs.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Numbers } from "./pairing.js" */
/** @import { Reading, Span } from "./sides.js" */

const LIGHT_STRETCH = 7;
const LIGHT_FRAGMENT = 12;
const STAYED = 1.3;
const SENTENCE_ENDS = new Set(Array.from(".!?;:。！？；："));

/** How many words of a stretch have partners. @param {Int32Array} partner @param {Span} span */
export function countSettled(partner, [start, end]) {
  return partner.subarray(start, end).reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
}

/** Whether a word is kept in place. @param {Alignment} alignment @param {number} at */
export function stays(alignment, at) {
  return alignment.oldPartner[at] >= 0 && !alignment.oldMove[at];
}

/** Long stretches of words that are gone here and new there. @param {Alignment} alignment @param {Numbers} numbers @param {number} number */
export function findStretches(alignment, numbers, number) {
  const matcher = numbers.matcher;
  const runs = longRuns(matcher, alignment.oldPartner, alignment.newPartner);
  const worths = runs
    .filter((each) => matcher.weight(each) >= LIGHT_STRETCH)
    .map((each) => ({ run: each, worth: matcher.weight(each) * (keepsOrder(alignment, each) ? STAYED : 1) }));
  for (const { run: each } of worths.sort((a, b) => b.worth - a.worth || byPlace(a.run, b.run))) {
    const olds = /** @type {Span} */ ([each.old, each.old + each.length]);
    const news = /** @type {Span} */ ([each.new, each.new + each.length]);
    if (countSettled(alignment.oldPartner, olds) || countSettled(alignment.newPartner, news)) {
      continue;
    }
    const inPlace = keepsOrder(alignment, each);
    if (!inPlace && matcher.weight(each) < LIGHT_FRAGMENT && !isFlush(alignment, each)) {
      continue;
    }
    number += inPlace ? 0 : 1;
    alignment.oldMove.fill(inPlace ? 0 : number, ...olds);
    alignment.newMove.fill(inPlace ? 0 : number, ...news);
    alignment.keep(each);
  }
}

/** Whether a run begins with a sentence on both sides, or ends with one on both. @param {Alignment} alignment @param {Run} each */
function isFlush(alignment, each) {
  const sides = /** @type {[Reading, number][]} */ ([[alignment.old, each.old], [alignment.new, each.new]]);
  const isEnd = (/** @type {Reading} */ reading, /** @type {number} */ at) =>
    isMark(reading.keys[at]) || SENTENCE_ENDS.has(reading.side.library.keys[reading.keys[at]]);
  const begins = sides.every(([reading, start]) => !start || isEnd(reading, start - 1) || isEnd(reading, start));
  const ends = sides.every(([reading, start]) => {
    const end = start + each.length;
    return end === reading.length || isEnd(reading, end - 1) || isEnd(reading, end);
  });
  return begins || ends;
}

/** Whether a run lies between the same words in place on both sides, within one gap. @param {Alignment} alignment @param {Run} each */
function keepsOrder(alignment, each) {
  if (isInTable(alignment, each)) {
    return false;
  }
  const gap = alignment.gaps.find((one) => one.old[0] <= each.old && each.old < one.old[1]);
  if (!gap || each.new < gap.new[0] || each.new >= gap.new[1]) {
    return false;
  }
  let before = each.old - 1;
  while (before >= gap.old[0] && !stays(alignment, before)) {
    before -= 1;
  }
  let after = each.old + each.length;
  while (after < gap.old[1] && !stays(alignment, after)) {
    after += 1;
  }
  const isBehind = before < gap.old[0] || alignment.oldPartner[before] < each.new;
  return isBehind && (after >= gap.old[1] || alignment.oldPartner[after] >= each.new + each.length);
}

/** Whether a run has words of a table with a partner, or of two without: what stays there in place is settled. @param {Alignment} alignment @param {Run} each */
function isInTable(alignment, each) {
  const sides = /** @type {[Reading, number][]} */ ([[alignment.old, each.old], [alignment.new, each.new]]);
  const some = (/** @type {number} */ side, /** @type {(reading: Reading, at: number) => boolean} */ isSo) => {
    const [reading, start] = sides[side];
    for (let at = start; at < start + each.length; at += 1) {
      if (isSo(reading, at)) {
        return true;
      }
    }
    return false;
  };
  const isRow = (/** @type {Reading} */ reading, /** @type {number} */ at) => reading.formAt(at).kind === "table row";
  return (
    [0, 1].some((side) => some(side, (reading, at) => alignment.columnsOf[side].has(reading.blocks[at]))) ||
    [0, 1].every((side) => some(side, isRow))
  );
}
