/* Stretches of a paragraph that stand elsewhere now: the twin of policy_history/redline/stretches.py. */

import { run } from "./chain.js";
import { countSettled, stays } from "./in_place.js";
import { isMark } from "./library.js";
import { longRuns } from "./long_runs.js";
import { takeSign } from "./sentence_ends.js";
import { Terms } from "./terms.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { Numbers } from "./pairing.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {{old: Span, new: Span, same: number, isSentence: boolean}} Stretch what may have moved: its words on both sides, and how much of it is the same */

const LIGHT_STRETCH = 7;
const LIGHT_FRAGMENT = 12;
const LIGHT_SENTENCE = 3.5;
const LIGHT_IN_PLACE = 2.5;
const LIGHT_EDITED = 3.5;
const SIGN = 0.3;
const ALIKE = 0.6;
const STAYED = 1.3;
const TOGETHER = 2.5;
const SENTENCE_ENDS = new Set(Array.from(".!?;:。！？；："));

/** The runs of a block that moved, without the signs that end sentences which are no part of the move. @param {Alignment} alignment @param {Run[]} all @returns {Run[]} */
export function bySentences({ old: olds, new: news }, all) {
  const runs = fromASentence(olds, news, all);
  const [first, last] = [runs[0], runs[runs.length - 1]];
  const isWithin = (/** @type {Reading} */ reading, /** @type {number} */ at) => at > 0 && !isMark(reading.keys[at - 1]);
  if (first.length > 1 && isSign(olds, first.old) && isWithin(olds, first.old) && isWithin(news, first.new)) {
    runs[0] = run(first.old + 1, first.new + 1, first.length - 1);
  }
  return runs.length > 1 ? [...runs.slice(0, -1), ...withSign(olds, news, runs[runs.length - 2], last)] : runs;
}

/** The last run of a block; where it is its final sign alone, the sign is the one behind what moved on each side. @param {Reading} olds @param {Reading} news @param {Run} before @param {Run} last @returns {Run[]} */
function withSign(olds, news, before, last) {
  const signs = last.length - (isMark(olds.keys[last.old + last.length - 1]) ? 1 : 0);
  if (signs !== 1 || !isSign(olds, last.old)) {
    return [last];
  }
  const [at, there] = [before.old + before.length, before.new + before.length];
  const sign = run(
    olds.keys[at] === olds.keys[last.old] ? at : last.old,
    news.keys[there] === olds.keys[last.old] ? there : last.new,
    1,
  );
  return last.length > 1 ? [sign, run(last.old + 1, last.new + 1, 1)] : [sign];
}

/** The first of these runs with the sentence that went with the next one. @param {Reading} olds @param {Reading} news @param {Run[]} runs @returns {Run[]} */
function fromASentence(olds, news, runs) {
  const [first, following = first] = runs;
  const length = first.length;
  const went = following.old - first.old - length;
  const came = following.new - first.new - length;
  const at = went > 0 && came === 0 ? following.old - length : first.old;
  const there = came > 0 && went === 0 ? following.new - length : first.new;
  const areOthers = olds.keys.subarray(at, at + length).some((key, step) => key !== news.keys[there + step]);
  if ((at === first.old && there === first.new) || areOthers) {
    return runs;
  }
  const begins = (/** @type {Reading} */ reading, /** @type {number} */ place) => !place || isSentenceEnd(reading, place - 1);
  const isBetter = [first.old, at].every((place) => begins(olds, place)) && [first.new, there].every((place) => begins(news, place));
  return isBetter ? [run(at, there, length), ...runs.slice(1)] : runs;
}

