/* Two texts -> which word of the old one became which word of the new one: the twin of policy_history/redline/align.py. */

import { readGaps } from "./alignment.js";
import { keepAmountsWhole } from "./amounts.js";
import { Apart, partsOf, placesAmong, restOf, spanAmong } from "./apart.js";
import { SURE, borrows } from "./borrowing.js";
import { keepCase } from "./capital_passages.js";
import { keepCapitals } from "./capitals.js";
import { bisectLeft, heaviestChain, joined, run } from "./chain.js";
import { keepHeadings } from "./headings.js";
import { keepLabels } from "./labels.js";
import { Matcher } from "./matching.js";
import { findMoves } from "./moves.js";
import { MOVED, Numbers, SAME_TERM, pairBlocks } from "./pairing.js";
import { dropPictureWords } from "./picture_words.js";
import { keepRespelled } from "./respelling.js";
import { keepSentenceEnds } from "./sentence_ends.js";
import { pairTables } from "./tables.js";
import { tidy, weightOfChange } from "./tidy.js";

/** @import { Gap } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { BlockPair } from "./pairing.js" */
/** @import { Side, Span } from "./sides.js" */

/** The alignment of two texts. @param {Side} old @param {Side} newer */
export function align(old, newer) {
  const alignment = readGaps(old, newer);
  if (alignment.old.length && alignment.new.length) {
    const numbers = new Numbers(alignment.old, alignment.new);
    const pairs = pairBlocks(alignment, numbers, pairTables(alignment, numbers));
    const starts = pairs.map((pair) => pair.old[0]);
    const kept = alignment.gaps.map((gap) => inPlace(gap, pairs, starts));
    const settled = new Set(kept.flat());
    const gone = pairs.filter((pair) => !settled.has(pair) && pair.likeness >= MOVED);
    const apart = new Apart(alignment, gone, settled);
    alignment.gaps.forEach((gap, at) => {
      alignGap(gap, kept[at], apart, numbers).forEach((each) => alignment.keep(each));
    });
    findMoves(alignment, numbers, pairs);
    keepSentenceEnds(alignment, numbers.matcher);
    keepRespelled(alignment);
    keepAmountsWhole(alignment);
    keepHeadings(alignment, numbers.matcher);
    keepCase(alignment, numbers.capitals);
    keepCapitals(alignment);
    keepLabels(alignment);
    dropPictureWords(alignment);
  }
  return alignment;
}

/** The pairs within a gap that keep their order, the heaviest such chain. @param {Gap} gap @param {BlockPair[]} pairs @param {number[]} starts */
function inPlace(gap, pairs, starts) {
  const inside = pairs
    .slice(bisectLeft(starts, gap.old[0]), bisectLeft(starts, gap.old[1]))
    .filter((pair) => within(pair.old, gap.old) && within(pair.new, gap.new) && (pair.cells.length || !pair.isRow));
  const blocks = inside.map((pair) => run(pair.old[0], pair.new[0], 1));
  const chain = new Set(heaviestChain(blocks, inside.map(worthInPlace)));
  return inside.filter((_, at) => chain.has(blocks[at]));
}

/**
 * What it is worth that a pair of blocks stays where it is: its words, and half of those that were edited again.
 * @param {BlockPair} pair
 */
function worthInPlace(pair) {
  return pair.weight * (pair.likeness >= MOVED ? 1.5 - pair.likeness / 2 : pair.likeness);
}

/** The runs kept in place within a gap: those of its rows, then what matches between them. @param {Gap} gap @param {BlockPair[]} kept @param {Apart} apart @param {Numbers} numbers */
function alignGap(gap, kept, apart, numbers) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {BlockPair[]} */
  let blocks = [];
  let at = [gap.old[0], gap.new[0]];
  for (const pair of kept) {
    if (pair.isRow) {
      runs.push(...alignStretch([at[0], pair.old[0]], [at[1], pair.new[0]], blocks, apart, numbers));
      runs.push(...rowRuns(numbers.matcher, pair));
      at = [pair.old[1], pair.new[1]];
      blocks = [];
    } else {
      blocks.push(pair);
    }
  }
  runs.push(...alignStretch([at[0], gap.old[1]], [at[1], gap.new[1]], blocks, apart, numbers));
  return runs;
}

/** The runs kept in place within a stretch of both texts: those of its pairs of blocks, and what else matches. @param {Span} old @param {Span} newer @param {BlockPair[]} kept @param {Apart} apart @param {Numbers} numbers */
function alignStretch(old, newer, kept, apart, numbers) {
  const matcher = numbers.matcher;
  if (old[0] === old[1] || newer[0] === newer[1]) {
    return [];
  }
  const [olds, news] = [apart.within(0, old), apart.within(1, newer)];
  if (!olds.length && !news.length) {
    return matchPairs(matcher, kept, old, newer);
  }
  const [places, others] = [restOf(old, olds), restOf(newer, news)];
  const rest = new Matcher(
    Int32Array.from(places, (at) => numbers.old[at]),
    Int32Array.from(others, (at) => numbers.new[at]),
    numbers.weights,
    numbers.ends,
    numbers.brackets,
    [placesAmong(places, matcher.lines[0]), placesAmong(others, matcher.lines[1])],
  );
  const pairs = kept.map((pair) => ({ ...pair, old: spanAmong(places, pair.old), new: spanAmong(others, pair.new) }));
  const runs = matchPairs(rest, pairs, [0, places.length], [0, others.length]);
  return joined(runs.flatMap((each) => partsOf(each, places, others)));
}

/** The runs kept in place within a stretch of words, which has these pairs of blocks. @param {Matcher} matcher @param {BlockPair[]} pairs @param {Span} old @param {Span} newer */
function matchPairs(matcher, pairs, old, newer) {
  const found = pairs.map((pair) => matchWords(matcher, pair));
  const runs = fill(matcher, found.flat(), old, newer);
  const borrow = pairs.map((pair) => borrows(matcher, runs, pair));
  if (!borrow.includes(true)) {
    return tidy(runs, matcher, old, newer);
  }
  const own = pairs.flatMap((pair, at) => (borrow[at] ? matcher.match(...pair.old, ...pair.new) : found[at]));
  return tidy(fill(matcher, own, old, newer), matcher, old, newer);
}

/** The runs that two rows share in place: cell by cell, and what ends cells and rows, however little is left. @param {Matcher} matcher @param {BlockPair} pair */
function rowRuns(matcher, pair) {
  /** @type {Run[]} */
  const runs = [];
  for (const [start, end, newStart, newEnd] of pair.cells) {
    /** @type {[Span, Span]} */
    const ends = [[start, end], [newStart, newEnd]];
    runs.push(...tidy(matcher.match(start, end, newStart, newEnd), matcher, ...ends), run(end, newEnd, 1));
  }
  runs.push(run(pair.old[1] - 1, pair.new[1] - 1, 1));
  return runs;
}

/** The heavy runs that a pair of blocks shares, without their marks; all where the term alone is the same. @param {Matcher} matcher @param {BlockPair} pair */
function matchWords(matcher, pair) {
  if (pair.likeness === SAME_TERM) {
    return matcher.match(...pair.old, ...pair.new);
  }
  const isShort = pair.weight < 2 * SURE && pair.likeness >= MOVED;
  const least = isShort ? 0 : Math.min(SURE, 0.5 * pair.weight);
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
