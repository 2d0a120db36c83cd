// What a runner says about a clip: read from the form, kept on the server as it changes.

import { ask } from "./page.js";
import { forgetting, number as plain, numberIn, numberOf, settled } from "./numbers.js";

const form = document.getElementById("asked");

/** What the form says, in the units people use; null for what it does not say. */
function told() {
  const at = (name) => form.elements[name];
  const words = form.dataset.wrong;
  const number = (name) => numberOf(at(name), words);
  let speed = null;
  if (at("speed_as").value === "pace") {
    const [minutes, seconds] = [number("pace_min"), number("pace_s")];
    speed = minutes === null ? null : 3600 / (60 * minutes + (seconds ?? 0));
  } else speed = number("speed_kmh");
  return {
    height_cm: number("height_cm"),
    speed_kmh: speed,
    incline_pct: number("incline_pct"),
    surface: at("surface").value,
    day: at("day").value || null,
    shoes: at("shoes").value.trim() || null,
    slow_motion: Number(at("slow_motion").value) || null,
    blur_faces: at("blur_faces").checked,
  };
}

/** The first field that is shown and holds what it cannot; null for none. */
export function firstWrong() {
  told();
  return form.querySelector(":not([hidden]) > [aria-invalid=true]");
}

/** Shows the speed in the other way to say it. */
function turnSpeed() {
  const as = form.elements.speed_as.value;
  const { speed_kmh: kmh, pace_min: min, pace_s: sec } = form.elements;
  const known = Number((as === "pace" ? kmh.value : "").replace(",", "."));
  if (as === "pace" && known > 0) {
    const total = Math.round(3600 / known);
    min.value = Math.floor(total / 60);
    sec.value = String(total % 60).padStart(2, "0");
  } else if (as === "kmh" && Number(min.value) > 0) {
    kmh.value = (3600 / (60 * Number(min.value) + Number(sec.value || 0))).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  }
  for (const row of form.querySelectorAll("[data-as]")) row.hidden = row.dataset.as !== as;
}

/** Shows a height that was given in metres as it is kept. */
function showHeight(input) {
  const known = numberIn(input);
  if (known === plain(input.value) || !(known > 0)) return;
  input.value = known.toLocaleString(document.documentElement.lang);
}

/** Keeps the form on the server as it changes; the result is a function that keeps it now. */
export function keeping(id, before = {}) {
  const say = form.querySelector(".kept");
  let timer = null;
  const keep = async () => {
    clearTimeout(timer);
    timer = null;
    await ask("PUT", `/api/v1/uploads/${id}/asked`, { ...before, ...told() });
    say.textContent = form.querySelector("[aria-invalid=true]") ? "" : form.dataset.saved;
  };
  const soon = () => {
    say.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => settled().then(keep).catch((error) => {
      say.textContent = error.status ? [error.problem, error.hint].join(" ") : form.dataset.later;
    }), 700);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  return keep;
}

forgetting(form);
form.addEventListener("change", ({ target }) => {
  if (target.name === "speed_as") turnSpeed();
  if (target.name === "height_cm") showHeight(target);
});
