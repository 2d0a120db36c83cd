// Adds a person by code, and finds codes in the list.

import { ask } from "./page.js";
import { tell } from "./words.js";

const form = document.getElementById("add");
const problem = document.getElementById("problem");
const code = document.getElementById("code");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell(problem, null);
  if (!code.value.trim()) {
    tell(problem, form.dataset.empty);
    code.setAttribute("aria-invalid", "true");
    code.focus();
    return;
  }
  try {
    const person = await ask("POST", "/api/v1/people", { code: code.value.trim() });
    location.href = `/people/${person.code}`;
  } catch (error) {
    tell(problem, error);
    code.setAttribute("aria-invalid", "true");
    code.focus();
  }
});
code.addEventListener("input", () => code.removeAttribute("aria-invalid"));

const search = document.getElementById("search");
search?.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  let shown = 0;
  for (const row of document.querySelectorAll("#everybody [data-code]")) {
    row.hidden = !row.dataset.code.includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  document.getElementById("none-found").hidden = shown > 0;
});
