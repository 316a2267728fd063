/* Words that describe a picture: none is a word of the text, and none becomes one: the twin of redline/picture_words.py. */

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading } from "./sides.js" */

/** Part the words of which one describes a picture and the other is a word of the text. A move of which no word stays is none. @param {Alignment} alignment */
export function dropPictureWords(alignment) {
  const { old, new: newer } = alignment;
  if (![old, newer].some(({ side }) => side.library.styles.some((style) => style.image !== null))) {
    return;
  }
  /** @type {Set<number>} */
  const parted = new Set();
  alignment.oldPartner.forEach((there, at) => {
    if (there >= 0 && isPicture(old, at) !== isPicture(newer, there)) {
      alignment.drop(at, there);
      parted.add(alignment.oldMove[at]);
    }
  });
  alignment.oldPartner.forEach((there, at) => there >= 0 && old.tokens[at] && parted.delete(alignment.oldMove[at]));
  parted.delete(0);
  if (parted.size) {
    unmove(alignment, parted);
  }
}

/** Make the words and marks of those moves removed and added ones. @param {Alignment} alignment @param {Set<number>} moves */
function unmove(alignment, moves) {
  alignment.oldPartner.forEach((there, at) => {
    if (there >= 0 && moves.has(alignment.oldMove[at])) {
      alignment.drop(at, there);
    }
  });
  for (const side of [alignment.oldMove, alignment.newMove]) {
    side.forEach((move, at) => {
      side[at] = moves.has(move) ? 0 : move;
    });
  }
}

/** Whether the word at that place describes a picture. @param {Reading} reading @param {number} at */
function isPicture(reading, at) {
  const token = reading.tokens[at];
  return token !== null && reading.side.library.parts(token).some(({ style }) => style.image !== null);
}
