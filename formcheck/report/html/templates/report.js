// Moves a cursor along the curves with the film, and the film along with the cursor.
"use strict";
(function () {
  const player = document.querySelector("[data-player]");
  const video = player && player.querySelector("video");
  const lanes = player && player.querySelector("[data-lanes]");
  const cursor = player && player.querySelector("[data-cursor]");
  const clock = player && player.querySelector("[data-clock]");
  const touches = player ? [...player.querySelectorAll("[data-at]")] : [];
  const span = player ? Number(player.dataset.span) : 0;
  const ONE_PICTURE_S = 1 / 30;
  let now = 0;

  // exercises are printed whole; of the rest what the reader opened
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.exercise")) one.open = true;
  });
  if (!player || !(span > 0)) return;

  // a film in one piece that phones can wind through
  function asBlob(uri) {
    const text = atob(uri.slice(uri.indexOf(",") + 1));
    const bytes = new Uint8Array(text.length);
    for (let k = 0; k < text.length; k += 1) bytes[k] = text.charCodeAt(k);
    return URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  }

  // the courses in a lane, as moments and values
  const readings = [...player.querySelectorAll("[data-values]")].map((place) => {
    const svg = place.closest(".lane").querySelector("svg");
    const low = Number(svg.dataset.low), high = Number(svg.dataset.high);
    const courses = [...svg.querySelectorAll("[data-side]")].map((path) => {
      const text = document.createElement("span");
      text.className = path.dataset.side;
      place.append(text);
      const points = path.getAttribute("d").split(/[ML]/).slice(1).map((pair) => {
        const [x, y] = pair.split(" ").map(Number);
        return [(x / 1000) * span, high - (y / 100) * (high - low)];
      });
      return { text, points };
    });
    return courses;
  }).flat();

  function nearest(points, at) {
    let from = 0, to = points.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (points[middle][0] < at) from = middle + 1; else to = middle;
    }
    const found = points.slice(Math.max(0, from - 1), from + 1)
      .sort((a, b) => Math.abs(a[0] - at) - Math.abs(b[0] - at))[0];
    return found && Math.abs(found[0] - at) < 0.05 ? found[1] : null;
  }

  function inWords(seconds) {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const text = seconds.toLocaleString(document.documentElement.lang, digits);
    return clock ? clock.dataset.words.replace("{seconds}", text) : text;
  }

  function show(at) {
    now = Math.min(Math.max(at, 0), span);
    if (cursor) cursor.style.left = (100 * now) / span + "%";
    if (clock) clock.textContent = inWords(now);
    for (const { text, points } of readings) {
      const value = nearest(points, now);
      text.textContent = value === null ? "" : Math.round(value).toLocaleString(document.documentElement.lang);
    }
    if (lanes) {
      lanes.setAttribute("aria-valuenow", now.toFixed(2));
      lanes.setAttribute("aria-valuetext", inWords(now));
    }
    const last = touches.filter((touch) => Number(touch.dataset.at) <= now + 0.02).pop();
    for (const touch of touches) {
      if (touch === last) touch.setAttribute("aria-current", "true");
      else touch.removeAttribute("aria-current");
    }
  }

  function go(at) {
    show(at);
    if (video) video.currentTime = now;
  }

  function step(way) {
    const moments = touches.map((touch) => Number(touch.dataset.at));
    const next = way > 0
      ? moments.find((moment) => moment > now + 0.02)
      : moments.filter((moment) => moment < now - 0.02).pop();
    if (next === undefined) return;
    if (video) video.pause();
    go(next);
  }

  // while it plays the picture leads; while it stands still the moment that was asked for
  function follow() {
    const each = (_, picture) => {
      if (!video.paused) show(picture ? picture.mediaTime : video.currentTime);
      next();
    };
    const next = () => {
      if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(each);
      else requestAnimationFrame(each);
    };
    next();
    const wound = () => { if (Math.abs(video.currentTime - now) > ONE_PICTURE_S) show(video.currentTime); };
    for (const name of ["seeked", "pause", "ended"]) video.addEventListener(name, wound);
  }

  if (video) {
    const whole = video.getAttribute("src");
    video.addEventListener("error", () => { if (video.src !== whole) video.src = whole; }, { once: true });
    video.src = asBlob(whole);
    follow();
    for (const button of player.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => step(Number(button.dataset.step)));
    }
    const rates = [...player.querySelectorAll("[data-rate]")];
    for (const button of rates) {
      button.addEventListener("click", () => {
        video.defaultPlaybackRate = video.playbackRate = Number(button.dataset.rate);
        for (const other of rates) other.setAttribute("aria-pressed", String(other === button));
      });
    }
    for (const touch of touches) {
      touch.addEventListener("click", () => { video.pause(); go(Number(touch.dataset.at)); });
    }
  }

  if (lanes) {
    const at = (event) => {
      const box = lanes.getBoundingClientRect();
      return ((event.clientX - box.left) / box.width) * span;
    };
    lanes.addEventListener("pointerdown", (event) => {
      if (video) video.pause();
      lanes.setPointerCapture(event.pointerId);
      go(at(event));
    });
    lanes.addEventListener("pointermove", (event) => {
      if (lanes.hasPointerCapture(event.pointerId)) go(at(event));
    });
    const keys = {
      ArrowLeft: () => go(now - ONE_PICTURE_S), ArrowRight: () => go(now + ONE_PICTURE_S),
      ArrowDown: () => go(now - ONE_PICTURE_S), ArrowUp: () => go(now + ONE_PICTURE_S),
      PageUp: () => step(1), PageDown: () => step(-1), Home: () => go(0), End: () => go(span),
    };
    lanes.addEventListener("keydown", (event) => {
      if (!keys[event.key]) return;
      event.preventDefault();
      if (video) video.pause();
      keys[event.key]();
    });
    lanes.tabIndex = 0;
    const slider = { role: "slider", "aria-valuemin": "0", "aria-valuemax": span.toFixed(2) };
    for (const [name, value] of Object.entries(slider)) lanes.setAttribute(name, value);
  }
  for (const part of player.querySelectorAll("[data-controls], [data-touches], [data-cursor], [data-clock], [data-help]")) {
    part.hidden = false;
  }
  show(0);
})();
