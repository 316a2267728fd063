/* The changes in words: the list of them, and their figures by section and class. */

import { element } from "./elements.js";
import { INVISIBLE, told } from "./unseen.js";

export function count(number, one, many) {
  return number + " " + (number === 1 ? one : many);
}

/** The list of changes and the summary; where there are none, `difference` says in what the two sources differ. */
export function drawChangeList(drawing, difference) {
  const heading = element("h2", { id: "list-of-changes" }, ["List of changes"]);
  if (!drawing.changes.length) {
    return [heading, element("p", {}, ["No word, link or form changed between these two revisions. " + difference])];
  }
  const all = figuresOf(drawing.changes);
  const sections = bySection(drawing);
  const moved = all.moved ? ", " + all.moved + " moved" : "";
  const words = count(all.added, "word", "words") + " added, " + all.removed + " removed" + moved;
  const where = " in " + count(sections.length, "section", "sections") + ": ";
  return [
    heading,
    element("p", {}, [count(drawing.changes.length, "change", "changes") + where + words + "."]),
    element("ol", { class: "policy-changes" }, drawing.changes.map(drawChange)),
    element("h2", { id: "summary-of-changes" }, ["Summary"]),
    drawSummary(sections, all),
  ];
}

function drawChange(change, at) {
  const figures = (change.removed ? " −" + change.removed : "") + (change.added ? " +" + change.added : "");
  return element("li", {}, [
    changeLink(at + 1, change.clause),
    " (" + classOf(change) + figures + "): ",
    ...changeInWords(change),
    ...toldOf(change),
  ]);
}

function toldOf(change) {
  const unseen = told(change.before, change.after);
  return unseen.length ? [" (" + unseen.join(", ") + ")"] : [];
}

function changeLink(number, clause) {
  return element("a", { href: "#change-" + number }, [clause || "Opening"]);
}

/** The engine's name for the class of a change. */
function classOf(change) {
  return { link: "link target", moved: "structure" }[change.kind] || change.kind;
}

function changeInWords(change) {
  const [before, after] = [change.before, change.after].map((text) => quoted(text));
  if (["wording", "typography", INVISIBLE].includes(change.kind)) {
    return [[change.before && "removed " + before, change.after && "added " + after].filter(Boolean).join("; ")];
  }
  if (change.kind === "moved") {
    const isSame = change.before === change.after && !change.isEdited;
    const place = (end) => "#move-" + change.move + "-" + end;
    const isClause = change.from && change.from === change.clause;
    const left = isClause ? "its old place" : "“" + (change.from || "Opening") + "”";
    const from = element("a", { href: place("from") }, ["moved from " + left]);
    return [from, (isSame ? ", unchanged" : "") + ", ", element("a", { href: place("to") }, ["to here"]), ": " + after];
  }
  if (change.kind === "structure" && !change.before) {
    return [change.after];
  }
  return [classOf(change) + " changed from " + (change.before ? before : "“none”") + " to " + (change.after ? after : "“none”")];
}

const LONGEST = 160;

function quoted(text) {
  const characters = Array.from(text);
  return "“" + (characters.length > LONGEST ? characters.slice(0, LONGEST - 1).join("") + "…" : text) + "”";
}

const CLASSES = ["wording", "link target", "formatting", "typography", INVISIBLE, "structure"];

/** Changes taken together: words removed, added and moved, and how many changes there are of each class. */
function figuresOf(changes) {
  const sum = (name) => changes.reduce((total, change) => total + (change[name] || 0), 0);
  const classes = CLASSES.map((name) => [changes.filter((change) => classOf(change) === name).length, name]);
  const said = classes.filter((pair) => pair[0]).map((pair) => pair.join(" ")).join(", ");
  return { removed: sum("removed"), added: sum("added"), moved: sum("moved"), said: said };
}

/** The changes of each clause that has any, in the order in which the clauses are first met. */
function bySection(drawing) {
  const sections = new Map();
  drawing.changes.forEach((change, at) => {
    const clause = drawing.clauseIds.get(change.clause) || change.clause;
    const section = sections.get(clause) || { first: at + 1, clause: change.clause, changes: [] };
    section.changes.push(change);
    sections.set(clause, section);
  });
  return Array.from(sections.values());
}

const COLUMNS = ["Section", "Changes", "Removed", "Added", "Moved"];

function drawSummary(sections, all) {
  const row = (name, figures) => {
    const values = [figures.said, figures.removed, figures.added, figures.moved];
    const cells = values.map((value) => element("td", {}, [String(value)]));
    return element("tr", {}, [element("th", { scope: "row" }, [name])].concat(cells));
  };
  const rows = sections.map((each) => row(changeLink(each.first, each.clause), figuresOf(each.changes)));
  const parts = [
    element("caption", {}, ["Changes by section and class, and words"]),
    element("thead", {}, [element("tr", {}, COLUMNS.map((name) => element("th", { scope: "col" }, [name])))]),
    element("tbody", {}, rows),
  ];
  if (sections.length > 1) {
    parts.push(element("tfoot", {}, [row("All", all)]));
  }
  return element("table", { class: "policy-figures" }, parts);
}
