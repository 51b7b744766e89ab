// Run programs: each line of the input is a job, each line of the output what came of it.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { load, AnswerError, ProgramError } = await import(pathToFileURL(process.argv[2]));

let last = {};

/** Return the tree of a program, which many jobs in a row are about. */
function tree(program) {
  if (last.sha256 !== program.sha256) last = { sha256: program.sha256, tree: load(program) };
  return last.tree;
}

const JOBS = {
  load: ({ program, ...options }) => load(program, options).program.tree,
  decide: ({ program, answers }) => answers.map((each) => whatever(() => tree(program).decide(each))),
  walk: ({ program, codes }) => codes.map((each) => tree(program).walk(each)),
  trials: ({ program, trials }) => trials.map(({ codes }) => trial(tree(program), codes)),
};

/** Return what comes of a trial of the conformance kit. */
function trial(tree, codes) {
  const walk = tree.walk(codes);
  const { recommendations, responses, shows } = walk.decision();
  const asks = walk.judging([]).missing.map((q) => walk.asks(q));
  const told = recommendations.map(({ urgency, ...texts }) => texts);
  return { walk, told, replies: responses, asks, shows, broken: walk.broken(), pages: pages(tree, codes) };
}

/** Return what is asked, page by page, as far as there is an answer. */
function pages(tree, codes) {
  const found = [];
  let given = { today: codes.today };
  for (;;) {
    const { missing } = tree.walk(given).decision();
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
    if (!(error instanceof AnswerError || error instanceof ProgramError)) throw error;
    const { message, problems = [], decision = null } = error;
    return { message, problems, decision };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...rest } = JSON.parse(line);
  console.log(JSON.stringify(whatever(() => JOBS[job](rest))));
}
