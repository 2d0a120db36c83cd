// Waits for a job, and tells how far it is.

import { ask } from "./page.js";

const EVERY_MS = 700;
const pause = () => new Promise((go) => setTimeout(go, EVERY_MS));

/** The job when it is done. `tell` hears of it on the way. Throws {problem, hint} if it fails. */
export async function followed(job, tell = () => {}) {
  for (;;) {
    const now = await ask("GET", `/api/v1/jobs/${job.id}`);
    tell(now);
    if (now.state === "done") return now;
    if (now.state === "failed" || now.state === "stopped") {
      throw { problem: now.trouble?.problem ?? now.state, hint: now.trouble?.hint ?? "" };
    }
    await pause();
  }
}

/** Shows a job in a <progress> element: a share, or only that something is done. */
export function shown(bar) {
  return (job) => {
    bar.hidden = job.state === "done";
    if (job.share === null || job.share === undefined) bar.removeAttribute("value");
    else bar.value = job.share;
  };
}
