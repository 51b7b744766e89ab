// Record: an interview as JSON, to go on with later, here or in Python.

import { isMapping } from "./answers.js";
import { Kept, arranged, isDoubted } from "./kept.js";
import { decimal } from "./numbers.js";

/** @import { AskedBy, Code, Given, SessionJSON } from "./types.js" */
/** @import { Session } from "./session.js" */
/** @import { Tree } from "./tree.js" */

const SESSION = "triage-session/2";

/** Say why an interview cannot go on from what was saved. */
export class RecordError extends Error {}

/**
 * Return the record of an interview.
 * @param {Session} session
 * @param {Date | null} when the time to be said in it
 * @returns {SessionJSON}
 */
export function recordOf({ tree, kept, walk, reading, askedBy }, when) {
  const { program, ids } = tree;
  const { version, logic, wording, place } = program;
  const [[language, { texts, fallbacks }]] = Object.entries(program.texts);
  const exactly = (/** @type {Given} */ given) =>
    Object.fromEntries([...given].map(([q, answer]) => [ids[q], exact(tree, q, answer)]));
  const aside = [...kept.aside].map(([q, all]) => [ids[q], all.map((x) => exact(tree, q, x))]);
  return {
    format: SESSION,
    engine: "javascript",
    ...{ tree: program.tree, version, logic, wording, place },
    language: language === "und" ? "" : language,
    ...(texts && { texts }),
    ...(fallbacks && { fallbacks }),
    when: when && when.toISOString(),
    prefill: exactly(kept.prefill),
    pages: kept.pages.map(exactly),
    aside: Object.fromEntries(aside),
    asked: [...walk.asked.keys()].map((q) => ids[q]),
    missing: walk.missing.map((q) => ids[q]),
    end: walk.end,
    urgency: program.levels[walk.rank] ?? null,
    advice: reading.told().map((index) => program.recommendations[index].id),
    ...(askedBy && { asked_by: askedBy }),
  };
}

/**
 * Return an answer that keeps each digit: a decimal as text.
 * @param {Tree} tree
 * @param {number} q
 * @param {Code} answer
 */
function exact(tree, q, answer) {
  const { type, decimals } = tree.questions[q];
  const isDecimal = type === "number" && typeof answer === "number";
  return isDecimal ? decimal(answer, decimals) : tree.plain(q, answer);
}

/**
 * Refuse a record that no interview can have made.
 * @param {Session} session with the answers of the record
 * @param {any} record
 */
export function refuseDamaged(session, record) {
  const { tree, kept, walk, standing } = session;
  const { pages, aside } = arranged(walk, kept.pages);
  const isOnPath = `${pages.map(listed)}` === `${kept.pages.map(listed)}` && !aside.size;
  const isAside = [...kept.aside.keys()].every((q) => !standing.has(q));
  const isOnce = (/** @type {[number, Code[]]} */ [q, all]) =>
    all.length <= 1 + Number(isDoubted(tree, q, all[0]));
  const outcome = (/** @type {any} */ { end, urgency, advice }) =>
    JSON.stringify([end, urgency, advice]);
  const isTrue = outcome(recordOf(session, null)) === outcome(record);
  const isSound = isOnPath && isAside && isTrue && [...kept.answers].every(isOnce);
  if (!isSound || walk.broken().length) throw damaged();
}

const damaged = () => new RecordError("the record is damaged");
const listed = (/** @type {Given} */ page) =>
  JSON.stringify([...page].sort(([one], [other]) => one - other));

/**
 * Return what a record says was given, which must be one of this very tree.
 * @param {Tree} tree
 * @param {any} record
 */
export function keptIn(tree, record) {
  const { program } = tree;
  if (record?.format !== SESSION || record.tree !== program.tree) {
    throw new RecordError("this is no record of an interview of this tree");
  }
  const [then, now] = [record, program].map(({ logic, wording, place }) => [logic, wording, place]);
  if (then.join() !== now.join()) {
    throw new RecordError("the tree has changed since this was saved");
  }
  const { prefill, pages, aside } = record;
  const read = (/** @type {any} */ answers) => {
    const { given, problems } = tree.taken(answers);
    if (problems.length || given.size < Object.keys(answers).length) throw damaged();
    return given;
  };
  if (!Array.isArray(pages) || !isMapping(aside)) throw damaged();
  const left = Object.entries(aside).map(([id, all]) => {
    if (!Array.isArray(all)) throw damaged();
    const answers = all.map((answer) => [...read({ [id]: answer }).values()]).flat(1);
    return /** @type {[number, Code[]]} */ ([tree.number(id), answers]);
  });
  return new Kept(
    read(prefill),
    pages.map(read),
    new Map(left.filter(([, answers]) => answers.length)),
  );
}

/**
 * Return who put the questions, where a record says it.
 * @param {any} record
 * @returns {AskedBy}
 */
export function askerIn(record) {
  const { asked_by: asker = "" } = record;
  if (asker !== "" && asker !== "model") throw damaged();
  return asker;
}
