/* The texts of a policy, read: each distinct block once, as words (policy_history/manual/formats.md; written by blocks_data.py). */

import { basesOf, formOf, sequences, styleOf } from "./blocks_written.js";

/** @typedef {{strong: boolean, emphasis: boolean, code: boolean, raised: boolean, lowered: boolean, link: string | null, image: string | null, note: string | null}} Style */
/** @typedef {{text: string, style: Style}} Part a stretch of one word in one style */
/**
 * @typedef {object} Token
 * @property {string} text @property {string} [said] for a line of plain text, in which raised and lowered figures are signs of their own @property {number} code the word as it is compared, by its number
 * @property {string} gap the white space before it as a page shows it @property {string} sourceGap the same of code as it is written
 * @property {boolean} touches whether it follows the one before at once
 * @property {number} look @property {boolean} isLabel
 */
/** @typedef {{kind: string, level: number, shape: string[], number: number, isHeader: boolean, opensTable: boolean, key: string}} Form */
/**
 * @typedef {{unit: number, size: number, form: Form, tokens: Token[], cells: Token[][], written: string[], note: string, isLabel: boolean, words: import("./sides.js").Words | null, capitals: number[] | null}} Block
 * of a row `written` has the cells as they are in the source; `note` is the label of a footnote; `isLabel` says that it is one
 * alone; `words` and `capitals` are found when they are asked for, once
 */

export const BLOCK_MARK = 0;
export const CELL_MARK = 1;
export const ROW_MARK = 2;
/** The number of a footnote's number, in the text and before the note: all are alike. */
export const NOTE = 3;
const MARKS = 3;
/** What stands in white space for the end of a line that a page shows. */
export const LINE_BREAK = "\v";
/** So many characters a block has at most that is a label alone. */
const LONGEST = 60;
const MAY_BE_LABEL = new Set(["heading", "paragraph"]);
const BEYOND = /[\u{10000}-\u{10ffff}]/u;
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff]/;

/** Pairs of which one half is not struck where the other one stays. */
const BRACKETS = ["()", "[]"];

/** Whether the number of a word is that of a mark. @param {number} code */
export function isMark(code) {
  return code < MARKS;
}

export class Library {
  /** @param {any} data */
  constructor(data) {
    this.units = data.units;
    this.columns = data.blocks;
    this.bases = basesOf(data.blocks.base);
    this.signs = Array.from(data.signs);
    this.forms = data.forms.map(formOf);
    /** @type {Style[]} */
    this.styles = data.styles.map(styleOf);
    this.keys = ["\u2029", "\x1f", "\x1e", "[^]"];
    this.weights = [0.3, 0.3, 0.3, 0.25];
    this.codes = new Map(this.keys.map((key, code) => [key, code]));
    this.names = new Set(data.names);
    /** @type {string[]} names of clauses in scripts in which every letter is a word */
    this.spelledNames = data.names.filter((/** @type {string} */ name) => UNSPACED.test(name));
    /** @type {Map<string, number>} */
    this.numbers = new Map(Object.entries(data.numbers ?? {}));
    this.worths = new Map();
    for (const [worth, keys] of Object.entries(data.worths)) {
      keys.forEach((/** @type {string} */ key) => this.worths.set(key, Number(worth)));
    }
    this.spellings = new Map(Object.entries(data.keys));
    /** @type {Part[][]} */
    this.looks = this.styles.map((style) => [{ text: "", style: style }]);
    this.lookNumbers = new Map();
    /** @type {string[]} */
    this.texts = [];
    /** @type {(Block | undefined)[]} */
    this.blocks = [];
    /** @type {number[]} which letters a word has, by its number (capital_passages.js) */
    this.cases = [];
    /** @type {boolean[]} whether a word may end the name of a clause, by its number (references.js) */
    this.nameEnds = [];
    /** @type {RegExp | null} */
    this.pattern = null;
    this.sequences = sequences(data.texts);
  }

