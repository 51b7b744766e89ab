// @ts-check
/**
 * Runtime: run a tree from its program, in a browser or wherever JavaScript runs.
 *
 * One module without dependencies; it evaluates no text as code and sends nothing.
 *
 *     const tree = load(text);
 *     tree.decide({ walks: "yes" }).urgency;
 *
 * @typedef {{n: bigint, d: bigint}} Fraction
 * @typedef {number | Fraction} Exact  a safe whole number, or else a fraction
 * @typedef {[Exact, Exact]} Ends  the least and the greatest that a number can be
 * @typedef {boolean | null} Truth  null while it waits
 * @typedef {number | string | (number | string)[]} Code  an answer, as programs have it
 * @typedef {{code: string, questions: string[], message: string}} Problem
 * @typedef {Record<string, any>} Json
 */

const FORMAT = "triage-program/1";
const UNSURE = "unsure";
const OPEN = "…";

/** Say why something is no program that can be run. */
export class ProgramError extends Error {}

/** Refuse answers: all that is wrong with them, and what the others come to. */
export class AnswerError extends Error {
  /** @param {Problem[]} problems @param {Json | null} decision */
  constructor(problems, decision = null) {
    super(problems.map(({ message }) => message).join(" "));
    this.problems = problems;
    this.decision = decision;
  }
}

// Exact numbers

/** @param {Exact} x @returns {Fraction} */
const wide = (x) => (typeof x === "number" ? { n: BigInt(x), d: 1n } : x);

/** @param {bigint} n @param {bigint} d @returns {Exact} */
function narrow(n, d = 1n) {
  const found = Number(n);
  return d === 1n && Number.isSafeInteger(found) ? found : { n, d };
}

/** @param {Exact} a @param {Exact} b @returns {Exact} */
function plus(a, b) {
  const sum = typeof a === "number" && typeof b === "number" ? a + b : NaN;
  if (Number.isSafeInteger(sum)) return sum;
  const [x, y] = [wide(a), wide(b)];
  return narrow(x.n * y.d + y.n * x.d, x.d * y.d);
}

/** @param {Exact} a @param {Exact} b @returns {Exact} */
function times(a, b) {
  const product = typeof a === "number" && typeof b === "number" ? a * b : NaN;
  if (Number.isSafeInteger(product)) return product + 0; // and never -0
  const [x, y] = [wide(a), wide(b)];
  return narrow(x.n * y.n, x.d * y.d);
}

/** @param {Exact} a @param {Exact} b, which is above zero @returns {Exact} */
function over(a, b) {
  const [x, y] = [wide(a), wide(b)];
  const [n, d] = [x.n * y.d, x.d * y.n];
  return n % d ? { n, d } : narrow(n / d);
}

/** @param {Exact} a @param {Exact} b */
function isLess(a, b) {
  if (typeof a === "number" && typeof b === "number") return a < b;
  const [x, y] = [wide(a), wide(b)];
  return x.n * y.d < y.n * x.d;
}

/** @param {Exact[]} all @returns {Ends} */
const hull = (all) => [
  all.reduce((a, b) => (isLess(b, a) ? b : a)),
  all.reduce((a, b) => (isLess(a, b) ? b : a)),
];

/** @param {bigint} n @param {bigint} d */
const floor = (n, d) => (n - (((n % d) + d) % d)) / d;

/** @type {Record<string, (n: bigint, d: bigint) => bigint>} */
const ROUNDINGS = {
  round: (n, d) => (n < 0n ? -1n : 1n) * floor(2n * (n < 0n ? -n : n) + d, 2n * d),
  floor,
  ceil: (n, d) => -floor(-n, d),
};

// Days, by their number: 1 is 1 January of the year 1

const EPOCH = 719163;

/** @param {number} day */
const dateOf = (day) => new Date((day - EPOCH) * 864e5);

/** @param {number} month, counted from the year 0 @param {number} day */
function dayOf(month, day) {
  const found = new Date(0);
  found.setUTCFullYear(Math.floor(month / 12), month - 12 * Math.floor(month / 12), day);
  return found.getTime() / 864e5 + EPOCH;
}

/** @param {number} day */
function mark(day) {
  const found = dateOf(day);
  return 32 * (12 * found.getUTCFullYear() + found.getUTCMonth()) + found.getUTCDate();
}

/** @type {Record<string, (n: number) => number>} */
const CALENDAR = {
  mark,
  close: (day) => (mark(day + 1) % 32 === 1 ? 32 * Math.floor(mark(day) / 32) + 31 : mark(day)),
  day: (place) => {
    const month = Math.floor(place / 32);
    return Math.min(dayOf(month, place - 32 * month), dayOf(month + 1, 0));
  },
};

