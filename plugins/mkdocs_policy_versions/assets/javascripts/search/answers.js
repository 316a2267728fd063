/* Which clauses of a history have what is sought, and in which texts: the twin of policy_history/searching/answers.py. */

import { Library, NOTE } from "../redline/library.js";
import { homesOfNotes } from "../redline/note_homes.js";
import { excerpt } from "./excerpts.js";
import { placeCount, stands } from "./query.js";
import { normal, spelt } from "./words.js";

/** @import { Excerpt } from "./excerpts.js" */
/** @import { Term } from "./query.js" */
/** @import { Normal } from "./words.js" */
/** @typedef {{title: string, blocks: number[], key: string}} Section what a clause is in one text or several */
/** @typedef {{first: number, last: number, section: Section}} Stretch successive texts; the section is that of the one which is quoted */
/** @typedef {{clause: string, stretches: Stretch[]}} Having a clause, and where it has what is sought */
/** @typedef {{first: number, last: number, quoted: number, places: number, excerpt: Excerpt}} Period */
/** @typedef {{clause: string, title: string, periods: Period[]}} Answer */

const BETWEEN_CELLS = " | ";

/** The texts of a policy, ready to be searched. */
export class Texts {
  /** @param {any} data what compare.json holds */
  constructor(data) {
    const seen = new Seen(new Library(data.history));
    /** @type {string[]} each distinct block as a reader sees it in one line */
    this.seen = data.history.blocks.form.map((/** @type {unknown} */ _, /** @type {number} */ number) => seen.block(number));
    this.spelt = this.seen.map(spelt);
    /** @type {(Normal | undefined)[]} the words of those blocks of which a passage was drawn */
    this.words = [];
    /** @type {Map<string, Stretch[]>} */
    this.stretches = new Map();
    this.orders = seen.library.sequences.map((blocks, text) => {
      const sections = sectionsOf(seen.library, blocks, known(data.clauses, text));
      sections.forEach((section, id) => this.add(text, id, section));
      return Array.from(sections.keys());
    });
  }

  /** @param {number} text @param {string} id @param {Section} section */
  add(text, id, section) {
    const stretches = this.stretches.get(id) ?? [];
    const last = stretches[stretches.length - 1];
    if (last?.last === text - 1 && last.section.key === section.key) {
      last.last = text;
    } else {
      stretches.push({ first: text, last: text, section: section });
      this.stretches.set(id, stretches);
    }
  }

  /** The clauses in which each of the terms stands, in the order of the answers; `current` is the number of the text in force. @param {Term[]} terms @param {number} current @returns {Having[]} */
  having(terms, current) {
    const found = terms.map((term) => this.spelt.map((text) => stands(term, text)));
    const has = (/** @type {Section} */ section) => found.every((places) => section.blocks.some((block) => places[block]));
    /** @type {{clause: string, stretches: Stretch[], rank: number[]}[]} */
    const clauses = [];
    for (const [id, stretches] of terms.length ? this.stretches : []) {
      const own = joined(stretches.filter(({ section }) => has(section)), current);
      if (own.length) {
        const last = own[own.length - 1].last;
        const rank = [last < current ? 1 : 0, last < current ? -last : 0, this.orders[last].indexOf(id)];
        clauses.push({ clause: id, stretches: own, rank: rank });
      }
    }
    return clauses.sort((one, other) => differenceOf(one.rank, other.rank));
  }

  /** @param {Having} having @param {Term[]} terms @param {number} current @returns {Answer} */
  answer({ clause, stretches }, terms, current) {
    const periods = stretches.map((stretch) => {
      const isInForce = stretch.first <= current && current <= stretch.last;
      return { first: stretch.first, last: stretch.last, quoted: isInForce ? current : stretch.last, ...this.found(stretch.section, clause, terms) };
    });
    return { clause: clause, title: stretches[stretches.length - 1].section.title, periods: periods.reverse() };
  }

