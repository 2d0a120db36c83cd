// The page of a comparison: compare again, delete.

import { ask } from "/static/page.js";
import { complain, onSubmit } from "/static/served.js";

const bar = document.querySelector("[data-comparison]");

bar.querySelector("[data-again]")?.addEventListener("click", async (event) => {
  event.target.disabled = true;
  try {
    const { before, after } = bar.dataset;
    const job = await ask("POST", "/api/v1/comparisons", { before, after });
    location.href = `/comparisons/${job.id}`;
  } catch (problem) {
    event.target.disabled = false;
    complain(bar, problem);
  }
});

const remove = document.getElementById("served-delete");
onSubmit(remove.querySelector("form"), remove, async () => {
  await ask("DELETE", `/api/v1/comparisons/${bar.dataset.comparison}`);
  location.replace("/visits");
});
