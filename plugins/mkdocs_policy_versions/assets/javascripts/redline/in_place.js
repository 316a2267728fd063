/* Which words of a text stay where they are: the twin of policy_history/redline/in_place.py. */

/** @import { Span } from "./sides.js" */

/** Whether a word is kept in place. @param {Int32Array} partner @param {Int32Array} move @param {number} at */
export function stays(partner, move, at) {
  return partner[at] >= 0 && !move[at];
}

/** How many words of a stretch have partners. @param {Int32Array} partner @param {Span} span */
export function countSettled(partner, [start, end]) {
  return partner.subarray(start, end).reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
}
