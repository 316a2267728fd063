/* Blocks of two texts that are each other's best partners: the twin of policy_history/redline/pairing.py. */

import { inCapitals, spellings } from "./capital_passages.js";
import { BLOCK_MARK, LINE_BREAK, ROW_MARK } from "./library.js";
import { Matcher } from "./matching.js";
import { votesOf } from "./votes.js";
import { Terms } from "./terms.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @import { Partners, Votes } from "./votes.js" */
/** @typedef {[number, number, number, number]} Cells where the words of two cells begin and end, the old one's and the new one's */
/**
 * @typedef {{old: Span, new: Span, likeness: number, weight: number, isRow: boolean, cells: Cells[], movedCells: Cells[]}} BlockPair
 * two blocks that are the same text or nearly; two rows of tables that are partners have cells that are
 */

export const MOVED = 0.5;
/** How alike two blocks are of which the term alone is the same. */
export const SAME_TERM = 0.25;

/** The words of both sides as numbers, and what keeping each is worth; labels are worth nothing. */
export class Numbers {
  /** @param {Reading} old @param {Reading} newer */
  constructor(old, newer) {
    this.old = old.keys.slice();
    this.new = newer.keys.slice();
    this.weights = old.side.library.weights.slice();
    /** @type {import("./capital_passages.js").Places} */
    this.capitals = [inCapitals(old), inCapitals(newer)];
    const spelled = spellings([old, newer], this.capitals);
    for (const [side, numbers] of spelled.size ? [this.old, this.new].entries() : []) {
      this.capitals[side].forEach((at) => {
        numbers[at] = spelled.get(numbers[at]) ?? numbers[at];
      });
    }
    for (const [reading, numbers] of /** @type {[Reading, Int32Array][]} */ ([[old, this.old], [newer, this.new]])) {
      for (const at of reading.labelPlaces) {
        numbers[at] = this.weights.length;
        this.weights.push(0);
      }
    }
    this.ends = new Set([BLOCK_MARK, ROW_MARK]);
    this.brackets = old.side.library.brackets;
    this.matcher = new Matcher(this.old, this.new, this.weights, this.ends, this.brackets, [old, newer].map(lineStarts));
  }

  /** What keeping a stretch of the numbers of either side is worth. @param {Int32Array} numbers @param {number} start @param {number} end */
  weightOf(numbers, start, end) {
    let weight = 0;
    for (let at = start; at < end; at += 1) {
      weight += this.weights[numbers[at]];
    }
    return weight;
  }
}

/** The places of the words that begin a line behind one that a page ends. @param {Reading} reading @returns {Set<number>} */
function lineStarts({ tokens }) {
  const found = new Set();
  tokens.forEach((token, at) => token?.gap === LINE_BREAK && found.add(at));
  return found;
}

/** The blocks of the gaps that are each other's best partners, in the order of the old text; `rows` are settled. @param {Alignment} alignment @param {Numbers} numbers @param {BlockPair[]} rows @returns {BlockPair[]} */
export function pairBlocks(alignment, numbers, rows) {
  const [olds, news] = [alignment.old.spans(), alignment.new.spans()];
  if (olds.length < 2 && news.length < 2 && alignment.gaps.length < 2) {
    return rows;
  }
  const terms = new Terms(alignment);
  const areLinked = alignment.old.hasLinks() || alignment.new.hasLinks();
  const left = unsettled(votesOf(numbers.matcher, alignment.old.cores(areLinked), alignment.new.cores(areLinked)), alignment, rows);
  const areOthers = (/** @type {number} */ a, /** @type {number} */ b) =>
    terms.areOthers(alignment.old.blocks[olds[a][0]], alignment.new.blocks[news[b][0]]);
  const votes = terms.both.size ? left.where((a, b) => !areOthers(a, b)) : left;
  const found = inTheirGaps(partners(votes), votes, alignment);
  const blocks = [...found, ...withOtherMeanings(found, alignment, terms)].map(([a, b, likeness]) => ({
    old: olds[a],
    new: news[b],
    likeness: likeness,
    weight: numbers.weightOf(numbers.old, ...olds[a]),
    isRow: alignment.old.keys[olds[a][1] - 1] === ROW_MARK && alignment.new.keys[news[b][1] - 1] === ROW_MARK,
    cells: [],
    movedCells: [],
  }));
  return [...rows, ...blocks].sort((a, b) => a.old[0] - b.old[0]);
}

