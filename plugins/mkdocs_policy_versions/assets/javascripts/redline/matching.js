/* Finds the runs of words that two texts share: the twin of policy_history/redline/matching.py. */

import { bisectLeft, byPlace, heaviestChain, joined, run, withTrimmed } from "./chain.js";
import { Triples } from "./triples.js";
import { FREQUENT, behindLabel, between, gathered, grams, sumsOf, wordsWithin } from "./words.js";

/** @import { Run } from "./chain.js" */
/** @import { Stretches } from "./words.js" */

const BREAK = 0.85;
const SMALL = 2500;
const MIDDLING = 250000;
const CONTENT = 0.99;

export class Matcher {
  /** @param {Int32Array} old @param {Int32Array} newer @param {number[]} weights @param {Set<number>} ends @param {Map<number, number>} brackets @param {Set<number>[]} lines */
  constructor(old, newer, weights, ends, brackets, lines) {
    this.old = old;
    this.new = newer;
    this.ends = ends;
    this.brackets = brackets;
    this.lines = lines;
    this.sumsOld = sumsOf(old, weights, lines[0]);
    this.sumsNew = sumsOf(newer, weights, lines[1]);
    this.base = weights.length;
    /** @type {Triples | null} */
    this.allTriples = null;
  }

  /** @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @returns {Run[]} */
  chain(a, aEnd, b, bEnd) {
    const found = this.candidates(a, aEnd, b, bEnd);
    const runs = found.length > 1 ? withTrimmed(found) : found;
    const gains = runs.map((each) => this.sumsOld[each.old + each.length] - this.sumsOld[each.old] - BREAK);
    return heaviestChain(runs, gains);
  }

  /** The kept runs of two stretches, in order. @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd */
  match(a, aEnd, b, bEnd) {
    /** @type {Run[]} */
    const found = [];
    /** @type {Stretches[]} */
    const waiting = [[a, aEnd, b, bEnd]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      waiting.push(...this.matchOnce(next, found));
    }
    return joined(found.sort(byPlace));
  }

  /** Whether a block ends at a place before that end. @param {Int32Array} words @param {number} at @param {number} end */
  isEnd(words, at, end) {
    return at < end && this.ends.has(words[at]);
  }

  /** @param {Stretches} stretches @param {Run[]} found @returns {Stretches[]} */
  matchOnce([a, aEnd, b, bEnd], found) {
    const bodies = [Math.min(this.bodyOfOld(a), aEnd), Math.min(this.bodyOfNew(b), bEnd)];
    const areEnds = this.isEnd(this.old, bodies[0], aEnd) || this.isEnd(this.new, bodies[1], bEnd);
    if (bodies[0] > a && bodies[1] > b && !areEnds) {
      [a, b] = bodies;
    }
    const start = a;
    while (a < aEnd && b < bEnd && this.old[a] === this.new[b]) {
      a += 1;
      b += 1;
    }
    if (a > start) {
      found.push(run(start, b - (a - start), a - start));
    }
    const end = aEnd;
    while (a < aEnd && b < bEnd && this.old[aEnd - 1] === this.new[bEnd - 1]) {
      aEnd -= 1;
      bEnd -= 1;
    }
    if (aEnd < end) {
      found.push(run(aEnd, bEnd, end - aEnd));
    }
    if (a === aEnd || b === bEnd) {
      return [];
    }
    const chain = this.chain(a, aEnd, b, bEnd);
    if (chain.length) {
      found.push(...chain);
      return between(chain, a, aEnd, b, bEnd);
    }
    const same = this.sameButSigns(a, aEnd, b, bEnd);
    found.push(...(same.length ? same : this.renamed(a, aEnd, b, bEnd)));
    return [];
  }

  /** @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @returns {Run[]} */
  sameButSigns(a, aEnd, b, bEnd) {
    const olds = wordsWithin(this.sumsOld, a, aEnd);
    const news = wordsWithin(this.sumsNew, b, bEnd);
    if (olds.length !== news.length || olds.some((at, number) => this.old[at] !== this.new[news[number]])) {
      return [];
    }
    return olds.map((at, number) => run(at, news[number], 1));
  }

  /** @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @returns {Run[]} */
  renamed(a, aEnd, b, bEnd) {
    if (aEnd - a !== bEnd - b) {
      return [];
    }
    const all = Array.from(this.old.subarray(a, aEnd), (_, at) => run(a + at, b + at, 1));
    const changed = all.filter((each) => this.old[each.old] !== this.new[each.new]);
    const [first] = changed;
    const isOne = changed.every(
      (each) => this.old[each.old] === this.old[first.old] && this.new[each.new] === this.new[first.new],
    );
    return changed.length < 2 || !isOne ? [] : all.filter((each) => this.old[each.old] === this.new[each.new]);
  }

