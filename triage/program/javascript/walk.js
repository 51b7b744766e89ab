// Walk: the way through a tree that answers take, to an end or to a page that waits.

/** @import { Advice, Code, Ends, Given, Step, Truth, Way } from "./types.js" */
/** @import { Tree } from "./tree.js" */

export const UNSURE = "unsure";

/** @param {Code | undefined} answer */
export const isOpen = (answer) =>
  answer === undefined || (Array.isArray(answer) ? answer.includes(UNSURE) : answer === UNSURE);

/** Walk a tree over the codes of some answers. */
export class Walk {
  /**
   * @param {Tree} tree
   * @param {Given} given
   */
  constructor(tree, given) {
    this.tree = tree;
    this.given = given;
    this.asked = /** @type {Given} */ (new Map());
    this.skipped = /** @type {Set<number>} */ (new Set());
    this.waiting = /** @type {Set<number>} */ (new Set());
    this.left = /** @type {Set<number>} */ (new Set()); // of its page, by an end
    this.ways = /** @type {Way[]} */ ([]);
    this.path = /** @type {Step[]} */ ([]);
    this.advice = /** @type {Set<number>} */ (new Set());
    this.missing = /** @type {number[]} */ ([]);
    this.fresh = /** @type {number[]} */ ([]); // advice of the page where the walk is
    this.rank = this.here = -1;
    this.end = this.todo = "";
    this.known = /** @type {any[]} */ (new Array(tree.rows.length));
    this.since = new Int32Array(tree.rows.length);
    this.moment = 1;
    this.run(tree.first);
    if (this.end) for (const q of this.waiting) this.left.add(q);
    this.waiting.clear();
    this.changed();
  }

  // Nodes

  /** Forget what was worked out before something else was known. */
  changed() {
    this.moment += 1;
  }

  /**
   * Return a truth, or the ends of a number; rows can be deeper than calls.
   * @param {number} root
   */
  node(root) {
    const { known, since, moment } = this;
    const { rows } = this.tree;
    for (const todo = [root]; todo.length;) {
      const at = todo[todo.length - 1];
      const { made, operands, nodes } = rows[at];
      const before = todo.length;
      if (since[at] !== moment) {
        for (const n of nodes) {
          const node = Number(operands[n]);
          if (since[node] !== moment) todo.push(node);
        }
        if (todo.length > before) continue;
        const values = /** @type {any[]} */ ([...operands]);
        for (const n of nodes) values[n] = known[values[n]];
        known[at] = made(this, values);
        since[at] = moment;
      }
      todo.pop();
    }
    return known[root];
  }

  /**
   * Return whether a part counts, which has a condition or none.
   * @param {{when?: number}} part
   * @returns {Truth}
   */
  holds({ when }) {
    return when === undefined ? true : this.node(when);
  }

  /**
   * Return whether an answer is a word, or has it.
   * @param {number} q
   * @param {number | string} key
   * @param {boolean} unasked what it is of a question that was not asked
   * @returns {Truth}
   */
  word(q, key, unasked) {
    if (this.waiting.has(q)) return null;
    const answer = this.asked.get(q);
    if (answer === undefined) return unasked;
    return Array.isArray(answer) ? answer.includes(key) : answer === key;
  }

  /**
   * Return a number; one that is open is at the end that is asked for.
   * @param {number} q
   * @param {0 | 1} end
   * @returns {Ends}
   */
  number(q, end) {
    const { range } = this.tree.questions[q];
    if (this.waiting.has(q)) return range;
    const answer = this.asked.get(q);
    const found = isOpen(answer) ? range[end] : Number(answer);
    return [found, found];
  }

  /**
   * Return whether a person answered a question on the way.
   * @param {number} q
   */
  used(q) {
    return this.asked.has(q) && !this.skipped.has(q);
  }

  /** The questions that a person answered on the way. */
  get answered() {
    return [...this.asked.keys()].filter((q) => !this.skipped.has(q));
  }

  /** The step where the walk ended or waits. */
  get step() {
    return this.path[this.path.length - 1];
  }

  // The way

