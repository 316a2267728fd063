/* The marks of a redline within one block: what was removed, added and moved, with labels. */

import { visible } from "./store.js";
import { isOldItem, isPunctuation, styleChange, unitsOf, unseenChange, wordsOf } from "./changes.js";
import { INVISIBLE, plainSpaces, seen, told } from "./unseen.js";
import { element } from "./elements.js";
import { drawRuns } from "./runs.js";
import { countWords } from "./counting.js";

/** The name of the next change, which is put into the list of changes with it. */
function nameChange(drawing, change) {
  drawing.changes.push(change);
  return "change-" + drawing.changes.length;
}

/** Give every change its number, a link to itself, and links to the one before and the one behind it. */
export function addSteps(drawing) {
  const total = drawing.changes.length;
  const link = (number, said) => element("a", { href: "#change-" + number }, [said]);
  let number = 0;
  for (const section of drawing.sections) {
    for (const place of section.querySelectorAll("[id^=change-]")) {
      if (place.id !== "change-" + (number + 1)) {
        continue;
      }
      number += 1;
      const ways = [" of " + total + " "];
      if (number > 1) {
        ways.push(link(number - 1, "previous"), " ");
      }
      if (number < total) {
        ways.push(link(number + 1, "next"));
      }
      const parts = [element("i", {}, ["Change "]), link(number, String(number)), element("i", {}, ways)];
      place.append(element("span", { class: "policy-mark policy-number" }, parts));
    }
  }
}

/** A change told in words because no word of the text changed. */
export function drawNote(drawing, change, said) {
  const name = nameChange(drawing, change);
  return element("span", { class: "policy-change policy-mark policy-mark-shown", id: name }, [" [" + said + "]"]);
}

export function drawItems(drawing, items, block) {
  const nodes = [];
  for (const unit of unitsOf(drawing.store, items)) {
    if (unit.kind === "equal") {
      nodes.push(...drawKept(drawing, unit.items, block));
    } else if (unit.kind === "edit") {
      nodes.push(...drawEdit(drawing, unit.items, block));
    } else {
      nodes.push(drawMoved(drawing, unit));
    }
  }
  return nodes;
}

/** Kept words; those that differ in quotation marks and spaces alone quietly, those in links and looks with a note. */
function drawKept(drawing, items, block) {
  const nodes = [];
  let same = [];
  const flush = () => {
    nodes.push(...drawRuns(drawing, same));
    same = [];
  };
  items.forEach((item, at) => {
    const texts = [item.old, item.new].map((run) => plainSpaces(visible(drawing.store, run)));
    if (texts[0] === texts[1]) {
      same.push(item.new);
    } else {
      flush();
      nodes.push(...drawQuiet(drawing, item, texts));
    }
    const unseen = unseenChange(drawing.store, item);
    if (unseen) {
      flush();
      const what = unseen.kind === INVISIBLE ? unseen.kind : "spaces";
      const said = what + ": " + told(unseen.before, unseen.after).join(", ");
      nodes.push(drawNote(drawing, Object.assign({ clause: block.clause }, unseen), said));
    }
    const change = styleChange(drawing.store, item);
    const next = at + 1 < items.length ? styleChange(drawing.store, items[at + 1]) : null;
    if (change && JSON.stringify(change) !== JSON.stringify(next)) {
      flush();
      const said = change.kind + ": " + (change.before || "none") + " → " + (change.after || "none");
      nodes.push(drawNote(drawing, Object.assign({ clause: block.clause }, change), said));
    }
  });
  flush();
  return nodes;
}

function drawQuiet(drawing, item, texts) {
  drawing.quiet += 1;
  const quiet = { class: "policy-quiet" };
  if (texts[0].trim() === texts[1].trim() && /^ ?$/.test(gapOf(texts[0]) + gapOf(texts[1]))) {
    const rest = drawRuns(drawing, [item.new]);
    const blank = element(/^ /.test(texts[0]) ? "del" : "ins", quiet, [" "]);
    if (/^ /.test(texts[1]) && rest.length) {
      trimStart(rest);
    }
    return [blank].concat(rest);
  }
  return [
    element("del", quiet, drawRuns(drawing, [item.old])),
    element("ins", quiet, drawRuns(drawing, [item.new])),
  ];
}

