// Follows a job to its end.

import { ask } from "/static/page.js";

const ENDED = ["done", "failed", "stopped"];
const AGAIN_MS = 2000;

/** The job when it has ended; `tell` hears of every step. Goes on after the network was away. */
export function follow(id, tell = () => {}) {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/v1/jobs/${id}/events`);
    const hear = (job) => {
      tell(job);
      if (!ENDED.includes(job.state)) return;
      events.close();
      resolve(job);
    };
    events.addEventListener("job", (event) => hear(JSON.parse(event.data)));
    events.addEventListener("error", () => {
      if (events.readyState !== EventSource.CLOSED) return;
      const look = () => ask("GET", `/api/v1/jobs/${id}`).then((job) => {
        hear(job);
        if (!ENDED.includes(job.state)) setTimeout(look, AGAIN_MS);
      }, (problem) => (problem.status ? reject(problem) : setTimeout(look, AGAIN_MS)));
      look();
    });
  });
}

/** Shows how far a job is; a bar without a share moves by itself. */
export function showOn(progress) {
  return (job) => {
    if (job.share === null || job.share === undefined) progress.removeAttribute("value");
    else progress.value = job.share;
  };
}
