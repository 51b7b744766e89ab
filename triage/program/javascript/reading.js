// Reading: what a walk comes to, and the texts as this person reads them.

import { away, iso } from "./days.js";
import { decimal, isLess } from "./numbers.js";
import { UNSURE, isOpen } from "./walk.js";
import { escaped, folded, joined, looked } from "./words.js";

/** @import { Decision, Ends, Given, Hole, Long, Problem, Recommendation, Show, Template } from "./types.js" */
/** @import { Walk } from "./walk.js" */

const OPEN = "…"; // is read for what is not known yet

/** Read the texts of a tree to a person whose answers were walked over. */
export class Reading {
  /** @param {Walk} walk */
  constructor(walk) {
    this.walk = walk;
    this.tree = walk.tree;
  }

  /**
   * Return what is decided.
   * @param {Given} given whether the walk asked for it or not
   * @returns {Decision}
   */
  decision(given = this.walk.given) {
    const { walk, tree } = this;
    const { levels } = tree.program;
    const said = walk.answered.map((q) => [tree.ids[q], this.reply(q)]);
    return {
      complete: walk.end !== "",
      urgency: levels[walk.rank] ?? null,
      end: walk.end,
      recommendations: this.told().map((index) => this.advised(index)),
      responses: Object.fromEntries(said.filter(([, text]) => text)),
      shows: this.shows(),
      missing: walk.missing.map((q) => tree.ids[q]),
      unused: [...given.keys()].filter((q) => !walk.used(q)).map((q) => tree.ids[q]),
      todo: walk.todo,
    };
  }

  /** Return the indices of what is told, as it is listed. */
  told() {
    const all = this.tree.program.recommendations;
    const advice = [...this.walk.advice];
    const alone = advice.filter((n) => all[n].alone).map((n) => all[n].level);
    const worst = Math.max(...alone);
    const stays = (/** @type {Recommendation} */ item) =>
      item.warning || item.alone || item.level > worst;
    const found = alone.length ? advice.filter((n) => stays(all[n])) : advice;
    return found.sort((a, b) => inOrder(place(all[a]), place(all[b])));
  }

  /**
   * Return a recommendation as it is read.
   * @param {number} index
   */
  advised(index) {
    const { levels, recommendations } = this.tree.program;
    const { id, level } = recommendations[index];
    const { title = "", text = "", watch_for = "" } = this.tree.texts.recommendations[index];
    const [long, watch] = [this.long(text), this.long(watch_for)];
    return {
      id,
      urgency: levels[level] ?? null,
      title: this.filled(title),
      text: long,
      watch_for: watch,
    };
  }

  /** Return what is shown of values, while all that may still be asked waits. */
  shows() {
    const { walk, tree } = this;
    const waiting = walk.end ? (walk.step.ask ?? []) : tree.ids.keys();
    const { show } = tree.program;
    return walk.while(waiting, () => Object.fromEntries(show.map((x) => [x.id, this.shown(x)])));
  }

  /** @param {Show} show */
  shown(show) {
    const found = show.nodes.map((node) => this.walk.node(node));
    if (show.kind === "truth") return found[0] ? "yes" : found[1] === false ? "no" : UNSURE;
    if (show.kind === "word") {
      const left = show.words.filter((_, n) => found[n] !== false);
      return left.length === 1 ? left[0] : left;
    }
    const [low, high] = [found[0][0], found[1][1]].map((end) => {
      if (show.dated) return iso(end);
      const digits = decimal(end, show.scale);
      const number = Number(digits);
      return Number.isInteger(number) && !Number.isSafeInteger(number) ? digits : number;
    });
    return low === high ? low : [low, high];
  }

  // Questions

  /**
   * Return the texts of a question; what is empty is left out.
   * @param {number} q
   */
  asks(q) {
    const texts = this.tree.texts.questions[q];
    const found = /** @type {Record<string, string>} */ ({ id: this.tree.ids[q] });
    const read = (
      /** @type {("text" | "again" | "if_wrong" | "help" | "why")[]} */ keys,
      written = plainly,
    ) => {
      for (const key of keys) if (texts[key]) found[key] = this.filled(texts[key], written);
    };
    read(["text", "again", "if_wrong"]);
    read(["help", "why"], escaped);
    return found;
  }

  /**
   * Return a question for a front end, as its page has it.
   * @param {number} q
   * @param {boolean} plainer whether it is asked again, in plainer words
   */
  question(q, plainer) {
    const { type, domain, dated, decimals = 0, unit = "", ...rest } = this.tree.questions[q];
    const { unsure = false, most, lines = false, personal = false } = rest;
    const { id, text = "", again = "", help = "", why = "", ...more } = this.asks(q);
    const { name } = this.tree.texts.questions[q];
    const found = { id, kind: type, text: plainer ? again : text, help, why, unsure, ...more };
    if (name) Object.assign(found, { name });
    if (domain === "text") return { ...found, most, lines, personal };
    if (!rest.range) return { ...found, options: this.tree.options(q) };
    const [min, max] = this.limits(q).map((end) => (dated ? iso(end) : decimal(end, decimals)));
    return dated ? { ...found, min, max } : { ...found, min, max, decimals, unit };
  }