function gapOf(text) {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Take the white space off the first text of some nodes. */
function trimStart(nodes) {
  let first = nodes[0];
  while (first && first.nodeType !== 3) {
    first = first.firstChild;
  }
  if (first) {
    first.data = first.data.replace(/^\s+/, "");
  }
}

const LABELS = { delete: "removed", insert: "added", away: "moved away", here: "moved here" };

/** Removed and added words with their labels. White space that all begin with stands before them. */
function drawEdit(drawing, items, block) {
  const store = drawing.store;
  const sides = spans(items);
  const change = { clause: block.clause, before: wordsOf(store, items, true), after: wordsOf(store, items, false) };
  if (!change.before && !change.after) {
    return [element("del", { class: "policy-quiet" }, [" "])];
  }
  const isShared = sides.every((side) => /^\s/.test(visible(store, runOf(side[0]))));
  const properties = nameEdit(drawing, change);
  const marked = sides.map((side) => drawMarked(drawing, side, isShared));
  const unseen = told(change.before, change.after);
  const note = unseen.length ? [element("span", { class: "policy-mark policy-mark-shown" }, [" [" + unseen.join(", ") + "]"])] : [];
  const made = element("span", properties, joinLabels(marked).concat(note));
  return isShared ? [document.createTextNode(" "), made] : [made];
}

/** What the element of an edit bears: in a row that came or went as a whole, the first has the name of the row's change. */
function nameEdit(drawing, change) {
  const properties = { class: "policy-change" };
  const row = drawing.row;
  if (!row || !row.isNamed) {
    const named = row ? Object.assign(change, { before: row.before, after: row.after }) : change;
    const shown = seen(named.before + named.after);
    named.kind = !shown.trim() ? INVISIBLE : isPunctuation(shown) ? "typography" : "wording";
    named.removed = countWords(named.before);
    named.added = countWords(named.after);
    properties.id = nameChange(drawing, named);
  }
  if (row) {
    row.isNamed = true;
  }
  return properties;
}

function runOf(item) {
  return item.new >= 0 ? item.new : item.old;
}

/** Items by operation. */
function spans(items) {
  const found = [];
  for (const item of items) {
    const last = found[found.length - 1];
    if (last && last[0].operation === item.operation) {
      last.push(item);
    } else {
      found.push([item]);
    }
  }
  return found;
}

function drawMarked(drawing, items, isTrimmed) {
  const operation = items[0].operation;
  const nodes = drawRuns(drawing, items.map(runOf));
  if (isTrimmed) {
    trimStart(nodes);
  }
  const isMoved = operation === "away" || operation === "here";
  return [
    drawLabel("[" + LABELS[operation] + "] "),
    element(isOldItem(items[0]) ? "del" : "ins", isMoved ? { class: "policy-moved" } : {}, nodes),
    drawLabel(" [end " + LABELS[operation] + "]"),
  ];
}

/** The marks of a change after each other; two labels that meet are one. */
function joinLabels(marked) {
  if (marked.length === 1) {
    return marked[0];
  }
  const [removed, added] = marked;
  const between = drawLabel(removed[2].textContent + " " + added[0].textContent);
  return [removed[0], removed[1], between, added[1], added[2]];
}

/** A label beside a mark, which is copied, printed and read out with it. */
function drawLabel(said) {
  return element("span", { class: "policy-mark" }, [said]);
}

function drawMoved(drawing, unit) {
  const isAway = unit.kind === "away";
  const move = drawing.moves.get(unit.move);
  let inner = drawMarked(drawing, unit.items, false);
  const properties = { class: "policy-change" };
  if (move && !move.isNumbered) {
    move.isNumbered = true;
    const change = { kind: "moved", move: unit.move, clause: move.to, from: move.from, isEdited: move.isEdited };
    Object.assign(change, { before: move.removed, after: move.added, moved: countWords(move.added) });
    properties.id = nameChange(drawing, change);
  }
  if (move && !move[unit.kind + "Drawn"]) {
    move[unit.kind + "Drawn"] = true;
    const target = "#move-" + unit.move + (isAway ? "-to" : "-from");
    const isClause = move.from && move.from === move.to;
    const [left, reached] = isClause ? ["its old place", "its new place"] : [move.from, move.to];
    const said = isAway ? "moved to " + (reached || "the opening") : "moved from " + (left || "the opening");
    const link = element("a", { class: "policy-mark policy-mark-shown", href: target }, [said]);
    const name = "move-" + unit.move + (isAway ? "-from" : "-to");
    inner = [element("span", { id: name, class: "policy-move" }, inner.concat([drawLabel(" "), link]))];
  }
  return element("span", properties, inner);
}
