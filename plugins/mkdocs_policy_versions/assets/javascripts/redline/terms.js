/* Which term a definition defines: the twin of policy_history/redline/terms.py. */

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading } from "./sides.js" */
/** @typedef {Map<number, number | string>} TermsByBlock */

const DEFINED = new Set(["paragraph", "list item"]);
const QUOTATION_MARK = '"';
const LONGEST = 6;

/** The terms of the definitions that were read of two texts. */
export class Terms {
  /** @param {Alignment} alignment */
  constructor(alignment) {
    const runIn = [runInTerms(alignment.old), runInTerms(alignment.new)];
    this.old = termsOf(alignment.old, runIn[0]);
    this.new = termsOf(alignment.new, runIn[1]);
    const others = new Set(this.new.values());
    this.both = new Set(Array.from(this.old.values()).filter((term) => others.has(term)));
    const blocks = new Map(Array.from(runIn[1], ([number, term]) => [term, number]));
    /** the blocks of both texts, by their numbers, that begin with the same term as no other does */
    this.same = Array.from(runIn[0], ([number, term]) => [number, blocks.get(term) ?? -1]).filter(([, other]) => other >= 0);
  }

  /** Whether two blocks, by their numbers, define two terms of which either text defines both. @param {number} old @param {number} newer */
  areOthers(old, newer) {
    const [before, after] = [this.old.get(old), this.new.get(newer)];
    return before !== undefined && after !== undefined && before !== after && this.both.has(before) && this.both.has(after);
  }
}

/** For each definition, by the number of its block, the term over it or the one with which it begins. @param {Reading} reading @param {TermsByBlock} runIn */
function termsOf(reading, runIn) {
  const { side, blocks } = reading;
  const found = new Map(runIn);
  for (const [start] of reading.spans()) {
    let at = blocks[start];
    while (at && side.blockAt(at).form.kind === "definition") {
      at -= 1;
    }
    if (at < blocks[start] && side.blockAt(at).form.kind === "term") {
      found.set(blocks[start], side.blockAt(at).unit);
    }
  }
  return found;
}

/** The same of terms that begin their definitions; what begins several tells none from the others. @param {Reading} reading @returns {TermsByBlock} */
function runInTerms(reading) {
  const found = reading.spans().map(([start, end]) => /** @type {[number, string]} */ ([reading.blocks[start], runInTerm(reading, start, end)]));
  const often = new Map();
  found.forEach(([, term]) => often.set(term, (often.get(term) ?? 0) + 1));
  return new Map(found.filter(([, term]) => term && often.get(term) === 1));
}

/** The bold or quoted words with which a block begins that goes on behind them. @param {Reading} reading @param {number} start @param {number} end */
function runInTerm(reading, start, end) {
  let first = reading.body(start, end);
  if (!DEFINED.has(reading.formAt(start).kind) || first + 1 >= end) {
    return "";
  }
  const isQuoted = reading.keyAt(first) === QUOTATION_MARK;
  first += Number(isQuoted);
  for (let at = first; at < Math.min(first + LONGEST + 1, end - 1); at += 1) {
    if (isQuoted ? reading.keyAt(at) === QUOTATION_MARK : !isStrong(reading, at)) {
      return Array.from(reading.keys.subarray(first, at), (code) => reading.side.library.keys[code]).join(" ");
    }
  }
  return "";
}

/** Whether a word is bold as a whole. @param {Reading} reading @param {number} at */
function isStrong({ tokens, side: { library } }, at) {
  const token = tokens[at];
  return token !== null && token.look < library.styles.length && library.styles[token.look].strong;
}
