/* Of stretches that two lists have in common, the heaviest that keep their order. */

import { countUpTo } from "./store.js";

/** Add a stretch behind others, or make it part of the last one when it goes on there on both sides. */
export function addOrLengthen(found, same) {
  const last = found[found.length - 1];
  if (last && last.old + last.length === same.old && last.new + last.length === same.new) {
    last.length += same.length;
  } else {
    found.push(same);
  }
}

/** The stretches that keep their order, with the greatest sum of gains. They come apart and in the old side's order. */
export function heaviestChain(stretches, gains) {
  const ends = Array.from(new Set(stretches.map(endOf))).sort((one, other) => one - other);
  const rank = new Map(ends.map((end, at) => [end, at + 1]));
  const tree = ends.map(() => [0, -1]).concat([[0, -1]]);
  const best = [];
  const before = [];
  stretches.forEach((same, at) => {
    const found = bestUpTo(tree, countUpTo(ends, same.new));
    best.push(found[0] + gains[at]);
    before.push(found[1]);
    enter(tree, rank.get(endOf(same)), [best[at], at]);
  });
  return trace(stretches, best, before);
}

function endOf(same) {
  return same.new + same.length;
}

function enter(tree, start, value) {
  for (let place = start; place < tree.length; place += place & -place) {
    if (value[0] > tree[place][0]) {
      tree[place] = value;
    }
  }
}

function bestUpTo(tree, start) {
  let found = [0, -1];
  for (let place = start; place; place -= place & -place) {
    if (tree[place][0] > found[0]) {
      found = tree[place];
    }
  }
  return found;
}

function trace(stretches, best, before) {
  let at = 0;
  best.forEach((value, each) => {
    at = value > best[at] ? each : at;
  });
  const chain = [];
  while (at >= 0 && best[at] > 0) {
    chain.push(stretches[at]);
    at = before[at];
  }
  return chain.reverse();
}
