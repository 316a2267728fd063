/* When an answer is due: the arithmetic of policy_history/forms/deadlines.py, held to it by a test. Days are midnights in UTC. */

/** @typedef {{holidays: string[], restDays: number[]}} Calendar days as 2026-12-25, days of the week from Sunday, 0 */
/** @typedef {{count: number, unit: string, movesOn: boolean}} Clock how long an answer may take */

/** The day it is for the publisher at a moment, as midnight in UTC. @param {Date} moment @param {string} [timezone] */
export function dayOf(moment, timezone) {
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: timezone, calendar: "gregory" };
  const parts = new Intl.DateTimeFormat("en-US", options).formatToParts(moment);
  const [year, month, day] = ["year", "month", "day"].map((type) =>
    Number(parts.find((each) => each.type === type)?.value)
  );
  return new Date(Date.UTC(year, month - 1, day));
}

/** @param {Date} day */
function written(day) {
  return day.toISOString().slice(0, 10);
}

/** @param {Date} day @param {Calendar} calendar */
function isWorking(day, calendar) {
  return !calendar.restDays.includes(day.getUTCDay()) && !calendar.holidays.includes(written(day));
}

/** @param {Date} start @param {number} count @param {Calendar} calendar */
function businessDay(start, count, calendar) {
  const known = new Set(calendar.holidays.map((day) => day.slice(0, 4)));
  const day = new Date(start);
  while (count > 0) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (!known.has(written(day).slice(0, 4))) {
      return null;
    }
    count -= isWorking(day, calendar) ? 1 : 0;
  }
  return day;
}

/** @param {Date} start @param {number} count @param {string} unit */
function counted(start, count, unit) {
  const day = new Date(start);
  if (unit === "day" || unit === "week") {
    day.setUTCDate(day.getUTCDate() + count * (unit === "week" ? 7 : 1));
    return day;
  }
  const months = count * (unit === "year" ? 12 : 1);
  const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0)).getUTCDate();
  return new Date(
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, Math.min(start.getUTCDate(), last))
  );
}

/** The last day of a clock that starts on a day, both in UTC; null where the calendar does not reach. @param {Date} start @param {Clock} clock @param {Calendar} calendar */
export function lastDay(start, clock, calendar) {
  if (clock.unit === "business day") {
    return businessDay(start, clock.count, calendar);
  }
  const day = counted(start, clock.count, clock.unit);
  while (clock.movesOn && !isWorking(day, calendar)) {
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return day;
}
