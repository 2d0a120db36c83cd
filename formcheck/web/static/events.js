// Contacts by hand: the clip, a time line, a table; all of them move the same contacts.

import { Contacts } from "./contacts.js";
import { ask } from "./page.js";
import { Player } from "./player.js";
import { Table } from "./contact_table.js";
import { Timeline } from "./timeline.js";
import { at, measured, prepared, resumed } from "./visit_desk.js";
import { seconds, tell, word } from "./words.js";

const by = (id) => document.getElementById(id);
const doing = (name) => document.querySelector(`[data-do="${name}"]`);
let contacts, told, timeline, player, table;
let chosen = null; // {id, edge}
let isMeasuring = false;
let begun = null; // s; where a part to leave out begins

const name = (one) => {
  const side = word(one.side);
  return one.number ? word("contact", { side, number: one.number }) : word("new", { side });
};
const span = (one) => {
  const [start, end] = [seconds(one.strike), one.off === null ? word("unknown") : seconds(one.off)];
  return word("span", { start, end });
};

function show() {
  const state = {
    contacts: contacts.all.map((one) => ({ ...one, label: one.number ?? "+", isByHand: one.isByHand || contacts.isChanged(one) })),
    steady: told.steady_s,
    excluded: contacts.excluded,
  };
  timeline.show(state, chosen);
  table.show(contacts, chosen);
  showChosen();
  showParts();
  showEarlier();
  if (!isMeasuring) by("said").textContent = contacts.count ? word("changes", { n: contacts.count }) : word(isChanged() ? "nonew" : "nothing");
  doing("measure").disabled = isMeasuring || contacts.count === 0;
  doing("reset").disabled = isMeasuring || !isChanged();
  doing("undo").disabled = contacts.past.length === 0;
}

/** Whether anything was changed by hand before, measured or not. */
function isChanged() {
  const parts = told.edits.length + told.excluded_s.length;
  return "changed" in by("said").dataset || parts > 0 || Boolean(told.known_length || told.vertical || told.note) || told.person !== null;
}

function showChosen() {
  const one = chosen && contacts.get(chosen.id);
  if (!by("chosen").dataset.none) by("chosen").dataset.none = by("chosen").textContent;
  by("chosen").textContent = one
    ? word(one.isRemoved ? "removed" : "moved", { contact: name(one), span: span(one) })
    : by("chosen").dataset.none;
  for (const button of document.querySelectorAll("[data-set]")) button.disabled = !one || one.isRemoved;
  doing("remove").disabled = !one;
  doing("remove").textContent = word(one?.isRemoved ? "putback" : "remove");
}

function item(text, label, press) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-label", `${label}: ${text}`);
  button.addEventListener("click", press);
  line.append(Object.assign(document.createElement("span"), { textContent: text }), button);
  return line;
}

function showParts() {
  by("parts").replaceChildren(...contacts.excluded.map(([a, b], k) =>
    item(word("part", { start: seconds(a, 2), end: seconds(b, 2) }), word("again"), () => {
      contacts.include(k);
      show();
    })));
}

function showEarlier() {
  by("earlier").replaceChildren(...contacts.edits.map((edit, k) => {
    const isBack = contacts.takenBack.includes(k);
    const line = item(edit.told, word(isBack ? "putback" : "takeback"), () => {
      contacts.toggleBack(k);
      show();
      by("earlier").querySelectorAll("button")[k]?.focus();
    });
    line.classList.toggle("struck", isBack);
    return line;
  }));
}

function pick(id, edge, { focus = true } = {}) {
  chosen = { id, edge };
  const one = contacts.get(id);
  player.pause();
  player.seek(player.nearest(one[edge] ?? one.strike));
  show();
  if (focus) table.focus(id, edge);
}

function move(id, edge, moment) {
  const one = contacts.get(id);
  const k = player.nearest(moment);
  const at = player.times[k];
  const other = edge === "strike" ? one.off : one.strike;
  const isLeft = edge === "strike";
  if (one.isRemoved || (other !== null && (isLeft ? at >= other : at <= other))) return;
  contacts.move(id, edge, at);
  chosen = { id, edge };
  player.seek(k);
  show();
}

function step(n) {
  const one = chosen && contacts.get(chosen.id);
  if (one && one[chosen.edge] !== null) {
    move(chosen.id, chosen.edge, player.times[player.bounded(player.nearest(one[chosen.edge]) + n)]);
  } else player.step(n);
}

function undo() {
  contacts.undo();
  if (chosen && !contacts.get(chosen.id)) chosen = null;
  show();
}

