/* Stray words that a rewrite happens to share with what it replaces: the twin of policy_history/redline/tidy.py. */

import { run, worthKeeping } from "./chain.js";

/** @import { Run } from "./chain.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { Span } from "./sides.js" */

const REWRITTEN = 10;
const REPLACED = 2;
const FUNCTION_WORD = 0.85;
const ISLAND = 2;
const HEAVIEST_ISLAND = 4;
const IN_BRACKETS = 4;

/** The runs without the stray words that a rewrite happens to share with the text it replaces. @param {Run[]} runs @param {Matcher} matcher @param {Span} old @param {Span} newer */
export function tidy(runs, matcher, old, newer) {
  const kept = runs.slice();
  let at = 0;
  while (at < kept.length) {
    const last = at ? kept[at - 1] : run(old[0], newer[0], 0);
    const following = at + 1 < kept.length ? kept[at + 1] : run(old[1], newer[1], 0);
    if (isStray(last, kept[at], following, matcher) || isWithinBrackets(last, kept[at], following, matcher)) {
      kept.splice(at, 1);
      if (at < kept.length) {
        kept[at] = grown(last, kept[at], matcher);
      }
      at = Math.max(0, at - 1);
    } else {
      at += 1;
    }
  }
  return withBrackets(kept, matcher, old, newer);
}

/** A run, from the words on that it shares with what a stray run before it had: of "our terms" both words stay. @param {Run} last @param {Run} each @param {Matcher} matcher */
function grown(last, each, matcher) {
  const most = Math.min(each.old - last.old - last.length, each.new - last.new - last.length);
  let count = 0;
  while (count < most) {
    const word = matcher.old[each.old - count - 1];
    if (word !== matcher.new[each.new - count - 1] || matcher.ends.has(word)) {
      break;
    }
    count += 1;
  }
  return run(each.old - count, each.new - count, each.length + count);
}

/** The runs, and each bracket that opens one that is kept. @param {Run[]} runs @param {Matcher} matcher @param {Span} old @param {Span} newer */
function withBrackets(runs, matcher, old, newer) {
  let last = run(old[0], newer[0], 0);
  const end = run(old[1], newer[1], 0);
  return [...runs, end].flatMap((each) => {
    const closed = closing(last, each, matcher);
    if (each === end) {
      return closed;
    }
    const [a, b] = [last.old + last.length, last.new + last.length];
    last = each;
    const opening = matcher.brackets.get(matcher.old[each.old + signsBeforeBracket(each, matcher)]);
    const place = opening === undefined ? -1 : lastOf(matcher.old, opening, a, each.old);
    const other = opening === undefined || place < 0 ? -1 : lastOf(matcher.new, opening, b, each.new);
    if (other < 0) {
      return [...closed, each];
    }
    const counts = [matcher.wordsOfOld(place, each.old), matcher.wordsOfNew(other, each.new)];
    const behind = [matcher.old[place + 1], matcher.new[other + 1]];
    const length = behind.every((sign) => sign === matcher.old[each.old]) ? 2 : 1;
    return Math.min(...counts) > 0 && Math.max(...counts) <= IN_BRACKETS ? [...closed, run(place, other, length), each] : [...closed, each];
  });
}

/** The bracket that closes one that is kept right before a change. @param {Run} last @param {Run} following @param {Matcher} matcher @returns {Run[]} */
function closing(last, following, matcher) {
  const [a, b] = [last.old + last.length, last.new + last.length];
  if (a === following.old || b === following.new) {
    return [];
  }
  const before = matcher.old.subarray(Math.max(last.old, a - IN_BRACKETS), a);
  return Array.from(matcher.brackets).flatMap(([closes, opens]) => {
    const sides = [matcher.old.subarray(a, following.old), matcher.new.subarray(b, following.new)];
    const isOpen = before.includes(opens) && !before.includes(closes);
    if (!isOpen || !sides.every((words) => words.includes(closes) && !words.includes(opens))) {
      return [];
    }
    const place = run(a + sides[0].indexOf(closes), b + sides[1].indexOf(closes), 1);
    const counts = [matcher.wordsOfOld(a, place.old), matcher.wordsOfNew(b, place.new)];
    return Math.min(...counts) > 0 && Math.max(...counts) <= IN_BRACKETS ? [place] : [];
  });
}

