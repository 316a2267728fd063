/* Two texts and their entries: the twin of policy_history/redline/model.py. */

import { align } from "./align.js";
import { Characters, stripped } from "./characters.js";
import { entries, isNew, isOld } from "./entries.js";
import { LINE_BREAK, Library } from "./library.js";
import { homesOfNotes } from "./note_homes.js";
import { toldOnce } from "./reshaping.js";
import { Side } from "./sides.js";

/** @import { Cell, Entry, Operation, Span } from "./entries.js" */
/** @import { Form, Token } from "./library.js" */
/** @typedef {{id: string, title: string, block: number}} Clause a heading and what stands under it */

const FORMAT = "policy comparison";
const VERSION = 3;
const NOTE_KEY = "[^]";
export const WORD = /[\p{L}\p{N}]/u;

/** The texts of a policy and what is known of them, read from its file. Throws an Error for a file of another form. */
export class History {
  /** @param {any} data */
  constructor(data) {
    if (!data || data.format !== FORMAT || data.version !== VERSION) {
      throw new Error("this is no comparison file of version " + VERSION);
    }
    this.data = data;
    this.library = new Library(data.history);
    this.characters = new Characters(data.characters);
    this.punctuation = new Set(Array.from(data.punctuation));
  }

  /** Whether two texts are the same to the letter. @param {number} one @param {number} other */
  areSame(one, other) {
    const [olds, news] = [this.library.sequences[one], this.library.sequences[other]];
    return olds.length === news.length && olds.every((number, at) => number === news[at]);
  }

  /** What a list has for a text: 0 stands for the value of the one before. @param {"clauses" | "unseen"} name @param {number} text */
  known(name, text) {
    const values = this.data[name];
    let at = text;
    while (at > 0 && values[at] === 0) {
      at -= 1;
    }
    return values[at];
  }
}

/** One side of a redline, with its clauses. */
export class Text {
  /** @param {History} history @param {number} text */
  constructor(history, text) {
    this.number = text;
    this.side = new Side(history.library, text);
    const places = Array.from(this.side.numbers.keys()).filter((at) => this.form(at).kind === "heading");
    /** @type {Clause[]} */
    this.clauses = history.known("clauses", text).map((/** @type {[string, string]} */ [id, title], /** @type {number} */ at) => ({
      id: id,
      title: title,
      block: places[at],
    }));
    /** @type {(Clause | null)[]} */
    this.clauseAt = [];
    let clause = null;
    let next = 0;
    for (let at = 0; at < this.side.numbers.length; at += 1) {
      if (this.clauses[next]?.block === at) {
        clause = this.clauses[next];
        next += 1;
      }
      this.clauseAt.push(clause);
    }
    const own = this.clauseAt.slice();
    const blocks = Array.from(own.keys(), (at) => this.side.blockAt(at));
    homesOfNotes(history.library, blocks).forEach((home, note) => (this.clauseAt[note] = own[home]));
  }

  /** @param {number} place @returns {Form} */
  form(place) {
    return this.side.blockAt(place).form;
  }

  /** The clause a block stands in; null before the first heading. @param {number} place @returns {Clause | null} */
  clauseOf(place) {
    return this.clauseAt[place] ?? null;
  }
}

export class Redline {
  /** The redline from one text of a history to another, by their numbers. @param {History} history @param {number} from @param {number} to */
  constructor(history, from, to) {
    this.history = history;
    this.library = history.library;
    this.characters = history.characters;
    this.old = new Text(history, from);
    this.new = new Text(history, to);
    /** @type {Map<Span, import("./styles.js").StyleChange[]>} those of each span that was asked for */
    this.styleChanges = new Map();
    /** @type {import("./changes.js").Change[] | null} (changes.js) */
    this.met = null;
    /** @type {import("./changes.js").Change[] | null} (changes.js) */
    this.changes = null;
    /** @type {Entry[]} */
    this.entries = toldOnce(entries(align(this.old.side, this.new.side)), (entry) => this.formOf(entry).kind);
  }

  /** The form of the block that an entry shows. @param {Entry} entry @returns {Form} */
  formOf(entry) {
    return entry.new !== null ? this.new.form(entry.new) : this.old.form(entry.old ?? 0);
  }

  /** The clause whose heading stands there; null for the opening. @param {import("./clause_joins.js").Other | null} heading */
  clauseAt(heading) {
    return heading && (heading.isOld ? this.old : this.new).clauseOf(heading.block);
  }

  /** Whether a token is the number of a footnote. @param {Token} token */
  isNote(token) {
    return this.library.keys[token.code] === NOTE_KEY;
  }

  /** How many tokens are words or numbers; labels and the numbers of footnotes are neither. @param {Token[]} tokens */
  countWords(tokens) {
    return tokens.filter((token) => !token.isLabel && !this.isNote(token) && WORD.test(token.text)).length;
  }

  /** @param {Operation} operation */
  words(operation) {
    const changed = this.entries.filter((entry) => !entry.isSame);
    const spans = changed.flatMap(allSpans).filter((span) => span.operation === operation);
    return spans.reduce((sum, span) => sum + this.countWords(tokensOf(span)), 0);
  }
}

/** @param {Span} span */
export function tokensOf(span) {
  return isOld(span.operation) ? span.old : span.new;
}

/** Whether only one text has the words and they did not move. @param {Span} span */
export function isEdit(span) {
  return span.operation === "delete" || span.operation === "insert";
}

/** Whether the words moved from here or to here. @param {Span} span */
export function isMoved(span) {
  return span.operation === "moved away" || span.operation === "moved here";
}

/** @param {Entry} entry @returns {Span[]} */
export function allSpans(entry) {
  return entry.spans.length ? entry.spans : entry.cells.flatMap((cell) => cell.spans);
}

/** The spans by cell, or the block's as one. @param {Entry} entry @returns {Span[][]} */
export function partsOf(entry) {
  return entry.cells.length ? entry.cells.map((cell) => cell.spans) : [entry.spans];
}

/** Whether it is a table row that was removed or added as a whole, none of whose words moved. @param {Entry} entry */
export function isWholeRow(entry) {
  return entry.cells.length > 0 && (entry.old === null || entry.new === null) && allSpans(entry).every(isEdit);
}

/** The cells of a row without those that neither text has. @param {Entry} entry */
export function ownCells(entry) {
  return entry.cells.filter((cell) => cell.inOld || cell.inNew);
}

/** Tokens as running text, on one line. @param {Token[]} tokens */
export function joined(tokens) {
  return stripped(tokens.map((token) => token.gap + (token.said ?? token.text)).join("").replaceAll(LINE_BREAK, " "));
}

/** The entries of each clause, its heading first; what stands before the first heading makes one of its own. @param {Redline} redline */
export function byClause(redline) {
  /** @type {Entry[][]} */
  const sections = [];
  for (const entry of redline.entries) {
    if (!sections.length || redline.formOf(entry).kind === "heading") {
      sections.push([]);
    }
    sections[sections.length - 1].push(entry);
  }
  return sections;
}

export { isNew, isOld };
