/* What labels are made of, and how one became another: the twin of policy_history/redline/label_parts.py. */

import { HAN, HAN_DIGITS, ROMAN, decimal, han, letters, roman } from "./numerals.js";
import { JOINTS } from "./references.js";

/** @typedef {Map<string, number>} Words what each number in words is worth */
/** @typedef {Map<string, number[]>} Readings old numbers by what labels of other shapes have in common with those of their run */
/** @typedef {{before: string, kind: string, distance: number, isOuter: boolean, value: number}} Step */

const PARTS = new RegExp(`⟨\\p{Nd}+⟩|\\p{Nd}+|[${HAN_DIGITS}]+|(?:(?![${HAN_DIGITS}])[\\p{L}\\p{Nl}\\p{No}])+`, "gu");
const DIGITS = /^\p{Nd}+$/u;
const LETTER = /^\p{L}/u;
const WORD = "[\\p{L}\\p{Nl}\\p{No}]";
const JOINING = `(?:${WORD}{1,3}|${JOINTS.join("|")})`;
const LIST = new RegExp(
  `^\\S+ (?!${WORD}+(?:,| [-–]) \\p{Nd})[\\p{L}\\p{N}_.()]+(?:(?:,(?: ${JOINING})?| ${JOINING}(?:[ /]${WORD}+)*| [-–&]) [\\p{Nd}(]|[-–]\\()`,
  "u",
);
const SPACES = /\s+/u;

/** The value of a number in words, of which each is added; 0 where one is none. @param {Words} words @param {string} text */
function worthOf(words, text) {
  const values = text.toLowerCase().replaceAll("i\u0307", "i").split("-").map((word) => words.get(word) ?? 0);
  return values.includes(0) ? 0 : values.reduce((sum, value) => sum + value, 0);
}

/** A label with a number in words as one in figures, set off: "Cláusula ⟨11⟩" for "Cláusula décima primera". @param {Words} words @param {string} label */
function inFigures(words, label) {
  /** @type {string[]} */
  const found = [];
  let total = 0;
  for (const word of [...label.split(" "), ""]) {
    const number = worthOf(words, word);
    if (total && !number) {
      found.push(`⟨${total}⟩`);
    }
    total = number ? total + number : 0;
    if (!number) {
      found.push(word);
    }
  }
  return found.slice(0, -1).join(" ");
}

/** Whether a label is a reference to several, as the text has it: "Sections 2, 3 and 5". @param {string} label */
export function namesList(label) {
  return LIST.test(label);
}

/** Whether these are a run, "4 to 9", a list, or a range, "Articles 4-5"; "section 4-2" is one. @param {string} numbers */
export function namesSeveral(numbers) {
  const ends = /(\p{Nd}+(?:\.\p{Nd}+)*)[-–](\p{Nd}+(?:\.\p{Nd}+)*)$/u.exec(numbers);
  return numbers.includes(" to ") || namesList(numbers) || (ends !== null && inOrder(ends[1].split(".").map(decimal), ends[2].split(".").map(decimal)));
}

/** @param {number[]} first @param {number[]} last */
function inOrder(first, last) {
  const at = first.findIndex((part, place) => part !== last[place]);
  return at < 0 ? first.length < last.length : first[at] < last[at];
}

/** Whether a part of a label is a word, and no number in any way to count. @param {string} part */
function isName(part) {
  return Array.from(part).length > 1 && LETTER.test(part) && !ROMAN.test(part) && !HAN.test(part);
}

/** What two labels of other shapes have in common with those of their run, in each way to read their letters. @param {Words} words @param {string} old @param {string} newer @returns {Readings} */
export function reshapings(words, old, newer) {
  /** @type {Readings} */
  const found = new Map();
  for (const isRoman of [false, true]) {
    const [before, after] = [read(inFigures(words, old), isRoman), read(inFigures(words, newer), isRoman)];
    const [olds, news] = [before.values, after.values];
    const both = Math.min(olds.length, news.length);
    if (both) {
      const heads = [olds.slice(0, olds.length - both), news.slice(0, news.length - both)];
      const ends = news.slice(news.length - both).map((value, at) => value - olds[olds.length - both + at]);
      if (before.shape !== after.shape || ends.filter(Boolean).length > 1) {
        found.set(JSON.stringify([before.shape, after.shape, heads, ends]), olds);
      }
    }
  }
  return found;
}

/** The shape of a label, and its numbers; `isRoman` says that one letter that can be a Roman number is one. @param {string} label @param {boolean} isRoman */
function read(label, isRoman) {
  /** @type {number[]} */
  const values = [];
  const shape = label.replace(PARTS, (part) => {
    if (part[0] === "⟨") {
      values.push(Number(part.slice(1, -1)));
      return "w";
    }
    if (DIGITS.test(part)) {
      values.push(decimal(part));
      return "1";
    }
    const isLetter = Array.from(part).length === 1;
    if (ROMAN.test(part) && (isRoman || !isLetter)) {
      values.push(roman(part));
      return "i";
    }
    if (HAN.test(part)) {
      values.push(han(part));
      return "h";
    }
    if (isLetter) {
      values.push(part.codePointAt(0) ?? 0);
    }
    return isLetter ? "a" : part.toLowerCase();
  });
  return { shape: shape, values: values };
}

/** How one label became the other; null for labels of different shapes, and where several parts differ. @param {Words} words @param {string} before @param {string} after @returns {Step | null} */
export function stepOf(words, before, after) {
  const [old, newer] = [inFigures(words, before), inFigures(words, after)];
  const [olds, news] = [Array.from(old.matchAll(PARTS)), newer.match(PARTS) ?? []];
  const at = olds.findIndex((part, place) => part[0] !== news[place]);
  if (olds.length !== news.length || at < 0 || olds.slice(at + 1).some((part, place) => part[0] !== news[at + 1 + place])) {
    return null;
  }
  const values = valuesOf(olds[at][0], news[at]);
  const name = old.slice(0, olds[at].index).toLowerCase().split(SPACES).filter(Boolean).join(" ");
  const isOuter = olds.slice(at + 1).every((part) => isName(part[0]));
  return values && { before: name, kind: values[0], distance: values[2] - values[1], isOuter: isOuter, value: values[1] };
}

/** Which two labels are, numbers, Roman numbers or letters, and both as numbers; null where they are of two kinds. @param {string} old @param {string} newer @returns {[string, number, number] | null} */
function valuesOf(old, newer) {
  if (old[0] === "⟨" && newer[0] === "⟨") {
    return ["w", Number(old.slice(1, -1)), Number(newer.slice(1, -1))];
  }
  if (DIGITS.test(old) && DIGITS.test(newer)) {
    return ["1", decimal(old), decimal(newer)];
  }
  const [one, other] = [Array.from(old), Array.from(newer)];
  const areLetters = one.length === 1 && other.length === 1;
  // A single "c" or "l" is the letter: nobody counts to a hundred in Roman numbers.
  if (ROMAN.test(old) && ROMAN.test(newer) && !/^[cl]$/i.test(old) && !/^[cl]$/i.test(newer)) {
    return ["i", roman(old), roman(newer)];
  }
  if (HAN.test(old) && HAN.test(newer)) {
    return ["h", han(old), han(newer)];
  }
  const both = letters(old, newer);
  if (both.length) {
    return ["a", both[0], both[1]];
  }
  return areLetters ? ["a", old.codePointAt(0) ?? 0, newer.codePointAt(0) ?? 0] : null;
}