/** Blocks without partners that begin with the same term, of which the meaning is another one. @param {Partners[]} pairs @param {Alignment} alignment @param {Terms} terms @returns {Partners[]} */
function withOtherMeanings(pairs, alignment, terms) {
  if (!terms.same.length) {
    return [];
  }
  const [olds, news] = [alignment.old, alignment.new].map(
    (reading) => new Map(reading.spans().map(([start], at) => [reading.blocks[start], at])),
  );
  const taken = [0, 1].map((side) => new Set(pairs.map((pair) => pair[side])));
  return terms.same
    .map(([old, newer]) => /** @type {Partners} */ ([olds.get(old) ?? 0, news.get(newer) ?? 0, SAME_TERM]))
    .filter(([a, b]) => !taken[0].has(a) && !taken[1].has(b));
}

/** The votes for pairs that are not settled: rows that found no partner in their table may be in another one now. @param {Votes} votes @param {Alignment} alignment @param {BlockPair[]} rows */
function unsettled(votes, alignment, rows) {
  if (!alignment.columns.length) {
    return votes;
  }
  const [olds, news] = [alignment.old.spans(), alignment.new.spans()];
  const takenOld = new Set(rows.map((pair) => pair.old[0]));
  const takenNew = new Set(rows.map((pair) => pair.new[0]));
  const [tables, others] = [alignment.old, alignment.new].map((reading, side) =>
    reading.spans().map(([start]) => alignment.columnsOf[side].get(reading.blocks[start]) ?? -1),
  );
  const isRow = (/** @type {number} */ a, /** @type {number} */ b) =>
    alignment.old.keys[olds[a][1] - 1] === ROW_MARK && alignment.new.keys[news[b][1] - 1] === ROW_MARK;
  return votes.where(
    (a, b) =>
      !takenOld.has(olds[a][0]) &&
      !takenNew.has(news[b][0]) &&
      (isRow(a, b) || tables[a] < 0 === others[b] < 0) &&
      (tables[a] < 0 || tables[a] !== others[b]),
  );
}

const LEAST = [0.3, MOVED];
const LOST = 0.3;

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

/** The pairs, those between two gaps for one within where a block of the same kind without a partner is as much like. @param {Partners[]} pairs @param {Votes} votes @param {Alignment} alignment @returns {Partners[]} */
function inTheirGaps(pairs, votes, alignment) {
  const gapsOf = (/** @type {number[]} */ begins, /** @type {import("./sides.js").Span[]} */ spans) => {
    let gap = 0;
    return spans.map(([start]) => {
      while (gap < begins.length && begins[gap] <= start) {
        gap += 1;
      }
      return gap;
    });
  };
  const spans = [alignment.old.spans(), alignment.new.spans()];
  const olds = gapsOf(alignment.gaps.map((gap) => gap.old[0]), spans[0]);
  const news = gapsOf(alignment.gaps.map((gap) => gap.new[0]), spans[1]);
  const areAlike = (/** @type {number} */ a, /** @type {number} */ b) =>
    alignment.old.formAt(spans[0][a][0]).kind === alignment.new.formAt(spans[1][b][0]).kind;
  if (pairs.every(([a, b]) => olds[a] === news[b])) {
    return pairs;
  }
  const partner = new Map(pairs.map(([a, b]) => [a, b]));
  const owner = new Map(pairs.map(([a, b]) => [b, a]));
  for (const [a, b, score] of votes.list) {
    const [mine, other] = [partner.get(a) ?? -1, owner.get(b) ?? -1];
    if (olds[a] !== news[b] || mine < 0 === other < 0 || !areAlike(a, b)) {
      continue;
    }
    const isOwned = mine < 0 && olds[other] !== news[b] && score >= votes.of(other, b);
    if (isOwned) {
      partner.delete(other);
    } else if (other < 0 && news[mine] !== olds[a] && score >= votes.of(a, mine)) {
      owner.delete(mine);
    } else {
      continue;
    }
    partner.set(a, b);
    owner.set(b, a);
  }
  return Array.from(partner, ([a, b]) => [a, b, votes.of(a, b)]);
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
