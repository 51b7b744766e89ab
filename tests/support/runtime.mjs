// Run programs: each line of the input is a job, each line of the output what came of it.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const runtime = pathToFileURL(process.argv[2]);
const { load, AnswerError, ProgramError, RecordError } = await import(runtime);
const { Reading } = await import(new URL("reading.js", runtime));
const web = new URL("../../web/javascript/", runtime);
const { bounds } = await import(new URL("outcome.js", web));
const { Walk } = await import(new URL("walk.js", runtime));
const { taken } = await import(new URL("answers.js", runtime));
const { answered, standing } = await import(new URL("form.js", web));
const { Unclear, heard } = await import(new URL("spoken.js", web));

let last = {};

/** Return the tree of a program, which many jobs in a row are about. */
function tree(program) {
  if (last.sha256 !== program.sha256) last = { sha256: program.sha256, tree: load(program) };
  return last.tree;
}

/** Return the tree of a program, which says what pages say, too. */
function spoken(program, { phrases, language }) {
  const found = tree(program);
  found.speech.learn(phrases, language);
  return found;
}

const JOBS = {
  load: ({ program, ...options }) => load(program, options).program.tree,
  decide: ({ program, answers }) =>
    answers.map((each) => whatever(() => tree(program).decide(each))),
  walk: ({ program, codes }) => codes.map((each) => tree(program).walk(each)),
  resume: ({ program, record }) => state(tree(program).resume(record)),
  lead: ({ program, prefill, acts }) => lead(tree(program), prefill, acts),
  bounds: ({ program, answers }) => {
    const of = tree(program);
    return bounds({ tree: of, walk: new Walk(of, of.taken(answers).given) });
  },
  filled: ({ program, fields, more }) => {
    const session = spoken(program, more).start();
    return answered(session, session.page, fields, more).problems;
  },
  heard: ({ program, id, texts, more }) => {
    const of = spoken(program, more);
    const question = of.questions[of.number(id)];
    const meant = (text) => taken(question, heard(of.speech, question, text));
    return texts.map((text) => whatever(() => meant(text)));
  },
  standing: ({ program, more, answers }) => {
    const session = spoken(program, more).start().answer(answers);
    return standing(session.tree.speech, session.shown(1));
  },
  trials: ({ program, trials }) => trials.map(({ codes }) => trial(tree(program), codes)),
};

/** Return what comes of a trial of the conformance kit. */
function trial(tree, codes) {
  const walk = tree.walk(codes);
  const reading = new Reading(walk);
  const { recommendations, responses, shows } = reading.decision();
  const asks = walk.missing.map((q) => reading.asks(q));
  const told = recommendations.map(({ urgency, ...texts }) => texts);
  return {
    walk,
    told,
    replies: responses,
    asks,
    shows,
    broken: walk.broken(),
    pages: pages(tree, codes),
  };
}

/** Return how an interview stands after each act, or what is refused of it. */
function lead(tree, prefill, acts) {
  let session = tree.start(prefill);
  return [
    state(session),
    ...acts.map(([act, ...given]) => {
      const made = whatever(() => session[act](...given));
      session = made.found ?? session;
      return { ...made, found: state(session) };
    }),
  ];
}

/** Return all that an interview says of itself. */
function state(session) {
  const { page, parked, answers, decision, kept } = session;
  const shown = kept.pages.map((_, n) => session.shown(n + 1));
  const aside = [...kept.aside].map(([q, all]) => [
    session.tree.ids[q],
    all.map((each) => session.tree.plain(q, each)),
  ]);
  const record = session.record();
  const apart = session.apart().kept.pages.map((each) => session.tree.plainly(each));
  return {
    apart,
    page,
    shown,
    parked,
    answers,
    decision,
    record,
    aside: Object.fromEntries(aside),
  };
}

/** Return what is asked, page by page, as far as there is an answer. */
function pages(tree, codes) {
  const found = [];
  let given = { today: codes.today };
  for (;;) {
    const missing = tree.walk(given).missing.map((q) => tree.ids[q]);
    const known = missing.filter((id) => id in codes);
    if (missing.length) found.push(missing);
    if (!known.length) return found;
    given = { ...given, ...Object.fromEntries(known.map((id) => [id, codes[id]])) };
  }
}

/** Return what a function does, or what it refuses. */
function whatever(made) {
  try {
    return { found: made() };
  } catch (error) {
    if (![AnswerError, ProgramError, RecordError, Unclear].includes(error.constructor)) throw error;
    const { message, problems = [], decision = null } = error;
    return { message, problems, decision };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...rest } = JSON.parse(line);
  console.log(JSON.stringify(whatever(() => JOBS[job](rest))));
}
