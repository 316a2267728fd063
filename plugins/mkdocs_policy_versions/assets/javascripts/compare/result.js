/* What the page shows for two revisions: the cover, the notes in between, the list of changes and the text with its marks. */

import { Redline } from "../redline/redline.js";
import { drawNotesBetween, drawSides, drawWarnings, revisionLink } from "./cover.js";
import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawChangeList } from "./listing.js";
import { drawRedline } from "./redline.js";
import { drawLegend, drawSideBySide, drawViews } from "./views.js";

export const SAME = "The two texts are the same, word for word.";

export function drawResult(page, wanted) {
  const [before, after] = sidesOf(page, wanted);
  const title = "What changed from " + nameOf(before) + " to " + nameOf(after);
  return [
    element("h2", { id: "comparison" }, [title]),
    ...(wanted.lead ? [element("p", {}, [wanted.lead]), drawLastingAddress(before, after)] : []),
    ...drawWarnings(page, wanted),
    ...drawSides(page, wanted),
    ...drawNotesBetween(page, wanted),
    ...drawComparison(page, wanted),
  ];
}

/** What a day stands for may change with the next revision; the ids of two revisions always mean the same. */
function drawLastingAddress(before, after) {
  const query = "?from=" + before.id + "&to=" + after.id;
  return element("p", { class: "policy-small" }, [
    "The address that always shows this comparison: ",
    element("a", { href: query }, [window.location.pathname + query]),
  ]);
}

function sidesOf(page, wanted) {
  return [wanted.from, wanted.to].map((at) => page.data.revisions[at]);
}

function drawComparison(page, wanted) {
  if (page.history.areSame(wanted.from, wanted.to)) {
    const said = wanted.from === wanted.to ? " Both sides are one revision." : "";
    return [element("p", { class: "policy-same" }, [SAME + said])];
  }
  const redline = new Redline(page.history, wanted.from, wanted.to);
  const drawing = drawRedline(redline, page.root);
  const properties = { class: "policy-text policy-redline", ...page.textAttributes };
  return drawChangeList(redline, drawing.changes).concat([
    element("h2", { id: "redline" }, ["The whole text with its changes marked"]),
    drawLegend(drawing),
    drawViews(drawing),
    drawOtherViews(page, wanted),
    drawSideBySide(redline, page.root, sidesOf(page, wanted), page.textAttributes),
    element("article", properties, drawing.sections),
  ]);
}

function drawOtherViews(page, wanted) {
  const [before, after] = sidesOf(page, wanted);
  return element("p", { class: "policy-other-views" }, [
    "Other views: ",
    revisionLink(page, before, "", "the text before without marks"),
    ", ",
    revisionLink(page, after, "", "the text after without marks"),
    ".",
  ]);
}
