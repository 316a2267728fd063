/* Tokens and spans as elements: the marks within one block (policy_history/redline/inline_html.py). */

import { withoutFigures } from "../redline/characters.js";
import { changeGroups, kindOfEdit, kindOfForm } from "../redline/changes.js";
import { differingLetters, lettersOfSpans } from "../redline/letters.js";
import { isMoved, isOld, joined, tokensOf } from "../redline/redline.js";
import { isRenumbered } from "../redline/renumbering.js";
import { differenceInWords, styleChanges } from "../redline/styles.js";
import { N_, _, parts, stretchesOf, translated } from "../redline/wording.js";
import { element } from "./elements.js";
import { MARK_CLASS } from "./numbering.js";
import { drawTokens, setOff } from "./words.js";

/** @import { Span } from "../redline/entries.js" */
/** @import { Token } from "../redline/library.js" */
/** @import { Drawing } from "./redline.js" */
/** @typedef {(token: Token) => string} Gap the white space before a token, as text */

/** @type {Record<string, [string, string, string]>} */
const LABELS = {
  delete: [N_("[removed]"), N_("[end removed]"), "del"],
  insert: [N_("[added]"), N_("[end added]"), "ins"],
  "moved away": [N_("[moved away]"), N_("[end moved away]"), "del"],
  "moved here": [N_("[moved here]"), N_("[end moved here]"), "ins"],
};
/** The class of marks around numbers of clauses and references to them. */
export const NUMBERING = { class: "policy-numbering" };
const ASCII = /^[\u0000-\u007f]*$/;

/** One block's spans. White space belongs to a side like any word. @param {Drawing} drawing @param {Span[]} spans @param {Gap} gap @returns {any[]} */
export function drawSpans(drawing, spans, gap) {
  return changeGroups(spans).flatMap((group) => {
    if (group[0].operation === "equal") {
      return drawKept(drawing, group[0], gap);
    }
    return isMoved(group[0]) ? [drawMoved(drawing, group[0], gap)] : drawChanged(drawing, group, gap);
  });
}

/** @param {Drawing} drawing @param {Span[]} group @param {Gap} gap */
function drawChanged(drawing, group, gap) {
  const isLabel = kindOfEdit(drawing.redline, group) === "numbering";
  const name = isLabel ? drawing.numbering.ofLabel() : drawing.numbering.ofEdit(group);
  const firsts = group.map((span) => tokensOf(span)[0]);
  const areTwoSides = new Set(group.map((span) => span.operation)).size === group.length;
  const isShared = areTwoSides && firsts[0].gap !== "" && firsts.every((token) => token.gap === firsts[0].gap);
  const marked = drawLabelled(drawing, group, gap, !isShared, isLabel ? NUMBERING : {});
  const [old, newer] = [group.flatMap((span) => span.old), group.flatMap((span) => span.new)];
  const unseen = drawing.redline.characters.told(joined(old), joined(newer));
  if (unseen.length) {
    marked.push(element("span", { class: MARK_CLASS + " policy-mark-shown" }, [" [" + withoutFigures(unseen.join(", ")) + "]"]));
  }
  return [isShared ? gap(firsts[firsts.length - 1]) : "", drawChange(name, marked)];
}

/** What changed, at the place with that id; without a name it goes on from another one. @param {string} name @param {any[]} marked */
export function drawChange(name, marked) {
  const properties = name ? { class: "policy-change", id: name } : { class: "policy-change" };
  return element("span", properties, marked);
}

/** A mark whose boundaries are told by its labels alone: without a role no screen reader says them a second time. @param {string} tag @param {any[]} words @param {{class?: string}} properties */
export function mark(tag, words, properties = {}) {
  return element(tag, { ...properties, role: "none" }, words);
}

/** Stretches between labels, which are copied and read out with them. Two that meet are one. @param {Drawing} drawing @param {Span[]} group @param {Gap} gap @param {boolean} leads @param {{class?: string}} properties @returns {any[]} */
function drawLabelled(drawing, group, gap, leads, properties = {}) {
  const drawn = [];
  let ended = "";
  const letters = lettersOfSpans(group);
  for (const [number, span] of group.entries()) {
    const [begin, end, tag] = LABELS[span.operation];
    const tokens = tokensOf(span);
    const lead = leads && tokens[0].gap ? gap(tokens[0]) : "";
    if (!number || span.operation !== group[number - 1].operation) {
      drawn.push(drawLabel(ended + translated(begin) + " "));
    }
    const words = drawTokens(drawing, tokens, gap, letters[number]);
    drawn.push(mark(tag, [lead, ...words], isMoved(span) ? { class: "policy-moved" } : properties));
    ended = " " + translated(end) + " ";
  }
  return [...drawn, drawLabel(ended.trimEnd())];
}

/** @param {string} said */
function drawLabel(said) {
  return element("span", { class: MARK_CLASS }, [said]);
}

/** @param {Drawing} drawing @param {Span} span @param {Gap} gap */
function drawMoved(drawing, span, gap) {
  const { numbering } = drawing;
  const [name, anchor] = [numbering.ofMove(span.move), numbering.anchor(span)];
  let marked = drawLabelled(drawing, [span], gap, true);
  if (anchor) {
    const [target, clause] = numbering.otherEnd(span);
    const said = isOld(span.operation) ? _("moved to %(clause)s", { clause }) : _("moved from %(clause)s", { clause });
    const link = element("a", { class: MARK_CLASS + " policy-mark-shown", href: "#" + target }, [said]);
    marked = [element("span", { id: anchor, class: "policy-move" }, [...marked, drawLabel(" "), link])];
  }
  return drawChange(name, marked);
}

