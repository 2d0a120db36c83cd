// Who of the people in the clip is measured.

import { ask } from "./page.js";
import { at, measured, prepared } from "./visit_desk.js";
import { tell, word } from "./words.js";

const by = (id) => document.getElementById(id);
const form = by("choose");
const main = form.querySelector("button.main");
const leave = form.querySelector('[data-do="leave"]');
const lang = document.documentElement.lang;

function option(one) {
  const label = document.createElement("label");
  label.className = "person";
  const radio = Object.assign(document.createElement("input"), {
    type: "radio", name: "person", value: one.number, checked: one.is_measured,
  });
  const picture = Object.assign(document.createElement("img"), {
    src: `${at}/desk/person_${one.number}.png`, alt: "", loading: "lazy",
  });
  const share = one.share.toLocaleString(lang, { style: "percent" });
  const lines = [
    ["strong", word("person", { number: one.number })],
    ["span", word("seen", { does: one.does, share })],
    ["span", one.is_measured ? word("now") : one.why],
  ];
  const text = document.createElement("span");
  text.className = "who";
  for (const [tag, line] of lines) text.append(Object.assign(document.createElement(tag), { textContent: line }));
  label.append(radio, picture, text);
  return label;
}

async function load() {
  const [pictures, told] = [await ask("GET", `${at}/desk/pictures`), await ask("GET", `${at}/contacts`)];
  by("group").src = `${at}/desk/people.png`;
  by("persons").replaceChildren(...pictures.people.map(option));
  main.disabled = pictures.people.length < 2 && told.is_measured;
  leave.hidden = told.person === null;
  by("alone").hidden = pictures.people.length > 1;
}

async function send(person) {
  main.disabled = true;
  leave.disabled = true;
  if (await measured("PUT", { person })) await load();
  main.disabled = false;
  leave.disabled = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = form.querySelector('input[name="person"]:checked');
  if (chosen) send(Number(chosen.value));
});
leave.addEventListener("click", () => send(0));

async function begin() {
  if (!(await prepared("has_pictures"))) return;
  try {
    await load();
  } catch (error) {
    tell(by("trouble"), error);
  }
}

begin();
