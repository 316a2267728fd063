/* What became of the words of a block or cell, in the reader's units and in words. */

import { CODE, EMPHASIS, LINK, STRONG, lookOf, markOf, stylesOf, visible } from "./store.js";
import { INVISIBLE, plainSpaces, seen } from "./unseen.js";
import { isGone, markOfItem } from "./blocks.js";

/** Items as the reader's units: a kept stretch, a moved one, or a removal with the addition that follows it. */
export function unitsOf(store, items) {
  const units = [];
  for (const item of items) {
    if (item.new >= 0 && markOf(store, item.new)) {
      continue;
    }
    const isEdit = item.operation === "delete" || item.operation === "insert";
    const kind = isEdit ? "edit" : item.operation;
    const last = units[units.length - 1];
    if (last && last.kind === kind && (isEdit || last.move === item.move)) {
      last.items.push(item);
    } else {
      units.push({ kind: kind, move: item.move, items: [item] });
    }
  }
  return units;
}

export function isOldItem(item) {
  return item.operation === "delete" || item.operation === "away";
}

/** The words of items as running text; a mark between blocks is a blank. */
export function wordsOf(store, items, isOld) {
  return items
    .map((item) => {
      const run = isOld ? item.old : item.new;
      return item.isBetween ? " " : run < 0 ? "" : markOf(store, run) ? " " : visible(store, run);
    })
    .join("")
    .replace(/[ \t\n\r\f\v]+/g, " ")
    .trim();
}

/** In what a kept word differs that nobody sees, its spaces or its hidden characters: {kind, before, after}, or null. */
export function unseenChange(store, item) {
  if (item.operation !== "equal" || item.old === item.new || markOf(store, item.new)) {
    return null;
  }
  const texts = [item.old, item.new].map((run) => plainSpaces(visible(store, run)));
  const [gaps, words] = [/^\s*/, /\S.*$/s].map((part) => texts.map((text) => (text.match(part) || [""])[0]));
  if (words[0] !== words[1] && seen(words[0]) === seen(words[1])) {
    return { kind: INVISIBLE, before: texts[0], after: texts[1] };
  }
  const isOdd = gaps[0] !== gaps[1] && /[^ ]/.test(gaps.join(""));
  return isOdd ? { kind: "typography", before: gaps[0], after: gaps[1] } : null;
}

/** In what a kept word differs in its looks: {kind, before, after} in words, or null. */
export function styleChange(store, item) {
  if (item.operation !== "equal" || item.old === item.new || markOf(store, item.new)) {
    return null;
  }
  const looks = [item.old, item.new].map((run) => lookOf(store, run).look);
  const links = looks.map(linksInWords);
  if (links[0] !== links[1]) {
    return { kind: "link", before: links[0], after: links[1] };
  }
  const before = lookInWords(looks[0]);
  const after = lookInWords(looks[1]);
  return before === after ? null : { kind: "formatting", before: before, after: after };
}

function linksInWords(look) {
  const found = stylesOf(look).map((part) => part[1][LINK]);
  return Array.from(new Set(found.filter((link) => link !== null))).sort().join(", ");
}

function lookInWords(look) {
  const names = [[STRONG, "strong"], [EMPHASIS, "emphasis"], [CODE, "code"]];
  const found = names.filter((name) => stylesOf(look).some((part) => part[1][name[0]]));
  return found.map((name) => name[1]).join(" ") || "plain";
}

// The signs of the engine's own list, and those that it folds into them.
const PUNCTUATION = /^[\s"'`.,;:!?¡¿()[\]{}/|\-_…·•、。，．：；！？（）【】《》〈〉・،؛؟’‘‚‛′‹›“”„‟″«»「」『』‐‑‒–—―−]*$/;

/** Whether a change of that text changes no word. */
export function isPunctuation(text) {
  return PUNCTUATION.test(text);
}

const FORM_NAMES = { ul: "bulleted list", ol: "numbered list", quote: "quotation" };

/** What kind of block it was and is, in words; null where that did not change. */
export function formChange(block) {
  const isKept = block.items.some((item) => item.operation === "equal");
  if (!isKept || !block.oldForm || !block.newForm) {
    return null;
  }
  const forms = [block.oldForm, block.newForm];
  const said = forms.map(formInWords);
  if (said[0] !== said[1]) {
    return said;
  }
  return forms[0][3] !== forms[1][3] ? forms.map((form) => "number " + form[3]) : null;
}

function formInWords(form) {
  const inside = form[2].slice().reverse().map((name) => " in a " + FORM_NAMES[name]).join("");
  return (form[1] ? form[0] + " of level " + form[1] : form[0]) + inside;
}

/**
 * The blocks with the clauses they stand in on either side, by the words of the headings; headings with their clauses' ids.
 * `ids` has those of the old text and of the new one, in the order of the headings.
 */
export function nameClauses(store, blocks, ids) {
  const at = [0, 0];
  let old = "";
  let newer = "";
  for (const block of blocks) {
    if (block.oldForm && block.oldForm[0] === "heading") {
      old = wordsOf(store, block.items, true);
      block.oldId = ids[0][at[0]++];
    }
    if (block.newForm && block.newForm[0] === "heading") {
      newer = wordsOf(store, block.items, false);
      block.newId = ids[1][at[1]++];
    }
    block.oldClause = old;
    block.newClause = newer;
    block.clause = block.newForm ? newer : old;
  }
}

const BETWEEN_BLOCKS = { isBetween: true, old: -1, new: -1 };

/** Every move of which both ends are there: {from, to, removed, added, isEdited}, by its number. */
export function movesOf(store, blocks) {
  const ends = new Map();
  for (const block of blocks) {
    ends.forEach((move) => {
      move.away.push(BETWEEN_BLOCKS);
      move.here.push(BETWEEN_BLOCKS);
    });
    block.items.filter((item) => item.move).forEach((item) => addToMove(ends, item, block));
  }
  for (const [number, move] of ends) {
    move.removed = wordsOf(store, move.away, true);
    move.added = wordsOf(store, move.here, false);
    if (!move.removed || !move.added) {
      ends.delete(number);
    }
  }
  return ends;
}

function addToMove(ends, item, block) {
  const move = ends.get(item.move) || { away: [], here: [], isEdited: false };
  ends.set(item.move, move);
  if (item.operation !== "away" && item.operation !== "here") {
    move.isEdited = true;
    return;
  }
  const side = item.operation === "away" ? "from" : "to";
  const clause = item.operation === "away" && block.oldForm ? block.oldClause : block.clause;
  move[item.operation].push(item);
  move[side] = move[side] === undefined ? clause : move[side];
}

/** A block's words by cell; a block that is no table row has one. */
export function cellsOf(store, block) {
  const cells = [[]];
  for (const item of block.items) {
    const last = cells[cells.length - 1];
    const ends = markOfItem(store, item) === "cell" && (!isGone(item) || last.every(isGone));
    if (ends) {
      cells.push([]);
    } else {
      last.push(item);
    }
  }
  return cells.filter((cell, at) => cell.length || at < cells.length - 1);
}
