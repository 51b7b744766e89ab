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

  const readable = 0.8; // of its size, at which its words can be read on a phone
  const partial = "This is a part of the map: drag it sideways, or choose “Whole”.";

  function begin() {
    if (svg.clientWidth > whole.width / 2) return;
    svg.style.maxHeight = "none";
    svg.style.height = `${whole.height * readable}px`;
    show({ ...whole, width: svg.clientWidth / readable });
    byId("about").textContent = partial;
  }

  function zoom(factor) {
    if (!factor) {
      svg.style.height = svg.style.maxHeight = "";
      if (byId("about").textContent === partial) byId("about").textContent = "";
      return show({ ...whole });
    }
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
  begin();
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
