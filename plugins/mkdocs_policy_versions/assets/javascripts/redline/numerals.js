/* Numbers as labels have them, in figures of any script and otherwise: the twin of policy_history/text/numerals.py. */

export const HAN_DIGITS = "〇一二三四五六七八九十百";
export const HAN = new RegExp(`^[${HAN_DIGITS}]+$`);
export const ROMAN = /^[ivxlc]+$/i;
/** @type {Record<string, number>} */
const ROMAN_DIGITS = { i: 1, v: 5, x: 10, l: 50, c: 100 };
const TEN = HAN_DIGITS.indexOf("十");

const ALPHABETS = [
  "a b c d e f g h i j k l m n o p q r s t u v w x y z",
  "α β γ δ ε στ ζ η θ ι ια ιβ ιγ ιδ ιε ιστ ιζ ιη ιθ κ",
  "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
  "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ э ю я",
  "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ э ю я",
  "а б в г д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ю я",
  "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
  "א ב ג ד ה ו ז ח ט י יא יב יג יד טו טז יז יח יט כ",
  "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
  "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن هـ و ي",
  "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म",
  "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห",
  "가 나 다 라 마 바 사 아 자 차 카 타 파 하",
  "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト",
  "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ",
  "aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp",
].map((alphabet) => alphabet.split(" "));

/** The values of letters by the first alphabet that has them all; none where there is no such alphabet. @param {string[]} each */
export function letters(...each) {
  const small = each.map((letter) => letter.toLowerCase());
  const alphabet = ALPHABETS.find((known) => small.every((letter) => known.includes(letter))) ?? [];
  return alphabet.length ? small.map((letter) => alphabet.indexOf(letter) + 1) : [];
}

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

/** What a number is in figures, as a Roman one and as a letter; 0 where it is none. @param {string} number */
export function readings(number) {
  if (/^\p{Nd}+$/u.test(number)) {
    return [decimal(number), 0, 0];
  }
  return [0, ROMAN.test(number) ? roman(number) : 0, letters(number)[0] ?? 0];
}
