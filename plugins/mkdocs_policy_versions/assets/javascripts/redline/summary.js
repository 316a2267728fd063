/* The figures of a redline by section and class: the twin of policy_history/redline/summary.py. */

import { KINDS } from "./changes.js";
import { N_, ngettext, translated } from "./wording.js";

/** @import { Change, Kind } from "./changes.js" */
/** @import { Clause } from "./redline.js" */
/**
 * @typedef {{clause: Clause | null, members: Change[], kinds: [Kind, number][], wordsRemoved: number, wordsAdded: number, wordsMoved: number}} Summary
 * what changed in one clause, or before the first one, and its changes
 */

/** The name of what stands before the first clause. */
export const BEFORE_THE_FIRST = N_("Before the first heading");

/** What is counted of a clause in which no word came or went. @type {Record<string, (count: number) => string>} */
const COUNTED = {
  "link target": (count) => ngettext("%(num)s link", "%(num)s links", count),
  formatting: (count) => ngettext("%(num)s style", "%(num)s styles", count),
  typography: (count) => ngettext("%(num)s in punctuation, capitals or spaces", "%(num)s in punctuation, capitals or spaces", count),
  "invisible characters": (count) => ngettext("%(num)s hidden difference", "%(num)s hidden differences", count),
  numbering: (count) => ngettext("%(num)s renumbered", "%(num)s renumbered", count),
  structure: (count) => ngettext("%(num)s moved or split", "%(num)s moved or split", count),
};

/** In how many steps a bar grows. */
const STEPS = 10;

/** The title of a clause. @param {Summary} section */
export function titleOf(section) {
  return section.clause ? section.clause.title : translated(BEFORE_THE_FIRST);
}

/** Its size as a map says it: "−3 +6"; of a clause in which no word came or went "2 links, 8 moved or split". @param {Summary} section */
export function figuresOf({ wordsRemoved, wordsAdded, kinds }) {
  const words = [wordsRemoved ? "−" + wordsRemoved : "", wordsAdded ? "+" + wordsAdded : ""].filter(Boolean).join(" ");
  return words || kinds.map(([kind, count]) => (COUNTED[kind] ?? String)(count)).join(", ");
}

/** The lengths of its bars of removed and added words, in steps, where `most` words are all the room. @param {Summary} section @param {number} most @returns {[number, number]} */
export function barsOf({ wordsRemoved, wordsAdded }, most) {
  const steps = (/** @type {number} */ count) => (most ? Math.ceil((count * STEPS) / most) : 0);
  return [steps(wordsRemoved), steps(wordsAdded)];
}

/** The changes of each clause that has any, in the order in which the clauses are first met. @param {Change[]} changes */
export function bySection(changes) {
  /** @type {Map<string, Change[]>} */
  const sections = new Map();
  for (const change of changes) {
    const id = change.clause ? change.clause.id : "";
    sections.set(id, [...(sections.get(id) ?? []), change]);
  }
  return Array.from(sections.values(), summaryOf);
}

/** The figures of these changes, taken together; there must be one at least. @param {Change[]} changes @returns {Summary} */
function summaryOf(changes) {
  const count = (/** @type {Kind} */ kind) => changes.filter((change) => change.kind === kind).length;
  const sum = (/** @type {"wordsRemoved" | "wordsAdded" | "wordsMoved"} */ name) =>
    changes.reduce((total, change) => total + change[name], 0);
  return {
    clause: changes[0].clause,
    members: changes,
    kinds: KINDS.map((kind) => /** @type {[Kind, number]} */ ([kind, count(kind)])).filter((pair) => pair[1]),
    wordsRemoved: sum("wordsRemoved"),
    wordsAdded: sum("wordsAdded"),
    wordsMoved: sum("wordsMoved"),
  };
}
