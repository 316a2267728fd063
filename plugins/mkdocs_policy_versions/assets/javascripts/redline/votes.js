/* How alike the blocks of two texts are: the twin of policy_history/redline/votes.py. */

import { bisectLeft } from "./chain.js";
import { listed, startsOf as placesOf } from "./triples.js";

/** @import { Matcher } from "./matching.js" */
/** @import { Span } from "./sides.js" */
/** @typedef {[number, number, number]} Partners two blocks and how alike they are */

const COMMON = 8;

/** Pairs of blocks in order, with how alike they are, and a way to ask for one. */
export class Votes {
  /** @param {Partners[]} list by the old blocks @param {number} count how many old blocks there are */
  constructor(list, count) {
    this.list = list;
    this.starts = startsOf(list, count);
  }

  /** @param {number} a @param {number} b */
  of(a, b) {
    for (let at = this.starts[a]; at < this.starts[a + 1]; at += 1) {
      if (this.list[at][1] === b) {
        return this.list[at][2];
      }
    }
    return 0;
  }

  /** Those of which something is so. @param {(a: number, b: number) => boolean} isSo */
  where(isSo) {
    return new Votes(this.list.filter(([a, b]) => isSo(a, b)), this.starts.length - 1);
  }
}

/** Where the pairs of each old block begin. @param {Partners[]} list @param {number} count */
function startsOf(list, count) {
  const starts = new Int32Array(count + 1);
  let at = 0;
  for (let a = 0; a <= count; a += 1) {
    while (at < list.length && list[at][0] < a) {
      at += 1;
    }
    starts[a] = at;
  }
  return starts;
}

/** How alike blocks of both sides are: the Dice coefficient of their triples of words. @param {Matcher} matcher @param {Span[]} olds @param {Span[]} news */
export function votesOf(matcher, olds, news) {
  const edges = new Edges(matcher);
  const [mine, theirs] = [triplesByBlock(matcher, 0, olds, edges), triplesByBlock(matcher, 1, news, edges)];
  const blocks = new Int32Array(theirs.triples.length);
  news.forEach((_, b) => blocks.fill(b, theirs.bounds[b], theirs.bounds[b + 1]));
  const starts = placesOf(theirs.triples, edges.count);
  const there = listed(theirs.triples, blocks, starts);
  const sizes = new Sizes(matcher, [olds, news], starts);
  const tally = new Int32Array(news.length);
  /** @type {Partners[]} */
  const votes = [];
  for (let a = 0; a < olds.length; a += 1) {
    /** @type {number[]} */
    const found = [];
    for (let place = mine.bounds[a]; place < mine.bounds[a + 1]; place += 1) {
      const triple = mine.triples[place];
      const end = starts[triple + 1];
      for (let at = end - starts[triple] > COMMON ? end : starts[triple]; at < end; at += 1) {
        if (!tally[there[at]]) {
          found.push(there[at]);
        }
        tally[there[at]] += 1;
      }
    }
    for (const b of found.sort((one, other) => one - other)) {
      votes.push([a, b, (2 * tally[b]) / (sizes.of(0, a) + sizes.of(1, b))]);
      tally[b] = 0;
    }
  }
  return new Votes(votes, olds.length);
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

/** The triples that the other side may have, by the blocks they stand in, in each once; and where those of each block begin. @param {Matcher} matcher @param {0 | 1} side @param {Span[]} spans @param {Edges} edges */
function triplesByBlock(matcher, side, spans, edges) {
  const words = side ? matcher.new : matcher.old;
  const { shared, count } = matcher.triples();
  const { at: places, triple: triples } = shared[side];
  const last = new Int32Array(count);
  const bounds = new Int32Array(spans.length + 1);
  /** @type {number[]} */
  const found = [];
  let place = 0;
  for (let block = 0; block < spans.length; block += 1) {
    const [start, end] = spans[block];
    for (place = bisectLeft(places, start, place); place < places.length && places[place] < end - 3; place += 1) {
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
    bounds[block + 1] = found.length;
  }
  return { triples: found, bounds: bounds };
}

/** How many different triples blocks have, common ones left out. */
class Sizes {
  /** @param {Matcher} matcher @param {[Span[], Span[]]} spans @param {Int32Array} starts where the places of each triple begin */
  constructor(matcher, spans, starts) {
    const { sides, count } = matcher.triples();
    this.sides = sides;
    this.spans = spans;
    this.starts = starts;
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
        count += this.starts[triple + 1] - this.starts[triple] > COMMON ? 0 : 1;
      }
    }
    return count;
  }
}
