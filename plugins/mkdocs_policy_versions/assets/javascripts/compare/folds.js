/* What stands in place of what a redline leaves out: a line that says what it is and leads to it (policy_history/redline/folds_html.py). */

import { _, N_, ngettext, translated } from "../redline/wording.js";
import { Fold } from "../redline/folding.js";
import { classOfTitle } from "./article_headings.js";
import { Writer, keptOpen } from "./blocks.js";
import { element } from "./elements.js";
import { MARK_CLASS } from "./numbering.js";

/** @import { Part } from "../redline/folding.js" */
/** @import { Clause } from "../redline/redline.js" */
/** @import { Drawing } from "./redline.js" */

const FOLD = { class: MARK_CLASS + " policy-fold" };
const PASSAGES = [N_("Unchanged passage"), N_("Unchanged passages")];
/** @type {Record<string, string[]>} */
const UNCHANGED = {
  paragraph: [N_("Unchanged paragraph"), N_("Unchanged paragraphs")],
  "list item": [N_("Unchanged list item"), N_("Unchanged list items")],
  "table row": [N_("Unchanged row"), N_("Unchanged rows")],
  footnote: [N_("Unchanged footnote"), N_("Unchanged footnotes")],
};
/** @type {Record<string, string>} */
const WITHIN = { ul: "li", ol: "li", dl: "dd" };

/** A fold that stands between two clauses, with the ids of those that it stands for. @param {Drawing} drawing @param {Fold} fold */
export function drawFold(drawing, fold) {
  return element("p", FOLD, [...fold.clauses.map((clause) => element("span", { id: clause.id })), lineOf(drawing, fold, 1)]);
}

/** Keeps lists and tables open over what is folded in them. */
export class FoldingWriter extends Writer {
  /** Write all of a clause: its entries, and lines in place of its folds. @param {Part[]} parts @param {0 | 1} side the one whose text the lines lead to */
  draw(parts, side) {
    for (const part of parts) {
      if (part instanceof Fold) {
        this.fold(part, side);
      } else {
        this.write(part);
      }
    }
    this.finish();
  }

  /** @param {Fold} fold @param {0 | 1} side */
  fold(fold, side) {
    this.closeToFold(fold);
    const line = lineOf(this.drawing, fold, side);
    if (this.table && this.goesOn(fold, side)) {
      if (this.afterHeader) {
        this.startBody(this.table);
      }
      this.afterHeader = false;
      this.table.part.appendChild(element("tr", FOLD, [element("td", { colspan: String(fold.entries[0].cells.length) }, [line])]));
      return;
    }
    this.closeTable();
    const inside = this.open[this.open.length - 1]?.name ?? "";
    if (inside === "ol") {
      this.counted[this.open.length - 1] += 1;
    }
    this.place.appendChild(element(WITHIN[inside] ?? "p", FOLD, [line]));
  }

  /** Close the containers that end among these blocks. @param {Fold} fold */
  closeToFold(fold) {
    const { redline } = this.drawing;
    let names = this.open.map((each) => each.name);
    let depth = names.length;
    for (const entry of fold.entries.filter((each) => each.new !== null)) {
      const { wanted, keep } = keptOpen(names, redline.formOf(entry));
      depth = Math.min(depth, keep);
      names = wanted;
    }
    if (depth < this.open.length) {
      this.closeTable();
    }
    this.open.length = depth;
    this.number();
  }

  /** Whether all that is folded are rows of the table that is open. @param {Fold} fold @param {0 | 1} side */
  goesOn(fold, side) {
    const heads = this.drawing.heads[side];
    return fold.entries.every((entry) => (heads.get((side ? entry.new : entry.old) ?? 0) ?? -1) === this.table?.heads[side]);
  }
}

/** What stands there, as a link to it. @param {Drawing} drawing @param {Fold} fold @param {0 | 1} side */
function lineOf({ redline, places }, fold, side) {
  const [text, first] = side ? [redline.new, fold.entries[0].new] : [redline.old, fold.entries[0].old];
  const clause = first === null ? null : text.clauseOf(first);
  return element("a", { href: places[side] + (clause ? "#" + clause.id : "") }, inCalmCapitals(said(fold)));
}

/** A line in which names in capitals are set smaller. @param {string} line @returns {any[]} */
function inCalmCapitals(line) {
  /** @type {string[][]} */
  const runs = [];
  let wasCapital = null;
  for (const word of line.split(" ")) {
    const isCapital = word === word.toUpperCase();
    if (isCapital !== wasCapital) {
      runs.push([]);
    }
    runs[runs.length - 1].push(word);
    wasCapital = isCapital;
  }
  return runs.flatMap((run, at) => {
    const words = run.join(" ");
    const properties = classOfTitle(words);
    return [...(at ? [" "] : []), properties.class ? element("span", properties, [words]) : words];
  });
}

/** What is folded: Unchanged paragraph and clauses: “4. Cookies” to “6. Security”. @param {Fold} fold */
function said({ clauses, loose }) {
  const names = fromTo(clauses);
  if (!loose.length) {
    return ngettext("Unchanged clause: %(names)s", "Unchanged clauses: %(names)s", clauses.length, { names });
  }
  const kinds = new Set(loose.map((form) => form.kind));
  const [one, many] = (kinds.size === 1 ? UNCHANGED[loose[0].kind] : null) ?? PASSAGES;
  const others = translated(loose.length === 1 ? one : many);
  if (!clauses.length) {
    return others;
  }
  return ngettext("%(loose)s and clause: %(names)s", "%(loose)s and clauses: %(names)s", clauses.length, { loose: others, names });
}

/** The names of the first and the last of these clauses, as a run. @param {Clause[]} clauses */
export function fromTo(clauses) {
  const names = clauses.map((clause) => _("“%(words)s”", { words: clause.title }));
  return names.length < 2 ? names.join("") : _("%(first)s to %(last)s", { first: names[0], last: names[names.length - 1] });
}
