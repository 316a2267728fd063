/* Long runs of words that may have moved: the twin of `Matcher.long_runs` in policy_history/redline/matching.py. */

import { run } from "./chain.js";
import { FREQUENT } from "./words.js";

/** @import { Run } from "./chain.js" */
/** @import { Matcher } from "./matching.js" */

/** Every maximal run of words without partners with an uncommon triple. @param {Matcher} matcher @param {ArrayLike<number>} oldPartner @param {ArrayLike<number>} newPartner */
export function longRuns(matcher, oldPartner, newPartner) {
  const triples = matcher.triples();
  const shared = triples.shared[0];
  /** @type {Run[]} */
  const runs = [];
  /** @type {Map<number, number>} */
  const reached = new Map();
  const isFree = (/** @type {ArrayLike<number>} */ partner, /** @type {number} */ at) =>
    partner[at] === -1 && partner[at + 1] === -1 && partner[at + 2] === -1;
  shared.at.forEach((at, number) => {
    if (!isFree(oldPartner, at)) {
      return;
    }
    const there = triples.places(shared.triple[number]).filter((place) => isFree(newPartner, place));
    for (const place of there.length <= FREQUENT[3] ? Array.from(there) : []) {
      if ((reached.get(place - at) ?? -1) < at) {
        const found = longRun(matcher, at, place, oldPartner, newPartner);
        reached.set(place - at, found.old + found.length - 1);
        runs.push(found);
      }
    }
  });
  return runs;
}

/** @param {Matcher} matcher @param {number} at @param {number} place @param {ArrayLike<number>} oldPartner @param {ArrayLike<number>} newPartner */
function longRun(matcher, at, place, oldPartner, newPartner) {
  const goesOn = (/** @type {number} */ a, /** @type {number} */ b) =>
    matcher.old[a] === matcher.new[b] && oldPartner[a] < 0 && newPartner[b] < 0;
  let [start, other, end, last] = [at, place, at + 3, place + 3];
  while (start && other && goesOn(start - 1, other - 1)) {
    start -= 1;
    other -= 1;
  }
  while (end < matcher.old.length && last < matcher.new.length && goesOn(end, last)) {
    end += 1;
    last += 1;
  }
  return run(start, other, end - start);
}
