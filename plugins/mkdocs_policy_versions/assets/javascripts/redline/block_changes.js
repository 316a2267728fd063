/* What became of whole blocks: which gave their words to which, and what changed besides words (of redline/entries.py). */

import { NAMES } from "./headings.js";
import { ROW_MARK, isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Form } from "./library.js" */
/** @typedef {Map<number, Map<number, number>>} Living */

/** What stands before the number that an item has by its place in a numbered list. */
export const ITEM = "item ";

/** For each old block that has words in place still: the new blocks that have them, and how many. @param {Alignment} alignment @returns {Living} */
export function livingBlocks(alignment) {
  const { old: words, new: others } = alignment;
  const isRow = (/** @type {number} */ at) =>
    words.keys[at] === ROW_MARK && alignment.columnsOf[0].has(words.blocks[at]);
  const areHeadings = (/** @type {number} */ at, /** @type {number} */ there) =>
    NAMES.has(words.formAt(at).kind) && words.formAt(at).kind === others.formAt(there).kind;
  /** @type {Living} */
  const alive = new Map();
  const { oldPartner: partner, oldMove: move } = alignment;
  let [old, newer, count] = [-1, -1, 0];
  const tell = () => {
    if (count) {
      const counts = alive.get(old) ?? new Map();
      alive.set(old, counts.set(newer, (counts.get(newer) ?? 0) + count));
    }
  };
  for (let at = 0; at < partner.length; at += 1) {
    const there = partner[at];
    if (there >= 0 && !move[at] && (!isMark(words.keys[at]) || isRow(at) || areHeadings(at, there))) {
      if (words.blocks[at] !== old || others.blocks[there] !== newer) {
        tell();
        [old, newer, count] = [words.blocks[at], others.blocks[there], 0];
      }
      count += 1;
    }
  }
  tell();
  return alive;
}

/** The same from the new blocks: for each the old ones that it has words of, and how many. @param {Living} alive @returns {Living} */
export function givers(alive) {
  /** @type {Living} */
  const found = new Map();
  for (const [old, counts] of alive) {
    for (const [newer, count] of counts) {
      const shares = found.get(newer) ?? new Map();
      shares.set(old, count);
      found.set(newer, shares);
    }
  }
  return found;
}

/** The old block that gave a new one most of its words. @param {Living} sources by new blocks @param {number} newer @returns {number | null} */
export function sourceOf(sources, newer) {
  let found = null;
  let most = 0;
  for (const [block, share] of sources.get(newer) ?? []) {
    if (share > most || (share === most && found !== null && block < found)) {
      found = block;
      most = share;
    }
  }
  return found;
}

/** Before and after, in words, where what a reader sees of a block besides its words changed. @param {Form} old @param {Form} newer @returns {[string, string] | null} */
export function formChange(old, newer) {
  if (old.key === newer.key) {
    return null;
  }
  const [before, after] = [formInWords(old), formInWords(newer)];
  if (before !== after) {
    return [before, after];
  }
  return old.number !== newer.number ? [ITEM + old.number, ITEM + newer.number] : null;
}

/** @type {Record<string, string>} */
const CONTAINERS = { ul: "bulleted list", ol: "numbered list", quote: "quotation", dl: "definition list", note: "footnote" };
/** Blocks whose name says what they stand in. */
const WITH_CONTAINER = new Set(["term", "definition", "footnote"]);

/** @param {Form} form */
function formInWords(form) {
  const kind = form.kind === "raw HTML" ? "paragraph" : form.kind;
  const around = WITH_CONTAINER.has(kind) ? form.shape.slice(0, -1) : form.shape.slice();
  const inside = around.reverse().map((name) => " in a " + CONTAINERS[name]).join("");
  return (form.level ? kind + " of level " + form.level : kind) + inside;
}
