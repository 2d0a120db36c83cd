// What the pages about one visit share: get it ready, measure again, show what that did.

import { followed, shown } from "./followed.js";
import { ask } from "./page.js";
import { tell, word } from "./words.js";

const work = document.getElementById("work");
export const at = `/api/v1/visits/${work.dataset.visit}`;
const by = (id) => document.getElementById(id);

/** Waits until the desk's film or pictures are there; `needs` is has_film or has_pictures. */
export async function prepared(needs) {
  const place = by("preparing");
  try {
    if (!(await ask("GET", `${at}/desk`))[needs]) {
      await followed(await ask("POST", `${at}/desk`), shown(place.querySelector("progress")));
    }
    by("ready").hidden = false;
    place.hidden = true;
    return true;
  } catch (error) {
    place.hidden = true;
    tell(by("trouble"), error);
    return false;
  }
}

/** Whether it was measured again after this request; what went wrong is told in the page. */
export function measured(method, body) {
  return awaited(() => ask(method, `${at}/corrections`, body), "measuring");
}

/** The same of a job that was at it already when the page was opened. */
export function resumed(id) {
  return awaited(async () => ({ id }), "being");
}

async function awaited(asked, words) {
  const bar = by("measuring");
  tell(by("problem"), null);
  by("after").hidden = true;
  by("said").textContent = word(words);
  bar.hidden = false;
  bar.removeAttribute("value");
  try {
    await followed(await asked(), shown(bar));
    by("said").textContent = word("measured");
    await showEffects();
    return true;
  } catch (error) {
    by("said").textContent = "";
    tell(by("problem"), error);
    return false;
  } finally {
    bar.hidden = true;
  }
}

async function showEffects() {
  const { rows } = await ask("GET", `${at}/effects`);
  const body = by("effects").tBodies[0];
  body.replaceChildren(...rows.map(effect));
  by("effects").hidden = rows.length === 0;
  by("no-effect").hidden = rows.length > 0;
  by("after").hidden = false;
  by("after").focus({ preventScroll: true });
  by("after").scrollIntoView({ block: "nearest" });
}

function effect(row) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = row.measurement;
  line.append(head);
  for (const text of [row.side, row.before || word("none"), row.now || word("none"), row.strides]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}
