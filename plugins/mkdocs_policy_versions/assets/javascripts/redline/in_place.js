/* Which words of a text stay where they are: the twin of policy_history/redline/in_place.py. */

/** @import { Alignment, Gap } from "./alignment.js" */
/** @import { Span } from "./sides.js" */

/** Whether a word is kept in place. @param {Int32Array} partner @param {Int32Array} move @param {number} at */
export function stays(partner, move, at) {
  return partner[at] >= 0 && !move[at];
}

/** How many words of a stretch have partners. @param {Int32Array} partner @param {Span} span */
export function countSettled(partner, [start, end]) {
  return partner.subarray(start, end).reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
}

/** What stands on both sides of a gap before, between and behind the words that are kept in place. @param {Alignment} alignment @param {Gap} gap */
export function changesInPlace({ oldPartner: partner, newPartner: other, oldMove, newMove }, gap) {
  /** @type {[Span, Span][]} */
  const found = [];
  let [at, there] = [gap.old[0], gap.new[0]];
  while (at < gap.old[1] || there < gap.new[1]) {
    const [start, begin] = [at, there];
    while (at < gap.old[1] && !stays(partner, oldMove, at)) {
      at += 1;
    }
    while (there < gap.new[1] && !stays(other, newMove, there)) {
      there += 1;
    }
    if (start < at || begin < there) {
      found.push([[start, at], [begin, there]]);
    }
    while (at < gap.old[1] && there < gap.new[1] && partner[at] === there && !oldMove[at]) {
      at += 1;
      there += 1;
    }
  }
  return found;
}
