"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const picture = byId("picture");
  const svg = picture.querySelector("svg");
  const sheets = new Map(
    [...document.querySelectorAll("[data-step]")].map((one) => [one.dataset.step, one]),
  );
  const numberOf = new Map([...sheets].map(([name, one]) => [name, Number(one.id.slice(6))]));

{% include "map.js" %}

{% if content %}
{% include "play.js" %}

{% endif %}
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

{% include "sign.js" %}
})();
