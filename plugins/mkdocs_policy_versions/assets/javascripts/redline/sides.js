/* One side of a comparison: the twin of policy_history/redline/sides.py. */

import { BLOCK_MARK, CELL_MARK, ROW_MARK } from "./library.js";

/** @import { Block, Library, Token } from "./library.js" */
/** @typedef {[number, number]} Span from and to */

/** So many words a block has at most that is short. */
const FEW = 8;

/** The words that have been read of a text: those of some stretches of its blocks. */
export class Reading {
  /** @param {Side} side @param {Span[]} stretches */
  constructor(side, stretches) {
    this.side = side;
    /** @type {(Token | null)[]} null for a mark */
    this.tokens = [];
    /** @type {Span[]} where each block or table row begins among the words, and where behind its mark it ends */
    this.ends = [];
    /** @type {number[]} the places of the words that are labels */
    this.labelPlaces = [];
    const size = stretches.reduce((sum, [first, last]) => sum + side.countWords(first, last), 0);
    /** the numbers of words */
    this.keys = new Int32Array(size);
    /** for each word the place of its block in the text */
    this.blocks = new Int32Array(size);
    /** 1 for each word that is a label */
    this.labels = new Uint8Array(size);
    /** @type {number[]} where each stretch begins among the words, and where the last one ends */
    this.bounds = [0];
    let at = 0;
    for (const [first, last] of stretches) {
      for (let place = first; place < last; place += 1) {
        at = this.add(wordsOf(side.blockAt(place)), place, at);
      }
      this.bounds.push(at);
    }
    /** @type {Int32Array | null} */
    this.cells = null;
    /** @type {Span[] | null} those that name labels (references.js) */
    this.references = null;
  }

  /** Add the words of a block; gives where they end. @param {Words} words @param {number} block @param {number} start */
  add({ keys, tokens, labels }, block, start) {
    const end = start + keys.length;
    this.keys.set(keys, start);
    this.blocks.fill(block, start, end);
    for (let at = 0; at < tokens.length; at += 1) {
      this.tokens.push(tokens[at]);
    }
    for (const label of labels) {
      this.labels[start + label] = 1;
      this.labelPlaces.push(start + label);
    }
    this.ends.push([start, end]);
    return end;
  }

  /** For each word the number of its cell in its row. */
  cellNumbers() {
    if (!this.cells) {
      this.cells = new Int32Array(this.keys.length);
      let number = 0;
      for (let at = 0; at < this.keys.length; at += 1) {
        this.cells[at] = number;
        const key = this.keys[at];
        number = key === BLOCK_MARK || key === ROW_MARK ? 0 : number + Number(key === CELL_MARK);
      }
    }
    return this.cells;
  }

  get length() {
    return this.keys.length;
  }

  /** Where each block or table row begins among the words, and where behind its mark it ends. */
  spans() {
    return this.ends;
  }

  /** Where the words of each block begin behind its label, and behind its mark end; of linked items without what leads to the next. @param {boolean} areLinked @returns {Span[]} */
  cores(areLinked) {
    return this.spans().map(([start, end]) => {
      const body = this.body(start, end);
      return [body, areLinked ? this.core(body, end - 1) + 1 : end];
    });
  }

  /** Whether a short block ends with a word that leads to the next one, "; or". */
  hasLinks() {
    return this.spans().some(([start, end]) => this.isLink(start, end - 1));
  }

  /** @param {number} start @param {number} end */
  isLink(start, end) {
    const isWord = end - start > 2 && end - start <= FEW && /^[,;]$/.test(this.keyAt(end - 2));
    return isWord && /^\p{L}{1,4}$/u.test(this.keyAt(end - 1));
  }

  /** @param {number} start @param {number} end */
  core(start, end) {
    const last = this.isLink(start, end) ? end - 1 : end;
    return last - start > 1 && last - start <= FEW && /^[,;.]$/.test(this.keyAt(last - 1)) ? last - 1 : last;
  }

  /** Where the label ends with which a block's words may begin. @param {number} start @param {number} end */
  body(start, end) {
    while (start < end && this.labels[start]) {
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

/** @typedef {{keys: Int32Array, tokens: (Token | null)[], labels: number[]}} Words those of a block with its marks */

/** The words of a block with its marks: read once in a whole history. @param {Block} block @returns {Words} */
function wordsOf(block) {
  if (!block.words) {
    const isRow = block.form.kind === "table row";
    /** @type {(Token | null)[]} */
    const tokens = isRow ? block.cells.flatMap((cell) => [...cell, null]) : block.tokens.slice();
    tokens.push(null);
    const keys = Int32Array.from(tokens, (token) => (token ? token.code : isRow ? CELL_MARK : BLOCK_MARK));
    keys[keys.length - 1] = isRow ? ROW_MARK : BLOCK_MARK;
    /** @type {number[]} */
    const labels = [];
    tokens.forEach((token, at) => token?.isLabel && labels.push(at));
    block.words = { keys: keys, tokens: tokens, labels: labels };
  }
  return block.words;
}

/** What each block is known by: one that is a label alone, "Article 4" over its title, with what it counts. @param {Block[]} blocks */
function unitsOf(blocks) {
  /** @type {(number | string)[]} */
  const units = blocks.map((block) => block.unit);
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    if (blocks[at].isLabel) {
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
    /** @type {Block[]} */
    this.blocks = this.numbers.map((number) => library.block(number));
    this.units = unitsOf(this.blocks);
    /** @type {Map<number, number>} for each row of a table the row that is the table's head */
    this.heads = new Map();
    this.bounds = new Int32Array(this.blocks.length + 1);
    let head = 0;
    this.blocks.forEach(({ form, size }, place) => {
      this.bounds[place + 1] = this.bounds[place] + size;
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
    return this.blocks[place];
  }

  /** How many words and marks the blocks have from `first` up to but without `last`. @param {number} first @param {number} last */
  countWords(first, last) {
    let count = 0;
    for (let place = first; place < last; place += 1) {
      count += wordsOf(this.blocks[place]).keys.length;
    }
    return count;
  }
}
