// One clip's page: follows it from its arrival to its report.

import { ask } from "./page.js";
import { firstWrong, keeping } from "./asked.js";
import { show, timeLeft } from "./sending.js";

const clip = document.getElementById("clip");
const { id } = clip.dataset;
const again = clip.dataset.again !== undefined;
const stages = JSON.parse(clip.dataset.stages);
const title = document.title;
const $ = (name) => document.getElementById(name);
const now = () => document.querySelector(".now");

let events = null; // what tells about the job
let told_at = 0; // when it was last heard of, ms
let said = ""; // what was last said aloud
let isLeaving = false; // it is being deleted

const before = {}; // what was said that is in no field, as who is measured
const keep = keeping(id, before);
ask("GET", `/api/v1/uploads/${id}`).then((upload) => Object.assign(before, upload.asked), () => null);

function problem(error) {
  const lost = error.status === undefined; // no connection
  $("wrong").textContent = lost ? clip.dataset.lost : [error.problem, error.hint].filter(Boolean).join(" ");
  $("wrong").hidden = false;
  $("wrong").focus();
}

/** The part of the page that changes, anew. */
async function refresh() {
  if (isLeaving) return;
  const answer = await fetch(`/clips/${id}/now${again ? "?again=true" : ""}`, { credentials: "same-origin" }).catch(() => null);
  $("lost").hidden = answer !== null;
  if (answer === null) {
    $("lost").textContent = clip.dataset.lost;
    return;
  }
  if (answer.redirected || answer.status === 401) return location.reload();
  if (answer.status === 404) return location.assign("/");
  if (!answer.ok) return;
  const before = { ...now().dataset };
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  const { point, job } = part.content.querySelector(".now").dataset;
  if (point === before.point && job && job === before.job) return watch(); // keep what is shown of it
  $("now").replaceChildren(part.content);
  if (point !== before.point) changed();
  watch();
}

/** How far it is, asked for; for when nobody told for a while. */
async function look() {
  const { job } = now().dataset;
  if (!job) return refresh();
  try {
    heard(await ask("GET", `/api/v1/jobs/${job}`));
    watch();
  } catch {
    await refresh(); // the job is gone, or the connection
  }
}

/** What follows from another point on the way. */
function changed() {
  const { point } = now().dataset;
  if (point === "done") return location.replace(`/visits/${id}`);
  $("options").hidden = !["checking", "looked"].includes(point);
  $("below").hidden = point !== "looked";
  document.title = title;
  const heading = now().querySelector("h2");
  $("heard").textContent = heading.textContent;
  heading.scrollIntoView({ block: "nearest" });
}

/** Listens to the job that is under way; none: stops listening. */
function watch() {
  const { job, point } = now().dataset;
  if (events?.job === job && events.readyState !== EventSource.CLOSED) return;
  events?.close();
  events = null;
  if (!job) return;
  events = new EventSource(`/api/v1/jobs/${job}/events`);
  events.job = job;
  events.addEventListener("job", (event) => heard(JSON.parse(event.data)));
  events.point = point;
}

/** Shows what a job says of itself. */
function heard(job) {
  told_at = Date.now();
  $("lost").hidden = true;
  if (["done", "failed", "stopped"].includes(job.state)) {
    events?.close();
    return refresh();
  }
  const part = (name) => now().querySelector(name);
  const bar = part("progress");
  if (!bar) return;
  const measuring = now().dataset.point === "measuring";
  const pct = job.share === null ? "" : `${Math.floor(100 * job.share)} %`;
  if (job.share === null || job.state === "waiting") bar.removeAttribute("value");
  else {
    bar.max = 1;
    bar.value = job.share;
  }
  const stage = job.state === "waiting" ? "" : stages[job.stage] ?? stages[""];
  part(".stage").textContent = stage;
  part(".left").textContent = job.left_s === null ? "" : timeLeft(job.left_s, clip.dataset);
  if (!measuring) return;
  part(".pct").textContent = job.state === "waiting" ? "" : pct;
  if (job.state === "waiting") {
    part(".ahead").textContent = job.ahead > 0 ? clip.dataset.ahead.replace("{n}", job.ahead) : clip.dataset.next;
  } else if (job.state === "running") part(".ahead").textContent = "";
  if (job.state === "stopping") part("[data-do=stop]").disabled = true;
  document.title = pct && job.state !== "waiting" ? `${pct} · ${title}` : title;
  aloud(stage, job.share);
}

/** Says now and then how far it is to who does not see the bar. */
function aloud(stage, share) {
  const words = share === null ? stage : `${stage}, ${10 * Math.floor(10 * share)} %`;
  if (words === said) return;
  said = words;
  $("heard").textContent = words;
}

const acts = {
  async measure() {
    const bad = $("options").hidden ? null : firstWrong();
    if (bad) return bad.focus();
    await keep();
    await ask("POST", `/api/v1/uploads/${id}/analyses`, {});
    if (again) return location.assign(`/clips/${id}`);
    await refresh();
    scrollTo({ top: 0 });
  },
  async stop() {
    await ask("DELETE", `/api/v1/jobs/${now().dataset.job}`);
    await refresh();
  },
  "ask-delete": () => $("sure").showModal(),
  keep: () => $("sure").close(),
  async delete() {
    $("sure").close();
    isLeaving = true;
    events?.close();
    await ask("DELETE", `/api/v1/uploads/${id}`).catch((error) => {
      isLeaving = false;
      watch();
      throw error;
    });
    location.assign("/");
  },
};

clip.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  $("wrong").hidden = true;
  button.disabled = true;
  await Promise.resolve(acts[button.dataset.do]()).catch(problem);
  button.disabled = false;
});

/** Goes on with a clip of which bytes are missing. */
clip.addEventListener("change", async (event) => {
  if (event.target.id !== "same" || !event.target.files[0]) return;
  const file = event.target.files[0];
  $("wrong").hidden = file.size === Number(clip.dataset.bytes);
  if (!$("wrong").hidden) {
    $("wrong").textContent = $("wrong").dataset.other;
    return;
  }
  $("now").hidden = true;
  try {
    if ((await show(id, file, Number(clip.dataset.piece))) === null) return location.assign("/");
  } catch (error) {
    problem(error);
  }
  $("now").hidden = false;
  await refresh();
});

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
window.addEventListener("online", look);
window.addEventListener("pageshow", (event) => event.persisted && look());
setInterval(() => {
  const waiting = ["checking", "measuring"].includes(now().dataset.point);
  if (waiting && Date.now() - told_at > 12_000 && document.visibilityState === "visible") look();
}, 4000);
if (now().dataset.point === "done") location.replace(`/visits/${id}`);
watch();
