/* The blocks of a redline as elements, with lists, quotations and tables kept open (policy_history/redline/block_html.py). */

import { joinInWords } from "../redline/clause_joins.js";
import { BEGINS } from "../redline/folding.js";
import { isWholeRow } from "../redline/redline.js";
import { append, element } from "./elements.js";
import { drawRenamed, isRenamed } from "./headings.js";
import { drawForm, drawNote, drawSpans } from "./inline.js";

/** @import { Form, Token } from "../redline/library.js" */
/** @import { Cell, Entry, Span } from "../redline/entries.js" */
/** @import { Drawing } from "./redline.js" */

/** @type {Record<string, string>} */
const TAGS = { ul: "ul", ol: "ol", quote: "blockquote", note: "div" };

/** Turns entries into elements, keeping lists, quotations and tables open from one block to the next. */
export class Writer {
  /** @param {Drawing} drawing @param {any} section the element that holds them */
  constructor(drawing, section) {
    this.drawing = drawing;
    this.section = section;
    /** @type {{name: string, element: any}[]} */
    this.open = [];
    /** For each depth the number of the last item of the numbered list that is open there. @type {number[]} */
    this.counted = [];
    /** @type {{element: any, part: any, heads: [number, number]} | null} */
    this.table = null;
    this.afterHeader = false;
    this.margin = 0;
  }

  /** @param {Entry} entry */
  write(entry) {
    const { redline } = this.drawing;
    const form = redline.formOf(entry);
    if (form.kind === "link definition" || (form.kind === "rule" && entry.new === null && !entry.joins)) {
      return;
    }
    if (form.kind !== "table row") {
      this.closeTable();
    }
    const isNote = form.kind === "footnote" && entry.new !== null;
    this.openContainers(form, isNote ? noteOf(this.drawing, /** @type {number} */ (entry.new)) : null);
    this.element(entry, form, this.notes(entry));
  }

  get place() {
    return this.open.length ? this.open[this.open.length - 1].element : this.section;
  }

  closeTable() {
    this.table = null;
    this.afterHeader = false;
    this.number();
  }

  /** Put the numbers of the changes since into the margin: before the block, list or table that just ended. */
  number() {
    if (!this.open.length && !this.table) {
      const numbers = this.drawing.numbering.taken();
      if (numbers) {
        this.section.insertBefore(numbers, this.section.childNodes[this.margin] ?? null);
      }
      this.margin = this.section.childNodes.length;
    }
  }

  /** Close what is open. */
  finish() {
    this.open.length = 0;
    this.closeTable();
  }

  /** @param {Entry} entry @returns {any[]} */
  notes(entry) {
    const notes = entry.form ? [drawForm(entry.form, this.drawing)] : [];
    return entry.joins ? [...notes, drawNote(this.drawing, joinInWords(entry.joins, this.drawing.redline.clauseAt(entry.other)))] : notes;
  }

  /** Open what a block belongs into; lists and quotations that do not go on are left behind. @param {Form} form @param {string | null} note */
  openContainers(form, note) {
    const { wanted, keep } = keptOpen(this.open.map((each) => each.name), form);
    if (keep < this.open.length) {
      this.closeTable();
    }
    this.open.length = keep;
    this.number();
    for (const name of wanted.slice(keep)) {
      const isOwn = this.open.length + 1 === wanted.length;
      const made = name === "div" ? this.drawing.notes.start(note) : element(name, this.numbered(name, form, isOwn));
      this.place.appendChild(made);
      this.open.push({ name: name, element: made });
    }
  }

  /** What a numbered list begins with, and the number that an item has in its text, where the browser would count another. @param {string} name @param {Form} form @param {boolean} isOwn @returns {Record<string, string>} */
  numbered(name, form, isOwn) {
    const depth = this.open.length;
    if (name === "ol") {
      this.counted[depth] = form.number - 1;
      return form.number === 1 ? {} : { start: String(form.number) };
    }
    if (name !== "li" || this.open[depth - 1].name !== "ol") {
      return {};
    }
    const nextOne = this.counted[depth - 1] + 1;
    const number = isOwn && form.kind === "list item" ? form.number : nextOne;
    this.counted[depth - 1] = number;
    return number === nextOne ? {} : { value: String(number) };
  }

  /** @param {Entry} entry @param {Form} form @param {any[]} notes */
  element(entry, form, notes) {
    const { drawing, place } = this;
    const gap = form.kind === "code" ? sourceGap : seenGap;
    const words = () => [...notes, ...drawSpans(drawing, entry.spans, gap)];
    if (form.kind === "table row") {
      this.row(entry, form, notes);
    } else if (form.kind === "rule") {
      append(place, ruleOf(entry, notes));
    } else if (form.kind === "heading") {
      const [inner, was] = isRenamed(drawing.redline, entry) ? drawRenamed(drawing, notes, entry.spans, gap) : [words(), null];
      place.appendChild(drawHeading(drawing, entry, form.level, inner));
      if (was) {
        place.appendChild(was);
      }
    } else if (form.kind === "code") {
      place.appendChild(element("pre", {}, [element("code", {}, words())]));
    } else if (BEGINS.has(form.kind) && form.kind !== "footnote") {
      append(place, words());
    } else {
      place.appendChild(element(form.kind === "raw HTML" ? "div" : "p", {}, words()));
    }
  }

