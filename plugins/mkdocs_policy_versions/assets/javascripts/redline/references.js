/* Words that name labels, "section 4(c)": the twin of `references` in policy_history/text/labels.py. */

/** @import { Library } from "./library.js" */
/** @import { Reading, Span } from "./sides.js" */

const LETTER = /^[\p{L}\p{N}]/u;
const DIGIT = /^\p{Nd}/u;
/** Behind a name that is shortened stands no word. */
const BEHIND_STOP = /^(?:\p{Nd}|(?:[IVXLC]+|[\p{L}\p{Nl}\p{No}])$)/u;
const PARTS_OF_NUMBERS = new Set(["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"]);
/** How words begin that name a number before them: "4 §", "3 artiklan", "2 straipsnį". */
const BEHIND = /^(?:§|straipsn|skyri|pykäl|lu[kv]u|artikla|koh[dt]a|momenti|madde|bend|fıkra|pont|cikk|bekezdés|pant[su]?|punkt|nodaļ|lõi[gk]e|artiku)/iu;
/** What a part of a clause is called. */
const WITHIN =
  /^(?:abs[\p{L}\p{N}_]*|satz|nrn?|nummern?|lit(?:era)?|buchst[\p{L}\p{N}_]*|ust|pkt|odst|písm[\p{L}\p{N}_]*|stk|al|alinéa|apdo|apartado|letras?|lett[\p{L}\p{N}_]*|punkt[\p{L}\p{N}_]*|пункт[\p{L}\p{N}_]*|пп?|ал|ч|παρ[\p{L}\p{N}_]*|khoản|paras?|paragraphs?|points?|items?|lid|ponto|punt[oi]s?|nos?|numbers?|bokst[\p{L}\p{N}_]*|comm[ai]|al[ií]neas?|incisos?|ayat|huruf|điểm|ustęp[\p{L}\p{N}_]*|odstav[\p{L}\p{N}_]*|bod[\p{L}\p{N}_]?|абзац[\p{L}\p{N}_]*|подпункт[\p{L}\p{N}_]*|στοιχεί[\p{L}\p{N}_]*)$/iu;
/** How names begin of what is counted apart from clauses: "Schedule 2" is not clause 2. */
const APART =
  /^(?:ann?ex|append|app$|schedul|sch$|exhibit|attachm|addend|table|tabelle|figure|step|recital|module|anlage|anh|beilage|bijlage|allegat|bilag|liite|příloh|príloh|załącznik|приложени|додат|παράρτημ|παραρτήμ|lampiran|ملحق|נספח|परिशिष्ट|अनुसूची|附|別|별|붙임|부록|ek$)/iu;
