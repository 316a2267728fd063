/* The numbers of labels as they were and are: the twin of policy_history/redline/renamed.py. */

import { run } from "./chain.js";
import { referencesOf } from "./references.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {{last: Map<number, number>, all: Set<string>}} Renamed the numbers of labels as they were and are: the last one of each, and all */

const LETTER = /^[\p{L}\p{N}]/u;
const ALPHABETIC = /^\p{L}+$/u;
const WORD = /^\p{L}{2,}$/u;

/** The words of a stretch as they are compared. @param {Reading} reading @param {Span} span */
export function keysOf(reading, [start, end]) {
  return Array.from(reading.keys.subarray(start, end));
}

/** The number of a label as it was and as it is, where that changed. @param {Alignment} alignment @param {Span} old @param {Span} newer @param {Renamed} numbers */
export function noteRenamed(alignment, old, newer, numbers) {
  const library = alignment.old.side.library;
  const keys = library.keys;
  const news = keysOf(alignment.new, newer);
  keysOf(alignment.old, old).forEach((a, at) => {
    const b = news[at];
    if (b !== undefined && a !== b && LETTER.test(keys[a]) && LETTER.test(keys[b])) {
      numbers.last.set(a, b);
      numbers.all.add(a + " " + b);
      // Those in words also in lower case, as the text has them.
      const [old, newer] = [a, b].map((key) => library.codes.get(library.keys[key].toLowerCase()));
      if (old !== undefined && newer !== undefined && WORD.test(keys[a]) && ALPHABETIC.test(keys[b]) && !numbers.last.has(old)) {
        numbers.last.set(old, newer);
      }
    }
  });
}

/** Whether a number became another one as its label did; of a range, "3.1-3.4", both. @param {Reading} reading @param {number} old @param {number} newer @param {Renamed} numbers */
function isNow({ side: { library } }, old, newer, numbers) {
  const ends = library.keys[old].split("-");
  if (ends.length === 1 || ends.includes("")) {
    return (numbers.last.get(old) ?? old) === newer;
  }
  const now = ends.map((end) => library.keys[numbers.last.get(library.codes.get(end) ?? -1) ?? -1] ?? end);
  return now.join("-") === library.keys[newer];
}

/** Whether one reference became another as the labels did that it names. @param {Reading} reading @param {number[]} before @param {number[]} after @param {Renamed} numbers */
export function isFollowed(reading, before, after, numbers) {
  const key = (/** @type {number} */ at) => reading.side.library.keys[before[at]];
  return before.every((old, at) =>
    at > 0 && key(at - 1) === "(" ? old === after[at] || numbers.all.has(old + " " + after[at]) : isNow(reading, old, after[at], numbers),
  );
}

/** Numbers in the text that changed as the labels did which they name. @param {Alignment} alignment @param {Renamed} numbers */
export function followed(alignment, numbers) {
  const there = new Map(numbers.all.size ? referencesOf(alignment.new) : []);
  /** @type {Run[]} */
  const found = [];
  for (const [start, end] of there.size ? referencesOf(alignment.old) : []) {
    const place = alignment.oldPartner[start - 1] + 1;
    const before = keysOf(alignment.old, [start, end]);
    const after = keysOf(alignment.new, [place, place + end - start]);
    const isSame = before.every((key, at) => key === after[at]);
    if (there.get(place) === place + end - start && !isSame && isFollowed(alignment.old, before, after, numbers)) {
      found.push(run(start, place, end - start));
    }
  }
  return found;
}
