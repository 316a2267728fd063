/* The columns of two tables that are each other's: the twin of policy_history/redline/columns.py. */

import { between, byPair, chainOf, likeness, weightOf } from "./rows.js";

/** @import { Row, Scored } from "./rows.js" */
/** @typedef {[number, number]} Pair */

const HEADING = 1.5;
const PARTNERS = 0.35;
const BETWEEN = 0.15;
const CROSSING = 0.57;

/** The columns of two tables that are partners: how many there are, which are partners in order, and which moved. */
export class Columns {
  /** @param {number} old @param {number} newer @param {Pair[]} inOrder @param {Pair[]} moved */
  constructor(old, newer, inOrder, moved) {
    this.old = old;
    this.new = newer;
    this.inOrder = inOrder;
    this.moved = moved;
  }

  /** The columns of both tables in one order, -1 for the side that has none: what left, what came, what stayed. @returns {Pair[]} */
  merged() {
    const nobody = new Set();
    /** @type {Pair[]} */
    const found = [];
    let last = [-1, -1];
    for (const [i, j] of /** @type {Pair[]} */ ([...this.inOrder, [this.old, this.new]])) {
      between(last[0], i, nobody).forEach((gone) => found.push([gone, -1]));
      between(last[1], j, nobody).forEach((come) => found.push([-1, come]));
      if (i < this.old) {
        found.push([i, j]);
      }
      last = [i, j];
    }
    return found;
  }

  /** The number, from 1, of a column that one table alone has, -1 being the other; 0 for others. @param {number} old @param {number} newer */
  number(old, newer) {
    if (old >= 0 && newer < 0 && !this.moved.some(([i]) => i === old)) {
      return old + 1;
    }
    return newer >= 0 && old < 0 && !this.moved.some(([, j]) => j === newer) ? this.old + newer + 1 : 0;
  }
}

/** The columns of two tables, the heads of which come first, that are partners: in order, and those that moved. @param {Row[]} olds @param {Row[]} news @param {[Row, Row][]} pairs @param {number[]} weights @returns {{columns: Pair[], crossing: Pair[]}} */
export function pairColumns(olds, news, pairs, weights) {
  const headings = olds[0].words.map((a) => news[0].words.map((b) => headingLikeness(a, b, weights)));
  const bodies = pairs.filter((pair) => pair[0].block !== olds[0].block);
  const scores = olds[0].cells.map((_, i) =>
    news[0].cells.map((__, j) => {
      const [body, count] = bodies.length ? bodyOf(bodies, i, j, weights) : bagBody(olds, news, i, j, weights);
      return (HEADING * headings[i][j] + body) / (HEADING + count);
    }),
  );
  const found = best(scores, headings);
  const chain = chainOf(found, found.map((pair) => pair.score * size(olds, pair.old, weights) + 0.1));
  const moved = found.filter(
    (pair) => !chain.includes(pair) && (headings[pair.old][pair.new] === 1 || pair.score >= CROSSING),
  );
  const inOrder = withThoseBetween(chain, moved, scores);
  return { columns: inOrder.map(pairOf), crossing: moved.map(pairOf) };
}

/** @param {Scored} pair @returns {Pair} */
function pairOf(pair) {
  return [pair.old, pair.new];
}

/** How alike two headings are; two that are empty say little. @param {number[]} a @param {number[]} b @param {number[]} weights */
function headingLikeness(a, b, weights) {
  return a.length || b.length ? likeness(a, b, weights) : 0.5;
}

/** How alike two columns are below their headings, cell by cell: a sum, and of how many cells that are not empty. @param {[Row, Row][]} pairs @param {number} i @param {number} j @param {number[]} weights */
function bodyOf(pairs, i, j, weights) {
  let total = 0;
  let count = 0;
  for (const [old, newer] of pairs) {
    if (old.words[i].length || newer.words[j].length) {
      total += likeness(old.words[i], newer.words[j], weights);
      count += 1;
    }
  }
  return [total, count];
}

/** The same where it is not known which row is which: by all the words in the columns. @param {Row[]} olds @param {Row[]} news @param {number} i @param {number} j @param {number[]} weights */
function bagBody(olds, news, i, j, weights) {
  const a = olds.slice(1).flatMap((row) => row.words[i]);
  const b = news.slice(1).flatMap((row) => row.words[j]);
  const count = a.length || b.length ? Math.max(olds.length, news.length) - 1 : 0;
  return [likeness(a, b, weights) * count, count];
}

/** Every pair of columns with its score. @param {number[][]} scores @returns {Scored[]} */
function allOf(scores) {
  return scores.flatMap((row, i) => row.map((score, j) => ({ old: i, new: j, score: score })));
}

/** Columns that are partners, the most alike first; of equals those whose places are nearest. @param {number[][]} scores @param {number[][]} headings */
function best(scores, headings) {
  /** @type {Scored[]} */
  const found = [];
  const olds = new Set();
  const news = new Set();
  const distance = (/** @type {Scored} */ pair) => Math.abs(pair.old - pair.new);
  for (const pair of allOf(scores).sort((a, b) => b.score - a.score || distance(a) - distance(b) || byPair(a, b))) {
    const isLike = pair.score >= PARTNERS || headings[pair.old][pair.new] === 1;
    if (!olds.has(pair.old) && !news.has(pair.new) && isLike) {
      found.push(pair);
      olds.add(pair.old);
      news.add(pair.new);
    }
  }
  return found.sort(byPair);
}

/** @param {Row[]} rows @param {number} column @param {number[]} weights */
function size(rows, column, weights) {
  return weightOf(rows.flatMap((row) => row.words[column]), weights);
}

/** The columns in order, and the best of those left that stand between the same ones and are a little alike. @param {Scored[]} inOrder @param {Scored[]} moved @param {number[][]} scores */
function withThoseBetween(inOrder, moved, scores) {
  const olds = new Set(moved.map((pair) => pair.old));
  const news = new Set(moved.map((pair) => pair.new));
  const found = inOrder.slice();
  let last = { old: -1, new: -1 };
  for (const each of [...inOrder, { old: scores.length, new: scores[0]?.length ?? 0 }]) {
    const come = between(last.new, each.new, news);
    const pairs = between(last.old, each.old, olds).flatMap((i) =>
      come.map((j) => ({ old: i, new: j, score: scores[i][j] })),
    );
    const candidates = pairs.filter((pair) => pair.score >= BETWEEN);
    found.push(...chainOf(candidates, candidates.map((pair) => pair.score)));
    last = each;
  }
  return found.sort(byPair);
}
