// App: an interview in one page, which nothing leaves. Its address says where one is, by the
// number of a page, and never what was answered.

import { dayIn, localDay } from "../../program/javascript/days.js";
import { load } from "../../program/javascript/tree.js";
import { dayInWords } from "../../program/javascript/words.js";
import { LIST, answered, standing } from "./form.js";
import { filled } from "./fragments.js";
import { isWorst, outcome, result, review, said, soFar, urgent } from "./outcome.js";
import { LISTED, asked, progress } from "./screens.js";

/** @import { Page } from "../../program/javascript/types.js" */
/** @import { Session } from "../../program/javascript/session.js" */
/** @import { Fields, Problems } from "./form.js" */
/** @import { More } from "./screens.js" */

/** @param {string} name */
const find = (name) => /** @type {HTMLElement} */ (document.querySelector(name));
/** @param {string} name */
const json = (name) => JSON.parse(find(name).textContent ?? "");

const tree = load(json("#program"));
const more = /** @type {More} */ (json("#more"));
const main = find("main");
const beginning = [...main.childNodes];
const site = find(".site").textContent;

/** @typedef {{number: number, fields: Fields, problems: Problems}} Draft what was refused */

let session = /** @type {Session | null} */ (null);
let draft = /** @type {Draft | null} */ (null);
let revised = 0; // the page that one came to from the answers to be checked
let goal = ""; // the field that is to be looked at next
let saved = /** @type {Session | null} */ (null); // what is in a file as it stands
let standsAt = ""; // what is drawn, as the address says it
let drawn = 0; // how often something was drawn
let begun = 0; // what was drawn when a row of clicks began
let isCalling = false; // whether somebody is about to call or to write

// Where one is

/**
 * Go to a place at once; a step back of the browser leads there again.
 * @param {string} to
 */
function go(to) {
  location.hash = `#/${to}`;
  show();
}

/** @param {Session} of */
const where = ({ page }) => (page ? `${page.number}` : "result");

/** Show where one is, or else where the interview stands. */
function show() {
  standsAt = location.hash.replace("#/", "");
  if (standsAt === "deleted" && !session) return deleted();
  if (!session || !standsAt) return begin();
  if (standsAt === "check" && session.kept.pages.length) return check(session);
  if (standsAt === "result" && !session.page) return end(session);
  const page = pageOf(session, Number(standsAt));
  if (page) ask(session, page);
  else location.replace(`#/${where(session)}`);
}

/**
 * Return a page by its number; null where there is none, or not yet.
 * @param {Session} of
 * @param {number} number
 */
function pageOf(of, number) {
  if (of.page?.number === number) return of.page;
  return of.kept.pages[number - 1] ? of.shown(number) : null;
}

// What is shown

/**
 * Set what is shown, and lead to its head whoever reads it.
 * @param {string} heading
 * @param {Node[]} nodes
 * @param {string} first what is read first
 */
function set(heading, nodes, first = "h1") {
  document.title = heading === site ? heading : `${heading} – ${site}`;
  main.replaceChildren(...nodes);
  drawn += 1;
  find("header").hidden = main.querySelector(".top") !== null;
  scrollTo(0, 0);
  look(main.querySelector(first) ?? main);
}

/** @param {Element} element */
function look(element) {
  if (!(element instanceof HTMLElement)) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}

function begin() {
  const isFresh = !session?.kept.pages.length;
  set(tree.texts.title, beginning);
  find("#fresh").hidden = !isFresh;
  find("#begun").hidden = isFresh;
  refuse(session || !standsAt ? "" : gone());
}

/** Return what to do where there are no answers any more. */
function gone() {
  const isOver = standsAt === "result";
  const call = more.tel ? `call ${more.tel}, call now.` : "get help, get it now.";
  return `There are no answers in this window now.${isOver ? ` If you were told to ${call}` : ""}`;
}

/** @param {string} text */
function refuse(text) {
  const box = find("#refused");
  box.textContent = text;
  box.hidden = !text;
  if (text) box.focus();
}

/**
 * @param {Session} of
 * @param {Page} page
 */
function ask(of, page) {
  const { number, again, questions, kind } = page;
  const isDraft = draft?.number === number;
  const fields = { ...standing(page), ...(isDraft ? draft?.fields : {}) };
  const problems = (isDraft && draft?.problems) || {};
  const list = Object.entries(problems).map(([name, text]) => ({ name, text }));
  const values = {
    number,
    again,
    problems: list,
    back: number - 1,
    progress: progress(of, page, more),
  };
  const isNow = number === of.page?.number;
  const first = urgent(of, more);
  const body = filled("page", {
    ...values,
    urgent: first,
    said: isNow ? said(of) : [],
    asked: asked(of, page, fields, problems, more),
  });
  const heading = kind === "checklist" ? LISTED : questions[0].text;
  const read = list.length ? ".summary" : first.length ? ".urgent" : "h1";
  set(list.length ? `Error: ${heading}` : heading, [body], read);
  const field = goal && document.getElementById(goal);
  if (field && !list.length && kind === "checklist") field.focus();
  goal = "";
}

/** @param {Session} of */
function check(of) {
  const isOver = !of.page;
  const values = {
    so_far: isOver ? "" : result(of),
    certain: isOver ? [] : soFar(of),
    rows: review(of),
    where: where(of),
    onward: isOver ? "See the result" : "Go on",
  };
  set("Check your answers", [filled("check", values)]);
}

