// Interview: an interview in a part of a page, which nothing leaves. Where one is has the number
// of a page, and never says what was answered.

import { dayIn, localDay } from "../../program/javascript/days.js";
import { LIST, answered, standing } from "./form.js";
import { isWorst, outcome, result, review, said, soFar, urgent } from "./outcome.js";
import { asked, heading, progress } from "./screens.js";

/** @import { Page } from "../../program/javascript/types.js" */
/** @import { Session } from "../../program/javascript/session.js" */
/** @import { Tree } from "../../program/javascript/tree.js" */
/** @import { Fields, Problems } from "./form.js" */
/** @import { Values } from "./fragments.js" */
/** @import { More } from "./screens.js" */

/** @typedef {{number: number, fields: Fields, problems: Problems}} Draft what was refused */

/**
 * What is around an interview.
 * @typedef {object} Around
 * @property {HTMLElement} root what it stands in, and listens to
 * @property {HTMLElement} main where its pages are shown; the beginning is in it already
 * @property {string} ids what the ids of its elements begin with; may be empty
 * @property {{at: string, go: (to: string) => void, replace: (to: string) => void}} place
 *   where one is
 * @property {(heading: string) => void} show called with what is at the head of each page
 */

/** The attributes that hold ids of a page. */
const IDS = ["id", "for", "aria-describedby", "aria-labelledby"];

/**
 * Return markup whose ids are those of one interview on a page of several.
 * @template {ParentNode} N
 * @param {N} root
 * @param {string} front what they begin with
 */
