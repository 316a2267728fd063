/* The changes in words: every one in its sentence, by clause (publish/templates/_redline.html). */

import { ITEM } from "../redline/block_changes.js";
import { shown } from "../redline/characters.js";
import { joinInWords } from "../redline/clause_joins.js";
import { namesSeveral } from "../redline/label_parts.js";
import { differingLetters, lettersOfWords } from "../redline/letters.js";
import { NOTE_NAME } from "../redline/renumbering.js";
import { differenceInWords, isReplaced } from "../redline/styles.js";
import { BEFORE_THE_FIRST, bySection, figuresOf, titleOf } from "../redline/summary.js";
import { _, listInWords, ngettext, parts, translated } from "../redline/wording.js";
import { element } from "./elements.js";
import { mark } from "./inline.js";
import { MARK_CLASS } from "./numbering.js";
import { setOff } from "./words.js";

/** @import { Change } from "../redline/changes.js" */
/** @import { Stretches } from "../redline/letters.js" */
/** @import { Redline } from "../redline/redline.js" */

/** Every change in its sentence, by clause, folded; nothing where there are none. @param {Redline} redline @param {Change[]} changes @returns {any[]} */
export function drawChangeList(redline, changes) {
  if (!changes.length) {
    return [];
  }
  const words = { removed: redline.words("delete"), moved: redline.words("moved here") };
  const said = ngettext(
    "%(num)s word added, %(removed)s removed, %(moved)s moved.",
    "%(num)s words added, %(removed)s removed, %(moved)s moved.",
    redline.words("insert"),
    words,
  );
  const listed = bySection(changes).flatMap((section) => [
    element("h3", {}, [titleOf(section), " ", element("span", { class: "policy-size" }, [figuresOf(section)])]),
    element("ol", { class: "policy-changes" }, section.members.map((change) => drawChange(redline, change))),
  ]);
  const summary = element("summary", {}, [_("Every change as a list")]);
  return [element("details", { class: "policy-record", id: "list-of-changes" }, [summary, element("p", {}, [said]), ...listed])];
}

/** @param {Redline} redline @param {Change} change */
function drawChange(redline, change) {
  const remarks = remarksOn(redline, change);
  const isOfSpace = redline.characters.told(change.removed, change.added).length > 0 && !(change.removed + change.added).trim();
  const properties = change.kind === "numbering" ? { class: "policy-numbering-entry" } : {};
  // The marks of a space of another kind would stand around nothing.
  const [linked, rest] = isOfSpace && isReplaced(change.kind) ? [[_("a space of another kind")], []] : changeInWords(change);
  return element("li", { value: String(change.number), ...properties }, [
    element("a", { href: "#change-" + change.number }, linked),
    ...rest,
    ...(remarks.length ? [" (" + remarks.join(", ") + ")"] : []),
  ]);
}

/** What a reader of its words may miss: what cannot be seen of them, that they differ in capitals alone, and where they lead now. @param {Redline} redline @param {Change} change @returns {string[]} */
function remarksOn(redline, { kind, removed, added, leads }) {
  const isCase = kind === "wording" && removed !== added && removed.toLowerCase() === added.toLowerCase();
  const said = leads.map((each) => quoted(each.words) + differenceInWords(redline, { ...each, before: shown(each.before), after: shown(each.after) }));
  return [...redline.characters.told(removed, added), ...(isCase ? [_("capitals alone")] : []), ...said];
}

/** The words to which a change of a link or a style belongs, in front of what is said of it. @param {string} words */
function quoted(words) {
  return words ? _("“%(words)s”:", { words: shown(words) }) + " " : "";
}

/** What a change does, in a link to it, and what stands behind that. @param {Change} change @returns {[any[], any[]]} */
function changeInWords(change) {
  const [old, newer] = lettersOf(change);
  if (isReplaced(change.kind)) {
    return [sentenceOf(change, old, newer), []];
  }
  if (change.kind === "numbering") {
    return [[shown(renumbering(change))], []];
  }
  if (change.move) {
    return moveInWords(change);
  }
  if (change.kind === "structure") {
    const { removed, added, fromClause } = change;
    return [[removed ? formInWords(removed, added) : joinInWords(added, fromClause)], []];
  }
  return [fromAndTo(change, old, newer), []];
}

