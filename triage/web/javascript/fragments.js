// Fragments: the markup of the server's pages, which is filled here, and never made.

/** @typedef {string | number | boolean | Node | null | Values[]} Value */
/** @typedef {{[name: string]: Value}} Values */

const SLOT = /\ue000(\w+)\ue001/;

/** Hold the markup of pages, and what it is filled with. */
export class Markup {
  /** @param {(name: string) => DocumentFragment | null} find by the name of a fragment */
  constructor(find) {
    this.find = find;
  }

  /**
   * Return a fragment, filled.
   * @param {string} name
   * @param {Values} values
   */
  filled(name, values) {
    const found = document.importNode(/** @type {DocumentFragment} */ (this.find(name)), true);
    fill(found, values);
    return found;
  }

  /**
   * Return whether there is a fragment.
   * @param {string} name
   */
  has(name) {
    return this.find(name) !== null;
  }
}

/**
 * @param {ParentNode & Node} parent
 * @param {Values} values
 */
function fill(parent, values) {
  for (const child of [...parent.childNodes]) {
    if (child instanceof Text) child.replaceWith(...parts(child.data, values));
    else if (child instanceof HTMLElement) place(child, values);
  }
}

/**
 * @param {string} text
 * @param {Values} values
 */
const parts = (text, values) =>
  text.split(SLOT).map((part, n) => {
    const found = n % 2 ? (values[part] ?? "") : part;
    return found instanceof Node ? found : `${found}`;
  });

/**
 * Repeat an element for each of what it stands for; leave out one that would say nothing.
 * @param {HTMLElement} element
 * @param {Values} values
 */
function place(element, values) {
  const { each, only } = element.dataset;
  if (each !== undefined) {
    const all = /** @type {Values[]} */ (values[each]);
    element.replaceWith(
      ...all.map((one) => complete(element.cloneNode(true), { ...values, ...one })),
    );
  } else if (only !== undefined && isEmpty(values[only])) element.remove();
  else complete(element, values);
}

/** @param {Value} value */
const isEmpty = (value) => !value || (Array.isArray(value) && !value.length);

/**
 * @param {Node} node
 * @param {Values} values
 */
function complete(node, values) {
  const element = /** @type {HTMLElement} */ (node);
  delete element.dataset.each;
  delete element.dataset.only;
  for (const { name, value } of [...element.attributes]) {
    if (!SLOT.test(value)) continue;
    const found = parts(value, values).join("");
    if (found) element.setAttribute(name, found);
    else element.removeAttribute(name);
  }
  fill(element, values);
  return element;
}
