// Words: texts on one line, trimmed, joined, and within Markdown.

const ACTIVE = /[\\`*_[\]<>|~!]|&(?=[#\p{L}\p{N}_]+;)|^[#+=-]|^\p{Nd}+[.)](?=\s|$)/gu;
const BLANK = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const BLANKS = new RegExp(BLANK, "u");
const AROUND = new RegExp(`^${BLANK}|${BLANK}$`, "gu");
const ITEM = /^(?:[*+-] |\p{Nd}+[.)] )/u;

/**
 * Return a text without blanks around it, which are the same ones in each language.
 * @param {string} text
 */
export const trimmed = (text) => text.replace(AROUND, "");

/**
 * Return a text on one line.
 * @param {string} text
 */
export const folded = (text) => text.split(BLANKS).filter(Boolean).join(" ");

/**
 * Return words on one line, as Markdown that says just them.
 * @param {string} words
 */
export function escaped(words) {
  const line = words.trim().replace(/\s+/gu, " ");
  return line.replace(ACTIVE, (found) => `${found.slice(0, -1)}\\${found.slice(-1)}`);
}

/**
 * Return one text of several; neighbours that are items are one list.
 * @param {string[]} parts
 */
export function joined(parts) {
  const found = /** @type {string[]} */ ([]);
  for (const part of parts.filter(Boolean)) {
    const last = found[found.length - 1] ?? "";
    if (ITEM.test(part) && ITEM.test(last)) found[found.length - 1] = `${last}\n${part}`;
    else found.push(...part.split("\n\n"));
  }
  return found.join("\n\n");
}

/**
 * Return words with another first letter, if a look asks for it.
 * @param {string} words
 */
export function looked(words, look = "") {
  const [first = "", ...rest] = words;
  if (look !== "lower" && look !== "capital") return words;
  return (look === "lower" ? first.toLowerCase() : first.toUpperCase()) + rest.join("");
}
