/* Words that are taken out of a stretch, and what is left when they are: the twin of policy_history/redline/apart.py. */

import { bisectLeft, run } from "./chain.js";
import { ROW_MARK } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { BlockPair } from "./pairing.js" */
/** @import { Reading, Span } from "./sides.js" */

/** The blocks that match nothing in place but what they are paired with: those that moved, and rows of tables. */
export class Apart {
  /** @param {Alignment} alignment @param {BlockPair[]} gone @param {Set<BlockPair>} kept */
  constructor(alignment, gone, kept) {
    /** @type {Map<number, Span>[]} by where they begin */
    const found = [new Map(), new Map()];
    gone.forEach((pair) => {
      found[0].set(pair.old[0], pair.old);
      found[1].set(pair.new[0], pair.new);
    });
    const readings = [alignment.old, alignment.new];
    const rows = readings.map(rowSpans);
    readings.forEach((reading, side) => {
      addAll(found[side], rows[side].filter((span) => alignment.columnsOf[side].has(reading.blocks[span[0]])));
    });
    for (const gap of rows[0].length && rows[1].length ? alignment.gaps : []) {
      const within = [inside(rows[0], gap.old), inside(rows[1], gap.new)];
      if (within[0].length && within[1].length) {
        within.forEach((spans, side) => addAll(found[side], spans));
      }
    }
    kept.forEach((pair) => {
      found[0].delete(pair.old[0]);
      found[1].delete(pair.new[0]);
    });
    this.spans = found.map((side) => Array.from(side.values()).sort((a, b) => a[0] - b[0]));
  }

  /** Those of a side that lie within a stretch, in order. @param {0 | 1} side @param {Span} whole */
  within(side, whole) {
    return inside(this.spans[side], whole);
  }
}

/** @param {Map<number, Span>} found @param {Span[]} spans */
function addAll(found, spans) {
  spans.forEach((span) => found.set(span[0], span));
}

/** The rows of tables, as stretches of words, in order. @param {Reading} reading */
function rowSpans(reading) {
  return reading.spans().filter((span) => reading.keys[span[1] - 1] === ROW_MARK);
}

/** Those of some stretches, which are in order, that lie within another. @param {Span[]} spans @param {Span} whole */
function inside(spans, whole) {
  return spans.filter((span) => whole[0] <= span[0] && span[0] < whole[1]);
}

/** The places of a stretch of words without some stretches within it, which are in order. @param {Span} whole @param {Span[]} without */
export function restOf(whole, without) {
  const places = [];
  let at = whole[0];
  for (const [start, end] of [...without, [whole[1], whole[1]]]) {
    for (; at < start; at += 1) {
      places.push(at);
    }
    at = end;
  }
  return places;
}

/** A stretch of words that are all among the rest. @param {number[]} places @param {Span} whole @returns {Span} */
export function spanAmong(places, whole) {
  const start = bisectLeft(places, whole[0]);
  return [start, start + whole[1] - whole[0]];
}

/** The places among the rest of those words that are there. @param {number[]} places @param {Set<number>} words */
export function placesAmong(places, words) {
  return new Set(words.size ? Array.from(places.keys()).filter((at) => words.has(places[at])) : []);
}

/** A run of two rests as runs of the wholes, where its words stand at the places given. @param {Run} each @param {number[]} olds @param {number[]} news */
export function partsOf(each, olds, news) {
  const found = [];
  let [a, b, length] = [each.old, each.new, each.length];
  while (length) {
    let part = length;
    while (olds[a + part - 1] - olds[a] >= part || news[b + part - 1] - news[b] >= part) {
      part -= 1;
    }
    found.push(run(olds[a], news[b], part));
    [a, b, length] = [a + part, b + part, length - part];
  }
  return found;
}
