/* Words are counted as the engine's pages count them: a sign is none, a character of a script without blanks is one. */

const UNSPACED_WORDS =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u309f\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const KATAKANA = "\\u30a0-\\u30ff\\u31f0-\\u31ff\\uff66-\\uff9f";
const LETTERS = "(?:(?![" + UNSPACED_WORDS + KATAKANA + "])[\\p{L}\\p{N}\\p{M}])+";
const COUNTED = new RegExp(
  "(?:https?:\\/\\/|www\\.|mailto:)[^\\s<>\"“”]+|[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}_.-]+" +
    "|[$€£¥]?\\p{Nd}+(?:[.,:\\/–-]\\p{Nd}+)*(?:%|‰|" + LETTERS + ")?" +
    "|[" + UNSPACED_WORDS + "]|[" + KATAKANA + "]+|" + LETTERS + "(?:['’‑‐.&\\u00ad\\u200c\\u200d-]" + LETTERS + ")*",
  "gu"
);

export function countWords(text) {
  return (text.match(COUNTED) || []).length;
}
