// Kept: what was given in an interview, and its place on the path that it takes.

import { UNSURE, Walk } from "./walk.js";

/** @import { Aside, Changes, Code, Given } from "./types.js" */
/** @import { Tree } from "./tree.js" */

/** Hold what was given: before an interview, on its pages, and aside. */
export class Kept {
  /**
   * @param {Given} prefill
   * @param {Given[]} pages
   * @param {Aside} aside
   */
  constructor(prefill, pages = [], aside = new Map()) {
    this.prefill = prefill;
    this.pages = pages.filter((page) => page.size);
    this.aside = aside;
  }

  /** The last answer to each question, whether it has an effect or not. */
  get stands() {
    const found = new Map([...this.aside].map(([q, answers]) => [q, answers[answers.length - 1]]));
    for (const page of [this.prefill, ...this.pages]) page.forEach((x, q) => found.set(q, x));
    return found;
  }

  /** The answers to each question, in the order they were given. */
  get answers() {
    const found = /** @type {Aside} */ (new Map());
    for (const page of [this.prefill, ...this.pages]) page.forEach((x, q) => add(found, q, [x]));
    this.aside.forEach((answers, q) => add(found, q, answers));
    return found;
  }

  /** What is aside as it was given: first answers, and then each second one. */
  get groups() {
    const first = new Map([...this.aside].map(([q, answers]) => [q, answers[0]]));
    const later = [...this.aside].flatMap(([q, answers]) => answers.slice(1).map((x) => [[q, x]]));
    return [first, ...later.map((pairs) => new Map(/** @type {[number, Code][]} */ (pairs)))];
  }

  /**
   * Return on which page a question was answered last; 0 for none.
   * @param {number} q
   */
  pageOf(q) {
    return this.pages.reduce((found, page, n) => (page.has(q) ? n + 1 : found), 0);
  }

  /**
   * Return the same without the answers to some questions.
   * @param {Set<number>} gone
   */
  without(gone) {
    const left = (/** @type {Map<number, any>} */ of) =>
      new Map([...of].filter(([q]) => !gone.has(q)));
    return new Kept(left(this.prefill), this.pages.map(left), left(this.aside));
  }

  /** Return the same with the last page taken back, and kept aside. */
  back() {
    const aside = new Map(this.aside);
    for (const [q, x] of this.pages[this.pages.length - 1])
      aside.set(q, [x, ...(aside.get(q) ?? [])]);
    return new Kept(this.prefill, this.pages.slice(0, -1), aside);
  }

  /**
   * Return the same with some answers changed; new ones are on a last page.
   * @param {Changes} changes
   * @param {number} number the page whose answers these are; 0 for what is asked now
   * @param {number[]} asked what is asked now
   */
  changed(changes, number, asked) {
    const [prefill, aside] = [new Map(this.prefill), new Map(this.aside)];
    const [pages, fresh] = [
      this.pages.map((page) => new Map(page)),
      /** @type {Given} */ (new Map()),
    ];
    for (const [q, answer] of changes) {
      const [first, ...rest] = aside.get(q) ?? [];
      const here = answer === null ? 0 : new Kept(prefill, pages).place(q, number, asked);
      aside.delete(q);
      prefill.delete(q);
      if (here || answer === null) for (const page of pages.slice(here)) page.delete(q);
      if (answer === null) continue;
      if (here) pages[here - 1].set(q, answer);
      else fresh.set(q, answer);
      if (!here && rest.length && isSame(first, answer)) aside.set(q, rest);
    }
    return new Kept(prefill, [...pages, fresh], aside);
  }

  /**
   * Return the page on which an answer is changed; 0 where it is a new one.
   * @param {number} q
   * @param {number} number
   * @param {number[]} asked
   */
  place(q, number, asked) {
    if (number && this.pages[number - 1].has(q)) return number;
    return asked.includes(q) ? 0 : this.pageOf(q);
  }
}

/**
 * @param {Aside} found
 * @param {number} q
 * @param {Code[]} more
 */
const add = (found, q, more) => found.set(q, [...(found.get(q) ?? []), ...more]);

/**
 * @param {Code | null | undefined} one
 * @param {Code | null | undefined} other
 */
export const isSame = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Return whether an answer, given for the first time, has its question asked again.
 * @param {Tree} tree
 * @param {number} q
 * @param {Code} answer
 */
export const isDoubted = (tree, q, answer) =>
  Boolean(tree.questions[q].again) && String(answer) === UNSURE;

/**
 * Return the answers that stand after some pages, and what is asked again.
 * @param {Tree} tree
 * @param {Given} prefill
 * @param {Given[]} pages
 */
export function standing(tree, prefill, pages) {
  const [answers, again] = [new Map(prefill), /** @type {Set<number>} */ (new Set())];
  for (const [q, answer] of pages.flatMap((page) => [...page])) {
    if (again.has(q) || !isDoubted(tree, q, answer)) answers.set(q, answer);
    else {
      again.add(q);
      answers.delete(q);
    }
  }
  return { answers, again };
}

/**
 * Return what was given, arranged along the path that it takes, and the walk.
 *
 * What is aside comes back. Where it contradicts what was answered, it stays.
 * @param {Tree} tree
 * @param {Kept} kept
 */
export function laidOut(tree, kept) {
  const held = /** @type {Aside} */ (new Map());
  for (;;) {
    const given = [...kept.pages, ...kept.groups];
    const walk = new Walk(tree, standing(tree, kept.prefill, given).answers);
    const names = clashing(walk, kept.aside);
    if (!names.size) {
      const { pages, aside } = arranged(walk, given);
      return { kept: new Kept(kept.prefill, pages, new Map([...aside, ...held])), walk };
    }
    kept.answers.forEach((answers, q) => names.has(q) && held.set(q, answers));
    kept = kept.without(names);
  }
}

/**
 * Return an answer to leave out for each thing that is assumed in vain.
 * @param {Walk} walk
 * @param {Aside} loose
 */
function clashing(walk, loose) {
  const { tree } = walk;
  const found = loose.size ? walk.broken() : [];
  const last = found.map((n) => {
    const named = tree.questionsIn(tree.program.assume[n]);
    return walk.answered.filter((q) => named.has(q) && loose.has(q)).slice(-1);
  });
  return new Set(last.flat());
}

/**
 * Return what was given as the pages of a path, in order, and what is aside.
 * @param {Walk} walk
 * @param {Given[]} given
 */
export function arranged(walk, given) {
  const place = /** @type {Map<number, number>} */ (new Map());
  const asked = new Set([...walk.answered, ...walk.missing]);
  walk.path.forEach(({ ask = [] }, n) => {
    for (const q of ask) if (asked.has(q) && !place.has(q)) place.set(q, n);
  });
  const [pages, aside] = [/** @type {[number, Given][]} */ ([]), /** @type {Aside} */ (new Map())];
  for (const group of given) {
    for (const number of new Set([...group.keys()].map((q) => place.get(q)))) {
      const part = [...group].filter(([q]) => place.get(q) === number);
      if (number !== undefined) pages.push([number, new Map(part)]);
      else for (const [q, answer] of part) add(aside, q, [answer]);
    }
  }
  pages.sort(([one], [other]) => one - other);
  return { pages: pages.map(([, page]) => page), aside };
}
