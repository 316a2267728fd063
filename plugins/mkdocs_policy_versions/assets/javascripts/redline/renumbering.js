/* Labels that changed, told once for a run: the twin of policy_history/redline/renumbering.py. */

import { ITEM } from "./block_changes.js";
import { differInCapital } from "./capitals.js";
import { HAN, HAN_DIGITS, ROMAN, decimal, han, roman } from "./numerals.js";
import { joined } from "./redline.js";

/** @typedef {import("./changes.js").Change} Change */
/** @typedef {import("./library.js").Token} Token */
/** @typedef {import("./redline.js").Redline} Redline */
/** @typedef {import("./redline.js").Span} Span */
/** @typedef {[string, string]} Pair before and after */
/** @typedef {Map<string, number[]>} Readings old numbers by what labels of other shapes have in common with those of their run */
/** @typedef {{place: number, clause: string, first: Pair, last: Pair, isOuter: boolean, low: number, high: number, reached: Readings}} Run */
/** @typedef {{before: string, kind: string, distance: number, isOuter: boolean, value: number}} Step */

const PARTS = new RegExp(`\\p{Nd}+|[${HAN_DIGITS}]+|(?:(?![${HAN_DIGITS}])[\\p{L}\\p{Nl}\\p{No}])+`, "gu");
const DIGITS = /^\p{Nd}+$/u;
const SPACES = /\s+/u;
const LABEL_ENDS = /^[ .:)(–—-]+|[ .:)(–—-]+$/g;

/** The label of a block before and after, where it changed; else null. @param {Redline} redline @param {Span} span @returns {Pair | null} */
export function labelChange(redline, span) {
  const places = Array.from(span.old.keys()).filter((at) => span.old[at].isLabel || span.new[at].isLabel);
  const [olds, news] = [places.map((at) => span.old[at]), places.map((at) => span.new[at])];
  const isSame = olds.every((token, at) => compared(redline, token) === compared(redline, news[at]));
  return isSame ? null : labelsTold(redline, olds, news);
}

/** A label before and after, without the signs around it where it is another without them too. @param {Redline} redline @param {Token[]} old @param {Token[]} newer @returns {Pair} */
export function labelsTold(redline, old, newer) {
  const [before, after] = [bare(redline, old), bare(redline, newer)];
  return before && after && before !== after ? [before, after] : [joined(old), joined(newer)];
}

/** A word of a label as it is compared; the numbers of notes by their digits. @param {Redline} redline @param {Token} token */
function compared(redline, token) {
  return redline.isNote(token) ? token.text : redline.library.keys[token.code];
}

/** Whether a kept word is a number that was counted anew. @param {Redline} redline @param {Token} old @param {Token} newer */
export function isRenumbered(redline, old, newer) {
  const keys = redline.library.keys;
  const isCapital = !old.isLabel && differInCapital(keys[old.code], keys[newer.code]);
  return !isCapital && compared(redline, old) !== compared(redline, newer);
}

/** What the number of a footnote is called: "footnote 3". @param {Token} token */
export function noteName(token) {
  return "footnote " + token.text.replace(/^[[\]]+|[[\]]+$/g, "");
}

/** @param {Redline} redline @param {Token[]} tokens */
function bare(redline, tokens) {
  return tokens.length && redline.isNote(tokens[0]) ? noteName(tokens[0]) : joined(tokens).replace(LABEL_ENDS, "");
}

/** Gathers changes of labels into runs, in reading order; references to clauses stay by themselves. */
export class Renumberings {
  constructor() {
    /** @type {Map<string, Run[]>} */
    this.runs = new Map();
  }

  /** Whether a change begins a run, which then is entry `place` of the list; otherwise it goes on in one. @param {Change} change @param {number} place */
  add(change, place) {
    const step = stepOf(change.removed, change.added);
    /** @type {Pair} */
    const pair = [change.removed, change.added];
    if (!step) {
      return this.addReshaped(pair, place);
    }
    const clause = change.clause?.id ?? "";
    const key = [step.before, step.kind, step.distance].join("\n");
    const runs = this.runs.get(key) ?? [];
    const run = Array.from(runs).reverse().find((each) => goesOn(each, step, clause));
    if (run) {
      take(run, step, pair, clause);
      return false;
    }
    const begun = runOf(place, clause, pair, step, reshapings(...pair));
    this.runs.set(key, [...runs, begun]);
    // "i" that is "a" may be the letter or the Roman number: "ii" that is "b" tells.
    begun.reached.forEach((_, each) => this.runs.has(each) || this.runs.set(each, [begun]));
    return true;
  }

