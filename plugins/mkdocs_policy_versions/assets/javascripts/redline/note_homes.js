/* Where footnotes belong: the twin of policy_history/text/note_homes.py. */

/** @import { Block, Library } from "./library.js" */

/** For each block of a footnote the one outside all notes that refers to the note first, or to what refers to it. @param {Library} library @param {Block[]} blocks @returns {Map<number, number>} by their places */
export function homesOfNotes(library, blocks) {
  /** @type {Map<number, string>} */
  const notes = new Map();
  /** @type {Map<string, number>} */
  const first = new Map();
  let label = "";
  blocks.forEach(({ form, note, tokens }, at) => {
    if (form.kind === "footnote") {
      label = note;
    } else if (form.shape[0] !== "note") {
      label = "";
    }
    if (label) {
      notes.set(at, label);
    }
    for (const token of tokens) {
      const other = library.noteOf(token);
      if (other && other !== label && !first.has(other)) {
        first.set(other, at);
      }
    }
  });
  /** @type {Map<number, number>} */
  const homes = new Map();
  for (const [at, own] of notes) {
    const met = new Set();
    let home = first.get(own);
    while (home !== undefined && notes.has(home) && !met.has(home)) {
      met.add(home);
      home = first.get(notes.get(home) ?? "");
    }
    if (home !== undefined && !notes.has(home)) {
      homes.set(at, home);
    }
  }
  return homes;
}
