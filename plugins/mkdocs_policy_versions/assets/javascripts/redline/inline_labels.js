/* Items that are counted within a paragraph: the twin of policy_history/redline/inline_labels.py. */

import { readings } from "./numerals.js";
import { referencesOf } from "./references.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading } from "./sides.js" */
/** @typedef {{start: number, end: number, number: number}} Item where an item's label stands, and which of its words is its number */

const NUMBER = /^(?:\p{Nd}{1,2}|[ivxlc]{1,5}|[\p{L}\p{Nl}\p{No}])$/u;

/** The labels within blocks that are partners whose items stayed: the word behind each is the other's. @param {Alignment} alignment @param {Map<number, number>} pairs */
export function inlineItems(alignment, pairs) {
  const { old: olds, new: news } = alignment;
  const spans = new Map(news.spans().map((span) => [news.blocks[span[0]], span]));
  const bracket = olds.side.library.codes.get(")") ?? -1;
  const named = [inReferences(olds, bracket), inReferences(news, bracket)];
  /** @type {[Item, Item][]} */
  const found = [];
  for (const [start, end] of olds.spans()) {
    const there = spans.get(pairs.get(olds.blocks[start]) ?? -1);
    const items = there ? itemsOf(olds, named[0], bracket, start, end) : [];
    const others = new Map(there && items.length ? itemsOf(news, named[1], bracket, ...there).map((each) => [each.end, each]) : []);
    for (const item of items) {
      const other = others.get(alignment.oldPartner[item.end]);
      if (other && item.end - item.start === other.end - other.start) {
        found.push([item, other]);
      }
    }
  }
  return found;
}

/** @param {Reading} reading @param {number} bracket */
function inReferences(reading, bracket) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const [start, end] of reading.keys.includes(bracket) ? referencesOf(reading) : []) {
    for (let at = start; at < end; at += 1) {
      found.add(at);
    }
  }
  return found;
}

/** The items of a block that are counted from one on, each to the next; those in references are none. @param {Reading} reading @param {Set<number>} named @param {number} bracket the number of one that closes @param {number} start @param {number} end */
function itemsOf(reading, named, bracket, start, end) {
  const found = bracketed(reading, bracket, start, end).filter((each) => !named.has(each.number));
  /** @type {Set<Item>} */
  const counted = new Set();
  for (const way of found.length > 1 ? [0, 1, 2] : []) {
    /** @type {Item | null} */
    let last = null;
    let reached = 0;
    for (const each of found) {
      const number = readings(keyAt(reading, each.number))[way];
      if (last && number === reached + 1) {
        counted.add(last).add(each);
      }
      if (number && (number === 1 || number === reached + 1)) {
        last = each;
        reached = number;
      }
    }
  }
  return found.filter((each) => counted.has(each));
}

/** What stands in brackets, or before one that closes, and may be a number: "(a)", "1)". @param {Reading} reading @param {number} bracket @param {number} start @param {number} end */
function bracketed(reading, bracket, start, end) {
  /** @type {Item[]} */
  const found = [];
  for (let at = start; at < end - 2; at += 1) {
    if (reading.keys[at + 1] === bracket && !reading.labels[at] && NUMBER.test(keyAt(reading, at))) {
      const isOpened = at > start && keyAt(reading, at - 1) === "(";
      found.push({ start: isOpened ? at - 1 : at, end: at + 2, number: at });
    }
  }
  return found;
}

/** @param {Reading} reading @param {number} at */
function keyAt(reading, at) {
  return reading.side.library.keys[reading.keys[at]];
}
