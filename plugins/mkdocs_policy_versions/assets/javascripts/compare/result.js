/* What the page says of two revisions: the cover, the notes in between, the list of changes and the text with its marks. */

import { sourceOf } from "./store.js";
import { compare } from "./tidy.js";
import { findMoves } from "./moves.js";
import { blocksOf } from "./blocks.js";
import { element, safeAddress } from "./elements.js";
import { drawRedline } from "./redline.js";
import { dayInWords, nameOf } from "./days.js";

export function isReconstructed(revision) {
  return revision.wording === "reconstructed";
}

export function drawResult(page, wanted) {
  const revisions = page.data.revisions;
  const before = revisions[wanted.from];
  const after = revisions[wanted.to];
  const parts = [element("h2", { id: "comparison" }, ["What changed from " + nameOf(before) + " to " + nameOf(after)])];
  if (wanted.lead) {
    parts.push(element("p", {}, [wanted.lead + " It is compared with the text in force today."]));
  }
  if (wanted.from > wanted.to) {
    const said = "The later text stands on the left: what it added is shown as removed, and what it removed as added.";
    parts.push(notice("In reverse order.", said));
  }
  parts.push(drawSides(page, before, after), ...drawReconstruction(before, after));
  parts.push(...drawNotesBetween(page, wanted));
  parts.push(...drawComparison(page, wanted));
  return parts;
}

function notice(title, said) {
  const inner = element("p", {}, [element("strong", {}, [title]), " " + said]);
  return element("div", { class: "policy-notice", role: "note" }, [inner]);
}

