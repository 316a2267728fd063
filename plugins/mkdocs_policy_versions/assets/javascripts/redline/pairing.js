/* Blocks of two texts that are each other's best partners: the twin of policy_history/redline/pairing.py. */

import { bisectLeft } from "./chain.js";
import { BLOCK_MARK, CELL_MARK, ROW_MARK } from "./library.js";
import { Matcher } from "./matching.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./sides.js").Reading} Reading */
/** @typedef {import("./sides.js").Span} Span */
/** @typedef {{old: Span, new: Span, likeness: number, weight: number, isRow: boolean, cellMarks: [number[], number[]]}} BlockPair */
/** @typedef {[number, number, number]} Partners two blocks and how alike they are */

export const MOVED = 0.5;

/** The words of both sides as numbers, and what keeping each is worth; labels are worth nothing. */
export class Numbers {
  /** @param {Reading} old @param {Reading} newer */
  constructor(old, newer) {
    this.old = old.keys.slice();
    this.new = newer.keys.slice();
    this.weights = old.side.library.weights.slice();
    for (const [reading, numbers] of /** @type {[Reading, number[]][]} */ ([[old, this.old], [newer, this.new]])) {
      for (const at of reading.labels) {
        numbers[at] = this.weights.length;
        this.weights.push(0);
      }
    }
    this.ends = new Set([BLOCK_MARK, ROW_MARK]);
    this.matcher = new Matcher(this.old, this.new, this.weights, this.ends);
  }
}

/** @param {Alignment} alignment @param {Numbers} numbers @returns {BlockPair[]} */
export function pairBlocks(alignment, numbers) {
  const olds = alignment.old.spans();
  const news = alignment.new.spans();
  if (olds.length < 2 && news.length < 2) {
    return [];
  }
  return partners(votesOf(numbers, alignment.old.bodies(), alignment.new.bodies())).map(([a, b, likeness]) => {
    let weight = 0;
    for (let at = olds[a][0]; at < olds[a][1]; at += 1) {
      weight += numbers.weights[numbers.old[at]];
    }
    const isRow = alignment.old.keys[olds[a][1] - 1] === ROW_MARK && alignment.new.keys[news[b][1] - 1] === ROW_MARK;
    /** @type {[number[], number[]]} */
    const marks = isRow ? [cellMarks(alignment.old, olds[a]), cellMarks(alignment.new, news[b])] : [[], []];
    return { old: olds[a], new: news[b], likeness: likeness, weight: weight, isRow: isRow, cellMarks: marks };
  });
}

const LEAST = [0.3, MOVED];
const LOST = 0.3;

/** How alike blocks are: pairs in order, with a way to ask for one. */
class Votes {
  /** @param {Partners[]} list */
  constructor(list) {
    this.list = list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.scores = new Map(this.list.map(([a, b, score]) => [a + "," + b, score]));
  }

  /** @param {number} a @param {number} b */
  of(a, b) {
    return this.scores.get(a + "," + b) ?? 0;
  }
}

/** @param {Votes} votes */
function partners(votes) {
  /** @type {Partners[]} */
  const found = [];
  const olds = new Set();
  const news = new Set();
  let left = votes.list;
  for (const least of LEAST) {
    left = left.filter(([a, b, score]) => score >= least && !olds.has(a) && !news.has(b));
    const bestOld = best(left, 0);
    const bestNew = best(left, 1);
    const pairs = Array.from(bestOld.values()).filter(([a, b]) => bestNew.get(b)?.[0] === a);
    pairs.forEach(([a, b]) => {
      olds.add(a);
      news.add(b);
    });
    found.push(...pairs);
  }
  return uncrossed(found.sort((a, b) => a[0] - b[0] || a[1] - b[1]), votes);
}

/** For each block of a side the pair it is most like in; of equals the first. @param {Partners[]} votes @param {0 | 1} side */
function best(votes, side) {
  /** @type {Map<number, Partners>} */
  const found = new Map();
  for (const vote of votes) {
    const last = found.get(vote[side]);
    if (!last || vote[2] > last[2]) {
      found.set(vote[side], vote);
    }
  }
  return found;
}

