/* Labels that changed, told once for a run: the twin of policy_history/redline/renumbering.py. */

import { joined } from "./redline.js";

/** @typedef {import("./changes.js").Change} Change */
/** @typedef {import("./library.js").Token} Token */
/** @typedef {import("./redline.js").Redline} Redline */
/** @typedef {import("./redline.js").Span} Span */
/** @typedef {[string, string]} Pair before and after */
/** @typedef {{place: number, first: Pair, last: Pair, isOuter: boolean}} Run */

const PARTS = /\p{Nd}+|[\p{L}\p{Nl}\p{No}]+/gu;
const DIGITS = /^\p{Nd}+$/u;
const ROMAN = /^[ivxlc]+$/i;
/** @type {Record<string, number>} */
const ROMAN_DIGITS = { i: 1, v: 5, x: 10, l: 50, c: 100 };
const LABEL_ENDS = /^[ .:)(–—-]+|[ .:)(–—-]+$/g;

/** The label of a block before and after, where it changed; else null. @param {Redline} redline @param {Span} span @returns {Pair | null} */
export function labelChange(redline, span) {
  const [olds, news] = [span.old, span.new].map((side) => side.filter((token) => token.isLabel));
  const isSame =
    olds.length === news.length && olds.every((token, at) => compared(redline, token) === compared(redline, news[at]));
  return isSame ? null : [labelOf(redline, olds), labelOf(redline, news)];
}

/** A word of a label as it is compared; the numbers of notes by their digits. @param {Redline} redline @param {Token} token */
function compared(redline, token) {
  return redline.isNote(token) ? token.text : redline.library.keys[token.code];
}

/** Whether a kept word is a number that was counted anew. @param {Redline} redline @param {Token} old @param {Token} newer */
export function isRenumbered(redline, old, newer) {
  return old.code !== newer.code || compared(redline, old) !== compared(redline, newer);
}

/** What the number of a footnote is called: "footnote 3". @param {Token} token */
export function noteName(token) {
  return "footnote " + token.text.replace(/^[[\]]+|[[\]]+$/g, "");
}

/** @param {Redline} redline @param {Token[]} tokens */
function labelOf(redline, tokens) {
  return tokens.length && redline.isNote(tokens[0]) ? noteName(tokens[0]) : joined(tokens).replace(LABEL_ENDS, "");
}

/** Gathers changes of labels into runs, in reading order; references to clauses stay by themselves. */
export class Renumberings {
  constructor() {
    /** @type {Map<string, Run>} */
    this.runs = new Map();
  }

  /** Whether a change begins a run, which then is entry `place` of the list; otherwise it goes on in one. @param {Change} change @param {number} place */
  add(change, place) {
    const step = stepOf(change.removed, change.added);
    if (!step) {
      return true;
    }
    /** @type {Pair} */
    const pair = [change.removed, change.added];
    const run = this.runs.get(step.key);
    if (!run) {
      this.runs.set(step.key, { place: place, first: pair, last: pair, isOuter: step.isOuter });
      return true;
    }
    if (step.isOuter && !run.isOuter) {
      run.first = pair;
      run.isOuter = true;
    }
    if (step.isOuter || !run.isOuter) {
      run.last = pair;
    }
    return false;
  }

  /** Set each run of the list in words, as its first and last labels. @param {Change[]} found */
  tell(found) {
    for (const { place, first, last } of this.runs.values()) {
      const isOne = first[0] === last[0] && first[1] === last[1];
      const said = first.map((label, side) => (isOne ? label : label + " to " + last[side].split(" ").pop()));
      Object.assign(found[place], { removed: said[0], added: said[1] });
    }
  }
}

/** What stands before the part in which two labels differ and by how much they do, and whether it is their last part. @param {string} old @param {string} newer */
function stepOf(old, newer) {
  const [olds, news] = [old.match(PARTS) ?? [], newer.match(PARTS) ?? []];
  const at = olds.findIndex((part, place) => part !== news[place]);
  if (olds.length !== news.length || at < 0 || olds.slice(at + 1).some((part, place) => part !== news[at + 1 + place])) {
    return null;
  }
  const values = valuesOf(olds[at], news[at]);
  const before = olds.slice(0, at).join(" ").toLowerCase();
  return values && { key: before + "\n" + (values[1] - values[0]), isOuter: at === olds.length - 1 };
}

/** Two numbers, Roman numbers or letters as numbers; null where they are of two kinds. @param {string} old @param {string} newer */
function valuesOf(old, newer) {
  if (DIGITS.test(old) && DIGITS.test(newer)) {
    return [decimal(old), decimal(newer)];
  }
  const [one, other] = [Array.from(old), Array.from(newer)];
  const areLetters = one.length === 1 && other.length === 1;
  if (ROMAN.test(old) && ROMAN.test(newer) && !(areLetters && /[cl]/i.test(old + newer))) {
    return [roman(old), roman(newer)];
  }
  return areLetters ? [old.codePointAt(0) ?? 0, newer.codePointAt(0) ?? 0] : null;
}

/** The value of decimal digits of any script: their blocks begin at a code that ends in 0 or in 6. @param {string} text */
function decimal(text) {
  return Array.from(text).reduce((sum, digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const row = code - (code % 16);
    return 10 * sum + (code % 16) - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? 0 : 6);
  }, 0);
}

/** @param {string} text */
function roman(text) {
  const digits = Array.from(text.toLowerCase(), (letter) => ROMAN_DIGITS[letter]);
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
}
