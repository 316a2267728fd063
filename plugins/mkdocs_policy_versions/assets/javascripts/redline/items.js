/* The words and marks of a gap in the order in which a redline has them (of policy_history/redline/entries.py). */

import { stays } from "./in_place.js";
import { BLOCK_MARK, ROW_MARK, isMark } from "./library.js";

/** @import { Alignment, Gap } from "./alignment.js" */
/** @import { Item, Operation } from "./entries.js" */
/** @import { Reading } from "./sides.js" */

/** @type {Operation[]} what became of a word without a partner, and of one that has one elsewhere */
const AWAY = ["delete", "moved away"];
/** @type {Operation[]} */
const HERE = ["insert", "moved here"];

/** Whether two words are one that stayed in place. @param {Alignment} alignment @param {number} at @param {number} there */
function isPair(alignment, at, there) {
  return alignment.oldPartner[at] === there && !alignment.oldMove[at];
}

/** The words of both sides of a gap in one order: what left, then what came, then what stayed; the rest of a block of which words stayed together. @param {Alignment} alignment @param {Gap} gap */
export function itemsOf(alignment, gap) {
  const { oldPartner, oldMove, newPartner, newMove } = alignment;
  /** @type {Item[]} */
  const found = [];
  let [at, there] = [gap.old[0], gap.new[0]];
  const [oldEnd, newEnd] = [gap.old[1], gap.new[1]];
  while (at < oldEnd || there < newEnd) {
    const stop = firstThatStays(oldPartner, oldMove, at, oldEnd);
    const end = firstThatStays(newPartner, newMove, there, newEnd);
    if (at > gap.old[0] && there > gap.new[0]) {
      const rests = [rest(alignment.old, at, stop), rest(alignment.new, there, end)];
      if (rests[0] > at && rests[1] > there) {
        found.push(...gone(alignment, at, rests[0]), ...come(alignment, there, rests[1]));
        [at, there] = rests;
      }
    }
    found.push(...gone(alignment, at, stop), ...come(alignment, there, end));
    [at, there] = [stop, end];
    while (at < oldEnd && there < newEnd && isPair(alignment, at, there)) {
      let length = 1;
      const isWithin = () => goesOn(alignment.old, at + length) && goesOn(alignment.new, there + length);
      while (at + length < oldEnd && there + length < newEnd && isPair(alignment, at + length, there + length) && isWithin()) {
        length += 1;
      }
      found.push({ operation: "equal", old: at, new: there, length: length, move: 0 });
      [at, there] = [at + length, there + length];
    }
  }
  return found;
}

/** Whether a word stands in the block or cell of the one before it, and neither is a mark. @param {Reading} reading @param {number} at */
function goesOn({ keys }, at) {
  return !isMark(keys[at - 1]) && !isMark(keys[at]);
}

/** @param {Int32Array} partner @param {Int32Array} move @param {number} start @param {number} end */
function firstThatStays(partner, move, start, end) {
  let at = start;
  while (at < end && !stays(partner, move, at)) {
    at += 1;
  }
  return at;
}

/** Where the block ends whose words go on before `start`, mark and all; `start` where that is not before `end`. @param {Reading} reading @param {number} start @param {number} end */
function rest(reading, start, end) {
  let behind = start;
  while (behind < end && reading.keys[behind] !== BLOCK_MARK && reading.keys[behind] !== ROW_MARK) {
    behind += 1;
  }
  return behind < end && reading.blocks[start - 1] === reading.blocks[behind] ? behind + 1 : start;
}

/** @param {Alignment} alignment @param {number} start @param {number} end @returns {Item[]} */
function gone({ old, oldPartner, oldMove }, start, end) {
  return lonely(old, oldPartner, oldMove, start, end).map(({ at, length }) => ({
    operation: AWAY[Number(oldPartner[at] >= 0)], old: at, new: -1, length: length, move: oldMove[at],
  }));
}

/** @param {Alignment} alignment @param {number} start @param {number} end @returns {Item[]} */
function come({ new: newer, newPartner, newMove }, start, end) {
  return lonely(newer, newPartner, newMove, start, end).map(({ at, length }) => ({
    operation: HERE[Number(newPartner[at] >= 0)], old: -1, new: at, length: length, move: newMove[at],
  }));
}

/** A stretch of words of one side, cut where what became of them differs, and around marks. @param {Reading} reading @param {Int32Array} partner @param {Int32Array} move @param {number} start @param {number} end */
function lonely(reading, partner, move, start, end) {
  const found = [];
  for (let at = start, next = start; at < end; at = next) {
    next += 1;
    while (next < end && goesOn(reading, next) && partner[next] >= 0 === partner[at] >= 0 && move[next] === move[at]) {
      next += 1;
    }
    found.push({ at: at, length: next - at });
  }
  return found;
}
