// Component: an interview as an element of anybody's page.
//
//     <script type="module" src="triage-interview.js"></script>
//     <triage-interview src="back_pain.json">Call 111 for advice.</triage-interview>
//
// What stands in it is shown until its questions are there, and where they cannot be had. No
// event of ours says what was answered; a page that is to know asks the element for its record.

import { load } from "../../program/javascript/tree.js";
import { Markup } from "./fragments.js";
import { Interview, owned } from "./interview.js";

/** @typedef {string | any[]} Markings a text, or a tag, its attributes, and what is inside */
/** @typedef {{format: string, program: any, more: any, markup: Record<string, Markings[]>}} Content */

const NAME = "triage-interview";
const KIND = "triage-component/2";

/** The fragments that an interview is shown by, beside the long texts of its tree. */
const NEEDED = [
  ...["start", "page", "check", "result", "emergency", "say", "paragraph", "file", "ticklist"],
  ...["radio", "checkbox", "select", "text", "lines"].flatMap((form) => [form, `${form}-alone`]),
];

/** The ids that the beginning has. */
const BEGUN_BY = ["ready", "fresh", "begun", "refused"];

const style = new CSSStyleSheet();

let count = 0; // how many there were on this page, as each needs ids of its own

/**
 * Return an element, or a text.
 * @param {Markings} node
 * @returns {Node}
 */
function built(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [tag, attributes, ...inside] = node;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside.map(built));
  return element;
}

/**
 * Return markup from its nodes, each fragment made once.
 * @param {Record<string, Markings[]>} markup
 */
function markupOf(markup) {
  const made = /** @type {Map<string, DocumentFragment>} */ (new Map());
  return new Markup((name) => {
    if (!Object.hasOwn(markup, name)) return null;
    const found = made.get(name) ?? document.createDocumentFragment();
    if (!made.has(name)) found.append(...markup[name].map(built));
    made.set(name, found);
    return found;
  });
}

/** An interview as an element. */
class TriageInterview extends HTMLElement {
  static observedAttributes = ["src", "language", "place"];

  /** @type {Interview | null} */
  #interview = null;
  #asked = ""; // the address of what was asked for last
  #ids = `triage-${++count}-`;
  /** @type {Node[] | null} */
  #fallback = null; // what stood in it before there were questions

  connectedCallback() {
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    if (!root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets.push(style);
    this.#fetch();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#fetch();
  }

  /** What was answered until now, as a record; null where nothing was begun. */
  get record() {
    const session = this.#interview?.session;
    return session ? session.record(new Date()) : null;
  }

  /** The way that the answers take until now: steps, ways on, end; null before it begins. */
  get path() {
    const walk = this.#interview?.session?.walk;
    if (!walk) return null;
    const [steps, ways] = [walk.path.map(({ id }) => id), walk.ways.map(({ number }) => number)];
    return { steps, ways, end: walk.end };
  }

  /**
   * Show the beginning of an interview.
   * @param {Content} content as `triage export --component` writes it
   */
  show(content) {
    if (content?.format !== KIND) throw new TypeError(`this is nothing of the format ${KIND}`);
    const [tree, markup] = [load(content.program), markupOf(content.markup)];
    const lacking = NEEDED.filter((name) => !markup.has(name));
    if (lacking.length) throw new TypeError(`the markup has no ${lacking.join(", ")}`);
    const start = owned(markup.filled("start", {}), this.#ids);
    const root = /** @type {HTMLElement} */ (start.firstElementChild);
    const main = /** @type {HTMLElement | null} */ (root?.querySelector(".main"));
    const isWhole = BEGUN_BY.every((id) => root?.querySelector(`[id="${this.#ids}${id}"]`));
    if (!main || !isWhole) throw new TypeError("the markup of the beginning lacks parts");
    const interview = new Interview(
      tree,
      { ...content.more, markup },
      {
        root,
        main,
        ids: this.#ids,
        place: this.#place(),
        show: () => this.#shown(root),
      },
    );
    this.#fallback ??= [...this.childNodes];
    this.replaceChildren(root);
    this.#interview = interview;
  }

  /** Show what stood in it before, as other questions are not those that were asked for. */
  #clear() {
    this.#asked = "";
    this.#interview = null;
    if (this.#fallback) this.replaceChildren(...this.#fallback);
    this.#fallback = null;
  }

  /** Return where one is, which is in no address, as that is the page's around it. */
  #place() {
    const place = {
      at: "",
      go: (/** @type {string} */ to) => (place.at = to),
      replace: (/** @type {string} */ to) => {
        place.at = to;
        this.#interview?.show();
      },
    };
    return place;
  }

  /**
   * Tell the page around it that something else is shown.
   * @param {HTMLElement} root
   */
  #shown(root) {
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
    const session = this.#interview?.session;
    const isOver = Boolean(session && !session.page);
    queueMicrotask(() => this.#tell(isOver ? "triage-decision" : "triage-page"));
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** Ask for the questions in the language, and with the numbers of the place. */
  async #fetch() {
    const [language, place] = [this.getAttribute("language"), this.getAttribute("place")];
    const ends = [language, place].filter(Boolean).map((word) => `.${word}`);
    const address = (this.getAttribute("src") ?? "").replace(/(?=\.json\b)/, ends.join(""));
    if (address === this.#asked) return;
    this.#clear();
    this.#asked = address;
    if (!address) return;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const content = await answer.json();
      if (address === this.#asked) this.show(content);
    } catch (error) {
      if (address !== this.#asked) return;
      this.#clear();
      this.#tell("triage-error", `${error}`);
    }
  }
}

if (!customElements.get(NAME)) {
  // @ts-expect-error: what writes the module puts the style before it
  style.replaceSync(STYLE);
  customElements.define(NAME, TriageInterview);
}
