/* Labels, compared when it is settled which block became which: the twin of policy_history/redline/labels.py. */

import { blockPairs } from "./alignment.js";
import { run } from "./chain.js";
import { keepsOrder } from "./in_place.js";
import { BLOCK_MARK, isMark } from "./library.js";
import { inlineItems } from "./inline_labels.js";
import { labelsAlone } from "./labels_alone.js";
import { dropOtherNotes } from "./notes.js";
import { numbersOf, otherReferences } from "./other_references.js";
import { referencesOf } from "./references.js";
import { countedItems, followed, isFollowed, keysOf, noteRenamed } from "./renamed.js";
import { blocksCountedAnew, slidReferences } from "./slid_references.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Item } from "./inline_labels.js" */
/** @import { Renamed } from "./renamed.js" */
/** @import { Reading, Span } from "./sides.js" */
/** @typedef {{reading: Reading, partner: Int32Array, move: Int32Array}} OneSide */

const LETTER = /^[\p{L}\p{N}]/u;

/** @param {Alignment} alignment */
export function keepLabels(alignment) {
  labelsAlone(alignment).forEach((each) => keepAlone(alignment, each));
  const olds = labelsOf(alignment.old);
  const news = labelsOf(alignment.new);
  /** @type {Set<string>} */
  const spelled = new Set();
  const spell = (/** @type {Reading} */ reading, /** @type {Span} */ label) =>
    keysOf(reading, label).map((key) => reading.side.library.keys[key]);
  const pairs = blockPairs(alignment);
  /** @type {Renamed} */
  const numbers = { last: new Map(), all: new Set(), items: referencesOf(alignment.old).length ? countedItems(alignment, pairs) : new Set(), names: new Map() };
  dropOtherNotes(alignment, pairs);
  for (const [old, newer] of pairs) {
    const [one, other] = [olds.get(old), news.get(newer)];
    if (one && other) {
      keep(alignment, one, other);
      noteRenamed(alignment, one, other, numbers);
      const changed = numbersOf(alignment.old.side.library.names, spell(alignment.old, one), spell(alignment.new, other));
      changed.forEach(([was, is]) => spelled.add(was + " " + is));
    } else if (one || other) {
      keepBeginning(alignment, old, newer);
    }
  }
  keepEnds(alignment, pairs);
  const oldSide = { reading: alignment.old, partner: alignment.oldPartner, move: alignment.oldMove };
  const newSide = { reading: alignment.new, partner: alignment.newPartner, move: alignment.newMove };
  olds.forEach((label) => keepAsText(oldSide, newSide, label));
  news.forEach((label) => keepAsText(newSide, oldSide, label));
  for (const [item, other] of inlineItems(alignment, pairs)) {
    keepItem(alignment, item, other);
    numbers.all.add(alignment.old.keys[item.number] + " " + alignment.new.keys[other.number]);
    const [was, is] = [...spell(alignment.old, [item.number, item.number + 1]), ...spell(alignment.new, [other.number, other.number + 1])];
    spelled.add(was.toLowerCase() + " " + is.toLowerCase());
  }
  keepInstead(alignment, numbers.all.size + numbers.items.size ? blocksCountedAnew(alignment, pairs, numbers) : []);
  const slid = numbers.all.size ? slidReferences(alignment, (old, newer) => isFollowed(alignment.old, old, newer, numbers)) : [];
  keepInstead(alignment, [...slid, ...followed(alignment, numbers), ...otherReferences(alignment, spelled)]);
}

/** @param {Alignment} alignment @param {Run[]} runs */
function keepInstead(alignment, runs) {
  for (const each of runs) {
    part(alignment.oldPartner, alignment.newPartner, each.old, each.length);
    part(alignment.newPartner, alignment.oldPartner, each.new, each.length);
    alignment.keep(each);
    keepAround(alignment, each);
  }
}

/** Keep a block that is a label alone; its mark may have gone to what was put in or taken out behind it, but not to another label. @param {Alignment} alignment @param {Run} each */
function keepAlone(alignment, each) {
  const { oldPartner, newPartner } = alignment;
  const [mark, other] = [each.old + each.length - 1, each.new + each.length - 1];
  const [there, at] = [oldPartner[mark], newPartner[other]];
  if (there !== other && (alignment.new.labels[there - 1] || alignment.old.labels[at - 1])) {
    return;
  }
  part(oldPartner, newPartner, mark, 1);
  part(newPartner, oldPartner, other, 1);
  if (keepsOrder(alignment, each)) {
    alignment.keep(each);
    return;
  }
  if (there >= 0) {
    alignment.keep(run(mark, there, 1));
  }
  if (at >= 0) {
    alignment.keep(run(at, other, 1));
  }
}

/** Keep the same words next to a run that is kept now. @param {Alignment} alignment @param {Run} each */
function keepAround(alignment, each) {
  for (const step of [1, -1]) {
    const first = step > 0 ? each.length : -1;
    for (let [at, there] = [each.old + first, each.new + first]; areStrangersAlike(alignment, at, there); at += step, there += step) {
      alignment.keep(run(at, there, 1));
    }
  }
}

/** Keep the ends of blocks that are partners: before labels, which match nothing, they may have been no run worth keeping. @param {Alignment} alignment @param {Map<number, number>} pairs */
function keepEnds(alignment, pairs) {
  const { old: olds, oldPartner, newPartner, oldMove, newMove } = alignment;
  const [ends, others] = [endsOf(olds), endsOf(alignment.new)];
  const isSign = (/** @type {number} */ at) => !LETTER.test(olds.side.library.keys[olds.keys[at]]);
  for (const [old, newer] of pairs) {
    const each = run(ends.get(old) ?? -1, others.get(newer) ?? -1, 1);
    const isFree = each.old >= 0 && each.new >= 0 && oldPartner[each.old] < 0 && newPartner[each.new] < 0;
    if (isFree && !oldMove[each.old] && !newMove[each.new] && keepsOrder(alignment, each)) {
      alignment.keep(each);
      for (let [at, there] = [each.old - 1, each.new - 1]; areStrangersAlike(alignment, at, there) && isSign(at); at -= 1, there -= 1) {
        alignment.keep(run(at, there, 1));
      }
    }
  }
}

