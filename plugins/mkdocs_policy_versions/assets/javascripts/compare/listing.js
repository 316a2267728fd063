/* The changes in words: the list of them, and their figures by section and class (publish/templates/_redline.html). */

import { shown } from "../redline/characters.js";
import { joinInWords } from "../redline/clause_joins.js";
import { differingLetters, lettersOfWords } from "../redline/letters.js";
import { isReplaced } from "../redline/styles.js";
import { bySection, summaryOf } from "../redline/summary.js";
import { element } from "./elements.js";
import { setOff } from "./words.js";

/** @typedef {import("../redline/changes.js").Change} Change */
/** @typedef {import("../redline/letters.js").Stretches} Stretches */
/** @typedef {import("../redline/redline.js").Clause} Clause */
/** @typedef {import("../redline/redline.js").Redline} Redline */
/** @typedef {import("../redline/summary.js").Summary} Summary */

/** @param {number} number @param {string} one @param {string} many */
export function count(number, one, many) {
  return number + " " + (number === 1 ? one : many);
}

/** The list of changes and the summary; where there are none, in what the two sources differ. @param {Redline} redline @param {Change[]} changes */
export function drawChangeList(redline, changes) {
  const heading = element("h2", { id: "list-of-changes" }, ["List of changes"]);
  if (!changes.length) {
    const said = "No word, link or form changed between these two revisions. " + onlyDifference(redline);
    return [heading, element("p", {}, [said])];
  }
  const sections = bySection(changes);
  const moved = redline.words("moved here");
  const words = count(redline.words("insert"), "word", "words") + " added, " + redline.words("delete") + " removed";
  const where = " in " + count(sections.length, "section", "sections") + ": ";
  return [
    heading,
    element("p", {}, [count(changes.length, "change", "changes") + where + words + (moved ? ", " + moved + " moved." : ".")]),
    element("ol", { class: "policy-changes" }, changes.map((change) => drawChange(redline, change))),
    element("h2", { id: "summary-of-changes" }, ["Summary"]),
    drawSummary(sections, summaryOf(changes)),
  ];
}

/** @param {Redline} redline @param {Change} change */
function drawChange(redline, change) {
  const { wordsRemoved: removed, wordsAdded: added } = change;
  const figures = (removed ? " −" + removed : "") + (added ? " +" + added : "");
  const unseen = redline.characters.told(change.removed, change.added);
  const properties = change.kind === "numbering" ? { class: "policy-numbering-entry" } : {};
  return element("li", { value: String(change.number), ...properties }, [
    changeLink(change.number, change.clause),
    " (" + change.kind + figures + "): ",
    ...changeInWords(change),
    ...(unseen.length ? [" (" + unseen.join(", ") + ")"] : []),
  ]);
}

/** @param {number} number @param {Clause | null} clause */
function changeLink(number, clause) {
  return element("a", { href: "#change-" + number }, [clause ? clause.title : "Opening"]);
}

/** @param {Change} change @returns {any[]} */
function changeInWords(change) {
  const column = change.column === null ? "" : "the column ";
  const [old, newer] = lettersOf(change);
  if (isReplaced(change.kind)) {
    const removed = change.removed ? ["removed " + column, ...quoted(change.removed, old)] : [];
    const added = change.added ? ["added " + column, ...quoted(change.added, newer)] : [];
    return [...removed, removed.length && added.length ? "; " : "", ...added];
  }
  if (change.kind === "numbering") {
    return [shown(renumbering(change))];
  }
  if (change.move) {
    return moveInWords(change, column);
  }
  return change.kind === "structure" && !change.removed ? [joinInWords(change.added, change.fromClause)] : fromAndTo(change, old, newer);
}