/** @param {Session} of */
function end(of) {
  const { isTop, ...values } = outcome(of, more);
  const day = dayInWords(dayIn(localDay()));
  const shown = { ...values, said: said(of), rows: review(of), back: of.kept.pages.length, day };
  set(values.heading, [filled(isTop ? "emergency" : "result", shown)]);
}

function deleted() {
  const heading = "Your answers are deleted";
  set(heading, [filled("say", { heading, text: "Nothing of them is kept." })]);
}

// What is done

/** @type {Record<string, () => void>} */
const ACTS = {
  start() {
    try {
      session = tree.start();
    } catch {
      return refuse(
        "These questions are out of date. Nothing is asked until they have been looked through again.",
      );
    }
    draft = null;
    go("1");
  },
  save() {
    const text = JSON.stringify(session?.record(new Date()), null, 2);
    const link = /** @type {HTMLAnchorElement} */ (filled("file", {}).firstElementChild);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${tree.program.tree}.json`;
    link.click();
    saved = session;
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  print: () => print(),
  delete() {
    [session, draft] = [null, null];
    go("deleted");
  },
};

/**
 * Go on with an interview from a file.
 * @param {File} file
 */
async function open(file) {
  try {
    session = tree.resume(JSON.parse(await file.text())).apart();
    draft = null;
    go(where(session));
  } catch (error) {
    const isOther = error instanceof Error && error.message.startsWith("the tree has changed");
    refuse(
      isOther
        ? "These questions have changed since that was saved."
        : "No answers to these questions are in that file.",
    );
  }
}

/** @param {HTMLFormElement} form */
function send(form) {
  if (!session) return;
  const number = Number(form.getAttribute("action")?.replace("#/", "")); // of what was read
  const page = pageOf(session, number);
  if (!page) return show();
  const data = new FormData(form);
  const names = [LIST, ...page.questions.map(({ id }) => id)];
  const filledIn = names.map((name) => [
    name,
    data
      .getAll(name)
      .map(String)
      .filter((text) => text.trim()),
  ]);
  const fields = /** @type {Fields} */ (Object.fromEntries(filledIn));
  const { session: after, problems } = answered(session, page, fields, more);
  draft = after ? null : { number, fields, problems };
  if (!after) return show();
  session = after;
  const isOver = !session.page && !isWorst(session);
  go(revised === number && isOver ? "check" : where(session));
  revised = 0;
}

/**
 * Untick what cannot stand beside what was ticked.
 * @param {HTMLInputElement} box
 */
function untick(box) {
  const scope = box.closest(".question");
  const or = scope?.querySelector(".or");
  if (!scope || !or || !box.checked) return;
  const isLast = (/** @type {Node} */ node) =>
    or.compareDocumentPosition(node) === Node.DOCUMENT_POSITION_FOLLOWING;
  for (const other of scope.querySelectorAll("input")) {
    if (other !== box && (isLast(box) || isLast(other))) other.checked = false;
  }
}

/**
 * Follow a link within the page, which its history need not know.
 * @param {Event} event
 * @param {string} to
 */
function follow(event, to) {
  const [, number, field] = /^#\/(\d+)\?to=check#(.*)$/.exec(to) ?? [];
  if (number) [revised, goal] = [Number(number), field];
  else if (to.startsWith("#/") && to !== "#/on") return;
  event.preventDefault();
  if (number) go(number);
  else if (to === "#/on") go(session ? where(session) : "");
  else look(document.getElementById(to.slice(1)) ?? main);
}

/**
 * Let a link that leads elsewhere leave the page as it is, with its answers.
 * @param {HTMLAnchorElement} link
 */
function leave(link) {
  isCalling = /^(?:tel|mailto):$/.test(link.protocol);
  if (!isCalling) [link.target, link.rel] = ["_blank", "noopener"];
  setTimeout(() => (isCalling = false), 1000);
}

addEventListener("hashchange", () => {
  if (location.hash.replace("#/", "") !== standsAt) show();
});
addEventListener("beforeunload", (event) => {
  const isUnsaved = session?.kept.pages.length && session !== saved;
  if (isUnsaved && !isCalling) event.preventDefault();
});
addEventListener("beforeprint", () => {
  const closed = document.querySelectorAll("details:not([open])");
  const open = (/** @type {boolean} */ isOpen) =>
    closed.forEach((each) => each.toggleAttribute("open", isOpen));
  open(true);
  addEventListener("afterprint", () => open(false), { once: true });
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  send(/** @type {HTMLFormElement} */ (event.target));
});
document.addEventListener("click", (event) => {
  if (event.detail < 2) begun = drawn;
  if (begun !== drawn) return event.preventDefault(); // of a double click on the page before
  const target = event.target instanceof Element ? event.target : null;
  const act = target?.closest("[data-act]")?.getAttribute("data-act");
  const link = /** @type {HTMLAnchorElement | null | undefined} */ (target?.closest("a[href]"));
  const to = link?.getAttribute("href") ?? "";
  if (act) ACTS[act]();
  else if (to.startsWith("#")) follow(event, to);
  else if (link && !link.download) leave(link);
});
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.type !== "file") return untick(target);
  const [file] = target.files ?? [];
  if (file) open(file);
});
find("#ready").hidden = false;
if (location.hash) show();