/** What was replaced, with the words around it: what left and what came are marked, and labelled for the ear. @param {Change} change @param {Stretches} old @param {Stretches} newer @returns {any[]} */
function sentenceOf(change, old, newer) {
  const label = (/** @type {string} */ said) => element("span", { class: MARK_CLASS }, [said]);
  const { removed, added, around } = change;
  const [leads, tails] = [sharedBlanks(change, around.leads), sharedBlanks(change, around.tails)];
  return [
    (change.column === null ? "" : _("the column") + " ") + shown(around.before) + leads[2],
    ...(removed ? [label(_("[removed]") + " "), mark("del", [leads[0], ...cut(removed, old), tails[0]])] : []),
    ...(added ? [label((removed ? " " : "") + _("[added]") + " "), mark("ins", [leads[1], ...cut(added, newer), tails[1]])] : []),
    label(" " + _("[end]")),
    tails[2] + shown(around.behind),
  ];
}

/** Of the blanks of either text at one place those that are marked with what was removed and added, and the one that is neither's. @param {Change} change @param {[string, string]} blanks */
function sharedBlanks({ removed, added }, [old, newer]) {
  return removed && added && old !== newer ? [old, newer, ""] : ["", "", removed ? old : newer];
}

/** What became of a block's form. @param {string} removed @param {string} added */
function formInWords(removed, added) {
  if (removed.startsWith("heading of level") && added.startsWith("heading of level")) {
    return _("heading level changed");
  }
  const values = { old: removed, new: added };
  return /^\d/.test(removed) ? _("%(old)s became %(new)s", values) : _("was a %(old)s, is now a %(new)s", values);
}

/** @param {Change} change @param {Stretches} old @param {Stretches} newer @returns {any[]} */
function fromAndTo(change, old, newer) {
  const longest = change.kind === "link target" ? LONGEST_ADDRESS : LONGEST;
  const [from, to] = [cut(change.removed || _("none"), old, longest), cut(change.added || _("none"), newer, longest)];
  const values = { kind: translated(change.kind), old: from, new: to };
  return [quoted(change.around.before), ...parts("%(kind)s changed from “%(old)s” to “%(new)s”", values)];
}

/** What was removed and what was added, in stretches, with which of them differ within a word. @param {Change} change @returns {[Stretches, Stretches]} */
function lettersOf({ kind, removed, added, replaced }) {
  if (kind === "link target") {
    return differingLetters(removed, added) ?? [[], []];
  }
  if (!isReplaced(kind) || !removed || !added) {
    return [[], []];
  }
  const letters = lettersOfWords(...replaced);
  return [within(removed, replaced[0], letters, 0), within(added, replaced[1], letters, 1)];
}

/** A text, with the stretches of those of its words that are given by their numbers. @param {string} text @param {string[]} words @param {Map<number, import("../redline/letters.js").Letters>} letters @param {0 | 1} side @returns {Stretches} */
function within(text, words, letters, side) {
  /** @type {Stretches} */
  const found = [];
  let done = 0;
  let at = 0;
  words.forEach((word, number) => {
    const start = text.indexOf(word, at);
    at = start + word.length;
    const own = letters.get(number);
    if (own) {
      found.push([text.slice(done, start), false], ...own[side]);
      done = at;
    }
  });
  return found;
}

/** @param {Change} change @returns {[any[], any[]]} */
function moveInWords(change) {
  const { move, fromClause: left, clause, column } = change;
  const isClause = left?.id === clause?.id;
  const words = cut(change.added, []);
  const said = column === null ? parts("“%(words)s”", { words }) : parts("the column “%(column)s” “%(words)s”", { column: shown(column), words });
  const link = (/** @type {string} */ end, /** @type {string} */ name) => element("a", { href: "#move-" + move + end }, [name]);
  const place = left ? left.title : translated(BEFORE_THE_FIRST);
  const from = link("-from", isClause ? _("moved from its old place") : _("moved from “%(place)s”", { place }));
  const values = { from, to: link("-to", _("to here")) };
  const where = !change.isEdited ? parts("%(from)s, unchanged, %(to)s", values) : parts("%(from)s, %(to)s", values);
  return [said, [" ", ...where]];
}

