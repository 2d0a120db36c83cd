
"use strict";
// The table of clips: finds, filters, sorts, and shows a part of many. Without it all rows are there.
(() => {
  const PART = 200;
  const table = document.querySelector(".every");
  const body = table.tBodies[0];
  const all = (name) => document.querySelector(`[data-${name}]`);
  const find = all("find"), only = all("only"), sort = all("sort"), turn = all("turn");
  const more = all("more"), count = all("count");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const rows = [...body.rows].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    keys: [...row.cells].map((cell) => "v" in cell.dataset ? Number(cell.dataset.v) : cell.textContent.trim()),
    kind: row.className,
    asks: Boolean(row.querySelector(".asks")?.textContent),
  }));
  const kinds = {
    "": () => true,
    analysed: (one) => one.kind !== "failed",
    failed: (one) => one.kind === "failed",
    poor: (one) => one.kind === "poor",
    asks: (one) => one.asks,
  };
  let shown = PART;

  // Missing values come last, whichever way the rest is sorted.
  const isNothing = (key) => key === "" || key === "–" || key === undefined;
  const order = (at, way) => (a, b) => {
    const [one, other] = [a.keys[at], b.keys[at]];
    if (isNothing(one) || isNothing(other)) return isNothing(one) - isNothing(other);
    const both = typeof one === "number" && typeof other === "number";
    return way * (both ? one - other : compare(one, other));
  };

  const show = () => {
    const at = Number(sort.value), way = turn.getAttribute("aria-pressed") === "true" ? -1 : 1;
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = rows.filter((one) => kinds[only.value](one) && words.every((w) => one.text.includes(w)));
    kept.sort(order(at, way));
    body.replaceChildren(...kept.slice(0, shown).map((one) => one.row));
    more.hidden = kept.length <= shown;
    count.textContent = count.dataset.words.replace("{n}", kept.length);
    for (const head of table.tHead.rows[0].cells) {
      const is = Number(head.dataset.at) === at;
      if (is) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  };
  const again = () => { shown = PART; show(); };
  const reverse = () => turn.setAttribute("aria-pressed", turn.getAttribute("aria-pressed") !== "true");

  for (const control of [find, only, sort]) control.addEventListener("input", again);
  turn.addEventListener("click", () => { reverse(); again(); });
  addEventListener("beforeprint", () => { shown = Infinity; show(); });
  more.addEventListener("click", () => { shown += 5 * PART; show(); });
  for (const option of sort.options) {
    const head = table.tHead.rows[0].cells[Number(option.value)];
    head.dataset.at = option.value;
    head.addEventListener("click", () => {
      if (sort.value === option.value) reverse();
      sort.value = option.value;
      again();
    });
  }
  document.querySelector("[data-controls]").hidden = false;
  show();
})();
