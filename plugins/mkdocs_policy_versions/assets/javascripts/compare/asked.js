/* What an address asks for: two versions, by id or by a day on which they applied, or what changed since a day. */

import { _, dayInWords } from "../redline/wording.js";
import { appliedLast, inForceOn, isDay, nameOf, today, untilOf } from "./days.js";

/** @import { Revision } from "./days.js" */
/** @typedef {{from: number, to: number, lead: string, since?: string, problem?: undefined}} Wanted two revisions by their numbers */
/** @typedef {{problem: string}} Problem why there are none, in words */

/**
 * What an address asks for: {from, to} by number with a `lead` sentence for a date and, where it is one, the day `since`
 * which; {problem} in words, or null for nothing.
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
  const current = Math.max(appliedLast(revisions), 0);
  const sides = [
    askedSide(revisions, query.get("from") || revisions[0].id),
    askedSide(revisions, query.get("to") || revisions[current].id),
  ];
  const problems = sides.map((side) => side.problem).filter(Boolean);
  if (problems.length) {
    return { problem: Array.from(new Set(problems)).join(" ") + " " + _("Choose two from the lists.") };
  }
  return { from: sides[0].at, to: sides[1].at, lead: sides.map((side) => side.lead).filter(Boolean).join(" ") };
}

/** A side by the id of a version, else by a day: the version that applied on it. @param {Revision[]} revisions @param {string} wanted @returns {{at: number, lead?: string, problem?: string}} */
function askedSide(revisions, wanted) {
  const at = revisions.findIndex((revision) => revision.id === wanted);
  if (at >= 0) {
    return { at: at };
  }
  if (!isDay(wanted)) {
    return { at: -1, problem: _("There is no version “%(wanted)s”.", { wanted }) };
  }
  const found = inForceOn(revisions, wanted);
  return found < 0 ? { at: -1, problem: noneOn(revisions, wanted) } : { at: found, lead: leadOf(revisions, found, wanted) };
}

/** @param {Revision[]} revisions @param {string} day @returns {Wanted | Problem} */
function askedSince(revisions, day) {
  if (!isDay(day)) {
    return { problem: _("“%(day)s” is not a day. Write it as year, month and day, such as 2012-05-03.", { day }) };
  }
  const current = appliedLast(revisions);
  if (current < 0) {
    return { problem: _("No version is in force yet. Choose two from the lists.") };
  }
  if (day > today()) {
    return { problem: _("%(day)s lies ahead. Choose today or a day before.", { day: dayInWords(day) }) };
  }
  const from = inForceOn(revisions, day);
  if (from < 0) {
    return { problem: noneOn(revisions, day) };
  }
  const agreed = _("You agreed on %(day)s: that was the version of %(version)s.", { day: dayInWords(day), version: nameOf(revisions[from]) });
  const last = revisions[current].state === "withdrawn" ? untilOf(revisions, current) : "";
  const compared = last
    ? _("Compared with the last text, which applied until %(day)s.", { day: dayInWords(last) })
    : _("Compared with the text in force since %(day)s.", { day: dayInWords(revisions[current].effective) });
  return { from: from, to: current, since: day, lead: from === current ? agreed : agreed + " " + compared };
}

/** @param {Revision[]} revisions @param {string} day */
function noneOn(revisions, day) {
  const [first, last] = [revisions[0], untilOf(revisions, revisions.length - 1)];
  if (last && day > last) {
    return _("No version applies on %(day)s. The last one applies until %(last)s.", { day: dayInWords(day), last: dayInWords(last) });
  }
  return _("No version here applied on %(day)s. The first one applies from %(first)s.", { day: dayInWords(day), first: dayInWords(first.effective) });
}

/** Which version applied on a day, and over which days it did. Of a day ahead no more is known than is published. @param {Revision[]} revisions @param {number} at @param {string} day */
function leadOf(revisions, at, day) {
  const last = untilOf(revisions, at);
  const values = { day: dayInWords(day), version: nameOf(revisions[at]) };
  if (day > today()) {
    return _("On %(day)s the version of %(version)s will apply, as far as is published.", values);
  }
  if (!last) {
    return _("On %(day)s the version of %(version)s applied, as it does today.", values);
  }
  return _("On %(day)s the version of %(version)s applied, until %(last)s.", { ...values, last: dayInWords(last) });
}
