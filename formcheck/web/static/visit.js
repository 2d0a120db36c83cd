// The page of a report: its language, files to take along, compare, note, delete.

import { ask } from "/static/page.js";
import { follow, showOn } from "/static/following.js";
import { complain, onSubmit } from "/static/served.js";

const bar = document.querySelector("[data-visit]");
const visit = `/api/v1/visits/${bar.dataset.visit}`;
const dialog = (name) => document.getElementById(`served-${name}`);

// ------------------------------------------------ the report in another language, or made anew

const status = bar.querySelector("[data-status]");

const again = status?.querySelector("[data-again]");

async function renew(job) {
  const progress = status.querySelector("progress");
  progress.hidden = false;
  try {
    const id = job || (await ask("POST", `${visit}/language`)).id;
    await follow(id, showOn(progress));
    location.reload();
  } catch (problem) {
    progress.hidden = true;
    if (again) again.disabled = false;
    complain(bar, problem);
  }
}

if (status && !again) renew(status.dataset.job);
again?.addEventListener("click", () => {
  again.disabled = true;
  renew("");
});

// ------------------------------------------------ files that have to be made first

const download = dialog("download");
const making = download.querySelector("[data-making]");
const bars = download.querySelector("progress");

async function make(button) {
  const said = (text) => text.replace("{what}", button.textContent);
  complain(download, null);
  button.disabled = true;
  making.textContent = said(making.dataset.words);
  bars.hidden = false;
  try {
    const asked = await ask("POST", `${visit}/files/${button.dataset.make}`);
    const job = await follow(asked.id, showOn(bars));
    if (job.state !== "done") throw job.trouble ?? { problem: job.state };
    making.textContent = said(making.dataset.ready);
    take(button);
  } catch (problem) {
    making.textContent = "";
    button.disabled = false;
    complain(download, problem);
  }
  bars.hidden = true;
}

function take(button) {
  const link = document.createElement("a");
  link.href = `${visit}/files/${button.dataset.make}`;
  link.download = button.dataset.name;
  link.textContent = button.textContent;
  button.replaceWith(link);
  link.focus();
  link.click();
}

for (const button of download.querySelectorAll("[data-make]")) {
  button.addEventListener("click", () => make(button));
}

// ------------------------------------------------ compare, note, delete

const compare = dialog("compare");
onSubmit(compare.querySelector("form"), compare, async () => {
  const other = compare.querySelector("select");
  if (!other) return compare.close();
  const job = await ask("POST", "/api/v1/comparisons", { before: other.value, after: bar.dataset.visit });
  location.href = `/comparisons/${job.id}`;
});

const note = dialog("note");
if (note) {
  onSubmit(note.querySelector("form"), note, async () => {
    await ask("PUT", `${visit}/note`, { note: note.querySelector("textarea").value });
    location.reload();
  });
}

const remove = dialog("delete");
onSubmit(remove.querySelector("form"), remove, async () => {
  await ask("DELETE", `/api/v1/uploads/${bar.dataset.visit}`);
  location.replace("/visits");
});
