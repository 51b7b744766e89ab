// Words: days, numbers and money as people read them, and words within Markdown.

import { dateOf, iso } from "./days.js";
import { decimal } from "./numbers.js";

/** @import { Exact } from "./types.js" */

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** Units that are money, each with its sign. */
export const SIGNS = new Map(
  Object.entries({ GBP: "£", EUR: "€", USD: "$", INR: "₹", AUD: "A$", CAD: "C$", NZD: "NZ$" }),
);

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

/**
 * Return a day as a text shows it.
 * @param {number} day
 */
export function dayInWords(day, look = "") {
  const date = dateOf(day);
  const month = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const said = `${date.getUTCDate()} ${month}`;
  if (look === "weekday") return `${WEEKDAYS[date.getUTCDay()]} ${said}`;
  return look === "month" ? month : look === "iso" ? iso(day) : said;
}

/**
 * Return a number of units of its last digit as a text shows it: money with its sign, all
 * else with its unit if a look asks for that.
 * @param {Exact} units
 */
export function amount(units, unit = "", scale = 0, look = "") {
  const digits = decimal(units, scale);
  const sign = SIGNS.get(unit);
  if (sign) return money(digits, sign);
  if (!look) return digits;
  const isOne = digits === "1" && unit.length > 3 && /^\p{L}+$/u.test(unit);
  return `${digits} ${isOne ? unit.replace(/s$/, "") : unit}`.trim();
}

/**
 * @param {string} digits
 * @param {string} sign
 */
function money(digits, sign) {
  const [ones, rest = ""] = digits.replace("-", "").split(".");
  const grouped = ones.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${digits.startsWith("-") ? "-" : ""}${sign}${grouped}${rest && `.${rest.padEnd(2, "0")}`}`;
}
