/*
 * What the scripts say: the catalogue of sentences (policy_history/wording), and days, numbers and lists by CLDR.
 *
 * A sentence in the code is English and is its own key. The page of a site in another language holds the translations
 * of those that scripts say; a page in English holds nothing.
 */

/** @typedef {{ language: string, messages: Record<string, string | Record<string, string>> }} Catalogue */

/** @returns {Catalogue} */
function read() {
  const place = globalThis.document?.getElementById("policy-words");
  return place ? JSON.parse(place.textContent ?? "") : { language: "en-GB", messages: {} };
}

const { language, messages } = read();
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);
const days = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const lists = new Intl.ListFormat(language, { type: "conjunction" });
const PLACE = /%(?:%|\((\w+)\)s)/g;

/** Name a sentence for the catalogue and say it later. @param {string} message */
export const N_ = (message) => message;

/** A sentence that was named elsewhere. @param {string} message */
export function translated(message) {
  const found = messages[message];
  return typeof found === "string" ? found : message;
}

/** The sentence in the interface's language, with the values in their places. @param {string} message @param {Record<string, string | number>} [values] @returns {string} */
export function _(message, values = {}) {
  return parts(message, values).join("");
}

/** The sentence for that number; `%(num)s` is the number. @param {string} one @param {string} many @param {number} num @param {Record<string, string | number>} [values] @returns {string} */
export function ngettext(one, many, num, values = {}) {
  return pluralParts(one, many, num, values).join("");
}

/** The sentence as the children of an element: elements may be among the values. @param {string} message @param {Record<string, any>} [values] @returns {any[]} */
export function parts(message, values = {}) {
  return filled(translated(message), values);
}

/** The same for a number. @param {string} one @param {string} many @param {number} num @param {Record<string, any>} [values] @returns {any[]} */
export function pluralParts(one, many, num, values = {}) {
  const found = messages[one];
  const english = num === 1 ? one : many;
  return filled(typeof found === "object" ? (found[plurals.select(num)] ?? found.other ?? english) : english, { num, ...values });
}

/** A sentence in pieces as one text in stretches; what is the sentence's own is not set off. @param {any[]} pieces @returns {[string, boolean][]} */
export function stretchesOf(pieces) {
  return pieces.map((piece) => (typeof piece === "string" ? [piece, false] : piece));
}

/** @param {string} sentence @param {Record<string, any>} values */
function filled(sentence, values) {
  /** @type {any[]} */
  const found = [];
  let done = 0;
  for (const place of sentence.matchAll(PLACE)) {
    const value = place[1] ? values[place[1]] : "%";
    const said = typeof value === "number" ? numberInWords(value) : value;
    found.push(sentence.slice(done, place.index), ...(Array.isArray(said) ? said : [said]));
    done = place.index + place[0].length;
  }
  return [...found, sentence.slice(done)].filter((part) => part !== "");
}

/** A whole number with its groups of digits: 12,345. @param {number} number */
export function numberInWords(number) {
  return numbers.format(number);
}

/** A day as the pages write it: 2012-05-03 is 3 May 2012, on one line. @param {string} day */
export function dayInWords(day) {
  return days.format(new Date(day + "T00:00:00Z")).replaceAll(" ", "\u00a0");
}

/** Several things in a sentence: "a, b and c". @param {string[]} things */
export function listInWords(things) {
  return lists.format(things);
}
