/* The columns of the blocks of a policy, read as blocks_written.py and blocks_data.py of policy_history/redline/ write them. */

/** @import { Form, Style } from "./library.js" */

/** @param {[string, number, string[], number, boolean, boolean]} fields @returns {Form} */
export function formOf([kind, level, shape, number, isHeader, opensTable]) {
  const seenKind = kind === "raw HTML" ? "paragraph" : kind;
  const shownNumber = kind === "list item" && shape[shape.length - 1] === "ol" ? number : 0;
  const key = JSON.stringify([seenKind, level, shape, shownNumber, isHeader]);
  return { kind: kind, level: level, shape: shape, number: number, isHeader: isHeader, opensTable: opensTable, key: key };
}

/** For each block how far back its base is, and what it shares with its beginning and its end; nothing where there is none. @param {number[]} written @returns {[number, number, number][]} */
export function basesOf(written) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (let at = 0; at < written.length; at += written[at] ? 3 : 1) {
    found.push(written[at] ? [written[at], written[at + 1], written[at + 2]] : [0, 0, 0]);
  }
  return found;
}

/** @param {[number, string | null, string | null, string | null]} fields @returns {Style} */
export function styleOf([flags, link, image, note]) {
  return { strong: Boolean(flags & 1), emphasis: Boolean(flags & 2), code: Boolean(flags & 4), raised: Boolean(flags & 8), lowered: Boolean(flags & 16), link: link, image: image, note: note };
}

/** For each text the numbers of its blocks. @param {(number | [number, number])[][]} texts @returns {number[][]} */
export function sequences(texts) {
  /** @type {number[][]} */
  const found = [];
  for (const text of texts) {
    const last = found[found.length - 1] ?? [];
    found.push(text.flatMap((item) => (typeof item === "number" ? [item] : last.slice(item[0], item[1]))));
  }
  return found;
}