  /** The triples of words of both sides. */
  triples() {
    this.allTriples ??= new Triples(this.old, this.new);
    return this.allTriples;
  }

  /** @param {Run} each */
  weight(each) {
    return this.weightOfOld(each.old, each.old + each.length);
  }

  /** Whether a run has a word that means something by itself. @param {Run} each */
  hasContent(each) {
    for (let at = each.old; at < each.old + each.length; at += 1) {
      if (this.sumsOld[at + 1] - this.sumsOld[at] >= CONTENT) {
        return true;
      }
    }
    return false;
  }

  /** @param {number} start @param {number} end */
  weightOfOld(start, end) {
    return this.sumsOld[end] - this.sumsOld[start];
  }

  /** @param {number} start @param {number} end */
  weightOfNew(start, end) {
    return this.sumsNew[end] - this.sumsNew[start];
  }

  /** @param {number} start */
  bodyOfOld(start) {
    return behindLabel(this.sumsOld, start);
  }

  /** @param {number} start */
  bodyOfNew(start) {
    return behindLabel(this.sumsNew, start);
  }

  /** @param {number} start @param {number} end */
  wordsOfOld(start, end) {
    return wordsWithin(this.sumsOld, start, end).length;
  }

  /** @param {number} start @param {number} end */
  wordsOfNew(start, end) {
    return wordsWithin(this.sumsNew, start, end).length;
  }

  /** @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd */
  candidates(a, aEnd, b, bEnd) {
    const size = (aEnd - a) * (bEnd - b);
    for (let width = size <= SMALL ? 1 : size <= MIDDLING ? 2 : 3; ; width -= 1) {
      const runs = this.runs(a, aEnd, b, bEnd, width);
      if (runs.length || width === 1 || size > MIDDLING) {
        return runs;
      }
    }
  }

  /** @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @param {number} width */
  runs(a, aEnd, b, bEnd, width) {
    /** @type {Run[]} */
    const runs = [];
    // Behind which place of the old side each diagonal is not covered yet.
    const reached = new Int32Array(aEnd - a + bEnd - b);
    const first = b - aEnd;
    this.eachSeed(a, aEnd, b, bEnd, width, (at, places) => {
      for (let rank = 0; rank < places.length; rank += 1) {
        const place = places[rank];
        if (reached[place - at - first] <= at) {
          const found = this.maximal(a, aEnd, b, bEnd, at, place);
          reached[place - at - first] = found.old + found.length;
          if (this.weight(found) > BREAK) {
            runs.push(found);
          }
        }
      }
    });
    return runs;
  }

  /** The longest run around two places that have the same word. @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @param {number} at @param {number} place */
  maximal(a, aEnd, b, bEnd, at, place) {
    let [start, other] = [at, place];
    while (start > a && other > b && this.old[start - 1] === this.new[other - 1]) {
      start -= 1;
      other -= 1;
    }
    let [end, last] = [at + 1, place + 1];
    while (end < aEnd && last < bEnd && this.old[end] === this.new[last]) {
      end += 1;
      last += 1;
    }
    return run(start, other, end - start);
  }

  /**
   * @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd @param {number} width
   * @param {(at: number, places: ArrayLike<number>) => void} use
   */
  eachSeed(a, aEnd, b, bEnd, width, use) {
    if (width === 3 && this.allTriples) {
      this.eachTriple(this.allTriples, a, aEnd, b, bEnd, use);
      return;
    }
    const stretch = grams(this.old, a, aEnd, width, this.base);
    const there = gathered(stretch, grams(this.new, b, bEnd, width, this.base), b);
    stretch.forEach((seed, at) => {
      const places = there.get(seed);
      if (places && places.length <= FREQUENT[width]) {
        use(a + at, places);
      }
    });
  }

  /**
   * The same of the triples that are known already.
   * @param {Triples} triples @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd
   * @param {(at: number, places: ArrayLike<number>) => void} use
   */
  eachTriple(triples, a, aEnd, b, bEnd, use) {
    const { at, triple } = triples.shared[0];
    for (let rank = bisectLeft(at, a); rank < at.length && at[rank] < aEnd - 2; rank += 1) {
      const all = triples.places(triple[rank]);
      const places = all.subarray(bisectLeft(all, b), bisectLeft(all, bEnd - 2));
      if (places.length && places.length <= FREQUENT[3]) {
        use(at[rank], places);
      }
    }
  }
}
