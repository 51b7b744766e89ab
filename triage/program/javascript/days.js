// Days by their number, as 1 is 1 January of the year 1, and the marks of months.

const EPOCH = 719163; // the number of 1 January 1970
const DAY = 24 * 60 * 60 * 1000;

/** @param {number} day */
export const dateOf = (day) => new Date((day - EPOCH) * DAY);

/**
 * Return the number of a day; that of no day of its month is one before or after.
 * @param {number} month counted from January of the year 0
 * @param {number} day
 */
export function dayOf(month, day) {
  const year = Math.floor(month / 12);
  return new Date(0).setUTCFullYear(year, month - 12 * year, day) / DAY + EPOCH;
}

/** @param {number} day */
function mark(day) {
  const found = dateOf(day);
  return 32 * (12 * found.getUTCFullYear() + found.getUTCMonth()) + found.getUTCDate();
}

/** @type {Record<"mark" | "close" | "day", (n: number) => number>} */
export const CALENDAR = {
  mark,
  close: (day) => (mark(day + 1) % 32 === 1 ? mark(day) - (mark(day) % 32) + 31 : mark(day)),
  day: (place) => {
    const month = Math.floor(place / 32);
    return Math.min(dayOf(month, place - 32 * month), dayOf(month + 1, 0));
  },
};

/** @param {number} day */
export function iso(day) {
  const found = dateOf(day);
  const year = `${found.getUTCFullYear()}`.padStart(4, "0");
  return `${year}${found.toISOString().slice(-20, -14)}`;
}

/**
 * Return the day so many months, and then so many days, from another one.
 * @param {number} day
 * @param {[number, number]} distance
 */
export function away(day, [months, days]) {
  const found = dateOf(day);
  const month = 12 * found.getUTCFullYear() + found.getUTCMonth() + months;
  return Math.min(dayOf(month, found.getUTCDate()), dayOf(month + 1, 0)) + days;
}

/** Return the day where this machine is. */
export function localDay() {
  const now = new Date();
  return iso(dayOf(12 * now.getFullYear() + now.getMonth(), now.getDate()));
}

/**
 * Return the number of a day as JSON has it; NaN if it is none.
 * @param {unknown} text
 */
export function dayIn(text) {
  const found = typeof text === "string" && /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return NaN;
  const day = dayOf(12 * Number(found[1]) + Number(found[2]) - 1, Number(found[3]));
  return day > 0 && iso(day) === text ? day : NaN;
}
