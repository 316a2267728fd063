/* Edits made fewer without changing what they say: `diff_cleanupMerge` of diff-match-patch (see diff.js). */

import { commonEnd, commonStart } from "./diff.js";

/** @typedef {[number, string]} Edit a text that is removed (-1), kept (0) or added (1) */

/** Edits of one kind that meet become one, and what both sides of a change have in common is kept. @param {Edit[]} edits changed in place */
export function merge(edits) {
  do {
    edits.push([0, ""]);
    join(edits);
    if (!edits[edits.length - 1][1]) {
      edits.pop();
    }
  } while (shift(edits));
}

/** @param {Edit[]} edits */
function join(edits) {
  let at = 0;
  let start = 0;
  while (at < edits.length) {
    if (edits[at][0]) {
      at += 1;
      continue;
    }
    if (at - start > 1) {
      at = joinChange(edits, start, at) + 1;
    } else if (at && !edits[at - 1][0]) {
      edits[at - 1][1] += edits[at][1];
      edits.splice(at, 1);
    } else {
      at += 1;
    }
    start = at;
  }
}

/** One change, which lies before what is kept at `end`, as one removal and one addition. @param {Edit[]} edits @param {number} start @param {number} end @returns {number} where what is kept stands then */
function joinChange(edits, start, end) {
  const side = (/** @type {number} */ operation) =>
    edits.slice(start, end).filter((each) => each[0] === operation).map((each) => each[1]).join("");
  let [gone, come] = [side(-1), side(1)];
  const hasBoth = [-1, 1].every((operation) => edits.slice(start, end).some((each) => each[0] === operation));
  let first = start;
  if (hasBoth) {
    const before = commonStart(come, gone);
    if (before && start && !edits[start - 1][0]) {
      edits[start - 1][1] += come.slice(0, before);
    } else if (before) {
      edits.unshift([0, come.slice(0, before)]);
      first += 1;
    }
    [gone, come] = [gone.slice(before), come.slice(before)];
    const behind = commonEnd(come, gone);
    edits[end + first - start][1] = come.slice(come.length - behind) + edits[end + first - start][1];
    [gone, come] = [gone.slice(0, gone.length - behind), come.slice(0, come.length - behind)];
  }
  /** @type {Edit[]} */
  const both = [[-1, gone], [1, come]];
  const made = both.filter((each) => each[1]);
  edits.splice(first, end - start, ...made);
  return first + made.length;
}

/** Shift a single edit over what is kept beside it where that does away with it. @param {Edit[]} edits */
function shift(edits) {
  let isShifted = false;
  for (let at = 1; at < edits.length - 1; at += 1) {
    const [before, edit, behind] = [edits[at - 1], edits[at], edits[at + 1]];
    if (before[0] || behind[0]) {
      continue;
    }
    if (edit[1].endsWith(before[1])) {
      edit[1] = before[1] + edit[1].slice(0, edit[1].length - before[1].length);
      behind[1] = before[1] + behind[1];
      edits.splice(at - 1, 1);
      isShifted = true;
    } else if (edit[1].startsWith(behind[1])) {
      before[1] += behind[1];
      edit[1] = edit[1].slice(behind[1].length) + behind[1];
      edits.splice(at + 1, 1);
      isShifted = true;
    }
  }
  return isShifted;
}
