/* A heading that changed: it says what it says now, and a sentence below it what it said before (policy_history/redline/headings_html.py). */

import { changeGroups, kindOfEdit } from "../redline/changes.js";
import { lettersOfSpans } from "../redline/letters.js";
import { isEdit, isOld, tokensOf } from "../redline/redline.js";
import { styleChanges } from "../redline/styles.js";
import { parts } from "../redline/wording.js";
import { element } from "./elements.js";
import { NUMBERING, drawChange, mark, renumbered } from "./inline.js";
import { MARK_CLASS } from "./numbering.js";
import { drawTokens } from "./words.js";

/** @import { Entry, Span } from "../redline/entries.js" */
/** @import { Redline } from "../redline/redline.js" */
/** @import { Token } from "../redline/library.js" */
/** @import { Drawing } from "./redline.js" */
/** @typedef {(token: Token) => string} Gap the white space before a token, as text */

const WHOLE = { class: "policy-heading" };

/** Whether a heading of both texts got other words, or another number, and nothing else became of it. @param {Redline} redline @param {Entry} entry */
export function isRenamed(redline, entry) {
  if (entry.old === null || entry.new === null) {
    return false;
  }
  const kinds = entry.spans.flatMap((span) => (span.operation === "equal" ? styleChanges(redline, span).map((each) => each.kind) : []));
  const isPlain = entry.spans.every((span) => isEdit(span) || span.operation === "equal");
  return isPlain && kinds.every((kind) => kind === "numbering") && (entry.spans.some(isEdit) || kinds.length > 0);
}

/** What such a heading holds behind its notes, and the sentence below it. @param {Drawing} drawing @param {any[]} notes @param {Span[]} spans @param {Gap} gap @returns {[any[], any]} */
export function drawRenamed(drawing, notes, spans, gap) {
  const sides = new Sides(drawing, gap);
  for (const group of changeGroups(spans)) {
    if (group[0].operation === "equal") {
      sides.keep(group[0]);
    } else {
      sides.change(group);
    }
  }
  const own = (/** @type {string} */ said) => element("span", { class: MARK_CLASS + " policy-mark-shown" }, [said]);
  const heading = mark("del", sides.old, WHOLE);
  const said = parts("The heading was “%(heading)s”.", { heading });
  const was = said.map((part) => (part === heading ? part : own(part)));
  return [[...notes, mark("ins", sides.new, WHOLE)], element("p", { class: "policy-was" }, was)];
}

/** Both headings in the making. */
class Sides {
  /** @param {Drawing} drawing @param {Gap} gap */
  constructor(drawing, gap) {
    this.drawing = drawing;
    this.gap = gap;
    /** @type {any[]} */
    this.old = [];
    /** @type {any[]} */
    this.new = [];
  }

  /** Add kept words, among which a number may have changed. @param {Span} span */
  keep(span) {
    let done = 0;
    for (const { end } of styleChanges(this.drawing.redline, span)) {
      const [first, behind] = renumbered(this.drawing, span, done, end);
      this.plain(span, done, first);
      const name = this.drawing.numbering.ofLabel();
      this.add(this.old, span.old.slice(first, behind), { tag: "del", properties: NUMBERING });
      this.add(this.new, span.new.slice(first, behind), { tag: "ins", properties: NUMBERING, name: name });
      this.plain(span, behind, end);
      done = end;
    }
    this.plain(span, done, span.new.length);
  }

  /** Add what was removed, what was added, or both. @param {Span[]} group */
  change(group) {
    const { numbering, redline } = this.drawing;
    const isLabel = kindOfEdit(redline, group) === "numbering";
    const name = isLabel ? numbering.ofLabel() : numbering.ofEdit(group);
    const letters = lettersOfSpans(group);
    group.forEach((span, at) => {
      const [side, tag] = isOld(span.operation) ? [this.old, "del"] : [this.new, "ins"];
      const own = at === group.length - 1 ? name : "";
      this.add(side, tokensOf(span), { letters: letters[at], tag: tag, properties: isLabel ? NUMBERING : {}, name: own });
    });
  }

  /** @param {Span} span @param {number} start @param {number} end */
  plain(span, start, end) {
    this.add(this.old, span.old.slice(start, end));
    this.add(this.new, span.new.slice(start, end));
  }

  /** @param {any[]} side @param {Token[]} tokens @param {{letters?: any, tag?: string, properties?: {class?: string}, name?: string}} how */
  add(side, tokens, { letters, tag = "", properties = {}, name = "" } = {}) {
    if (!tokens.length) {
      return;
    }
    const lead = side.length ? this.gap(tokens[0]) : "";
    const words = drawTokens(this.drawing, tokens, this.gap, letters);
    const marked = tag ? [mark(tag, words, properties)] : words;
    side.push(lead, ...(name ? [drawChange(name, marked)] : marked));
  }
}
