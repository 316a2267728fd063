/* How alike the blocks of two texts are: the twin of `_votes` in policy_history/redline/pairing.py. */

import { bisectLeft } from "./chain.js";
import { listed, startsOf } from "./triples.js";

/** @import { Matcher } from "./matching.js" */
/** @import { Span } from "./sides.js" */
/** @typedef {[number, number, number]} Partners two blocks and how alike they are */

const COMMON = 8;

/** Pairs of blocks in order, with how alike they are, and a way to ask for one. */
export class Votes {
  /** @param {Partners[]} list */
  constructor(list) {
    this.list = list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    this.width = list.reduce((most, vote) => Math.max(most, vote[1]), 0) + 1;
    this.scores = new Map(this.list.map(([a, b, score]) => [a * this.width + b, score]));
  }

  /** @param {number} a @param {number} b */
  of(a, b) {
    return b < this.width ? (this.scores.get(a * this.width + b) ?? 0) : 0;
  }
}

/** How alike blocks of both sides are: the Dice coefficient of their triples of words. @param {Matcher} matcher @param {Span[]} olds @param {Span[]} news */
export function votesOf(matcher, olds, news) {
  const edges = new Edges(matcher);
  const [mine, theirs] = [triplesByBlock(matcher, 0, olds, edges), triplesByBlock(matcher, 1, news, edges)];
  const triples = theirs.flat();
  const blocks = theirs.flatMap((block, b) => block.map(() => b));
  const starts = startsOf(triples, edges.count);
  const there = listed(triples, blocks, starts);
  const isCommon = (/** @type {number} */ triple) => starts[triple + 1] - starts[triple] > COMMON;
  const sizes = new Sizes(matcher, [olds, news], isCommon);
  const tally = new Int32Array(news.length);
  /** @type {Partners[]} */
  const votes = [];
  mine.forEach((block, a) => {
    /** @type {number[]} */
    const found = [];
    for (const triple of block) {
      for (let at = isCommon(triple) ? starts[triple + 1] : starts[triple]; at < starts[triple + 1]; at += 1) {
        if (!tally[there[at]]) {
          found.push(there[at]);
        }
        tally[there[at]] += 1;
      }
    }
    for (const b of found) {
      votes.push([a, b, (2 * tally[b]) / (sizes.of(0, a) + sizes.of(1, b))]);
      tally[b] = 0;
    }
  });
  return new Votes(votes);
}

/** The edges of blocks, numbered behind the triples: they count as words, so that the shortest block has a triple too. */
class Edges {
  /** @param {Matcher} matcher */
  constructor(matcher) {
    this.base = matcher.base;
    this.count = matcher.triples().count;
    /** @type {Map<number, number>} */
    this.numbers = new Map();
  }

  /** @param {0 | 1 | 2} kind where the edge is @param {number} one @param {number} other the words there */
  number(kind, one, other) {
    const key = (one * this.base + other) * 3 + kind;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.count;
      this.numbers.set(key, number);
      this.count += 1;
    }
    return number;
  }
}

/** For each block the triples in it that the other side may have, each once. @param {Matcher} matcher @param {0 | 1} side @param {Span[]} spans @param {Edges} edges */
function triplesByBlock(matcher, side, spans, edges) {
  const words = side ? matcher.new : matcher.old;
  const { shared, count } = matcher.triples();
  const { at: places, triple: triples } = shared[side];
  const last = new Int32Array(count);
  let at = 0;
  return spans.map(([start, end], block) => {
    /** @type {number[]} */
    const found = [];
    at = bisectLeft(places, start, at);
    for (let place = at; place < places.length && places[place] < end - 3; place += 1) {
      if (last[triples[place]] <= block) {
        last[triples[place]] = block + 1;
        found.push(triples[place]);
      }
    }
    if (end - start > 2) {
      found.push(edges.number(0, words[start], words[start + 1]), edges.number(1, words[end - 3], words[end - 2]));
    } else if (end - start === 2) {
      found.push(edges.number(2, words[start], 0));
    }
    return found;
  });
}

/** How many different triples blocks have, common ones left out. */
class Sizes {
  /** @param {Matcher} matcher @param {[Span[], Span[]]} spans @param {(triple: number) => boolean} isCommon */
  constructor(matcher, spans, isCommon) {
    const { sides, count } = matcher.triples();
    this.sides = sides;
    this.spans = spans;
    this.isCommon = isCommon;
    this.sizes = spans.map((side) => new Int32Array(side.length));
    this.last = new Int32Array(count);
    this.asked = 0;
  }

  /** @param {0 | 1} side @param {number} block */
  of(side, block) {
    if (!this.sizes[side][block]) {
      this.sizes[side][block] = this.count(side, this.spans[side][block]);
    }
    return this.sizes[side][block];
  }

  /** @param {0 | 1} side @param {Span} span */
  count(side, [start, end]) {
    if (end - start <= 2) {
      return 1;
    }
    this.asked += 1;
    let count = 2;
    for (let at = start; at < end - 3; at += 1) {
      const triple = this.sides[side][at];
      if (this.last[triple] !== this.asked) {
        this.last[triple] = this.asked;
        count += this.isCommon(triple) ? 0 : 1;
      }
    }
    return count;
  }
}