  /** The same of a label that took another shape: "1." is "Article 1:". @param {Pair} pair @param {number} place */
  addReshaped(pair, place) {
    const readings = reshapings(...pair);
    const known = Array.from(readings.keys()).find((key) => this.runs.has(key));
    const [run] = known === undefined ? [] : (this.runs.get(known) ?? []);
    if (known === undefined || !run) {
      const begun = runOf(place, "", pair, { before: "", kind: "", distance: 0, isOuter: true, value: 0 }, readings);
      readings.forEach((_, key) => this.runs.set(key, [begun]));
      return true;
    }
    if (isHigher(readings.get(known) ?? [], run.reached.get(known) ?? [])) {
      run.last = pair;
      readings.forEach((values, key) => run.reached.set(key, values));
    }
    return false;
  }

  /** Set each run of the list in words, as its first and last labels. @param {Change[]} found */
  tell(found) {
    for (const { place, first, last } of Array.from(this.runs.values()).flat()) {
      const isOne = first[0] === last[0] && first[1] === last[1];
      const said = first.map((label, side) => (isOne ? label : label + " to " + last[side].split(" ").pop()));
      Object.assign(found[place], { removed: said[0], added: said[1] });
    }
  }
}

/** @param {number} place @param {string} clause @param {Pair} pair @param {Step} step @param {Readings} reached @returns {Run} */
function runOf(place, clause, pair, step, reached) {
  const { isOuter, value } = step;
  return { place: place, clause: clause, first: pair, last: pair, isOuter: isOuter, low: value, high: value, reached: reached };
}

/** Whether a label may be one of a run: a list of another clause that begins anew is none of it. @param {Run} run @param {Step} step @param {string} clause */
function goesOn(run, step, clause) {
  if ((step.before && step.before + " " !== ITEM) || !step.isOuter || !run.isOuter) {
    return true;
  }
  return step.value === run.high + 1 || (step.value > run.high && clause === run.clause);
}

/** Stretch a run to a label that goes on in it. @param {Run} run @param {Step} step @param {Pair} pair @param {string} clause */
function take(run, step, pair, clause) {
  run.clause = clause;
  if (step.isOuter && !run.isOuter) {
    Object.assign(run, { first: pair, last: pair, low: step.value, high: step.value, isOuter: true });
  } else if (step.isOuter || !run.isOuter) {
    // References, too, are met in any order.
    if (step.value < run.low) {
      Object.assign(run, { first: pair, low: step.value });
    } else if (step.value >= run.high) {
      Object.assign(run, { last: pair, high: step.value });
    }
  }
}

/** Whether numbers come behind others: the first that differs decides. @param {number[]} one @param {number[]} other */
function isHigher(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && (at >= other.length || one[at] > other[at]);
}

/** What two labels of other shapes have in common with those of their run, in each way to read their letters. @param {string} old @param {string} newer @returns {Readings} */
function reshapings(old, newer) {
  /** @type {Readings} */
  const found = new Map();
  for (const isRoman of [false, true]) {
    const [before, after] = [read(old, isRoman), read(newer, isRoman)];
    const [olds, news] = [before.values, after.values];
    const both = Math.min(olds.length, news.length);
    if (both && before.shape !== after.shape) {
      const heads = [olds.slice(0, olds.length - both), news.slice(0, news.length - both)];
      const ends = news.slice(news.length - both).map((value, at) => value - olds[olds.length - both + at]);
      found.set(JSON.stringify([before.shape, after.shape, heads, ends]), olds);
    }
  }
  return found;
}

/** The shape of a label, and its numbers; `isRoman` says that one letter that can be a Roman number is one. @param {string} label @param {boolean} isRoman */
function read(label, isRoman) {
  /** @type {number[]} */
  const values = [];
  const shape = label.replace(PARTS, (part) => {
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

/** How one label became the other; null for labels of different shapes, and where several parts differ. @param {string} old @param {string} newer @returns {Step | null} */
function stepOf(old, newer) {
  const [olds, news] = [Array.from(old.matchAll(PARTS)), newer.match(PARTS) ?? []];
  const at = olds.findIndex((part, place) => part[0] !== news[place]);
  if (olds.length !== news.length || at < 0 || olds.slice(at + 1).some((part, place) => part[0] !== news[at + 1 + place])) {
    return null;
  }
  const values = valuesOf(olds[at][0], news[at]);
  const before = old.slice(0, olds[at].index).toLowerCase().split(SPACES).filter(Boolean).join(" ");
  const isOuter = at === olds.length - 1;
  return values && { before: before, kind: values[0], distance: values[2] - values[1], isOuter: isOuter, value: values[1] };
}

/** Which two labels are, numbers, Roman numbers or letters, and both as numbers; null where they are of two kinds. @param {string} old @param {string} newer @returns {[string, number, number] | null} */
function valuesOf(old, newer) {
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
  return areLetters ? ["a", old.codePointAt(0) ?? 0, newer.codePointAt(0) ?? 0] : null;
}
