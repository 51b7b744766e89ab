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
