/* References to footnotes: one that leads to another note than before is no longer the same: the twin of redline/notes.py. */

import { NOTE } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Side } from "./sides.js" */

/** Part the references to footnotes that stayed in both texts and are not each other's partners. @param {Alignment} alignment @param {Map<number, number>} partners for the old blocks in the gaps the new ones that they became */
export function dropOtherNotes(alignment, partners) {
  if (!alignment.old.keys.includes(NOTE)) {
    return;
  }
  const became = new Map([...unchanged(alignment), ...partners]);
  const oldOf = new Map(Array.from(became, ([old, newer]) => [newer, old]));
  const [olds, news] = [notesOf(alignment.old.side), notesOf(alignment.new.side)];
  alignment.oldPartner.forEach((there, at) => {
    if (there < 0 || alignment.old.keys[at] !== NOTE) {
      return;
    }
    const [old, newer] = [olds.get(labelOf(alignment.old, at)), news.get(labelOf(alignment.new, there))];
    if (old === undefined || newer === undefined) {
      alignment.drop(at, there);
    } else if ((became.get(old) ?? newer) !== newer || (oldOf.get(newer) ?? old) !== old) {
      alignment.drop(at, there);
    }
  });
}

/** The blocks that are the same to the letter, each with its partner. @param {Alignment} alignment @returns {[number, number][]} */
function unchanged(alignment) {
  return alignment.anchors.flatMap((each) =>
    Array.from({ length: each.length }, (_, step) => /** @type {[number, number]} */ ([each.old + step, each.new + step])),
  );
}

/** The block of each footnote, by its label. @param {Side} side */
function notesOf(side) {
  /** @type {Map<string, number>} */
  const found = new Map();
  side.numbers.forEach((_, place) => {
    const block = side.blockAt(place);
    if (block.form.kind === "footnote") {
      found.set(block.note, place);
    }
  });
  return found;
}

/** The label of the footnote that a word is the number of. @param {Reading} reading @param {number} at */
function labelOf(reading, at) {
  const token = reading.tokens[at];
  return (token && reading.side.library.noteOf(token)) ?? "";
}
