/* Where kept words changed in another way than in their wording (`style_changes` of policy_history/redline/compare.py). */

import { differInCase } from "./capital_passages.js";
import { differInCapital } from "./capitals.js";
import { withoutFigures } from "./characters.js";
import { hanAround, withoutParticle } from "./other_references.js";
import { namesList } from "./label_parts.js";
import { joined } from "./redline.js";
import { nameEnding, namesNumberBefore, references } from "./references.js";
import { isRenumbered, labelChange, noteName } from "./renumbering.js";
import { N_, _, translated } from "./wording.js";

/** @import { Kind } from "./changes.js" */
/** @import { Part, Token } from "./library.js" */
/** @import { Redline } from "./redline.js" */
/** @import { Span } from "./entries.js" */
/** @typedef {{kind: Kind, before: string, after: string}} Difference what changed, and both states in words */
/** @typedef {Difference & {start: number, end: number}} StyleChange with where among the tokens of the span it begins and ends */

const ASCII = /^[\u0000-\u007f]*$/;
const CAPITALS = N_("capitals");
/** @type {Kind[]} */
const REPLACED = ["wording", "typography", "invisible characters"];

/** Whether a change of that kind is what was removed and what was added. @param {Kind} kind */
export function isReplaced(kind) {
  return REPLACED.includes(kind);
}

/** Each stretch of kept words that changed in one way. @param {Redline} redline @param {Span} span @returns {StyleChange[]} */
export function styleChanges(redline, span) {
  let found = redline.styleChanges.get(span);
  if (!found) {
    found = span.operation === "equal" && !span.new.every((token, at) => isSame(span.old[at], token)) ? changesOf(redline, span) : [];
    redline.styleChanges.set(span, found);
  }
  return found;
}

/** @param {Token} old @param {Token} newer */
function isSame(old, newer) {
  return (
    old === newer ||
    (old.text === newer.text && old.gap === newer.gap && old.look === newer.look && old.code === newer.code && old.isLabel === newer.isLabel)
  );
}

/** @param {Redline} redline @param {Span} span @returns {StyleChange[]} */
function changesOf(redline, span) {
  /** @type {StyleChange[]} */
  const found = [];
  const each = throughCapitals(redline, span, tokenChanges(redline, span));
  let start = 0;
  each.forEach((changes, at) => {
    if (at + 1 === each.length || JSON.stringify(changes) !== JSON.stringify(each[at + 1])) {
      found.push(...changes.map((change) => ({ ...change, start: start, end: at + 1 })));
      start = at + 1;
    }
  });
  return found;
}

/** The same; figures, signs and the like within a passage that left capitals are of it too. @param {Redline} redline @param {Span} span @param {Difference[][]} found */
function throughCapitals(redline, span, found) {
  const { keys } = redline.library;
  let last = -1;
  found.forEach((each, at) => {
    const [old, newer] = [span.old[at], span.new[at]];
    const change = each[each.length - 1];
    if (change && (change.before + change.after).includes(CAPITALS)) {
      if (last >= 0 && JSON.stringify(found[last]) === JSON.stringify(each)) {
        found.fill(each, last, at);
      }
      last = at;
    } else if (each.length || (old.text !== old.text.toUpperCase() && !differInCapital(keys[old.code], keys[newer.code]))) {
      last = -1;
    }
  });
  return found;
}

/** For each kept token in what it changed. @param {Redline} redline @param {Span} span @returns {Difference[][]} */
function tokenChanges(redline, span) {
  const label = labelChange(redline, span);
  const lists = span.old.some((old, at) => isRenumbered(redline, old, span.new[at])) ? listsOf(redline, span) : new Map();
  let names = ["", ""];
  return Array.from(span.old.keys(), (at) => {
    const found = changesOfToken(redline, span, at, label, names, lists);
    names = [nameBefore(redline, names[0], span.old, at), nameBefore(redline, names[1], span.new, at)];
    return found;
  });
}

/** The name that stands before the next word of a reference: "section ", "section 4", "section 4(", "section 4(c)". @param {Redline} redline @param {string} name @param {Token[]} tokens @param {number} at */
function nameBefore(redline, name, tokens, at) {
  const token = tokens[at];
  const found = nameEnding(redline.library, (place) => tokens[place]?.text ?? "", at);
  if (found) {
    return found + " ";
  }
  if (name.endsWith(")") && token.text === "(" && token.gap) {
    return name.split(" ")[0] + " ("; // another item of a list: "paragraphs (a) and (b)"
  }
  const isInside = name.endsWith("(") || token.text === "(" || token.text === ")";
  return name && (isInside || (name.endsWith(" ") && /^\p{Nd}/u.test(token.text))) ? name + token.text : name;
}

