/* A redline's list of changes: the twin of policy_history/redline/compare.py. */

import { ITEM } from "./block_changes.js";
import { columnChanges, editsOfMoves, movesOf, placeOf } from "./change_moves.js";
import { seen } from "./characters.js";
import { WORD, allSpans, isEdit, isMoved, isOld, isWholeRow, joined, ownCells, tokensOf } from "./redline.js";
import { Renumberings, labelsTold } from "./renumbering.js";
import { isReplaced, styleChanges } from "./styles.js";
import { around, surroundings, wordsBefore, wordsOfStretch } from "./surroundings.js";

/** @import { Clause, Redline } from "./redline.js" */
/** @import { Entry, Span } from "./entries.js" */
/** @typedef {import("./styles.js").Difference & {words: string}} Lead what changed of some of the words that moved */
/** @typedef {"wording" | "link target" | "formatting" | "typography" | "invisible characters" | "numbering" | "structure" | "no visible change"} Kind */
/**
 * @typedef {{number: number, kind: Kind, clause: Clause | null, removed: string, added: string, move: number, fromClause: Clause | null,
 *   wordsRemoved: number, wordsAdded: number, wordsMoved: number, isEdited: boolean, leads: Lead[], column: string | null, replaced: [string[], string[]],
 *   around: import("./surroundings.js").Around}} Change
 * one numbered entry of the list of changes; `replaced` has, of words that others replaced, both one by one, `leads` which links of what
 * moved lead elsewhere now, and which of its words look otherwise
 */

const DIGIT = /^\p{Nd}/u;

/** The kinds in the order in which they are counted. @type {Kind[]} */
export const KINDS = [
  "wording",
  "link target",
  "formatting",
  "typography",
  "invisible characters",
  "numbering",
  "structure",
  "no visible change",
];

/** @param {Kind} kind @param {string} removed @param {string} added @param {[string[], string[]]} replaced @returns {Change} */
export function change(kind, removed, added, replaced = [[], []]) {
  const counts = { wordsRemoved: 0, wordsAdded: 0, wordsMoved: 0, isEdited: false };
  const where = { clause: null, move: 0, fromClause: null, column: null, around: around() };
  return { number: 0, kind: kind, removed: removed, added: added, replaced: replaced, leads: [], ...where, ...counts };
}

/** The list of changes, numbered from 1 in reading order: made once of a redline. @param {Redline} redline @returns {Change[]} */
export function changes(redline) {
  redline.changes ??= numbered(redline);
  return redline.changes;
}

/** @param {Redline} redline @returns {Change[]} */
function numbered(redline) {
  /** @type {Change[]} */
  const found = [];
  const renumberings = new Renumberings(redline.library.numbers);
  for (const each of met(redline)) {
    if (each.kind !== "numbering" || renumberings.add(each, found.length)) {
      found.push({ ...each, number: found.length + 1 });
    }
  }
  renumberings.tell(found);
  return found;
}

/** For each label or reference that changed, in reading order, whether it is told by an entry of its own. @param {Redline} redline */
export function beginningsOfRenumberings(redline) {
  const renumberings = new Renumberings(redline.library.numbers);
  return met(redline).filter((each) => each.kind === "numbering").map((each) => renumberings.add(each, 0));
}

/** Every change in reading order, labels one by one: found once in a redline. @param {Redline} redline @returns {Change[]} */
function met(redline) {
  redline.met ??= metIn(redline);
  return redline.met;
}

/** @param {Redline} redline @returns {Change[]} */
function metIn(redline) {
  const moves = movesOf(redline);
  const columns = columnChanges(redline);
  const edits = editsOfMoves(redline);
  return redline.entries.filter((entry) => !entry.isSame).flatMap((entry) => {
    const clause = clauseOf(redline, entry);
    return changesOf(redline, entry, edits).flatMap(([column, each]) => {
      if (column) {
        return taken(columns, column).map((whole) => ({ ...whole, clause: clause }));
      }
      return each.move && each.kind === "structure" ? taken(moves, each.move) : [{ ...each, clause: each.clause ?? clause }];
    });
  });
}

/** What a map has, taken out of it: nothing the second time. @param {Map<number, Change>} map @param {number} key @returns {Change[]} */
function taken(map, key) {
  const found = map.get(key);
  map.delete(key);
  return found ? [found] : [];
}

/** @param {Redline} redline @param {Entry} entry @param {Span | null} span @returns {Clause | null} */
export function clauseOf(redline, entry, span = null) {
  const isOfOld = entry.new === null || (span !== null && isOld(span.operation) && entry.old !== null);
  if (isOfOld && entry.old !== null) {
    return redline.old.clauseOf(entry.old);
  }
  return entry.new !== null ? redline.new.clauseOf(entry.new) : null;
}

/** A change within a row: the number with which it begins counts rows, and no clauses. @param {Change} each @returns {Change} */
function ofRow(each) {
  const isNumber = DIGIT.test(each.removed) && DIGIT.test(each.added);
  return each.kind === "numbering" && isNumber ? { ...each, removed: ITEM + each.removed, added: ITEM + each.added } : each;
}

/** What a change of a block's form is: of the number of an item, or of the structure. @param {[string, string]} form @returns {Kind} */
export function kindOfForm(form) {
  return form[0].startsWith(ITEM) ? "numbering" : "structure";
}