/** Stretches of words that are gone here and new there; or kept in place. @param {Alignment} alignment @param {Numbers} numbers @param {number} number */
export function findStretches(alignment, numbers, number) {
  const matcher = numbers.matcher;
  const runs = longRuns(matcher, alignment.oldPartner, alignment.newPartner);
  /** @type {Stretch[]} */
  const found = runs
    .filter((each) => matcher.weight(each) >= LIGHT_STRETCH)
    .map((each) => ({ old: [each.old, each.old + each.length], new: [each.new, each.new + each.length], same: matcher.weight(each), isSentence: false }));
  found.push(...sentences(alignment, matcher, runs));
  const worths = found.map((each) => ({ each: each, worth: each.same * (keepsOrder(alignment, each) ? STAYED : 1) }));
  /** @type {Stretch[]} */
  const moved = [];
  const terms = new Terms(alignment);
  const isFirst = (/** @type {Stretch} */ a, /** @type {Stretch} */ b) => Number(b.isSentence) - Number(a.isSentence) || byEnds(a, b);
  for (const { each } of worths.sort((a, b) => b.worth - a.worth || isFirst(a.each, b.each))) {
    if (countSettled(alignment.oldPartner, each.old) || countSettled(alignment.newPartner, each.new)) {
      continue;
    }
    const inPlace = keepsOrder(alignment, each);
    if (!inPlace && !mayMove(alignment, terms, each)) {
      continue;
    }
    number += inPlace ? 0 : 1;
    alignment.oldMove.fill(inPlace ? 0 : number, ...each.old);
    alignment.newMove.fill(inPlace ? 0 : number, ...each.new);
    matcher.match(...each.old, ...each.new).forEach((kept) => alignment.keep(kept));
    moved.push(...(inPlace ? [] : [each]));
  }
  putTogether(alignment, moved.sort(byEnds));
  moved.filter((each) => each.isSentence).forEach((each) => takeSign(alignment, each.old, each.new));
}

/** Whether a stretch is enough to be called moved, and its term's meaning where it is of one. @param {Alignment} alignment @param {Terms} terms @param {Stretch} each */
function mayMove(alignment, terms, each) {
  if (terms.areOthers(alignment.old.blocks[each.old[0]], alignment.new.blocks[each.new[0]])) {
    return false;
  }
  return each.isSentence ? each.same >= LIGHT_SENTENCE : each.same >= LIGHT_FRAGMENT || isFlush(alignment, each);
}

/** @param {Stretch} a @param {Stretch} b */
function byEnds(a, b) {
  return (
    a.old[0] - b.old[0] ||
    a.old[1] - b.old[1] ||
    a.new[0] - b.new[0] ||
    a.new[1] - b.new[1] ||
    a.same - b.same ||
    Number(a.isSentence) - Number(b.isSentence)
  );
}

/** Make one move of those that follow each other on both sides. @param {Alignment} alignment @param {Stretch[]} moved */
function putTogether(alignment, moved) {
  moved.slice(1).forEach((other, before) => {
    const one = moved[before];
    if (one.old[1] === other.old[0] && one.new[1] === other.new[0]) {
      const number = alignment.oldMove[one.old[0]];
      alignment.oldMove.fill(number, ...other.old);
      alignment.newMove.fill(number, ...other.new);
    }
  });
}

/** The pairs of whole sentences without partners that have enough of these runs in common. @param {Alignment} alignment @param {Matcher} matcher @param {Run[]} runs @returns {Stretch[]} */
function sentences(alignment, matcher, runs) {
  /** @type {Map<string, Stretch>} */
  const same = new Map();
  const heavy = runs.filter((each) => matcher.weight(each) >= TOGETHER);
  for (const piece of heavy.flatMap((each) => pieces(alignment.old, each))) {
    const old = sentence(alignment.old, alignment.oldPartner, piece.old);
    const newer = old && sentence(alignment.new, alignment.newPartner, piece.new);
    if (old && newer) {
      const key = old.join() + " " + newer.join();
      const known = same.get(key) ?? { old: old, new: newer, same: 0, isSentence: true };
      known.same += matcher.weight(piece);
      same.set(key, known);
    }
  }
  return Array.from(same.values()).filter((each) => {
    const whole = Math.max(matcher.weightOfOld(...each.old), matcher.weightOfNew(...each.new));
    return each.same >= (each.same > whole - SIGN ? LIGHT_IN_PLACE : Math.max(LIGHT_EDITED, ALIKE * whole));
  });
}

