/* References that stand at the place of others: the twin of policy_history/redline/slid_references.py. */

import { run } from "./chain.js";
import { nameEnding, referencesOf } from "./references.js";
import { isFollowed, keysOf } from "./renamed.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Renamed } from "./renamed.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {(old: number[], newer: number[]) => boolean} Followed whether one reference became another as the labels did that it names */

/** Such references of either text, with their names, and what they were or became. @param {Alignment} alignment @param {Followed} isFollowed */
export function slidReferences(alignment, isFollowed) {
  return [...slid(alignment, isFollowed, true), ...slid(alignment, isFollowed, false)];
}

/** @param {Alignment} alignment @param {Followed} isFollowed @param {boolean} isOld */
function slid(alignment, isFollowed, isOld) {
  const [reading, other] = isOld ? [alignment.old, alignment.new] : [alignment.new, alignment.old];
  const [partner, move] = isOld ? [alignment.oldPartner, alignment.oldMove] : [alignment.newPartner, alignment.newMove];
  const firsts = new Map(referencesOf(reading).map(([first, last]) => [last, first]));
  const isSame = (/** @type {number[]} */ keys, /** @type {number[]} */ others) => keys.every((key, at) => key === others[at]);
  /** @type {Run[]} */
  const found = [];
  for (const [last, start] of firsts) {
    const before = strangersBefore(partner, start - 1, last);
    const first = firsts.get(before) ?? before;
    const there = partner[first - 1] + 1;
    const isOfItsShape = before < start - 1 && before - first === last - start && there > 0 && reading.keys[first - 1] === reading.keys[start - 1];
    const isKept = isOfItsShape && isSame(keysOf(reading, [first - 1, before]), keysOf(other, [there - 1, there + last - start]));
    if (!isKept || move.subarray(first - 1, last).some(Boolean) || partner.subarray(before, last).some((place) => place >= 0)) {
      continue;
    }
    const width = last - start;
    const [at, to] = isOld ? [start, there] : [there, start];
    const [old, newer] = [keysOf(alignment.old, [at, at + width]), keysOf(alignment.new, [to, to + width])];
    if (!isSame(old, newer) && isFollowed(old, newer)) {
      found.push(run(at - 1, to - 1, width + 1));
    }
  }
  return found;
}

/** Where the words without partners begin that end at a place, if one with a partner follows the reference there. @param {Int32Array} partner @param {number} place @param {number} last */
function strangersBefore(partner, place, last) {
  let before = place;
  while (before > 0 && partner[before - 1] < 0 && partner[last] >= 0) {
    before -= 1;
  }
  return before;
}

/** The words behind the labels of blocks that differ in several references alone, each of which followed what it names. @param {Alignment} alignment @param {Map<number, number>} pairs @param {Renamed} numbers */
export function blocksCountedAnew(alignment, pairs, numbers) {
  const { old: olds, new: news, oldPartner, oldMove } = alignment;
  const spansOf = (/** @type {Reading} */ reading) => new Map(reading.spans().map((span) => [reading.blocks[span[0]], span]));
  const [spans, places] = [spansOf(olds), spansOf(news)];
  /** @type {Map<number, Span[]>} */
  const groups = new Map();
  for (const each of referencesOf(olds)) {
    groups.set(olds.blocks[each[0]], [...(groups.get(olds.blocks[each[0]]) ?? []), each]);
  }
  /** @type {Run[]} */
  const found = [];
  for (const [block, group] of groups) {
    const [span, place] = [spans.get(block), places.get(pairs.get(block) ?? -1)];
    if (group.length < 2 || !span || !place) {
      continue;
    }
    const [start, there] = [olds.body(...span), news.body(...place)];
    const [was, now] = [keysOf(olds, [start, span[1]]), keysOf(news, [there, place[1]])];
    const isSettled = !oldPartner.subarray(start, span[1]).includes(-1) || oldMove.subarray(start, span[1]).some(Boolean);
    const isOther = was.length === now.length && was.some((key, at) => key !== now[at]);
    if (isOther && !isSettled && differSo(olds, was, now, start, group, numbers)) {
      found.push(run(start, there, was.length));
    }
  }
  return found;
}

/** @param {Reading} reading @param {number[]} was @param {number[]} now @param {number} start @param {Span[]} stretches @param {Renamed} numbers */
function differSo(reading, was, now, start, stretches, numbers) {
  const mixed = was.slice();
  const { library } = reading.side;
  const key = (/** @type {number} */ at) => library.keys[was[at]] ?? "";
  for (const [first, last] of stretches.map(([from, to]) => [from - start, to - start])) {
    const [old, newer] = [was.slice(first, last), now.slice(first, last)];
    const name = nameEnding(library, key, first - 1).replace(/\.$/, "");
    if (old.some((each, at) => each !== newer[at]) && isFollowed(reading, old, newer, numbers, name)) {
      mixed.splice(first, last - first, ...newer);
    }
  }
  return mixed.every((each, at) => each === now[at]);
}
