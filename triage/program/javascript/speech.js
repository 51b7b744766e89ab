// Speech: what is no text of a tree, such as days, numbers and money, in its language.

import { dateOf, iso } from "./days.js";
import { decimal } from "./numbers.js";

/** @import { Exact } from "./types.js" */

/** @typedef {Record<string, string | string[]>} Phrases in a language; of what is counted, both */

export const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** Units that are money, each with its sign. */
export const SIGNS = new Map(
  Object.entries({ GBP: "£", EUR: "€", USD: "$", INR: "₹", AUD: "A$", CAD: "C$", NZD: "NZ$" }),
);

/**
 * Return whether a text begins with one of some, parted by bars.
 * @param {string} text
 * @param {string} some
 */
const begins = (text, some) => some !== "" && some.split("|").some((one) => text.startsWith(one));

/** Say phrases in a language; without any, in English. */
export class Speech {
  /** @param {Phrases} phrases */
  constructor(phrases = {}) {
    this.phrases = new Map(Object.entries(phrases));
    this.language = ""; // in which people type; empty for English
  }

  /**
   * Take in more phrases, and the language in which people type.
   * @param {Phrases} phrases
   * @param {string} language empty for English
   */
  learn(phrases, language) {
    this.language = language;
    for (const [phrase, said] of Object.entries(phrases)) this.phrases.set(phrase, said);
  }

  /**
   * Return a phrase with its holes filled.
   * @param {string} phrase
   * @param {Record<string, string | number>} holes
   */
  say(phrase, holes = {}) {
    const [said] = [this.phrases.get(phrase) ?? phrase].flat();
    return said.replace(/\{(\w+)\}/g, (all, name) => `${holes[name] ?? all}`);
  }

  /**
   * Return what means something where it is typed, in another language than English.
   * @param {string} meaning
   */
  accepted(meaning) {
    const said = this.phrases.get(`accept: ${meaning}`);
    return typeof said === "string" ? said.split("|") : [];
  }

  /** What parts whole numbers and decimals. */
  get mark() {
    return this.say("decimal mark: .").slice(-1);
  }

  /**
   * Return the forms of a unit, for one and for several, or one form for both.
   * @param {string} unit
   */
  forms(unit) {
    return [this.phrases.get(unit) ?? []].flat();
  }

  /**
   * Return what is counted, of several; what is no unit of ours as it is.
   * @param {string} unit
   */
  unit(unit) {
    const [one = unit, several = one] = this.forms(unit);
    return several;
  }

  /**
   * Return phrases as prose; the last is parted by "and" or "or".
   * @param {string[]} items
   * @param {string} last
   */
  listed(items, last) {
    const end = items[items.length - 1] ?? "";
    const [word, sounds = "", looks = ""] = `${this.phrases.get(`accept: ${last}`) ?? ""}`.split(
      ":",
    );
    const follows = end.replace(/^[“«„]+/, "").toLowerCase();
    const isOther = begins(follows, sounds) && !begins(follows, looks);
    const head = items.slice(0, -1).join(", ");
    return head ? `${head} ${isOther ? word : this.say(last)} ${end}` : end;
  }

  /**
   * Return a day as a text shows it.
   * @param {number} day
   */
  day(day, look = "") {
    if (look === "iso") return iso(day);
    const date = dateOf(day);
    const month = this.say(MONTHS[date.getUTCMonth()]);
    const year = date.getUTCFullYear();
    if (look === "month") return this.say("{month} {year}", { month, year });
    const said = this.say("{day} {month} {year}", { day: date.getUTCDate(), month, year });
    if (look !== "weekday") return said;
    const weekday = this.say(WEEKDAYS[date.getUTCDay()]);
    return this.say("{weekday} {date}", { weekday, date: said });
  }

  /**
   * Return a number of units of its last digit as a text shows it: money with its sign, all
   * else with its unit if a look asks for that.
   * @param {Exact} units
   */
  amount(units, unit = "", scale = 0, look = "") {
    const digits = decimal(units, scale);
    const sign = SIGNS.get(unit);
    if (sign) return this.money(digits, sign);
    const number = digits.replace(".", this.mark);
    if (!look) return number;
    const [one] = this.forms(unit);
    if (one) return `${number} ${digits === "1" ? one : this.unit(unit)}`;
    const isOne = digits === "1" && unit.length > 3 && /^\p{L}+$/u.test(unit);
    return `${number} ${isOne ? unit.replace(/s$/, "") : unit}`.trim();
  }

  /**
   * @param {string} digits
   * @param {string} sign
   */
  money(digits, sign) {
    const [ones, rest = ""] = digits.replace("-", "").split(".");
    const comma = this.say("thousands mark: ,").slice(-1);
    const grouped = ones.replace(/\B(?=(\d{3})+$)/g, comma);
    const number = `${grouped}${rest && `${this.mark}${rest.padEnd(2, "0")}`}`;
    return (digits.startsWith("-") ? "-" : "") + this.say("{sign}{number}", { sign, number });
  }
}
