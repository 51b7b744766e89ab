// Prose: the long texts of a tree as a person reads them, as nodes.

import { folded } from "../../program/javascript/words.js";

/** @import { Long, Template } from "../../program/javascript/types.js" */
/** @import { Reading } from "../../program/javascript/reading.js" */
/** @import { Markup, Values } from "./fragments.js" */

const OPEN = "…"; // is read for what is not known yet

/**
 * Return a long text; null where there is none.
 * @param {Markup} markup
 * @param {Reading} reading
 * @param {string} name of its template, where it has marks
 * @param {Long | undefined} text
 */
export function prose(markup, reading, name, text) {
  if (!text) return null;
  const isWhole = typeof text === "string" || Array.isArray(text);
  if (isWhole) return together(markup, reading, [[name, text]]);
  const parts = text.pieces.map((piece, n) => {
    const holds = reading.walk.holds(piece);
    const part = holds === null ? OPEN : holds ? piece.text : (piece.otherwise ?? "");
    return /** @type {[string, Template]} */ ([`${name}-${n}${holds ? "" : "-otherwise"}`, part]);
  });
  return together(markup, reading, parts);
}

/**
 * Return one text of several; neighbours that are items are one list.
 * @param {Markup} markup
 * @param {Reading} reading
 * @param {[name: string, text: Template][]} parts
 */
export function together(markup, reading, parts) {
  const found = document.createDocumentFragment();
  for (const [name, text] of parts) {
    const more = text === OPEN ? paragraphs(markup, text) : written(markup, reading, name, text);
    const [last, next] = [found.lastElementChild, more.firstElementChild];
    if (last && next && last.tagName === next.tagName && /^[UO]L$/.test(last.tagName)) {
      last.append(...next.childNodes);
      next.remove();
    }
    found.append(more);
  }
  return found.hasChildNodes() ? found : null;
}

/**
 * @param {Markup} markup
 * @param {Reading} reading
 * @param {string} name
 * @param {Template} text
 */
function written(markup, reading, name, text) {
  if (!markup.has(name)) return paragraphs(markup, reading.filled(text, folded));
  const holes = typeof text === "string" ? [] : text.filter((part) => typeof part !== "string");
  const values = holes.map((hole, n) => [`hole${n}`, reading.filled([hole], folded)]);
  return markup.filled(name, /** @type {Values} */ (Object.fromEntries(values)));
}

/**
 * @param {Markup} markup
 * @param {string} text
 */
function paragraphs(markup, text) {
  const found = document.createDocumentFragment();
  for (const words of text.split("\n\n").filter(Boolean))
    found.append(markup.filled("paragraph", { words }));
  return found;
}
