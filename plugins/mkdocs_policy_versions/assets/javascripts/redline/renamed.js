/* The numbers of labels as they were and are: the twin of policy_history/redline/renamed.py. */

import { run } from "./chain.js";
import { isPartOfNumber, mayName, nameEnding, referencesOf } from "./references.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Library } from "./library.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {{last: Map<number, number>, all: Set<string>, items: Set<string>, names: Map<string, Set<string>>}} Renamed the numbers of labels as they were and are: the last one of each, all, those of the items of lists, and what stands before each number */

const LETTER = /^[\p{L}\p{N}]/u;
const ALPHABETIC = /^\p{L}+$/u;
const WORD = /^\p{L}{2,}$/u;
const NAMES_OF_ITEMS = /^(?:points?|items?|itens|steps?|numbers?|ziffern?|nummern?|punkt[\p{L}\p{N}_]*|пункт[\p{L}\p{N}_]*|пп?|punt[oi]s?|ponto|nos?|nrn?|ziff|pkt)$/iu;

/** The words of a stretch as they are compared. @param {Reading} reading @param {Span} span */
export function keysOf(reading, [start, end]) {
  return Array.from(reading.keys.subarray(start, end));
}

/** The number of a label as it was and as it is, where that changed. @param {Alignment} alignment @param {Span} old @param {Span} newer @param {Renamed} numbers */
export function noteRenamed(alignment, old, newer, numbers) {
  const library = alignment.old.side.library;
  const { keys } = library;
  const [olds, news] = [keysOf(alignment.old, old), keysOf(alignment.new, newer)];
  if (olds.length !== news.length && [...olds, ...news].some((key) => isPartOfNumber(keys[key]))) {
    return; // of "2 bis", now "3", there is none
  }
  const isCounted = (/** @type {number} */ a, /** @type {number | undefined} */ b) =>
    b !== undefined && a !== b && LETTER.test(keys[a]) && LETTER.test(keys[b]);
  olds.forEach((a, at) => {
    if (isCounted(a, news[at])) {
      const name = at ? nameEnding(library, (place) => keys[olds[place]] ?? "", at - 1) : "";
      numbers.names.set(keys[a], (numbers.names.get(keys[a]) ?? new Set()).add(name));
      numbers.last.set(a, news[at]);
      numbers.all.add(a + " " + news[at]);
      noteForms(library, a, news[at], numbers);
    }
  });
}

/** Note numbers in words also in small letters and with a capital, as the text has them. @param {Library} library @param {number} old @param {number} newer @param {Renamed} numbers */
function noteForms({ keys, codes }, old, newer, { last }) {
  for (const form of WORD.test(keys[old]) && ALPHABETIC.test(keys[newer]) ? [lower, capitalized] : []) {
    const [one, other] = [codes.get(form(keys[old])), codes.get(form(keys[newer]))];
    if (one !== undefined && other !== undefined && !last.has(one)) {
      last.set(one, other);
    }
  }
}

/** @param {string} word */
function lower(word) {
  return word.toLowerCase();
}

/** @param {string} word */
function capitalized(word) {
  const [first, ...others] = word;
  return first.toUpperCase() + others.join("").toLowerCase();
}

/** The numbers that Markdown gives the items of lists, as they were and are, where they changed. @param {Alignment} alignment @param {Map<number, number>} pairs */
export function countedItems({ anchors, old: { side: olds }, new: { side: news } }, pairs) {
  const { library } = olds;
  const numberOf = (/** @type {number} */ block) => {
    const { kind, shape, number } = library.forms[library.columns.form[block]];
    return kind === "list item" && shape[shape.length - 1] === "ol" ? number : 0;
  };
  /** @type {Set<string>} */
  const found = new Set();
  const note = (/** @type {number} */ old, /** @type {number} */ newer) => {
    const [was, is] = [numberOf(olds.numbers[old]), numberOf(news.numbers[newer])];
    if (was !== is && was && is) {
      found.add(was + " " + is);
    }
  };
  pairs.forEach((newer, old) => note(old, newer));
  for (const { old, new: newer, length } of anchors) {
    for (let at = 0; at < length; at += 1) {
      note(old + at, newer + at);
    }
  }
  return found;
}

