/* One side of a comparison: the twin of policy_history/redline/sides.py. */

import { BLOCK_MARK, CELL_MARK, ROW_MARK } from "./library.js";

/** @import { Library, Token } from "./library.js" */
/** @typedef {[number, number]} Span from and to */

/** The words that have been read of a text. */
export class Reading {
  /** @param {Side} side */
  constructor(side) {
    this.side = side;
    /** @type {number[]} the numbers of words */
    this.keys = [];
    /** @type {(Token | null)[]} null for a mark */
    this.tokens = [];
    /** @type {number[]} for each word the place of its block in the text */
    this.blocks = [];
    /** @type {number[]} for each word its number within its block, marks not counted */
    this.ranks = [];
    /** @type {Set<number>} */
    this.labels = new Set();
    /** @type {Span[] | null} */
    this.ends = null;
    /** @type {Int32Array | null} */
    this.cells = null;
  }

  /** For each word the number of its cell in its row. To be asked for when all has been read. */
  cellNumbers() {
    if (!this.cells) {
      this.cells = new Int32Array(this.keys.length);
      let number = 0;
      for (const [at, key] of this.keys.entries()) {
        this.cells[at] = number;
        number = key === BLOCK_MARK || key === ROW_MARK ? 0 : number + Number(key === CELL_MARK);
      }
    }
    return this.cells;
  }

  get length() {
    return this.keys.length;
  }

  /** @param {number} code @param {Token | null} token @param {number} block @param {number} rank */
  add(code, token, block, rank) {
    if (token?.isLabel) {
      this.labels.add(this.keys.length);
    }
    this.keys.push(code);
    this.tokens.push(token);
    this.blocks.push(block);
    this.ranks.push(rank);
  }

  /** Where each block or table row begins among the words, and where behind its mark it ends. @returns {Span[]} */
  spans() {
    if (!this.ends) {
      this.ends = [];
      let start = 0;
      for (let at = 0; at < this.keys.length; at += 1) {
        if (this.keys[at] === BLOCK_MARK || this.keys[at] === ROW_MARK) {
          this.ends.push([start, at + 1]);
          start = at + 1;
        }
      }
    }
    return this.ends;
  }

  /** The same without the labels with which blocks begin. @returns {Span[]} */
  bodies() {
    return this.spans().map(([start, end]) => [this.body(start, end), end]);
  }

  /** Where the label ends with which a block's words may begin. @param {number} start @param {number} end */
  body(start, end) {
    while (start < end && this.labels.has(start)) {
      start += 1;
    }
    return start;
  }

  /** A word as it is compared. @param {number} at */
  keyAt(at) {
    return this.side.library.keys[this.keys[at]];
  }

  /** The form of the block in which a word stands. @param {number} at */
  formAt(at) {
    return this.side.blockAt(this.blocks[at]).form;
  }
}

/** So many characters a block has at most that is a label alone. */
const LONGEST = 60;

/** What each block is known by: one that is a label alone, "Article 4" over its title, with what it counts. @param {import("./library.js").Block[]} blocks */
function unitsOf(blocks) {
  /** @type {(number | string)[]} */
  const units = blocks.map((block) => block.unit);
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    const { form, tokens, size } = blocks[at];
    const isShort = (form.kind === "heading" || form.kind === "paragraph") && size < LONGEST;
    if (isShort && tokens.length && tokens.every((token) => token.isLabel)) {
      units[at] = `${units[at]} ${units[at + 1] ?? ""}`;
    }
  }
  return units;
}

/** A text whose units are its blocks. */
export class Side {
  /** @param {Library} library @param {number} text */
  constructor(library, text) {
    this.library = library;
    this.numbers = library.sequences[text];
    this.units = unitsOf(this.numbers.map((number) => library.block(number)));
    /** @type {Map<number, number>} for each row of a table the row that is the table's head */
    this.heads = new Map();
    this.bounds = [0];
    for (const number of this.numbers) {
      this.bounds.push(this.bounds[this.bounds.length - 1] + library.block(number).size);
    }
    let head = 0;
    this.numbers.forEach((number, place) => {
      const form = library.block(number).form;
      if (form.kind === "table row") {
        head = form.opensTable ? place : head;
        this.heads.set(place, head);
      }
    });
  }

  /** The cells of all rows of a table as they are written, the head's first; also of rows that were not read. @param {number} head */
  written(head) {
    /** @type {string[][]} */
    const found = [];
    for (let place = head; place === head || this.goesOn(place); place += 1) {
      found.push(this.blockAt(place).written);
    }
    return found;
  }

  /** Whether a row stands there that does not open a table. @param {number} place */
  goesOn(place) {
    const form = place < this.numbers.length ? this.blockAt(place).form : null;
    return form !== null && form.kind === "table row" && !form.opensTable;
  }

  /** @param {number} place */
  blockAt(place) {
    return this.library.block(this.numbers[place]);
  }

  /** Add the words of the blocks from `first` up to but without `last`. @param {number} first @param {number} last @param {Reading} reading */
  read(first, last, reading) {
    for (let place = first; place < last; place += 1) {
      const block = this.blockAt(place);
      const isRow = block.form.kind === "table row";
      let rank = 0;
      for (const cell of isRow ? block.cells : [block.tokens]) {
        for (const token of cell) {
          reading.add(token.code, token, place, rank);
          rank += 1;
        }
        if (isRow) {
          reading.add(CELL_MARK, null, place, rank);
        }
      }
      reading.add(isRow ? ROW_MARK : BLOCK_MARK, null, place, rank);
    }
  }
}
