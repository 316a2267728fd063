/* What an address asks for. */

import { dayInWords, inForceNow, inForceOn, isDay, nameOf, today } from "./days.js";

/**
 * What an address asks for: {from, to} by number with a `lead` sentence for a date, {problem} in words, or null for
 * nothing.
 */
export function asked(revisions, search) {
  const query = new URLSearchParams(search);
  if (query.get("since")) {
    return askedSince(revisions, query.get("since"));
  }
  if (!query.get("from") && !query.get("to")) {
    return null;
  }
  const current = inForceNow(revisions);
  const ids = [query.get("from") || revisions[0].id, query.get("to") || revisions[Math.max(current, 0)].id];
  const [from, to] = ids.map((id) => revisions.findIndex((revision) => revision.id === id));
  const unknown = ids.filter((id, at) => [from, to][at] < 0);
  if (unknown.length) {
    return { problem: "There is no revision “" + unknown.join("” and no revision “") + "”. Choose two from the lists." };
  }
  return { from: from, to: to, lead: "" };
}

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
    const first = revisions[0];
    const said = "No revision recorded here applied on " + dayInWords(day) + ". The first one is that of ";
    return { problem: said + nameOf(first) + ", which applies from " + dayInWords(first.effective) + "." };
  }
  const said = "The text in force on " + dayInWords(day) + " was the revision of " + nameOf(revisions[from]) + ".";
  return { from: from, to: current, lead: said };
}
