/* What moved, with what was edited in it, and which columns came or went, as one change each (of policy_history/redline/change_moves.py). */

import { allSpans, isEdit, isNew, isOld, isWholeRow, joined, partsOf, tokensOf } from "./redline.js";
import { change, changeGroups, clauseOf, editOfCells } from "./changes.js";
import { styleChanges } from "./styles.js";
import { wordsOfStretch } from "./surroundings.js";

/** @import { Change, Lead } from "./changes.js" */
/** @import { Token } from "./library.js" */
/** @import { Cell, Entry, Span } from "./entries.js" */
/** @import { Clause, Redline } from "./redline.js" */
/** @typedef {Map<Span, {old: Span[], new: Span[], clause: Clause | null} | null>} Edits edits in what moved that have two ends: each by the end that is met first, and by the other one, which has none */
/** @typedef {{order: number, before: number, group: Span[], clause: Clause | null}} Met an end of an edit: its place in the order of all, how many words that moved stand before it, and its clause */
/** @typedef {Map<number, {clause: Clause | null, words: Token[]}>} Ends */

/** Every move: its words before and after, with what was edited in them, and the clauses it went from and to. @param {Redline} redline */
export function movesOf(redline) {
  const headings = headingsOfMoves(redline);
  /** @type {Ends} */
  const gone = new Map();
  /** @type {Ends} */
  const come = new Map();
  /** @type {Map<number, number>} */
  const moved = new Map();
  for (const entry of redline.entries.filter((each) => !each.isSame)) {
    for (const spans of partsOf(entry)) {
      for (const span of spans.filter((each) => each.operation === "moved here")) {
        moved.set(span.move, (moved.get(span.move) ?? 0) + redline.countWords(span.new));
      }
      addEnds(redline, entry, spans.filter((span) => span.move && isOld(span.operation)), gone);
      addEnds(redline, entry, spans.filter((span) => span.move && isNew(span.operation)), come);
    }
  }
  const stayed = stayedIn(redline);
  /** @type {Map<number, Change>} */
  const found = new Map();
  for (const [move, left] of gone) {
    const reached = come.get(move);
    if (reached) {
      const looks = changedLooks(redline, stayed.get(move) ?? { old: [], new: [] });
      const leads = [...changedTargets(redline, left.words, reached.words), ...looks];
      found.set(move, {
        ...change("structure", joined(left.words), joined(reached.words)),
        isEdited: leads.length > 0 || !areSame(redline, left.words, reached.words),
        leads: leads,
        move: move,
        clause: reached.clause,
        fromClause: left.clause,
        wordsMoved: moved.get(move) ?? 0,
        column: headings.get(move) ?? null,
      });
    }
  }
  return found;
}

/** Where links and pictures led that lead there no longer, and where they lead now, in order. @param {Redline} redline @param {Token[]} gone @param {Token[]} come @returns {Lead[]} */
function changedTargets(redline, gone, come) {
  const [olds, news] = [gone, come].map((tokens) => {
    const found = tokens.flatMap((token) => redline.library.parts(token).map(({ style }) => style.link || style.image));
    return Array.from(new Set(found.filter((target) => target !== null)));
  });
  const [left, now] = [olds.filter((target) => !news.includes(target)), news.filter((target) => !olds.includes(target))];
  return Array.from({ length: Math.max(left.length, now.length) }, (_, at) => ({ kind: "link target", words: "", before: left[at] ?? "", after: now[at] ?? "" }));
}

/** The words that each move kept, as they were and as they are. @param {Redline} redline */
function stayedIn(redline) {
  /** @type {Map<number, {old: Token[], new: Token[]}>} */
  const found = new Map();
  for (const span of redline.entries.filter((entry) => !entry.isSame).flatMap(allSpans)) {
    if (span.move && !isEdit(span)) {
      const both = found.get(span.move) ?? { old: [], new: [] };
      found.set(span.move, both);
      both.old.push(...span.old);
      both.new.push(...span.new);
    }
  }
  return found;
}

/** Which of the words that moved look otherwise now. @param {Redline} redline @param {{old: Token[], new: Token[]}} stayed @returns {Lead[]} */
function changedLooks(redline, { old, new: newer }) {
  if (old.length !== newer.length || old.some((token, at) => token.code !== newer[at].code)) {
    return [];
  }
  const span = { operation: /** @type {const} */ ("equal"), old: old, new: newer, move: 0 };
  const found = styleChanges(redline, span).filter(({ kind }) => kind === "formatting");
  return found.map(({ start, end, ...difference }) => ({ ...difference, words: end - start < newer.length ? wordsOfStretch(newer.slice(start, end)) : "" }));
}

