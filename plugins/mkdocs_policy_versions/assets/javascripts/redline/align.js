/* Two texts -> which word of the old one became which word of the new one: the twin of policy_history/redline/align.py. */

import { readGaps } from "./alignment.js";
import { bisectLeft, heaviestChain, joined, run } from "./chain.js";
import { keepHeadings } from "./headings.js";
import { keepLabels } from "./labels.js";
import { Matcher } from "./matching.js";
import { findMoves } from "./moves.js";
import { MOVED, Numbers, pairBlocks } from "./pairing.js";
import { slide } from "./sliding.js";
import { tidy, weightOfChange } from "./tidy.js";

/** @typedef {import("./alignment.js").Gap} Gap */
/** @typedef {import("./chain.js").Run} Run */
/** @typedef {import("./pairing.js").BlockPair} BlockPair */
/** @typedef {import("./sides.js").Side} Side */
/** @typedef {import("./sides.js").Span} Span */

/** The alignment of two texts. @param {Side} old @param {Side} newer */
export function align(old, newer) {
  const alignment = readGaps(old, newer);
  if (alignment.old.length && alignment.new.length) {
    const numbers = new Numbers(alignment.old, alignment.new);
    const pairs = pairBlocks(alignment, numbers);
    const kept = alignment.gaps.map((gap) => inPlace(gap, pairs));
    const settled = new Set(kept.flat());
    const gone = pairs.filter((pair) => !settled.has(pair) && pair.likeness >= MOVED);
    alignment.gaps.forEach((gap, at) => {
      alignGap(gap, kept[at], gone, numbers).forEach((each) => alignment.keep(each));
    });
    findMoves(alignment, numbers, pairs);
    keepHeadings(alignment, numbers.matcher);
    slide(alignment);
    keepLabels(alignment);
  }
  return alignment;
}

/** The pairs within a gap that keep their order, the heaviest such chain. @param {Gap} gap @param {BlockPair[]} pairs */
function inPlace(gap, pairs) {
  const inside = pairs.filter((pair) => within(pair.old, gap.old) && within(pair.new, gap.new));
  const blocks = inside.map((pair) => run(pair.old[0], pair.new[0], 1));
  const chain = new Set(heaviestChain(blocks, inside.map((pair) => pair.likeness * pair.weight)));
  return inside.filter((_, at) => chain.has(blocks[at]));
}

/** The runs kept in place within a gap. @param {Gap} gap @param {BlockPair[]} kept @param {BlockPair[]} gone @param {Numbers} numbers */
function alignGap(gap, kept, gone, numbers) {
  const matcher = numbers.matcher;
  const runs = kept.flatMap((pair) => matchWords(matcher, pair));
  const firm = new Set(kept.flatMap((pair) => pair.cellMarks[0]));
  const olds = gone.map((pair) => pair.old).filter((span) => within(span, gap.old));
  const news = gone.map((pair) => pair.new).filter((span) => within(span, gap.new)).sort((a, b) => a[0] - b[0]);
  if (!olds.length && !news.length) {
    return tidy(fill(matcher, runs, gap.old, gap.new), matcher, gap.old, gap.new, firm);
  }
  const old = restOf(gap.old, olds);
  const newer = restOf(gap.new, news);
  const rest = new Matcher(
    old.map((at) => numbers.old[at]),
    newer.map((at) => numbers.new[at]),
    numbers.weights,
    numbers.ends,
  );
  /** @type {[Span, Span]} */
  const ends = [[0, old.length], [0, newer.length]];
  const ranked = runs.map((each) => run(bisectLeft(old, each.old), bisectLeft(newer, each.new), each.length));
  const filled = fill(rest, ranked, ...ends);
  const tidied = tidy(filled, rest, ...ends, new Set(Array.from(firm, (mark) => bisectLeft(old, mark))));
  return joined(tidied.flatMap((each) => partsOf(each, old, newer)));
}

/** The places of a stretch of words without some stretches within it, which are in order. @param {Span} whole @param {Span[]} without */
function restOf(whole, without) {
  const places = [];
  let at = whole[0];
  for (const [start, end] of [...without, [whole[1], whole[1]]]) {
    for (; at < start; at += 1) {
      places.push(at);
    }
    at = end;
  }
  return places;
}

/** A run of two rests as runs of the wholes. @param {Run} each @param {number[]} olds @param {number[]} news */
function partsOf(each, olds, news) {
  const found = [];
  let [a, b, length] = [each.old, each.new, each.length];
  while (length) {
    let part = length;
    while (olds[a + part - 1] - olds[a] >= part || news[b + part - 1] - news[b] >= part) {
      part -= 1;
    }
    found.push(run(olds[a], news[b], part));
    [a, b, length] = [a + part, b + part, length - part];
  }
  return found;
}

/** The stretches of a pair of rows that belong together. @param {BlockPair} pair @returns {[number, number, number, number][]} */
function cellsOf(pair) {
  const [olds, news] = pair.cellMarks;
  if (olds.length !== news.length) {
    return [[...pair.old, ...pair.new]];
  }
  /** @type {[number, number, number, number][]} */
  const stretches = [];
  let [a, b] = [pair.old[0], pair.new[0]];
  olds.forEach((old, at) => {
    stretches.push([a, old + 1, b, news[at] + 1]);
    [a, b] = [old + 1, news[at] + 1];
  });
  return [...stretches, [a, pair.old[1], b, pair.new[1]]];
}

const SURE = 3.5;

/** The heavy runs that a pair of blocks shares, without their marks. @param {Matcher} matcher @param {BlockPair} pair */
function matchWords(matcher, pair) {
  if (pair.isRow) {
    return cellsOf(pair).flatMap((cell) => matcher.match(...cell));
  }
  const least = Math.min(SURE, 0.5 * pair.weight);
  const chain = matcher.chain(pair.old[0], pair.old[1] - 1, pair.new[0], pair.new[1] - 1);
  const runs = chain.filter((each) => matcher.weight(each) >= least);
  return [...opening(matcher, pair, runs), ...runs];
}

/** The words both blocks of a pair begin with, when little was changed up to the first of the runs. @param {Matcher} matcher @param {BlockPair} pair @param {Run[]} runs */
function opening(matcher, pair, runs) {
  const old = matcher.bodyOfOld(pair.old[0]);
  const newer = matcher.bodyOfNew(pair.new[0]);
  if (!runs.length || runs[0].old === old || runs[0].new === newer) {
    return [];
  }
  const most = Math.min(runs[0].old - old, runs[0].new - newer);
  let length = 0;
  while (length < most && matcher.old[old + length] === matcher.new[newer + length]) {
    length += 1;
  }
  const found = run(old, newer, Math.max(0, most < 0 ? most : length));
  return found.length && weightOfChange(found, runs[0], matcher) < SURE ? [found] : [];
}

/** @param {Span} inner @param {Span} outer */
function within(inner, outer) {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** These runs, and whatever else matches between them. @param {Matcher} matcher @param {Run[]} runs @param {Span} old @param {Span} newer */
function fill(matcher, runs, old, newer) {
  /** @type {Run[]} */
  const filled = [];
  let [a, b] = [old[0], newer[0]];
  for (const each of [...runs, run(old[1], newer[1], 0)]) {
    if (a < each.old && b < each.new) {
      filled.push(...matcher.match(a, each.old, b, each.new));
    }
    filled.push(each);
    [a, b] = [each.old + each.length, each.new + each.length];
  }
  return joined(filled);
}
