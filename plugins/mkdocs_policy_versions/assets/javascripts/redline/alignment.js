/* What is the same to the letter, and what lies between: the twin of policy_history/redline/alignment.py. */

import { bisectRight, heaviestChain, run } from "./chain.js";
import { isMark } from "./library.js";
import { Reading } from "./sides.js";
import { withoutRows } from "./unread.js";

/** @import { Run } from "./chain.js" */
/** @import { Columns } from "./columns.js" */
/** @import { Side, Span } from "./sides.js" */
/** @typedef {{oldUnits: Span, newUnits: Span, old: Span, new: Span}} Gap */

export class Alignment {
  /** @param {Run[]} anchors @param {Gap[]} gaps @param {Reading} old @param {Reading} newer */
  constructor(anchors, gaps, old, newer) {
    this.anchors = anchors;
    this.gaps = gaps;
    this.old = old;
    this.new = newer;
    this.oldPartner = new Int32Array(old.length).fill(-1);
    this.newPartner = new Int32Array(newer.length).fill(-1);
    this.oldMove = new Int32Array(old.length);
    this.newMove = new Int32Array(newer.length);
    /** @type {Columns[]} those of tables that are partners */
    this.columns = [];
    /** @type {[Map<number, number>, Map<number, number>]} which of them the rows have that were read, by their blocks */
    this.columnsOf = [new Map(), new Map()];
  }

  /** Make two words strangers again. @param {number} at @param {number} there */
  drop(at, there) {
    this.oldPartner[at] = -1;
    this.newPartner[there] = -1;
  }

  /** Make the words of a run partners. @param {Run} each */
  keep(each) {
    for (let step = 0; step < each.length; step += 1) {
      this.oldPartner[each.old + step] = each.new + step;
      this.newPartner[each.new + step] = each.old + step;
    }
  }
}

/** @param {Side} old @param {Side} newer */
export function readGaps(old, newer) {
  const anchors = withoutRows(anchorUnits(old, newer), old.heads, newer.heads);
  /** @type {[Span, Span][]} */
  const units = [];
  let [atOld, atNew] = [0, 0];
  for (const each of [...anchors, run(old.units.length, newer.units.length, 0)]) {
    if (atOld < each.old || atNew < each.new) {
      units.push([[atOld, each.old], [atNew, each.new]]);
    }
    [atOld, atNew] = [each.old + each.length, each.new + each.length];
  }
  const [olds, news] = [new Reading(old, units.map((pair) => pair[0])), new Reading(newer, units.map((pair) => pair[1]))];
  /** @type {Gap[]} */
  const gaps = units.map(([oldUnits, newUnits], at) => ({
    oldUnits: oldUnits,
    newUnits: newUnits,
    old: [olds.bounds[at], olds.bounds[at + 1]],
    new: [news.bounds[at], news.bounds[at + 1]],
  }));
  return new Alignment(anchors, gaps, olds, news);
}

/** The units that are the same to the letter on both sides and keep their order. @param {Side} old @param {Side} newer */
export function anchorUnits(old, newer) {
  const [olds, news] = [old.units, newer.units];
  let start = 0;
  let endOld = olds.length;
  let endNew = news.length;
  while (start < Math.min(endOld, endNew) && olds[start] === news[start]) {
    start += 1;
  }
  while (endOld > start && endNew > start && olds[endOld - 1] === news[endNew - 1]) {
    endOld -= 1;
    endNew -= 1;
  }
  const middle = uniqueRuns(olds, news, start, endOld, endNew);
  const sizes = new Map(middle.map((each) => [each, old.bounds[each.old + each.length] - old.bounds[each.old]]));
  const chain = heaviestChain(middle, Array.from(sizes.values()));
  const edges = [run(0, 0, start), run(endOld, endNew, 0)];
  const headings = insteadOfBodies([old, newer], chain, sizes);
  const taken = contested(old, newer, [edges[0], ...chain, edges[1]], sizes);
  const kept = chain.filter((each) => !taken.has(each) || headings.has(each));
  return [edges[0], ...kept, run(endOld, endNew, olds.length - endOld)].filter((each) => each.length);
}