/** @param {Change} change @param {Stretches} old @param {Stretches} newer @returns {any[]} */
function fromAndTo(change, old, newer) {
  const longest = change.kind === "link target" ? LONGEST_ADDRESS : LONGEST;
  const [from, to] = [quoted(change.removed || "none", old, longest), quoted(change.added || "none", newer, longest)];
  return [change.kind + " changed from ", ...from, " to ", ...to];
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

/** @param {Change} change @param {string} column */
function moveInWords(change, column) {
  const { move, fromClause: left, clause } = change;
  const isClause = left !== null && clause !== null && left.id === clause.id;
  const from = isClause ? "its old place" : "“" + (left ? left.title : "Opening") + "”";
  return [
    column && column + "“" + shown(change.column ?? "") + "” ",
    element("a", { href: "#move-" + move + "-from" }, ["moved from " + from]),
    change.removed === change.added ? ", unchanged, " : ", ",
    element("a", { href: "#move-" + move + "-to" }, ["to here"]),
    ": ",
    ...quoted(change.added, []),
  ];
}

/** A change of numbers as a sentence: "Clauses 3 to 9 are now 2 to 8". @param {Change} change */
function renumbering(change) {
  if (!change.removed || !change.added) {
    return "number “" + (change.removed || change.added) + "” " + (change.removed ? "removed" : "added");
  }
  const isRun = change.removed.includes(" to ");
  const lead = /^[\p{Nd}\p{No}]/u.test(change.removed) ? (isRun ? "Clauses " : "Clause ") : "";
  return lead + change.removed + (isRun ? " are" : " is") + " now " + change.added;
}

const LONGEST = 160;
const LONGEST_ADDRESS = 2000;
const LEEWAY = 5;

/** Text between quotation marks, with letters set off; of a long one its beginning, up to a space. @param {string} text @param {Stretches} stretches @param {number} longest @returns {any[]} */
function quoted(text, stretches, longest = LONGEST) {
  const all = Array.from(shown(text));
  let said = all.join("");
  if (all.length > longest + LEEWAY) {
    const begin = all.slice(0, longest - 3).join("");
    const end = begin.lastIndexOf(" ");
    said = (end < 0 ? begin : begin.slice(0, end)) + "...";
  }
  return ["“", ...setOff(said, stretches), "”"];
}

const COLUMNS = ["Section", "Changes", "Removed", "Added", "Moved"];

/** @param {Summary[]} sections @param {Summary} all */
function drawSummary(sections, all) {
  const row = (/** @type {any} */ name, /** @type {Summary} */ figures) => {
    const kinds = figures.kinds.map(([kind, number]) => number + " " + kind).join(", ");
    const values = [kinds, figures.wordsRemoved, figures.wordsAdded, figures.wordsMoved];
    const cells = values.map((value) => element("td", {}, [String(value)]));
    return element("tr", {}, [element("th", { scope: "row" }, [name])].concat(cells));
  };
  const parts = [
    element("caption", {}, ["Changes by section and class, and words"]),
    element("thead", {}, [element("tr", {}, COLUMNS.map((name) => element("th", { scope: "col" }, [name])))]),
    element("tbody", {}, sections.map((each) => row(changeLink(each.first, each.clause), each))),
  ];
  if (sections.length > 1) {
    parts.push(element("tfoot", {}, [row("All", all)]));
  }
  return element("table", { class: "policy-figures" }, parts);
}

/** In what two sources differ that have no change to list (policy_history/redline/sameness.py). @param {Redline} redline */
function onlyDifference(redline) {
  const { history, old, new: newer } = redline;
  const spans = redline.entries.flatMap((entry) => (entry.cells.length ? entry.cells.flatMap((cell) => cell.spans) : entry.spans));
  const pairs = spans.flatMap((span) => span.old.slice(0, span.new.length).map((token, at) => [token, span.new[at]]));
  const hasCapitals = pairs.some(([a, b]) => a.code !== b.code);
  const markup = hasCapitals ? history.data.lower : history.data.markup;
  const kinds = [
    hasCapitals && "capitals",
    pairs.some(([a, b]) => a.text !== b.text && a.code === b.code) && "the form of quotation marks, dashes or letters",
    pairs.some(([a, b]) => a.gap !== b.gap) && "spaces",
    markup[old.number] !== markup[newer.number] && "the markup of the source",
  ].filter(Boolean);
  const [before, after] = [old.number, newer.number].map((text) => history.known("unseen", text));
  const unseen = before === after ? [] : redline.characters.counted(Array.from(before), Array.from(after));
  const named = unseen.length ? ": " + unseen.join(", ") : "";
  return "The two sources differ in " + (kinds.join(" and ") || "spaces and line ends that no page shows") + named + ".";
}
