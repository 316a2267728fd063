/* Two revisions compared: the walk, and behind it stray kept words between two changes dropped. */

import { WORD, total, weightOf } from "./store.js";
import { eachPair, settled, sharesLinks, walk } from "./walk.js";

/**
 * Two revisions compared: `changes` of {old, new} runs and one kept stretch more than there are changes. A stretch is a
 * list of {old, new} pairs of linked runs and of {start, end} ranges, of which the runs that stand in both are kept.
 */
export function compare(store, old, newer) {
  const comparison = walk(store, old, newer);
  if (Math.abs(newer - old) > 1) {
    tidy(comparison);
  }
  return comparison;
}

const ISLAND = 2 * WORD;

function tidy(comparison) {
  let at = 1;
  while (at < comparison.changes.length) {
    const weight = islandWeight(comparison, at);
    if (
      weight <= ISLAND &&
      weight < size(comparison, comparison.changes[at - 1]) &&
      weight < size(comparison, comparison.changes[at])
    ) {
      drop(comparison, at);
      at = Math.max(1, at - 1);
    } else {
      at += 1;
    }
  }
}

function islandWeight(comparison, at) {
  let weight = 0;
  eachPair(comparison, comparison.kept[at], (old, newer) => {
    weight += weightOf(comparison.store, newer);
    return weight <= ISLAND;
  });
  return weight;
}

function size(comparison, change) {
  if (change.oldSize === undefined) {
    change.oldSize = total(comparison.store, change.old);
    change.newSize = total(comparison.store, change.new);
  }
  return Math.max(change.oldSize, change.newSize);
}

/** Make the kept stretch between two changes part of them: its words are removed and added again. */
function drop(comparison, at) {
  const merged = comparison.changes[at - 1];
  const middle = { old: [], new: [], oldLinks: new Set(), newLinks: new Set() };
  eachPair(comparison, comparison.kept[at], (old, newer) => {
    comparison.dropped.add(old);
    comparison.dropped.add(newer);
    middle.old.push(old);
    middle.new.push(newer);
  });
  append(comparison, merged, middle);
  append(comparison, merged, comparison.changes[at]);
  if (!sharesLinks(comparison, merged)) {
    comparison.changes.splice(at, 1);
    comparison.kept.splice(at, 1);
    return;
  }
  const found = settled(comparison, merged);
  const last = found.stretches.length - 1;
  found.stretches[0] = comparison.kept[at - 1].concat(found.stretches[0]);
  found.stretches[last] = found.stretches[last].concat(comparison.kept[at + 1]);
  comparison.changes.splice(at - 1, 2, ...found.changes);
  comparison.kept.splice(at - 1, 3, ...found.stretches);
}

/** Add the runs of another change behind those of a change. */
function append(comparison, change, other) {
  for (const each of [change, other]) {
    size(comparison, each);
    sharesLinks(comparison, each);
  }
  for (const side of ["old", "new"]) {
    other[side].forEach((run) => change[side].push(run));
    other[side + "Links"].forEach((link) => change[side + "Links"].add(link));
    change[side + "Size"] += other[side + "Size"];
  }
}