/** Whether a run is all that brackets hold which came or went with words before them. @param {Run} last @param {Run} each @param {Run} following @param {Matcher} matcher */
function isWithinBrackets(last, each, following, matcher) {
  const isWithin = (/** @type {"old" | "new"} */ side) => {
    const [at, end] = [each[side], each[side] + each.length];
    const isChanged = at - last[side] - last.length > 1 && end < following[side];
    return isChanged && matcher.brackets.get(matcher[side][end]) === matcher[side][at - 1];
  };
  return each.length <= ISLAND && matcher.brackets.size > 0 && (isWithin("old") || isWithin("new"));
}

/** How many signs stand before the bracket with which a run may begin: a quotation mark at most. @param {Run} each @param {Matcher} matcher */
function signsBeforeBracket(each, matcher) {
  const first = matcher.old[each.old];
  const isSign = each.length > 1 && !matcher.wordsOfOld(each.old, each.old + 1);
  return Number(isSign && !matcher.brackets.has(first) && !matcher.ends.has(first));
}

/** Where a word stands last in a stretch; -1 where it does not. @param {Int32Array} words @param {number} word @param {number} start @param {number} end */
function lastOf(words, word, start, end) {
  const place = words.subarray(start, end).lastIndexOf(word);
  return place < 0 ? place : start + place;
}

/** @param {Run} last @param {Run} each @param {Run} following @param {Matcher} matcher */
function isStray(last, each, following, matcher) {
  const before = weightOfChange(last, each, matcher);
  const after = weightOfChange(each, following, matcher);
  const isLight = before && after && !worthKeeping(matcher.weight(each), Math.min(before, after));
  return (
    (isLight || isIsland(last, each, following, matcher)) &&
    !meansSomething(each, Math.max(before, after), matcher) &&
    !hasBlock(each, matcher) &&
    !beginsKeptBlock(each, following, matcher) &&
    !isAmongSigns(last, each, following, matcher) &&
    !endsKeptBlock(last, each, matcher) &&
    !edgesLine(each, matcher) &&
    !isRenaming(last, each, following, matcher)
  );
}

/** Whether a run between changes helps the reader, of which the larger has the weight `change`. @param {Run} each @param {number} change @param {Matcher} matcher */
function meansSomething(each, change, matcher) {
  return (
    (change <= REPLACED && matcher.weight(each) > FUNCTION_WORD) ||
    (change <= REWRITTEN && matcher.hasContent(each))
  );
}

/** @param {Run} each */
function places(each) {
  return Array.from({ length: each.length }, (_, step) => each.old + step);
}

/** @param {Run} last @param {Run} each @param {Run} following @param {Matcher} matcher */
function isIsland(last, each, following, matcher) {
  if (matcher.weight(each) > HEAVIEST_ISLAND) {
    return false;
  }
  const words = matcher.wordsOfOld(each.old, each.old + each.length);
  const isLess = (/** @type {Run} */ before, /** @type {Run} */ after) =>
    words < matcher.wordsOfOld(before.old + before.length, after.old) ||
    words < matcher.wordsOfNew(before.new + before.length, after.new);
  return words > 0 && words <= ISLAND && isLess(last, each) && isLess(each, following);
}

/** Whether a run begins a block on both sides, or begins behind its label. @param {Run} each @param {Matcher} matcher */
function beginsBlock(each, matcher) {
  return (
    begins(matcher.old, each.old, (at) => matcher.bodyOfOld(at), matcher.ends) &&
    begins(matcher.new, each.new, (at) => matcher.bodyOfNew(at), matcher.ends)
  );
}

