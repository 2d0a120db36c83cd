// The first page: pick or film a clip, and watch it go.

import { ask } from "./page.js";
import { keeping } from "./asked.js";
import { bytes, forget, remembered, show } from "./sending.js";

const page = document.getElementById("start").dataset;
const $ = (id) => document.getElementById(id);
const FILM = /\.(mp4|m4v|mov|qt|webm|mkv|avi|3gp|3g2|mts|m2ts|ts|mpg|mpeg|ogv)$/i;

function say(words) {
  $("wrong").textContent = words;
  $("wrong").hidden = !words;
  if (words) $("wrong").scrollIntoView({ block: "center" });
}

/** What is wrong with a file, in words; "" for nothing. */
function wrong(file) {
  const words = $("wrong").dataset;
  const most = Number(page.largest);
  if (!(file.type.startsWith("video/") || FILM.test(file.name))) return words.noVideo.replace("{name}", file.name);
  if (file.size === 0) return words.empty.replace("{name}", file.name);
  if (file.size > most) return words.tooLarge.replace("{size}", bytes(file.size)).replace("{most}", bytes(most));
  return "";
}

async function begin(file) {
  say(wrong(file));
  if (!$("wrong").hidden) return;
  const body = { name: file.name, n_bytes: file.size };
  const runner = $("runner")?.value.trim();
  if (runner) body.runner = runner;
  try {
    const upload = await ask("POST", "/api/v1/uploads", body);
    await go(upload.id, file);
  } catch (error) {
    show_problem(error);
  }
}

/** Sends it; then its own page goes on. */
async function go(id, file) {
  $("start").hidden = true;
  $("unfinished").hidden = true;
  $("options").hidden = false;
  const keep = keeping(id);
  $("sending").scrollIntoView({ block: "start" });
  const told = await show(id, file, Number(page.piece));
  if (told === null) return back();
  await typed();
  await keep().catch(() => null);
  location.assign(`/clips/${id}`);
}

/** Nothing, as soon as nobody is in the middle of typing; after half a minute in any case. */
function typed() {
  const field = document.activeElement;
  if (!field?.matches("#asked input:not([type=radio], [type=checkbox])")) return null;
  $("arrived").hidden = false;
  return new Promise((resolve) => {
    field.addEventListener("blur", resolve, { once: true });
    field.addEventListener("keydown", (event) => event.key === "Enter" && resolve());
    setTimeout(resolve, 30_000);
  });
}

function back() {
  $("options").hidden = true;
  $("start").hidden = false;
  for (const input of document.querySelectorAll("input[type=file]")) input.value = "";
}

function show_problem(error) {
  back();
  say([error.problem, error.hint].filter(Boolean).join(" ") || $("sending").dataset.offline);
  offer();
}

/** Offers a clip that an earlier page did not send to the end. */
async function offer() {
  const known = remembered();
  if (!known) return;
  const upload = await ask("GET", `/api/v1/uploads/${known.id}`).catch((error) => error);
  if (upload.state !== "arriving") {
    if (upload.status !== undefined && upload.status !== 404) return;
    if (upload instanceof Error) return; // no connection: ask another time
    return forget(known.id);
  }
  const words = $("unfinished").querySelector("[data-words]");
  const pct = Math.floor((100 * upload.n_received) / (upload.n_bytes || 1));
  words.textContent = words.dataset.words.replace("{name}", known.name).replace("{pct}", pct);
  $("unfinished").hidden = false;
  $("same").onchange = () => {
    const file = $("same").files[0];
    if (!file) return;
    if (file.size !== upload.n_bytes) return say($("wrong").dataset.other);
    say("");
    go(known.id, file).catch(show_problem);
  };
  $("unfinished").querySelector(".drop").onclick = async () => {
    await ask("DELETE", `/api/v1/uploads/${known.id}`).catch(() => null);
    forget(known.id);
    $("unfinished").hidden = true;
  };
}

for (const input of [$("film"), $("choose")]) {
  input.addEventListener("change", () => input.files[0] && begin(input.files[0]));
}
const pick = $("pick");
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    pick.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget === null && pick.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  pick.classList.remove("over");
  const files = event.dataTransfer.files;
  if ($("start").hidden || files.length === 0) return;
  if (files.length > 1) return say($("wrong").dataset.one);
  begin(files[0]);
});
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
offer();
