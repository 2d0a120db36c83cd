// The list of visits: two that are ticked are compared.

import { ask } from "/static/page.js";

const form = document.querySelector("[data-compare]");
const said = form?.querySelector("[data-said]");

if (said) {
  const button = form.querySelector("[type=submit]");
  const place = form.querySelector("[data-problem]");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const ticked = () => boxes.filter((box) => box.checked);
  const show = (problem) => {
    place.textContent = problem;
    place.hidden = !problem;
  };
  const look = () => {
    const two = ticked();
    const words = ["none", "one", "two"][two.length] ?? "more";
    const isOne = new Set(two.map((box) => box.dataset.runner)).size <= 1;
    said.textContent = said.dataset[words];
    button.disabled = two.length !== 2 || !isOne;
    show(isOne ? "" : form.dataset.twoRunners);
  };
  for (const box of boxes) box.addEventListener("change", look);
  look(); // a browser that goes back remembers what was ticked
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    const [after, before] = ticked().map((box) => box.value);
    try {
      const job = await ask("POST", "/api/v1/comparisons", { before, after });
      location.href = `/comparisons/${job.id}`;
    } catch (problem) {
      show(`${problem.problem} ${problem.hint}`.trim());
      button.disabled = false;
    }
  });
}
