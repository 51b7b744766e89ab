// Helpers for an interview in a browser, which is a file or an element of a page: they fill it
// in, and tell what it shows.

() => {
  const element = document.querySelector("triage-interview");
  const find = (name) => (element ?? document).querySelector(name);
  const events = element ? ["triage-page", "triage-decision"] : ["hashchange"];
  const turned = () =>
    new Promise((done) => events.forEach((name) => addEventListener(name, done, { once: true })));
  const main = () => find("main, .main");
  let saved;

  /** Fill in what is asked, and send it. */
  const fill = (given) => {
    const form = find("form");
    const list = form.querySelector('[id$="q-*"]');
    for (const field of form.elements) {
      if (!field.name || field === list) continue;
      const answer = given[field.name];
      const said = [answer].flat().map(String);
      const isTyped = field.tagName === "TEXTAREA" || field.type === "text";
      const isOffered = field.type === "text" && form.querySelector("input[value=unsure]");
      if (field.tagName === "SELECT") field.value = said[0];
      else if (isTyped) field.value = answer === "unsure" || isOffered === answer ? "" : said[0];
      else
        field.checked = answer?.length === 0 ? field.value === "none" : said.includes(field.value);
    }
    if (list) list.checked = ![...form.elements].some(({ checked }) => checked);
    form.requestSubmit();
  };

  /** Return markup without what the pages of a server have beside it. */
  const tidy = (html) => {
    const main = new DOMParser().parseFromString(html, "text/html").body;
    for (const each of main.querySelectorAll("input[type=hidden], .keep, .reason")) each.remove();
    for (const each of main.querySelectorAll("*")) {
      for (const name of ["action", "method", "tabindex", "autofocus"]) each.removeAttribute(name);
      const href = each.getAttribute("href");
      if (href) each.setAttribute("href", href.replace(/^\/i\/[\w-]+|^#(?=\/)/, ""));
    }
    const text = main.innerHTML.replace(/\s+/g, " ").replace(/triage-\d+-/g, "");
    return text.replace(/> /g, ">").replace(/ </g, "<");
  };

  /** Begin an interview, as the only one. */
  const begin = async () => {
    const [before, after] = [turned(), element || location.hash === "#/"];
    if (!after) {
      location.hash = "#/";
      await before;
    }
    element?.show(content);
    const first = turned();
    find("[data-act=start]").click();
    await first;
  };

  /** Return the record that a person would save. */
  const record = async () => {
    if (element) return element.record;
    const [real, click] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
    URL.createObjectURL = (blob) => ((saved = blob), "about:blank");
    HTMLAnchorElement.prototype.click = () => {};
    find("[data-act=save]").click();
    [URL.createObjectURL, HTMLAnchorElement.prototype.click] = [real, click];
    return JSON.parse(await saved.text());
  };

  /** Return each screen of an interview that is answered so, and its record. */
  const walk = async (given) => {
    await begin();
    const screens = [];
    while (find("form")) {
      screens.push(main().innerHTML);
      const next = turned();
      fill(given);
      if (find(".summary")) throw new Error(main().innerText);
      await next;
    }
    screens.push(main().innerHTML);
    return { screens: screens.map(tidy), record: await record() };
  };

  /** Return the record of each interview, of people who answer so; it is not drawn. */
  const walkAll = async (people) => {
    document.documentElement.style.display = "none";
    const records = [];
    for (const given of people) {
      await begin();
      while (find("form")) {
        const next = turned();
        fill(given);
        if (find(".summary")) throw new Error(main().innerText);
        await next;
      }
      records.push(await record());
    }
    return records;
  };

  Object.assign(window, { walk, walkAll, tidy });
};
