/* The ends of sentences within a change, so that each sentence is told by itself: the twin of redline/sentence_ends.py. */

import { run } from "./chain.js";
import { changesInPlace } from "./in_place.js";
import { isMark } from "./library.js";
import { tidy } from "./tidy.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { Reading, Span } from "./sides.js" */

const ENDS = new Set(Array.from(".!?。！？"));
const OPENING = new Set(Array.from("\"'("));
const BEFORE_NAMES = new Set(
  ("dr mr mrs ms mx prof rev revd hon st fr hr frl ing dipl mag mgr mme mlle sr sra srta sig dott avv dhr mevr mw av " +
    "sn ca vgl bzw evtl ggf inkl bes insb sog lt gem abs nr mio mrd tel cf vs esp incl approx ul al ул им проф").split(/\s+/),
);
const MOST = 8;
const SHORT = 0.5; // what such a word is worth
const BEGINS = /^(?!\p{Lowercase})\p{L}/u;

/** Make partners of the signs that end the same sentence within a change between words that are kept in place. @param {Alignment} alignment @param {Matcher} matcher */
export function keepSentenceEnds(alignment, matcher) {
  for (const gap of alignment.gaps) {
    for (const change of changesInPlace(alignment, gap)) {
      const hasMoves = alignment.oldMove.subarray(...change[0]).some(Boolean) || alignment.newMove.subarray(...change[1]).some(Boolean);
      const [old, newer] = hasMoves ? [upToAMove(alignment, "old", change[0]), upToAMove(alignment, "new", change[1])] : change;
      const hasWords = matcher.wordsOfOld(...old) > 0 || matcher.wordsOfNew(...newer) > 0;
      if (hasWords && isOfASentence(alignment, old, newer, old[1] < gap.old[1])) {
        part(alignment, matcher, old, newer, !hasMoves);
      }
    }
  }
}

/** A side of a change up to the first of its words that moved, within its block. @param {Alignment} alignment @param {"old" | "new"} side @param {Span} span @returns {Span} */
function upToAMove(alignment, side, [start, end]) {
  const [move, { keys }] = [alignment[`${side}Move`], alignment[side]];
  let at = start;
  while (at < end && !move[at] && !isMark(keys[at])) {
    at += 1;
  }
  return [start, at];
}

/** Whether a change within one block has kept words before or behind it there. @param {Alignment} alignment @param {Span} old @param {Span} newer @param {boolean} goesOn */
function isOfASentence(alignment, old, newer, goesOn) {
  const { old: olds, new: news } = alignment;
  if (olds.keys.subarray(...old).some(isMark) || news.keys.subarray(...newer).some(isMark)) {
    return false;
  }
  const isBegun = old[0] > 0 && newer[0] > 0 && !isMark(olds.keys[old[0] - 1]) && !isMark(news.keys[newer[0] - 1]);
  return isBegun || (goesOn && !isMark(olds.keys[old[1]]) && !ENDS.has(olds.keyAt(old[1])));
}

/** Part a change at the end of the sentence that both texts have in it, or that one has in it and one behind it. @param {Alignment} alignment @param {Matcher} matcher @param {Span} old @param {Span} newer @param {boolean} isWhole whether it has no words that moved: behind these no end is its own */
function part(alignment, matcher, old, newer, isWhole) {
  const [olds, news] = [endsWithin(alignment.old, old), endsWithin(alignment.new, newer)];
  const pairs = olds.flatMap((at) => news.filter((there) => matcher.old[at] === matcher.new[there]).map((there) => [at, there]));
  if (pairs.length && pairs.length <= MOST && Math.min(olds.length, news.length) === 1) {
    const found = pairs.map(([at, there]) => inParts(matcher, at + 1, there + 1, old, newer));
    const best = found.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
    if (olds.length === news.length || lengthOf(best) > 1) {
      best.forEach((each) => alignment.keep(each));
    }
  } else if (isWhole && !olds.length !== !news.length) {
    takeEnd(alignment, matcher, old, newer, [olds[0] ?? -1, news[0] ?? -1]);
  }
}

