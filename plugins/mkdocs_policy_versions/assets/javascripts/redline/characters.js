/* What a reader cannot see of a text, by the names of the characters: the twin of policy_history/text/characters.py. */

const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const ODD_SPACE = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
const TURNING = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
// Without "(?<=", which Safari before 16.4 does not read: none of the module would run.
const MARK_ON_DIGIT = /([0-9])([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+)/g;
const SPACE = /[\s\u001c-\u001f\u0085]+/u;

/** Text without white space at its ends; the byte order mark is none. @param {string} text */
export function stripped(text) {
  return text.replace(/^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+|(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+$/gu, "");
}

/** @param {string} text */
function isAscii(text) {
  return !/[^\u0000-\u007f]/.test(text);
}

/** The text without the characters that cannot be seen. @param {string} text */
export function seen(text) {
  return isAscii(text) ? text : text.replace(UNSEEN, "");
}

/** Runs of plain white space are one space, other spaces stay. @param {string} text */
function seenSpace(text) {
  return text.replace(/[ \t\n\r\f\v]+/g, " ");
}

/** @param {string} text */
function words(text) {
  return text.split(SPACE).filter(Boolean);
}

/** The names of characters, and what is told with them. */
export class Characters {
  /** @param {Record<string, string>} names */
  constructor(names) {
    this.names = new Map(Object.entries(names));
  }

  /** @param {string} character */
  name(character) {
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return this.names.get(character) ?? "U+" + number;
  }

  /** In what two texts differ that a reader cannot see. @param {string} old @param {string} newer @returns {string[]} */
  told(old, newer) {
    if (isAscii(old + newer) || seenSpace(old) === seenSpace(newer)) {
      return [];
    }
    if (looks(old) === looks(newer)) {
      return this.counted(named(old), named(newer));
    }
    const plain = [old, newer].map((text) => halfWidth(text).replaceAll("…", "..."));
    return [...this.counted(strange(old), strange(newer)), ...this.lookalikes(plain[0], plain[1])];
  }

  /** What is told of such characters of two texts that otherwise look the same. @param {string[]} old @param {string[]} newer @returns {string[]} */
  counted(old, newer) {
    const found = [];
    let isSame = true;
    for (const character of new Set([...old, ...newer])) {
      const count = (/** @type {string[]} */ all) => all.filter((each) => each === character).length;
      const more = count(newer) - count(old);
      if (more) {
        isSame = false;
        found.push(Math.abs(more) + " " + this.name(character) + (more > 0 ? " added" : " removed"));
      }
    }
    return isSame && old.length ? [this.list(new Set(old)) + " at another place"] : found;
  }

  /** @param {Iterable<string>} all */
  list(all) {
    return Array.from(all, (each) => this.name(each)).join(", ");
  }

  /** @param {string} old @param {string} newer @returns {string[]} */
  lookalikes(old, newer) {
    const [one, other] = [words(old), words(newer)];
    /** @type {Set<string>} */
    const found = new Set();
    if (one.length === other.length) {
      one.forEach((word, at) => {
        const [before, after] = [seen(word), seen(other[at])];
        if (before !== after && skeleton(before) === skeleton(after)) {
          for (const [gone, come] of apart(Array.from(before), Array.from(after))) {
            found.add((this.list(come) || "nothing") + " instead of " + (this.list(gone) || "nothing"));
          }
        }
      });
    }
    return Array.from(found);
  }
}

/** Letter against letter where both have as many, else what lies between their common ends. @param {string[]} old @param {string[]} newer @returns {[string[], string[]][]} */
function apart(old, newer) {
  if (old.length !== newer.length) {
    const most = Math.min(old.length, newer.length);
    let [start, end] = [0, 0];
    while (start < most && old[start] === newer[start]) {
      start += 1;
    }
    while (end < most - start && old[old.length - 1 - end] === newer[newer.length - 1 - end]) {
      end += 1;
    }
    return [[old.slice(start, old.length - end), newer.slice(start, newer.length - end)]];
  }
  /** @type {[string[], string[]][]} */
  const found = [];
  old.forEach((letter, at) => {
    if (letter !== newer[at]) {
      if (!at || old[at - 1] === newer[at - 1]) {
        found.push([[], []]);
      }
      const last = found[found.length - 1];
      last[0].push(letter);
      last[1].push(newer[at]);
    }
  });
  return found;
}

const FIGURES = /^\d+ | \(U\+[0-9A-F]+\)|[ -]?(?:U\+)?\d[0-9A-F]*/g;

/** What `told` says, for a place beside words of a text, where no digit may stand that is not the text's. @param {string} said */
export function withoutFigures(said) {
  return said.replace(FIGURES, "");
}

/** @param {string} text */
function looks(text) {
  return words(seen(text.replace(MARK_ON_DIGIT, "$1"))).join(" ");
}

/** The characters of a text that a reader cannot see or cannot tell from others. @param {string} text @returns {string[]} */
function named(text) {
  const onDigits = Array.from(text.matchAll(MARK_ON_DIGIT), (match) => Array.from(match[2])).flat();
  return [...(text.match(UNSEEN) ?? []), ...(text.match(ODD_SPACE) ?? []), ...onDigits];
}

/** @param {string} text */
function strange(text) {
  const all = Array.from(text);
  return [...all.filter((each) => DIRECTION.test(each)), ...outOfPlace(all).map((at) => all[at])];
}

/** The text for a place where it stands in a line of ours: what could turn or hide the line is shown by number. @param {string} text */
export function shown(text) {
  if (isAscii(text) && !TURNING.test(text)) {
    return text;
  }
  const all = Array.from(text);
  const hidden = new Set(outOfPlace(all));
  const code = (/** @type {string} */ each) => (each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return all.map((each, at) => (hidden.has(at) || TURNING.test(each) ? "[U+" + code(each) + "]" : each)).join("");
}

const FROM =
  "аеорсухіјѕһԁԛԝӏьгАВЕКМНОРСТУХЅІЈҮԌԚԜӀ" +
  "αοινρυγΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳօսոհցզքյՕՍ" +
  "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓞꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴıɑɡɩ";
const TO = "aeopcyxijshdqwlbrABEKMHOPCTYXSIJYGQWI" + "aoivpuyABEZHIKMNOPTYXcjounhgqpjOU" + "ABCDEGHJKLMPRSTVWZBPDTGKJCZFFNLSRVHWXYAEIOUiagi";
const LOOKALIKES = new Map(Array.from(FROM, (letter, at) => [letter, TO[at]]));

/** A text with plain signs, figures and letters for wide ones, but for a part of a word that else has plain ones. @param {string} text */
function halfWidth(text) {
  return text.replace(/(^|[^0-9A-Za-z])([\uff01-\uff5e]+)(?![0-9A-Za-z])/g, (_whole, before, wide) =>
    before + Array.from(wide, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).join(""),
  );
}

/** A word as it looks (the skeleton of UTS #39). @param {string} word */
function skeleton(word) {
  return Array.from(seen(word).normalize("NFKD"), (letter) => LOOKALIKES.get(letter) ?? letter).join("");
}

const JOINING = "\\u0600-\\u08ff\\u0900-\\u0dff\\u0e00-\\u109f\\u1780-\\u18af\\ua800-\\ua8ff\\ua980-\\uabff\\ufb50-\\ufdff\\ufe70-\\ufefc";
const IDEOGRAPHS = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const PICTURE = "\\u00a9\\u00ae\\u203c-\\u3299\\ufe0f\\u20e3\\u{1f000}-\\u{1faff}\\u{e0020}-\\u{e007f}";
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const HOMES = [
  ["\\u200c\\u200d\\u034f", JOINING + PICTURE + "\\u0300-\\u05ff"],
  ["\\u200b", "\\u0e00-\\u109f\\u1780-\\u17ff" + IDEOGRAPHS],
  ["\\u180b-\\u180f", "\\u1800-\\u18af"],
  ["\\u115f\\u1160", "\\u1100-\\u11ff\\ua960-\\ua97f\\ud7b0-\\ud7ff"],
  ["\\u2800", "\\u2801-\\u28ff"],
  ["\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}", PICTURE + IDEOGRAPHS + "\\u1000-\\u109f\\u2190-\\u2bff"],
  ["\\u{e0020}-\\u{e007f}", "\\u{1f3f4}\\u{e0020}-\\u{e007e}"],
].map((pair) => pair.map((characters) => new RegExp("[" + characters + "]", "u")));

/** Where in a passage characters that cannot be seen have no business. @param {string[]} all its characters @returns {number[]} */
function outOfPlace(all) {
  const isUnseen = new RegExp(UNSEEN.source, "u");
  return Array.from(all.keys()).filter((at) => isUnseen.test(all[at]) && !isAtHome(all, at));
}

/** @param {string[]} all @param {number} at */
function isAtHome(all, at) {
  const character = all[at];
  if (character === "\u00ad" || DIRECTION.test(character)) {
    return true;
  }
  if (/[\u200e\u200f\u061c]/.test(character)) {
    return RIGHT_TO_LEFT.test(all.join(""));
  }
  const home = HOMES.find(([characters]) => characters.test(character))?.[1];
  if (!home) {
    return false;
  }
  const isBehind = (character.codePointAt(0) ?? 0) >= 0xfe00;
  const next = all[at + 1] ?? "";
  return home.test((all[at - 1] ?? "") + (isBehind ? "" : next)) || next === "\u20e3";
}
