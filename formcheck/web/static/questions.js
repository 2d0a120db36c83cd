// The questionnaire: what cannot wait is answered at once; the answers are kept.

import { ask } from "./page.js";
import { forgetting, numberOf, settled } from "./numbers.js";

const form = document.getElementById("questions");
const $ = (name) => document.getElementById(name);

/** The answers that were given, by question. */
function answers() {
  const told = {};
  for (const input of form.querySelectorAll("input")) {
    if (input.type === "radio") {
      if (!input.checked || !input.value) continue;
      told[input.name] = { yes: true, no: false }[input.value] ?? input.value;
    } else {
      const value = numberOf(input, form.dataset.wrong);
      if (value !== null) told[input.name] = value;
    }
  }
  return told;
}

/** Tells at once what to do about a yes. */
function tell(name, yes) {
  const told = form.querySelector(`[data-flag="${name}"]`);
  if (!told) return;
  told.hidden = !yes;
  $("first").replaceChildren(); // only there to be said aloud
  if (yes) $("first").append(Object.assign(document.createElement("p"), { className: "hidden", textContent: told.textContent }));
}

form.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type === "radio") tell(input.name, input.value === "yes");
  else settled().then(() => numberOf(input, form.dataset.wrong));
});
forgetting(form);

let isKept = true; // nothing is lost by leaving
const touched = () => (isKept = false);
form.addEventListener("input", touched);
form.querySelector("a.without").addEventListener("click", () => (isKept = true));
window.addEventListener("beforeunload", (event) => isKept || event.preventDefault());

form.querySelector(".rest-no").addEventListener("click", () => {
  for (const told of form.querySelectorAll("[data-flag]")) {
    const skipped = form.querySelector(`input[name="${told.dataset.flag}"][value=""]`);
    if (!skipped.checked) continue;
    touched();
    form.querySelector(`input[name="${told.dataset.flag}"][value="no"]`).checked = true;
  }
});

/** Says what goes on, and shows that something does; "" when it has ended. */
function say(words) {
  $("saving").querySelector(".words").textContent = words;
  $("saving").classList.toggle("card", words !== "");
  $("saving").querySelector("progress").hidden = words === "";
  form.querySelector("[type=submit]").disabled = words !== "";
  $("saving").scrollIntoView({ block: "nearest" });
}

/** Waits until the report is there again. */
function made(job) {
  say(form.dataset.making);
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/v1/jobs/${job.id}/events`);
    const look = async () => heard(await ask("GET", `/api/v1/jobs/${job.id}`));
    const timer = setInterval(() => look().catch(() => null), 5000);
    const over = (act, with_) => {
      clearInterval(timer);
      events.close();
      act(with_);
    };
    function heard(now) {
      if (now.share !== null) $("saving").querySelector("progress").value = now.share;
      if (now.state === "failed") over(reject, { status: 500, ...now.trouble });
      else if (["done", "stopped"].includes(now.state)) over(resolve);
    }
    events.addEventListener("job", (event) => heard(JSON.parse(event.data)));
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = answers();
  const bad = form.querySelector("[aria-invalid=true]");
  if (bad) {
    bad.closest("details")?.setAttribute("open", "");
    return bad.focus();
  }
  $("wrong").hidden = true;
  say(form.dataset.saving);
  try {
    const job = await ask("PUT", `/api/v1/visits/${form.dataset.id}/answers`, told);
    isKept = true;
    if (job?.id && form.dataset.measured !== undefined) await made(job);
    location.assign(form.dataset.back);
  } catch (error) {
    $("wrong").textContent = [error.problem, error.hint].filter(Boolean).join(" ") || String(error);
    $("wrong").hidden = false;
    say("");
  }
});