/** The runs with headings that take the place in the chain of those without any that they cross: what passes a heading has gone to another clause. @param {[Side, Side]} sides @param {Run[]} chain @param {Map<Run, number>} sizes */
function insteadOfBodies(sides, chain, sizes) {
  const kept = new Set(chain);
  const hasHeading = (/** @type {Run} */ each) => sides[0].blocks.slice(each.old, each.old + each.length).some(({ form }) => form.kind === "heading");
  /** @type {Set<Run>} */
  const found = new Set();
  for (const each of Array.from(sizes.keys()).filter((known) => !kept.has(known))) {
    const ends = [bisectRight(chain.map((one) => one.old), each.old), bisectRight(chain.map((one) => one.new), each.new)];
    const crossed = chain.slice(Math.min(...ends), Math.max(...ends));
    if (hasHeading(each) && crossed.length && !crossed.some(hasHeading)) {
      const apart = apartFrom(sides[0].bounds, [...crossed, each], (one) => one.old) + apartFrom(sides[1].bounds, [...crossed, each], (one) => one.new);
      if (2 * apart < crossed.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0)) {
        chain.splice(Math.min(...ends), crossed.length, each);
        found.add(each);
      }
    }
  }
  return found;
}

/** How much text is in none of these runs, from the first to the last of them. @param {Int32Array} bounds @param {Run[]} runs @param {(run: Run) => number} placeOf */
function apartFrom(bounds, runs, placeOf) {
  const [starts, ends] = [runs.map((each) => bounds[placeOf(each)]), runs.map((each) => bounds[placeOf(each) + each.length])];
  const inner = runs.reduce((sum, _, at) => sum + ends[at] - starts[at], 0);
  return Math.max(...ends) - Math.min(...starts) - inner;
}

/** @param {Side} old @param {Side} newer @param {Run[]} chain @param {Map<Run, number>} sizes */
function contested(old, newer, chain, sizes) {
  const kept = new Set(chain);
  /** @type {Set<Run>} */
  const found = new Set();
  const starts = [chain.map((each) => each.old), chain.map((each) => each.new)];
  for (const each of sizes.keys()) {
    if (kept.has(each)) {
      continue;
    }
    const ends = [bisectRight(starts[0], each.old), bisectRight(starts[1], each.new)];
    const crossed = chain.slice(Math.min(...ends), Math.max(...ends));
    const around = Math.min(
      old.bounds[chain[ends[0]].old] - old.bounds[chain[ends[0] - 1].old + chain[ends[0] - 1].length],
      newer.bounds[chain[ends[1]].new] - newer.bounds[chain[ends[1] - 1].new + chain[ends[1] - 1].length],
    );
    if (crossed.reduce((sum, other) => sum + (sizes.get(other) ?? 0), 0) < around) {
      crossed.forEach((other) => found.add(other));
    }
  }
  return found;
}

/** Runs of equal units that begin with one that is unique on both sides. @param {(number | string)[]} olds @param {(number | string)[]} news @param {number} start @param {number} endOld @param {number} endNew */
function uniqueRuns(olds, news, start, endOld, endNew) {
  const places = uniquePlaces(news, start, endNew);
  /** @type {Run[]} */
  const runs = [];
  for (const [unit, at] of uniquePlaces(olds, start, endOld)) {
    const there = at >= 0 ? (places.get(unit) ?? -1) : -1;
    if (there < 0) {
      continue;
    }
    const last = runs[runs.length - 1];
    if (last && last.old + last.length === at && last.new + last.length === there) {
      runs[runs.length - 1] = run(last.old, last.new, last.length + 1);
    } else {
      runs.push(run(at, there, 1));
    }
  }
  return runs;
}

/** @param {(number | string)[]} units @param {number} start @param {number} end */
function uniquePlaces(units, start, end) {
  /** @type {Map<number | string, number>} */
  const places = new Map();
  for (let at = start; at < end; at += 1) {
    places.set(units[at], places.has(units[at]) ? -1 : at);
  }
  return places;
}

/** For each old block the new one that has most of its words, if it has most of that one's. @param {Alignment} alignment */
export function blockPairs(alignment) {
  const { old: words, new: others, oldPartner } = alignment;
  /** @type {Map<number, {old: number, new: number, weight: number}>} */
  const shares = new Map();
  /** @type {{old: number, new: number, weight: number}} */
  let share = { old: -1, new: -1, weight: 0 };
  for (let at = 0; at < oldPartner.length; at += 1) {
    if (oldPartner[at] >= 0) {
      const [old, newer] = [words.blocks[at], others.blocks[oldPartner[at]]];
      if (share.old !== old || share.new !== newer) {
        const key = old * (others.side.numbers.length + 1) + newer;
        share = shares.get(key) ?? { old: old, new: newer, weight: 0 };
        shares.set(key, share);
      }
      share.weight += isMark(words.keys[at]) ? 1 : 4;
    }
  }
  /** @type {Map<number, number>} */
  const pairs = new Map();
  const taken = new Set();
  for (const share of Array.from(shares.values()).sort((a, b) => b.weight - a.weight || a.old - b.old || a.new - b.new)) {
    if (!pairs.has(share.old) && !taken.has(share.new)) {
      pairs.set(share.old, share.new);
      taken.add(share.new);
    }
  }
  return pairs;
}
