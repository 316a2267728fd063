/* The whole redline as elements, with lists, quotations and tables kept open from one block to the next. */

import { cellsOf, formChange, movesOf, nameClauses, wordsOf } from "./changes.js";
import { element } from "./elements.js";
import { addSteps, drawItems, drawNote } from "./marks.js";

const CONTAINERS = { ul: ["ul", "li"], ol: ["ol", "li"], quote: ["blockquote"] };

function drawBlock(drawing, block) {
  const form = block.newForm || block.oldForm;
  const kind = form[0];
  const isEmpty = !block.newForm && !block.items.length;
  if (kind === "link definition" || kind === "blank" || isEmpty) {
    return;
  }
  if (kind !== "table row") {
    drawing.table = null;
  }
  const place = openContainers(drawing, form);
  const notes = drawBlockNotes(drawing, block);
  if (kind === "table row") {
    drawRow(drawing, block, form, place, notes);
    return;
  }
  drawing.isCode = kind === "code";
  const nodes = notes.concat(drawItems(drawing, block.items, block));
  drawing.isCode = false;
  if (kind === "rule") {
    place.appendChild(element("hr"));
  } else if (kind === "heading") {
    place.appendChild(drawHeading(drawing, block, form[1], nodes));
  } else if (kind === "code") {
    place.appendChild(element("pre", {}, [element("code", {}, nodes)]));
  } else if (kind === "list item") {
    nodes.forEach((node) => place.appendChild(node));
  } else {
    place.appendChild(element("p", {}, nodes));
  }
}

/** A heading with the ids of its clause: also one that is gone, so that an old link to it finds the clause. */
function drawHeading(drawing, block, level, nodes) {
  const gone = block.oldId && !drawing.ids.has(block.oldId) ? [block.oldId] : [];
  const names = (block.newId ? [block.newId] : []).concat(gone);
  const former = names.slice(1).map((name) => element("span", { id: name }));
  return element("h" + Math.min(6, level + 1), names.length ? { id: names[0] } : {}, former.concat(nodes));
}

function drawBlockNotes(drawing, block) {
  const notes = [];
  const forms = formChange(block);
  if (forms) {
    const change = { kind: "structure", clause: block.clause, before: forms[0], after: forms[1] };
    notes.push(drawNote(drawing, change, "form: " + forms.join(" → ")));
  }
  if (block.joins) {
    const change = { kind: "structure", clause: block.clause, before: "", after: block.joins };
    notes.push(drawNote(drawing, change, block.joins));
  }
  return notes;
}

/** The element the block belongs into; lists and quotations that do not go on are left behind. */
function openContainers(drawing, form) {
  const wanted = [].concat(...form[2].map((name) => CONTAINERS[name]));
  let keep = 0;
  while (keep < wanted.length && keep < drawing.open.length && wanted[keep] === drawing.open[keep].name) {
    keep += 1;
  }
  if (form[0] === "list item" && wanted.length && keep === wanted.length) {
    keep -= 1;
  }
  if (keep < drawing.open.length) {
    drawing.table = null;
  }
  drawing.open.length = keep;
  wanted.slice(keep).forEach((name) => {
    const made = element(name, name === "ol" && form[3] > 1 ? { start: form[3] } : {});
    innermost(drawing).appendChild(made);
    drawing.open.push({ name: name, element: made });
  });
  return innermost(drawing);
}

function innermost(drawing) {
  return drawing.open.length ? drawing.open[drawing.open.length - 1].element : drawing.section;
}

/** A table row. A header row opens a table, unless it replaces the one just drawn. */
function drawRow(drawing, block, form, place, notes) {
  const isHeader = form[4];
  const isOpen = drawing.table && !(isHeader && !drawing.afterHeader);
  if (!isOpen) {
    drawing.table = element("table");
    place.appendChild(drawing.table);
  }
  const name = isHeader ? "thead" : "tbody";
  let part = drawing.table.lastChild;
  if (!part || part.tagName.toLowerCase() !== name) {
    part = element(name);
    drawing.table.appendChild(part);
  }
  const words = cellsOf(drawing.store, block);
  drawing.row = isWhole(block) ? rowInWords(drawing.store, block, words) : null;
  const cells = words.map((items) => element(isHeader ? "th" : "td", {}, drawItems(drawing, items, block)));
  drawing.row = null;
  if (cells.length) {
    notes.reverse().forEach((note) => cells[0].insertBefore(note, cells[0].firstChild));
  }
  drawing.afterHeader = isHeader;
  part.appendChild(element("tr", {}, cells));
}

/** Whether a row was removed or added as a whole, none of its words moved: its cells are one change. */
function isWhole(block) {
  const operation = block.newForm ? "insert" : "delete";
  return !(block.oldForm && block.newForm) && block.items.every((item) => item.operation === operation);
}

function rowInWords(store, block, cells) {
  const said = (isOld) => cells.map((items) => wordsOf(store, items, isOld)).join(" | ");
  return block.newForm ? { before: "", after: said(false) } : { before: said(true), after: "" };
}

/** The whole redline as sections, one a clause, and what is to be said of it; `ids` are the clauses' of both sides. */
export function drawRedline(store, blocks, root, ids) {
  nameClauses(store, blocks, ids);
  /** @type {any} */
  const drawing = { store: store, root: root, changes: [], moves: movesOf(store, blocks), sections: [] };
  drawing.clauseIds = idsByName(store, blocks);
  Object.assign(drawing, { quiet: 0, open: [], table: null, afterHeader: false, ids: new Set(ids[1]) });
  for (const section of sectionsOf(blocks)) {
    const name = section.some(isChanged) ? "policy-clause" : "policy-clause policy-unchanged";
    Object.assign(drawing, { open: [], table: null, section: element("section", { class: name }) });
    drawing.sections.push(drawing.section);
    section.forEach((block) => drawBlock(drawing, block));
  }
  drawing.sections.forEach(nameColumns);
  addSteps(drawing);
  return drawing;
}

/** Give each cell the name of its column, for screens on which rows are stacked: of a header that changed, the new words. */
function nameColumns(section) {
  for (const table of section.querySelectorAll("table")) {
    const names = Array.from(table.querySelectorAll("th"), (header) => {
      const words = header.cloneNode(true);
      words.querySelectorAll("del, .policy-mark").forEach((mark) => mark.remove());
      return words.textContent.trim();
    });
    for (const row of table.rows) {
      row.querySelectorAll("td").forEach((cell, at) => names[at] && cell.setAttribute("data-label", names[at]));
    }
  }
}

/** The id of each clause by its names on both sides: renamed, it is the same clause. */
function idsByName(store, blocks) {
  const found = new Map();
  for (const block of blocks) {
    for (const [id, isOld] of [[block.oldId, true], [block.newId, false]]) {
      if (id) {
        found.set(wordsOf(store, block.items, isOld), id);
      }
    }
  }
  return found;
}

/** The blocks of each clause, its heading first; what stands before the first heading makes a section of its own. */
export function sectionsOf(blocks) {
  /** @type {any[][]} */
  const sections = [];
  for (const block of blocks) {
    if (!sections.length || (block.newForm || block.oldForm)[0] === "heading") {
      sections.push([]);
    }
    sections[sections.length - 1].push(block);
  }
  return sections;
}

export function isChanged(block) {
  const isKept = block.oldForm && block.newForm && !block.joins && !formChange(block);
  return !isKept || block.items.some((item) => item.operation !== "equal" || item.old !== item.new);
}
