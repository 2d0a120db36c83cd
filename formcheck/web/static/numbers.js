// Numbers as people type them, checked against the limits of their field.

/** The number in a text with a point or a comma; null for nothing, NaN for none. */
export function number(text) {
  const told = text.trim().replace(",", ".").replace("−", "-");
  return told === "" ? null : Number(told);
}

/** The number of a field; null where it is empty or wrong: then the field says so in `words`. */
export function numberOf(input, words) {
  const value = number(input.value);
  const [low, high] = [Number(input.dataset.low), Number(input.dataset.high)];
  const wrong = value !== null && !(value >= low && value <= high);
  const spoken = (n) => n.toLocaleString(document.documentElement.lang);
  const say = document.getElementById(`${input.id}-wrong`);
  say.textContent = wrong ? words.replace("{low}", spoken(low)).replace("{high}", spoken(high)) : "";
  input.toggleAttribute("aria-invalid", wrong);
  if (wrong) input.setAttribute("aria-invalid", "true");
  return wrong ? null : value;
}
