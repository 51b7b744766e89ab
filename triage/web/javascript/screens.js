// Screens: what each page asks, as nodes and as values that markup is filled with.

import { LIST } from "./form.js";
import { prose } from "./prose.js";

/** @import { Asked, Page } from "../../program/javascript/types.js" */
/** @import { Session } from "../../program/javascript/session.js" */
/** @import { Speech } from "../../program/javascript/speech.js" */
/** @import { Fields, Problems } from "./form.js" */
/** @import { Markup } from "./fragments.js" */

/**
 * What pages know beside a program.
 * @typedef {object} More
 * @property {Markup} markup
 * @property {string} tel the number to call in the worst case; may be empty
 * @property {number} menu how many options are shown one by one
 * @property {Record<string, string | string[]>} phrases what pages say, if not in English
 * @property {string} language in which people type; empty for English
 * @property {string[]} rules what can be answered, in words
 * @property {number[]} rule the rule of each question
 * @property {number[]} none the questions of which no option says "none of these"
 * @property {string[]} parts the titles of the parts of the interview
 * @property {number[]} part the part of each step
 * @property {string[]} sources
 * @property {number[][]} cites the sources of each recommendation
 * @property {{title: string, about: number[], unit: string, words: Record<string, string>}[]} shows
 */

/**
 * Return what stands at the head of a page.
 * @param {Session} session
 * @param {Page} page
 */
export const heading = ({ tree }, { kind, questions }) =>
  kind === "checklist" ? tree.speech.say("Do any of these apply?") : questions[0].text;

// Questions

/**
 * Return the questions of a page, as nodes.
 * @param {Session} session
 * @param {Page} page
 * @param {Fields} said
 * @param {Problems} problems
 * @param {More} more
 */
export function asked(session, page, said, problems, more) {
  const found = document.createDocumentFragment();
  if (page.kind === "checklist") found.append(ticklist(session, page, said, problems, more));
  else
    for (const question of page.questions) {
      const { form, ...values } = field(
        session,
        question,
        said[question.id],
        problems[question.id] ?? "",
        more,
      );
      const name = page.questions.length > 1 ? form : `${form}-alone`;
      found.append(more.markup.filled(name, values));
    }
  const { questions } = page;
  for (const { id } of questions) fillIn(found, id, said[id]);
  fillIn(found, LIST, said[LIST]);
  return found;
}

/**
 * Fill in the fields of a question.
 * @param {ParentNode} root
 * @param {string} id
 * @param {string[]} said
 */
function fillIn(root, id, said) {
  for (const field of root.querySelectorAll("[name]")) {
    if (field.getAttribute("name") !== id) continue;
    if (field instanceof HTMLTextAreaElement) field.defaultValue = said[0] ?? "";
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.defaultSelected = said.includes(option.value);
    }
    if (!(field instanceof HTMLInputElement)) continue;
    if (field.type === "text") field.defaultValue = said.find((word) => word !== "unsure") ?? "";
    else field.defaultChecked = said.includes(field.value);
    const details = field.closest("details");
    if (details && field.checked) details.open = true;
  }
}

/**
 * Return what a field says of itself beside its question.
 * @param {string} id
 * @param {unknown} help
 * @param {string} problem
 */
const described = (id, help, problem) => ({
  by: [help && `h-${id}`, problem && `e-${id}`].filter(Boolean).join(" "),
  invalid: problem ? "true" : "",
  looks: problem ? "question wrong" : "question",
  problem,
});

/**
 * @param {Session} session
 * @param {Page} page
 * @param {Fields} said
 * @param {Problems} problems
 * @param {More} more
 */
function ticklist(session, page, said, problems, more) {
  const { questions } = page;
  const fields = questions.map(({ id, text, unsure }) => {
    const help = long(session, id, "help", more);
    return { id, text, unsure, help, ...described(id, help, problems[id] ?? "") };
  });
  const doubts = fields.filter(({ unsure }) => unsure);
  const whole = described(LIST, "", problems[LIST] ?? "");
  const values = { id: LIST, text: heading(session, page), ...whole, fields, doubts };
  return more.markup.filled("ticklist", values);
}

/**
 * Return a question that stands alone.
 * @param {Session} session
 * @param {Asked} question
 * @param {string[]} said
 * @param {string} problem
 * @param {More} more
 */
function field(session, question, said, problem, more) {
  const { id, text, kind, unit = "" } = question;
  const [help, why] = [long(session, id, "help", more), long(session, id, "why", more)];
  const { tree } = session;
  const { domain, dated = false } = tree.questions[tree.number(id)];
  return {
    ...{ id, text, help, why, ...described(id, help, problem) },
    ...choices(tree.speech, domain, question, more.none.includes(tree.number(id))),
    form: form(domain, question, more),
    unit: dated ? "" : tree.speech.unit(unit),
    keyboard: keyboard(domain, dated, question),
    way: kind === "yes_no" ? "row" : "column",
  };
}

/**
 * @param {Session} session
 * @param {string} id
 * @param {"help" | "why"} of
 * @param {More} more
 */
function long({ tree, reading }, id, of, { markup }) {
  const q = tree.number(id);
  return prose(markup, reading, `q${q}-${of}`, tree.texts.questions[q][of]);
}

/**
 * @param {string} domain
 * @param {Asked} question
 * @param {More} more
 */
function form(domain, { lines, options = [], unsure }, { menu }) {
  if (domain === "text") return lines ? "lines" : "text";
  if (domain === "number") return "text";
  if (domain === "some") return "checkbox";
  return options.length - Number(unsure) > menu ? "select" : "radio";
}

/**
 * Return what an answer is typed with: "3 days" and "1 April" need letters.
 * @param {string} domain
 * @param {boolean} dated
 * @param {Asked} question
 */
function keyboard(domain, dated, { min = "", decimals, unit = "" }) {
  const isTime = /^(?:second|minute|hour|day|week|month|year)s?$/i.test(unit);
  if (domain !== "number" || dated || (isTime && decimals) || min.startsWith("-")) return "text";
  return decimals ? "decimal" : "numeric";
}

/**
 * Return what can be chosen, and what excludes all others.
 * @param {Speech} speech
 * @param {string} domain
 * @param {Asked} question
 * @param {boolean} isNone whether "none of these" is to be added
 */
function choices(speech, domain, { id, options = [], unsure }, isNone) {
  const all = options.map((each) => ({
    value: each.id,
    label: each.text,
    isLast: each.alone ?? false,
  }));
  if (isNone) all.push({ value: "none", label: speech.say("None of these"), isLast: true });
  if (domain === "number" && unsure)
    all.push({ value: "unsure", label: speech.say("Not sure"), isLast: true });
  const inOrder = [...all.filter((x) => !x.isLast), ...all.filter((x) => x.isLast)];
  const isTyped = domain === "number";
  const found = inOrder.map((each, n) => {
    const choice = n || isTyped ? `q-${id}-${each.value}` : `q-${id}`;
    return { ...each, choice };
  });
  return { choices: found.filter((x) => !x.isLast), last: found.filter((x) => x.isLast) };
}

// Where one is

/**
 * Return where in the interview it goes on, in words; empty where it is short.
 * @param {Session} session
 * @param {Page} page
 * @param {More} more
 */
export function progress({ tree, kept, walk }, page, { parts, part }) {
  if (page.number <= kept.pages.length || parts.length < 2) return "";
  const number = part[[...tree.steps.keys()].indexOf(walk.step.id)];
  const where = { number: number + 1, of: parts.length, title: parts[number] };
  return tree.speech.say("Part {number} of {of}: {title}", where);
}
