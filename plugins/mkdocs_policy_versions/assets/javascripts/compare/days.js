/* Days and revisions in words, and which revision applied when. */

/**
 * A revision as compare.json tells it.
 * @typedef {object} Revision
 * @property {string} id
 * @property {string} published
 * @property {string} effective
 * @property {string} state
 * @property {string} class
 * @property {string} note
 * @property {string} wording
 * @property {string} [basis]
 * @property {string} sha256
 * @property {string} url
 * @property {string} [until] the last day of a policy that ends
 */

import { dayInWords } from "../redline/wording.js";

/** @param {string} text */
export function isDay(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const date = found ? new Date(text + "T00:00:00Z") : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** A revision's name: its day, and its number where the day has several. @param {Revision} revision */
export function nameOf(revision) {
  const [day, turn] = revision.id.split(".");
  return dayInWords(day) + (turn ? " (" + turn + ")" : "");
}

/** The number of the revision that applied on a day; -1 before the first and after the end. @param {Revision[]} revisions @param {string} day */
export function inForceOn(revisions, day) {
  let found = -1;
  revisions.forEach((revision, at) => {
    found = revision.published <= day && revision.effective <= day ? at : found;
  });
  return found >= 0 && day > (revisions[found].until ?? day) ? -1 : found;
}

/** The number of the revision in force, or of the last one of a policy that was withdrawn; -1 while there is none. @param {Revision[]} revisions */
export function appliedLast(revisions) {
  return revisions.findIndex(({ state }) => state === "in force" || state === "withdrawn");
}

/** Today on the reader's own calendar. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The last day on which a revision applies, the day before the next one takes effect; empty while none is to follow and the policy is not to end. @param {Revision[]} revisions @param {number} at */
export function untilOf(revisions, at) {
  if (at + 1 >= revisions.length) {
    return revisions[at].until ?? "";
  }
  const next = new Date(revisions[at + 1].effective + "T00:00:00Z");
  return new Date(next.getTime() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** @param {Revision} revision */
export function isReconstructed(revision) {
  return revision.wording === "reconstructed";
}