/** @param {number} day */
function iso(day) {
  const found = dateOf(day);
  const [month, date] = [found.getUTCMonth() + 1, found.getUTCDate()];
  const digits = (/** @type {number} */ n, width = 2) => `${n}`.padStart(width, "0");
  return `${digits(found.getUTCFullYear(), 4)}-${digits(month)}-${digits(date)}`;
}

/** The day where this person is. */
function localDay() {
  const now = new Date();
  return iso(dayOf(12 * now.getFullYear() + now.getMonth(), now.getDate()));
}

// Operators: the operands of a row, as the table of programs has them, and its value

/** @param {Truth[]} truths @returns {Truth} */
const every = (truths) =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;

/** @param {Truth} truth */
const not = (truth) => (truth === null ? null : !truth);

/** @param {Ends} ends @param {number} test @returns {Truth} */
const below = ([low, high], test) =>
  isLess(high, test) ? true : isLess(low, test) ? null : false;

/** @param {any[]} parts @returns {Ends} */
function sum([constant, ...parts]) {
  let [low, high] = [constant, constant];
  for (let at = 0; at < parts.length; at += 2) {
    const ends = hull(parts[at + 1].map((/** @type {Exact} */ end) => times(parts[at], end)));
    [low, high] = [plus(low, ends[0]), plus(high, ends[1])];
  }
  return [low, high];
}

/** @param {(a: Exact, b: Exact) => Exact} made @returns {Made} */
const crossed = (made) => (_, [one, other]) =>
  hull(one.flatMap((/** @type {Exact} */ a) => other.map((/** @type {Exact} */ b) => made(a, b))));

/** @param {"round" | "floor" | "ceil"} how @returns {Made} */
const rounded = (how) => (_, [ends, unit]) =>
  ends.map((/** @type {Exact} */ end) => {
    const { n, d } = wide(over(end, unit));
    return narrow(ROUNDINGS[how](n, d));
  });

/** @param {"mark" | "close" | "day"} how @returns {Made} */
const calendar = (how) => (_, [ends]) => ends.map(CALENDAR[how]);

/** @typedef {(walk: Walk, operands: any[]) => Truth | Ends} Made */
/** @type {Map<string, [string, Made]>} */
const OPERATORS = new Map(
  /** @type {[string, [string, Made]][]} */ ([
    ["true", ["", () => true]],
    ["false", ["", () => false]],
    ["is", ["qo", (walk, [q, option]) => walk.word(q, option, false)]],
    ["open", ["q", (walk, [q]) => walk.word(q, UNSURE, true)]],
    ["asked", ["q", (walk, [q]) => walk.asked.has(q) || walk.waiting.has(q)]],
    ["put", ["q", (walk, [q]) => (walk.waiting.has(q) ? null : walk.used(q))]],
    ["urgent", ["l", (walk, [level]) => walk.here >= level]],
    ["lo", ["q", (walk, [q]) => walk.number(q, 0)]],
    ["hi", ["q", (walk, [q]) => walk.number(q, 1)]],
    ["not", ["t", (_, [t]) => not(t)]],
    ["and", ["t*", (_, all) => every(all)]],
    ["or", ["t*", (_, all) => not(every(all.map(not)))]],
    ["lt0", ["n", (_, [n]) => below(n, 0)]],
    ["le0", ["n", (_, [n]) => below(n, 1)]],
    ["if", ["t", (_, [t]) => (t === null ? [0, 1] : [+t, +t])]],
    ["sum", ["k(kn)*", (_, parts) => sum(parts)]],
    ["mul", ["nn", crossed(times)]],
    ["div", ["nn", crossed(over)]],
    ["round", ["nk", rounded("round")]],
    ["floor", ["nk", rounded("floor")]],
    ["ceil", ["nk", rounded("ceil")]],
    ["mark", ["n", calendar("mark")]],
    ["close", ["n", calendar("close")]],
    ["day", ["n", calendar("day")]],
    ["min", ["nn", (_, [a, b]) => [hull([a[0], b[0]])[0], hull([a[1], b[1]])[0]]]],
    ["max", ["nn", (_, [a, b]) => [hull([a[0], b[0]])[1], hull([a[1], b[1]])[1]]]],
    ["pick", ["tnn", (_, [t, a, b]) => (t === null ? hull([...a, ...b]) : t ? a : b)]],
  ]),
);

/**
 * Read a row: what makes it, its operands, and which of these are nodes.
 * @param {any[]} row
 * @returns {{made: Made, nodes: boolean[], operands: any[]}}
 */
