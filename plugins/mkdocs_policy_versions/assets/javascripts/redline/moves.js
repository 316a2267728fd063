/* Words that stand elsewhere now: the twin of policy_history/redline/moves.py. */

import { run } from "./chain.js";
import { countSettled, stays } from "./in_place.js";
import { MOVED } from "./pairing.js";
import { slide } from "./sliding.js";
import { bySentences, findStretches } from "./stretches.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { BlockPair, Cells, Numbers } from "./pairing.js" */
/** @import { Matcher } from "./matching.js" */
/** @import { Reading, Span } from "./sides.js" */

const LIGHT_BLOCK = 2.4;

/** Mark what moved in an alignment whose words in place are settled. @param {Alignment} alignment @param {Numbers} numbers @param {BlockPair[]} pairs */
export function findMoves(alignment, numbers, pairs) {
  const moved = pairs.filter((pair) => hasMoved(alignment, pair));
  const gaps = new Gaps(alignment);
  moved.push(...neighbours(alignment, numbers, moved, gaps));
  let number = 0;
  /** @type {BlockPair | null} */
  let last = null;
  let underHeading = false;
  for (const pair of moved.sort((a, b) => a.old[0] - b.old[0] || a.old[1] - b.old[1])) {
    const kind = kindOf(alignment, pair);
    const goesOn =
      last !== null &&
      last.old[1] === pair.old[0] &&
      last.new[1] === pair.new[0] &&
      !gaps.beginAt(pair.old[0], pair.new[0]);
    const isList = kind === "list item" || kind === "table row";
    const isNext = goesOn && last !== null && isList && kind === kindOf(alignment, last);
    if (kind === "heading" || !goesOn || !(underHeading || isNext)) {
      number += 1;
      underHeading = kind === "heading";
    }
    last = pair;
    mark(alignment, pair, number);
    runsOf(alignment, numbers.matcher, pair).forEach((each) => alignment.keep(each));
  }
  number = moveColumns(alignment, numbers.matcher, pairs, number);
  slide(alignment);
  findStretches(alignment, numbers, number);
}

/** What two blocks share one of which is the other, moved; of rows, cell by cell. @param {Alignment} alignment @param {Matcher} matcher @param {BlockPair} pair @returns {Run[]} */
function runsOf(alignment, matcher, pair) {
  if (!pair.cells.length) {
    const runs = matcher.match(...pair.old, ...pair.new);
    return runs.length ? bySentences(alignment, runs) : [];
  }
  const cells = [...pair.cells, ...pair.movedCells];
  return [...cells.flatMap((cell) => matchCells(matcher, cell)), run(pair.old[1] - 1, pair.new[1] - 1, 1)];
}

/** What two cells share, with the marks that end them. @param {Matcher} matcher @param {Cells} cells */
function matchCells(matcher, [start, end, newStart, newEnd]) {
  return matcher.match(start, end + 1, newStart, newEnd + 1);
}

/** Mark the columns that moved, in the rows that did not, each as a move; returns the last move's number. @param {Alignment} alignment @param {Matcher} matcher @param {BlockPair[]} pairs @param {number} number */
function moveColumns(alignment, matcher, pairs, number) {
  /** @type {Map<number, Map<number, number>>} for each pair of tables, by column */
  const numbers = new Map();
  for (const pair of pairs.filter((each) => each.movedCells.length && stays(alignment.oldPartner, alignment.oldMove, each.old[1] - 1))) {
    const table = alignment.columnsOf[0].get(alignment.old.blocks[pair.old[0]]) ?? -1;
    const moves = numbers.get(table) ?? new Map();
    numbers.set(table, moves);
    pair.movedCells.forEach((cell, column) => {
      if (!moves.has(column)) {
        number += 1;
        moves.set(column, number);
      }
      alignment.oldMove.fill(moves.get(column), cell[0], cell[1] + 1);
      alignment.newMove.fill(moves.get(column), cell[2], cell[3] + 1);
      matchCells(matcher, cell).forEach((each) => alignment.keep(each));
    });
  }
  return number;
}

/** Where gaps begin. */
class Gaps {
  /** @param {Alignment} alignment */
  constructor(alignment) {
    this.old = new Set(alignment.gaps.map((gap) => gap.old[0]));
    this.new = new Set(alignment.gaps.map((gap) => gap.new[0]));
  }

  /** @param {number} old @param {number} newer */
  beginAt(old, newer) {
    return this.old.has(old) || this.new.has(newer);
  }
}

/** @param {Alignment} alignment @param {BlockPair} pair */
function kindOf(alignment, pair) {
  return alignment.old.formAt(pair.old[0]).kind;
}

