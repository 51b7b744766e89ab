// Session: an interview, page by page; each act makes a new one.

import { AnswerError, isGap, isMapping, problem } from "./answers.js";
import { Kept, isDoubted, isSame, laidOut, standing } from "./kept.js";
import { Reading } from "./reading.js";
import { recordOf } from "./record.js";
import { Walk } from "./walk.js";

/** @import { Answers, AskedBy, Changes, Given, Page, Problem } from "./types.js" */
/** @import { Tree } from "./tree.js" */

/**
 * Hold an interview: what was answered on each page of the path.
 *
 * Answers that fall off the path are kept aside, and are back in force when it returns.
 */
export class Session {
  /**
   * @param {Tree} tree
   * @param {Kept} kept
   * @param {Walk} [walk] over the answers that stand
   * @param {AskedBy} [askedBy] who put the questions
   */
  constructor(tree, kept, walk, askedBy = "") {
    const { answers, again } = standing(tree, kept.prefill, kept.pages);
    this.tree = tree;
    this.kept = kept;
    this.standing = answers;
    this.again = again;
    this.walk = walk ?? new Walk(tree, answers);
    this.reading = new Reading(this.walk);
    this.askedBy = askedBy;
  }

  /** Every answer that stands, on the path or parked, by the index of the question. */
  get given() {
    const found = new Map(this.standing);
    for (const [q, answers] of this.kept.aside) {
      const last = answers[answers.length - 1];
      const isOffered = this.walk.missing.includes(q) || isDoubted(this.tree, q, last);
      if (!isOffered) found.set(q, last);
    }
    return found;
  }

  /** Every answer that stands, on the path or parked. */
  get answers() {
    return this.tree.plainly(this.given);
  }

  /** The answers that the path does not ask for, kept for its return. */
  get parked() {
    return this.tree.plainly([...this.given].filter(([q]) => !this.walk.used(q)));
  }

  /** What is decided by now. */
  get decision() {
    return this.reading.decision(this.given);
  }

  /**
   * Return a record of the interview, from which it goes on later, here or in Python.
   * @param {Date | null} when the time to be said in it
   */
  record(when = null) {
    return recordOf(this, when);
  }

  // Pages

  /** What to ask now, one question or a list to tick; null when decided. */
  get page() {
    const { walk, again, kept } = this;
    if (!walk.missing.length) return null;
    const fresh = walk.missing.filter((q) => !again.has(q));
    const isList = Boolean(walk.step.checklist) && fresh.length > 1;
    const names = isList ? fresh : walk.missing.slice(0, 1);
    const offered = new Map([...kept.aside].map(([q, answers]) => [q, answers[0]]));
    const page = this.laid(kept.pages.length + 1, names, isList, again, offered);
    const last = kept.pages[kept.pages.length - 1] ?? new Map();
    const said = [...last.keys()].filter((q) => walk.used(q)).map((q) => this.reading.reply(q));
    if (said.some(Boolean)) page.said = said.filter(Boolean);
    return page;
  }

  /**
   * Return a page that was answered, as it was shown, with what was answered.
   * @param {number} number which page of the interview, from 1
   */
  shown(number) {
    const given = this.kept.pages[number - 1];
    const again = new Set(this.kept.pages.slice(0, number - 1).flatMap((page) => [...page.keys()]));
    const isList = given.size > 1 && this.isOfList(given);
    return this.laid(number, [...given.keys()], isList, again, given);
  }

  /**
   * Return whether all questions of a page are in lists to tick.
   * @param {Given} page
   */
  isOfList(page) {
    const lists = this.walk.path.filter((step) => step.checklist).flatMap(({ ask = [] }) => ask);
    return [...page.keys()].every((q) => lists.includes(q));
  }

  /**
   * Return the same with its pages as they are asked: a question, or a list.
   *
   * What a slip left aside comes back with the questions of a step on one page.
   */
  apart() {
    const { tree, kept, walk } = this;
    const pages = kept.pages.flatMap((page) =>
      this.isOfList(page) ? [page] : [...page].map((pair) => new Map([pair])),
    );
    return new Session(tree, new Kept(kept.prefill, pages, kept.aside), walk, this.askedBy);
  }

  /**
   * @param {number} number
   * @param {number[]} names
   * @param {boolean} isList
   * @param {Set<number>} again
   * @param {Given} given
   * @returns {Page}
   */
  laid(number, names, isList, again, given) {
    const questions = names.map((q) => {
      const answer = given.get(q);
      const was = answer === undefined ? null : this.tree.plain(q, answer);
      return { ...this.reading.question(q, again.has(q)), given: was };
    });
    const kind = isList ? "checklist" : "question";
    return { number, kind, again: names.some((q) => again.has(q)), questions };
  }

  // Answering

  /**
   * Answer some questions, whether asked now or before; null takes an answer away.
   *
   * Where one on an earlier page changes, the later pages stay, as far as the path asks
   * them. What changes nothing leaves the session as it is.
   * @param {Answers} answers by question id
   * @param {number} number the page that they are for, of which a list is answered whole;
   *   0 for any
   * @returns {Session}
   */
  answer(answers, number = 0) {
    const { given, problems: wrongly } = this.tree.taken(answers);
    const problems = this.reading.refused(wrongly);
    const isNow = number > this.kept.pages.length && isMapping(answers);
    const page = isNow ? this.page : null;
    const listed = (page?.questions ?? []).map(({ id }) => id);
    const left = listed.filter((id) => isGap(answers[id]));
    if (left.length < listed.length) problems.push(...left.map((id) => problem("missing", id)));
    if (problems.length) throw new AnswerError(problems, this.beside(given));
    const changes = /** @type {Changes} */ (new Map(given));
    for (const [id, value] of Object.entries(answers)) {
      if (isGap(value)) changes.set(this.tree.number(id), null);
    }
    const { session, wrong, others } = this.changed(changes, page ? 0 : number);
    if (session) return session;
    throw new AnswerError(this.reading.refused(wrong), this.beside(others));
  }

  /**
   * Return the session after some answers; or else what they contradict, and the others.
   * @param {Changes} given
   * @param {number} number
   * @returns {{session: Session | null, wrong: Problem[], others: Changes}}
   */
  changed(given, number) {
    const { tree, kept, walk } = this;
    const { stands } = kept;
    const page = kept.pages[number - 1] ?? new Map();
    const changes = [...given].filter(([q, answer]) => {
      if (page.has(q)) return !isSame(page.get(q), answer);
      return (answer !== null && walk.missing.includes(q)) || !isSame(stands.get(q), answer);
    });
    if (!changes.length) return { session: this, wrong: [], others: given };
    const found = laidOut(tree, kept.changed(new Map(changes), number, walk.missing));
    const wrong = tree.contradictions(found.walk);
    const named = wrong.flatMap(({ questions }) => questions);
    const others = [...given].filter(([q, x]) => x !== null && !named.includes(tree.ids[q]));
    const after = new Session(tree, found.kept, found.walk, this.askedBy);
    return { session: wrong.length ? null : after, wrong, others: new Map(others) };
  }

  /**
   * Return what is decided by answers that are right, beside others that are not.
   * @param {Changes} given
   */
  beside(given) {
    return this.changed(given, 0).session?.decision ?? null;
  }

  /**
   * Take back the last page; at the start, nothing changes.
   *
   * What was answered beyond an early end goes with what led there.
   */
  back() {
    let before = /** @type {Session} */ (this);
    while (before.kept.pages.length) {
      before = new Session(this.tree, before.kept.back(), undefined, this.askedBy);
      if (before.walk.missing.length) break;
    }
    return before;
  }
}
