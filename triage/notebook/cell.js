
// Widget: the element in a cell of a notebook, which tells Python each time what was answered.

export default {
  /** @param {{model: {get: (name: string) => string, send: (content: unknown) => void}, el: HTMLElement}} cell */
  render({ model, el }) {
    const element = /** @type {any} */ (document.createElement("triage-interview"));
    el.append(element);
    const tell = () => model.send({ record: element.record });
    for (const name of ["triage-page", "triage-decision"]) element.addEventListener(name, tell);
    element.show(JSON.parse(model.get("content")));
  },
};
