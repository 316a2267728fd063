/* Blocks that end with words of another block than their partner: the twin of policy_history/redline/borrowing.py. */

import { run } from "./chain.js";

/** @import { Run } from "./chain.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { BlockPair } from "./pairing.js" */
/** @typedef {"old" | "new"} SideName */

/** Words that are heavier say by themselves to which block they belong. */
export const SURE = 3.5;
/** @type {[SideName, SideName][]} */
const SIDES = [["old", "new"], ["new", "old"]];

/** Whether either block of a pair ends as another one does, and shares too little with that for both to be one now. @param {Matcher} matcher @param {Run[]} runs @param {BlockPair} pair */
export function borrows(matcher, runs, pair) {
  return SIDES.some(([side, other]) => {
    const mark = pair[side][1] - 1;
    /** @type {Run[]} */
    const beyond = [];
    for (let at = lastUpTo(runs, side, mark); at >= 0 && isBeyond(runs[at], pair, side, other); at -= 1) {
      beyond.push(runs[at]);
    }
    // Words with which the other block begins came to it from behind a break that has moved.
    if (!beyond.length || matcher.ends.has(matcher[other][beyond[beyond.length - 1][other] - 1])) {
      return false;
    }
    const shared = beyond.reduce(
      (sum, each) => sum + matcher.weight(run(each.old, each.new, Math.min(each.length, mark - each[side]))),
      0,
    );
    return shared < Math.min(SURE, weightOfBlock(matcher, beyond[0][other], other) / 2);
  });
}

/** Whether a run has words of a block, and of the other side some behind its partner. @param {Run} each @param {BlockPair} pair @param {SideName} side @param {SideName} other */
function isBeyond(each, pair, side, other) {
  return each[side] + each.length > pair[side][0] && each[other] >= pair[other][1];
}

/** The last of these runs that begins at that place of a side or before it; -1 where none does. @param {Run[]} runs @param {SideName} side @param {number} place */
function lastUpTo(runs, side, place) {
  let [from, to] = [0, runs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    [from, to] = runs[middle][side] <= place ? [middle + 1, to] : [from, middle];
  }
  return from - 1;
}

/** What keeping the words is worth of the block in which a word is. @param {Matcher} matcher @param {number} place @param {SideName} side */
function weightOfBlock(matcher, place, side) {
  let [start, end] = [place, place];
  while (start && !matcher.ends.has(matcher[side][start - 1])) {
    start -= 1;
  }
  while (end < matcher[side].length && !matcher.ends.has(matcher[side][end])) {
    end += 1;
  }
  return side === "old" ? matcher.weightOfOld(start, end) : matcher.weightOfNew(start, end);
}
