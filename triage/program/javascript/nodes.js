// Nodes: what each operator makes of its operands.

import { CALENDAR } from "./days.js";
import { hull, isBelow, least, most, narrow, over, plus, rounded, times } from "./numbers.js";

/** @import { Ends, Exact, Truth } from "./types.js" */
/** @import { Walk } from "./walk.js" */
/** @typedef {(walk: Walk, operands: any[]) => Truth | Ends} Made */

/**
 * @param {Truth[]} truths
 * @returns {Truth}
 */
const every = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true);

/** @param {Truth} truth */
const not = (truth) => (truth === null ? null : !truth);

/**
 * Return a sum: a constant, then factors, each with a number.
 * @param {any[]} operands
 * @returns {Ends}
 */
function sum([constant, ...parts]) {
  const found = /** @type {Ends} */ ([constant, constant]);
  for (let at = 0; at < parts.length; at += 2) {
    const [factor, [one, other]] = [parts[at], parts[at + 1]];
    const ends = hull([times(factor, one), times(factor, other)]);
    found[0] = plus(found[0], ends[0]);
    found[1] = plus(found[1], ends[1]);
  }
  return found;
}

/**
 * Return what ends make with ends.
 * @param {(a: Exact, b: Exact) => Exact} made
 * @returns {Made}
 */
const crossed =
  (made) =>
  (_, [a, b]) =>
    hull([made(a[0], b[0]), made(a[0], b[1]), made(a[1], b[0]), made(a[1], b[1])]);

/**
 * Return what is made of each end.
 * @param {(end: any, operand: any) => Exact} made
 * @returns {Made}
 */
const each =
  (made) =>
  (_, [ends, operand]) => [made(ends[0], operand), made(ends[1], operand)];

/**
 * What stands behind each operator: `q` is the index of a question, `o` that of an option,
 * `l` that of a level, `t` the node of a truth, `n` that of a number, `k` a whole number.
 * @type {Map<string, [string, Made]>}
 */
export const OPERATORS = new Map(
  /** @type {[string, [string, Made]][]} */ ([
    ["true", ["", () => true]],
    ["false", ["", () => false]],
    ["is", ["qo", (walk, [q, option]) => walk.word(q, option, false)]],
    ["open", ["q", (walk, [q]) => walk.word(q, "unsure", true)]],
    [
      "asked",
      ["q", (walk, [q]) => [walk.asked, walk.waiting, walk.left].some((all) => all.has(q))],
    ],
    ["put", ["q", (walk, [q]) => (walk.waiting.has(q) ? null : walk.used(q))]],
    ["urgent", ["l", (walk, [level]) => walk.here >= level]],
    ["not", ["t", (_, [t]) => not(t)]],
    ["and", ["t*", (_, all) => every(all)]],
    ["or", ["t*", (_, all) => not(every(all.map(not)))]],
    ["lt0", ["n", (_, [n]) => isBelow(n, 0)]],
    ["le0", ["n", (_, [n]) => isBelow(n, 1)]],
    ["lo", ["q", (walk, [q]) => walk.number(q, 0)]],
    ["hi", ["q", (walk, [q]) => walk.number(q, 1)]],
    ["if", ["t", (_, [t]) => (t === null ? [0, 1] : [Number(t), Number(t)])]],
    ["sum", ["k(kn)*", (_, operands) => sum(operands)]],
    ["mul", ["nn", crossed(times)]],
    ["div", ["nn", crossed(over)]],
    ["round", ["nk", each((end, unit) => rounded("round", end, unit))]],
    ["floor", ["nk", each((end, unit) => rounded("floor", end, unit))]],
    ["ceil", ["nk", each((end, unit) => rounded("ceil", end, unit))]],
    ["mark", ["n", each(CALENDAR.mark)]],
    ["close", ["n", each(CALENDAR.close)]],
    ["day", ["n", each(CALENDAR.day)]],
    ["min", ["nn", (_, [a, b]) => [least(a[0], b[0]), least(a[1], b[1])]]],
    ["max", ["nn", (_, [a, b]) => [most(a[0], b[0]), most(a[1], b[1])]]],
    ["pick", ["tnn", (_, [t, a, b]) => (t === null ? hull([...a, ...b]) : t ? a : b)]],
  ]),
);

/**
 * Read a row of the table: what makes it, of which operands, and which are nodes.
 * @param {[string, ...(number | string)[]]} row
 */
export function ready([operator, ...operands]) {
  const [kinds, made] = /** @type {[string, Made]} */ (OPERATORS.get(operator));
  const all = kinds
    .replace("(kn)*", "kn".repeat(operands.length / 2))
    .replace("t*", "t".repeat(operands.length));
  return {
    made,
    operands: operands.map((x) => (typeof x === "string" ? narrow(BigInt(x)) : x)),
    nodes: [...operands.keys()].filter((n) => all[n] === "n" || all[n] === "t"),
    question: kinds.startsWith("q") ? Number(operands[0]) : null,
  };
}