/** The same of footnotes. @param {string} old @param {string} newer */
function renumberingOfNotes(old, newer) {
  const values = { old: old, new: newer };
  return old.includes(" to ")
    ? _("Footnotes %(old)s are now %(new)s", values)
    : _("Footnote %(old)s is now %(new)s", values);
}


/** A change of numbers as a sentence: "Clauses 3 to 9 are now 2 to 8". @param {Change} change */
function renumbering(change) {
  const [old, newer] = [change.removed, change.added].map((number) => (number.startsWith(ITEM) ? number.slice(ITEM.length) : number));
  if (!old || !newer) {
    const values = { number: old || newer };
    return old ? _("number “%(number)s” removed", values) : _("number “%(number)s” added", values);
  }
  const isRun = namesSeveral(old);
  if (old.startsWith(NOTE_NAME) && newer.startsWith(NOTE_NAME)) {
    return renumberingOfNotes(old.slice(NOTE_NAME.length), newer.slice(NOTE_NAME.length));
  }
  const values = { old: old, new: newer };
  if (change.removed.startsWith(ITEM) || /^(?:([\p{L}\p{Nl}\p{No}])\1?|[ivxlc]+|\(?[\p{L}\p{N}_]+\))(?: to |$)/iu.test(old)) {
    return isRun ? _("Items %(old)s are now %(new)s", values) : _("Item %(old)s is now %(new)s", values);
  }
  if (/^[\p{Nd}\p{No}]/u.test(change.removed)) {
    return isRun ? _("Clauses %(old)s are now %(new)s", values) : _("Clause %(old)s is now %(new)s", values);
  }
  return isRun ? _("%(old)s are now %(new)s", values) : _("%(old)s is now %(new)s", values);
}

const LONGEST = 160;
const LONGEST_ADDRESS = 2000;
const LEEWAY = 5;


/** Text with letters set off; of a long one its beginning, up to a space. @param {string} text @param {Stretches} stretches @param {number} longest @returns {any[]} */
function cut(text, stretches, longest = LONGEST) {
  const all = Array.from(shown(text));
  let said = all.join("");
  if (all.length > longest + LEEWAY) {
    const begin = all.slice(0, longest - 3).join("");
    const end = begin.lastIndexOf(" ");
    said = (end < 0 ? begin : begin.slice(0, end)) + "...";
  }
  return setOff(said, stretches);
}

/** In what two sources differ that have no change to list (policy_history/redline/sameness.py). @param {Redline} redline */
export function onlyDifference(redline) {
  const { history, old, new: newer } = redline;
  const spans = redline.entries.flatMap((entry) => (entry.cells.length ? entry.cells.flatMap((cell) => cell.spans) : entry.spans));
  const pairs = spans.flatMap((span) => span.old.slice(0, span.new.length).map((token, at) => [token, span.new[at]]));
  const hasCapitals = pairs.some(([a, b]) => a.code !== b.code);
  const markup = hasCapitals ? history.data.lower : history.data.markup;
  const kinds = [
    hasCapitals && _("capitals"),
    pairs.some(([a, b]) => a.text !== b.text && a.code === b.code) && _("the form of quotation marks, dashes or letters"),
    pairs.some(([a, b]) => a.gap !== b.gap) && _("spaces"),
    markup[old.number] !== markup[newer.number] && _("the markup of the source"),
  ].filter(Boolean);
  const [before, after] = [old.number, newer.number].map((text) => history.known("unseen", text));
  const unseen = before === after ? [] : redline.characters.counted(Array.from(before), Array.from(after));
  const what = listInWords(/** @type {string[]} */ (kinds.length ? kinds : [_("spaces and line ends that no page shows")]));
  if (unseen.length) {
    return _("The two sources differ in %(what)s: %(signs)s.", { what, signs: unseen.join(", ") });
  }
  return _("The two sources differ in %(what)s.", { what });
}
