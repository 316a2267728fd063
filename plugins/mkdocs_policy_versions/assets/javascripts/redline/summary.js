/* The figures of a redline by section and class: the twin of policy_history/redline/summary.py. */

import { KINDS } from "./changes.js";

/** @typedef {import("./changes.js").Change} Change */
/** @typedef {import("./changes.js").Kind} Kind */
/** @typedef {import("./redline.js").Clause} Clause */
/**
 * @typedef {{clause: Clause | null, first: number, kinds: [Kind, number][], wordsRemoved: number, wordsAdded: number, wordsMoved: number}} Summary
 * what changed in one clause, or before the first one, and the number of its first change
 */

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
export function summaryOf(changes) {
  const count = (/** @type {Kind} */ kind) => changes.filter((change) => change.kind === kind).length;
  const sum = (/** @type {"wordsRemoved" | "wordsAdded" | "wordsMoved"} */ name) =>
    changes.reduce((total, change) => total + change[name], 0);
  return {
    clause: changes[0].clause,
    first: changes[0].number,
    kinds: KINDS.map((kind) => /** @type {[Kind, number]} */ ([kind, count(kind)])).filter((pair) => pair[1]),
    wordsRemoved: sum("wordsRemoved"),
    wordsAdded: sum("wordsAdded"),
    wordsMoved: sum("wordsMoved"),
  };
}
