/* Moves: linked runs that lie in different changes. */

import { WORD, total, weightOf } from "./store.js";
import { OLD } from "./walk.js";

const LIGHT = 3 * WORD;
const NOT_MOVED = { number: 0, isKept: false };

/** What each run of the changes has to do with a move: {number, isKept}; new runs are counted -1, -2 and so on. */
export function findMoves(comparison) {
  const moves = new Map();
  let number = 0;
  for (const group of moveGroups(comparison)) {
    if (weightOfAll(group) >= LIGHT) {
      number += 1;
      markMove(comparison, group, number, moves);
    }
  }
  return moves;
}

function weightOfAll(group) {
  return group.reduce((sum, piece) => sum + piece.weight, 0);
}

/** Everything on both sides from the first run of a group to the last takes part in its move. */
function markMove(comparison, group, number, moves) {
  const first = group[0];
  const last = group[group.length - 1];
  const olds = comparison.changes[first.oldChange].old;
  const news = comparison.changes[first.newChange].new;
  const there = olds.slice(first.old, last.old + last.length);
  const here = news.slice(first.new, last.new + last.length).map((run) => ~run);
  for (const key of there.concat(here)) {
    if (!moves.has(key)) {
      moves.set(key, { number: number, isKept: false });
    }
  }
  for (const piece of group) {
    for (let step = 0; step < piece.length; step += 1) {
      moves.set(olds[piece.old + step], { number: number, isKept: true });
      moves.set(~news[piece.new + step], { number: number, isKept: true });
    }
  }
}

/** What stands in changes on both sides, in the order of the old text: runs that stand together make one piece. */
function movePieces(comparison) {
  const store = comparison.store;
  const there = new Map();
  comparison.changes.forEach((change, number) => {
    change.new.forEach((run, at) => {
      if (store.links[run] && !comparison.dropped.has(run)) {
        there.set(store.links[run], { newChange: number, new: at });
      }
    });
  });
  const pieces = [];
  comparison.changes.forEach((change, number) => {
    change.old.forEach((run, at) => {
      const target = there.get(store.links[run]);
      if (target && !comparison.dropped.has(run)) {
        const place = { oldChange: number, old: at, newChange: target.newChange, new: target.new };
        addOrJoin(pieces, Object.assign(place, { length: 1, weight: weightOf(store, run) }));
      }
    });
  });
  return pieces;
}

function addOrJoin(pieces, piece) {
  const last = pieces[pieces.length - 1];
  const isNext =
    last && inSameChanges(last, piece) && last.old + last.length === piece.old && last.new + last.length === piece.new;
  if (isNext) {
    last.length += 1;
    last.weight += piece.weight;
  } else {
    pieces.push(piece);
  }
}

function inSameChanges(one, other) {
  return one.oldChange === other.oldChange && one.newChange === other.newChange;
}

/** Pieces that went together: next to each other on both sides but for edits no heavier than they are. */
function moveGroups(comparison) {
  const groups = [];
  for (const piece of movePieces(comparison)) {
    const last = groups[groups.length - 1];
    if (last && goesOn(comparison, last, piece)) {
      last.push(piece);
    } else {
      groups.push([piece]);
    }
  }
  return groups;
}

function goesOn(comparison, group, piece) {
  const last = group[group.length - 1];
  if (!inSameChanges(last, piece) || last.new >= piece.new) {
    return false;
  }
  const olds = comparison.changes[piece.oldChange].old.slice(last.old + last.length, piece.old);
  const news = comparison.changes[piece.newChange].new.slice(last.new + last.length, piece.new);
  const edited = Math.max(total(comparison.store, olds), total(comparison.store, news));
  return edited <= weightOfAll(group) + piece.weight;
}

export function fateOf(run, side, moves) {
  return moves.get(side === OLD ? run : ~run) || NOT_MOVED;
}
