/* Words that stand elsewhere now: the twin of policy_history/redline/moves.py. */

import { byPlace } from "./chain.js";
import { isMark } from "./library.js";
import { longRuns } from "./long_runs.js";
import { MOVED } from "./pairing.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./chain.js").Run} Run */
/** @typedef {import("./pairing.js").BlockPair} BlockPair */
/** @typedef {import("./pairing.js").Numbers} Numbers */
/** @typedef {import("./sides.js").Reading} Reading */
/** @typedef {import("./sides.js").Span} Span */

const LIGHT_BLOCK = 2.4;
const LIGHT_STRETCH = 7;
const LIGHT_FRAGMENT = 12;
const STAYED = 1.3;
const SENTENCE_ENDS = new Set(Array.from(".!?;:。！？；："));

/** Mark what moved in an alignment whose words in place are settled. @param {Alignment} alignment @param {Numbers} numbers @param {BlockPair[]} pairs */
export function findMoves(alignment, numbers, pairs) {
  const moved = pairs.filter((pair) => hasMoved(alignment, pair));
  const gaps = new Gaps(alignment);
  moved.push(...neighbours(alignment, numbers, moved, gaps));
  let number = 0;
  /** @type {BlockPair | null} */
  let last = null;
  let underHeading = false;
  for (const pair of moved.sort((a, b) => a.old[0] - b.old[0] || a.old[1] - b.old[1])) {
    const kind = kindOf(alignment, pair);
    const goesOn =
      last !== null &&
      last.old[1] === pair.old[0] &&
      last.new[1] === pair.new[0] &&
      !gaps.beginAt(pair.old[0], pair.new[0]);
    const isList = kind === "list item" || kind === "table row";
    const isNext = goesOn && last !== null && isList && kind === kindOf(alignment, last);
    if (kind === "heading" || !goesOn || !(underHeading || isNext)) {
      number += 1;
      underHeading = kind === "heading";
    }
    last = pair;
    mark(alignment, pair, number);
    numbers.matcher.match(...pair.old, ...pair.new).forEach((each) => alignment.keep(each));
  }
  findStretches(alignment, numbers, number);
}

/** Where gaps begin. */
class Gaps {
  /** @param {Alignment} alignment */
  constructor(alignment) {
    this.old = new Set(alignment.gaps.map((gap) => gap.old[0]));
    this.new = new Set(alignment.gaps.map((gap) => gap.new[0]));
  }

  /** @param {number} old @param {number} newer */
  beginAt(old, newer) {
    return this.old.has(old) || this.new.has(newer);
  }
}

/** @param {Alignment} alignment @param {BlockPair} pair */
function kindOf(alignment, pair) {
  return alignment.old.formAt(pair.old[0]).kind;
}

/** @param {Int32Array} partner @param {Span} span */
function countSettled(partner, [start, end]) {
  return partner.subarray(start, end).reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
}

/** @param {Alignment} alignment @param {BlockPair} pair */
function hasMoved(alignment, pair) {
  return (
    pair.likeness >= MOVED &&
    pair.weight >= LIGHT_BLOCK &&
    countSettled(alignment.oldPartner, pair.old) <= 1 &&
    countSettled(alignment.newPartner, pair.new) <= 1
  );
}

/** @param {Alignment} alignment @param {BlockPair} pair @param {number} number */
function mark(alignment, pair, number) {
  const sides = /** @type {[Int32Array, Int32Array, Span][]} */ ([
    [alignment.oldPartner, alignment.newPartner, pair.old],
    [alignment.newPartner, alignment.oldPartner, pair.new],
  ]);
  for (const [partner, other, [start, end]] of sides) {
    for (let at = start; at < end; at += 1) {
      if (partner[at] >= 0) {
        other[partner[at]] = -1;
        partner[at] = -1;
      }
    }
  }
  alignment.oldMove.fill(number, ...pair.old);
  alignment.newMove.fill(number, ...pair.new);
}

/** Blocks too light to prove a move that stand, the same, next to one on both sides. @param {Alignment} alignment @param {Numbers} numbers @param {BlockPair[]} moved @param {Gaps} gaps */
function neighbours(alignment, numbers, moved, gaps) {
  const spans = [alignment.old.spans(), alignment.new.spans()];
  const before = spans.map((side) => new Map(side.map((span) => [span[1], span])));
  const after = spans.map((side) => new Map(side.map((span) => [span[0], span])));
  const taken = new Set(moved.map((pair) => pair.old));
  /** @type {BlockPair[]} */
  const found = [];
  for (const [edge, [olds, news]] of [before, after].entries()) {
    for (const pair of moved) {
      let places = [pair.old[edge], pair.new[edge]];
      while (!gaps.beginAt(places[0], places[1])) {
        const [old, newer] = [olds.get(places[0]), news.get(places[1])];
        if (!old || !newer || taken.has(old) || !areSameAndFree(alignment, numbers, old, newer)) {
          break;
        }
        taken.add(old);
        found.push({ old: old, new: newer, likeness: 1, weight: 0, isRow: false, cellMarks: [[], []] });
        places = [old[edge], newer[edge]];
      }
    }
  }
  return found;
}

