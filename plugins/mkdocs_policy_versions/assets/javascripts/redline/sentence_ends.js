/* The ends of sentences within a change, so that each sentence is told by itself: the twin of redline/sentence_ends.py. */

import { run } from "./chain.js";
import { changesInPlace } from "./in_place.js";
import { isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Span } from "./sides.js" */

const ENDS = new Set(Array.from(".!?。！？"));
const OPENING = new Set(Array.from("\"'("));
const SHORT = 0.5; // what such a word is worth
const BEGINS = /^(?!\p{Lowercase})\p{L}/u;

/** Make partners of the signs that end the same sentence within a change between words that are kept in place. @param {Alignment} alignment */
export function keepSentenceEnds(alignment) {
  for (const gap of alignment.gaps) {
    for (const [old, newer] of changesInPlace(alignment, gap)) {
      if (isOfASentence(alignment, old, newer, old[1] < gap.old[1])) {
        part(alignment, old, newer);
      }
    }
  }
}

/** Whether a change within one block, of which nothing moved, has kept words before or behind it there. @param {Alignment} alignment @param {Span} old @param {Span} newer @param {boolean} goesOn */
function isOfASentence(alignment, old, newer, goesOn) {
  const { old: olds, new: news, oldMove, newMove } = alignment;
  if (oldMove.subarray(...old).some(Boolean) || newMove.subarray(...newer).some(Boolean)) {
    return false;
  }
  if (olds.keys.subarray(...old).some(isMark) || news.keys.subarray(...newer).some(isMark)) {
    return false;
  }
  const isBegun = old[0] > 0 && newer[0] > 0 && !isMark(olds.keys[old[0] - 1]) && !isMark(news.keys[newer[0] - 1]);
  return isBegun || (goesOn && !isMark(olds.keys[old[1]]) && !ENDS.has(olds.keyAt(old[1])));
}

/** Part a change at the end of the sentence that both texts have in it, or that one has in it and one behind it. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function part(alignment, old, newer) {
  const [olds, news] = [endsWithin(alignment.old, old), endsWithin(alignment.new, newer)];
  if (olds.length === 1 && news.length === 1) {
    keepAround(alignment, [olds[0], news[0]], old, newer);
  } else if (!olds.length !== !news.length) {
    const length = old[0] < old[1] && newer[0] < newer[1] && isShort(alignment, old[1], newer[1]) ? 2 : 1;
    const [end, other] = [old[1] + length - 1, newer[1] + length - 1];
    const [at, there] = [olds[0] ?? end, news[0] ?? other];
    const isEnd = olds.length ? endsSentence(alignment.new, other) : endsSentence(alignment.old, end);
    if (isEnd && areSame(alignment, at, there)) {
      for (let step = 0; step < length; step += 1) {
        alignment.drop(old[1] + step, newer[1] + step);
      }
      alignment.keep(run(at, there, 1));
    }
  }
}

/** Whether a kept word before the end of a sentence is one of those that sentences are built with. @param {Alignment} alignment @param {number} at @param {number} there */
function isShort({ old, oldPartner }, at, there) {
  const isKept = oldPartner[at] === there && oldPartner[at + 1] === there + 1;
  return isKept && ENDS.has(old.keyAt(at + 1)) && old.side.library.weights[old.keys[at]] === SHORT;
}

/** Make partners of two ends of sentences, and of the same words before and behind them. @param {Alignment} alignment @param {Span} ends @param {Span} old @param {Span} newer */
function keepAround(alignment, ends, old, newer) {
  let [at, there] = ends;
  if (!areSame(alignment, at, there)) {
    return;
  }
  while (old[0] < at && newer[0] < there && areSame(alignment, at - 1, there - 1)) {
    at -= 1;
    there -= 1;
  }
  let length = ends[0] + 1 - at;
  while (at + length < old[1] && there + length < newer[1] && areSame(alignment, at + length, there + length)) {
    length += 1;
  }
  alignment.keep(run(at, there, length));
}

/** @param {Alignment} alignment @param {number} at @param {number} there */
function areSame(alignment, at, there) {
  return alignment.old.keys[at] === alignment.new.keys[there];
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
  return following !== undefined && (isMark(reading.keys[following]) || BEGINS.test(reading.keyAt(following)));
}
