// The clip, picture by picture.

import { word } from "./words.js";

export class Player {
  /** `tell` hears which picture is shown. */
  constructor(video, curves, address, tell) {
    this.video = video;
    this.times = curves.times_s;
    this.tell = tell;
    this.k = 0;
    this.wanted = null;
    video.src = address;
    video.width = curves.size[0];
    video.height = curves.size[1];
    video.addEventListener("seeked", () => this.seekNext());
    video.addEventListener("pause", () => this.paused());
    video.addEventListener("ended", () => this.paused());
    this.button = document.getElementById("play");
    this.speed = document.getElementById("speed");
    this.button.addEventListener("click", () => (video.paused ? this.play() : this.pause()));
    this.speed.addEventListener("change", () => { video.playbackRate = Number(this.speed.value); });
  }

  get now() { return this.times[this.k]; }

  bounded(k) { return Math.min(this.times.length - 1, Math.max(0, k)); }

  /** The picture shown nearest to a moment. */
  nearest(moment) {
    const { times } = this;
    let [low, high] = [0, times.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle] <= moment) low = middle;
      else high = middle;
    }
    return moment - times[low] <= times[high] - moment ? low : high;
  }

  step(n) {
    this.pause();
    this.seek(this.bounded(this.k + n));
  }

  seek(k) {
    this.k = k;
    this.tell(k);
    const next = this.times[k + 1] ?? this.times[k] + 0.004;
    const middle = (this.times[k] + next) / 2 - this.times[0]; // never on the edge of a picture
    this.wanted = middle;
    if (!this.video.seeking) this.seekNext();
  }

  /** Only the last of many wishes is looked up. */
  seekNext() {
    if (this.wanted === null) return;
    this.video.currentTime = this.wanted;
    this.wanted = null;
  }

  play() {
    this.video.playbackRate = Number(this.speed.value);
    if (this.k >= this.times.length - 1) this.video.currentTime = 0;
    this.video.play();
    this.button.textContent = word("pause");
    this.button.setAttribute("aria-pressed", "true");
    this.follow();
  }

  pause() { if (!this.video.paused) this.video.pause(); }

  paused() {
    this.button.textContent = word("play");
    this.button.setAttribute("aria-pressed", "false");
    this.seek(this.showing());
  }

  showing() {
    const moment = this.times[0] + this.video.currentTime;
    const k = this.nearest(moment);
    return this.times[k] > moment + 1e-4 ? this.bounded(k - 1) : k;
  }

  follow() {
    if (this.video.paused) return;
    this.k = this.showing();
    this.tell(this.k);
    requestAnimationFrame(() => this.follow());
  }
}