function keys(event) {
  const isField = event.target.closest("textarea, input, select");
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !isField) {
    event.preventDefault();
    undo();
    return;
  }
  if (isField || event.ctrlKey || event.altKey || event.metaKey) return;
  const n = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
  const onEdge = event.target.closest("[data-edge]");
  if (n && (onEdge || (event.target.closest("#stage") && event.key.startsWith("Arrow")))) {
    event.preventDefault();
    const many = event.shiftKey && Math.abs(n) === 1 ? 5 * n : n;
    if (onEdge) step(many);
    else player.step(many);
  } else if (event.key === "Escape" && chosen) {
    chosen = null;
    show();
  } else if (event.key === "Delete" && onEdge) {
    remove(chosen.id);
  }
}

function remove(id) {
  contacts.remove(id);
  if (!contacts.get(id)) {
    chosen = null;
    show();
    by("line").focus({ preventScroll: true });
  } else {
    chosen = { id, edge: "strike" };
    show();
  }
}

async function load() {
  told = await ask("GET", `${at}/contacts`);
  contacts = new Contacts(told);
  chosen = null;
  by("why").value = contacts.note;
}

async function measure(method) {
  const body = method === "PUT" ? contacts.changes() : undefined;
  const isDone = await waited(() => measured(method, body));
  if (isDone) delete by("said").dataset.changed; // what was measured says it now
  else if (method === "PUT") by("said").dataset.changed = "";
  await renewed(isDone);
}

/** What `act` gives; until then no more can be asked for. */
async function waited(act) {
  isMeasuring = true;
  for (const button of document.querySelectorAll('[data-do="measure"], [data-do="reset"]')) button.disabled = true;
  const isDone = await act();
  isMeasuring = false;
  return isDone;
}

async function renewed(isDone) {
  if (isDone) {
    const text = by("said").textContent;
    await load();
    show();
    by("said").textContent = text;
  } else show();
}

function wire() {
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => player.step(Number(button.dataset.step)));
  }
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => timeline.zoom(Number(button.dataset.zoom)));
  }
  for (const button of document.querySelectorAll("[data-set]")) {
    button.addEventListener("click", () => {
      const one = contacts.get(chosen.id);
      const edge = button.dataset.set;
      if (edge === "strike" && one.off !== null && player.now >= one.off) return moveWhole(one);
      move(chosen.id, edge, player.now);
    });
  }
  for (const button of document.querySelectorAll("[data-add]")) {
    button.addEventListener("click", () => {
      const one = contacts.add(button.dataset.add, player.now);
      one.off = player.times[player.nearest(one.off)];
      if (one.off <= one.strike) one.off = null;
      chosen = { id: one.id, edge: "off" };
      show();
    });
  }
  by("line").closest(".bench").addEventListener("keydown", keys);
  by("contacts").addEventListener("keydown", keys);
  doing("remove").addEventListener("click", () => remove(chosen.id));
  doing("undo").addEventListener("click", undo);
  doing("measure").addEventListener("click", () => measure("PUT"));
  doing("reset").addEventListener("click", () => by("forget").showModal());
  by("forget").addEventListener("close", () => {
    if (by("forget").returnValue === "yes") measure("DELETE");
    by("forget").returnValue = "";
  });
  by("why").addEventListener("input", () => {
    contacts.note = by("why").value;
    show();
  });
  const to = document.querySelector('[data-part="to"]');
  document.querySelector('[data-part="from"]').addEventListener("click", () => {
    begun = player.now;
    to.disabled = false;
    by("said").textContent = word("begins", { at: seconds(begun, 2) });
  });
  to.addEventListener("click", () => {
    if (player.now <= begun) {
      by("said").textContent = word("later");
      return;
    }
    contacts.exclude(begun, player.now);
    to.disabled = true;
    show();
  });
}

/** A landing that is set behind its toe-off takes that with it. */
function moveWhole(one) {
  const length = one.off - one.strike;
  contacts.move(one.id, "off", player.times[player.nearest(player.now + length)]);
  move(one.id, "strike", player.now);
}

async function begin() {
  if (!(await prepared("has_film"))) return;
  try {
    const curves = await ask("GET", `${at}/desk/curves`);
    await load();
    player = new Player(by("film"), curves, `${at}/desk/film.mp4`, (k) => {
      timeline?.at(player.times[k]);
      by("now").textContent = seconds(player.times[k]);
      by("picture").textContent = word("picture", { picture: k + 1, all: player.times.length });
    });
    table = new Table(by("contacts"), {
      times: player.times, name, pick: (id, edge) => pick(id, edge, { focus: false }), remove,
      nearest: (moment) => player.nearest(moment),
    });
    timeline = new Timeline(by("line"), curves, { seek: (moment) => { chosen = null; player.pause(); player.seek(player.nearest(moment)); show(); }, pick, move });
    wire();
    show();
    player.seek(player.nearest(contacts.inOrder()[0]?.strike ?? 0));
    const { job } = by("said").dataset;
    if (job) await renewed(await waited(() => resumed(job)));
  } catch (error) {
    tell(by("trouble"), error);
  }
}

begin();
