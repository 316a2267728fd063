/* Rows of two tables that are partners, by their cells, column by column: the twin of policy_history/redline/rows.py. */

import { readings } from "./numerals.js";
import { heaviestChain, run } from "./chain.js";

/**
 * @typedef {{block: number, start: number, end: number, cells: [number, number][], words: number[][]}} Row
 * a cell is where its words begin, and where the mark stands that ends it; `words` are their numbers
 */
/** @typedef {{old: number, new: number, weight: number}} Weighing two columns, and how much their cells say about which row is which */
/** @typedef {{old: number, new: number, score: number}} Scored two rows or columns by their numbers, and how alike they are */

const KEY = 2;
const COUNTER = 0.1;
const NEARLY = 0.9;
const PARTNERS = 0.4;
const BETWEEN = 0.3;
const COMMON = 8;
/** What stands before the last part of a number, and that part: "AC-" and "1", "2." and "3", nothing and "iv". */
const LAST_PART = /^(?:(\S{0,7}[^\s\p{Nd}])?(\p{Nd}{1,4})|(\S{0,7}[^\s\p{L}\p{Nl}\p{No}])?([\p{L}\p{Nl}\p{No}]{1,4}))$/u;

/** What the columns of two tables say about their rows, from all cells as they are written, heads first. @param {string[][]} olds @param {string[][]} news @param {[number, number][]} columns @returns {Weighing[]} */
export function weighing(olds, news, columns) {
  const weights = columns.map(([i, j]) => {
    const old = olds.slice(1).map((row) => row[i]);
    const newer = news.slice(1).map((row) => row[j]);
    return areCounted(old) && areCounted(newer) ? COUNTER : (variety(old) + variety(newer)) / 2;
  });
  const most = Math.max(...weights);
  const key = weights.findIndex((weight) => weight >= NEARLY * most);
  return columns.map(([i, j], at) => ({ old: i, new: j, weight: weights[at] * (at === key ? KEY : 1) }));
}