/** Where each block ends that is no row of a table. @param {Reading} reading */
function endsOf(reading) {
  const ends = reading.spans().filter(([, end]) => reading.keys[end - 1] === BLOCK_MARK);
  return new Map(ends.map(([start, end]) => [reading.blocks[start], end - 1]));
}

/** Whether two places have the same word, which has no partner on either side, and did not move. @param {Alignment} alignment @param {number} at @param {number} there */
function areStrangersAlike({ old: olds, new: news, oldPartner, newPartner, oldMove, newMove }, at, there) {
  const isWithin = at >= 0 && at < oldPartner.length && there >= 0 && there < newPartner.length;
  const isSame = isWithin && olds.keys[at] === news.keys[there] && !isMark(olds.keys[at]);
  return isSame && oldPartner[at] < 0 && newPartner[there] < 0 && !oldMove[at] && !newMove[there];
}

/** Make partners of the labels of two items within a text, which move with the word behind them. @param {Alignment} alignment @param {Item} item @param {Item} other */
function keepItem(alignment, item, other) {
  const { oldPartner, newPartner, oldMove, newMove } = alignment;
  const each = run(item.start, other.start, item.end - item.start);
  if (oldPartner.subarray(each.old, item.end).every((place, step) => place === each.new + step)) {
    return;
  }
  part(oldPartner, newPartner, each.old, each.length);
  part(newPartner, oldPartner, each.new, each.length);
  const [from, to] = [oldMove[item.end], newMove[other.end]];
  oldMove.fill(from, each.old, item.end);
  newMove.fill(to, each.new, other.end);
  if (from === to && (from || keepsOrder(alignment, each))) {
    alignment.keep(each);
    keepAround(alignment, each);
  }
}

/** Make words strangers of their partners. @param {Int32Array} partner @param {Int32Array} other @param {number} start @param {number} length */
function part(partner, other, start, length) {
  for (let at = start; at < start + length; at += 1) {
    if (partner[at] >= 0) {
      other[partner[at]] = -1;
      partner[at] = -1;
    }
  }
}

/** Keep the words with which two blocks begin that are a label in one of them. @param {Alignment} alignment @param {number} old @param {number} newer */
function keepBeginning(alignment, old, newer) {
  const { old: olds, new: news, oldPartner, newPartner } = alignment;
  const [at, there] = [olds.blocks.indexOf(old), news.blocks.indexOf(newer)];
  const isLabel = (/** @type {number} */ step) => olds.labels[at + step] || news.labels[there + step];
  let length = 0;
  let isFree = true;
  for (; isLabel(length) && olds.keys[at + length] === news.keys[there + length]; length += 1) {
    isFree = isFree && oldPartner[at + length] < 0 && newPartner[there + length] < 0;
  }
  const each = run(at, there, length);
  if (length && isFree && !alignment.oldMove[at] && !alignment.newMove[there] && keepsOrder(alignment, each)) {
    alignment.keep(each);
  }
}

/** The label of each block that has one. @param {Reading} reading */
function labelsOf(reading) {
  /** @type {Map<number, Span>} */
  const found = new Map();
  for (const [start, end] of reading.labelPlaces.length ? reading.spans() : []) {
    const body = reading.body(start, end);
    if (body > start) {
      found.set(reading.blocks[start], [start, body]);
    }
  }
  return found;
}

/** Make partners of two labels of one shape, which move with their blocks. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function keep(alignment, old, newer) {
  if (!areAlike(alignment, old, newer)) {
    return;
  }
  const each = run(old[0], newer[0], old[1] - old[0]);
  const [from, to] = [alignment.oldMove[old[1]], alignment.newMove[newer[1]]];
  if (from === to && (from || keepsOrder(alignment, each))) {
    alignment.keep(each);
    alignment.oldMove.fill(from, ...old);
    alignment.newMove.fill(to, ...newer);
  }
}

/** Keep a label with the words behind it where they became a part of another block, or were one. @param {OneSide} side @param {OneSide} other @param {Span} label */
function keepAsText(side, other, [start, body]) {
  const end = side.partner[body];
  const begin = end - (body - start);
  if (begin < 0 || side.partner[start] >= 0 || other.partner.subarray(begin, end).some((place) => place >= 0)) {
    return;
  }
  for (let step = 0; step < body - start; step += 1) {
    if (side.reading.keys[start + step] !== other.reading.keys[begin + step]) {
      return;
    }
  }
  for (let step = 0; step < body - start; step += 1) {
    side.partner[start + step] = begin + step;
    other.partner[begin + step] = start + step;
  }
  side.move.fill(side.move[body], start, body);
  other.move.fill(other.move[end], begin, end);
}

/** Whether two labels have as many words, the same ones but for their numbers. @param {Alignment} alignment @param {Span} old @param {Span} newer */
function areAlike(alignment, old, newer) {
  const library = alignment.old.side.library;
  const [olds, news] = [keysOf(alignment.old, old), keysOf(alignment.new, newer)];
  const isCounted = (/** @type {number} */ a, /** @type {number} */ b) =>
    LETTER.test(library.keys[a]) && LETTER.test(library.keys[b]) && !library.names.has(library.keys[a]);
  return olds.length === news.length && olds.every((word, at) => word === news[at] || isCounted(word, news[at]));
}