function ready([operator, ...operands]) {
  const [kinds, made] = /** @type {[string, Made]} */ (OPERATORS.get(operator));
  const all = kinds
    .replace("(kn)*", "kn".repeat(operands.length / 2))
    .replace("t*", "t".repeat(operands.length));
  return {
    made,
    nodes: [...all].map((kind) => kind === "n" || kind === "t"),
    operands: operands.map((x) => (typeof x === "string" ? narrow(BigInt(x)) : x)),
  };
}

// The walk

/** Walk a tree over the codes of some answers, by the index of the question. */
class Walk {
  /** @param {Tree} tree @param {Map<number, Code>} given */
  constructor(tree, given) {
    this.tree = tree;
    this.given = given;
    /** @type {Map<number, Code>} */
    this.asked = new Map();
    this.skipped = /** @type {Set<number>} */ (new Set());
    this.waiting = /** @type {Set<number>} */ (new Set());
    this.ways = /** @type {number[]} */ ([]);
    this.path = /** @type {Json[]} */ ([]);
    this.advice = /** @type {Set<number>} */ (new Set());
    this.missing = /** @type {number[]} */ ([]);
    this.fresh = /** @type {number[]} */ ([]);
    this.rank = this.here = -1;
    this.end = this.todo = "";
    this.known = /** @type {any[]} */ (new Array(tree.rows.length));
    this.since = new Int32Array(tree.rows.length);
    this.moment = 1;
    this.step = this.run(tree.steps.get(tree.program.first));
  }

  /** Forget what was worked out before something else was known. */
  changed() {
    this.moment += 1;
  }

  /** Return a truth or the ends of a number, without recursion. @param {number} root */
  node(root) {
    const { known, since, moment } = this;
    const { rows } = this.tree;
    for (const todo = [root]; todo.length; ) {
      const at = todo[todo.length - 1];
      const { made, nodes, operands } = rows[at];
      const before = todo.length;
      if (since[at] !== moment) {
        operands.forEach((x, i) => nodes[i] && since[x] !== moment && todo.push(x));
        if (todo.length > before) continue;
        known[at] = made(this, operands.map((x, i) => (nodes[i] ? known[x] : x)));
        since[at] = moment;
      }
      todo.pop();
    }
    return known[root];
  }

  /** @param {Json} part @returns {Truth} */
  holds(part) {
    return part.when === undefined ? true : this.node(part.when);
  }

  /** @param {number} q */
  used(q) {
    return this.asked.has(q) && !this.skipped.has(q);
  }

  /** @param {number} q @param {number | string} key @param {boolean} unasked @returns {Truth} */
  word(q, key, unasked) {
    if (this.waiting.has(q)) return null;
    const answer = this.asked.get(q);
    if (answer === undefined) return unasked;
    return Array.isArray(answer) ? answer.includes(key) : answer === key;
  }

  /** @param {number} q @param {0 | 1} end @returns {Ends} */
  number(q, end) {
    const { range } = this.tree.questions[q];
    if (this.waiting.has(q)) return range;
    const found = /** @type {number} */ (isOpen(this.asked.get(q)) ? range[end] : this.asked.get(q));
    return [found, found];
  }

  /** @param {Json} step @returns {Json} */
  run(step) {
    for (;;) {
      this.path.push(step);
      this.missing = this.ask(step);
      [this.here, this.fresh] = [this.rank, []];
      const way = this.leave(step);
      if (!way) return step;
      this.fresh.forEach((index) => this.advice.add(index));
      this.ways.push(way.number);
      this.rank = this.here;
      if (!this.tree.steps.has(way.to)) {
        this.finish(way);
        return step;
      }
      step = this.tree.steps.get(way.to);
    }
  }

  /** @param {Json} way */
  finish({ to, todo = "" }) {
    [this.end, this.todo, this.missing] = [to, todo, []];
    const index = this.tree.told.get(to);
    if (index === undefined) return;
    this.advice.add(index);
    this.rank = Math.max(this.rank, this.tree.program.recommendations[index].level);
  }

