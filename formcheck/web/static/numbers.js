// Numbers as people type them, checked against the limits of their field.

/** The number in a text with a point or a comma; null for nothing, NaN for none. */
export function number(text) {
  const told = text.trim().replace(",", ".").replace("−", "-");
  return told === "" ? null : Number(told);
}

let isDown = false; // a finger or the mouse
for (const name of ["pointerdown", "pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (isDown = name === "pointerdown"), true);
}

/** Comes when nobody presses anything: what moves before then moves away under the finger. */
export function settled() {
  return new Promise((resolve) => {
    const look = () => (isDown ? setTimeout(look, 60) : resolve());
    setTimeout(look, 60); // a tap's click comes right after its field is left
  });
}

/** Takes back that a field is wrong while it is typed anew; the place of the words stays. */
export function forgetting(form) {
  form.addEventListener("input", ({ target }) => {
    if (!target.hasAttribute("aria-invalid")) return;
    target.removeAttribute("aria-invalid");
    document.getElementById(`${target.id}-wrong`).classList.add("past");
  });
}

/** The number in a field; a height in metres, as 1.68, in centimetres. */
export function numberIn(input) {
  const value = number(input.value);
  const isMetres = "metres" in input.dataset && value > 0 && value < 3;
  return isMetres ? Math.round(1000 * value) / 10 : value;
}

/** The number of a field; null where it is empty or wrong: then the field says so in `words`. */
export function numberOf(input, words) {
  const value = numberIn(input);
  const [low, high] = [Number(input.dataset.low), Number(input.dataset.high)];
  const wrong = value !== null && !(value >= low && value <= high);
  const spoken = (n) => n.toLocaleString(document.documentElement.lang);
  const say = document.getElementById(`${input.id}-wrong`);
  say.textContent = wrong ? words.replace("{low}", spoken(low)).replace("{high}", spoken(high)) : "";
  say.classList.remove("past");
  input.removeAttribute("aria-invalid");
  if (wrong) input.setAttribute("aria-invalid", "true");
  return wrong ? null : value;
}
