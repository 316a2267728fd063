/* Numbers as labels have them, in figures of any script and otherwise: the twin of policy_history/text/numerals.py. */

export const HAN_DIGITS = "〇一二三四五六七八九十百";
export const HAN = new RegExp(`^[${HAN_DIGITS}]+$`);
export const ROMAN = /^[ivxlc]+$/i;
/** @type {Record<string, number>} */
const ROMAN_DIGITS = { i: 1, v: 5, x: 10, l: 50, c: 100 };
const TEN = HAN_DIGITS.indexOf("十");

/** The value of decimal digits of any script: their blocks begin at a code that ends in 0 or in 6. @param {string} text */
export function decimal(text) {
  return Array.from(text).reduce((sum, digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const row = code - (code % 16);
    return 10 * sum + (code % 16) - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? 0 : 6);
  }, 0);
}

/** @param {string} text */
export function roman(text) {
  const digits = Array.from(text.toLowerCase(), (letter) => ROMAN_DIGITS[letter]);
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
}

/** The value of a number in Chinese characters, up to 999. @param {string} text */
export function han(text) {
  let [total, digit] = [0, 0];
  for (const sign of text) {
    const value = HAN_DIGITS.indexOf(sign);
    if (value < TEN) {
      digit = value;
    } else {
      total += (digit || 1) * (value === TEN ? 10 : 100);
      digit = 0;
    }
  }
  return total + digit;
}