  /** Take the answers to a page; return what is asked now. @param {Json} step */
  ask({ ask = [] }) {
    const missing = [];
    for (const q of ask) {
      if (this.asked.has(q)) continue;
      const { only_if: guard, otherwise } = this.tree.questions[q];
      const wanted = guard === undefined ? true : this.node(guard);
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

  /** Return the way on; null while that is open. @param {Json} step @returns {Json | null} */
  leave(step) {
    if (!this.collect(step)) return null;
    const way = step.ways.find((/** @type {Json} */ each) => this.holds(each) !== false);
    if (!this.holds(way) || !this.collect(way)) return null;
    return !this.waiting.size || this.breaksOff(step, way) ? way : null;
  }

  /** Collect advice; return whether that is certain. @param {Json} part */
  collect({ advise = [] }) {
    for (const item of advise) {
      const holds = this.holds(item);
      if (holds === null) return false;
      if (!holds) continue;
      const { level } = this.tree.program.recommendations[item.recommendation];
      this.fresh.push(item.recommendation);
      if (level > this.here) {
        this.here = level;
        this.changed();
      }
    }
    return true;
  }

  /** Whether the rest of a page stays unasked. @param {Json} step @param {Json} way */
  breaksOff(step, { to }) {
    const { levels, recommendations } = this.tree.program;
    const index = this.tree.told.get(to);
    if (to !== "done" && index === undefined) return false;
    const rank = Math.max(this.here, index === undefined ? -1 : recommendations[index].level);
    return Boolean(step.may_be_left) && rank === levels.length - 1 && rank > 0;
  }

  /** Judge with some questions waiting. @param {Iterable<number>} waiting */
  judging(waiting) {
    this.waiting = new Set([...waiting].filter((q) => !this.asked.has(q)));
    this.changed();
    return this;
  }

  /** Return what became of the walk, as JSON of plain parts. */
  toJSON() {
    const ids = (/** @type {Iterable<number>} */ all) => [...all].map((q) => this.tree.ids[q]);
    const told = [...this.advice].map((index) => this.tree.program.recommendations[index].id);
    const asked = [...this.asked].map(([q, code]) => [this.tree.ids[q], code]);
    return {
      ways: this.ways,
      step: this.step.id,
      end: this.end,
      advice: told,
      missing: ids(this.missing),
      asked: Object.fromEntries(asked),
      skipped: ids(this.skipped),
      level: this.rank,
      todo: this.todo,
    };
  }

  // What is told and shown

  /** Return what is decided. @returns {Json} */
  decision() {
    const { ids, program } = this.tree;
    const { levels, recommendations } = program;
    this.judging([]);
    const told = this.told().map((n) => {
      const { id, level } = recommendations[n];
      return { id, urgency: levels[level] ?? null, ...this.advised(n) };
    });
    const said = [...this.asked.keys()].filter((q) => this.used(q)).map((q) => [ids[q], this.reply(q)]);
    return {
      complete: this.end !== "",
      urgency: levels[this.rank] ?? null,
      end: this.end,
      recommendations: told,
      responses: Object.fromEntries(said.filter(([, text]) => text)),
      shows: this.shows(),
      missing: this.missing.map((q) => ids[q]),
      unused: [...this.given.keys()].filter((q) => !this.used(q)).map((q) => ids[q]),
      todo: this.todo,
    };
  }

  /** Return the indices of what is told, as it is listed. */
  told() {
    const all = this.tree.program.recommendations;
    const alone = [...this.advice].filter((n) => all[n].alone).map((n) => all[n].level);
    const most = Math.max(...alone);
    const found = [...this.advice].filter(
      (n) => !alone.length || all[n].warning || all[n].alone || all[n].level > most,
    );
    const place = ({ warning = false, level = 0, rank = 0 }) => [!warning, -level, !rank, rank];
    return found.sort((a, b) => compared(place(all[a]), place(all[b])));
  }

  /** Return what is shown of values, while all that may still be asked waits. */
  shows() {
    const { program, ids } = this.tree;
    this.judging(this.end ? (this.step.ask ?? []) : ids.keys());
    return Object.fromEntries(program.show.map((/** @type {Json} */ x) => [x.id, this.shown(x)]));
  }

  /** @param {Json} show */
  shown(show) {
    const found = show.nodes.map((/** @type {number} */ node) => this.node(node));
    if (show.kind === "truth") return found[0] ? "yes" : found[1] === false ? "no" : UNSURE;
    if (show.kind === "word") {
      const left = show.words.filter((/** @type {string} */ _, /** @type {number} */ n) => found[n] !== false);
      return left.length === 1 ? left[0] : left;
    }
    const [low, high] = [found[0][0], found[1][1]].map((end) => {
      if (show.dated) return iso(end);
      const digits = decimal(end, show.scale);
      return Number.isInteger(+digits) && !Number.isSafeInteger(+digits) ? digits : +digits;
    });
    return low === high ? low : [low, high];
  }

  /** Return the entries of what is assumed that the answers rule out. */
  broken() {
    this.judging(this.tree.ids.keys());
    const { assume } = this.tree.program;
    return [...assume.keys()].filter((n) => this.node(assume[n]) === false);
  }

  /** Return a recommendation as this person reads it. @param {number} index */
  advised(index) {
    const { title = "", text = "", watch_for = "" } = this.tree.texts.recommendations[index];
    return { title: this.filled(title), text: this.long(text), watch_for: this.long(watch_for) };
  }

  /** Return a question as this person reads it now; what is empty is left out. @param {number} q @returns {Json} */
  asks(q) {
    const [texts, found] = [this.tree.texts.questions[q], /** @type {Json} */ ({ id: this.tree.ids[q] })];
    for (const key of ["text", "again", "if_wrong"]) if (key in texts) found[key] = this.filled(texts[key]);
    for (const key of ["help", "why"]) if (key in texts) found[key] = this.filled(texts[key], escaped);
    return found;
  }

  /** Return what is said back to an answer, in Markdown; may be empty. @param {number} q */
  reply(q) {
    const [{ options = [] }, answer] = [this.tree.questions[q], this.asked.get(q)];
    const keys = [answer].flat().map((each) => (each === UNSURE ? each : options[Number(each)]));
    if (!keys.length && !options.includes("none")) keys.push("none");
    const replies = Object.entries(this.tree.texts.questions[q].replies ?? {});
    return joined(replies.filter(([key]) => keys.includes(key)).map(([, text]) => this.long(text)));
  }

  /** Return a long text, in pieces or not. @param {any} text */
  long(text) {
    if (!text.pieces) return this.filled(text, escaped);
    return joined(
      text.pieces.map((/** @type {Json} */ piece) => {
        const holds = this.holds(piece);
        return holds === null ? OPEN : this.filled(holds ? piece.text : (piece.otherwise ?? ""), escaped);
      }),
    );
  }

  /** Return a template with every hole filled. @param {any} parts */
  filled(parts, written = (/** @type {string} */ words) => words) {
    if (typeof parts === "string") return parts;
    return parts
      .map((/** @type {any} */ part) =>
        typeof part === "string" ? part : written(this.hole(part) || part.otherwise || OPEN),
      )
      .join("");
  }

  /** Return what is read in a hole; nothing while it is not known. @param {Json} hole */
  hole(hole) {
    if (hole.question !== undefined) return this.answered(hole.question, hole.look);
    if (hole.word) {
      const left = hole.words.filter((/** @type {string} */ _, /** @type {number} */ n) => this.node(hole.word[n]) !== false);
      return left.length === 1 ? looked(left[0], hole.look) : "";
    }
    const [low, high] = hole.number.map((/** @type {number} */ node) => this.node(node));
    if (isLess(low[0], high[1])) return "";
    return hole.dated ? dayInWords(low[0], hole.look) : amount(low[0], hole.unit, hole.scale, hole.look);
  }

  /** Return an answer as a text shows it; nothing while it is open. @param {number} q */
  answered(q, look = "") {
    const [question, answer] = [this.tree.questions[q], this.asked.get(q)];
    if (answer === undefined || isOpen(answer)) return "";
    if (question.dated) return dayInWords(Number(answer), look);
    if (question.domain === "number") return amount(Number(answer), question.unit, question.decimals, look);
    const words = [answer].flat().map((key) => this.tree.option(q, Number(key)));
    return looked(words.join("; ") || "none of these", look);
  }
}

/** @param {Code | undefined} answer */
const isOpen = (answer) =>
  answer === undefined || answer === UNSURE || (Array.isArray(answer) && answer.includes(UNSURE));

/** Compare lists, entry by entry. @param {(number | boolean)[]} a @param {(number | boolean)[]} b */
function compared(a, b) {
  const at = a.findIndex((x, n) => x !== b[n]);
  return at < 0 ? 0 : Number(a[at]) - Number(b[at]);
}

// Texts

const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const SIGNS = new Map(Object.entries({ GBP: "£", EUR: "€", USD: "$", INR: "₹", AUD: "A$", CAD: "C$", NZD: "NZ$" }));
const ACTIVE = /[\\`*_[\]<>|~!]|&(?=[#\p{L}\p{N}_]+;)|^[#+=-]|^\p{Nd}+[.)](?=\s|$)/gu;
const ITEM = /^(?:[*+-] |\p{Nd}+[.)] )/u;

/** Return words as Markdown that says just them. @param {string} words */
const escaped = (words) =>
  words.trim().replace(/\s+/gu, " ").replace(ACTIVE, (found) => `${found.slice(0, -1)}\\${found.slice(-1)}`);

/** Return one text of several; neighbours that are items are one list. @param {string[]} parts */
function joined(parts) {
  /** @type {string[]} */
  const found = [];
  for (const part of parts.filter(Boolean)) {
    const last = found[found.length - 1] ?? "";
    if (ITEM.test(part) && ITEM.test(last)) found[found.length - 1] = `${last}\n${part}`;
    else found.push(...part.split("\n\n"));
  }
  return found.join("\n\n");
}

/** @param {string} words @param {string} [look] */
function looked(words, look) {
  const [first = "", ...rest] = words;
  if (look !== "lower" && look !== "capital") return words;
  return (look === "lower" ? first.toLowerCase() : first.toUpperCase()) + rest.join("");
}

/** @param {number} day @param {string} [look] */
function dayInWords(day, look) {
  const date = dateOf(day);
  const month = `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const said = `${date.getUTCDate()} ${month}`;
  if (look === "weekday") return `${WEEKDAYS[date.getUTCDay()]} ${said}`;
  return look === "month" ? month : look === "iso" ? iso(day) : said;
}

/** Return a whole number of units of a last digit, in digits. @param {Exact} units */
function decimal(units, scale = 0) {
  const { n, d } = wide(units);
  const whole = n / d; // towards zero, where it is a fraction
  const digits = `${whole < 0n ? -whole : whole}`.padStart(scale + 1, "0");
  const [ones, rest] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  return `${whole < 0n ? "-" : ""}${ones}.${rest}`.replace(/\.?0*$/, "");
}

/** Return a number with its unit, if that is asked for; money with its sign. @param {Exact} units */
function amount(units, unit = "", scale = 0, look = "") {
  const found = decimal(units, scale);
  const sign = SIGNS.get(unit);
  if (sign) {
    const [ones, rest = ""] = found.replace("-", "").split(".");
    const pence = rest && `.${rest.padEnd(2, "0")}`;
    return `${found.startsWith("-") ? "-" : ""}${sign}${ones.replace(/\B(?=(\d{3})+$)/g, ",")}${pence}`;
  }
  const single = found === "1" && unit.length > 3 && /^\p{L}+$/u.test(unit);
  return look ? `${found} ${single ? unit.replace(/s$/, "") : unit}`.trim() : found;
}

// Answers

/** @type {Record<string, string>} */
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
  contradiction: "These answers do not go together.",
  unknown_question: "This is not one of the questions.",
  not_a_mapping: "Give answers by the ids of questions.",
};

class Refusal extends Error {}

/** @param {unknown} value */
const isGap = (value) => value === null || value === undefined || Number.isNaN(value);

/** Return the code of an answer to a question. @param {Json} question @param {any} given @returns {Code} */
function code(question, given) {
  const value = typeof given === "string" ? given.trim().toLowerCase() : given;
  const some = question.domain === "some";
  if (isGap(value) || value === "") throw new Refusal("missing");
  if (question.unsure && value === UNSURE) return some ? [UNSURE] : UNSURE;
  if (some) return together(question, value);
  if (question.dated) return within(question, day(value), "too_early", "too_late");
  if (question.domain === "number") return within(question, read(question, value), "too_small", "too_large");
  const key = question.type === "yes_no" && typeof value === "boolean" ? (value ? "yes" : "no") : value;
  const index = question.options.indexOf(key);
  if (index < 0) throw new Refusal("not_an_option");
  return index;
}

/** @param {Json} question @param {any} value @returns {Code} */
function together(question, value) {
  const { options, alone = [] } = question;
  if (value === "none" && !options.includes("none")) return [];
  const words = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(words) || words.some((each) => typeof each !== "string")) throw new Refusal("not_an_option");
  const given = new Set(words.map((each) => each.trim().toLowerCase()));
  const keys = question.unsure ? [...options, UNSURE] : options;
  const found = [...keys.keys()].filter((n) => given.has(keys[n]));
  if (found.length < given.size) throw new Refusal("not_an_option");
  if (found.length > 1 && found.some((n) => alone.includes(n))) throw new Refusal("alone_with_others");
  return found.map((n) => (n < options.length ? n : UNSURE));
}