/** @param {Int32Array} words @param {number} place @param {(at: number) => number} body @param {Set<number>} ends */
function begins(words, place, body, ends) {
  let start = place;
  while (start && !ends.has(words[start - 1]) && body(start - 1) === place) {
    start -= 1;
  }
  return !start || ends.has(words[start - 1]);
}

/** Whether a whole block lies in a run, from its first word to its end mark. @param {Run} each @param {Matcher} matcher */
function hasBlock(each, matcher) {
  const ends = places(each).filter((at) => matcher.ends.has(matcher.old[at]));
  const starts = beginsBlock(each, matcher) ? [each.old - 1, ...ends] : ends;
  return starts.some((end, at) => at > 0 && end - starts[at - 1] > 1);
}

/** Whether a run begins a block on both sides that goes on in the next run, with less between them than is kept. @param {Run} each @param {Run} following @param {Matcher} matcher */
function beginsKeptBlock(each, following, matcher) {
  const hasEnd = (/** @type {Int32Array} */ words) => words.some((word) => matcher.ends.has(word));
  if (
    !beginsBlock(each, matcher) ||
    hasEnd(matcher.old.subarray(each.old, following.old)) ||
    hasEnd(matcher.new.subarray(each.new, following.new))
  ) {
    return false;
  }
  return !following.length || matcher.weight(following) > weightOfChange(each, following, matcher);
}

/** Whether a run has words, and only signs changed before and behind it. @param {Run} last @param {Run} each @param {Run} following @param {Matcher} matcher */
function isAmongSigns(last, each, following, matcher) {
  const changed = (/** @type {Run} */ before, /** @type {Run} */ after) =>
    matcher.wordsOfOld(before.old + before.length, after.old) + matcher.wordsOfNew(before.new + before.length, after.new);
  return !changed(last, each) && !changed(each, following) && matcher.wordsOfOld(each.old, each.old + each.length) > 0;
}

/** Whether a run ends a block on both sides of which the run before has words too. @param {Run} last @param {Run} each @param {Matcher} matcher */
function endsKeptBlock(last, each, matcher) {
  const marks = last.length ? places(each).filter((at) => matcher.ends.has(matcher.old[at])) : [];
  if (!marks.length || matcher.wordsOfOld(marks[marks.length - 1] + 1, each.old + each.length)) {
    return false;
  }
  const ends = [last.old + last.length - 1, last.new + last.length - 1];
  const between = [matcher.old.subarray(ends[0], each.old), matcher.new.subarray(ends[1], each.new)];
  return between.every((words) => words.every((word) => !matcher.ends.has(word)));
}

/** Whether a run begins a line within its block on both sides, or ends one on both. @param {Run} each @param {Matcher} matcher */
function edgesLine(each, { lines: [olds, news] }) {
  const ends = [each.old + each.length, each.new + each.length];
  return (olds.has(each.old) && news.has(each.new)) || (olds.has(ends[0]) && news.has(ends[1]));
}

/** Whether the same words were replaced by the same before and behind a run. @param {Run} last @param {Run} each @param {Run} following @param {Matcher} matcher */
function isRenaming(last, each, following, matcher) {
  const replaced = (/** @type {Run} */ before, /** @type {Run} */ after) => [
    matcher.old.subarray(before.old + before.length, after.old),
    matcher.new.subarray(before.new + before.length, after.new),
  ];
  const [one, other] = [replaced(last, each), replaced(each, following)];
  return one.every((words, side) => words.length > 0 && areEqual(words, other[side]));
}

/** @param {Int32Array} one @param {Int32Array} other */
function areEqual(one, other) {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

/** The larger weight of what was removed and what was added between two kept runs. @param {Run} before @param {Run} after @param {Matcher} matcher */
export function weightOfChange(before, after, matcher) {
  return Math.max(
    matcher.weightOfOld(before.old + before.length, after.old),
    matcher.weightOfNew(before.new + before.length, after.new),
  );
}
