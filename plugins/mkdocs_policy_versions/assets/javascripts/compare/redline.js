/* A redline as elements: the whole text with every change marked in place (policy_history/redline/html.py). */

import { editsOfMoves } from "../redline/change_moves.js";
import { beginningsOfRenumberings, changes, isChanged, isOnlyRenumbered } from "../redline/changes.js";
import { byClause, isNew, isOld } from "../redline/redline.js";
import { _ } from "../redline/wording.js";
import { Writer } from "./blocks.js";
import { setHeadingsSmaller } from "./article_headings.js";
import { nameColumns } from "./columns.js";
import { element } from "./elements.js";
import { Notes } from "./notes.js";
import { MARK_CLASS, Numbering } from "./numbering.js";

/** @import { Change } from "../redline/changes.js" */
/** @import { Entry, Span } from "../redline/entries.js" */
/** @import { Redline } from "../redline/redline.js" */
/**
 * @typedef {object} Drawing
 * @property {Redline} redline @property {string} root the way to the root of the site @property {Numbering} numbering
 * @property {Notes} notes @property {[Map<number, number>, Map<number, number>]} heads the head of each table row, by side
 * @property {Set<string>} ids of the new text's clauses @property {number} quiet how many differences are marked quietly
 */

const OPENING = "the text before the first heading";
const [CHANGED, RENUMBERED, UNCHANGED] = ["policy-clause", "policy-clause policy-renumbered", "policy-clause policy-unchanged"];

/** @param {Redline} redline @param {string} root @param {Numbering} numbering @returns {Drawing} */
function drawingOf(redline, root, numbering) {
  return {
    redline: redline,
    root: root,
    numbering: numbering,
    notes: new Notes(),
    heads: [tableHeads(redline.old), tableHeads(redline.new)],
    ids: new Set(redline.new.clauses.map((clause) => clause.id)),
    quiet: 0,
  };
}

/** For each row of a table, by the place of its block, the row that is the table's head. @param {import("../redline/redline.js").Text} text */
function tableHeads(text) {
  /** @type {Map<number, number>} */
  const found = new Map();
  let head = 0;
  for (let at = 0; at < text.side.numbers.length; at += 1) {
    const form = text.form(at);
    if (form.kind === "table row") {
      head = form.opensTable ? at : head;
      found.set(at, head);
    }
  }
  return found;
}

/** The redline as sections, one a clause, its list of changes, and how many differences are marked quietly and how many numbers. @param {Redline} redline @param {string} root */
export function drawRedline(redline, root) {
  const found = changes(redline);
  const renumberings = beginningsOfRenumberings(redline);
  const numbering = new Numbering(found.length, placesOfMoves(found), renumberings, editsOfMoves(redline));
  const drawing = drawingOf(redline, root, numbering);
  const sections = byClause(redline).map((section) => {
    const made = element("section", { class: classOf(redline, section) });
    const writer = new Writer(drawing, made);
    section.forEach((entry) => writer.write(entry));
    writer.finish();
    return made;
  });
  drawing.notes.finish(true);
  sections.forEach(nameColumns);
  sections.forEach(setHeadingsSmaller);
  return { changes: found, sections: foldRenumbered(redline, sections), quiet: drawing.quiet, numbering: renumberings.length };
}

/** The clauses, each run of those that were only renumbered in one element to be opened, where anything else changed. @param {Redline} redline @param {any[]} sections */
function foldRenumbered(redline, sections) {
  const clauses = byClause(redline).map(([first]) => (first.new === null ? null : redline.new.clauseOf(first.new)));
  const classes = sections.map((section) => section.getAttribute("class"));
  const found = [];
  let at = 0;
  while (at < sections.length) {
    const end = classes.includes(CHANGED) ? endOfRun(classes, at) : at;
    if (end === at) {
      found.push(sections[at]);
      at += 1;
      continue;
    }
    const titles = clauses.slice(at, end).flatMap((clause) => (clause ? [_("“%(words)s”", { words: clause.title })] : []));
    const [first, last] = [titles[0] ?? "", titles[titles.length - 1]];
    const names = titles.length > 1 ? _("%(first)s to %(last)s", { first, last }) : first;
    const said = _("Renumbered, otherwise unchanged: %(names)s", { names });
    const summary = element("summary", { class: MARK_CLASS }, [said]);
    found.push(element("details", { class: "policy-run" }, [summary, ...sections.slice(at, end)]));
    at = end;
  }
  return found;
}

/** Behind the last renumbered clause of the run that begins there; there itself where none does. @param {string[]} classes @param {number} start */
function endOfRun(classes, start) {
  let end = start;
  for (let at = start; classes[start] === RENUMBERED && at < classes.length && classes[at] !== CHANGED; at += 1) {
    end = classes[at] === RENUMBERED ? at + 1 : end;
  }
  return end;
}

/** @param {Redline} redline @param {Entry[]} section */
function classOf(redline, section) {
  const changed = section.filter((entry) => isChanged(redline, entry));
  const isRenumbered = changed.every((entry) => isOnlyRenumbered(redline, entry));
  return changed.length ? (isRenumbered ? RENUMBERED : CHANGED) : UNCHANGED;
}

/** For each clause in which anything changed its old side and its new side, without ids. @param {Redline} redline @param {string} root @returns {any[][][]} */
export function drawSides(redline, root) {
  const changed = byClause(redline).filter((section) => section.some((entry) => isChanged(redline, entry)));
  return changed.map((section) => [drawSide(redline, section, root, true), drawSide(redline, section, root, false)]);
}

/** @param {Redline} redline @param {Entry[]} section @param {string} root @param {boolean} isOldSide @returns {any[]} */
function drawSide(redline, section, root, isOldSide) {
  const drawing = drawingOf(redline, root, new Numbering(0, new Map(), [], new Map(), true));
  const made = element("div");
  const writer = new Writer(drawing, made);
  for (const entry of section) {
    if ((isOldSide ? entry.old : entry.new) !== null) {
      writer.write(oneSide(entry, isOldSide));
    }
  }
  drawing.notes.finish(false);
  nameColumns(made);
  setHeadingsSmaller(made);
  return Array.from(made.childNodes);
}

/** An entry with the words of one side only. @param {Entry} entry @param {boolean} isOldSide @returns {Entry} */
function oneSide(entry, isOldSide) {
  const isGone = isOldSide ? isNew : isOld;
  const kept = (/** @type {Span[]} */ spans) =>
    spans
      .filter((span) => !isGone(span.operation))
      .map((span) => (isOldSide && span.operation === "equal" ? { ...span, new: span.old } : span));
  const there = entry.cells.filter((cell) => (isOldSide ? cell.inOld : cell.inNew));
  const cells = there.map((cell) => ({ ...cell, spans: kept(cell.spans) }));
  const side = isOldSide ? { old: entry.old, new: null } : { old: null, new: entry.new };
  return { ...side, spans: kept(entry.spans), cells: cells, form: null, goesOn: false, joins: "", other: null };
}

/** For each move the clauses it left and reached by their names, unless the clause itself moved. @param {Change[]} found */
function placesOfMoves(found) {
  /** @type {Map<number, [string, string]>} */
  const places = new Map();
  for (const { kind, move, fromClause: left, clause: reached } of found) {
    if (move && kind === "structure") {
      const isClause = left !== null && reached !== null && left.id === reached.id;
      places.set(move, isClause ? ["its old place", "its new place"] : [left?.title ?? OPENING, reached?.title ?? OPENING]);
    }
  }
  return places;
}