/** @param {Json} question @param {Exact} units @param {string} less @param {string} more */
function within({ range }, units, less, more) {
  if (isLess(units, range[0])) throw new Refusal(less);
  if (isLess(range[1], units)) throw new Refusal(more);
  if (typeof units !== "number") throw new Refusal("too_many_digits");
  return units;
}

const NUMBER = /^([+-]?)(?:(\d{1,15})(?:\.(\d{0,15}))?|\.(\d{1,15}))\s*(.*)$/;
const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Return a number in units of the last digit of its question. @param {Json} question @param {any} value @returns {Exact} */
function read({ decimals = 0, unit = "" }, value) {
  if (value === Infinity || value === -Infinity) return value;
  if (typeof value === "number") {
    const [, sign, ones, rest = "", power = "0"] = /** @type {string[]} */ (JSON_NUMBER.exec(`${value}`));
    return shifted(`${sign}${ones}${rest}`, decimals + Number(power) - rest.length);
  }
  if (typeof value !== "string" || value.length > 200) throw new Refusal("not_a_number");
  const [all, sign, ones = "", rest = "", tail = "", other = ""] = NUMBER.exec(value) ?? [];
  if (all && (!other || other === unit.toLowerCase())) {
    const behind = rest + tail;
    return shifted(`${sign === "-" ? "-" : ""}${ones}${behind}`, decimals - behind.length);
  }
  if (/^[+-]?\d+,\d+/.test(value)) throw new Refusal("ambiguous_number");
  throw new Refusal(!other || /^[\d.+-]/.test(other) ? "not_a_number" : "other_unit");
}