/** Whether a number became another one as its label did; of a range, "3.1-3.4", both. @param {Reading} reading @param {number} old @param {number} newer @param {Renamed} numbers */
function isNow(reading, old, newer, numbers) {
  const { library } = reading.side;
  const ends = library.keys[old].split("-");
  if (ends.includes("") || numbers.last.has(old)) {
    return (numbers.last.get(old) ?? old) === newer;
  }
  return ends.map((end) => nowOf(reading, end, numbers)).join("-") === library.keys[newer];
}

/** What a number is now; one that no label has, "5.2", goes with what it is a part of. @param {Reading} reading @param {string} number @param {Renamed} numbers */
function nowOf({ side: { library } }, number, numbers) {
  const now = (/** @type {string} */ key) => library.keys[numbers.last.get(library.codes.get(key) ?? -1) ?? -1];
  const at = number.indexOf(".");
  const head = at < 0 ? number : number.slice(0, at);
  return now(number) ?? (now(head) ?? head) + number.slice(head.length);
}

/** Whether two numbers, or the ends of two ranges, are those of one item as they were and are. @param {string} old @param {string} newer @param {Renamed} numbers */
function areItems(old, newer, { items }) {
  const [olds, news] = [old.split("-"), newer.split("-")];
  return olds.length === news.length && olds.every((number, at) => items.has(number + " " + news[at]));
}

/** Whether one reference behind that name became another as the labels did that it names. @param {Reading} reading @param {number[]} before @param {number[]} after @param {Renamed} numbers */
export function isFollowed(reading, before, after, numbers, name = "") {
  const { keys } = reading.side.library;
  if (NAMES_OF_ITEMS.test(name) && before.every((old, at) => old === after[at] || areItems(keys[old], keys[after[at]], numbers))) {
    return true;
  }
  const mayBe = (/** @type {number} */ old) => keys[old].split("-").every((end) => mayName(name, numbers.names.get(end) ?? new Set()));
  if (!before.every((old, at) => old === after[at] || mayBe(old))) {
    return false;
  }
  const key = (/** @type {number} */ at) => reading.side.library.keys[before[at]];
  return before.every((old, at) =>
    at > 0 && (key(at - 1) === "(" || key(at - 1) === '"') ? old === after[at] || numbers.all.has(old + " " + after[at]) : isNow(reading, old, after[at], numbers),
  );
}

/** Numbers in the text that changed as the labels did which they name. @param {Alignment} alignment @param {Renamed} numbers */
export function followed(alignment, numbers) {
  const there = new Map(numbers.all.size + numbers.items.size ? referencesOf(alignment.new) : []);
  const keyAt = (/** @type {number} */ at) => (at < 0 ? "" : alignment.old.keyAt(at));
  const nameBefore = (/** @type {number} */ at) => nameEnding(alignment.old.side.library, keyAt, at - 1).replace(/\.$/, "");
  /** @type {Run[]} */
  const found = [];
  for (const [start, end] of there.size ? referencesOf(alignment.old) : []) {
    const place = alignment.oldPartner[start - 1] + 1;
    const before = keysOf(alignment.old, [start, end]);
    const after = keysOf(alignment.new, [place, place + end - start]);
    const first = before.findIndex((key, at) => key !== after[at]);
    if (there.get(place) !== place + end - start || first < 0) {
      continue;
    }
    const isAlone = first === 0 && before.slice(1).every((key, at) => key === after[at + 1]);
    if (isFollowed(alignment.old, before, after, numbers, nameBefore(start))) {
      found.push(run(start, place, end - start));
    } else if (isAlone && isFollowed(alignment.old, before.slice(0, 1), after.slice(0, 1), numbers, nameBefore(start))) {
      found.push(run(start, place, 1)); // "clause 4, or 5 days" names one
    }
  }
  return found;
}