/** @param {Drawing} drawing @param {Span} span @param {Gap} gap */
function drawKept(drawing, span, gap) {
  const nodes = [];
  let done = 0;
  for (const change of styleChanges(drawing.redline, span)) {
    if (change.kind === "numbering") {
      nodes.push(...drawRenumbered(drawing, span, done, change.end, gap));
    } else {
      nodes.push(...drawPlain(drawing, span, done, change.end, gap));
      nodes.push(drawNote(drawing, ...noteOf(drawing, change)));
    }
    done = change.end;
  }
  return nodes.concat(drawPlain(drawing, span, done, span.new.length, gap));
}

/** Kept tokens; what differs in white space, quotation marks or a capital for its place is marked quietly. @param {Drawing} drawing @param {Span} span @param {number} start @param {number} end @param {Gap} gap */
function drawPlain(drawing, span, start, end, gap) {
  const nodes = [];
  let at = start;
  while (at < end) {
    const [old, newer] = [span.old[at], span.new[at]];
    nodes.push(...drawLead(drawing, old, newer, gap));
    let stop = at + 1;
    if (old.text !== newer.text) {
      nodes.push(...drawQuietly(drawing, drawTokens(drawing, [old], gap), drawTokens(drawing, [newer], gap)));
    } else {
      while (stop < end && span.old[stop].gap === span.new[stop].gap && span.old[stop].text === span.new[stop].text) {
        stop += 1;
      }
      nodes.push(...drawTokens(drawing, span.new.slice(at, stop), gap));
    }
    at = stop;
  }
  return nodes;
}

/** @param {Drawing} drawing @param {any[]} gone @param {any[]} come */
function drawQuietly(drawing, gone, come) {
  const quiet = { class: "policy-quiet" };
  drawing.quiet += come.length ? 1 : 0;
  return [...(gone.length ? [mark("del", gone, quiet)] : []), ...(come.length ? [mark("ins", come, quiet)] : [])];
}

/** Kept tokens, and among them the whole label, or the reference, that changed. @param {Drawing} drawing @param {Span} span @param {number} start @param {number} end @param {Gap} gap */
function drawRenumbered(drawing, span, start, end, gap) {
  const [first, behind] = renumbered(drawing, span, start, end);
  const before = drawPlain(drawing, span, start, first, gap);
  const lead = drawLead(drawing, span.old[first], span.new[first], gap);
  const side = (/** @type {string} */ tag, /** @type {Token[]} */ tokens) =>
    mark(tag, drawTokens(drawing, tokens.slice(first, behind), gap), NUMBERING);
  const marks = [drawLabel(_("[was]") + " "), side("del", span.old), drawLabel(" " + _("[now]") + " "), side("ins", span.new)];
  const change = drawChange(drawing.numbering.ofLabel(), marks);
  return [...before, ...lead, change, ...drawPlain(drawing, span, behind, end, gap)];
}

/** Where, among kept tokens, the label or the reference that changed begins and ends. @param {Drawing} drawing @param {Span} span @param {number} start @param {number} end @returns {[number, number]} */
export function renumbered(drawing, span, start, end) {
  const differs = (/** @type {number} */ at) =>
    span.old[at].isLabel || isRenumbered(drawing.redline, span.old[at], span.new[at]);
  let first = start;
  while (!differs(first)) {
    first += 1;
  }
  let behind = end;
  while (!differs(behind - 1)) {
    behind -= 1;
  }
  return [first, behind];
}

/** The white space before a kept token, quietly marked where it is another one. @param {Drawing} drawing @param {Token} old @param {Token} newer @param {Gap} gap @returns {any[]} */
function drawLead(drawing, old, newer, gap) {
  const isPlain = old.gap !== "" && newer.gap !== "" && ASCII.test(old.gap + newer.gap);
  if (old.gap === newer.gap || isPlain) {
    return newer.gap ? [gap(newer)] : [];
  }
  return drawQuietly(drawing, old.gap ? [gap(old)] : [], newer.gap ? [gap(newer)] : []);
}

/** What a note tells of a change; of a link target with the letters set off that differ. @param {Drawing} drawing @param {import("../redline/styles.js").StyleChange} change @returns {any[]} */
function noteOf(drawing, change) {
  if (change.kind !== "link target") {
    return [differenceInWords(drawing.redline, change)];
  }
  const { before, after } = change;
  const [old, newer] = differingLetters(before, after) ?? [[[before || _("none"), false]], [[after || _("none"), false]]];
  const stretches = stretchesOf(parts("link: %(old)s → %(new)s", { old, new: newer }));
  return setOff(stretches.map(([text]) => text).join(""), stretches);
}

/** A change that is told in words because no word of the text changed. @param {Drawing} drawing @param {any[]} said */
export function drawNote(drawing, ...said) {
  const name = drawing.numbering.next();
  const classes = { class: "policy-change " + MARK_CLASS + " policy-mark-shown" };
  return element("span", name ? { ...classes, id: name } : classes, [" [", ...said, "]"]);
}

/** The place of a change of a block's form, which the list of changes tells: no word says it in the text. @param {[string, string]} form @param {Drawing} drawing */
export function drawForm(form, drawing) {
  const { numbering } = drawing;
  return drawChange(kindOfForm(form) === "numbering" ? numbering.ofLabel() : numbering.next(), []);
}