/** Whether cells are running numbers, which say what place a row has and not which it is. @param {string[]} cells */
function areCounted(cells) {
  const numbers = cells.map((cell) => cell.replace(/^[ .)(#]+|[ .)(#]+$/g, ""));
  const parts = numbers.map((number) => LAST_PART.exec(number) ?? []).map(([, head, figures, before, letters]) => [head ?? before ?? "", figures ?? letters ?? ""]);
  const read = parts.map((part) => readings(part[1]));
  // One letter alone is a name, as those of plans may be: what stands around it makes it a number.
  const isNumber = parts.every((part) => part[0]) || cells.every((cell, at) => cell !== numbers[at]);
  const last = numbers.length < 2 ? 0 : isNumber ? 2 : 1;
  // Each is the next one, or 1 behind another head than the one before.
  const next = (/** @type {number} */ way, /** @type {number} */ at) => (parts[at][0] === parts[at - 1][0] ? read[at - 1][way] + 1 : 1);
  const goOn = (/** @type {number} */ way) => read[0][way] > 0 && read.every((values, at) => at === 0 || values[way] === next(way, at));
  return numbers.length > 0 && parts.every((part) => part[1]) && [0, 1, 2].slice(0, last + 1).some(goOn);
}

/** How many of the cells with words in them differ: 1 when all do. @param {string[]} cells */
function variety(cells) {
  const filled = cells.filter(Boolean);
  return filled.length ? new Set(filled).size / filled.length : 0;
}

/** The rows that are partners, with how alike they are. @param {Row[]} olds @param {Row[]} news @param {Weighing[]} columns @param {number[]} weights @returns {[Row, Row, number][]} */
export function pairRows(olds, news, columns, weights) {
  const scores = candidates(olds, news, columns)
    .map(([a, b]) => ({ old: a, new: b, score: scoreOf(olds[a], news[b], columns, weights) }))
    .filter((pair) => pair.score >= BETWEEN);
  const found = withThoseBetween(best(scores.filter((pair) => pair.score >= PARTNERS)), scores, olds.length, news.length);
  return found.map((pair) => [olds[pair.old], news[pair.new], pair.score]);
}

/** Rows that share a word that is not common in its column. @param {Row[]} olds @param {Row[]} news @param {Weighing[]} columns */
function candidates(olds, news, columns) {
  const places = columns.map((column) => placesIn(news, column.new));
  const isFound = new Uint8Array(news.length);
  /** @type {[number, number][]} */
  const found = [];
  olds.forEach((row, a) => {
    columns.forEach((column, at) => {
      for (const word of row.words[column.old]) {
        const there = places[at].get(word);
        if (there && there.length <= COMMON) {
          there.forEach((b) => {
            isFound[b] = 1;
          });
        }
      }
    });
    for (let b = isFound.indexOf(1); b >= 0; b = isFound.indexOf(1, b)) {
      found.push([a, b]);
      isFound[b] = 0;
    }
  });
  return found;
}

/** In which rows each word of a column stands. @param {Row[]} rows @param {number} column */
function placesIn(rows, column) {
  /** @type {Map<number, number[]>} */
  const places = new Map();
  rows.forEach((row, b) => {
    for (const word of row.words[column]) {
      const known = places.get(word);
      if (!known) {
        places.set(word, [b]);
      } else if (known[known.length - 1] !== b) {
        known.push(b);
      }
    }
  });
  return places;
}

/** @param {Row} old @param {Row} newer @param {Weighing[]} columns @param {number[]} weights */
function scoreOf(old, newer, columns, weights) {
  let alike = 0;
  let whole = 0;
  for (const column of columns) {
    const [a, b] = [old.words[column.old], newer.words[column.new]];
    if (a.length || b.length) {
      alike += column.weight * likeness(a, b, weights);
      whole += column.weight;
    }
  }
  return whole ? alike / whole : 0;
}

/** @param {Scored} a @param {Scored} b */
export function byPair(a, b) {
  return a.old - b.old || a.new - b.new;
}

/** The heaviest chain of pairs by how alike they are. @param {Scored[]} pairs @param {number[]} gains @returns {Scored[]} */
export function chainOf(pairs, gains) {
  const runs = pairs.map((pair) => run(pair.old, pair.new, 1));
  const places = new Map(runs.map((each, at) => [each, at]));
  return heaviestChain(runs, gains).map((each) => pairs[places.get(each) ?? 0]);
}

/** Rows that are each other's best partners, then those of the rest that are; of equals those in order. @param {Scored[]} scores */
function best(scores) {
  /** @type {Scored[]} */
  const found = [];
  const olds = new Set();
  const news = new Set();
  for (let left = scores; left.length; left = left.filter((pair) => !olds.has(pair.old) && !news.has(pair.new))) {
    const topOld = new Map();
    const topNew = new Map();
    for (const pair of left) {
      topOld.set(pair.old, Math.max(pair.score, topOld.get(pair.old) ?? 0));
      topNew.set(pair.new, Math.max(pair.score, topNew.get(pair.new) ?? 0));
    }
    const tops = left.filter((pair) => pair.score === topOld.get(pair.old) && pair.score === topNew.get(pair.new));
    for (const pair of [...chainOf(tops, tops.map((each) => each.score)), ...tops]) {
      if (!olds.has(pair.old) && !news.has(pair.new)) {
        found.push(pair);
        olds.add(pair.old);
        news.add(pair.new);
      }
    }
  }
  return found.sort(byPair);
}

/** The pairs, and those of two rows that are all that is left between two pairs, when they are a little alike. @param {Scored[]} pairs @param {Scored[]} scores @param {number} countOld @param {number} countNew */
function withThoseBetween(pairs, scores, countOld, countNew) {
  const chain = chainOf(pairs, pairs.map((pair) => pair.score));
  const olds = new Set(pairs.map((pair) => pair.old));
  const news = new Set(pairs.map((pair) => pair.new));
  const found = pairs.slice();
  let last = { old: -1, new: -1 };
  for (const each of [...chain, { old: countOld, new: countNew }]) {
    const left = between(last.old, each.old, olds);
    const come = between(last.new, each.new, news);
    const pair = scores.find((one) => one.old === left[0] && one.new === come[0]);
    if (left.length === 1 && come.length === 1 && pair) {
      found.push(pair);
    }
    last = each;
  }
  return found.sort(byPair);
}

/** The numbers between two others that are not taken. @param {number} last @param {number} following @param {Set<number>} taken */
export function between(last, following, taken) {
  const found = [];
  for (let at = last + 1; at < following; at += 1) {
    if (!taken.has(at)) {
      found.push(at);
    }
  }
  return found;
}

/** How alike two cells are: the Dice coefficient of their words by weight; 1 for the same words in one order. @param {number[]} a @param {number[]} b @param {number[]} weights */
export function likeness(a, b, weights) {
  if (areEqual(a, b)) {
    return 1;
  }
  /** @type {Map<number, number>} */
  const counts = new Map();
  a.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  const whole = weightOf(a, weights) + weightOf(b, weights);
  let shared = 0;
  for (const word of b) {
    const count = counts.get(word) ?? 0;
    if (count > 0) {
      counts.set(word, count - 1);
      shared += weights[word];
    }
  }
  return whole ? (2 * shared) / whole : 0;
}

/** @param {number[]} one @param {number[]} other */
export function areEqual(one, other) {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

/** @param {number[]} words @param {number[]} weights */
export function weightOf(words, weights) {
  return words.reduce((sum, word) => sum + weights[word], 0);
}
