// Waits until a comparison is there; or tries it again.

import { ask } from "/static/page.js";
import { follow, showOn } from "/static/following.js";

const part = document.querySelector("[data-comparison]");
const place = document.querySelector("[data-problem]");

function complain(problem) {
  place.textContent = [problem.problem, problem.hint].join(" ").trim();
  place.hidden = false;
}

if (part.dataset.job) {
  follow(part.dataset.job, showOn(part.querySelector("progress"))).then(() => location.reload(), complain);
}
part.querySelector("[data-again]")?.addEventListener("click", async (event) => {
  event.target.disabled = true;
  try {
    const { before, after } = part.dataset;
    const job = await ask("POST", "/api/v1/comparisons", { before, after });
    location.href = `/comparisons/${job.id}`;
  } catch (problem) {
    event.target.disabled = false;
    complain(problem);
  }
});
