// Outcome: what was decided, and by which answers, as values that markup is filled with.

import { dayIn } from "../../program/javascript/days.js";
import { narrow } from "../../program/javascript/numbers.js";
import { SIGNS } from "../../program/javascript/speech.js";
import { UNSURE } from "../../program/javascript/walk.js";
import { folded } from "../../program/javascript/words.js";
import { prose, together } from "./prose.js";

/** @import { Code, Template } from "../../program/javascript/types.js" */
/** @import { Session } from "../../program/javascript/session.js" */
/** @import { Speech } from "../../program/javascript/speech.js" */
/** @import { Values } from "./fragments.js" */
/** @import { More } from "./screens.js" */

// What is told

/**
 * Return what is certain of an interview that goes on.
 * @param {Session} session
 * @param {More} more
 */
export const soFar = (session, more) =>
  inOrder(session).map((index) => advice(session, index, more));

/** @param {Session} session */
function inOrder({ tree, reading }) {
  const all = tree.program.recommendations;
  const told = reading.told();
  const most = Math.max(...told.map((n) => all[n].level));
  const worst = told.filter((n) => all[n].level === most);
  const first = worst.find((n) => !all[n].warning) ?? worst[0];
  return told.length ? [first, ...told.filter((n) => n !== first)] : [];
}

/**
 * Return what is told on each page, whatever it asks: what cannot wait.
 * @param {Session} session
 * @param {More} more
 */
export const urgent = (session, more) =>
  inOrder(session)
    .filter((index) => isTop(session, session.tree.program.recommendations[index].level))
    .map((index, n) => ({
      ...advice(session, index, more),
      tel: n ? "" : telephone(session, index, more),
    }));

/**
 * @param {Session} session
 * @param {number} index
 * @param {More} more
 */
function advice({ tree, reading, walk }, index, { markup }) {
  const { level, warning = false } = tree.program.recommendations[index];
  const { title = "", text, watch_for } = tree.texts.recommendations[index];
  const isSaid = walk.end && level === walk.rank;
  const { speech } = tree;
  const lead = warning ? speech.say("Warning") : level < 0 ? speech.say("Good to know") : "";
  const titles = [lead, level < 0 || isSaid ? "" : levelTitle(tree, level)].filter(Boolean);
  return {
    heading: [titles.join(", "), reading.filled(title)].filter(Boolean).join(": "),
    looks: warning ? "told warning" : "told",
    reason: "",
    text: prose(markup, reading, `a${index}-text`, text),
    watch_for: prose(markup, reading, `a${index}-watch_for`, watch_for),
  };
}

/**
 * @param {Session["tree"]} tree
 * @param {number} level
 */
const levelTitle = ({ program, texts }, level) => texts.levels[program.levels[level]];

/**
 * Return whether nothing can be worse than a level; never so on a scale of one.
 * @param {Session} session
 * @param {number} level
 */
const isTop = ({ tree }, level) => level > 0 && level === tree.program.levels.length - 1;

/**
 * Return whether nothing can be worse.
 * @param {Session} session
 */
export const isWorst = (session) => isTop(session, session.walk.rank);

/**
 * Return what was decided, the most urgent first.
 * @param {Session} session
 * @param {More} more
 * @returns {Values & {isTop: boolean, heading: string}}
 */
export function outcome(session, more) {
  const { tree } = session;
  const [first, ...rest] = inOrder(session);
  const isKnown = (/** @type {number} */ n) => {
    const { level, warning } = tree.program.recommendations[n];
    return level < 0 && !warning;
  };
  const show = (/** @type {number[]} */ all) => all.map((index) => advice(session, index, more));
  const known = rest.filter(isKnown);
  const cited = inOrder(session).length ? session.reading.told().flatMap((n) => more.cites[n]) : [];
  return {
    isTop: isWorst(session),
    heading: result(session),
    first: first === undefined ? [] : show([first]),
    others: show(rest.filter((n) => !isKnown(n))),
    more: show(known),
    count: known.length,
    values: [...shown(session, more)],
    sources: [...new Set(cited)].map((n) => ({ text: more.sources[n] })),
    tel: telephone(session, first, more),
  };
}

/**
 * Return the result in a few words.
 * @param {Session} session
 */
export function result({ tree, walk }) {
  const { speech } = tree;
  const title = (/** @type {number} */ level) => (level < 0 ? "" : levelTitle(tree, level));
  if (walk.end) {
    const level = title(walk.rank) || speech.say("information");
    return speech.say("Result: {level}", { level });
  }
  if (walk.todo) {
    const { todo } = walk;
    return speech.say("Not decided: this part of the tree is not written yet: {todo}", { todo });
  }
  const none = speech.say("no urgency");
  const [low, high] = bounds({ tree, walk }).map((level) => title(level) || none);
  const results = low === high ? low : speech.say("from “{low}” to “{high}”", { low, high });
  return speech.say("Not decided yet. With the answers so far it can still be: {results}.", {
    results,
  });
}

/**
 * Return between which levels an interview can end, whatever is still answered; some of what
 * lies between may be impossible.
 * @param {Pick<Session, "tree" | "walk">} session
 */
