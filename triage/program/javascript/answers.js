// Answers: which values are some, and the codes of all that is wrong with others.

import { dayIn } from "./days.js";
import { isLess, narrow, over } from "./numbers.js";
import { UNSURE } from "./walk.js";
import { folded, trimmed } from "./words.js";

/** @import { Code, Decision, Exact, Problem, Question } from "./types.js" */

const MESSAGES = {
  missing: "An answer is needed.",
  not_an_option: "Choose from what is offered.",
  alone_with_others: "These do not go together.",
  not_a_number: "Write a number.",
  not_a_date: "Write the day as 2026-04-01.",
  too_small: "That is too small.",
  too_large: "That is too large.",
  too_many_digits: "That has too many digits after the point.",
  too_early: "That day is too early.",
  too_late: "That day is too late.",
  ambiguous_number: "Write the number without a comma.",
  other_unit: "Write the number alone, in the unit that is asked for.",
  not_a_text: "Some characters in it cannot be kept.",
  too_long: "That is too long.",
  contradiction: "These answers do not go together.",
  unknown_question: "This is not one of the questions.",
  not_a_mapping: "These are not answers to questions.",
};

/** @typedef {keyof typeof MESSAGES} Wrong */

/** Refuse answers: all that is wrong with them, and what the others come to. */
export class AnswerError extends Error {
  /**
   * @param {Problem[]} problems
   * @param {Decision | null} decision
   */
  constructor(problems, decision = null) {
    super(problems.map(({ message }) => message).join(" "));
    this.problems = problems;
    this.decision = decision;
  }
}

/** Refuse one answer. */
class Refusal extends Error {
  /** @param {Wrong} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * Return what is wrong with the answers to some questions.
 * @param {Wrong} code
 * @param {string[]} questions
 * @returns {Problem}
 */
export const problem = (code, ...questions) => ({ code, questions, message: MESSAGES[code] });

/**
 * Return whether a value stands for no answer.
 * @param {unknown} value
 */
export const isGap = (value) => value === null || value === undefined || Number.isNaN(value);

/** @param {unknown} value */
export const isMapping = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Return the code of an answer to a question, or what is wrong with it.
 * @param {Question} question
 * @param {unknown} value
 * @returns {{answer: Code} | {wrong: Problem}}
 */
export function taken(question, value) {
  try {
    if (question.domain === "text") return { answer: written(question, value) };
    return { answer: code(question, typeof value === "string" ? tidy(value) : value) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { wrong: problem(error.code, question.id) };
  }
}

const tidy = (/** @type {string} */ text) => trimmed(text).toLowerCase();

/**
 * @param {Question} question
 * @param {any} value
 * @returns {Code}
 */
function code(question, value) {
  const { type, domain, dated, options, unsure } = question;
  if (value === "") throw new Refusal("missing");
  if (unsure && value === UNSURE) return domain === "some" ? [UNSURE] : UNSURE;
  if (domain === "some") return together(question, value);
  if (dated) return day(question, value);
  if (domain === "number") return within(question, number(question, value));
  const isTruth = type === "yes_no" && typeof value === "boolean";
  const index = options.indexOf(isTruth ? (value ? "yes" : "no") : value);
  if (index < 0) throw new Refusal("not_an_option");
  return index;
}

const LONGEST_TEXT = 10_000;
const LINES = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/u;
const UNSEEN =
  /(?![\u200c\u200d\u061c\u200e\u200f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/u;
const FORMS =
  /[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\u{1f000}-\u{1faff}][\ufe0e\ufe0f]|[#*0-9]\ufe0f\u20e3|[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}][\ufe00-\ufe02\u{e0100}-\u{e01ef}]|[\u1820-\u18aa][\u180b-\u180d\u180f]/gu;

/**
 * Return a text without needless blanks or lines; one that is blank is "not sure".
 * @param {Question} question
 * @param {unknown} value
 */
function written({ most = 0, lines }, value) {
  if (typeof value !== "string") throw new Refusal("not_a_text");
  if ([...value].length > LONGEST_TEXT) throw new Refusal("too_long");
  const rows = value.split(LINES).map(folded).filter(Boolean);
  if (rows.some((row) => UNSEEN.test(row.replace(FORMS, "")))) throw new Refusal("not_a_text");
  const text = rows.join(lines ? "\n" : " ");
  if (text === UNSURE || !text) return UNSURE;
  if ([...text].length > most) throw new Refusal("too_long");
  return text;
}

/**
 * Return the chosen options, in their order.
 * @param {Question} question
 * @param {unknown} value a list, or a text with commas; `none` is none of them
 */
function together({ options, alone = [], unsure }, value) {
  if (value === "none") return [];
  const words = typeof value === "string" ? value.split(",") : value;
  const isList = Array.isArray(words) && words.every((each) => typeof each === "string");
  if (!isList) throw new Refusal("not_an_option");
  const given = new Set(words.map(tidy));
  const keys = unsure ? [...options, UNSURE] : options;
  const found = [...keys.keys()].filter((n) => given.has(keys[n]));
  if (found.length < given.size) throw new Refusal("not_an_option");
  if (found.length > 1 && found.some((n) => alone.includes(n))) {
    throw new Refusal("alone_with_others");
  }
  return found.map((n) => (n < options.length ? n : UNSURE));
}

/**
 * @param {Question} question
 * @param {unknown} value
 */
function day({ range }, value) {
  const found = dayIn(value);
  if (Number.isNaN(found)) throw new Refusal("not_a_date");
  if (found < range[0]) throw new Refusal("too_early");
  if (found > range[1]) throw new Refusal("too_late");
  return found;
}

/**
 * @param {Question} question
 * @param {Exact} units
 */
function within({ range }, units) {
  if (isLess(units, range[0])) throw new Refusal("too_small");
  if (isLess(range[1], units)) throw new Refusal("too_large");
  if (typeof units !== "number") throw new Refusal("too_many_digits");
  return units;
}

const TYPED = /^([+-]?)(?:(\d{1,15})(?:\.(\d{0,15}))?|\.(\d{1,15}))\s*(.*)$/;
const PRINTED = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;
const LONGEST = 200;

/**
 * Return a number in units of the last digit of its question.
 * @param {Question} question
 * @param {unknown} value
 */
function number({ decimals = 0, unit = "" }, value) {
  if (value === Infinity || value === -Infinity) return value;
  if (typeof value === "number") {
    const [, sign, ones, rest = "", power = 0] = PRINTED.exec(`${value}`) ?? [];
    return shifted(`${sign}${ones}${rest}`, decimals + Number(power) - rest.length);
  }
  if (typeof value !== "string" || value.length > LONGEST) throw new Refusal("not_a_number");
  const [all, sign, ones = "", rest = "", tail = "", other = ""] = TYPED.exec(value) ?? [];
  if (all && (!other || other === unit.toLowerCase())) {
    const behind = rest + tail;
    return shifted(`${sign === "-" ? sign : ""}${ones}${behind}`, decimals - behind.length);
  }
  if (/^[+-]?\d+,\d+/.test(value)) throw new Refusal("ambiguous_number");
  throw new Refusal(!other || /^[\d.+-]/.test(other) ? "not_a_number" : "other_unit");
}

/**
 * Return a number of some digits, times a power of ten.
 * @param {string} digits
 * @param {number} power
 */
function shifted(digits, power) {
  const [found, ten] = [BigInt(digits), 10n ** BigInt(Math.abs(power))];
  return power < 0 ? over(narrow(found), narrow(ten)) : narrow(found * ten);
}
