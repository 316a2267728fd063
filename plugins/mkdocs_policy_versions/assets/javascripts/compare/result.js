/* What the page shows for two versions, in this order: answer, meaning, map, text, proof. */

import { changes } from "../redline/changes.js";
import { Redline } from "../redline/redline.js";
import { _, dayInWords, ngettext } from "../redline/wording.js";
import { drawLine, drawNotesBetween, drawRecord, drawWarnings, sidesOf, stepsOf } from "./cover.js";
import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawChangeList, onlyDifference } from "./listing.js";
import { drawMap, howMany } from "./map.js";
import { drawRedline } from "./redline.js";
import { drawLegend, drawSideBySide, drawViews } from "./views.js";

/** The answer in the words of a heading, and what stands below it. */
export function drawResult(page, wanted) {
  const isSame = page.history.areSame(wanted.from, wanted.to);
  const redline = isSame ? null : new Redline(page.history, wanted.from, wanted.to);
  const found = redline ? changes(redline) : [];
  return {
    answer: answerOf(page, wanted, found),
    nodes: [
      drawLine(page, wanted),
      ...drawWarnings(page, wanted),
      ...(wanted.from === wanted.to ? [] : drawNotesBetween(page, wanted)),
      ...(redline ? drawComparison(page, wanted, redline, found) : [element("p", { class: "policy-same" }, [_("It is the same text.")])]),
      ...drawRecord(page, wanted),
    ],
  };
}

function answerOf(page, wanted, found) {
  const [before, after] = sidesOf(page, wanted).map(nameOf);
  if (!found.length) {
    const between = _("Nothing has changed between %(before)s and %(after)s", { before, after });
    return wanted.since ? _("Nothing has changed since %(day)s", { day: dayInWords(wanted.since) }) : between;
  }
  const many = howMany(found);
  if (!wanted.since) {
    return _("From %(before)s to %(after)s: %(changes)s", { before, after, changes: many });
  }
  const values = { day: dayInWords(wanted.since), changes: many };
  const steps = stepsOf(page, wanted);
  if (steps.length < 2) {
    return _("Since %(day)s: %(changes)s", values);
  }
  const material = steps.filter((step) => step.class === "material").length;
  return ngettext(
    "Since %(day)s: %(changes)s, made in %(num)s version, %(material)s of them material",
    "Since %(day)s: %(changes)s, made in %(num)s versions, %(material)s of them material",
    steps.length,
    { ...values, material },
  );
}

function drawComparison(page, wanted, redline, found) {
  const drawing = drawRedline(redline, page.root);
  const language = page.data.policy.language;
  const properties = Object.assign({ class: "policy-text policy-redline" }, language ? { lang: language } : {});
  const without = () => _("No word, link or form changed between these two versions.") + " " + onlyDifference(redline);
  return [
    found.length ? drawMap(found) : element("p", {}, [without()]),
    element("div", { class: "policy-title-row" }, [element("h2", { id: "redline" }, [_("The changes")]), drawViews()]),
    drawSideBySide(redline, page.root, sidesOf(page, wanted), language),
    element("article", properties, drawing.sections),
    ...drawChangeList(redline, found),
    ...drawLegend(drawing),
  ];
}