  /** @param {Step | undefined} step */
  run(step) {
    while (step) {
      this.path.push(step);
      this.missing = this.ask(step);
      [this.here, this.fresh] = [this.rank, []];
      const way = this.leave(step);
      if (!way) return;
      for (const index of this.fresh) this.advice.add(index);
      this.ways.push(way);
      this.rank = this.here;
      step = this.tree.steps.get(way.to);
      if (!step) this.finish(way);
    }
  }

  /** @param {Way} way */
  finish({ to, todo = "" }) {
    [this.end, this.todo, this.missing] = [to, todo, []];
    const index = this.tree.advice.get(to);
    if (index === undefined) return;
    this.advice.add(index);
    this.rank = Math.max(this.rank, this.tree.program.recommendations[index].level);
  }

  /**
   * Take the answers to a page; return what is asked now.
   * @param {Step} step
   */
  ask({ ask = [] }) {
    const missing = [];
    for (const q of ask.filter((each) => !this.asked.has(each))) {
      const { only_if, otherwise } = this.tree.questions[q];
      const wanted = this.holds({ when: only_if });
      const answer = this.given.get(q);
      if (wanted === false) {
        this.skipped.add(q);
        this.asked.set(q, otherwise);
      } else if (wanted && answer !== undefined) {
        this.asked.set(q, answer);
      } else {
        this.waiting.add(q);
        if (wanted) missing.push(q);
      }
      this.changed();
    }
    return missing;
  }

  /**
   * Return the way on; null while that is open.
   * @param {Step} step
   */
  leave(step) {
    if (!this.collect(step)) return null;
    const way = step.ways.find((each) => this.holds(each) !== false);
    if (!way || !this.holds(way) || !this.collect(way)) return null;
    return !this.waiting.size || this.breaksOff(step, way) ? way : null;
  }

  /**
   * Collect advice; return whether that is certain.
   * @param {{advise?: Advice[]}} part
   */
  collect({ advise = [] }) {
    for (const item of advise) {
      const holds = this.holds(item);
      if (holds === null) return false;
      if (!holds) continue;
      this.fresh.push(item.recommendation);
      const { level } = this.tree.program.recommendations[item.recommendation];
      if (level > this.here) {
        this.here = level;
        this.changed();
      }
    }
    return true;
  }

  /**
   * Return whether the rest of a page stays unasked, as nothing can be worse.
   * @param {Step} step
   * @param {Way} way
   */
  breaksOff(step, { to }) {
    const { levels, recommendations } = this.tree.program;
    const index = this.tree.advice.get(to);
    if (to !== "done" && index === undefined) return false;
    const rank = Math.max(this.here, index === undefined ? -1 : recommendations[index].level);
    return Boolean(step.may_be_left) && rank === levels.length - 1 && rank > 0;
  }

  // What is judged once it is over

  /**
   * Return what is found while some questions wait that were not asked.
   * @template T
   * @param {Iterable<number>} waiting
   * @param {() => T} find
   */
  while(waiting, find) {
    for (const q of waiting) if (!this.asked.has(q)) this.waiting.add(q);
    this.changed();
    const found = find();
    this.waiting.clear();
    this.changed();
    return found;
  }

  /** Return the entries of what is assumed that the answers rule out. */
  broken() {
    const { assume } = this.tree.program;
    const find = () => [...assume.keys()].filter((n) => this.node(assume[n]) === false);
    return assume.length ? this.while(this.tree.ids.keys(), find) : [];
  }

  /** Return what became of the walk, by ids, as the trials of the kit have it. */
  toJSON() {
    const { ids, program } = this.tree;
    return {
      ways: this.ways.map(({ number }) => number),
      step: this.step.id,
      end: this.end,
      advice: [...this.advice].map((index) => program.recommendations[index].id),
      missing: this.missing.map((q) => ids[q]),
      asked: Object.fromEntries([...this.asked].map(([q, code]) => [ids[q], code])),
      skipped: [...this.skipped].map((q) => ids[q]),
      level: this.rank,
      todo: this.todo,
    };
  }
}
