/* Where footnotes belong: the twin of policy_history/text/note_homes.py. */

/** @import { Side } from "./sides.js" */

/** For each block of a footnote the one outside all notes that refers to the note first, or to what refers to it. @param {Side} side @returns {Map<number, number>} */
export function homesOfNotes(side) {
  /** @type {Map<number, string>} */
  const notes = new Map();
  /** @type {Map<string, number>} */
  const first = new Map();
  let label = "";
  side.numbers.forEach((_, at) => {
    const { form, note, tokens } = side.blockAt(at);
    if (form.kind === "footnote") {
      label = note;
    } else if (form.shape[0] !== "note") {
      label = "";
    }
    if (label) {
      notes.set(at, label);
    }
    for (const token of tokens) {
      const other = side.library.noteOf(token);
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
