/* Labels that changed, told once for a run: the twin of policy_history/redline/renumbering.py. */

import { ITEM } from "./block_changes.js";
import { differInCase } from "./capital_passages.js";
import { namesList, reshapings, stepOf } from "./label_parts.js";
import { joined } from "./redline.js";

/** @import { Change } from "./changes.js" */
/** @import { Token } from "./library.js" */
/** @import { Redline } from "./redline.js" */
/** @import { Span } from "./entries.js" */
/** @import { Readings, Words, Step } from "./label_parts.js" */
/** @typedef {[string, string]} Pair before and after */
/** @typedef {{place: number, clause: string, first: Pair, last: Pair, isOuter: boolean, low: number, high: number, reached: Readings}} Run */

/** What stands before the number of a footnote. */
export const NOTE_NAME = "footnote ";
const LABEL_ENDS = /^[ /.:)([\]–—\-、．（）\u3000]+|[ /.:)([\]–—\-、．（）\u3000]+$/g;

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
  const isCapital = !old.isLabel && differInCase(keys[old.code], keys[newer.code]);
  return !isCapital && compared(redline, old) !== compared(redline, newer);
}

/** What the number of a footnote is called: "footnote 3". @param {Token} token */
export function noteName(token) {
  return NOTE_NAME + token.text.replace(/^[[\]]+|[[\]]+$/g, "");
}

/** @param {Redline} redline @param {Token[]} tokens */
function bare(redline, tokens) {
  const name = tokens.length && redline.isNote(tokens[0]) ? noteName(tokens[0]) : joined(tokens).replace(LABEL_ENDS, "");
  return name.includes("(") && !name.includes(")") ? name + ")" : name;
}

/** Gathers changes of labels into runs, in reading order; references to clauses stay by themselves. */
export class Renumberings {
  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    /** @type {Map<string, Run[]>} */
    this.runs = new Map();
    /** @type {Set<string>} */
    this.lists = new Set();
  }

  /** Whether a change begins a run, which then is entry `place` of the list; otherwise it goes on in one. @param {Change} change @param {number} place */
  add(change, place) {
    if (namesList(change.removed)) {
      const list = change.removed + "\n" + change.added;
      const isNew = !this.lists.has(list);
      this.lists.add(list);
      return isNew;
    }
    const step = stepOf(this.words, change.removed, change.added);
    /** @type {Pair} */
    const pair = [change.removed, change.added];
    if (!step) {
      return this.addReshaped(pair, place);
    }
    const clause = change.clause?.id ?? "";
    const key = [step.before.replace("(", ""), step.kind, step.distance].join("\n");
    const runs = this.runs.get(key) ?? [];
    const run = Array.from(runs).reverse().find((each) => goesOn(each, step, pair, clause));
    if (run) {
      take(run, step, pair, clause);
      return false;
    }
    const begun = runOf(place, clause, pair, step, reshapings(this.words, ...pair));
    this.runs.set(key, [...runs, begun]);
    // "i" that is "a" may be the letter or the Roman number: "ii" that is "b" tells.
    begun.reached.forEach((_, each) => this.runs.has(each) || this.runs.set(each, [begun]));
    return true;
  }

  /** The same of a label that took another shape: "1." is "Article 1:". @param {Pair} pair @param {number} place */
  addReshaped(pair, place) {
    const readings = reshapings(this.words, ...pair);
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
      const isOne = first[0].toLowerCase() === last[0].toLowerCase();
      const said = first.map((label, side) => (isOne ? label : runTold(label, last[side])));
      Object.assign(found[place], { removed: said[0], added: said[1] });
    }
  }
}

/** @param {number} place @param {string} clause @param {Pair} pair @param {Step} step @param {Readings} reached @returns {Run} */
function runOf(place, clause, pair, step, reached) {
  const { isOuter, value } = step;
  return { place: place, clause: clause, first: pair, last: pair, isOuter: isOuter, low: value, high: value, reached: reached };
}

/** Whether a label is one of an item within a text, or refers to one: "(b)". @param {string} label */
function isWithinText(label) {
  return label.endsWith(")") && !label.includes(" ");
}

/** Whether a label may be one of a run: a list of another clause that begins anew is none of it. @param {Run} run @param {Step} step @param {Pair} pair @param {string} clause */
function goesOn(run, step, pair, clause) {
  if ((step.before.replace("(", "") && step.before + " " !== ITEM) || !step.isOuter || !run.isOuter) {
    return true;
  }
  const isWithin = isWithinText(pair[0]);
  if (isWithin && clause === run.clause && run.low <= step.value && step.value <= run.high) {
    return true;
  }
  if (isWithin !== isWithinText(run.first[0])) {
    return false;
  }
  return step.value === run.high + 1 || (step.value > run.high && clause === run.clause);
}

/** Stretch a run to a label that goes on in it. @param {Run} run @param {Step} step @param {Pair} pair @param {string} clause */
function take(run, step, pair, clause) {
  run.clause = clause;
  if (isWithinText(pair[0]) !== isWithinText(run.first[0])) {
    return;
  }
  if (step.isOuter && !run.isOuter) {
    Object.assign(run, { first: pair, last: pair, low: step.value, high: step.value, isOuter: true });
  } else if (step.isOuter || !run.isOuter) {
    // References, too, are met in any order.
    if (step.value < run.low) {
      Object.assign(run, { first: pair, low: step.value });
    } else if (step.value > run.high || (step.value === run.high && !beginsBetter(run, pair))) {
      Object.assign(run, { last: pair, high: step.value });
    }
  }
}

/** Whether the last label of a run begins as the run does, "CHAPTER III", and one that equals it does not. @param {Run} run @param {Pair} pair */
function beginsBetter(run, pair) {
  const [first, last, newer] = [run.first, run.last, pair].map((each) => each[0].split(" ")[0]);
  return last === first && newer !== first;
}

/** Whether numbers come behind others: the first that differs decides. @param {number[]} one @param {number[]} other */
function isHigher(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && (at >= other.length || one[at] > other[at]);
}

/** Two labels as a run, each with its name, of which no language need be known the plural of. @param {string} first @param {string} last */
function runTold(first, last) {
  return `${first} to ${[ITEM, NOTE_NAME].reduce((label, name) => (label.startsWith(name) ? label.slice(name.length) : label), last)}`;
}
