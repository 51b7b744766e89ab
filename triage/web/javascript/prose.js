// Prose: the long texts of a tree as a person reads them, as nodes.

import { folded } from "../../program/javascript/words.js";
import { filled, has } from "./fragments.js";

/** @import { Long, Template } from "../../program/javascript/types.js" */
/** @import { Reading } from "../../program/javascript/reading.js" */
/** @import { Values } from "./fragments.js" */

const OPEN = "…"; // is read for what is not known yet

/**
 * Return a long text; null where there is none.
 * @param {Reading} reading
 * @param {string} name of its template, where it has marks
 * @param {Long | undefined} text
 */
export function prose(reading, name, text) {
  if (!text) return null;
  if (typeof text === "string" || Array.isArray(text)) return together(reading, [[name, text]]);
  const parts = text.pieces.map((piece, n) => {
    const holds = reading.walk.holds(piece);
    const part = holds === null ? OPEN : holds ? piece.text : (piece.otherwise ?? "");
    return /** @type {[string, Template]} */ ([`${name}-${n}${holds ? "" : "-otherwise"}`, part]);
  });
  return together(reading, parts);
}

/**
 * Return one text of several; neighbours that are items are one list.
 * @param {Reading} reading
 * @param {[name: string, text: Template][]} parts
 */
export function together(reading, parts) {
  const found = document.createDocumentFragment();
  for (const [name, text] of parts) {
    const more = text === OPEN ? paragraphs(text) : written(reading, name, text);
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
 * @param {Reading} reading
 * @param {string} name
 * @param {Template} text
 */
function written(reading, name, text) {
  if (!has(name)) return paragraphs(reading.filled(text, folded));
  const holes = typeof text === "string" ? [] : text.filter((part) => typeof part !== "string");
  const values = holes.map((hole, n) => [`hole${n}`, reading.filled([hole], folded)]);
  return filled(name, /** @type {Values} */ (Object.fromEntries(values)));
}

/** @param {string} text */
function paragraphs(text) {
  const found = document.createDocumentFragment();
  for (const words of text.split("\n\n").filter(Boolean))
    found.append(filled("paragraph", { words }));
  return found;
}
