/* What the matcher knows of a sequence of words: its seeds and its weights (of policy_history/redline/matching.py). */

import { run } from "./chain.js";

/** @import { Run } from "./chain.js" */
/** @typedef {[number, number, number, number]} Stretches old from and to, new from and to */

/** How often a word, a pair or a triple of words may occur and still be a seed. */
export const FREQUENT = [0, 48, 12, 5];
const SIGN = 0.3;

/** For each of these keys its places among others, the first of which is `start`. @param {Float64Array} wanted @param {Float64Array} keys @param {number} start */
export function gathered(wanted, keys, start) {
  /** @type {Map<number, number[] | null>} */
  const found = new Map();
  for (let at = 0; at < wanted.length; at += 1) {
    found.set(wanted[at], null);
  }
  for (let at = 0; at < keys.length; at += 1) {
    const places = found.get(keys[at]);
    if (places) {
      places.push(start + at);
    } else if (places === null) {
      found.set(keys[at], [start + at]);
    }
  }
  return found;
}

/** A number for each so many words in succession of a stretch. @param {Int32Array} words @param {number} start @param {number} end @param {number} width @param {number} base */
export function grams(words, start, end, width, base) {
  const found = new Float64Array(Math.max(0, end - width + 1 - start));
  for (let at = 0; at < found.length; at += 1) {
    let gram = words[start + at];
    for (let step = 1; step < width; step += 1) {
      gram = gram * base + words[start + at + step];
    }
    found[at] = gram;
  }
  return found;
}

/** Sums of what keeping each of the words is worth; what begins a line, as "DPO:" does, is a word whole. @param {Int32Array} words @param {number[]} weights @param {Set<number>} starts */
export function sumsOf(words, weights, starts) {
  const sums = new Float64Array(words.length + 1);
  for (let at = 0; at < words.length; at += 1) {
    const worth = weights[words[at]];
    sums[at + 1] = sums[at] + (starts.size && worth && starts.has(at) ? 1 : worth);
  }
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
