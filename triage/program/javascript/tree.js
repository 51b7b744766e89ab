// Tree: a program that is ready to ask and to decide.

import { AnswerError, isGap, isMapping, problem, taken } from "./answers.js";
import { iso, localDay } from "./days.js";
import { sha256 } from "./hash.js";
import { Kept } from "./kept.js";
import { OPERATORS, ready } from "./nodes.js";
import { decimal } from "./numbers.js";
import { Reading } from "./reading.js";
import { askerIn, keptIn, refuseDamaged } from "./record.js";
import { Session } from "./session.js";
import { Speech } from "./speech.js";
import { UNSURE, Walk } from "./walk.js";
import { looked } from "./words.js";

/** @import { Wrong } from "./answers.js" */
/** @import { Answers, Code, Given, Problem, Program, Step } from "./types.js" */

const FORMAT = "triage-program/1";

/** Say why something is no program that can be run. */
export class ProgramError extends Error {}

/**
 * Return a tree that is ready to ask and to decide.
 * @param {unknown} program a text as `triage compile` writes it, or what JSON.parse makes of it
 * @param {{retired?: boolean}} options `retired` lets a retired tree decide
 */
export function load(program, { retired = false } = {}) {
  const found = typeof program === "string" ? parsed(program) : program;
  if (found?.format !== FORMAT) {
    throw new ProgramError(`this is no program of the format ${FORMAT}`);
  }
  try {
    return made(found, retired);
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    throw new ProgramError("this program is not whole: compile it again");
  }
}

/**
 * @param {Program} program
 * @param {boolean} retired
 */
function made(program, retired) {
  if (program.sha256 !== sha256(canonical(program))) {
    throw new ProgramError("this program is not as it was written: compile it again");
  }
  const unknown = program.nodes.map(([name]) => name).find((name) => !OPERATORS.has(name));
  if (unknown) throw new ProgramError(`this program uses ${unknown}, which is not known here`);
  if (program.status === "retired" && !retired) throw new ProgramError("this tree is retired");
  return new Tree(program);
}

/**
 * @param {string} text
 * @returns {any}
 */
function parsed(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new ProgramError("this is no program: it is no JSON");
  }
}

/**
 * Return what is hashed of a program: all but its hash, the keys of each object in order.
 * @param {any} program
 */
const canonical = ({ sha256: _, ...rest }) =>
  JSON.stringify(rest, (_, value) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const keys = Object.keys(value).sort();
    return Object.fromEntries(keys.map((key) => [key, value[key]]));
  });

/** Hold a tree. Trees are made by `load`. */
export class Tree {
  /** @param {Program} program */
  constructor(program) {
    this.program = program;
    this.questions = program.questions;
    this.ids = this.questions.map(({ id }) => id);
    this.numbers = new Map(this.ids.map((id, q) => [id, q]));
    this.advice = new Map(program.recommendations.map(({ id }, index) => [id, index]));
    this.texts = Object.values(program.texts)[0];
    this.speech = new Speech(this.texts.phrases);
    this.rows = program.nodes.map(ready);
    this.steps = /** @type {Map<string, Step>} */ (new Map());
    let number = 0;
    for (const step of program.steps) {
      const ways = step.ways.map((way) => ({ ...way, number: number++ }));
      this.steps.set(step.id, { ...step, ways });
    }
    this.first = this.steps.get(program.first);
  }

  /**
   * Return the decision for some answers, complete or not.
   * @param {Answers} answers by question id; what is not there is not answered
   */
  decide(answers) {
    const { given, problems } = this.taken(this.today(answers));
    for (;;) {
      const walk = new Walk(this, given);
      const wrong = this.contradictions(walk);
      if (!wrong.length) {
        const reading = new Reading(walk);
        const decision = reading.decision();
        if (problems.length) throw new AnswerError(reading.refused(problems), decision);
        return decision;
      }
      problems.push(...wrong);
      const named = wrong.flatMap(({ questions }) => questions.map((id) => this.number(id)));
      if (!named.map((q) => given.delete(q)).includes(true)) throw new AnswerError(problems);
    }
  }

  /**
   * Begin an interview.
   * @param {Answers} prefill answers that are known before
   */
  start(prefill = {}) {
    const { given, problems } = this.taken(this.today(prefill));
    if (problems.length) throw new AnswerError(problems);
    const session = new Session(this, new Kept(given));
    const wrong = this.contradictions(session.walk);
    if (wrong.length) throw new AnswerError(wrong);
    return session;
  }

  /**
   * Go on with an interview from its record, which may be one of Python.
   * @param {unknown} record what `session.record()` returned
   */
  resume(record) {
    const session = new Session(this, keptIn(this, record), undefined, askerIn(record));
    refuseDamaged(session, record);
    return session;
  }