const PREFIX = /^(?:[\p{L}\p{Nl}\p{No}]{1,4}['’]|[ובהלכמש]{1,3}(?=נספח)|(?:ال|لل|بال|وال|ول|ب|ل|و)(?=ملحق))/u;
const JOINING = 3;
export const JOINTS = ["through", "thru", "until", "oder", "sowie", "samt", "eller", "nebo", "oraz", "vagy", "veya", "hasta", "sekä", "atau"];
/** What may follow another joint: ", and", "and/or", "tot en met". */
const FURTHER = new Set([..."and or und et ou y o e en met of och og a i lub и или та або και ή ve és ja tai dan và hoặc / m".split(" "), ...JOINTS]);
const PART = /^(?:\p{Nd}{1,3}|[ivxlc]{1,5}|[\p{L}\p{Nl}\p{No}])$/u;

/** The stretches of a text that name labels: found once in a reading. @param {Reading} reading @returns {Span[]} */
export function referencesOf(reading) {
  const { side: { library }, keys, labels } = reading;
  const key = (/** @type {number} */ at) => (at < keys.length ? library.keys[keys[at]] : "");
  reading.references ??= references(library, key, keys.length, (at) => Boolean(labels[at]) || !mayEndName(library, keys[at - 1]));
  return reading.references;
}

/** Stretches of words that name labels, but for those that begin where `isNone` says. @param {Library} library @param {(at: number) => string} key @param {number} length @param {(at: number) => boolean} isNone @returns {Span[]} */
export function references(library, key, length, isNone) {
  /** @type {Span[]} */
  const spans = [];
  for (let at = 1; at < length; at += 1) {
    const name = isNone(at) ? "" : nameEnding(library, key, at - 1);
    const end = name ? listEnd(library, key, at, (name.endsWith(".") ? BEHIND_STOP : LETTER).test(key(at)), length) : at;
    if (end > at) {
      spans.push([at, end]);
      at = end;
    }
  }
  return spans;
}

/** Whether a word by itself may be the last of a name: asked of most words, so it is known of each. @param {Library} library @param {number} code */
function mayEndName({ keys, names, spelledNames, nameEnds }, code) {
  const word = keys[code];
  nameEnds[code] ??= word === "." || names.has(word) || spelledNames.some((name) => name.endsWith(word));
  return nameEnds[code];
}

/** Where a list of numbers ends, "4(c), 5 and 6"; `at` where there is none. @param {Library} library @param {(at: number) => string} key @param {number} at @param {boolean} isNumber @param {number} last */
function listEnd({ names }, key, at, isNumber, last) {
  let end = referenceEnd(key, at, isNumber);
  while (end > at) {
    const begin = behindJoint(names, key, end, last);
    const behind = begin < last ? referenceEnd(key, begin, DIGIT.test(key(begin))) : begin;
    if (behind === begin) {
      break;
    }
    end = behind;
  }
  return end;
}

/** Where another number of a list may begin, behind what joins it; at the end of the words where nothing does. @param {Set<string>} names @param {(at: number) => string} key @param {number} end @param {number} last */
function behindJoint(names, key, end, last) {
  const word = end < last ? key(end) : "";
  if (!word || (Array.from(word).length > JOINING && !JOINTS.includes(word)) || names.has(word)) {
    return last;
  }
  const at = [end + 1, end + 2].find((place) => place < last && !FURTHER.has(key(place)));
  return at ?? end + 3;
}

/** The name of a clause that ends with that word: "section", "Art.", "ข้อ"; empty where none does. @param {Library} library @param {(at: number) => string} key @param {number} at */
export function nameEnding({ names, spelledNames }, key, at) {
  const word = key(at);
  const whole = at > 0 && word === "." ? key(at - 1) + word : word;
  if (names.has(whole)) {
    return whole;
  }
  const isEnd = (/** @type {string} */ name) => Array.from(name).every((letter, place, all) => key(at + 1 - all.length + place) === letter);
  return spelledNames.find((name) => name.endsWith(word) && isEnd(name)) ?? "";
}

/** Whether a reference with that name may be to what is counted with one of these names, "" being none: "Abs. 1" is a part of a clause, and not "§ 1"; "Schedule 2" is a schedule. @param {string} name @param {Set<string>} labels */
export function mayName(name, labels) {
  const bare = name.replace(/^\.+|\.+$/g, "").toLowerCase().replace(PREFIX, "");
  const all = Array.from(labels, (label) => label.toLowerCase());
  const begins = (/** @type {number} */ count) => all.some((label) => Array.from(label).slice(0, count).join("") === Array.from(bare).slice(0, count).join(""));
  if (all.length && bare && (APART.test(bare) || all.every((label) => APART.test(label)))) {
    return begins(3);
  }
  return !all.length || !WITHIN.test(bare) || all.includes("") || begins(2);
}

/** Whether a word belongs to the number before it: "2 bis". @param {string} word */
export function isPartOfNumber(word) {
  return PARTS_OF_NUMBERS.has(word);
}

/** The name that stands behind a number: "§" of "4 §", "maddeye" of "2. maddeye"; empty for none. @param {Set<string>} names @param {string[]} words @param {number} at */
export function namesNumberBefore(names, words, at) {
  const [word, behind] = [words[at + 1] ?? "", words[at + 2] ?? ""];
  if (word === "." && (BEHIND.test(behind) || names.has(behind))) {
    return ". " + behind;
  }
  return BEHIND.test(word) ? " " + word : "";
}

/** Where a number with the items in it ends, "4(c)(ii)", or the items alone; `at` where there is neither. @param {(at: number) => string} key @param {number} at @param {boolean} isNumber */
function referenceEnd(key, at, isNumber) {
  let end = isNumber ? at + 1 : at;
  if (isNumber && isPartOfNumber(key(end)) && key(end + 1) && !DIGIT.test(key(end + 1))) {
    end += 1; // "bis" between numbers is "to" in German
  }
  while (["()", '""'].includes(key(end) + key(end + 2)) && PART.test(key(end + 1))) {
    end += 3;
  }
  return end;
}