/** @param {Partners[]} pairs @param {Votes} votes @returns {Partners[]} */
function uncrossed(pairs, votes) {
  const partner = new Map(pairs.map(([a, b]) => [a, b]));
  const owner = new Map(pairs.map(([a, b]) => [b, a]));
  for (const [a, b, score] of votes.list) {
    const mine = partner.get(a) ?? b;
    const other = owner.get(b) ?? a;
    if (score < MOVED || mine === b || other === a || a < other === mine < b) {
      continue;
    }
    const theirs = votes.of(other, mine);
    if (theirs >= MOVED && score + theirs >= votes.of(a, mine) + votes.of(other, b) - LOST) {
      partner.set(a, b).set(other, mine);
      owner.set(b, a).set(mine, other);
    }
  }
  return Array.from(partner, ([a, b]) => [a, b, votes.of(a, b)]);
}

/** @param {Reading} reading @param {Span} span */
function cellMarks(reading, span) {
  const found = [];
  for (let at = span[0]; at < span[1]; at += 1) {
    if (reading.keys[at] === CELL_MARK) {
      found.push(at);
    }
  }
  return found;
}

const COMMON = 8;

/** How alike blocks of both sides are: the Dice coefficient of their triples of words. @param {Numbers} numbers @param {Span[]} olds @param {Span[]} news */
function votesOf(numbers, olds, news) {
  const matcher = numbers.matcher;
  /** @type {Map<number, number[]>} */
  const there = new Map();
  sharedTriples(matcher, 1, news).forEach((triples, b) => {
    for (const triple of triples) {
      const blocks = there.get(triple);
      blocks ? blocks.push(b) : there.set(triple, [b]);
    }
  });
  /** @type {Set<number>} */
  const common = new Set();
  there.forEach((blocks, triple) => blocks.length > COMMON && common.add(triple));
  /** @type {Partners[]} */
  const votes = [];
  sharedTriples(matcher, 0, olds).forEach((triples, a) => {
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const triple of triples) {
      for (const b of common.has(triple) ? [] : (there.get(triple) ?? [])) {
        found.set(b, (found.get(b) ?? 0) + 1);
      }
    }
    found.forEach((count, b) => votes.push([a, b, count]));
  });
  const [oldTriples, newTriples] = matcher.triples();
  const oldSizes = new Map(Array.from(new Set(votes.map((vote) => vote[0])), (a) => [a, size(oldTriples, olds[a], common)]));
  const newSizes = new Map(Array.from(new Set(votes.map((vote) => vote[1])), (b) => [b, size(newTriples, news[b], common)]));
  return new Votes(
    votes.map(([a, b, count]) => [a, b, (2 * count) / ((oldSizes.get(a) ?? 0) + (newSizes.get(b) ?? 0))]),
  );
}

/** For each block the triples in it that the other side may have. @param {Matcher} matcher @param {0 | 1} side @param {Span[]} spans */
function sharedTriples(matcher, side, spans) {
  const words = side ? matcher.new : matcher.old;
  const shared = matcher.sharedTriples()[side];
  const base = matcher.base;
  let at = 0;
  return spans.map(([start, end]) => {
    at = bisectLeft(shared.at, start, at);
    const found = new Set(shared.triple.slice(at, Math.max(at, bisectLeft(shared.at, end - 3, at))));
    if (end - start > 2) {
      found.add(-3 * (words[start] * base + words[start + 1]) - 1);
      found.add(-3 * (words[end - 3] * base + words[end - 2]) - 2);
    } else if (end - start === 2) {
      found.add(-3 * words[start] - 3);
    }
    return found;
  });
}

/** @param {number[]} triples @param {Span} span @param {Set<number>} common */
function size(triples, [start, end], common) {
  if (end - start <= 2) {
    return 1;
  }
  const found = new Set(triples.slice(start, Math.max(start, end - 3)));
  let count = 2;
  found.forEach((triple) => {
    count += common.has(triple) ? 0 : 1;
  });
  return count;
}