/** Add the moved words of a block or cell to the ends of their moves. Words of another block do not run on. @param {Redline} redline @param {Entry} entry @param {Span[]} spans @param {Ends} side */
function addEnds(redline, entry, spans, side) {
  const between = entry.cells.length ? " | " : " ";
  let last = 0;
  for (const span of spans) {
    const end = side.get(span.move) ?? { clause: clauseOf(redline, entry, span), words: [] };
    side.set(span.move, end);
    const [first, ...others] = tokensOf(span);
    const runsOn = last === span.move || !end.words.length;
    end.words.push(runsOn ? first : { ...first, gap: between }, ...others);
    last = span.move;
  }
}

/** Every column that came or went, told with its heading and all its cells that have words. @param {Redline} redline */
export function columnChanges(redline) {
  /** @type {Map<number, Cell[]>} */
  const cells = new Map();
  /** @type {Map<number, string>} */
  const headings = new Map();
  for (const entry of redline.entries) {
    for (const cell of entry.cells.filter((each) => each.column)) {
      if (!headings.has(cell.column)) {
        headings.set(cell.column, redline.formOf(entry).isHeader ? textOf(cell) : "");
      }
      const edits = cell.spans.filter(isEdit);
      if (edits.length) {
        cells.set(cell.column, [...(cells.get(cell.column) ?? []), { ...cell, spans: edits }]);
      }
    }
  }
  /** @type {Map<number, Change>} */
  const found = new Map();
  for (const [column, own] of cells) {
    const heading = headings.get(column) ?? "";
    found.set(column, { ...editOfCells(redline, own.map((cell) => cell.spans)), column: heading });
  }
  return found;
}

/** For each move of a column the heading of it. @param {Redline} redline */
function headingsOfMoves(redline) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const entry of redline.entries) {
    for (const cell of entry.cells) {
      if (cell.move && (!found.has(cell.move) || cell.inNew)) {
        const heading = redline.formOf(entry).isHeader ? textOf(cell) : (found.get(cell.move) ?? "");
        found.set(cell.move, heading);
      }
    }
  }
  return found;
}

/** @param {Cell} cell */
function textOf(cell) {
  return joined(cell.spans.flatMap(tokensOf));
}

/** Whether what moved was counted anew at most. @param {Redline} redline @param {Token[]} gone @param {Token[]} come */
function areSame(redline, gone, come) {
  const [was, is] = [gone, come].map((words) => joined(words.filter((token) => !token.isLabel && !redline.isNote(token))));
  return was === is;
}

/** Where a group of edits is marked. Its words would not tell: texts share them with every block that is written alike. @param {Span[]} group */
export function placeOf(group) {
  return group[0];
}

/** The edits in what moved whose words were replaced: one end is between the same words as the other. @param {Redline} redline @returns {Edits} */
export function editsOfMoves(redline) {
  /** @type {Map<number, {moved: number, met: Met[]}>} */
  const olds = new Map();
  /** @type {Map<number, {moved: number, met: Met[]}>} */
  const news = new Map();
  groupsOfMoves(redline).forEach(([entry, group], order) => {
    const [first, side] = [group[0], isOld(group[0].operation) ? olds : news];
    const ends = side.get(first.move) ?? { moved: 0, met: [] };
    side.set(first.move, ends);
    if (!isEdit(first)) {
      ends.moved += tokensOf(first).length;
    } else if (group.length === 1 && !tokensOf(first).every((token) => token.isLabel)) {
      ends.met.push({ order: order, before: ends.moved, group: group, clause: clauseOf(redline, entry, first) });
    }
  });
  /** @type {Edits} */
  const found = new Map();
  for (const [move, gone] of olds) {
    const come = news.get(move);
    const others = come && come.moved === gone.moved ? alone(come.met) : [];
    for (const old of alone(gone.met)) {
      const newer = others.find((each) => each.before === old.before);
      if (newer) {
        const [first, second] = old.order < newer.order ? [old, newer] : [newer, old];
        found.set(placeOf(first.group), { old: old.group, new: newer.group, clause: newer.clause });
        found.set(placeOf(second.group), null);
      }
    }
  }
  return found;
}

/** Every group of words that moved, or were edited in what moved, but of rows that came or went whole. @param {Redline} redline @returns {[Entry, Span[]][]} */
function groupsOfMoves(redline) {
  return redline.entries
    .filter((entry) => !entry.isSame && !isWholeRow(entry))
    .flatMap((entry) => partsOf(entry).flatMap(changeGroups).map((group) => /** @type {[Entry, Span[]]} */ ([entry, group])))
    .filter(([, group]) => group[0].move);
}

/** Those that stand alone behind so many words that moved. @param {Met[]} ends */
function alone(ends) {
  return ends.filter((end) => ends.filter((each) => each.before === end.before).length === 1);
}