/** @param {string} digits @param {number} power */
function shifted(digits, power) {
  const ten = 10n ** BigInt(Math.abs(power));
  return power < 0 ? over(narrow(BigInt(digits)), narrow(ten)) : narrow(BigInt(digits) * ten);
}

/** @param {any} value */
function day(value) {
  const [all, year, month, date] = (typeof value === "string" && /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)) || [];
  const found = dayOf(12 * Number(year) + Number(month) - 1, Number(date));
  if (!all || found < 1 || iso(found) !== all) throw new Refusal("not_a_date");
  return found;
}

// Trees

/** Hold a tree, ready to ask and to decide. Trees are made by `load`. */
class Tree {
  /** @param {Json} program */
  constructor(program) {
    this.program = program;
    /** @type {Json[]} */
    this.questions = program.questions;
    /** @type {string[]} */
    this.ids = this.questions.map(({ id }) => id);
    this.index = new Map(this.ids.map((id, n) => [id, n]));
    this.texts = /** @type {Json} */ (Object.values(program.texts)[0]);
    /** @type {ReturnType<typeof ready>[]} */
    this.rows = program.nodes.map(ready);
    this.told = new Map(program.recommendations.map((/** @type {Json} */ r, /** @type {number} */ n) => [r.id, n]));
    /** @type {Map<string, any>} */
    this.steps = new Map();
    let number = 0;
    for (const step of program.steps) {
      const ways = step.ways.map((/** @type {Json} */ way) => ({ ...way, number: number++ }));
      this.steps.set(step.id, { ...step, ways });
    }
  }

