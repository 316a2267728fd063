/* What became of whole blocks: which gave their words to which, and what changed besides words (of redline/entries.py). */

import { isMark } from "./library.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./library.js").Form} Form */
/** @typedef {Map<number, Map<number, number>>} Living */

/** For each old block that has words in place still: the new blocks that have them, and how many. @param {Alignment} alignment @returns {Living} */
export function livingBlocks(alignment) {
  const { old: words, new: others } = alignment;
  /** @type {Living} */
  const alive = new Map();
  alignment.oldPartner.forEach((partner, at) => {
    if (partner < 0 || alignment.oldMove[at]) {
      return;
    }
    const areHeadings = words.formAt(at).kind === "heading" && others.formAt(partner).kind === "heading";
    if (!isMark(words.keys[at]) || areHeadings) {
      const counts = alive.get(words.blocks[at]) ?? new Map();
      counts.set(others.blocks[partner], (counts.get(others.blocks[partner]) ?? 0) + 1);
      alive.set(words.blocks[at], counts);
    }
  });
  return alive;
}

/** The old block that gave a new one most of its words. @param {Living} alive @param {number | null} newer @returns {number | null} */
export function sourceOf(alive, newer) {
  let found = null;
  let most = 0;
  for (const [block, counts] of alive) {
    const share = newer === null ? 0 : (counts.get(newer) ?? 0);
    if (share > most || (share && share === most && found !== null && block < found)) {
      found = block;
      most = share;
    }
  }
  return found;
}

/** Whether the new block is one of several an old one was split into, or was merged from several; told once. @param {Living} alive @param {Set<number>} told @param {number | null} newer */
export function joinsOf(alive, told, newer) {
  if (newer === null || told.has(newer)) {
    return "";
  }
  told.add(newer);
  const sources = Array.from(alive.values()).filter((counts) => counts.has(newer));
  const big = sources.filter((counts) => (counts.get(newer) ?? 0) > 1);
  if (sources.length === 1 && big.some((counts) => Math.min(...counts.keys()) < newer)) {
    return "split";
  }
  return big.length > 1 ? "merged" : "";
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
  return old.number !== newer.number ? ["number " + old.number, "number " + newer.number] : null;
}

/** @type {Record<string, string>} */
const CONTAINERS = { ul: "bulleted list", ol: "numbered list", quote: "quotation" };

/** @param {Form} form */
function formInWords(form) {
  const kind = form.kind === "raw HTML" ? "paragraph" : form.kind;
  const inside = form.shape.slice().reverse().map((name) => " in a " + CONTAINERS[name]).join("");
  return (form.level ? kind + " of level " + form.level : kind) + inside;
}