  /** The numbers of the brackets that open, by those that close; of the brackets that any text has. */
  get brackets() {
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const [left, right] of BRACKETS) {
      const [opens, closes] = [this.codes.get(left), this.codes.get(right)];
      if (opens !== undefined && closes !== undefined) {
        found.set(closes, opens);
      }
    }
    return found;
  }

  /** The number of a word as it is compared. @param {string} text */
  codeOf(text) {
    const key = this.spellings.get(text) ?? text;
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.keys.length;
      this.codes.set(key, code);
      this.keys.push(key);
      this.weights.push(this.worths.get(key) ?? 1);
    }
    return code;
  }

  /** The text of a block as it is written, put together with what it shares with another one. @param {number} number @returns {string} */
  textOf(number) {
    if (this.texts[number] === undefined) {
      const [back, start, end] = this.bases[number];
      const base = back ? this.textOf(number - back) : "";
      this.texts[number] = base.slice(0, start) + this.columns.text[number] + base.slice(base.length - end);
    }
    return this.texts[number];
  }

  /** @param {number} number @returns {any[]} */
  looksOf(number) {
    const looks = this.columns.looks[number] || [];
    return looks === 1 ? this.looksOf(number - this.bases[number][0]) : looks;
  }

  /** The number of a look: a style, or several, each with its part of the word. @param {any} look */
  lookNumber(look) {
    if (typeof look === "number") {
      return look;
    }
    const key = JSON.stringify(look);
    let number = this.lookNumbers.get(key);
    if (number === undefined) {
      number = this.looks.length;
      this.lookNumbers.set(key, number);
      this.looks.push(look.map((/** @type {[string, number]} */ part) => ({ text: part[0], style: this.styles[part[1]] })));
    }
    return number;
  }

  /** A token's text by style. @param {Token} token @returns {Part[]} */
  parts(token) {
    const parts = this.looks[token.look];
    return token.look < this.styles.length ? [{ text: token.text, style: parts[0].style }] : parts;
  }

  /** The label of the footnote whose number a token is; null where it is none. @param {Token} token */
  noteOf(token) {
    return token.look < this.styles.length ? this.styles[token.look].note : null;
  }

  /** The block of that number. @param {number} number @returns {Block} */
  block(number) {
    const block = this.blocks[number] ?? this.madeBlock(number);
    this.blocks[number] = block;
    return block;
  }

  /** @param {number} number @returns {Block} */
  madeBlock(number) {
    const { form, size, labels, written } = this.columns;
    const text = this.textOf(number);
    const cells = this.read(text);
    const tokens = cells.length > 1 ? cells.flat() : cells[0];
    let at = 0;
    const looks = this.looksOf(number);
    for (let place = 0; place < looks.length; place += 2) {
      const look = this.lookNumber(looks[place + 1]);
      const end = at + looks[place];
      for (; at < end; at += 1) {
        tokens[at].look = look;
        tokens[at].code = this.noteOf(tokens[at]) === null ? tokens[at].code : NOTE;
        tokens[at].said = this.parts(tokens[at]).map(saidOf).join("");
      }
    }
    for (let place = 0; place < labels[number]; place += 1) {
      tokens[place].isLabel = true;
    }
    const [own, kind] = [written[number], this.forms[form[number]].kind];
    const whole = size[number] + (BEYOND.test(text) ? Array.from(text).length : text.length);
    return {
      unit: this.units[number] ?? number,
      size: whole,
      form: this.forms[form[number]],
      tokens: tokens,
      cells: cells.slice(0, -1),
      written: typeof own === "string" ? [] : cells.slice(0, -1).map((cell, place) => own[place] || seen(cell)),
      note: typeof own === "string" ? own : "",
      isLabel: MAY_BE_LABEL.has(kind) && whole < LONGEST && tokens.length > 0 && tokens.every((token) => token.isLabel),
      words: null,
      capitals: null,
    };
  }

  /** The words of a block by cell, and those behind the last cell. @param {string} text @returns {Token[][]} */
  read(text) {
    const [touching, , around, behindCell] = this.signs;
    return text.split(behindCell).map((cell) => {
      /** @type {Token[]} */
      const tokens = [];
      let gap = "";
      let touches = false;
      for (const part of this.partsOfCell(cell)) {
        if (part === " " || part[0] === around) {
          gap = part === " " ? part : part.slice(1, -1);
        } else if (this.signs.includes(part)) {
          touches = part === touching;
        } else {
          tokens.push(this.token(part, gap, touches));
          gap = "";
          touches = false;
        }
      }
      return tokens;
    });
  }

  /** The words of a cell, and what stands between them. @param {string} cell */
  partsOfCell(cell) {
    const [touching, apart, around] = this.signs;
    this.pattern ??= new RegExp(`${around}[^${around}]*${around}|[ ${touching}${apart}]|[^ ${around}${touching}${apart}]+`, "gu");
    return cell.match(this.pattern) ?? [];
  }

  /** @param {string} text @param {string} gap @param {boolean} touches @returns {Token} */
  token(text, gap, touches) {
    const seen = gap.length > 1 || gap === "\n" ? gap.replace(/[ \t\n\r\f\v]+/g, plainSpace) : gap;
    const code = this.codeOf(text);
    return { text: text, code: code, gap: seen, sourceGap: gap, touches: touches, look: 0, isLabel: false };
  }
}

/** @param {string} spaces */
function plainSpace(spaces) {
  return spaces.includes(LINE_BREAK) ? LINE_BREAK : " ";
}

/** Words as they are seen, with their white space. @param {Token[]} tokens */
function seen(tokens) {
  return tokens.map((token) => token.sourceGap + token.text).join("");
}

/** @param {Part} part */
function saidOf({ text, style }) {
  const figures = (style.raised && "⁰¹²³⁴⁵⁶⁷⁸⁹") || (style.lowered && "₀₁₂₃₄₅₆₇₈₉");
  return figures && /^\d+$/.test(text) ? text.replace(/\d/g, (digit) => figures[Number(digit)]) : text;
}