/** @param {Alignment} alignment @param {Numbers} numbers @param {Span} old @param {Span} newer */
function areSameAndFree(alignment, numbers, old, newer) {
  const words = numbers.old.slice(alignment.old.body(...old), old[1]);
  const others = numbers.new.slice(alignment.new.body(...newer), newer[1]);
  if (words.length !== others.length || words.some((word, at) => word !== others[at])) {
    return false;
  }
  const hasMove = alignment.oldMove.subarray(...old).some(Boolean) || alignment.newMove.subarray(...newer).some(Boolean);
  return (
    !hasMove &&
    isFree(alignment.old, old, alignment.oldPartner, alignment.new) &&
    isFree(alignment.new, newer, alignment.newPartner, alignment.old)
  );
}

/** @param {Reading} reading @param {Span} span @param {Int32Array} partner @param {Reading} other */
function isFree(reading, span, partner, other) {
  const partners = Array.from(partner.subarray(span[0], span[1] - 1)).filter((place) => place >= 0);
  if (!partners.length) {
    return true;
  }
  const isHeading = reading.formAt(span[0]).kind === "heading";
  return isHeading && partners.every((place) => other.formAt(place).kind !== "heading");
}

/** Long stretches of words that are gone here and new there. @param {Alignment} alignment @param {Numbers} numbers @param {number} number */
function findStretches(alignment, numbers, number) {
  const matcher = numbers.matcher;
  const runs = longRuns(matcher, alignment.oldPartner, alignment.newPartner);
  const worths = runs
    .filter((each) => matcher.weight(each) >= LIGHT_STRETCH)
    .map((each) => ({ run: each, worth: matcher.weight(each) * (keepsOrder(alignment, each) ? STAYED : 1) }));
  for (const { run: each } of worths.sort((a, b) => b.worth - a.worth || byPlace(a.run, b.run))) {
    const olds = /** @type {Span} */ ([each.old, each.old + each.length]);
    const news = /** @type {Span} */ ([each.new, each.new + each.length]);
    if (countSettled(alignment.oldPartner, olds) || countSettled(alignment.newPartner, news)) {
      continue;
    }
    const inPlace = keepsOrder(alignment, each);
    if (!inPlace && matcher.weight(each) < LIGHT_FRAGMENT && !isFlush(alignment, each)) {
      continue;
    }
    number += inPlace ? 0 : 1;
    alignment.oldMove.fill(inPlace ? 0 : number, ...olds);
    alignment.newMove.fill(inPlace ? 0 : number, ...news);
    alignment.keep(each);
  }
}

/** Whether a run begins with a sentence on both sides, or ends with one on both. @param {Alignment} alignment @param {Run} each */
function isFlush(alignment, each) {
  const sides = /** @type {[Reading, number][]} */ ([[alignment.old, each.old], [alignment.new, each.new]]);
  const isEnd = (/** @type {Reading} */ reading, /** @type {number} */ at) =>
    isMark(reading.keys[at]) || SENTENCE_ENDS.has(reading.side.library.keys[reading.keys[at]]);
  const begins = sides.every(([reading, start]) => !start || isEnd(reading, start - 1) || isEnd(reading, start));
  const ends = sides.every(([reading, start]) => {
    const end = start + each.length;
    return end === reading.length || isEnd(reading, end - 1) || isEnd(reading, end);
  });
  return begins || ends;
}

/** Whether a run lies between the same words in place on both sides, within one gap. @param {Alignment} alignment @param {Run} each */
function keepsOrder(alignment, each) {
  const gap = alignment.gaps.find((one) => one.old[0] <= each.old && each.old < one.old[1]);
  if (!gap || each.new < gap.new[0] || each.new >= gap.new[1]) {
    return false;
  }
  const isInPlace = (/** @type {number} */ at) => alignment.oldPartner[at] >= 0 && !alignment.oldMove[at];
  let before = each.old - 1;
  while (before >= gap.old[0] && !isInPlace(before)) {
    before -= 1;
  }
  let after = each.old + each.length;
  while (after < gap.old[1] && !isInPlace(after)) {
    after += 1;
  }
  const isBehind = before < gap.old[0] || alignment.oldPartner[before] < each.new;
  return isBehind && (after >= gap.old[1] || alignment.oldPartner[after] >= each.new + each.length);
}
