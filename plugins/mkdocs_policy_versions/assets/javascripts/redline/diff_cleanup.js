/* Edits as a reader would make them: `diff_cleanupSemantic` of diff-match-patch (see diff.js). */

import { commonEnd } from "./diff.js";
import { merge } from "./diff_merge.js";

/** @import { Edit } from "./diff_merge.js" */

/** @param {Edit[]} edits changed in place */
export function cleanUp(edits) {
  if (dropShort(edits)) {
    merge(edits);
  }
  shiftToBoundaries(edits);
  keepOverlaps(edits);
}

/** Give up what is kept between two changes where it is no longer than either of them. @param {Edit[]} edits */
function dropShort(edits) {
  let isChanged = false;
  /** @type {number[]} */
  const kept = [];
  let last = "";
  let [before, behind] = [[0, 0], [0, 0]];
  for (let at = 0; at < edits.length; at += 1) {
    const [operation, text] = edits[at];
    if (!operation) {
      kept.push(at);
      [before, behind] = [behind, [0, 0]];
      last = text;
      continue;
    }
    behind[operation > 0 ? 0 : 1] += text.length;
    if (last && last.length <= Math.max(...before) && last.length <= Math.max(...behind)) {
      const place = /** @type {number} */ (kept.pop());
      edits.splice(place, 1, [-1, last], [1, last]);
      // What was kept before that is looked at anew.
      kept.pop();
      at = kept.length ? kept[kept.length - 1] : -1;
      [before, behind] = [[0, 0], [0, 0]];
      last = "";
      isChanged = true;
    }
  }
  return isChanged;
}

/** Shift an edit between kept letters to where a word, or a part of one, begins or ends. @param {Edit[]} edits */
function shiftToBoundaries(edits) {
  for (let at = 1; at < edits.length - 1; at += 1) {
    const [before, edit, behind] = [edits[at - 1], edits[at], edits[at + 1]];
    if (before[0] || behind[0]) {
      continue;
    }
    const best = bestPlace(before[1], edit[1], behind[1]);
    if (best[0] === before[1]) {
      continue;
    }
    [before[1], edit[1], behind[1]] = best;
    if (!before[1]) {
      edits.splice(at - 1, 1);
      at -= 1;
    }
    if (!behind[1]) {
      edits.splice(at + 1, 1);
      at -= 1;
    }
  }
}

/** @param {string} before @param {string} edit @param {string} behind @returns {[string, string, string]} */
function bestPlace(before, edit, behind) {
  const back = commonEnd(before, edit);
  const shared = edit.slice(edit.length - back);
  let [left, middle, right] = [before.slice(0, before.length - back), shared + edit.slice(0, edit.length - back), shared + behind];
  /** @type {[string, string, string]} */
  let best = [left, middle, right];
  let most = boundary(left, middle) + boundary(middle, right);
  while (middle && right && middle[0] === right[0]) {
    [left, middle, right] = [left + middle[0], middle.slice(1) + right[0], right.slice(1)];
    const found = boundary(left, middle) + boundary(middle, right);
    if (found >= most) {
      most = found;
      best = [left, middle, right];
    }
  }
  return best;
}

const LETTER = /[\p{L}\p{N}]/u;
const SPACE = /(?!\ufeff)[\s\u001c-\u001f\u0085]/u;
const LINE_END = /[\r\n]/;

/** How good a place is to part two texts: 6 is best. @param {string} before @param {string} behind */
function boundary(before, behind) {
  if (!before || !behind) {
    return 6;
  }
  const both = [before[before.length - 1], behind[0]];
  const [one, other] = both;
  if (/\n\r?\n$/.test(before) || /^\r?\n\r?\n/.test(behind)) {
    return 5;
  }
  if (both.some((each) => LINE_END.test(each))) {
    return 4;
  }
  if (!LETTER.test(one) && !SPACE.test(one) && SPACE.test(other)) {
    return 3;
  }
  if (both.some((each) => SPACE.test(each))) {
    return 2;
  }
  return both.every((each) => LETTER.test(each)) ? 0 : 1;
}

/** Keep what ends a removal and begins the addition behind it, or the other way round. @param {Edit[]} edits */
function keepOverlaps(edits) {
  for (let at = 1; at < edits.length; at += 1) {
    const [gone, come] = [edits[at - 1], edits[at]];
    if (gone[0] !== -1 || come[0] !== 1) {
      continue;
    }
    const [forth, back] = [overlap(gone[1], come[1]), overlap(come[1], gone[1])];
    const most = Math.max(forth, back);
    if (most >= gone[1].length / 2 || most >= come[1].length / 2) {
      const [first, second] = forth >= back ? [gone, come] : [come, gone];
      const shared = second[1].slice(0, most);
      first[1] = first[1].slice(0, first[1].length - most);
      second[1] = second[1].slice(most);
      edits.splice(at - 1, 2, first, [0, shared], second);
      at += 1;
    }
    at += 1;
  }
}

/** With how many characters the first text ends and the second begins. @param {string} first @param {string} second */
function overlap(first, second) {
  for (let length = Math.min(first.length, second.length); length; length -= 1) {
    if (first.endsWith(second.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