/** Give the end of the sentence behind a change to the first one within it, which is that of one text alone. @param {Alignment} alignment @param {Matcher} matcher @param {Span} old @param {Span} newer @param {Span} ends where it is in each text, or -1 */
function takeEnd(alignment, matcher, old, newer, ends) {
  const length = old[0] < old[1] && newer[0] < newer[1] && isShort(alignment, old[1], newer[1]) ? 2 : 1;
  const [end, other] = [old[1] + length - 1, newer[1] + length - 1];
  const [at, there] = [ends[0] < 0 ? end : ends[0], ends[1] < 0 ? other : ends[1]];
  const isEnd = ends[0] < 0 ? endsSentence(alignment.old, end) : endsSentence(alignment.new, other);
  if (isEnd && matcher.old[at] === matcher.new[there]) {
    for (let step = 0; step < length; step += 1) {
      alignment.drop(old[1] + step, newer[1] + step);
    }
    match(matcher, [old[0], at + 1], [newer[0], there + 1]).forEach((each) => alignment.keep(each));
  }
}

/** Give a sentence that moved the sign that ends it, where that was kept as the end of what stands before it. @param {Alignment} alignment @param {Span} old @param {Span} newer */
export function takeSign(alignment, old, newer) {
  const ends = [endOf(alignment, "old", "new", old), endOf(alignment, "new", "old", newer)];
  if (Math.min(...ends) >= 0 && alignment.old.keys[ends[0]] === alignment.new.keys[ends[1]]) {
    alignment.keep(run(ends[0], ends[1], 1));
  }
}

/** Where the sign stands that ends a sentence that moved, which is a part of the move now; -1 where none does. @param {Alignment} alignment @param {"old" | "new"} side @param {"old" | "new"} other @param {Span} sentence */
function endOf(alignment, side, other, [start, end]) {
  const reading = alignment[side];
  const [partner, theirs, move] = [alignment[`${side}Partner`], alignment[`${other}Partner`], alignment[`${side}Move`]];
  if (ENDS.has(reading.keyAt(end - 1))) {
    return end - 1;
  }
  const before = start - 1;
  const isTheirs = start > 0 && ENDS.has(reading.keyAt(end)) && reading.keys[before] === reading.keys[end];
  if (!isTheirs || partner[before] >= 0 || partner[end] < 0 || move[before] || move[end]) {
    return -1;
  }
  partner[before] = partner[end];
  theirs[partner[end]] = before;
  partner[end] = -1;
  move[end] = move[start];
  return end;
}

/** The runs that two stretches share up to these places, and behind them. @param {Matcher} matcher @param {number} at @param {number} there @param {Span} old @param {Span} newer */
function inParts(matcher, at, there, old, newer) {
  return [...match(matcher, [old[0], at], [newer[0], there]), ...match(matcher, [at, old[1]], [there, newer[1]])];
}

/** @param {Run[]} runs */
function lengthOf(runs) {
  return runs.reduce((sum, each) => sum + each.length, 0);
}

/** @param {Matcher} matcher @param {Span} old @param {Span} newer */
function match(matcher, old, newer) {
  return tidy(matcher.match(...old, ...newer), matcher, old, newer);
}

/** Whether a kept word before the end of a sentence is one of those that sentences are built with. @param {Alignment} alignment @param {number} at @param {number} there */
function isShort({ old, oldPartner }, at, there) {
  const isKept = oldPartner[at] === there && oldPartner[at + 1] === there + 1;
  return isKept && ENDS.has(old.keyAt(at + 1)) && old.side.library.weights[old.keys[at]] === SHORT;
}

/** The places in a stretch at which sentences end. @param {Reading} reading @param {Span} span */
function endsWithin(reading, [start, end]) {
  return Array.from({ length: end - start }, (_, step) => start + step).filter((at) => endsSentence(reading, at));
}

/** Whether a sentence ends with that word, a sign: its block does, or what follows begins another one. @param {Reading} reading @param {number} at */
function endsSentence(reading, at) {
  if (at >= reading.length || reading.labels[at] || !ENDS.has(reading.keyAt(at))) {
    return false;
  }
  const following = [at + 1, at + 2].find((place) => place < reading.length && !OPENING.has(reading.keyAt(place)));
  if (following === undefined || isMark(reading.keys[following])) {
    return following !== undefined;
  }
  const isShortened = at > 0 && reading.keyAt(at) === "." && isAbbreviated(reading.keyAt(at - 1));
  return BEGINS.test(reading.keyAt(following)) && !isShortened;
}

/** Whether a word before a stop is short for another. @param {string} word */
export function isAbbreviated(word) {
  const small = word.toLowerCase();
  const isLetter = word.length < 3 && Array.from(word).length === 1 && small !== word.toUpperCase();
  const hasStop = word.includes(".") && small.slice(1) !== ".m"; // "at 6 p.m. We open": a sentence ends
  return isLetter || hasStop || BEFORE_NAMES.has(small);
}
