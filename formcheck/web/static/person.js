// One person: compare two visits, write notes, invite a phone, delete everything.

import { followed } from "./followed.js";
import { ask } from "./page.js";
import { tell, word } from "./words.js";

const person = document.getElementById("person");
const code = person.dataset.code;
const at = `/api/v1/people/${encodeURIComponent(code)}`;
// the page's language, as the browser's country writes it
const spoken = () => {
  const lang = document.documentElement.lang;
  return navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
};
const doing = (name) => person.querySelector(`[data-do="${name}"]`);

doing("print").addEventListener("click", () => window.print());

// ---------------------------------------------------------------- two visits
const form = document.getElementById("compare");
if (form) {
  const button = form.querySelector("button.main");
  const status = document.getElementById("compare-status");
  const chosen = () => [...form.querySelectorAll('input[name="visit"]:checked')];
  form.addEventListener("change", () => {
    const n = chosen().length;
    button.disabled = n !== 2;
    for (const box of form.querySelectorAll('input[name="visit"]')) {
      box.disabled = n >= 2 && !box.checked;
    }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [before, after] = chosen().map((box) => box.value); // the list is in order of day
    button.disabled = true;
    status.className = "";
    status.textContent = word("comparing");
    try {
      const job = await ask("POST", "/api/v1/comparisons", { before, after });
      await followed(job);
      location.href = `/comparisons/${job.id}`;
    } catch (error) {
      tell(status, error);
      status.className = "problem";
      button.disabled = false;
    }
  });
}

// ---------------------------------------------------------------- notes
for (const place of document.querySelectorAll(".note-of")) {
  const [field, status] = [place.querySelector("textarea"), place.querySelector("[role=status]")];
  let kept = field.value;
  field.addEventListener("change", async () => {
    if (field.value === kept) return;
    try {
      await ask("PUT", `/api/v1/visits/${place.dataset.visit}/note`, { note: field.value });
      kept = field.value;
      place.querySelector(".print-only").textContent = kept;
      status.textContent = word("saved");
    } catch (error) {
      tell(status, error);
    }
  });
}

// ---------------------------------------------------------------- their phone
doing("invite").addEventListener("click", async (event) => {
  const problem = document.getElementById("invite-problem");
  tell(problem, null);
  event.target.disabled = true;
  try {
    const told = await ask("POST", `${at}/invitation`);
    const place = document.getElementById("invited");
    const picture = new Blob([told.qr], { type: "image/svg+xml" });
    place.querySelector("img").src = URL.createObjectURL(picture);
    place.querySelector("code").textContent = told.address;
    const until = new Date(told.ends_at);
    const time = place.querySelector("time");
    time.dateTime = until.toISOString();
    time.textContent = until.toLocaleTimeString(spoken(), { timeStyle: "short" });
    place.hidden = false;
  } catch (error) {
    tell(problem, error);
  }
  event.target.disabled = false;
});

doing("out")?.addEventListener("click", async (event) => {
  const said = document.getElementById("phones-said");
  event.target.disabled = true;
  try {
    await ask("DELETE", `${at}/phones`);
    document.getElementById("phones").hidden = true;
    document.getElementById("invited").hidden = true;
    said.textContent = word("out");
    doing("invite").focus();
  } catch (error) {
    tell(said, error);
    event.target.disabled = false;
  }
});

// ---------------------------------------------------------------- delete
const dialog = document.getElementById("deleting");
const typed = document.getElementById("typed");
const sure = dialog.querySelector("button.danger");
doing("delete").addEventListener("click", () => {
  typed.value = "";
  sure.disabled = true;
  tell(dialog.querySelector(".problem"), null);
  dialog.showModal();
  typed.focus();
});
doing("keep").addEventListener("click", () => dialog.close());
typed.addEventListener("input", () => {
  sure.disabled = typed.value.trim() !== code;
});
document.getElementById("delete").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (typed.value.trim() !== code) return;
  sure.disabled = true;
  dialog.querySelector("[role=status]").textContent = word("deleting");
  try {
    await ask("DELETE", at);
    location.href = "/people";
  } catch (error) {
    tell(dialog.querySelector(".problem"), error);
    dialog.querySelector("[role=status]").textContent = "";
    sure.disabled = false;
  }
});
