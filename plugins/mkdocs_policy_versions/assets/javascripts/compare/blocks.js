/* Blocks: what the runs make, once the marks at the ends of blocks, rows and cells are read. */

import { lookOf, markOf, visible } from "./store.js";
import { NEW, OLD, eachPair } from "./walk.js";
import { fateOf } from "./moves.js";

/**
 * The blocks of a redline in reading order: {items, oldForm, newForm}. An item is {operation, old, new, move}, with runs
 * or -1; the operations are equal, delete, insert, away (moved from here) and here (moved to here). A block without
 * newForm is gone, one without oldForm has come.
 */
export function blocksOf(comparison, moves) {
  /** @type {any} */
  const builder = { store: comparison.store, blocks: [], items: [], passed: -1 };
  comparison.kept.forEach((stretch, at) => {
    const next = firstOf(comparison, stretch);
    if (at) {
      addChange(builder, comparison.changes[at - 1], moves, next);
    }
    eachPair(comparison, stretch, (old, newer) => {
      if (newer === builder.passed) {
        builder.passed = -1;
      } else {
        feed(builder, { operation: "equal", old: old, new: newer, move: 0 });
      }
    });
  });
  if (builder.items.length) {
    builder.blocks.push({ items: builder.items, oldForm: PARAGRAPH, newForm: PARAGRAPH });
  }
  noteJoins(comparison.store, builder.blocks);
  return builder.blocks;
}

const PARAGRAPH = ["paragraph", 0, [], 0, false];

function firstOf(comparison, stretch) {
  let first = null;
  eachPair(comparison, stretch, (old, newer) => {
    first = { operation: "equal", old: old, new: newer, move: 0 };
    return false;
  });
  return first;
}

export function markOfItem(store, item) {
  return markOf(store, item.new >= 0 ? item.new : item.old);
}

function endsBlock(store, item) {
  const mark = markOfItem(store, item);
  return mark === "block" || mark === "row";
}

export function isGone(item) {
  return item.new < 0;
}

/** Add an item; the mark of a block closes it. Where a block went on in another, its mark stands among the words. */
function feed(builder, item) {
  if (!endsBlock(builder.store, item) || (isGone(item) && !builder.items.every(isGone))) {
    builder.items.push(item);
    return;
  }
  builder.blocks.push({
    items: builder.items,
    oldForm: item.old >= 0 ? lookOf(builder.store, item.old).form : null,
    newForm: item.new >= 0 ? lookOf(builder.store, item.new).form : null,
    oldEnd: item.old,
  });
  builder.items = [];
}

/**
 * Add a change. Both sides keep their order, but block goes with block: the rest of the block begun before the change,
 * whole blocks that are gone, whole ones that have come, and the beginning of the block that goes on behind it.
 */
function addChange(builder, change, moves, next) {
  const old = inBlocks(builder.store, sideItems(change.old, OLD, moves));
  const newer = inBlocks(builder.store, sideItems(change.new, NEW, moves));
  const isOpen = !builder.items.every(isGone);
  if (isOpen && old.whole.length && newer.whole.length) {
    addPaired(builder, old.whole.shift(), newer.whole.shift());
  } else if (isOpen && old.whole.length && next && endsBlock(builder.store, next)) {
    endEarlier(builder, old, newer, next);
    return;
  } else if (isOpen && (old.whole.length || newer.whole.length)) {
    const tail = newer.whole.length ? newer.whole.shift() : newer.rest;
    newer.rest = tail === newer.rest ? [] : newer.rest;
    feedAll(builder, [].concat(...old.whole, old.rest));
    feedAll(builder, tail);
    old.whole = [];
    old.rest = [];
  }
  feedAll(builder, [].concat(...old.whole));
  feedAll(builder, [].concat(...newer.whole));
  addCells(builder, old.rest, newer.rest);
}

function sideItems(runs, side, moves) {
  return runs.map((run) => {
    const move = fateOf(run, side, moves);
    const operations = side === OLD ? ["delete", "away"] : ["insert", "here"];
    const item = { operation: operations[move.isKept ? 1 : 0], old: -1, new: -1, move: move.number };
    item[side === OLD ? "old" : "new"] = run;
    return item;
  });
}

function inBlocks(store, items) {
  /** @type {{ whole: any, rest: any }} */
  const found = { whole: [], rest: [] };
  for (const item of items) {
    found.rest.push(item);
    if (endsBlock(store, item)) {
      found.whole.push(found.rest);
      found.rest = [];
    }
  }
  return found;
}

function feedAll(builder, items) {
  items.forEach((item) => feed(builder, item));
}

/** Two ends of one block, each with its mark: one block that ends. */
function addPaired(builder, old, newer) {
  const ends = { operation: "equal", old: old.pop().old, new: newer.pop().new, move: 0 };
  addCells(builder, old, newer);
  feed(builder, ends);
}

/**
 * Blocks behind this one are gone, and it is the mark of the last of them that is kept: the same mark at the end of this
 * block tells it better.
 */
function endEarlier(builder, old, newer, next) {
  const tail = old.whole.shift();
  const ends = { operation: "equal", old: tail.pop().old, new: next.new, move: 0 };
  feedAll(builder, tail);
  feedAll(builder, newer.rest);
  feed(builder, ends);
  feedAll(builder, [].concat(...old.whole, old.rest));
  feed(builder, { operation: "delete", old: next.old, new: -1, move: 0 });
  builder.passed = next.new;
}

/** The words of both sides, cell by cell where both have as many. */
function addCells(builder, old, newer) {
  const isCell = (item) => markOfItem(builder.store, item) === "cell";
  const ends = [old, newer].map((items) => items.filter(isCell));
  let atOld = 0;
  let atNew = 0;
  if (ends[0].length === ends[1].length) {
    ends[0].forEach((end, number) => {
      const stops = [old.indexOf(end), newer.indexOf(ends[1][number])];
      feedAll(builder, old.slice(atOld, stops[0]));
      feedAll(builder, newer.slice(atNew, stops[1]));
      feed(builder, { operation: "equal", old: end.old, new: ends[1][number].new, move: 0 });
      atOld = stops[0] + 1;
      atNew = stops[1] + 1;
    });
  }
  feedAll(builder, old.slice(atOld));
  feedAll(builder, newer.slice(atNew));
}

/** Mark the blocks that were split off the one before, and those that several were merged into. */
function noteJoins(store, blocks) {
  const shares = new Map();
  let oldBlock = 0;
  blocks.forEach((block, number) => {
    for (const item of block.items) {
      if (item.old >= 0 && endsBlock(store, item)) {
        oldBlock += 1;
      } else if (item.operation === "equal" && !markOfItem(store, item)) {
        const share = shares.get(oldBlock) || new Map();
        share.set(number, (share.get(number) || 0) + 1 + visible(store, item.new).trim().split(/\s+/).length - 1);
        shares.set(oldBlock, share);
      }
    }
    oldBlock += block.oldForm ? 1 : 0;
  });
  blocks.forEach((block, number) => {
    const sources = Array.from(shares.values()).filter((share) => share.has(number));
    const big = sources.filter((share) => share.get(number) > 1);
    if (block.newForm && sources.length === 1 && big.length && Math.min(...sources[0].keys()) < number) {
      block.joins = "split off from the paragraph before";
    } else if (block.newForm && big.length > 1) {
      block.joins = "several paragraphs merged into one";
    }
  });
}
