// App: an interview as a page of its own. Its address says where one is.

import { load } from "../../program/javascript/tree.js";
import { Markup } from "./fragments.js";
import { Interview } from "./interview.js";

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(name));
/** @param {string} name */
const json = (name) => JSON.parse(part(name).textContent ?? "");

const site = part(".site").textContent;
const template = (/** @type {string} */ name) =>
  /** @type {HTMLTemplateElement | null} */ (document.getElementById(name))?.content ?? null;

const app = new Interview(
  load(json("#program")),
  { ...json("#more"), markup: new Markup(template) },
  {
    root: document.body,
    main: part("main"),
    ids: "",
    place: {
      get at() {
        return location.hash.replace("#/", "");
      },
      go: (to) => (location.hash = `#/${to}`),
      replace: (to) => location.replace(`#/${to}`),
    },
    show(heading) {
      document.title = heading === site ? heading : `${heading} – ${site}`;
      scrollTo(0, 0);
    },
  },
);

addEventListener("hashchange", () => {
  if (location.hash.replace("#/", "") !== app.standsAt) app.show();
});
addEventListener("beforeunload", (event) => {
  if (app.isUnsaved && !app.isCalling) event.preventDefault();
});
if (location.hash) app.show();
