/*
 * The edits that make one word of another: what diff-match-patch (copyright 2018 its authors, Apache License 2.0) finds
 * without a clock and not by lines first. Ported from its edition for Python, which the engine uses
 * (policy_history/redline/letters.py): the one for JavaScript takes letters beyond ASCII for signs. Words have no
 * character beyond the first plane.
 */

import { merge } from "./diff_merge.js";

/** @import { Edit } from "./diff_merge.js" */

/** How many characters two texts begin with in common. @param {ArrayLike<string>} old @param {ArrayLike<string>} newer */
export function commonStart(old, newer) {
  let at = 0;
  while (at < old.length && at < newer.length && old[at] === newer[at]) {
    at += 1;
  }
  return at;
}

/** How many characters two texts end with in common. @param {ArrayLike<string>} old @param {ArrayLike<string>} newer */
export function commonEnd(old, newer) {
  const most = Math.min(old.length, newer.length);
  let count = 0;
  while (count < most && old[old.length - 1 - count] === newer[newer.length - 1 - count]) {
    count += 1;
  }
  return count;
}

/** @param {string} old @param {string} newer @returns {Edit[]} */
export function edits(old, newer) {
  if (old === newer) {
    return old ? [[0, old]] : [];
  }
  const start = commonStart(old, newer);
  const end = commonEnd(old.slice(start), newer.slice(start));
  const found = between(old.slice(start, old.length - end), newer.slice(start, newer.length - end));
  if (start) {
    found.unshift([0, old.slice(0, start)]);
  }
  if (end) {
    found.push([0, old.slice(old.length - end)]);
  }
  merge(found);
  return found;
}

/** Of two texts that have neither beginning nor end in common. @param {string} old @param {string} newer @returns {Edit[]} */
function between(old, newer) {
  if (!old || !newer) {
    return old ? [[-1, old]] : [[1, newer]];
  }
  const [longer, shorter, operation] = old.length > newer.length ? [old, newer, -1] : [newer, old, 1];
  const at = longer.indexOf(shorter);
  if (at >= 0) {
    return [[operation, longer.slice(0, at)], [0, shorter], [operation, longer.slice(at + shorter.length)]];
  }
  const [x, y] = shorter.length > 1 ? middle(old, newer) : [0, 0];
  if (!x && !y) {
    return [[-1, old], [1, newer]];
  }
  return [...edits(old.slice(0, x), newer.slice(0, y)), ...edits(old.slice(x), newer.slice(y))];
}

/** Where two shortest paths, one from either end, meet (E. Myers, "An O(ND) Difference Algorithm", 1986); 0, 0 where none do. @param {string} old @param {string} newer @returns {[number, number]} */
function middle(old, newer) {
  const most = Math.ceil((old.length + newer.length) / 2);
  const delta = old.length - newer.length;
  const forth = new Path(old, newer, most);
  const back = new Path(reversed(old), reversed(newer), most);
  for (let step = 0; step < most; step += 1) {
    const met = forth.walk(step, delta % 2 !== 0 ? back : null);
    const other = met === null ? back.walk(step, delta % 2 === 0 ? forth : null) : null;
    if (met !== null || other !== null) {
      const diagonal = met ?? delta - Number(other);
      const x = forth.reached[most + diagonal];
      return [x, x - diagonal];
    }
  }
  return [0, 0];
}

/** @param {string} text */
function reversed(text) {
  return text.split("").reverse().join("");
}

/** The furthest places that so many edits reach, by diagonals. */
class Path {
  /** @param {string} old @param {string} newer @param {number} most */
  constructor(old, newer, most) {
    this.old = old;
    this.newer = newer;
    this.most = most;
    this.reached = new Int32Array(2 * most).fill(-1);
    this.reached[most + 1] = 0;
    this.first = 0;
    this.last = 0;
  }

  /** One edit more; gives the diagonal on which the other path is met. @param {number} step @param {Path | null} other @returns {number | null} */
  walk(step, other) {
    const { old, newer, most } = this;
    const delta = old.length - newer.length;
    for (let diagonal = this.first - step; diagonal <= step - this.last; diagonal += 2) {
      const x = this.go(step, diagonal);
      if (x > old.length) {
        this.last += 2;
      } else if (x - diagonal > newer.length) {
        this.first += 2;
      } else if (other) {
        const there = other.reached[most + delta - diagonal] ?? -1;
        if (there >= 0 && x >= old.length - there) {
          return diagonal;
        }
      }
    }
    return null;
  }

  /** As far on a diagonal as it goes. @param {number} step @param {number} diagonal */
  go(step, diagonal) {
    const { old, newer, reached } = this;
    const at = this.most + diagonal;
    const isDown = diagonal === -step || (diagonal !== step && reached[at - 1] < reached[at + 1]);
    let x = isDown ? reached[at + 1] : reached[at - 1] + 1;
    while (x < old.length && x - diagonal < newer.length && old[x] === newer[x - diagonal]) {
      x += 1;
    }
    reached[at] = x;
    return x;
  }
}
