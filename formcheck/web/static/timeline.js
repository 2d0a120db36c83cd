// The time line under the clip: height of each foot, contacts to pick and drag, where we are.

const NS = "http://www.w3.org/2000/svg";
const LANE = 96; // px of a foot's lane
const GAP = 8;
const TOP = 16; // for the numbers of contacts
const TALLEST = 0.32; // leg lengths; higher up a foot is in the air anyway
const GRIP = 22; // px that a finger finds
const HEIGHT = 2 * (LANE + GAP) + 18;

function made(name, attributes = {}, text = "") {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

export class Timeline {
  /** `on` has seek(s), pick(id, edge) and move(id, edge, s). */
  constructor(box, curves, on) {
    this.box = box;
    this.curves = curves;
    this.on = on;
    [this.start] = curves.times_s;
    this.end = curves.times_s[curves.times_s.length - 1];
    this.scale = Math.max(box.clientWidth / (this.end - this.start), 150);
    this.svg = made("svg", { class: "line", height: HEIGHT, "aria-hidden": "true" });
    box.replaceChildren(this.svg);
    this.drag = null;
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.dragged(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(end, () => { this.drag = null; });
    }
    this.draw();
  }

  x(at) { return (at - this.start) * this.scale; }

  zoom(factor) {
    const least = this.box.clientWidth / (this.end - this.start);
    this.scale = Math.min(1200, Math.max(least, this.scale * factor));
    this.draw();
    this.show(this.state, this.chosen);
    this.at(this.now);
  }

  draw() {
    const width = Math.max(this.x(this.end), this.box.clientWidth);
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.outs = made("g");
    this.blocks = made("g");
    this.needle = made("line", { class: "needle", y1: 0, y2: HEIGHT });
    const curves = made("g");
    ["left", "right"].forEach((side, k) => {
      const top = k * (LANE + GAP);
      curves.append(made("rect", { class: "lane", x: 0, y: top, width, height: LANE }));
      for (const point of ["heel", "toe"]) {
        const d = this.path(this.curves.feet[side][point], top);
        if (d) curves.append(made("path", { class: `curve ${side} ${point}`, d }));
      }
    });
    const ticks = made("g");
    const every = [0.1, 0.2, 0.5, 1, 2, 5].find((s) => s * this.scale >= 56) ?? 10;
    for (let n = Math.ceil(this.start / every); n * every <= this.end; n += 1) {
      const x = this.x(n * every);
      ticks.append(made("line", { class: "tick", x1: x, x2: x, y1: 0, y2: HEIGHT - 16 }));
      const label = (n * every).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
      ticks.append(made("text", { class: "tick-text", x: x + 3, y: HEIGHT - 4 }, `${label} s`));
    }
    this.svg.replaceChildren(ticks, curves, this.outs, this.blocks, this.needle);
  }

  path(heights, top) {
    let d = "";
    let pen = "M";
    heights.forEach((height, k) => {
      if (height === null) { pen = "M"; return; }
      const share = Math.min(1, Math.max(-0.08, height / TALLEST));
      const y = top + LANE - 8 - share * (LANE - 8 - TOP);
      d += `${pen}${this.x(this.curves.times_s[k]).toFixed(1)} ${y.toFixed(1)}`;
      pen = "L";
    });
    return d;
  }

  /** Draws contacts and parts anew; `chosen` is {id, edge}. */
  show(state, chosen) {
    this.state = state;
    this.chosen = chosen;
    this.blocks.replaceChildren(...state.contacts.map((one) => this.block(one, chosen)));
    const [from, to] = state.steady ?? [this.start, this.end];
    const outs = [[this.start, from, "beyond"], [to, this.end, "beyond"]];
    for (const [a, b] of state.excluded) outs.push([a, b, "out"]);
    this.outs.replaceChildren(...outs.filter(([a, b]) => b > a).map(([a, b, name]) =>
      made("rect", { class: name, x: this.x(a), width: this.x(b) - this.x(a), y: 0, height: HEIGHT - 16 })));
  }

  block(one, chosen) {
    const top = one.side === "left" ? 0 : LANE + GAP;
    const end = one.off ?? one.strike;
    const [x, width] = [this.x(one.strike), Math.max(2, this.x(end) - this.x(one.strike))];
    const group = made("g", { class: `contact ${one.side}`, "data-id": one.id });
    if (one.isByHand) group.classList.add("mine");
    if (one.isRemoved) group.classList.add("removed");
    if (chosen?.id === one.id) group.classList.add("chosen");
    group.append(made("rect", { class: "body", x, y: top, width, height: LANE, "data-edge": "" }));
    group.append(made("text", { class: "number", x: x + width / 2, y: top + 12 }, one.label));
    for (const edge of one.off === null ? ["strike"] : ["strike", "off"]) {
      const at = this.x(one[edge]);
      const name = chosen?.id === one.id && chosen.edge === edge ? "edge chosen" : "edge";
      group.append(made("line", { class: `${name} ${edge}`, x1: at, x2: at, y1: top, y2: top + LANE }));
      const grip = Math.min(GRIP, Math.max(8, width * 0.8));
      group.append(made("rect", { class: "grip", x: at - grip / 2, y: top, width: grip, height: LANE, "data-edge": edge }));
    }
    return group;
  }

  /** Where we are; the box follows. */
  at(moment) {
    this.now = moment;
    const x = this.x(moment);
    this.needle.setAttribute("x1", x);
    this.needle.setAttribute("x2", x);
    const { scrollLeft, clientWidth } = this.box;
    if (!this.drag && (x < scrollLeft + 30 || x > scrollLeft + clientWidth - 30)) {
      this.box.scrollLeft = x - clientWidth / 2;
    }
  }

  moment(event) {
    return this.start + (event.clientX - this.svg.getBoundingClientRect().left) / this.scale;
  }

  down(event) {
    const group = event.target.closest(".contact");
    const edge = event.target.dataset?.edge;
    if (!group) {
      this.on.seek(this.moment(event));
      return;
    }
    event.preventDefault();
    const { id } = group.dataset;
    this.on.pick(id, edge || "strike");
    if (!edge) return;
    this.svg.setPointerCapture(event.pointerId);
    const one = this.state.contacts.find((other) => other.id === id);
    this.drag = { id, edge, by: one[edge] - this.moment(event), x: event.clientX, far: false };
  }

  dragged(event) {
    const { drag } = this;
    if (!drag) return;
    if (!drag.far && Math.abs(event.clientX - drag.x) < 3) return; // a finger that trembles
    drag.far = true;
    this.on.move(drag.id, drag.edge, this.moment(event) + drag.by);
  }
}