/** A run, cut behind what ends a sentence. @param {Reading} reading @param {Run} each */
function pieces(reading, each) {
  /** @type {Run[]} */
  const found = [];
  let start = each.old;
  const end = each.old + each.length;
  for (let at = each.old; at < end; at += 1) {
    if (isSentenceEnd(reading, at) || at === end - 1) {
      found.push(run(start, each.new + start - each.old, at + 1 - start));
      start = at + 1;
    }
  }
  return found;
}

/** Where the sentence begins and ends in which that word is; null where a word of it has a partner, and in a table. @param {Reading} reading @param {Int32Array} partner @param {number} place @returns {Span | null} */
function sentence(reading, partner, place) {
  let [start, end] = [place, place];
  while (start && !isSentenceEnd(reading, start - 1)) {
    start -= 1;
    if (partner[start] >= 0) {
      return null;
    }
  }
  while (end < reading.length && !isSentenceEnd(reading, end)) {
    if (partner[end] >= 0) {
      return null;
    }
    end += 1;
  }
  if (reading.formAt(start).kind === "table row") {
    return null;
  }
  const hasSign = end < reading.length && !isMark(reading.keys[end]) && partner[end] < 0;
  return [start, end + (hasSign ? 1 : 0)];
}

/** Whether a word is a sign that ends a sentence. @param {Reading} reading @param {number} at */
function isSign(reading, at) {
  return SENTENCE_ENDS.has(reading.side.library.keys[reading.keys[at]]);
}

/** Whether a word ends a sentence, or is a mark. @param {Reading} reading @param {number} at */
function isSentenceEnd(reading, at) {
  return isMark(reading.keys[at]) || isSign(reading, at);
}

/** Whether a stretch begins with a sentence on both sides, or ends with one on both. @param {Alignment} alignment @param {Stretch} each */
function isFlush(alignment, each) {
  const sides = /** @type {[Reading, Span][]} */ ([[alignment.old, each.old], [alignment.new, each.new]]);
  const begins = sides.every(([reading, [start]]) => !start || isSentenceEnd(reading, start - 1) || isSentenceEnd(reading, start));
  const ends = sides.every(([reading, [, end]]) => end === reading.length || isSentenceEnd(reading, end - 1) || isSentenceEnd(reading, end));
  return begins || ends;
}

/** Whether a stretch lies between the same words in place on both sides, within one gap. @param {Alignment} alignment @param {Stretch} each */
function keepsOrder(alignment, each) {
  if (isInTable(alignment, each)) {
    return false;
  }
  const gap = alignment.gaps.find((one) => one.old[0] <= each.old[0] && each.old[0] < one.old[1]);
  if (!gap || each.new[0] < gap.new[0] || each.new[0] >= gap.new[1]) {
    return false;
  }
  const { oldPartner: partner, oldMove: move } = alignment;
  let before = each.old[0] - 1;
  while (before >= gap.old[0] && !stays(partner, move, before)) {
    before -= 1;
  }
  let after = each.old[1];
  while (after < gap.old[1] && !stays(partner, move, after)) {
    after += 1;
  }
  const isBehind = before < gap.old[0] || partner[before] < each.new[0];
  return isBehind && (after >= gap.old[1] || partner[after] >= each.new[1]);
}

/** Whether a stretch has words of a table with a partner, or of two without: what stays there in place is settled. @param {Alignment} alignment @param {Stretch} each */
function isInTable(alignment, each) {
  const sides = /** @type {[Reading, Span][]} */ ([[alignment.old, each.old], [alignment.new, each.new]]);
  const some = (/** @type {number} */ side, /** @type {(reading: Reading, at: number) => boolean} */ isSo) => {
    const [reading, [start, end]] = sides[side];
    for (let at = start; at < end; at += 1) {
      if (isSo(reading, at)) {
        return true;
      }
    }
    return false;
  };
  const isRow = (/** @type {Reading} */ reading, /** @type {number} */ at) => reading.formAt(at).kind === "table row";
  return (
    [0, 1].some((side) => some(side, (reading, at) => alignment.columnsOf[side].has(reading.blocks[at]))) ||
    [0, 1].every((side) => some(side, isRow))
  );
}