/** The changes of one entry, each behind the number of the column that came or went of which it is a part, or 0. @param {Redline} redline @param {Entry} entry @param {import("./change_moves.js").Edits} edits @returns {[number, Change][]} */
function changesOf(redline, entry, edits = new Map()) {
  /** @type {[number, Change][]} */
  const found = [];
  if (entry.isSame) {
    return found;
  }
  if (entry.form) {
    found.push([0, change(kindOfForm(entry.form), ...entry.form)]);
  }
  if (entry.joins) {
    found.push([0, { ...change("structure", "", entry.joins), fromClause: redline.clauseAt(entry.other) }]);
  }
  if (isWholeRow(entry)) {
    if (allSpans(entry).length) {
      found.push([0, editOfCells(redline, ownCells(entry).map((cell) => cell.spans))]);
    }
    return found;
  }
  for (const { column, spans } of entry.cells.length ? entry.cells : [{ column: 0, spans: entry.spans }]) {
    const groups = changeGroups(spans);
    groups.forEach((group, at) => {
      const number = isEdit(group[0]) ? column : 0;
      changesOfGroup(redline, groups, at, edits).forEach((each) => found.push([number, entry.cells.length ? ofRow(each) : each]));
    });
  }
  return found;
}

/** The change that removed these cells, or added them, as one; a cell at least must have words. @param {Redline} redline @param {Span[][]} cells @returns {Change} */
export function editOfCells(redline, cells) {
  const spans = cells.flat();
  const words = cells.map((cell) => joined(cell.flatMap(tokensOf))).join(" | ");
  const count = redline.countWords(spans.flatMap(tokensOf));
  const isGone = isOld(spans[0].operation);
  const kind = kindOfEdit(redline, spans);
  const made = isGone ? change(kind, words, "") : change(kind, "", words);
  return { ...made, move: spans[0].move, [isGone ? "wordsRemoved" : "wordsAdded"]: count };
}

/** @param {Redline} redline @param {Span[][]} groups @param {number} at @param {import("./change_moves.js").Edits} edits @returns {Change[]} */
function changesOfGroup(redline, groups, at, edits) {
  const group = groups[at];
  const first = group[0];
  if (first.operation === "equal") {
    return styleChanges(redline, first).map((style) => changeOfStyle(first, style));
  }
  if (isMoved(first)) {
    return [{ ...change("structure", "", ""), move: first.move }];
  }
  const edit = edits.get(placeOf(group));
  if (edit === undefined) {
    return [{ ...changeOfEdit(redline, group), around: surroundings(redline, groups, at) }];
  }
  return edit ? [{ ...changeOfEdit(redline, [...edit.old, ...edit.new]), clause: edit.clause }] : [];
}

/** What was removed and what was added in its place, as one change. @param {Redline} redline @param {Span[]} group @returns {Change} */
function changeOfEdit(redline, group) {
  const [removed, added] = [group.flatMap((span) => span.old), group.flatMap((span) => span.new)];
  const kind = kindOfEdit(redline, group);
  const said = kind === "numbering" ? labelsTold(redline, removed, added) : [joined(removed), joined(added)];
  return {
    ...change(kind, said[0], said[1], [wordsOf(removed), wordsOf(added)]),
    move: group[0].move,
    wordsRemoved: redline.countWords(removed),
    wordsAdded: redline.countWords(added),
  };
}

/** A change of kept words; of one that is none of words, these stand before it. @param {Span} span @param {import("./styles.js").StyleChange} style @returns {Change} */
function changeOfStyle(span, { kind, before, after, start, end }) {
  const isUnseen = kind === "invisible characters";
  const words = isReplaced(kind) ? wordsBefore(span.new.slice(0, start)) : wordsOfStretch(span.new.slice(start, end));
  const lead = words && isUnseen && span.new[start].gap ? " " : "";
  return { ...change(kind, before, after, isUnseen ? [[before], [after]] : [[], []]), around: around(words, [lead, lead]) };
}

/** @param {import("./library.js").Token[]} tokens */
function wordsOf(tokens) {
  return tokens.map((token) => token.said ?? token.text).filter((text) => WORD.test(text));
}

/** What words that came and went are: labels are numbering, and punctuation alone changes no word. @param {Redline} redline @param {Span[]} spans @returns {Kind} */
export function kindOfEdit(redline, spans) {
  const tokens = spans.flatMap(tokensOf);
  if (tokens.every((token) => token.isLabel)) {
    return "numbering";
  }
  const keys = tokens.map((token) => redline.library.keys[token.code]).filter((key) => seen(key));
  if (!keys.length) {
    return "invisible characters";
  }
  return keys.every((key) => redline.history.punctuation.has(key)) ? "typography" : "wording";
}

/** Whether anything of a block changed that is listed. @param {Redline} redline @param {Entry} entry */
export function isChanged(redline, entry) {
  if (entry.isSame) {
    return false;
  }
  const isOtherwise = entry.form !== null || entry.goesOn || entry.joins !== "";
  return isOtherwise || allSpans(entry).some((span) => span.operation !== "equal" || styleChanges(redline, span).length > 0);
}

/** Whether of a block that changed nothing did but its label, or references in it that followed others. @param {Redline} redline @param {Entry} entry */
export function isOnlyRenumbered(redline, entry) {
  const isOfBoth = entry.old !== null && entry.new !== null;
  return isOfBoth && changesOf(redline, entry).every(([, each]) => each.kind === "numbering");
}

/** Spans as the reader's units: a kept or moved stretch, or a removal with the addition that follows it. What was edited in a move is no part of what was edited beside it. @param {Span[]} spans */
export function changeGroups(spans) {
  /** @type {Span[][]} */
  const groups = [];
  for (const span of spans) {
    const last = groups[groups.length - 1];
    if (last && isEdit(span) && isEdit(last[0]) && last[0].move === span.move) {
      last.push(span);
    } else {
      groups.push([span]);
    }
  }
  return groups;
}
