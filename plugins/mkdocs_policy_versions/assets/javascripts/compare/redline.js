/* A redline as elements: the whole text with every change marked in place (policy_history/redline/html.py). */

import { editsOfMoves } from "../redline/change_moves.js";
import { beginningsOfRenumberings, changes, isChanged, isOnlyRenumbered } from "../redline/changes.js";
import { Fold } from "../redline/folding.js";
import { byClause, isNew, isOld } from "../redline/redline.js";
import { _ } from "../redline/wording.js";
import { setHeadingsSmaller } from "./article_headings.js";
import { nameColumns } from "./columns.js";
import { element } from "./elements.js";
import { FoldingWriter, drawFold, fromTo } from "./folds.js";
import { Notes } from "./notes.js";
import { MARK_CLASS, Numbering } from "./numbering.js";

/** @import { Change } from "../redline/changes.js" */
/** @import { Entry, Span } from "../redline/entries.js" */
/** @import { Part } from "../redline/folding.js" */
/** @import { Redline } from "../redline/redline.js" */
/**
 * @typedef {object} Drawing
 * @property {Redline} redline @property {string} root the way to the root of the site @property {Numbering} numbering
 * @property {Notes} notes @property {[Map<number, number>, Map<number, number>]} heads the head of each table row, by side
 * @property {[string, string]} places the addresses at which the two texts stand in full
 * @property {Set<string>} ids of the new text's clauses @property {number} quiet how many differences are marked quietly
 */

const OPENING = "the text before the first heading";
const [CHANGED, RENUMBERED, UNCHANGED] = ["policy-clause", "policy-clause policy-renumbered", "policy-clause policy-unchanged"];

/** @typedef {{plan: Part[][], places: [string, string]}} Folding what is folded (folding.js), and the addresses at which the two texts stand in full */

/** @param {Redline} redline @returns {Folding} */
function nothing(redline) {
  return { plan: byClause(redline), places: ["", ""] };
}

/** @param {Redline} redline @param {string} root @param {Numbering} numbering @param {[string, string]} places @returns {Drawing} */
function drawingOf(redline, root, numbering, places) {
  return {
    redline: redline,
    root: root,
    numbering: numbering,
    notes: new Notes(),
    heads: [redline.old.side.heads, redline.new.side.heads],
    places: places,
    ids: new Set(redline.new.clauses.map((clause) => clause.id)),
    quiet: 0,
  };
}

/** The redline as sections, one a clause, or a line for what is folded; its list of changes, and how many differences are marked quietly and how many numbers. @param {Redline} redline @param {string} root @param {Folding} folding */
export function drawRedline(redline, root, { plan, places } = nothing(redline)) {
  const found = changes(redline);
  const renumberings = beginningsOfRenumberings(redline);
  const numbering = new Numbering(found.length, placesOfMoves(found), renumberings, editsOfMoves(redline));
  const drawing = drawingOf(redline, root, numbering, places);
  const sections = plan.map((section) => {
    if (section[0] instanceof Fold) {
      return drawFold(drawing, section[0]);
    }
    const made = element("section", { class: classOf(redline, section) });
    new FoldingWriter(drawing, made).draw(section, 1);
    return made;
  });
  drawing.notes.finish(true);
  sections.forEach(nameColumns);
  sections.forEach(setHeadingsSmaller);
  return { changes: found, sections: foldRenumbered(redline, plan, sections), quiet: drawing.quiet, numbering: renumberings.length };
}

/** The clauses, each run of those that were only renumbered in one element to be opened, where anything else changed. @param {Redline} redline @param {Part[][]} plan @param {any[]} sections */
function foldRenumbered(redline, plan, sections) {
  const clauses = plan.map(([first]) => (first instanceof Fold || first.new === null ? null : redline.new.clauseOf(first.new)));
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
    const names = fromTo(clauses.slice(at, end).flatMap((clause) => clause ?? []));
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

/** @param {Redline} redline @param {Part[]} section */
function classOf(redline, section) {
  const changed = changedOf(redline, section);
  const isRenumbered = changed.every((entry) => isOnlyRenumbered(redline, entry));
  return changed.length ? (isRenumbered ? RENUMBERED : CHANGED) : UNCHANGED;
}

/** @param {Redline} redline @param {Part[]} section @returns {Entry[]} */
function changedOf(redline, section) {
  return section.flatMap((part) => (part instanceof Fold || !isChanged(redline, part) ? [] : part));
}

/** For each clause in which anything changed its old side and its new side, without ids. @param {Redline} redline @param {string} root @param {Folding} folding @returns {any[][][]} */
export function drawSides(redline, root, { plan, places } = nothing(redline)) {
  return plan
    .filter((section) => changedOf(redline, section).length)
    .map((section) => [0, 1].map((side) => drawSide(redline, section, root, places, side ? 1 : 0)));
}

/** @param {Redline} redline @param {Part[]} section @param {string} root @param {[string, string]} places @param {0 | 1} side @returns {any[]} */
function drawSide(redline, section, root, places, side) {
  const drawing = drawingOf(redline, root, new Numbering(0, new Map(), [], new Map(), true), places);
  const made = element("div");
  const there = section.filter((part) => part instanceof Fold || (side ? part.new : part.old) !== null);
  new FoldingWriter(drawing, made).draw(there.map((part) => (part instanceof Fold ? part : oneSide(part, side === 0))), side);
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
  return { ...side, spans: kept(entry.spans), cells: cells, form: null, goesOn: false, joins: "", other: null, isSame: false };
}

/** For each move the clauses it left and reached by their names, unless the clause itself moved. @param {Change[]} found */
function placesOfMoves(found) {
  /** @type {Map<number, [string, string]>} */
  const places = new Map();
  for (const { kind, move, fromClause: left, clause: reached } of found) {
    if (move && kind === "structure") {
      const isClause = left?.id === reached?.id;
      places.set(move, isClause ? ["its old place", "its new place"] : [left?.title ?? OPENING, reached?.title ?? OPENING]);
    }
  }
  return places;
}