  /** @param {Entry} entry @param {Form} form @param {any[]} notes */
  row(entry, form, notes) {
    const part = this.tablePart(entry, form);
    const name = form.isHeader ? "th" : "td";
    const cells = entry.cells.map((cell, at) => () => drawCell(this.drawing, cell, name, at ? [] : notes));
    const drawn = isWholeRow(entry) ? this.drawing.numbering.oneChange(cells) : cells.map((draw) => draw());
    part.appendChild(element("tr", {}, drawn));
    this.afterHeader = form.isHeader;
  }

  /** The head or body of the table: a row stays in the table whose head, of either text, is its own. @param {Entry} entry @param {Form} form */
  tablePart(entry, form) {
    const { heads } = this.drawing;
    /** @type {[number, number]} */
    const own = [heads[0].get(entry.old ?? -1) ?? -1, heads[1].get(entry.new ?? -1) ?? -1];
    if (this.table?.heads.some((open, side) => own[side] > -1 && own[side] !== open)) {
      this.closeTable();
    }
    if (!this.table) {
      const [made, part] = [element("table"), element(form.isHeader ? "thead" : "tbody")];
      made.appendChild(part);
      this.place.appendChild(made);
      this.table = { element: made, part: part, heads: own };
    } else if (this.afterHeader && !form.isHeader) {
      this.startBody(this.table);
    }
    return this.table.part;
  }

  /** @param {{element: any, part: any}} table */
  startBody(table) {
    table.part = element("tbody");
    table.element.appendChild(table.part);
  }
}

/** The containers around a block from the outside in, and how many of those that are open are the same ones. @param {string[]} open @param {Form} form */
export function keptOpen(open, form) {
  const wanted = form.shape.flatMap((name) => containers(name, form.kind));
  let keep = 0;
  while (keep < Math.min(wanted.length, open.length) && wanted[keep] === open[keep]) {
    keep += 1;
  }
  return { wanted: wanted, keep: BEGINS.has(form.kind) && wanted.length && keep === wanted.length ? keep - 1 : keep };
}

/** @param {Token} token */
function seenGap(token) {
  return token.gap;
}

/** White space before a token of a code block, as the source has it. @param {Token} token */
function sourceGap(token) {
  return token.sourceGap;
}

/** The label of a footnote: that of the number with which it begins. @param {Drawing} drawing @param {number} place */
function noteOf(drawing, place) {
  const { library, new: text } = drawing.redline;
  const first = text.side.blockAt(place).tokens[0];
  return (first && library.parts(first)[0].style.note) ?? "";
}

/** @param {string} container @param {string} kind */
function containers(container, kind) {
  if (container === "dl") {
    return ["dl", kind === "term" ? "dt" : "dd"];
  }
  const tag = TAGS[container];
  return tag === "ul" || tag === "ol" ? [tag, "li"] : [tag];
}

/** A heading with the ids of its clause: also those that are gone, so that an old link to the clause finds it. @param {Drawing} drawing @param {Entry} entry @param {number} level @param {any[]} nodes */
function drawHeading(drawing, entry, level, nodes) {
  const names = drawing.numbering.silent ? [] : clauseIds(drawing, entry);
  const former = names.slice(1).map((name) => element("span", { id: name }));
  return element("h" + Math.min(6, level + 1), names.length ? { id: names[0] } : {}, [...former, ...nodes]);
}

/** A line across the page, with what is said of it. @param {Entry} entry @param {any[]} notes */
function ruleOf(entry, notes) {
  return [...(entry.new === null ? [] : [element("hr")]), ...(notes.length ? [element("p", {}, notes)] : [])];
}

/** @param {Drawing} drawing @param {Entry} entry */
function clauseIds(drawing, entry) {
  const { redline, ids } = drawing;
  const newer = entry.new !== null ? redline.new.clauseOf(entry.new) : null;
  const old = entry.old !== null ? redline.old.clauseOf(entry.old) : null;
  const gone = old && old.block === entry.old && !ids.has(old.id) ? [old.id] : [];
  return [...(newer ? [newer.id] : []), ...gone];
}

/** @param {Drawing} drawing @param {Cell} cell @param {string} name @param {any[]} notes */
function drawCell(drawing, cell, name, notes) {
  drawing.numbering.column = cell.column;
  const made = element(name, {}, [...notes, ...drawSpans(drawing, cell.spans, seenGap)]);
  drawing.numbering.column = 0;
  return made;
}