  /**
   * Return the record of a walk over answers that are not looked at.
   * @param {Record<string, Code>} codes by question id
   */
  walk(codes) {
    return new Walk(this, new Map(Object.entries(codes).map(([id, x]) => [this.number(id), x])));
  }

  // Answers

  /**
   * Return the answers that are some, and what is wrong with others.
   * @param {Answers} answers
   */
  taken(answers) {
    const found = {
      given: /** @type {Given} */ (new Map()),
      problems: /** @type {Problem[]} */ ([]),
    };
    if (!isMapping(answers)) found.problems.push(problem("not_a_mapping", "answers"));
    for (const [id, value] of isMapping(answers) ? Object.entries(answers) : []) {
      const question = this.questions[this.number(id)];
      const made = question
        ? isGap(value) || taken(question, value)
        : { wrong: problem("unknown_question", id) };
      if (made === true) continue;
      if ("wrong" in made) found.problems.push(made.wrong);
      else found.given.set(this.number(id), made.answer);
    }
    return found;
  }

  /**
   * Return answers on this day, where the tree asks for it and nobody says which it is.
   * @param {Answers} answers
   */
  today(answers) {
    const id = this.questions.find(({ today }) => today)?.id;
    const asks = id !== undefined && isMapping(answers) && isGap(answers[id]);
    return asks ? { ...answers, [id]: localDay() } : answers;
  }

  /**
   * Return what answers contradict of what the tree assumes of everybody.
   * @param {Walk} walk
   */
  contradictions(walk) {
    const kept = /** @type {Map<number, Problem>} */ (new Map());
    for (const { id, limits = {} } of this.questions) {
      for (const code of ["too_early", "too_late"]) {
        if (code in limits) kept.set(limits[code], problem(/** @type {Wrong} */ (code), id));
      }
    }
    const apart = (/** @type {number} */ node) =>
      [...this.questionsIn(node)].map((q) => this.ids[q]);
    const says = this.texts.assume ?? [];
    return walk.broken().map((n) => {
      const node = this.program.assume[n];
      const general = problem("contradiction", ...apart(node).sort());
      const own = new Reading(walk).filled(says[n] ?? "");
      return kept.get(node) ?? { ...general, message: own || this.speech.say(general.message) };
    });
  }

  /**
   * Return the questions that a node is made of.
   * @param {number} root
   */
  questionsIn(root) {
    const [met, left] = [new Set([root]), [root]];
    const found = /** @type {Set<number>} */ (new Set());
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      const { nodes, operands, question } = this.rows[at];
      if (question !== null) found.add(question);
      left.push(...nodes.map((n) => Number(operands[n])).filter((node) => !met.has(node)));
      for (const node of left) met.add(node);
    }
    return found;
  }

  // What is read

  /**
   * Return the index of a question; -1 for none.
   * @param {string} id
   */
  number(id) {
    return this.numbers.get(id) ?? -1;
  }

  /**
   * Return an option as it is read.
   * @param {number} q
   * @param {number} n
   */
  option(q, n) {
    const id = this.questions[q].options[n];
    const { options = {} } = this.texts.questions[q];
    return Object.hasOwn(options, id) ? options[id] : id;
  }

  /**
   * Return what can be chosen, "not sure" last.
   * @param {number} q
   */
  options(q) {
    const { type, options, alone = [], unsure } = this.questions[q];
    const { names = {} } = this.texts.questions[q];
    const found = options.map((id, n) => {
      const text = type === "yes_no" ? this.speech.say(looked(id, "capital")) : this.option(q, n);
      const found = alone.includes(n) ? { id, text, alone: true } : { id, text };
      return Object.hasOwn(names, id) ? { ...found, name: names[id] } : found;
    });
    return unsure ? [...found, { id: UNSURE, text: this.speech.say("Not sure") }] : found;
  }

  /**
   * Return an answer as people and JSON have it.
   * @param {number} q
   * @param {Code} answer
   */
  plain(q, answer) {
    const { domain, options, dated, decimals } = this.questions[q];
    if (Array.isArray(answer))
      return answer.map((key) => (key === UNSURE ? key : options[Number(key)]));
    if (answer === UNSURE) return answer;
    if (domain === "text") return answer;
    if (domain === "one") return options[Number(answer)];
    return dated ? iso(Number(answer)) : Number(decimal(Number(answer), decimals));
  }

  /**
   * Return answers as people and JSON have them, by question id.
   * @param {Iterable<[number, Code]>} given
   */
  plainly(given) {
    return Object.fromEntries(
      [...given].map(([q, answer]) => [this.ids[q], this.plain(q, answer)]),
    );
  }
}