  /** Return an option as it is read. @param {number} q @param {number} n @returns {string} */
  option(q, n) {
    const [id, { options = {} }] = [this.questions[q].options[n], this.texts.questions[q]];
    return Object.hasOwn(options, id) ? options[id] : id;
  }

  /** Return an answer as JSON for people, not as a code. @param {number} q @param {Code} answer @returns {any} */
  plain(q, answer) {
    const { domain, options, dated, decimals } = this.questions[q];
    if (Array.isArray(answer)) return answer.map((key) => (key === UNSURE ? key : options[key]));
    if (answer === UNSURE) return answer;
    if (domain === "one") return options[answer];
    return dated ? iso(Number(answer)) : Number(decimal(Number(answer), decimals));
  }

  /**
   * Return the answers that are some, by the index of the question, and what is wrong.
   * @param {Json} answers
   */
  sorted(answers) {
    const given = /** @type {Map<number, Code>} */ (new Map());
    const problems = /** @type {Problem[]} */ ([]);
    if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
      return { given, problems: [problem("not_a_mapping", "answers")] };
    }
    for (const [id, value] of Object.entries(answers)) {
      const q = this.index.get(id);
      if (q === undefined) problems.push(problem("unknown_question", id));
      else if (!isGap(value)) {
        try {
          given.set(q, code(this.questions[q], value));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          problems.push(problem(error.message, id));
        }
      }
    }
    return { given, problems };
  }

  /** Return answers on this day, where the tree asks for it. @param {Json} answers @returns {Json} */
  today(answers) {
    const id = this.questions.find(({ today }) => today)?.id;
    const isThere = id === undefined || typeof answers !== "object" || !isGap(answers?.[id]);
    return isThere ? answers : { ...answers, [id]: localDay() };
  }

  /** Return the record of a walk. @param {Record<string, Code>} codes by question id */
  walk(codes) {
    return new Walk(this, new Map(Object.entries(codes).map(([id, code]) => [this.index.get(id) ?? -1, code])));
  }

  /**
   * Return the decision for some answers, complete or not.
   * @param {Json} answers by question id; what is not there is not answered
   */
  decide(answers) {
    const { given, problems } = this.sorted(this.today(answers));
    for (;;) {
      const walk = new Walk(this, given);
      const wrong = this.contradictions(walk);
      if (!wrong.length) {
        const found = walk.decision();
        if (problems.length) throw new AnswerError(problems, found);
        return found;
      }
      problems.push(...wrong);
      const gone = wrong.flatMap(({ questions }) => questions.map((id) => this.index.get(id) ?? -1));
      if (!gone.map((q) => given.delete(q)).includes(true)) throw new AnswerError(problems);
    }
  }

  /** @param {Walk} walk */
  contradictions(walk) {
    return walk.broken().map((n) => problem("contradiction", ...this.questionsIn(this.program.assume[n])));
  }

  /** Return the ids of the questions that a node is made of, in order. @param {number} root */
  questionsIn(root) {
    const [found, left, met] = [new Set(), [root], new Set()];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      const { nodes, operands } = this.rows[at];
      const [kinds] = /** @type {[string, Made]} */ (OPERATORS.get(this.program.nodes[at][0]));
      if (met.has(at)) continue;
      met.add(at);
      if (kinds.startsWith("q")) found.add(this.ids[operands[0]]);
      left.push(...operands.filter((/** @type {any} */ _, /** @type {number} */ n) => nodes[n]));
    }
    return /** @type {string[]} */ ([...found].sort());
  }
}

