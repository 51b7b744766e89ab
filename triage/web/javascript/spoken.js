// Spoken: numbers and days as people type them, in the one form in which they are taken.

import { dayOf, iso } from "../../program/javascript/days.js";
import { SIGNS, dayInWords } from "../../program/javascript/words.js";

/** Say in plain words why what was filled in is not taken. */
export class Unclear extends Error {
  /**
   * @param {string} message
   * @param {boolean} isWhole whether nothing else needs to be said
   */
  constructor(message, isWhole = false) {
    super(message);
    this.isWhole = isWhole;
  }
}

const NOT_SURE = ["?", "unsure", "not sure", "i'm not sure", "don't know", "i don't know"];

/**
 * Return an answer as it is taken; what nothing is known of stays as it is.
 * @param {{unit?: string, unsure?: boolean, dated?: boolean, decimals?: number}} question
 * @param {string} text
 */
export function heard({ unit = "", unsure = false, dated = false, decimals = 0 }, text) {
  const said = text.trim().split(/\s+/).join(" ").replace(/’/g, "'").toLowerCase();
  if (unsure && NOT_SURE.includes(said)) return "unsure";
  return dated ? dayHeard(said) : numberHeard(said, unit.toLowerCase(), decimals);
}

// Days

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const NTH = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const NAMED = new RegExp(String.raw`^${NTH} ([a-z]+)\.?,? (\d{4})$`);
const MONTH_FIRST = new RegExp(String.raw`^([a-z]+)\.? ${NTH},? (\d{4})$`);
const MARKED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;

/** @param {string} text */
function dayHeard(text) {
  const named = NAMED.exec(text);
  if (named) return only(text, [day(named[3], month(named[2]), named[1])]);
  const first = MONTH_FIRST.exec(text);
  if (first) return only(text, [day(first[3], month(first[1]), first[2])]);
  const [all, one, , other, year] = MARKED.exec(text) ?? [];
  if (all) return only(text, [day(year, Number(other), one), day(year, Number(one), other)]);
  return text;
}

/** @param {string} name */
function month(name) {
  const found = MONTHS.indexOf(name.slice(0, 3)) + 1;
  const whole = dayInWords(dayOf(12 * 2000 + found - 1, 1), "month")
    .split(" ")[0]
    .toLowerCase();
  return [whole, whole.slice(0, 3), ...(found === 9 ? ["sept"] : [])].includes(name) ? found : 0;
}

/**
 * Return the number of a day; 0 if there is none.
 * @param {string} year
 * @param {number} month
 * @param {string} date
 */
function day(year, month, date) {
  if (month < 1 || month > 12) return 0;
  const found = dayOf(12 * Number(year) + month - 1, Number(date));
  const said = [year, `${month}`.padStart(2, "0"), date.padStart(2, "0")].join("-");
  return found > 0 && iso(found) === said ? found : 0;
}

/**
 * @param {string} text
 * @param {number[]} readings
 */
function only(text, readings) {
  const found = [...new Set(readings.filter(Boolean))];
  if (!found.length) throw new Unclear("There is no such day in the calendar.");
  const said = found.map((each) => dayInWords(each));
  if (found.length > 1) throw new Unclear(`${text} can be two days: ${said.join(" or ")}.`);
  return iso(found[0]);
}

// Numbers

/** @type {Record<string, [group: string, size: number]>} */
const TIMES = {
  second: ["day", 1],
  minute: ["day", 60],
  hour: ["day", 3600],
  day: ["day", 86400],
  week: ["day", 604800],
  month: ["month", 1],
  year: ["month", 12],
};

/**
 * @param {string} text
 * @param {string} unit
 * @param {number} decimals
 */
function numberHeard(text, unit, decimals) {
  const sign = SIGNS.get(unit.toUpperCase())?.toLowerCase();
  const digits = sign ? sum(text, unit, sign) : text;
  if (decimals < 3 && /(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)/.test(digits)) {
    throw new Unclear(
      `Write the ${sign ? "sum like “1250.50”" : "number without a mark for thousands"}.`,
    );
  }
  const [all, number, named] = /^([+-]?\d+(?:\.\d*)?) ?([a-z]+)$/.exec(digits) ?? [];
  if (!all) return digits;
  const [from, to] = [TIMES[single(named)], TIMES[single(unit)]];
  if (single(named) === single(unit)) return number;
  return from && to ? turned(number, from, to, unit, decimals) : digits;
}

const single = (/** @type {string} */ unit) => unit.replace(/s$/, "");

/**
 * Return a time in another unit, where nothing of it is lost.
 * @param {string} number
 * @param {[string, number]} from
 * @param {[string, number]} to
 * @param {string} unit
 * @param {number} decimals
 */
function turned(number, [group, size], [other, each], unit, decimals) {
  const scale = 10 ** decimals;
  const found = (Number(number) * size * scale) / each;
  if (group !== other || !Number.isSafeInteger(found)) throw new Unclear(`Give it in ${unit}.`);
  return `${found / scale}`;
}

/**
 * Return the digits of a sum; what can mean two stays as it is.
 * @param {string} text
 * @param {string} unit
 * @param {string} sign
 */
function sum(text, unit, sign) {
  const [all, before, front, after, digits, behind] =
    /^([+-]?) ?([^\d\s+-]*) ?([+-]?) ?(\d[\d.,]*) ?([^\d\s]*)$/.exec(text) ?? [];
  const name = { gbp: "pound", eur: "euro", inr: "rupee" }[unit] ?? "dollar";
  const known = ["", unit, sign, sign.slice(-1), name, `${name}s`];
  const isKnown = known.includes(front) && known.includes(behind);
  if (!all || !isKnown || (before && after) || (front && behind)) return text;
  const isGrouped = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(digits);
  return before + after + (isGrouped ? digits.replaceAll(",", "") : digits);
}
