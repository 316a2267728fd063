/* What an address asks for: two revisions, by id or by a day on which they applied, or what changed since a day. */

import { dayInWords, inForceNow, inForceOn, isDay, nameOf, today, untilOf } from "./days.js";

/** @typedef {import("./days.js").Revision} Revision */
/** @typedef {{from: number, to: number, lead: string, problem?: undefined}} Wanted two revisions by their numbers */
/** @typedef {{problem: string}} Problem why there are none, in words */

/**
 * What an address asks for: {from, to} by number with a `lead` sentence for a date, {problem} in words, or null for
 * nothing.
 * @param {Revision[]} revisions @param {string} search @returns {Wanted | Problem | null}
 */
export function asked(revisions, search) {
  const query = new URLSearchParams(search);
  const since = query.get("since");
  if (since) {
    return askedSince(revisions, since);
  }
  if (!query.get("from") && !query.get("to")) {
    return null;
  }
  const current = Math.max(inForceNow(revisions), 0);
  const sides = [
    askedSide(revisions, query.get("from") || revisions[0].id),
    askedSide(revisions, query.get("to") || revisions[current].id),
  ];
  const problems = sides.map((side) => side.problem).filter(Boolean);
  if (problems.length) {
    return { problem: Array.from(new Set(problems)).join(" ") + " Choose two from the lists." };
  }
  return { from: sides[0].at, to: sides[1].at, lead: sides.map((side) => side.lead).filter(Boolean).join(" ") };
}

/** A side by the id of a revision, else by a day: the revision that applied on it. @param {Revision[]} revisions @param {string} wanted @returns {{at: number, lead?: string, problem?: string}} */
function askedSide(revisions, wanted) {
  const at = revisions.findIndex((revision) => revision.id === wanted);
  if (at >= 0) {
    return { at: at };
  }
  if (!isDay(wanted)) {
    return { at: -1, problem: "There is no revision “" + wanted + "”." };
  }
  const found = inForceOn(revisions, wanted);
  return found < 0 ? { at: -1, problem: beforeTheFirst(revisions, wanted) } : { at: found, lead: leadOf(revisions, found, wanted) };
}

/** @param {Revision[]} revisions @param {string} day @returns {Wanted | Problem} */
function askedSince(revisions, day) {
  if (!isDay(day)) {
    return { problem: "“" + day + "” is not a day. Write it as year, month and day, such as 2012-05-03." };
  }
  const current = inForceNow(revisions);
  if (current < 0) {
    return { problem: "No revision is in force yet. Choose two from the lists." };
  }
  if (day > today()) {
    return { problem: dayInWords(day) + " lies ahead. Choose today or a day before." };
  }
  const from = inForceOn(revisions, day);
  if (from < 0) {
    return { problem: beforeTheFirst(revisions, day) };
  }
  const agreed = " If you agreed then, it is the text you agreed to. It is compared with the text in force today.";
  return { from: from, to: current, lead: leadOf(revisions, from, day) + agreed };
}

/** @param {Revision[]} revisions @param {string} day */
function beforeTheFirst(revisions, day) {
  const first = revisions[0];
  const said = "No revision recorded here applied on " + dayInWords(day) + ". The first one is that of ";
  return said + nameOf(first) + ", which applies from " + dayInWords(first.effective) + ".";
}

/** Which revision applied on a day, and over which days it did. Of a day ahead no more is known than is published. @param {Revision[]} revisions @param {number} at @param {string} day */
function leadOf(revisions, at, day) {
  const name = "the revision of " + nameOf(revisions[at]);
  if (day > today()) {
    return "As far as is published, the text in force on " + dayInWords(day) + " will be " + name + ".";
  }
  const until = untilOf(revisions, at);
  const period = "from " + dayInWords(revisions[at].effective) + (until ? " to " + dayInWords(until) : " on");
  return "The text in force on " + dayInWords(day) + " was " + name + ", which applied " + period + ".";
}