export function bounds({ tree, walk }) {
  const { recommendations } = tree.program;
  const [left, met] = [[walk.step], new Set([walk.step.id])];
  const levels = /** @type {number[]} */ ([]);
  let highest = walk.rank;
  for (let step = left.pop(); step; step = left.pop()) {
    for (const { advise = [] } of [step, ...step.ways]) {
      for (const { recommendation } of advise)
        highest = Math.max(highest, recommendations[recommendation].level);
    }
    for (const { to } of step.ways) {
      const [next, end] = [tree.steps.get(to), tree.advice.get(to)];
      if (next && !met.has(to)) left.push(next);
      if (!next) levels.push(end === undefined ? -1 : recommendations[end].level);
      met.add(to);
    }
  }
  return [Math.max(walk.rank, Math.min(...levels)), Math.max(highest, ...levels)];
}

/**
 * @param {Session} session
 * @param {number | undefined} first
 * @param {More} more
 */
function telephone({ reading }, first, { tel }) {
  if (first === undefined || !tel) return "";
  const { title, text } = reading.advised(first);
  return `${title}${text}`.includes(tel) ? tel : "";
}

/**
 * Yield the values that the tree shows, where the path asked for them.
 *
 * What is certain by some of what it reads is shown, too; of a page that was left, also
 * between what it lies.
 * @param {Session} session
 * @param {More} more
 */
function* shown({ tree, reading, walk }, { shows }) {
  const { speech } = tree;
  const found = reading.shows();
  const asked = (/** @type {number} */ q) => walk.asked.has(q);
  const isLeft = (/** @type {number} */ q) => walk.end !== "" && (walk.step.ask ?? []).includes(q);
  for (const [n, show] of tree.program.show.entries()) {
    const { title, about, ...how } = shows[n];
    const all = [found[show.id]].flat();
    const isPart = about.some(asked) && all[0] !== "unsure";
    const isEnough = all.length < 2 || about.every((q) => asked(q) || isLeft(q));
    if (!about.every(asked) && !(isPart && isEnough)) continue;
    const text =
      show.kind === "number"
        ? between(speech, all, show, how.unit)
        : inWords(speech, all, how.words);
    yield { text: `${title}: ${text}` };
  }
}

/**
 * @param {Speech} speech
 * @param {unknown[]} all
 * @param {Record<string, string>} words
 */
function inWords(speech, all, words) {
  const ours = (/** @type {unknown} */ one) =>
    one === "unsure" ? speech.say("not sure") : speech.say(`${one}`);
  return speech.listed(
    all.map((one) => words[`${one}`] ?? ours(one)),
    "or",
  );
}

/**
 * Return a number, or between what it lies; what it counts is said once.
 * @param {Speech} speech
 * @param {unknown[]} all
 * @param {{dated?: boolean, scale?: number}} show
 * @param {string} unit
 */
function between(speech, all, { dated = false, scale = 0 }, unit) {
  const read = (/** @type {unknown} */ one, of = unit) => {
    if (dated) return speech.day(dayIn(one));
    const digits = typeof one === "number" ? one.toFixed(scale) : `${one}`;
    const [ones, rest = ""] = digits.split(".");
    return speech.amount(narrow(BigInt(ones + rest)), of, rest.length, "unit");
  };
  const [low, high] = all;
  if (high === undefined) return read(low);
  const least = read(low, SIGNS.has(unit) ? unit : "");
  return speech.say("between {least} and {most}", { least, most: read(high) });
}

// What was answered

/**
 * Return the answers of an interview, page by page.
 * @param {Session} session
 */
export const review = (session) =>
  session.kept.pages.flatMap((page, n) => {
    const texts = new Map(session.shown(n + 1).questions.map(({ id, text }) => [id, text]));
    return [...page].map(([q, code]) => {
      const question = session.tree.ids[q];
      const answer = inWordsOf(session, q, code);
      return { text: texts.get(question) ?? "", answer, number: n + 1, question };
    });
  });

/**
 * Return an answer as a person reads it.
 * @param {Session} session
 * @param {number} q
 * @param {Code} code
 */
function inWordsOf({ tree }, q, code) {
  const { domain, type, dated, unit, decimals } = tree.questions[q];
  const { speech } = tree;
  if (code === UNSURE) return domain === "text" ? speech.say("left blank") : speech.say("not sure");
  if (domain === "text") return folded(`${code}`);
  if (dated) return speech.day(Number(code));
  if (domain === "number") return speech.amount(Number(code), unit, decimals, "unit");
  if (type === "yes_no") return speech.say(`${tree.plain(q, code)}`);
  const words = [code]
    .flat()
    .map((key) => (key === UNSURE ? speech.say("not sure") : tree.option(q, Number(key))));
  return words.join("; ") || speech.say("none of these");
}

/**
 * Return what is said back to the last page that was answered.
 * @param {Session} session
 * @param {More} more
 */
export function said({ tree, kept, walk, reading }, { markup }) {
  const last = kept.pages[kept.pages.length - 1] ?? new Map();
  const asked = [...last.keys()].filter((q) => walk.used(q));
  const found = asked.map((q) => {
    const replies = reading.replies(q).map(([key, text]) => [`q${q}-reply-${key}`, text]);
    return together(markup, reading, /** @type {[string, Template][]} */ (replies));
  });
  return found.filter(Boolean).map((html) => ({ html }));
}
