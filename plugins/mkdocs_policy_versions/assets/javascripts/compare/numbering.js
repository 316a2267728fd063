/* The numbers of changes on a page, and where moves lead: the twin of policy_history/redline/numbering.py. */

import { placeOf } from "../redline/change_moves.js";
import { _ } from "../redline/wording.js";
import { element } from "./elements.js";

/** @import { Span } from "../redline/entries.js" */
/** @import { Edits } from "../redline/change_moves.js" */

/** The class of every label the redline adds; what carries it is no part of either text. */
export const MARK_CLASS = "policy-mark";

export class Numbering {
  /**
   * A silent one gives no ids and no links, for views that show the same changes a second time.
   * @param {number} total @param {Map<number, [string, string]>} moves the clauses each left and reached
   * @param {boolean[]} renumberings @param {Edits} edits @param {boolean} silent
   */
  constructor(total, moves, renumberings = [], edits = new Map(), silent = false) {
    this.total = total;
    this.moves = silent ? new Map() : moves;
    this.silent = silent;
    this.renumberings = renumberings.values();
    this.edits = edits;
    this.last = 0;
    this.numbered = new Set();
    this.anchored = new Set();
    this.isGoingOn = false;
    this.columns = new Set();
    this.column = 0;
    this.grouped = 0;
  }

  /** The id of the next change; empty in a silent numbering, and behind the beginning of one that goes on. */
  next() {
    if (this.isGoingOn) {
      return "";
    }
    this.last += 1;
    return this.silent ? "" : "change-" + this.last;
  }

  /** The id of the next change of words; nothing at the other end of one in what moved, and where it goes on in a column that came or went as a whole. @param {Span[]} group */
  ofEdit(group) {
    if (this.edits.get(placeOf(group)) === null || this.columns.has(this.column)) {
      return "";
    }
    if (this.column) {
      this.columns.add(this.column);
    }
    return this.next();
  }

  /** The id of the next change of a label or a reference; nothing where it goes on in a run. */
  ofLabel() {
    return this.renumberings.next().value ? this.next() : "";
  }

  /** What these give, of which the first that has a change begins one that goes on through the others. @template T @param {(() => T)[]} parts @returns {T[]} */
  oneChange(parts) {
    const before = this.last;
    const found = parts.map((part) => {
      const drawn = part();
      this.isGoingOn = this.last > before;
      return drawn;
    });
    this.isGoingOn = false;
    return found;
  }

  /** The numbers given out since this was asked for last, for the margin, between the ways to the changes around; null where there are none. */
  taken() {
    const [first, last] = [this.grouped + 1, this.last];
    this.grouped = last;
    if (this.silent || first > last) {
      return null;
    }
    const link = (/** @type {number} */ to, /** @type {string} */ said, name = {}) => element("a", { href: "#change-" + to, ...name }, [said]);
    const parts = [];
    for (let number = first; number <= last; number += 1) {
      const name = { "aria-label": _("change %(number)s of %(total)s", { number, total: this.total }) };
      parts.push(...(number > first ? [" "] : []), link(number, String(number), name));
    }
    const ways = [...(first > 1 ? [link(first - 1, _("previous"))] : []), ...(last < this.total ? [link(last + 1, _("next"))] : [])];
    const said = ways.flatMap((way, at) => (at ? [" ", way] : [way]));
    parts.push(element("i", {}, [" " + _("of %(total)s", { total: this.total }) + " ", ...said]));
    return element("p", { class: MARK_CLASS + " policy-numbers" }, parts);
  }

  /** The id of a move's change where it is first met; afterwards nothing. @param {number} move */
  ofMove(move) {
    if (this.numbered.has(move) || !this.moves.has(move)) {
      return "";
    }
    this.numbered.add(move);
    return this.next();
  }

  /** The id of the place a move left or reached; nothing behind its first block. @param {Span} span */
  anchor(span) {
    const name = "move-" + span.move + (span.operation === "moved away" ? "-from" : "-to");
    if (this.anchored.has(name) || !this.moves.has(span.move)) {
      return "";
    }
    this.anchored.add(name);
    return name;
  }

  /** The id of a move's other end, and the name of the clause it lies in. @param {Span} span */
  otherEnd(span) {
    const [left, reached] = this.moves.get(span.move) ?? ["", ""];
    return span.operation === "moved away" ? ["move-" + span.move + "-to", reached] : ["move-" + span.move + "-from", left];
  }
}
