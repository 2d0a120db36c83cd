// Words that pages hand to their scripts, so that they are in the visitor's language.

const told = {};
for (const template of document.querySelectorAll("template#words")) {
  for (const one of template.content.querySelectorAll("[data-word]")) {
    told[one.dataset.word] = one.textContent;
  }
}

/** The words of that name, with its {fields} filled in. */
export function word(name, fields = {}) {
  return (told[name] ?? name).replace(/\{(\w+)\}/g, (all, field) => fields[field] ?? all);
}

/** A number of seconds as the language of the page writes it. */
export function seconds(moment, digits = 3) {
  const how = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${moment.toLocaleString(document.documentElement.lang, how)} s`;
}

/** Puts a problem and its hint into an element, or hides it where there is none. */
export function tell(element, error) {
  element.hidden = !error;
  element.textContent = error ? `${error.problem ?? error} ${error.hint ?? ""}`.trim() : "";
}