function revisionLink(page, revision, end) {
  const isPlain = /^(?:\.|[a-z][a-z0-9+.-]*:)/i.test(revision.url);
  const target = isPlain ? safeAddress(revision.url, page.root) : page.root + revision.url.replace(/^\//, "");
  return element("a", { href: target + (end || "") }, [nameOf(revision)]);
}

function drawSides(page, before, after) {
  const hash = (revision) => element("code", { title: revision.sha256 }, [revision.sha256.slice(0, 12)]);
  const rows = [
    ["Revision", (revision) => revisionLink(page, revision)],
    ["Applies from", (revision) => dayInWords(revision.effective)],
    ["Wording", (revision) => revision.wording],
    ["SHA-256 of the source", hash],
  ].map(([name, value]) =>
    element("tr", {}, [
      element("th", { scope: "row" }, [name]),
      element("td", {}, [value(before)]),
      element("td", {}, [value(after)]),
    ])
  );
  const names = ["Before", "After"].map((name) => element("th", { scope: "col" }, [name]));
  return element("table", { class: "policy-sides" }, [
    element("caption", {}, ["The two texts compared"]),
    element("thead", {}, [element("tr", {}, [element("td")].concat(names))]),
    element("tbody", {}, rows),
  ]);
}

function drawReconstruction(before, after) {
  const sides = (before === after ? [before] : [before, after]).filter(isReconstructed);
  const notices = sides.map((side) => {
    const said = "The wording of " + nameOf(side) + " has not been preserved. What is shown is put together from: ";
    return notice("Reconstructed wording.", said + side.basis);
  });
  if (sides.length && before !== after) {
    const said = "This comparison therefore shows only the differences that the record proves. There may have been others.";
    notices.push(element("p", {}, [said]));
  }
  return notices;
}

function drawNotesBetween(page, wanted) {
  const [first, last] = [wanted.from, wanted.to].sort((one, other) => one - other);
  const steps = page.data.revisions.slice(first + 1, last + 1);
  if (!steps.length) {
    return [];
  }
  const entries = [].concat(
    ...steps.map((step) => [
      element("dt", {}, [revisionLink(page, step, "changes/"), ", " + step.class]),
      element("dd", {}, [step.note]),
    ])
  );
  return [
    element("h2", { id: "notes" }, ["Notes on the changes in between"]),
    element("p", {}, ["The editor’s explanation, not part of the policy."]),
    element("dl", {}, entries),
  ];
}

export const SAME = "The two texts are the same, word for word.";

function drawComparison(page, wanted) {
  const store = page.store;
  if (sourceOf(store, wanted.from) === sourceOf(store, wanted.to)) {
    return [element("p", { class: "policy-same" }, [SAME])];
  }
  const comparison = compare(store, wanted.from, wanted.to);
  const drawing = drawRedline(store, blocksOf(comparison, findMoves(comparison)), page.root);
  const properties = { class: "policy-text policy-redline" };
  if (page.data.policy.language) {
    properties.lang = page.data.policy.language;
  }
  return drawChangeList(drawing).concat([
    element("h2", { id: "redline" }, ["The whole text with its changes marked"]),
    drawLegend(),
    drawViews(drawing),
    element("article", properties, drawing.sections),
  ]);
}

export function count(number, one, many) {
  return number + " " + (number === 1 ? one : many);
}

function drawChangeList(drawing) {
  const heading = element("h2", { id: "list-of-changes" }, ["List of changes"]);
  if (!drawing.changes.length) {
    const said = drawing.quiet ? "Only quotation marks or spaces differ." : SAME;
    return [heading, element("p", {}, ["No word, link or form changed between these two revisions. " + said])];
  }
  const moved = drawing.moved ? ", " + drawing.moved + " moved" : "";
  const words = count(drawing.added, "word", "words") + " added, " + drawing.removed + " removed" + moved;
  const entries = drawing.changes.map((change, at) =>
    element("li", {}, [
      element("a", { href: "#change-" + (at + 1) }, [change.clause || "Opening"]),
      ": " + changeInWords(change),
    ])
  );
  return [
    heading,
    element("p", {}, [count(drawing.changes.length, "change", "changes") + ": " + words + "."]),
    element("ol", { class: "policy-changes" }, entries),
  ];
}

function changeInWords(change) {
  const [before, after] = [change.before, change.after].map((text) => quoted(text));
  if (change.kind === "wording") {
    return [change.before && "removed " + before, change.after && "added " + after].filter(Boolean).join("; ");
  }
  if (change.kind === "moved") {
    const isSame = change.before === change.after && !change.isEdited;
    return "moved from “" + (change.from || "Opening") + "”" + (isSame ? ", unchanged" : "") + ": " + after;
  }
  if (change.kind === "structure" && !change.before) {
    return change.after;
  }
  const name = change.kind === "link" ? "link target" : change.kind;
  return name + " changed from " + (change.before ? before : "“none”") + " to " + (change.after ? after : "“none”");
}

const LONGEST = 160;

function quoted(text) {
  const characters = Array.from(text);
  return "“" + (characters.length > LONGEST ? characters.slice(0, LONGEST - 1).join("") + "…" : text) + "”";
}

function drawLegend() {
  const part = (name, said) => element("span", { class: "policy-legend-" + name }, [said]);
  return element("p", { class: "policy-legend" }, [
    part("removed", "Removed text is struck through"),
    "; ",
    part("added", "added text is underlined"),
    "; ",
    part("moved", "moved text has a dotted line"),
    " in both places. Everything else is in both texts.",
  ]);
}

function drawViews(drawing) {
  const option = (properties, said) => element("label", {}, [element("input", properties), " " + said]);
  const options = [
    option({ type: "radio", name: "view", id: "view-all", checked: "" }, "the whole text"),
    option({ type: "radio", name: "view", id: "view-changed" }, "changed clauses only"),
  ];
  if (drawing.quiet) {
    const said = "also quotation marks and spaces (" + drawing.quiet + ")";
    options.push(option({ type: "checkbox", id: "view-quiet" }, said));
  }
  return element("fieldset", { class: "policy-views" }, [element("legend", {}, ["Show"])].concat(options));
}
