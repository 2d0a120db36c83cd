// Hands the film on in one piece that phones can wind through, and sets its speed.
"use strict";
(function () {
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.cannot")) one.open = true;
  });
  const video = document.querySelector("video");
  if (!video) return;
  const whole = video.getAttribute("src");
  const text = atob(whole.slice(whole.indexOf(",") + 1));
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k += 1) bytes[k] = text.charCodeAt(k);
  video.addEventListener("error", () => { if (video.src !== whole) video.src = whole; }, { once: true });
  video.src = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  const rates = [...document.querySelectorAll("[data-rate]")];
  for (const button of rates) {
    button.addEventListener("click", () => {
      video.defaultPlaybackRate = video.playbackRate = Number(button.dataset.rate);
      for (const other of rates) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  for (const button of document.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => {
      video.pause();
      video.currentTime = Math.max(0, video.currentTime + Number(button.dataset.by));
    });
  }
  for (const part of document.querySelectorAll("[data-controls]")) part.hidden = false;
})();
