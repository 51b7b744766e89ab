// Exact numbers: safe integers, and fractions where these are not enough.

/** @import { Ends, Exact, Truth } from "./types.js" */

/** @param {Exact} x */
export const wide = (x) => (typeof x === "number" ? { n: BigInt(x), d: 1n } : x);

/**
 * Return a number as simply as it can be, without looking for common divisors.
 * @param {bigint} n
 * @param {bigint} d
 * @returns {Exact}
 */
export function narrow(n, d = 1n) {
  const found = Number(n);
  return d === 1n && Number.isSafeInteger(found) ? found : { n, d };
}

/**
 * @param {Exact} a
 * @param {Exact} b
 */
export function plus(a, b) {
  const sum = typeof a === "number" && typeof b === "number" ? a + b : NaN;
  if (Number.isSafeInteger(sum)) return sum;
  const [x, y] = [wide(a), wide(b)];
  return narrow(x.n * y.d + y.n * x.d, x.d * y.d);
}

/**
 * @param {Exact} a
 * @param {Exact} b
 */
export function times(a, b) {
  const product = typeof a === "number" && typeof b === "number" ? a * b : NaN;
  if (Number.isSafeInteger(product)) return product + 0; // which is never -0
  const [x, y] = [wide(a), wide(b)];
  return narrow(x.n * y.n, x.d * y.d);
}

/**
 * @param {Exact} a
 * @param {Exact} b which is above zero
 */
export function over(a, b) {
  const [x, y] = [wide(a), wide(b)];
  const [n, d] = [x.n * y.d, x.d * y.n];
  return n % d ? { n, d } : narrow(n / d);
}

/**
 * @param {Exact} a
 * @param {Exact} b
 */
export function isLess(a, b) {
  if (typeof a === "number" && typeof b === "number") return a < b;
  const [x, y] = [wide(a), wide(b)];
  return x.n * y.d < y.n * x.d;
}

/**
 * @param {Exact} a
 * @param {Exact} b
 */
export const least = (a, b) => (isLess(b, a) ? b : a);

/**
 * @param {Exact} a
 * @param {Exact} b
 */
export const most = (a, b) => (isLess(a, b) ? b : a);

/**
 * @param {Exact[]} all
 * @returns {Ends}
 */
export const hull = (all) => [all.reduce(least), all.reduce(most)];

/**
 * @param {bigint} n
 * @param {bigint} d
 */
const floor = (n, d) => (n - (((n % d) + d) % d)) / d;

/** @type {Record<"round" | "floor" | "ceil", (n: bigint, d: bigint) => bigint>} */
const ROUNDINGS = {
  round: (n, d) => (n < 0n ? -1n : 1n) * floor(2n * (n < 0n ? -n : n) + d, 2n * d),
  floor,
  ceil: (n, d) => -floor(-n, d),
};

/**
 * Return how many units a number is, rounded; to the nearest from the middle away from 0.
 * @param {keyof typeof ROUNDINGS} how
 * @param {Exact} number
 * @param {Exact} unit
 */
export function rounded(how, number, unit) {
  const { n, d } = wide(over(number, unit));
  return narrow(ROUNDINGS[how](n, d));
}

/**
 * Return whether a number is below another; null while it waits.
 * @param {Ends} ends
 * @param {number} other
 * @returns {Truth}
 */
export const isBelow = ([low, high], other) =>
  isLess(high, other) ? true : isLess(low, other) ? null : false;

/**
 * Return a whole number of units of a last digit, in digits.
 * @param {Exact} units
 */
export function decimal(units, scale = 0) {
  const { n, d } = wide(units);
  const whole = n / d;
  const digits = `${whole < 0n ? -whole : whole}`.padStart(scale + 1, "0");
  const point = digits.length - scale;
  const found = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0*$/, "");
  return whole < 0n ? `-${found}` : found;
}
