// Sends a clip in pieces, shows how far it is, and goes on by itself after a break.

import { ask } from "./page.js";

const WAITS_S = [1, 2, 4, 8, 15, 30]; // grows while nothing comes through
const LEAST_BYTES = 256 << 10; // of a piece, where the connection is bad
const KEY = "formcheck.upload";

/** What a phone remembers of a clip that is under way: {id, name, size, lastModified}, or null. */
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function remember(id, file) {
  const told = { id, name: file.name, size: file.size, lastModified: file.lastModified };
  try {
    localStorage.setItem(KEY, JSON.stringify(told));
  } catch {
    // a private window keeps nothing; the clip's own page still knows it
  }
}

export function forget(id) {
  try {
    if (remembered()?.id === id) localStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

/** One piece; resolves to the answer, throws {status, problem, hint}; status 0 is no connection. */
function piece(id, blob, offset, { progress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", `/api/v1/uploads/${id}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Upload-Offset", String(offset));
    const csrf = document.querySelector('meta[name="csrf"]')?.content;
    if (csrf) request.setRequestHeader("X-Formcheck-CSRF", csrf);
    request.timeout = 120_000;
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => {
      const told = read(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(told);
      reject({ status: request.status, problem: told?.problem ?? "", hint: told?.hint ?? "", wait_s: Number(request.getResponseHeader("Retry-After")) || 0 });
    };
    request.onerror = request.ontimeout = () => reject({ status: 0 });
    request.onabort = () => reject({ status: -1 });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(blob);
  });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether it may go better a moment later. */
const passes = (status) => status === 0 || status === 408 || status === 425 || status === 429 || status === 423 || status >= 500;

/** Nothing after so many seconds, or as soon as the phone is connected, or looked at, again. */
function pause(seconds, signal) {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      document.removeEventListener("visibilitychange", seen);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const seen = () => document.visibilityState === "visible" && over();
    const timer = setTimeout(over, 1000 * seconds);
    window.addEventListener("online", over);
    document.addEventListener("visibilitychange", seen);
    signal.addEventListener("abort", over);
  });
}

/** Whether the phone still gives the bytes. */
async function readable(blob) {
  try {
    await blob.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Sends what is missing. `shown` is {progress(n_bytes), hold(why)}: why is "offline", "busy" or "".
 * Throws {status, problem, hint}; status -1 was stopped, -2 the phone does not give the bytes.
 */
export async function send(id, file, { size, shown, signal }) {
  let tries = 0;
  let offset = null;
  let step = size;
  while (!signal.aborted) {
    try {
      if (offset === null) {
        const known = await ask("GET", `/api/v1/uploads/${id}`);
        if (known.state !== "arriving") return known;
        offset = known.n_received;
        if (offset >= file.size) {
          offset = null; // all is there, the server has not seen so yet
          await pause(1, signal);
          continue;
        }
      }
      shown.progress(offset);
      const blob = file.slice(offset, offset + step);
      if (!(await readable(blob))) throw { status: -2 };
      const told = await piece(id, blob, offset, { signal, progress: (n) => shown.progress(offset + n) });
      offset = told?.n_received ?? null;
      tries = 0;
      step = Math.min(size, 2 * step);
      shown.hold("");
      if (offset >= file.size) offset = null; // the server says itself what it has become
    } catch (error) {
      const status = error.status ?? 0; // fetch throws without one where there is no connection
      if (status === 409) tries += 1;
      else if (!passes(status)) throw error;
      offset = null;
      if (status === 0) step = Math.max(LEAST_BYTES, step / 2);
      if (status !== 409 || tries > 3) {
        shown.hold(status === 0 ? "offline" : "busy");
        await pause(error.wait_s || WAITS_S[Math.min(tries, WAITS_S.length - 1)], signal);
        tries += 1;
      }
    }
  }
  throw { status: -1 };
}

// ------------------------------------------------------------ what is shown

/** Bytes as people say them: "12.3 MB". */
export function bytes(n) {
  const lang = document.documentElement.lang;
  const mb = n / 1e6;
  const [value, unit] = mb < 1 ? [n / 1e3, "kB"] : mb < 1000 ? [mb, "MB"] : [mb / 1000, "GB"];
  return `${value.toLocaleString(lang, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

/** Seconds as a few words, from templates data-seconds, data-minutes, data-hours. */
export function timeLeft(seconds, words) {
  if (!Number.isFinite(seconds) || seconds < 0) return "";
  if (seconds < 50) return words.seconds;
  if (seconds < 5400) return words.minutes.replace("{n}", Math.max(1, Math.round(seconds / 60)));
  return words.hours.replace("{n}", Math.round(seconds / 3600));
}

/** Keeps the last seconds of progress, for how long it will still take. */
function pace() {
  const seen = [];
  return (n) => {
    const t = performance.now() / 1000;
    seen.push([t, n]);
    while (seen.length > 2 && t - seen[0][0] > 12) seen.shift();
    const [t0, n0] = seen[0];
    return t - t0 < 1.5 || n <= n0 ? NaN : (n - n0) / (t - t0);
  };
}

/** Keeps the screen on, where the browser can. */
function awake(signal) {
  let lock = null;
  const hold = async () => {
    try {
      if (document.visibilityState === "visible") lock = await navigator.wakeLock?.request("screen");
    } catch {
      // low battery, or not allowed here: the page asks to be kept open anyway
    }
  };
  signal.addEventListener("abort", () => lock?.release());
  document.addEventListener("visibilitychange", hold, { signal });
  hold();
}

/**
 * Shows a clip on its way in #sending until it is there.
 * Resolves to the upload as the server has it, or to null where somebody stopped it.
 */
export async function show(id, file, size) {
  const box = document.getElementById("sending");
  const part = (name) => box.querySelector(name);
  const words = box.dataset;
  const stop = new AbortController();
  const title = document.title;
  const speed = pace();
  const leaving = (event) => event.preventDefault();
  const shown = {
    progress(n) {
      const share = Math.min(1, n / file.size);
      const pct = Math.floor(100 * share);
      part("progress").value = share;
      part(".pct").textContent = `${pct} %`;
      part(".bytes").textContent = words.sent.replace("{sent}", bytes(Math.min(n, file.size))).replace("{all}", bytes(file.size));
      part(".left").textContent = timeLeft((file.size - n) / speed(n), words);
      document.title = `${words.title.replace("{pct}", pct)} · ${title}`;
    },
    hold(why) {
      part(".hold").textContent = why ? words[why] : "";
      part(".hold").hidden = !why;
      if (why) part(".left").textContent = "";
    },
  };
  part(".name").textContent = file.name;
  box.hidden = false;
  window.addEventListener("beforeunload", leaving);
  const sure = part("dialog");
  part(".cancel").onclick = () => sure.showModal();
  part(".no").onclick = () => sure.close();
  part(".yes").onclick = () => stop.abort();
  awake(stop.signal);
  remember(id, file);
  try {
    const told = await send(id, file, { size, shown, signal: stop.signal });
    forget(id);
    return told;
  } catch (error) {
    if (error.status === -1) {
      forget(id);
      await ask("DELETE", `/api/v1/uploads/${id}`).catch(() => null);
      return null;
    }
    if (error.status === 404) forget(id);
    throw { ...error, problem: error.problem || words[{ [-2]: "unreadable", 404: "gone" }[error.status]] || "" };
  } finally {
    stop.abort();
    sure.close();
    box.hidden = true;
    document.title = title;
    window.removeEventListener("beforeunload", leaving);
  }
}
