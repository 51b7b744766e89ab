// Form: what the fields of a page say, as answers and as problems.
//
// Nothing that was left empty is read as "no": of a list to tick, somebody says that none of
// it is so.

import { AnswerError } from "../../program/javascript/answers.js";
import { Unclear, heard } from "./spoken.js";

/** @import { Answers, Asked, Page, Problem, Question } from "../../program/javascript/types.js" */
/** @import { Session } from "../../program/javascript/session.js" */
/** @import { Speech } from "../../program/javascript/speech.js" */
/** @import { More } from "./screens.js" */

/** The field of a list to tick that says that none of it is so; no id has a star. */
export const LIST = "*";

const both = (/** @type {Speech} */ speech) =>
  speech.say("Choose an answer, or “Not sure”, but not both.");
const noneBeside = (/** @type {Speech} */ speech) =>
  speech.say("Choose what applies, or “None of these”, but not both.");
const empty = (/** @type {Speech} */ speech) =>
  speech.say("Choose what applies, or “None of these”.");
const unseen = (/** @type {Speech} */ speech) =>
  speech.say("Some characters in it cannot be kept: delete them, or type it again.");

/**
 * Return how something is typed that was typed in another way; may be empty.
 * @param {Speech} speech
 * @param {string} code of what is wrong
 */
function hint(speech, code) {
  if (code === "other_unit")
    return speech.say("Write the number alone, in the unit that is asked for.");
  return code === "not_a_date" ? speech.say("Write the day like “1 April 2026”.") : "";
}

/** @typedef {Record<string, string[]>} Fields what is filled in, by the names of the fields */
/** @typedef {Record<string, string>} Problems what is wrong, by the names of the fields */

/**
 * Return the interview after what was filled in on a page, or else what is wrong.
 * @param {Session} session
 * @param {Page} page
 * @param {Fields} fields
 * @param {More} more
 * @returns {{session: Session | null, problems: Problems}}
 */
export function answered(session, page, fields, more) {
  const { answers, problems } =
    page.kind === "checklist" ? listed(session, page, fields) : each(session, page, fields, more);
  if (Object.keys(problems).length) return { session: null, problems };
  try {
    return { session: session.answer(answers, page.number).apart(), problems };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    return { session: null, problems: refused(session, page, error.problems, more) };
  }
}

/**
 * @param {Session} session
 * @param {Page} page
 * @param {Fields} fields
 */
function listed({ tree: { speech } }, { questions }, fields) {
  const problems = /** @type {Problems} */ ({});
  const names = questions.map(({ id }) => id);
  for (const name of names) if (new Set(fields[name]).size > 1) problems[name] = both(speech);
  const isTicked = names.some((name) => fields[name].length);
  if (Boolean(fields[LIST].length) === isTicked)
    problems[LIST] = isTicked ? noneBeside(speech) : empty(speech);
  const answers = names.map((name) => [name, fields[name][0] ?? "no"]);
  return { answers: Object.fromEntries(answers), problems };
}

/**
 * @param {Session} session
 * @param {Page} page
 * @param {Fields} fields
 * @param {More} more
 */
function each({ tree }, { questions }, fields, more) {
  const [answers, problems] = [/** @type {Answers} */ ({}), /** @type {Problems} */ ({})];
  for (const question of questions) {
    const { id } = question;
    const q = tree.number(id);
    try {
      const found = answer(tree.speech, tree.questions[q], fields[id]);
      if (found === null) problems[id] = told(question, "", rule(more, q));
      else answers[id] = found;
    } catch (error) {
      if (!(error instanceof Unclear)) throw error;
      problems[id] = error.isWhole ? error.message : told(question, error.message, rule(more, q));
    }
  }
  return { answers, problems };
}

/**
 * Return the answer that some fields say; null where they say nothing.
 * @param {Speech} speech
 * @param {Question} question
 * @param {string[]} said
 */
function answer(speech, question, said) {
  const [first = ""] = said;
  switch (question.domain) {
    case "text":
      return first; // blank is an answer
    case "number":
      if (said.includes("unsure") && said.length > 1) throw new Unclear(both(speech), true);
      return said.length ? heard(speech, question, first) : null;
    case "some":
      if (!said.length) throw new Unclear(empty(speech), true);
      if (said.length > 1 && said.includes("none")) throw new Unclear(noneBeside(speech), true);
      return said.length > 1 ? said : first;
    default:
      return first || null;
  }
}

/**
 * Return what is wrong, by the fields of a page.
 * @param {Session} session
 * @param {Page} page
 * @param {Problem[]} problems
 * @param {More} more
 */
function refused({ tree }, { questions }, problems, more) {
  const found = problems.map(({ code, questions: ids, message }) => {
    const question = questions.find(({ id }) => ids.includes(id)) ?? questions[0];
    if (code === "not_a_text") return [question.id, unseen(tree.speech)];
    const isClash = code === "contradiction";
    const known = rule(more, tree.number(question.id));
    return [question.id, isClash ? message : told(question, hint(tree.speech, code), known)];
  });
  return /** @type {Problems} */ (Object.fromEntries(found));
}

/**
 * Return what can be answered to a question, in words.
 * @param {More} more
 * @param {number} q the index of the question
 */
const rule = (more, q) => more.rules[more.rule[q]];

/**
 * @param {Asked} question
 * @param {string} first
 * @param {string} known what can be answered
 */
const told = ({ if_wrong }, first, known) => `${first} ${if_wrong || known}`.trim();

/**
 * Return the fields as they would be filled in with what a page was answered.
 * @param {Speech} speech
 * @param {Page} page
 */
export function standing(speech, { kind, questions }) {
  const found = /** @type {Fields} */ ({ [LIST]: [] });
  for (const { id, given, decimals } of questions) found[id] = words(speech, given, decimals);
  if (kind !== "checklist") return found;
  for (const { id } of questions) found[id] = found[id].filter((word) => word !== "no");
  const isAnswered = questions.every(({ given }) => given !== null);
  const isNone = isAnswered && questions.every(({ id }) => !found[id].length);
  return { ...found, [LIST]: isNone ? ["none"] : [] };
}

/**
 * @param {Speech} speech
 * @param {unknown} given
 * @returns {string[]}
 */
function words(speech, given, decimals = 0) {
  if (given === null) return [];
  if (Array.isArray(given)) return given.length ? given : ["none"];
  if (typeof given !== "number") return [`${given}`];
  const digits = decimals ? given.toFixed(decimals).replace(/\.?0+$/, "") : `${given}`;
  return [digits.replace(".", speech.mark)];
}
