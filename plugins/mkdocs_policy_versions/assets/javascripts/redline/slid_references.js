/* References behind what one text alone has: the twin of policy_history/redline/slid_references.py. */

import { run } from "./chain.js";
import { referencesOf } from "./references.js";

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
  /** @type {Run[]} */
  const found = [];
  for (const [last, start] of firsts) {
    let before = start - 1;
    while (before > 0 && partner[before - 1] < 0 && partner[last] >= 0) {
      before -= 1;
    }
    const first = firsts.get(before) ?? before;
    const width = last - start;
    const there = partner[first - 1] + 1;
    const mine = reading.keys.slice(start, last);
    const theirs = other.keys.slice(there, there + width);
    const isKept = reading.keys.slice(first, before).every((key, at) => key === theirs[at]) && reading.keys[first - 1] === other.keys[there - 1];
    const isAlike = isKept && reading.keys[first - 1] === reading.keys[start - 1];
    const isBehindItsLike = before < start - 1 && before - first === width && isAlike && there > 0;
    if (!isBehindItsLike || partner.subarray(before, last).some((place) => place >= 0) || move.subarray(first - 1, last).some(Boolean)) {
      continue;
    }
    const [old, newer] = isOld ? [mine, theirs] : [theirs, mine];
    if (old.some((key, at) => key !== newer[at]) && isFollowed(old, newer)) {
      found.push(isOld ? run(start - 1, there - 1, width + 1) : run(there - 1, start - 1, width + 1));
    }
  }
  return found;
}
