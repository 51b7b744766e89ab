// Spoken: numbers and days as people type them, in the one form in which they are taken.

import { dayOf, iso } from "../../program/javascript/days.js";
import { MONTHS, SIGNS } from "../../program/javascript/speech.js";

/** @import { Speech } from "../../program/javascript/speech.js" */

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
 * @param {Speech} speech
 * @param {{unit?: string, unsure?: boolean, dated?: boolean, decimals?: number}} question
 * @param {string} text
 */
export function heard(speech, { unit = "", unsure = false, dated = false, decimals = 0 }, text) {
  const said = text.trim().split(/\s+/).join(" ").replace(/’/g, "'").toLowerCase().normalize();
  const doubts = speech.language ? ["unsure", ...speech.accepted("not sure")] : NOT_SURE;
  if (unsure && doubts.includes(said)) return "unsure";
  if (dated) return dayHeard(speech, said);
  return numberHeard(speech, inOurUnits(speech, said, unit), unit, decimals);
}

// Days

const NTH = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const NAMED = new RegExp(String.raw`^${NTH} ([a-z]+)\.?,? (\d{4})$`);
const MONTH_FIRST = new RegExp(String.raw`^([a-z]+)\.? ${NTH},? (\d{4})$`);
const FOREIGN = /^(\d{1,2})\.? (?:de )?(\p{L}+) (?:del? )?(\d{4})$/u;
const MARKED = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;

/**
 * @param {Speech} speech
 * @param {string} text
 */
function dayHeard(speech, text) {
  const named = (speech.language ? FOREIGN : NAMED).exec(text);
  if (named) return only(speech, text, [day(named[3], month(speech, named[2]), named[1])]);
  const first = MONTH_FIRST.exec(text);
  if (first) return only(speech, text, [day(first[3], month(speech, first[1]), first[2])]);
  const [all, one, , other, year] = MARKED.exec(text) ?? [];
  if (!all) return text;
  const readings = [day(year, Number(other), one), day(year, Number(one), other)];
  const isDayFirst = speech.accepted("1/4").includes("day first");
  return only(speech, text, readings.slice(0, isDayFirst ? 1 : 2));
}

/**
 * Return the number of a month; 0 if there is none of that name.
 * @param {Speech} speech
 * @param {string} name
 */
function month(speech, name) {
  const found = MONTHS.findIndex((each, n) => {
    const whole = each.toLowerCase();
    const ours = [whole, whole.slice(0, 3), ...(n === 8 ? ["sept"] : [])];
    return [...ours, speech.say(each).toLowerCase()].includes(name);
  });
  return found + 1;
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
 * @param {Speech} speech
 * @param {string} text
 * @param {number[]} readings
 */
function only(speech, text, readings) {
  const found = [...new Set(readings.filter(Boolean))];
  if (!found.length) throw new Unclear(speech.say("There is no such day in the calendar."));
  const said = found.map((each) => speech.day(each));
  if (found.length > 1) {
    const days = speech.listed(said, "or");
    throw new Unclear(speech.say("{text} can be two days: {days}.", { text, days }));
  }
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
 * Return a text whose unit in another language is that of ours.
 * @param {Speech} speech
 * @param {string} text
 * @param {string} unit
 */
function inOurUnits(speech, text, unit) {
  const [, number = "", named = ""] = /^([+-]?[\d.,]+)\s*(\D+)$/.exec(text) ?? [];
  const isOwn = speech.forms(unit).some((form) => form.toLowerCase() === named);
  const time = Object.keys(TIMES).find((each) => speech.accepted(each).includes(named));
  const ours = isOwn ? unit.toLowerCase() : time;
  return number && ours ? `${number} ${ours}` : text;
}

const COMMA = /(?<=\d),(?=\d)/;
const THOUSANDS = /(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)/;
const POINTED = /(?<!\d)\d{1,3}(?:\.\d{3})+(?!\d)/;

/**
 * @param {Speech} speech
 * @param {string} text
 * @param {string} whole the unit
 * @param {number} decimals
 */
function numberHeard(speech, text, whole, decimals) {
  const unit = whole.toLowerCase();
  const sign = SIGNS.get(unit.toUpperCase())?.toLowerCase();
  const isComma = speech.mark === ",";
  const typed = sign ? sum(text, unit, sign, isComma) : text;
  const grouped = decimals < 3 ? THOUSANDS : isComma ? POINTED : null;
  if (grouped?.test(typed)) {
    throw new Unclear(
      sign && !isComma
        ? speech.say("Write the sum like “1250.50”.")
        : speech.say("Write the number without a mark for thousands."),
    );
  }
  const digits = isComma ? typed.replace(COMMA, ".") : typed;
  const [all, number, named] = /^([+-]?\d+(?:\.\d*)?) ?([a-z]+)$/.exec(digits) ?? [];
  if (!all) return digits;
  const [from, to] = [TIMES[single(named)], TIMES[single(unit)]];
  if (single(named) === single(unit)) return number;
  return from && to ? turned(speech, number, from, to, unit, decimals) : digits;
}

const single = (/** @type {string} */ unit) => unit.replace(/s$/, "");

/**
 * Return a time in another unit, where nothing of it is lost.
 * @param {Speech} speech
 * @param {string} number
 * @param {[string, number]} from
 * @param {[string, number]} to
 * @param {string} unit
 * @param {number} decimals
 */
function turned(speech, number, [group, size], [other, each], unit, decimals) {
  const scale = 10 ** decimals;
  const found = (Number(number) * size * scale) / each;
  if (group !== other || !Number.isSafeInteger(found)) {
    throw new Unclear(speech.say("Give it in {unit}.", { unit: speech.unit(unit) }));
  }
  return `${found / scale}`;
}

/**
 * Return the digits of a sum; what can mean two stays as it is.
 * @param {string} text
 * @param {string} unit
 * @param {string} sign
 * @param {boolean} isComma
 */
function sum(text, unit, sign, isComma) {
  const [all, before, front, after, digits, behind] =
    /^([+-]?) ?([^\d\s+-]*) ?([+-]?) ?(\d[\d.,]*) ?([^\d\s]*)$/.exec(text) ?? [];
  const name = { gbp: "pound", eur: "euro", inr: "rupee" }[unit] ?? "dollar";
  const known = ["", unit, sign, sign.slice(-1), name, `${name}s`];
  const isKnown = known.includes(front) && known.includes(behind);
  if (!all || !isKnown || (before && after) || (front && behind)) return text;
  const isGrouped = !isComma && /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(digits);
  return before + after + (isGrouped ? digits.replaceAll(",", "") : digits);
}