/** @param {Alignment} alignment @param {BlockPair} pair */
function hasMoved(alignment, pair) {
  return (
    pair.likeness >= MOVED &&
    (pair.weight >= LIGHT_BLOCK || staysInList(alignment, pair)) &&
    countSettled(alignment.oldPartner, pair.old) <= 1 &&
    countSettled(alignment.newPartner, pair.new) <= 1
  );
}

/** Whether a pair is the same item of one list, before which the same text stands. @param {Alignment} alignment @param {BlockPair} pair */
function staysInList({ anchors, old: olds, new: news }, { likeness, old: [at], new: [there] }) {
  if (likeness < 1 || olds.formAt(at).kind !== "list item" || news.formAt(there).kind !== "list item") {
    return false;
  }
  const [before, other] = [beforeList(olds, at), beforeList(news, there)];
  const isAnchored = (/** @type {Run} */ { old, new: newer, length }) => old <= before && before < old + length && before - old === other - newer;
  return (before < 0 && other < 0) || anchors.some(isAnchored);
}

/** The block before the list of an item; -1 where there is none. @param {Reading} reading @param {number} at */
function beforeList({ side: { library, numbers }, blocks }, at) {
  let place = blocks[at];
  while (place >= 0 && library.forms[library.columns.form[numbers[place]]].kind === "list item") {
    place -= 1;
  }
  return place;
}

/** @param {Alignment} alignment @param {BlockPair} pair @param {number} number */
function mark(alignment, pair, number) {
  const sides = /** @type {[Int32Array, Int32Array, Span][]} */ ([
    [alignment.oldPartner, alignment.newPartner, pair.old],
    [alignment.newPartner, alignment.oldPartner, pair.new],
  ]);
  for (const [partner, other, [start, end]] of sides) {
    for (let at = start; at < end; at += 1) {
      if (partner[at] >= 0) {
        other[partner[at]] = -1;
        partner[at] = -1;
      }
    }
  }
  alignment.oldMove.fill(number, ...pair.old);
  alignment.newMove.fill(number, ...pair.new);
}

/** Blocks too light to prove a move that stand, the same, next to one on both sides. @param {Alignment} alignment @param {Numbers} numbers @param {BlockPair[]} moved @param {Gaps} gaps */
function neighbours(alignment, numbers, moved, gaps) {
  const spans = [alignment.old.spans(), alignment.new.spans()];
  const before = spans.map((side) => new Map(side.map((span) => [span[1], span])));
  const after = spans.map((side) => new Map(side.map((span) => [span[0], span])));
  const taken = new Set(moved.map((pair) => pair.old[0]));
  /** @type {BlockPair[]} */
  const found = [];
  for (const [edge, [olds, news]] of [before, after].entries()) {
    for (const pair of moved) {
      let places = [pair.old[edge], pair.new[edge]];
      while (!gaps.beginAt(places[0], places[1])) {
        const [old, newer] = [olds.get(places[0]), news.get(places[1])];
        if (!old || !newer || taken.has(old[0]) || !areSameAndFree(alignment, numbers, old, newer)) {
          break;
        }
        taken.add(old[0]);
        found.push({ old: old, new: newer, likeness: 1, weight: 0, isRow: false, cells: [], movedCells: [] });
        places = [old[edge], newer[edge]];
      }
    }
  }
  return found;
}

/** @param {Alignment} alignment @param {Numbers} numbers @param {Span} old @param {Span} newer */
function areSameAndFree(alignment, numbers, old, newer) {
  const words = numbers.old.subarray(alignment.old.body(...old), old[1]);
  const others = numbers.new.subarray(alignment.new.body(...newer), newer[1]);
  if (words.length !== others.length || words.some((word, at) => word !== others[at])) {
    return false;
  }
  const hasMove = alignment.oldMove.subarray(...old).some(Boolean) || alignment.newMove.subarray(...newer).some(Boolean);
  return (
    !hasMove &&
    isFree(alignment.old, old, alignment.oldPartner, alignment.new) &&
    isFree(alignment.new, newer, alignment.newPartner, alignment.old)
  );
}

/** @param {Reading} reading @param {Span} span @param {Int32Array} partner @param {Reading} other */
function isFree(reading, span, partner, other) {
  const partners = partner.subarray(span[0], span[1] - 1).filter((place) => place >= 0);
  if (!partners.length) {
    return true;
  }
  const isHeading = reading.formAt(span[0]).kind === "heading";
  return isHeading && partners.every((place) => other.formAt(place).kind !== "heading");
}
