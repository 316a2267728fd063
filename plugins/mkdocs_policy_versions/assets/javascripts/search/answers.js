/* Which clauses of a history have what is sought, and in which texts: the twin of policy_history/searching/answers.py. */

import { Library, NOTE } from "../redline/library.js";
import { excerpt } from "./excerpts.js";
import { allPlaces, places } from "./query.js";
import { normal } from "./words.js";

/** @typedef {import("./excerpts.js").Excerpt} Excerpt */
/** @typedef {import("./query.js").Term} Term */
/** @typedef {{text: string, words: import("./words.js").Normal}} Passage a block as a reader sees it in one line */
/** @typedef {{id: string, title: string, blocks: number[]}} Section a clause of a text; id and title are empty before the first heading */
/** @typedef {{first: number, last: number, places: number, excerpt: Excerpt}} Period */
/** @typedef {{clause: string, title: string, periods: Period[]}} Answer */

const BETWEEN_CELLS = " | ";

/** The texts of a policy, ready to be searched. */
export class Texts {
  /** @param {any} data what compare.json holds */
  constructor(data) {
    const library = new Library(data.history);
    /** @type {Passage[]} each distinct block */
    this.passages = data.history.blocks.form.map((/** @type {unknown} */ _, /** @type {number} */ number) => passageOf(library, number));
    /** @type {Section[][]} */
    this.sections = library.sequences.map((blocks, text) => sectionsOf(library, blocks, known(data.clauses, text)));
  }

  /** The clauses in which each of the terms stands; `current` is the number of the text in force. @param {Term[]} terms @param {number} current @returns {Answer[]} */
  answers(terms, current) {
    const has = terms.map((term) => this.passages.map((passage) => places(term, passage.words, 1).length > 0));
    /** @type {Map<string, {numbers: number[], rank: number[]}>} */
    const having = new Map();
    this.sections.forEach((sections, number) => {
      sections.forEach(({ id, blocks }, at) => {
        if (terms.length && has.every((stands) => blocks.some((block) => stands[block]))) {
          const isGone = number < current;
          const numbers = having.get(id)?.numbers ?? [];
          numbers.push(number);
          having.set(id, { numbers: numbers, rank: [isGone ? 1 : 0, isGone ? -number : 0, at] });
        }
      });
    });
    const ranked = Array.from(having).sort(([, one], [, other]) => differenceOf(one.rank, other.rank));
    return ranked.map(([id, { numbers }]) => this.answer(id, numbers, terms));
  }

  /** @param {string} id @param {number[]} numbers @param {Term[]} terms @returns {Answer} */
  answer(id, numbers, terms) {
    const periods = runs(numbers).map(([first, last]) => this.period(id, first, last, terms));
    return { clause: id, title: this.section(id, numbers[numbers.length - 1]).title, periods: periods.reverse() };
  }

  /** @param {string} id @param {number} text @returns {Section} */
  section(id, text) {
    return /** @type {Section} */ (this.sections[text].find((section) => section.id === id));
  }

  /** @param {string} id @param {number} first @param {number} last @param {Term[]} terms @returns {Period} */
  period(id, first, last, terms) {
    const passages = this.section(id, last).blocks.map((block) => this.passages[block]);
    const count = passages.reduce((sum, { words }) => sum + allPlaces(terms, words).length, 0);
    const found = passages.find(({ words }) => terms.some((term) => places(term, words, 1).length));
    return { first: first, last: last, places: count, excerpt: found ? excerpt(found.text, found.words, terms) : [] };
  }
}

/** A list's value for a text: 0 stands for the value of the one before. @param {any[]} values @param {number} text */
function known(values, text) {
  while (text > 0 && values[text] === 0) {
    text -= 1;
  }
  return values[text];
}

/** @param {Library} library @param {number} number @returns {Passage} */
function passageOf(library, number) {
  const block = library.block(number);
  const cells = block.cells.length ? block.cells : [block.tokens];
  const seen = cells.map((tokens) =>
    tokens.map((token) => (token.code === NOTE ? "" : (token.gap ? " " : "") + token.text)).join(""),
  );
  const text = seen.join(BETWEEN_CELLS).trim();
  return { text: text, words: normal(text) };
}

/** The clauses of a text with their blocks, in order. @param {Library} library @param {number[]} blocks @param {[string, string][]} clauses @returns {Section[]} */
function sectionsOf(library, blocks, clauses) {
  /** @type {Section[]} */
  const sections = [];
  let next = 0;
  for (const block of blocks) {
    if (library.forms[library.columns.form[block]].kind === "heading") {
      const [id, title] = clauses[next];
      sections.push({ id: id, title: title, blocks: [] });
      next += 1;
    } else if (!sections.length) {
      sections.push({ id: "", title: "", blocks: [] });
    }
    sections[sections.length - 1].blocks.push(block);
  }
  return sections;
}

/** The first and the last of each run of successive numbers. @param {number[]} numbers */
function runs(numbers) {
  /** @type {[number, number][]} */
  const found = [];
  for (const number of numbers) {
    const last = found[found.length - 1];
    if (last && number === last[1] + 1) {
      last[1] = number;
    } else {
      found.push([number, number]);
    }
  }
  return found;
}

/** @param {number[]} one @param {number[]} other */
function differenceOf(one, other) {
  return one.map((value, at) => value - other[at]).find((difference) => difference) ?? 0;
}
