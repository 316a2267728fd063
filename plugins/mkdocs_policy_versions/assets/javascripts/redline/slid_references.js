/* References behind what one text alone has: the twin of policy_history/redline/slid_references.py. */

import { run } from "./chain.js";
import { referencesOf } from "./references.js";
import { keysOf } from "./renamed.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @typedef {(old: number[], newer: number[]) => boolean} Followed whether one reference became another as the labels did that it names */

/** Such references of either text, with their names, and what they were or became. @param {Alignment} alignment @param {Followed} isFollowed */
export function slidReferences(alignment, isFollowed) {
  return [...slid(alignment, isFollowed, true), ...slid(alignment, isFollowed, false)];
}

/** @param {Alignment} alignment @param {Followed} isFollowed @param {boolean} isOld */
function slid(alignment, isFollowed, isOld) {
  const [reading, other] = isOld ? [alignment.old, alignment.new] : [alignment.new, alignment.old];
  const [partner, move] = isOld ? [alignment.oldPartner, alignment.oldMove] : [alignment.newPartner, alignment.newMove];
  const firsts = new Map(referencesOf(reading).map(([first, last]) => [last, first]));
  const isSame = (/** @type {number[]} */ keys, /** @type {number[]} */ others) => keys.every((key, at) => key === others[at]);
  /** @type {Run[]} */
  const found = [];
  for (const [last, start] of firsts) {
    const before = strangersBefore(partner, start - 1, last);
    const first = firsts.get(before) ?? before;
    const there = partner[first - 1] + 1;
    const isOfItsShape = before < start - 1 && before - first === last - start && there > 0 && reading.keys[first - 1] === reading.keys[start - 1];
    const isKept = isOfItsShape && isSame(keysOf(reading, [first - 1, before]), keysOf(other, [there - 1, there + last - start]));
    if (!isKept || move.subarray(first - 1, last).some(Boolean) || partner.subarray(before, last).some((place) => place >= 0)) {
      continue;
    }
    const width = last - start;
    const [at, to] = isOld ? [start, there] : [there, start];
    const [old, newer] = [keysOf(alignment.old, [at, at + width]), keysOf(alignment.new, [to, to + width])];
    if (!isSame(old, newer) && isFollowed(old, newer)) {
      found.push(run(at - 1, to - 1, width + 1));
    }
  }
  return found;
}

/** Where the words without partners begin that end at a place, if one with a partner follows the reference there. @param {Int32Array} partner @param {number} place @param {number} last */
function strangersBefore(partner, place, last) {
  let before = place;
  while (before > 0 && partner[before - 1] < 0 && partner[last] >= 0) {
    before -= 1;
  }
  return before;
}
