/* The walk through two revisions: changes, and the kept stretches before, between and behind them. */

import { standing, total } from "./store.js";
import { addOrLengthen, heaviestChain } from "./chain.js";

export const OLD = 1;
export const NEW = 2;
const BOTH = 3;

export function walk(store, old, newer) {
  const flags = standing(store, newer);
  const inOld = standing(store, old);
  for (let run = 0; run < flags.length; run += 1) {
    flags[run] = inOld[run] | (flags[run] << 1);
  }
  const comparison = { store: store, flags: flags, kept: [[]], changes: [], dropped: new Set() };
  let change = { old: [], new: [] };
  let start = 0;
  let isKept = false;
  for (let run = 0; run < flags.length; run += 1) {
    if (flags[run] === BOTH) {
      isKept = true;
    } else if (flags[run]) {
      if (isKept) {
        add(comparison, change, { start: start, end: run });
        change = { old: [], new: [] };
        isKept = false;
      }
      (flags[run] === OLD ? change.old : change.new).push(run);
      start = run + 1;
    }
  }
  add(comparison, change, { start: start, end: flags.length });
  return comparison;
}

function add(comparison, change, stay) {
  const found = settled(comparison, change);
  const last = comparison.kept[comparison.kept.length - 1];
  found.stretches[0].forEach((kept) => last.push(kept));
  found.stretches.slice(1).forEach((stretch) => comparison.kept.push(stretch));
  found.changes.forEach((each) => comparison.changes.push(each));
  comparison.kept[comparison.kept.length - 1].push(stay);
}

/** A change as changes between kept stretches: words that both its sides have in the same order are kept. */
export function settled(comparison, change) {
  const found = sameWords(comparison, change);
  if (!found.length) {
    return change.old.length || change.new.length
      ? { changes: [change], stretches: [[], []] }
      : { changes: [], stretches: [[]] };
  }
  const changes = [];
  const stretches = [[]];
  let atOld = 0;
  let atNew = 0;
  const end = { old: change.old.length, new: change.new.length, length: 0 };
  for (const same of found.concat([end])) {
    if (same.old > atOld || same.new > atNew) {
      changes.push({ old: change.old.slice(atOld, same.old), new: change.new.slice(atNew, same.new) });
      stretches.push([]);
    }
    for (let step = 0; step < same.length; step += 1) {
      const pair = { old: change.old[same.old + step], new: change.new[same.new + step] };
      stretches[stretches.length - 1].push(pair);
    }
    atOld = same.old + same.length;
    atNew = same.new + same.length;
  }
  return { changes: changes, stretches: stretches };
}

/** Stretches of both sides of a change with the same links, the heaviest of them that keep their order. */
function sameWords(comparison, change) {
  if (!sharesLinks(comparison, change)) {
    return [];
  }
  const links = comparison.store.links;
  const there = new Map();
  change.new.forEach((run, at) => {
    if (links[run] && !comparison.dropped.has(run)) {
      there.set(links[run], at);
    }
  });
  const found = [];
  change.old.forEach((run, at) => {
    if (there.has(links[run]) && !comparison.dropped.has(run)) {
      addOrLengthen(found, { old: at, new: there.get(links[run]), length: 1 });
    }
  });
  if (found.length < 2) {
    return found;
  }
  const runs = (same) => change.old.slice(same.old, same.old + same.length);
  return heaviestChain(found, found.map((same) => total(comparison.store, runs(same))));
}

/** Whether anything on the old side of a change has its like on the new side. Both sides' links are noted once. */
export function sharesLinks(comparison, change) {
  for (const side of ["old", "new"]) {
    if (!change[side + "Links"]) {
      const there = change[side].filter((run) => comparison.store.links[run] && !comparison.dropped.has(run));
      change[side + "Links"] = new Set(there.map((run) => comparison.store.links[run]));
    }
  }
  if (!change.newLinks.size) {
    return false;
  }
  for (const link of change.oldLinks) {
    if (change.newLinks.has(link)) {
      return true;
    }
  }
  return false;
}

/** The runs of a kept stretch, pair by pair, until `visit` answers false. */
export function eachPair(comparison, stretch, visit) {
  for (const kept of stretch) {
    if (kept.end === undefined) {
      if (visit(kept.old, kept.new) === false) {
        return;
      }
      continue;
    }
    for (let run = kept.start; run < kept.end; run += 1) {
      if (comparison.flags[run] === BOTH && visit(run, run) === false) {
        return;
      }
    }
  }
}