  /** @param {Section} section @param {string} clause @param {Term[]} terms */
  found(section, clause, terms) {
    const placesIn = (/** @type {number} */ block) => placeCount(terms, this.spelt[block], () => this.wordsOf(block));
    const blocks = section.blocks.filter((block) => terms.some((term) => stands(term, this.spelt[block])));
    const count = blocks.reduce((sum, block) => sum + placesIn(block), 0);
    // The title is told besides; what stands before all headings has none.
    const below = blocks.filter((block) => !clause || block !== section.blocks[0]);
    const counts = below.map((block) => terms.filter((term) => stands(term, this.spelt[block])).length);
    const most = below[counts.indexOf(Math.max(...counts))];
    const passage = most === undefined ? [] : excerpt(this.seen[most], this.wordsOf(most), terms);
    return { places: count, excerpt: passage };
  }

  /** @param {number} block @returns {Normal} */
  wordsOf(block) {
    const words = this.words[block] ?? normal(this.seen[block]);
    this.words[block] = words;
    return words;
  }
}

/** What a reader sees of blocks. */
class Seen {
  /** @param {Library} library */
  constructor(library) {
    this.library = library;
    const [touching, apart, around, behindCell] = library.signs;
    this.between = new RegExp(`[${touching}${apart}]|${around}[^${around}]*${around}`, "gu");
    this.around = around;
    this.behindCell = behindCell;
    this.hasNotes = library.styles.some((style) => style.note !== null);
  }

  /** A block in one line, without the numbers of footnotes. @param {number} number @returns {string} */
  block(number) {
    const cells = this.hasNotes ? this.cellsWithoutNotes(number) : this.library.textOf(number).split(this.behindCell);
    if (cells.length > 1) {
      cells.pop();
    }
    return cells.map((cell) => this.seen(cell)).join(BETWEEN_CELLS).trim();
  }

  /** @param {string} cell */
  seen(cell) {
    return cell.replace(this.between, (sign) => (sign[0] === this.around ? " " : ""));
  }

  /** @param {number} number */
  cellsWithoutNotes(number) {
    const block = this.library.block(number);
    const cells = block.cells.length ? [...block.cells, []] : [block.tokens];
    const word = (/** @type {import("../redline/library.js").Token} */ token) => (token.gap ? " " : "") + token.text;
    return cells.map((tokens) => tokens.map((token) => (token.code === NOTE ? "" : word(token))).join(""));
  }
}

/** A list's value for a text: 0 stands for the value of the one before. @param {any[]} values @param {number} text */
function known(values, text) {
  let at = text;
  while (at > 0 && values[at] === 0) {
    at -= 1;
  }
  return values[at];
}

/** The clauses of a text by their ids, in order; what stands before all headings has the empty one. @param {Library} library @param {number[]} blocks @param {[string, string][]} clauses */
function sectionsOf(library, blocks, clauses) {
  /** @type {Map<string, Section>} */
  const sections = new Map();
  /** @type {Section} */
  let section = { title: "", blocks: [], key: "" };
  let next = 0;
  const kinds = blocks.map((block) => library.forms[library.columns.form[block]].kind);
  const own = kinds.map((kind) => {
    if (kind === "heading") {
      const [id, title] = clauses[next];
      section = { title: title, blocks: [], key: "" };
      sections.set(id, section);
      next += 1;
    } else if (!sections.size) {
      sections.set("", section);
    }
    return section;
  });
  const homes = kinds.includes("footnote") ? homesOfNotes(library, blocks.map((block) => library.block(block))) : new Map();
  blocks.forEach((block, at) => own[homes.get(at) ?? at].blocks.push(block));
  for (const each of sections.values()) {
    each.key = each.blocks.join();
  }
  return sections;
}

/** Stretches that follow each other as one. @param {Stretch[]} stretches @param {number} current @returns {Stretch[]} */
function joined(stretches, current) {
  /** @type {Stretch[]} */
  const found = [];
  for (const each of stretches) {
    const last = found[found.length - 1];
    if (last && each.first === last.last + 1) {
      found[found.length - 1] = { first: last.first, last: each.last, section: last.last < current ? each.section : last.section };
    } else {
      found.push(each);
    }
  }
  return found;
}

/** @param {number[]} one @param {number[]} other */
function differenceOf(one, other) {
  return one.map((value, at) => value - other[at]).find((difference) => difference) ?? 0;
}