/** What a number refers to: a footnote, what the word before it or behind it names, or an item. @param {Redline} redline @param {string} name @param {Token[]} tokens @param {number} at */
function reference(redline, name, tokens, at) {
  if (redline.isNote(tokens[at])) {
    return noteName(tokens[at]);
  }
  const texts = tokens.map((token) => token.text);
  const [before, number, behind] = [texts[at - 1], texts[at], texts[at + 1]];
  if (name.endsWith("(")) {
    return name + number + ")";
  }
  if (behind === ")" && !name) {
    return (before === "(" ? before : "") + number + ")";
  }
  const isName = (/** @type {string | undefined} */ text) => text !== undefined && redline.library.names.has(text);
  const namedBehind = isName(behind) ? " " + behind : namesNumberBefore(redline.library.names, texts, at);
  if (namedBehind && !isName(before)) {
    return number + namedBehind;
  }
  // "Goal 2", where clauses are called so.
  const isOwn = !name && /^(?:\p{Nd}+|[A-Z]|[IVXLC]+)$/u.test(number) && /^[A-Z][\p{L}\p{Nl}\p{No}]+$/u.test(before ?? "");
  const named = isOwn ? before : name.split(" ")[0];
  return texts.slice(...hanAround(texts, at)).join("") || (named + " " + withoutParticle(texts, at)).trim();
}

/** For each word of a reference to several clauses that reference in either text: "Sections 2, 4 and 5". @param {Redline} redline @param {Span} span */
function listsOf(redline, { old, new: newer }) {
  const { library } = redline;
  /** @type {Map<number, string[]>} */
  const found = new Map();
  const key = (/** @type {number} */ at) => (old[at] ? library.keys[old[at].code] : "");
  for (const [start, end] of references(library, key, old.length, (at) => old[at].isLabel)) {
    const said = [old, newer].map((side) => nameEnding(library, (at) => side[at]?.text ?? "", start - 1) + " " + joined(side.slice(start, end)));
    for (let at = start; at < end && namesList(said[0]); at += 1) {
      found.set(at, said);
    }
  }
  return found;
}

/** @param {Redline} redline @param {Span} span @param {number} at @param {[string, string] | null} label @param {string[]} names @param {Map<number, string[]>} lists @returns {Difference[]} */
function changesOfToken(redline, span, at, label, names, lists) {
  const [old, newer] = [span.old[at], span.new[at]];
  if (label && old.isLabel) {
    return [{ kind: "numbering", before: label[0], after: label[1] }];
  }
  if (isRenumbered(redline, old, newer)) {
    const said = lists.get(at) ?? [span.old, span.new].map((tokens, side) => reference(redline, names[side], tokens, at));
    return [{ kind: "numbering", before: said[0], after: said[1] }];
  }
  return stylesOf(redline, old, newer);
}

/** @param {Redline} redline @param {Token} old @param {Token} newer @returns {Difference[]} */
function stylesOf(redline, old, newer) {
  if (old.gap === newer.gap && old.text === newer.text && old.look === newer.look) {
    return [];
  }
  /** @type {Difference[]} */
  const found = [];
  if (old.gap !== newer.gap && !ASCII.test(old.gap + newer.gap)) {
    found.push({ kind: "typography", before: old.gap, after: newer.gap });
  }
  if (old.text !== newer.text && redline.characters.told(old.text, newer.text).length) {
    found.push({ kind: "invisible characters", before: old.text, after: newer.text });
  }
  const [olds, news] = [redline.library.parts(old), redline.library.parts(newer)];
  const [from, to] = [targetsOf(olds), targetsOf(news)];
  if (from.join("\n") !== to.join("\n")) {
    found.push({ kind: "link target", before: from.join(", "), after: to.join(", ") });
    return found;
  }
  const { keys } = redline.library;
  const isCase = differInCase(keys[old.code], keys[newer.code]) && !differInCapital(keys[old.code], keys[newer.code]);
  const [before, after] = [lookOf(olds, old, isCase), lookOf(news, newer, isCase)];
  return before === after ? found : [...found, { kind: "formatting", before: before, after: after }];
}

/** Where the links and pictures of a token lead. @param {Part[]} parts @returns {string[]} */
function targetsOf(parts) {
  const targets = parts.flatMap(({ style }) => [style.link, style.image]);
  return Array.from(new Set(targets.filter((target) => target !== null))).sort();
}

/** @param {Part[]} parts @param {Token} token @param {boolean} isCase */
function lookOf(parts, token, isCase) {
  const has = (/** @type {"strong" | "emphasis" | "code" | "raised" | "lowered"} */ name) => parts.some((part) => part.style[name]);
  const looks = [has("strong") && N_("strong"), has("emphasis") && N_("emphasis"), has("code") && N_("code"), has("raised") && N_("raised"), has("lowered") && N_("lowered")];
  return [...looks, isCase && token.text === token.text.toUpperCase() && CAPITALS].filter(Boolean).join(" ") || N_("plain");
}

/** A difference as a mark says it: what changed, and both states, or what cannot be seen of it. @param {Redline} redline @param {Difference} difference */
export function differenceInWords(redline, { kind, before, after }) {
  if (isReplaced(kind)) {
    const signs = withoutFigures(redline.characters.told(before, after).join(", "));
    return _("%(what)s: %(signs)s", { what: kind === "typography" ? _("spaces") : translated(kind), signs });
  }
  const values = { kind: translated(kind), old: before ? translated(before) : _("none"), new: after ? translated(after) : _("none") };
  return _("%(kind)s: %(old)s → %(new)s", values);
}
