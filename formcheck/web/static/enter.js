// Comes in: with the invitation behind the # of the address, or with what is typed.

import { ask } from "./page.js";

const form = document.getElementById("enter");
const key = document.getElementById("key");
const problem = document.getElementById("problem");
const scanned = document.getElementById("scanned");

/** The page to go to: one of this server, whatever the address says. */
function next() {
  const wanted = new URL(form.dataset.next, location.origin);
  return wanted.origin === location.origin ? wanted.pathname + wanted.search : "/";
}

async function comeIn(by) {
  problem.hidden = true;
  try {
    await ask("POST", "/enter", by);
    location.replace(next());
  } catch (error) {
    problem.textContent = `${error.problem} ${error.hint}`;
    problem.hidden = false;
    scanned.hidden = true;
    key.focus();
  }
}

/** What is typed: an address of an invitation, its code, or a key. */
function read(text) {
  const code = text.includes("#") ? text.slice(text.indexOf("#") + 1) : text;
  return text.includes("#") || /^[\w-]{22}$/.test(text) ? { code } : { key: text };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  comeIn(read(key.value.trim()));
});

document.getElementById("show").addEventListener("change", (event) => {
  key.type = event.target.checked ? "text" : "password";
});

if (location.hash.length > 1) {
  const code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search); // not in the history
  scanned.hidden = false;
  comeIn({ code });
}
