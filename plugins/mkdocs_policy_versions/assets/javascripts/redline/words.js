/* What the matcher knows of a sequence of words: its seeds and its weights (of policy_history/redline/matching.py). */

import { run } from "./chain.js";

/** @import { Run } from "./chain.js" */
/** @typedef {[number, number, number, number]} Stretches old from and to, new from and to */

/** How often a word, a pair or a triple of words may occur and still be a seed. */
export const FREQUENT = [0, 48, 12, 5];
const SIGN = 0.3;

/** The places of each key that is in `only`, the first of them being `start`. @param {number[]} keys @param {number} start @param {Set<number>} only */
export function gathered(keys, start, only) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  keys.forEach((key, at) => {
    const known = found.get(key);
    if (known) {
      known.push(start + at);
    } else if (only.has(key)) {
      found.set(key, [start + at]);
    }
  });
  return found;
}

/** A number for each so many words in succession of a stretch. @param {number[]} words @param {number} start @param {number} end @param {number} width @param {number} base */
export function grams(words, start, end, width, base) {
  /** @type {number[]} */
  const found = [];
  for (let at = start; at <= end - width; at += 1) {
    let gram = words[at];
    for (let step = 1; step < width; step += 1) {
      gram = gram * base + words[at + step];
    }
    found.push(gram);
  }
  return found;
}

/** @param {number[]} words @param {number[]} weights */
export function sumsOf(words, weights) {
  const sums = new Float64Array(words.length + 1);
  words.forEach((word, at) => {
    sums[at + 1] = sums[at] + weights[word];
  });
  return sums;
}

/** The places of words that are no signs or marks. @param {Float64Array} sums @param {number} start @param {number} end */
export function wordsWithin(sums, start, end) {
  const found = [];
  for (let at = start; at < end; at += 1) {
    if (sums[at + 1] - sums[at] > SIGN) {
      found.push(at);
    }
  }
  return found;
}

/** @param {Float64Array} sums @param {number} start */
export function behindLabel(sums, start) {
  while (start + 1 < sums.length && sums[start + 1] === sums[start]) {
    start += 1;
  }
  return start;
}

/** @param {Run[]} chain @param {number} a @param {number} aEnd @param {number} b @param {number} bEnd */
export function between(chain, a, aEnd, b, bEnd) {
  /** @type {Stretches[]} */
  const stretches = [];
  for (const each of [...chain, run(aEnd, bEnd, 0)]) {
    if (a < each.old && b < each.new) {
      stretches.push([a, each.old, b, each.new]);
    }
    a = each.old + each.length;
    b = each.new + each.length;
  }
  return stretches;
}
