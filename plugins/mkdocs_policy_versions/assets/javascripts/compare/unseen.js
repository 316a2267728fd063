/* What a reader cannot see of a change, by the names of the characters (the engine's text/characters.py has all names). */

const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const ODD_SPACE = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;

const NAMES = {
  "\u00a0": "NO-BREAK SPACE",
  "\u00ad": "SOFT HYPHEN",
  "\u2007": "FIGURE SPACE",
  "\u2009": "THIN SPACE",
  "\u200b": "ZERO WIDTH SPACE",
  "\u200c": "ZERO WIDTH NON-JOINER",
  "\u200d": "ZERO WIDTH JOINER",
  "\u200e": "LEFT-TO-RIGHT MARK",
  "\u200f": "RIGHT-TO-LEFT MARK",
  "\u2028": "LINE SEPARATOR",
  "\u2029": "PARAGRAPH SEPARATOR",
  "\u202a": "LEFT-TO-RIGHT EMBEDDING",
  "\u202b": "RIGHT-TO-LEFT EMBEDDING",
  "\u202c": "POP DIRECTIONAL FORMATTING",
  "\u202d": "LEFT-TO-RIGHT OVERRIDE",
  "\u202e": "RIGHT-TO-LEFT OVERRIDE",
  "\u202f": "NARROW NO-BREAK SPACE",
  "\u2060": "WORD JOINER",
  "\u2066": "LEFT-TO-RIGHT ISOLATE",
  "\u2067": "RIGHT-TO-LEFT ISOLATE",
  "\u2068": "FIRST STRONG ISOLATE",
  "\u2069": "POP DIRECTIONAL ISOLATE",
  "\u3000": "IDEOGRAPHIC SPACE",
  "\u3164": "HANGUL FILLER",
  "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
};

/** The kind of a change of nothing but characters that cannot be seen. */
export const INVISIBLE = "invisible characters";

/** White space as a page shows it: plain white space is one space, all other spaces stay. */
export function plainSpaces(text) {
  return text.replace(/[ \t\n\r\f\v]+/g, " ");
}

/** The text without the characters that cannot be seen. */
export function seen(text) {
  return text.replace(UNSEEN, "");
}

function nameOf(character) {
  const number = "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return character in NAMES ? NAMES[character] + " (" + number + ")" : number;
}

/** In what two texts differ that a reader cannot see, in words; of texts that look different, spaces are left out. */
export function told(before, after) {
  const looks = [before, after].map((text) => seen(text).replace(ODD_SPACE, " ").replace(/\s+/g, " ").trim());
  const isSame = looks[0] === looks[1];
  const found = [before, after].map((text) => (text.match(UNSEEN) || []).concat((isSame && text.match(ODD_SPACE)) || []));
  const words = [];
  for (const character of new Set(found[0].concat(found[1]))) {
    const counts = found.map((each) => each.filter((one) => one === character).length);
    const more = counts[1] - counts[0];
    if (more && (isSame || !/[\u200c\u200d\ufe0f]/.test(character))) {
      words.push(Math.abs(more) + " " + nameOf(character) + (more > 0 ? " added" : " removed"));
    }
  }
  if (isSame && !words.length && plainSpaces(before) !== plainSpaces(after) && found[0].length) {
    words.push(Array.from(new Set(found[0]), nameOf).join(", ") + " at another place");
  }
  return isSame ? words : words.concat(otherLetters(looks[0], looks[1]));
}

/** Letters of another script that stand where Latin ones stood, or the reverse, in words that else are the same. */
function otherLetters(before, after) {
  const [one, other] = [before, after].map((text) => Array.from(text));
  const isLatin = (letter) => /\p{Script=Latin}/u.test(letter);
  const pairs = one.map((letter, at) => [letter, other[at]]).filter((pair) => pair[0] !== pair[1]);
  const isAlike = pairs.every((pair) => /^\p{L}$/u.test(pair[1] || "") && isLatin(pair[0]) !== isLatin(pair[1]));
  if (one.length !== other.length || !pairs.length || !isAlike) {
    return [];
  }
  return Array.from(new Set(pairs.map((pair) => nameOf(pair[1]) + " instead of " + nameOf(pair[0]))));
}
