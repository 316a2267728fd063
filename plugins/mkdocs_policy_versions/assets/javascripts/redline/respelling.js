/* Words that are spelled otherwise one after the other: the twin of policy_history/redline/respelling.py. */

import { run } from "./chain.js";
import { commonEnd, commonStart } from "./diff.js";
import { changesInPlace } from "./in_place.js";
import { BLOCK_MARK, isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Reading, Span } from "./sides.js" */

const MOST = 40; // words of a change
const ALIKE = 0.6; // of the longer word, at its beginning and end
const SHORTEST = 4; // letters
const ENDS = new Set(".,;:!?。、；：！？");
const JOINS = [[2, 1], [1, 2], [3, 1], [1, 3], [1, 1]]; // words that are spelled as so many others
/** @type {Record<string, string>} */
const SPELLED = { ß: "ss", ä: "ae", ö: "oe", ü: "ue" };

/** Make partners of the words between others of which the spelling alone changed, within a change in place. Of as many blocks those of which most is spelled otherwise stayed. @param {Alignment} alignment */
export function keepRespelled(alignment) {
  for (const gap of alignment.gaps) {
    for (const [old, newer] of changesInPlace(alignment, gap)) {
      const sizes = [old[1] - old[0], newer[1] - newer[0]];
      if (Math.min(...sizes) < 2 || Math.max(...sizes) < 3 || Math.max(...sizes) > MOST) {
        continue;
      }
      const [olds, news] = [partsOf(alignment.old, old), partsOf(alignment.new, newer)];
      if (olds.length === news.length) {
        olds.flatMap((part, at) => sameBetween(alignment, part, news[at])).forEach((each) => alignment.keep(each));
      }
    }
  }
}

/** A stretch cut behind each end of a block. @param {Reading} reading @param {Span} span @returns {Span[]} */
function partsOf({ keys }, [start, end]) {
  /** @type {Span[]} */
  const found = [];
  for (let at = start; at < end; at += 1) {
    if (keys[at] === BLOCK_MARK || at + 1 === end) {
      found.push([start, at + 1]);
      start = at + 1;
    }
  }
  return found;
}

/** The words that stayed of two stretches, and the end of a block where most is spelled otherwise. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function sameBetween(alignment, old, newer) {
  const { old: olds, new: news } = alignment;
  const { found, reached } = respelled(alignment, old, newer);
  const [last, other] = [old[1] - 1, newer[1] - 1];
  const least = Math.max(1, ALIKE * Math.max(last - old[0], other - newer[0]));
  if (olds.keys[last] !== BLOCK_MARK || news.keys[other] !== BLOCK_MARK || Math.min(...reached) < least) {
    return found;
  }
  const signs = olds.keys[last - 1] === news.keys[other - 1] && ENDS.has(olds.keyAt(last - 1)) ? 1 : 0;
  return [...found, run(last - signs, other - signs, 1 + signs)];
}

/** Of the words with which two stretches begin those that are the same, up to the last one that is spelled otherwise, and how many words of either go up to there. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function respelled(alignment, old, newer) {
  const { old: olds, new: news } = alignment;
  let [at, there] = [old[0], newer[0]];
  /** @type {Run[]} */
  const found = [];
  let settled = 0;
  let reached = [0, 0];
  while (at < old[1] && there < newer[1] && !isFixed(alignment, at, there)) {
    if (olds.keys[at] === news.keys[there]) {
      found.push(run(at, there, 1));
      at += 1;
      there += 1;
      continue;
    }
    const step = stepOf(olds, news, [at, old[1]], [there, newer[1]]);
    if (!step) {
      break;
    }
    settled = found.length;
    at += step[0];
    there += step[1];
    reached = [at - old[0], there - newer[0]];
  }
  return { found: found.slice(0, settled), reached: reached };
}

/** Of how many words on both sides the spelling alone changed. @param {Reading} olds @param {Reading} news @param {Span} old @param {Span} newer */
function stepOf(olds, news, [at, end], [there, other]) {
  return JOINS.find(
    ([count, others]) =>
      at + count <= end && there + others <= other && isRespelled(wordsAt(olds, at, count), wordsAt(news, there, others), count + others),
  );
}

/** Whether either word moved, is a label, or ends a block. @param {Alignment} alignment @param {number} at @param {number} there */
function isFixed({ old, new: newer, oldMove, newMove }, at, there) {
  return Boolean(oldMove[at] || newMove[there] || old.labels[at] || newer.labels[there] || isMark(old.keys[at]));
}

/** Some words as they are compared here: small, and without the signs within them. @param {Reading} reading @param {number} at @param {number} count */
function wordsAt(reading, at, count) {
  const words = Array.from({ length: count }, (_, step) => reading.keyAt(at + step)).join("");
  return words.toLowerCase().replace(/[ßäöü]/g, (letter) => SPELLED[letter]).replace(/[-'.]/g, "");
}

/** Whether some words are others, spelled otherwise. @param {string} one @param {string} other @param {number} count of both */
function isRespelled(one, other, count) {
  if (!/^\p{L}+$/u.test(one) || !/^\p{L}+$/u.test(other)) {
    return false;
  }
  const [olds, news] = [Array.from(one), Array.from(other)];
  const [fewer, more] = [Math.min(olds.length, news.length), Math.max(olds.length, news.length)];
  if (one === other || fewer < SHORTEST || count > 2) {
    return one === other;
  }
  return Math.min(commonStart(olds, news) + commonEnd(olds, news), fewer) >= ALIKE * more;
}
