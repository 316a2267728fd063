/* A text as it is searched, in one spelling: the twin of policy_history/searching/words.py, which says what that is. */

const UNSPACED =
  "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff" +
  "\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}";
const ATTACHED = "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\uac00-\ud7a3";
const WORD = new RegExp(`[${UNSPACED}][\\p{M}\\p{Cf}\uff9e\uff9f]*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Cf}])+`, "gu");
const DROPPED = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]|[^\p{L}\p{N}\p{M}]/gu;
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const IS_ATTACHED = new RegExp(`^[${ATTACHED}]`, "u");
const IS_JOINED = new RegExp(`[${UNSPACED}${ATTACHED}]`, "u");
const IS_ASCII = /^[\u0000-\u007f]*$/;

/** @typedef {{text: string, starts: number[], places: [number, number][]}} Normal */

/** The words of a text in one spelling. @param {string} text @returns {Normal} */
export function normal(text) {
  /** @type {[number, number][]} */
  const places = [];
  /** @type {number[]} */
  const starts = [];
  let made = "";
  let wasUnspaced = false;
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    const part = spelling(found[0]);
    if (part) {
      const unspaced = isUnspaced(found[0]);
      const isJoined = wasUnspaced && unspaced && text.slice(end, found.index).trim() === "";
      made += isJoined ? "" : " ";
      starts.push(made.length);
      made += part;
      end = found.index + found[0].length;
      places.push([found.index, end]);
      wasUnspaced = unspaced;
    }
  }
  return { text: made + " ", starts: starts, places: places };
}

/** The `text` of its words in one spelling, without their places. @param {string} text */
export function spelt(text) {
  if (!IS_ASCII.test(text)) {
    return normal(text).text;
  }
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return words ? " " + words + " " : " ";
}

/** The number of the word that has the character of a text in one spelling at that place. @param {Normal} words @param {number} place */
export function wordAt({ starts }, place) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = starts[middle] <= place ? [middle + 1, high] : [low, middle];
  }
  return low - 1;
}

/** @type {Map<string, string>} */
const spellings = new Map();

/** A word in the one spelling that it shares with others; empty where it has nothing to be read. @param {string} word */
function spelling(word) {
  let found = spellings.get(word);
  if (found === undefined) {
    const bare = IS_ASCII.test(word) ? word : word.normalize("NFKD").replace(DROPPED, "");
    found = bare.toUpperCase().toLowerCase().replace(/ς/g, "σ").normalize("NFC");
    spellings.set(word, found);
  }
  return found;
}

/** Whether a text begins with a character of a script without spaces between words. @param {string} text */
export function isUnspaced(text) {
  return text > "\u007f" && IS_UNSPACED.test(text);
}

/** Whether it begins with one of a script that writes short words with the one that follows. @param {string} text */
export function isAttached(text) {
  return IS_ATTACHED.test(text);
}

/** Whether it is of words alone that spaces part from others. @param {string} text */
export function isApart(text) {
  return IS_ASCII.test(text) || !IS_JOINED.test(text);
}
