// Two points on a still: a known length, or something upright. Pixels of the upright picture.

import { ask } from "./page.js";
import { at, measured, prepared } from "./visit_desk.js";
import { tell, word } from "./words.js";

const NS = "http://www.w3.org/2000/svg";
const NEAR_PX = 32; // on the screen; a finger's tip
const by = (id) => document.getElementById(id);
const doing = (name) => document.querySelector(`[data-do="${name}"]`);
const kind = () => document.querySelector('input[name="kind"]:checked').value;
const points = { known_length: [null, null], vertical: [null, null] };
let size, told = {}, dragged = null; // size: none until the picture is known
const svg = document.querySelector("#still svg");

function made(name, attributes) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function show() {
  const [a, b] = points[kind()];
  const unit = perScreen();
  svg.replaceChildren();
  if (a && b) {
    for (const name of ["rim", "core"]) {
      svg.append(made("line", { class: name, x1: a[0], y1: a[1], x2: b[0], y2: b[1] }));
    }
  }
  [a, b].forEach((point, k) => {
    const button = document.querySelector(`[data-end="${k}"]`);
    button.textContent = point
      ? word("point", { x: Math.round(point[0]), y: Math.round(point[1]) }) : word("unset");
    if (!point) return;
    svg.append(made("circle", { class: "rim", cx: point[0], cy: point[1], r: 11 * unit }));
    svg.append(made("circle", { class: "core", cx: point[0], cy: point[1], r: 11 * unit }));
    svg.append(made("circle", { class: "spot", cx: point[0], cy: point[1], r: 2 * unit }));
  });
  for (const one of document.querySelectorAll("[data-of]")) one.hidden = one.dataset.of !== kind();
  const known = told[kind()];
  const metres = known && known.length > 4 ? known[4].toLocaleString(document.documentElement.lang) : "";
  by("known").textContent = known ? word(kind(), { metres }) : "";
  doing("forget").hidden = !known;
}

function bounded([x, y]) {
  return [Math.min(size[0], Math.max(0, x)), Math.min(size[1], Math.max(0, y))];
}

/** Pixels of the picture for one of the screen. */
function perScreen() {
  return 1 / (svg.getScreenCTM()?.a || 1);
}

function place(event) {
  const where = new DOMPoint(event.clientX, event.clientY);
  const { x, y } = where.matrixTransform(svg.getScreenCTM().inverse());
  return bounded([x, y]);
}

/** Which of the two points a finger means: the one under it, the one not set, the nearer one. */
function meant(where) {
  const two = points[kind()];
  const unit = perScreen();
  const far = two.map((p) => (p ? Math.hypot(p[0] - where[0], p[1] - where[1]) / unit : Infinity));
  const near = far[0] <= far[1] ? 0 : 1;
  if (far[near] <= NEAR_PX) return near;
  const unset = two.indexOf(null);
  return unset >= 0 ? unset : near;
}

svg.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  if (!size) return;
  const where = place(event);
  dragged = meant(where);
  points[kind()][dragged] = where;
  svg.setPointerCapture(event.pointerId);
  show();
});
svg.addEventListener("pointermove", (event) => {
  if (dragged === null) return;
  points[kind()][dragged] = place(event);
  show();
});
for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { dragged = null; });
window.addEventListener("resize", () => size && show());

for (const button of document.querySelectorAll("[data-end]")) {
  const k = Number(button.dataset.end);
  const start = () => [size[0] * (k ? 0.65 : 0.35), size[1] / 2];
  button.addEventListener("click", () => {
    if (!size) return;
    points[kind()][k] ??= start();
    show();
  });
  button.addEventListener("keydown", (event) => {
    const by_ = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by_ || !size) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    const from = points[kind()][k] ?? start();
    points[kind()][k] = bounded([from[0] + far * by_[0], from[1] + far * by_[1]]);
    show();
  });
}

for (const one of document.querySelectorAll('input[name="kind"]')) one.addEventListener("change", show);

async function send(changes) {
  doing("measure").disabled = true;
  if (await measured("PUT", changes)) await load();
  doing("measure").disabled = false;
}

doing("measure").addEventListener("click", () => {
  const two = points[kind()];
  if (!two[0] || !two[1]) {
    tell(by("problem"), word("two"));
    return;
  }
  const pixels = two.flat().map((px) => Math.round(px * 10) / 10);
  if (kind() === "vertical") {
    send({ vertical: pixels });
    return;
  }
  const metres = Number(by("metres").value.trim().replace(",", "."));
  if (!(metres > 0)) {
    tell(by("problem"), word("metres"));
    by("metres").focus();
    return;
  }
  send({ known_length: [...pixels, metres] });
});
doing("forget").addEventListener("click", () => {
  points[kind()] = [null, null];
  send({ [kind()]: false });
});

async function load() {
  told = await ask("GET", `${at}/contacts`);
  for (const name of Object.keys(points)) {
    const known = told[name];
    if (known) points[name] = [known.slice(0, 2), known.slice(2, 4)];
  }
  by("metres").placeholder = (1.4).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
  if (told.known_length) {
    const how = { useGrouping: false, maximumFractionDigits: 3 };
    by("metres").value = told.known_length[4].toLocaleString(document.documentElement.lang, how);
  }
  show();
}

async function begin() {
  if (!(await prepared("has_pictures"))) return;
  try {
    size = (await ask("GET", `${at}/desk/pictures`)).stored;
    const still = document.querySelector("#still img");
    [still.width, still.height] = size;
    svg.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
    still.src = `${at}/desk/still.png`;
    still.hidden = false; // before, there was nothing to show
    await load();
  } catch (error) {
    tell(by("trouble"), error);
  }
}

begin();
