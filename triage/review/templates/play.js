  // To try it: an interview beside the map, where the steps and the ways taken light up

  const trial = byId("trial");
  const interview = trial.querySelector("triage-interview");
  const arrows = new Map(
    [...svg.querySelectorAll(".edge")].map((one) => [one.querySelector("title").textContent, one]),
  );
  const drawn = document.createElementNS(svg.namespaceURI, "g"); // ways without an arrow
  nodes.values().next().value.parentNode.append(drawn);
  drawn.setAttribute("class", "ways");
  drawn.setAttribute("aria-hidden", "true");

  const boxOf = (name) => sheets.get(name).dataset.box;
  const titleOf = (name) => sheets.get(name).querySelector("h3").textContent;

  function line(from, to) {
    const [a, b] = [from, to].map((name) => nodes.get(name).getBBox());
    const isRight = b.x > a.x;
    const [x1, y1] = [isRight ? a.x + a.width : a.x, a.y + a.height / 2];
    const [x2, y2] = [isRight ? b.x : b.x + b.width, b.y + b.height / 2];
    const [middle, back] = [(x1 + x2) / 2, isRight ? -7 : 7];
    const path = document.createElementNS(svg.namespaceURI, "path");
    const head = `M${x2 + back},${y2 - 4} L${x2},${y2} L${x2 + back},${y2 + 4}`;
    path.setAttribute("d", `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2} ${head}`);
    return path;
  }

  function lightUp(boxes) {
    const pairs = boxes.slice(1).map((box, n) => [boxes[n], box]);
    const moves = pairs.filter(([from, to]) => from !== to);
    const titles = new Set(moves.map((pair) => pair.join(" → ")));
    for (const [name, node] of nodes) {
      node.classList.remove("chosen");
      node.classList.toggle("dim", boxes.length > 0 && !boxes.includes(name));
      node.classList.toggle("taken", boxes.includes(name));
      node.classList.toggle("here", name === boxes[boxes.length - 1]);
    }
    for (const [title, arrow] of arrows) arrow.classList.toggle("taken", titles.has(title));
    const others = moves.filter((pair) => !arrows.has(pair.join(" → ")));
    drawn.replaceChildren(...others.map((pair) => line(...pair)));
  }

  function lookAt(box) {
    const width = svg.clientWidth * 0.75; // of points that are as large as on paper
    if (!nodes.has(box) || width > whole.width) return zoom(0);
    const height = (width * svg.clientHeight) / svg.clientWidth;
    const { x, y, width: wide, height: high } = nodes.get(box).getBBox();
    const toPicture = svg.getScreenCTM().inverse().multiply(nodes.get(box).getScreenCTM());
    const at = new DOMPoint(x + wide / 2, y + high / 2).matrixTransform(toPicture);
    return show({ x: at.x - width / 2, y: at.y - height / 2, width, height });
  }

  function taken(name, number) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${sheets.get(name).id}`;
    link.textContent = titleOf(name);
    item.append(link);
    const way = sheets.get(name).querySelector(`[data-way="${number}"]`);
    const parts = way ? [...(way.cells ?? [way])].filter((part) => part.textContent.trim()) : [];
    for (const part of parts) item.append(" · ", ...part.cloneNode(true).childNodes);
    if (!way) item.append(" · is asked now");
    return item;
  }

  function follow() {
    const { steps, ways, end } = (!trial.hidden && interview.path) || { steps: [], ways: [] };
    const shownSteps = steps.filter((name) => sheets.has(name));
    const last = shownSteps[shownSteps.length - 1];
    lightUp(shownSteps.map(boxOf).filter((box) => nodes.has(box)));
    lookAt(last && !end ? boxOf(last) : "");
    const items = steps.map((name, n) => sheets.has(name) && taken(name, ways[n]));
    byId("taken").replaceChildren(...items.filter(Boolean));
    byId("taken").scrollTop = byId("taken").scrollHeight;
    const count = `${shownSteps.length} ${shownSteps.length === 1 ? "step" : "steps"}`;
    byId("about").textContent = last ? `${end ? "Ended" : "Now"} at ${titleOf(last)}: ${count}.` : "";
  }

  byId("try").addEventListener("click", () => {
    if (!interview.hasChildNodes()) interview.show(JSON.parse(byId("content").textContent));
    trial.hidden = !trial.hidden;
    byId("map").classList.toggle("trying", !trial.hidden);
    byId("try").setAttribute("aria-expanded", `${!trial.hidden}`);
    follow();
    if (!trial.hidden) byId("trial-title").focus();
  });
  for (const name of ["triage-page", "triage-decision"]) interview.addEventListener(name, follow);
  if (location.hash === "#trial") byId("try").click();