  /**
   * Return the least and the greatest answer, of a day as of the day of the decision.
   * @param {number} q
   */
  limits(q) {
    const { range, since, until } = this.tree.questions[q];
    const today = this.walk.given.get(this.tree.questions.findIndex((each) => each.today));
    if (typeof today !== "number") return range;
    return [since ? away(today, since) : range[0], until ? away(today, until) : range[1]];
  }

  /**
   * Return what is wrong with answers, with what the tree says where one is refused.
   * @param {Problem[]} problems
   */
  refused(problems) {
    return problems.map((each) => {
      const apart = each.code === "contradiction" || each.questions.length > 1;
      const q = apart ? -1 : this.tree.number(each.questions[0]);
      const { if_wrong = "" } = q < 0 ? {} : this.asks(q);
      return { ...each, message: `${each.message} ${if_wrong}`.trim() };
    });
  }

  /**
   * Return what is said back to an answer, in Markdown; may be empty.
   * @param {number} q
   */
  reply(q) {
    return joined(this.replies(q).map(([, text]) => this.long(text)));
  }

  /**
   * Return each text that is said back to an answer, with the option that it is said to.
   * @param {number} q
   */
  replies(q) {
    const { replies = {} } = this.tree.texts.questions[q];
    const { options = [] } = this.tree.questions[q];
    const answer = [this.walk.asked.get(q)].flat();
    const keys = answer.map((each) => (each === UNSURE ? each : options[Number(each)]));
    if (!keys.length) keys.push("none");
    return Object.entries(replies).filter(([key]) => keys.includes(key));
  }

  // Texts

  /**
   * Return a text in Markdown, in pieces or not.
   * @param {Long} text
   * @returns {string}
   */
  long(text) {
    if (typeof text === "string" || Array.isArray(text)) return this.filled(text, escaped);
    const read = text.pieces.map((piece) => {
      const holds = this.walk.holds(piece);
      return holds === null ? OPEN : this.long(holds ? piece.text : (piece.otherwise ?? ""));
    });
    return joined(read);
  }

  /**
   * Return a template with every hole filled.
   * @param {Template} parts
   */
  filled(parts, written = plainly) {
    if (typeof parts === "string") return parts;
    const read = (/** @type {Hole} */ hole) => written(this.hole(hole) || hole.otherwise || OPEN);
    return parts.map((part) => (typeof part === "string" ? part : read(part))).join("");
  }

  /**
   * Return what is read in a hole; nothing while it is not known.
   * @param {Hole} hole
   */
  hole(hole) {
    if (hole.question !== undefined) return this.answer(hole.question, hole.look);
    const { left } = this.walk;
    return left.size ? this.walk.while(left, () => this.value(hole)) : this.value(hole);
  }

  /**
   * Return a value as a text shows it; nothing while it is open.
   * @param {Hole} hole
   */
  value({ word, words, number, dated, unit, scale, look }) {
    if (word) {
      const left = words.filter((_, n) => this.walk.node(word[n]) !== false);
      return left.length === 1 ? looked(left[0], look) : "";
    }
    const [[low], [, high]] = /** @type {Ends[]} */ (number.map((node) => this.walk.node(node)));
    if (isLess(low, high)) return "";
    const { speech } = this.tree;
    return dated ? speech.day(Number(low), look) : speech.amount(low, unit, scale, look);
  }

  /**
   * Return an answer as a text shows it; nothing while it is open.
   * @param {number} q
   */
  answer(q, look = "") {
    const { domain, dated, unit, decimals } = this.tree.questions[q];
    const answer = this.walk.asked.get(q);
    if (answer === undefined || isOpen(answer)) return "";
    if (domain === "text") return folded(`${answer}`);
    const { speech } = this.tree;
    if (dated) return speech.day(Number(answer), look);
    if (domain === "number") return speech.amount(Number(answer), unit, decimals, look);
    const words = [answer].flat().map((key) => this.tree.option(q, Number(key)));
    return looked(words.join("; ") || speech.say("none of these"), look);
  }
}

const plainly = (/** @type {string} */ words) => words;

/**
 * Return what puts advice before other advice that is told to the same person.
 * @param {Recommendation} item
 */
const place = ({ warning = false, level, rank = 0 }) => [!warning, -level, !rank, rank].map(Number);

/**
 * Compare lists, entry by entry.
 * @param {number[]} one
 * @param {number[]} other
 */
function inOrder(one, other) {
  const at = one.findIndex((x, n) => x !== other[n]);
  return at < 0 ? 0 : one[at] - other[at];
}