/** @param {string} code @param {string[]} questions @returns {Problem} */
const problem = (code, ...questions) => ({ code, questions, message: MESSAGES[code] });

// Programs

/**
 * Return a tree, ready to ask and to decide.
 * @param {string | Json} program as `triage compile` writes it, or as JSON.parse reads it
 * @param {{retired?: boolean}} options whether a retired tree decides
 */
export function load(program, { retired = false } = {}) {
  const found = typeof program === "string" ? parsed(program) : program;
  const { format, sha256, ...rest } = /** @type {Json} */ (found ?? {});
  if (format !== FORMAT) throw new ProgramError(`this is no program of the format ${FORMAT}`);
  if (sha256 !== digest(canonical({ format, ...rest }))) {
    throw new ProgramError("this program is not as it was written: compile it again");
  }
  const unknown = rest.nodes.find((/** @type {any[]} */ [operator]) => !OPERATORS.has(operator));
  if (unknown) throw new ProgramError(`this program uses ${unknown[0]}, which only a later runtime knows`);
  if (rest.status === "retired" && !retired) throw new ProgramError("this tree is retired");
  return new Tree(found);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProgramError("this is no program: it is no JSON");
  }
}

/** Return JSON in the one form that is hashed, with the keys of each object in order. @param {Json} program */
const canonical = (program) =>
  JSON.stringify(program, (_, value) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]));
  });

// SHA-256, as `crypto.subtle` is not there on every page, and makes everybody wait

const PRIMES = /** @type {number[]} */ ([]);
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (/** @type {number} */ x) => (x % 1) * 2 ** 32;
const CONSTANTS = Int32Array.from(PRIMES, (n) => fraction(Math.cbrt(n)) | 0);

/** Return the SHA-256 of a text. @param {string} text */
function digest(text) {
  const bytes = new TextEncoder().encode(text);
  const size = ((bytes.length + 8) >> 6) + 1;
  const data = new Uint8Array(size * 64);
  data.set(bytes);
  data[bytes.length] = 0x80;
  new DataView(data.buffer).setBigUint64(size * 64 - 8, 8n * BigInt(bytes.length));
  const hash = Int32Array.from(PRIMES.slice(0, 8), (n) => fraction(Math.sqrt(n)) | 0);
  const words = new Int32Array(64);
  for (let at = 0; at < data.length; at += 64) mixIn(hash, words, data, at);
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Mix a block into a hash. @param {Int32Array} hash @param {Int32Array} w @param {Uint8Array} data @param {number} at */
function mixIn(hash, w, data, at) {
  for (let n = 0; n < 16; n++, at += 4) {
    w[n] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
  }
  for (let n = 16; n < 64; n++) {
    const x = w[n - 15];
    const y = w[n - 2];
    const near = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const far = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[n] = (w[n - 16] + near + w[n - 7] + far) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let n = 0; n < 64; n++) {
    const far = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + far + ((e & f) ^ (~e & g)) + CONSTANTS[n] + w[n]) | 0;
    const near = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (near + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, n) => (hash[n] += word));
}
