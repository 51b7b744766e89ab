"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const picture = byId("picture");
  const svg = picture.querySelector("svg");
  const sheets = new Map(
    [...document.querySelectorAll("[data-step]")].map((one) => [one.dataset.step, one]),
  );
  const numberOf = new Map([...sheets].map(([name, one]) => [name, Number(one.id.slice(6))]));

  // The map: larger and smaller, moved, searched, and each step with its neighbours

  const nodes = new Map(
    [...svg.querySelectorAll(".node")].map((one) => [one.querySelector("title").textContent, one]),
  );
  const whole = { ...box(svg.viewBox.baseVal) };
  let shown = { ...whole };

  function box({ x, y, width, height }) {
    return { x, y, width, height };
  }

  function show(next) {
    shown = next;
    svg.setAttribute("viewBox", `${next.x} ${next.y} ${next.width} ${next.height}`);
  }

  function zoom(factor) {
    if (!factor) return show({ ...whole });
    const width = Math.min(whole.width * 2, Math.max(whole.width / 12, shown.width / factor));
    const height = (width * shown.height) / shown.width;
    return show({
      x: shown.x + (shown.width - width) / 2,
      y: shown.y + (shown.height - height) / 2,
      width,
      height,
    });
  }

  function leadsTo(name) {
    const links = sheets.get(name)?.querySelectorAll(':scope > ul a[href^="#sheet-"], table a[href^="#sheet-"]');
    return new Set([...(links ?? [])].map((link) => Number(link.hash.slice(7))));
  }

  function choose(name) {
    const number = numberOf.get(name);
    const ahead = leadsTo(name);
    const behind = [...numberOf].filter(([other]) => leadsTo(other).has(number));
    const near = new Set([number, ...ahead, ...behind.map(([, n]) => n)]);
    for (const [other, node] of nodes) {
      node.classList.toggle("dim", !near.has(numberOf.get(other)));
      node.classList.toggle("chosen", other === name);
    }
    const listed = (numbers) => [...numbers].sort((a, b) => a - b).join(", ") || "none";
    const about = byId("about");
    const link = document.createElement("a");
    link.href = `#sheet-${number}`;
    link.textContent = sheets.get(name).querySelector("h3").textContent;
    about.replaceChildren(
      link,
      ` comes from: ${listed(behind.map(([, n]) => n))}; goes on at: ${listed(ahead)}.`,
    );
  }

  function find(words) {
    const wanted = words.trim().toLowerCase();
    let count = 0;
    for (const [name, node] of nodes) {
      const sheet = sheets.get(name);
      const text = sheet ? sheet.textContent : node.textContent;
      const holds = text.toLowerCase().includes(wanted);
      node.classList.remove("chosen");
      node.classList.toggle("dim", !holds);
      count += holds ? 1 : 0;
    }
    byId("about").textContent = wanted ? `In ${count} of ${nodes.size} boxes.` : "";
  }

  picture.classList.add("live");
  svg.setAttribute("role", "group");
  byId("tools").hidden = false;
  byId("tools").addEventListener("click", (event) => {
    const factor = event.target.dataset.zoom;
    if (factor !== undefined) zoom(Number(factor));
  });
  byId("find").addEventListener("input", (event) => find(event.target.value));
  for (const [name, node] of nodes) {
    if (!sheets.has(name)) continue;
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", sheets.get(name).querySelector("h3").textContent);
    node.addEventListener("click", () => choose(name));
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(name);
    });
  }

  let from = null;
  svg.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, shown };
  });
  window.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = from.shown.width / svg.clientWidth;
    show({
      ...from.shown,
      x: from.shown.x - (event.clientX - from.x) * scale,
      y: from.shown.y - (event.clientY - from.y) * scale,
    });
  });
  window.addEventListener("pointerup", () => {
    from = null;
  });

  // What is folded is printed too, and opened where a link leads to it

  function unfold() {
    const wanted = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (wanted && wanted.tagName === "DETAILS") wanted.open = true;
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  let folded = [];
  window.addEventListener("beforeprint", () => {
    zoom(0);
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  // A signature, as a file that `triage sign --from` takes

  const form = byId("signature");
  form.hidden = false;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  byId("on").value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { tree, version, logic, wording } = document.body.dataset;
    const keys = ["by", "role", "number", "on", "decision"];
    const said = keys.map((key) => [key, byId(key).value.trim()]).filter(([, value]) => value);
    const review = { ...Object.fromEntries(said), logic, wording };
    const record = { triage_review: 1, tree, version, review };
    const text = `${JSON.stringify(record, null, 2)}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${tree}.review.json`;
    link.click();
    URL.revokeObjectURL(link.href);
    byId("saved").textContent = `${link.download} is saved: for this version, and no other.`;
  });
})();
