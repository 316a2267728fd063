/* Which words of a text stay where they are: the twin of policy_history/redline/in_place.py. */

/** @import { Alignment, Gap } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
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

/** Whether nothing kept in place crosses a run that is to be kept, nor what is the same to the letter. @param {Alignment} alignment @param {Run} each */
export function keepsOrder(alignment, each) {
  const isWithin = (/** @type {Span} */ [start, end], /** @type {number} */ place) => start <= place && place < end;
  if (!alignment.gaps.some((gap) => isWithin(gap.old, each.old) && isWithin(gap.new, each.new))) {
    return false;
  }
  const { oldPartner: partner, oldMove: move } = alignment;
  let at = each.old - 1;
  while (at >= 0 && !stays(partner, move, at)) {
    at -= 1;
  }
  let behind = each.old + each.length;
  while (behind < partner.length && !stays(partner, move, behind)) {
    behind += 1;
  }
  const before = at >= 0 ? partner[at] : -1;
  const after = behind < partner.length ? partner[behind] : alignment.newPartner.length;
  return before < each.new && each.new + each.length <= after;
}