export function owned(root, front) {
  if (!front) return root;
  for (const element of root.querySelectorAll("*")) {
    for (const name of IDS) {
      const ids = element.getAttribute(name);
      if (ids)
        element.setAttribute(
          name,
          ids.replace(/\S+/g, (id) => front + id),
        );
    }
    const to = element.getAttribute("href") ?? "";
    if (/^#[^/]/.test(to)) element.setAttribute("href", `#${front}${to.slice(1)}`);
  }
  return root;
}

/** Lead somebody through an interview. */
export class Interview {
  /**
   * @param {Tree} tree
   * @param {More} more
   * @param {Around} around
   */
  constructor(tree, more, around) {
    this.tree = tree;
    this.more = more;
    this.around = around;
    this.session = /** @type {Session | null} */ (null);
    this.draft = /** @type {Draft | null} */ (null);
    this.revised = 0; // the page that one came to from the answers to be checked
    this.goal = ""; // the field that is to be looked at next
    this.saved = /** @type {Session | null} */ (null); // what is in a file as it stands
    this.standsAt = ""; // what is drawn, as the address says it
    this.drawn = 0; // how often something was drawn
    this.begun = 0; // what was drawn when a row of clicks began
    this.isCalling = false; // whether somebody is about to call or to write
    this.speech = tree.speech;
    this.speech.learn(more.phrases, more.language);
    this.beginning = [...around.main.childNodes];
    this.listen(around.root);
    this.find("ready").hidden = false;
  }

  /** Whether something was answered that is in no file. */
  get isUnsaved() {
    return Boolean(this.session?.kept.pages.length) && this.session !== this.saved;
  }

  /**
   * Return what has an id in it.
   * @param {string} id
   */
  find(id) {
    const found = this.around.root.querySelector(`[id="${this.around.ids}${id}"]`);
    return /** @type {HTMLElement} */ (found);
  }

  // Where one is

  /**
   * Go to a place at once; a step back of a browser may lead there again.
   * @param {string} to
   */
  go(to) {
    this.around.place.go(to);
    this.show();
  }

  /** Show where one is, or else where the interview stands. */
  show() {
    const { session } = this;
    const at = (this.standsAt = this.around.place.at);
    if (at === "deleted" && !session) return this.deleted();
    if (!session || !at) return this.begin();
    if (at === "check" && session.kept.pages.length) return this.check(session);
    if (at === "result" && !session.page) return this.end(session);
    const page = pageOf(session, Number(at));
    if (page) this.ask(session, page);
    else this.around.place.replace(where(session));
  }

  // What is shown

  /**
   * Set what is shown, and lead to its head whoever reads it.
   * @param {string} heading
   * @param {Node[]} nodes
   * @param {string} first what is read first
   */
  set(heading, nodes, first = "h1") {
    const { root, main, show } = this.around;
    main.replaceChildren(...nodes);
    this.drawn += 1;
    const header = root.querySelector("header");
    if (header) header.hidden = main.querySelector(".top") !== null;
    show(heading);
    look(main.querySelector(first) ?? main);
  }

  /**
   * Return a screen.
   * @param {string} name
   * @param {Values} values
   */
  screen(name, values) {
    return owned(this.more.markup.filled(name, values), this.around.ids);
  }

  begin() {
    const isFresh = !this.session?.kept.pages.length;
    this.set(this.tree.texts.title, this.beginning);
    this.find("fresh").hidden = !isFresh;
    this.find("begun").hidden = isFresh;
    this.refuse(this.session || !this.standsAt ? "" : this.gone());
  }

  /** Return what to do where there are no answers any more. */
  gone() {
    const [{ tel }, { speech }] = [this.more, this];
    const call = tel
      ? speech.say("If you were told to call {number}, call now.", { number: tel })
      : speech.say("If you were told to get help, get it now.");
    const none = speech.say("There are no answers in this window now.");
    return this.standsAt === "result" ? `${none} ${call}` : none;
  }

  /** @param {string} text */
  refuse(text) {
    const box = this.find("refused");
    box.textContent = text;
    box.hidden = !text;
    if (text) box.focus();
  }

  /**
   * @param {Session} of
   * @param {Page} page
   */
  ask(of, page) {
    const { draft, goal, more } = this;
    const { number, again, kind } = page;
    const isDraft = draft?.number === number;
    const fields = { ...standing(this.speech, page), ...(isDraft ? draft?.fields : {}) };
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
    const told = urgent(of, more);
    const body = this.screen("page", {
      ...values,
      urgent: told,
      said: isNow ? said(of, more) : [],
      asked: asked(of, page, fields, problems, more),
    });
    const head = heading(of, page);
    const first = list.length ? ".summary" : told.length ? ".urgent" : "h1";
    this.set(list.length ? `${this.speech.say("Error:")} ${head}` : head, [body], first);
    const field = goal && this.find(goal);
    if (field && !list.length && kind === "checklist") field.focus();
    this.goal = "";
  }

  /** @param {Session} of */
  check(of) {
    const isOver = !of.page;
    const values = {
      so_far: isOver ? "" : result(of),
      certain: isOver ? [] : soFar(of, this.more),
      rows: review(of),
      where: where(of),
      onward: isOver ? this.speech.say("See the result") : this.speech.say("Go on"),
    };
    this.set(this.speech.say("Check your answers"), [this.screen("check", values)]);
  }

  /** @param {Session} of */
  end(of) {
    const { isTop, ...values } = outcome(of, this.more);
    const day = this.speech.day(dayIn(localDay()));
    const back = of.kept.pages.length;
    const around = { said: said(of, this.more), rows: review(of), back, day };
    const name = isTop ? "emergency" : "result";
    this.set(values.heading, [this.screen(name, { ...values, ...around })]);
  }

  deleted() {
    const head = this.speech.say("Your answers are deleted");
    const text = this.speech.say("Nothing of them is kept.");
    this.set(head, [this.screen("say", { heading: head, text })]);
  }

  // What is done

  /** @param {string} name */
  act(name) {
    if (name === "start") this.start();
    else if (name === "save") this.save();
    else if (name === "print") print();
    else if (name === "delete") {
      [this.session, this.draft] = [null, null];
      this.go("deleted");
    }
  }

  start() {
    try {
      this.session = this.tree.start();
    } catch {
      return this.refuse(
        this.speech.say(
          "These questions are out of date. Nothing is asked until they have been looked through again.",
        ),
      );
    }
    this.draft = null;
    this.go("1");
  }

  save() {
    const text = JSON.stringify(this.session?.record(new Date()), null, 2);
    const markup = this.more.markup.filled("file", {});
    const link = /** @type {HTMLAnchorElement} */ (markup.firstElementChild);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${this.tree.program.tree}.json`;
    link.click();
    this.saved = this.session;
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /**
   * Go on with an interview from a file.
   * @param {File} file
   */
  async open(file) {
    try {
      this.session = this.tree.resume(JSON.parse(await file.text())).apart();
      this.draft = null;
      this.go(where(this.session));
    } catch (error) {
      const isOther = error instanceof Error && error.message.startsWith("the tree has changed");
      this.refuse(
        isOther
          ? this.speech.say("These questions have changed since that was saved.")
          : this.speech.say("No answers to these questions are in that file."),
      );
    }
  }

  /** @param {HTMLFormElement} form */
  send(form) {
    const { session } = this;
    if (!session) return;
    const number = Number(form.getAttribute("action")?.replace("#/", "")); // of what was read
    const page = pageOf(session, number);
    if (!page) return this.show();
    const fields = fieldsOf(form, page);
    const { session: after, problems } = answered(session, page, fields, this.more);
    this.draft = after ? null : { number, fields, problems };
    if (!after) return this.show();
    this.session = after;
    const isOver = !after.page && !isWorst(after);
    this.go(this.revised === number && isOver ? "check" : where(after));
    this.revised = 0;
  }

  /**
   * Follow a link within the interview, which no history need know.
   * @param {Event} event
   * @param {string} to
   */
  follow(event, to) {
    const [, number, field] = /^#\/(\d+)\?to=check#(.*)$/.exec(to) ?? [];
    event.preventDefault();
    if (number) [this.revised, this.goal] = [Number(number), field];
    if (number) this.go(number);
    else if (to === "#/on") this.go(this.session ? where(this.session) : "");
    else if (to.startsWith("#/")) this.go(to.slice("#/".length));
    else look(this.around.root.querySelector(`[id="${to.slice(1)}"]`) ?? this.around.main);
  }

  /**
   * Let a link that leads elsewhere leave the page as it is, with its answers.
   * @param {HTMLAnchorElement} link
   */
  leave(link) {
    this.isCalling = /^(?:tel|mailto):$/.test(link.protocol);
    if (!this.isCalling) [link.target, link.rel] = ["_blank", "noopener"];
    setTimeout(() => (this.isCalling = false), 1000);
  }

  // What is listened to

  /** @param {HTMLElement} root */
  listen(root) {
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(/** @type {HTMLFormElement} */ (event.target));
    });
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.type !== "file") return untick(target);
      const [file] = target.files ?? [];
      if (file) this.open(file);
    });
    addEventListener("beforeprint", () => {
      const closed = root.querySelectorAll("details:not([open])");
      const open = (/** @type {boolean} */ isOpen) =>
        closed.forEach((each) => each.toggleAttribute("open", isOpen));
      open(true);
      addEventListener("afterprint", () => open(false), { once: true });
    });
  }

  /** @param {MouseEvent} event */
  click(event) {
    if (event.detail < 2) this.begun = this.drawn;
    if (this.begun !== this.drawn) return event.preventDefault(); // of a double click before
    const target = event.target instanceof Element ? event.target : null;
    const act = target?.closest("[data-act]")?.getAttribute("data-act");
    const link = /** @type {HTMLAnchorElement | null | undefined} */ (target?.closest("a[href]"));
    const to = link?.getAttribute("href") ?? "";
    if (act) this.act(act);
    else if (to.startsWith("#")) this.follow(event, to);
    else if (link && !link.download) this.leave(link);
  }
}

/** @param {Session} of */
const where = ({ page }) => (page ? `${page.number}` : "result");

/**
 * Return a page by its number; null where there is none, or not yet.
 * @param {Session} of
 * @param {number} number
 */
function pageOf(of, number) {
  if (of.page?.number === number) return of.page;
  return of.kept.pages[number - 1] ? of.shown(number) : null;
}

/** @param {Element} element */
function look(element) {
  if (!(element instanceof HTMLElement)) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
}

/**
 * Return what the fields of a page were filled in with.
 * @param {HTMLFormElement} form
 * @param {Page} page
 */
function fieldsOf(form, page) {
  const data = new FormData(form);
  const said = (/** @type {string} */ name) => data.getAll(name).map(String);
  const names = [LIST, ...page.questions.map(({ id }) => id)];
  const filled = names.map((name) => [name, said(name).filter((text) => text.trim())]);
  return /** @type {Fields} */ (Object.fromEntries(filled));
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
