// The contacts as a table: each moment is a slider that arrow keys move.

import { seconds, word } from "./words.js";

export class Table {
  /** `of` has times, name(one), nearest(s), pick(id, edge) and remove(id). */
  constructor(table, of) {
    this.body = table.tBodies[0];
    this.of = of;
    this.rows = new Map();
    this.body.addEventListener("focusin", (event) => {
      const edge = event.target.closest("[data-edge]");
      if (edge && !this.isShowing) this.of.pick(edge.closest("tr").dataset.id, edge.dataset.edge);
    });
  }

  show(contacts, chosen) {
    this.isShowing = true;
    const active = document.activeElement;
    const ordered = contacts.inOrder();
    for (const [id, row] of this.rows) {
      if (!ordered.some((one) => one.id === id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
    ordered.forEach((one, k) => {
      if (!this.rows.has(one.id)) this.rows.set(one.id, this.made(one));
      const row = this.rows.get(one.id);
      if (this.body.rows[k] !== row) this.body.insertBefore(row, this.body.rows[k] ?? null);
      this.fill(row, one, contacts, chosen);
    });
    if (active !== document.activeElement && active?.isConnected) active.focus({ preventScroll: true });
    this.isShowing = false;
  }

  focus(id, edge) {
    this.isShowing = true;
    this.rows.get(id)?.querySelector(`[data-edge="${edge}"]`)?.focus({ preventScroll: true });
    this.isShowing = false;
  }

  made(one) {
    const row = document.createElement("tr");
    row.dataset.id = one.id;
    const head = document.createElement("th");
    head.scope = "row";
    row.append(head);
    for (let k = 0; k < 6; k += 1) row.append(document.createElement("td"));
    ["strike", "off"].forEach((edge, k) => row.cells[k + 1].append(this.slider(edge)));
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => this.of.remove(row.dataset.id));
    row.cells[6].append(button);
    return row;
  }

  slider(edge) {
    const slider = document.createElement("span");
    slider.className = "moment";
    slider.dataset.edge = edge;
    slider.tabIndex = 0;
    slider.setAttribute("role", "slider");
    slider.setAttribute("aria-valuemin", "1");
    slider.setAttribute("aria-valuemax", String(this.of.times.length));
    return slider;
  }

  fill(row, one, contacts, chosen) {
    const label = this.of.name(one);
    row.className = `${one.side}${one.isRemoved ? " removed" : ""}${chosen?.id === one.id ? " chosen" : ""}`;
    row.cells[0].textContent = label;
    this.moment(row, one, contacts, ["strike", word("lands", { contact: label })]);
    this.moment(row, one, contacts, ["off", word("leaves", { contact: label })]);
    row.cells[3].textContent = one.off === null ? "" : seconds(one.off - one.strike);
    const isChanged = contacts.isChanged(one);
    row.cells[4].textContent = one.margin === null || isChanged ? "" : `± ${seconds(one.margin)}`;
    row.cells[5].textContent = one.isByHand || isChanged ? word("hand") : "formcheck";
    const button = row.cells[6].firstElementChild;
    button.textContent = word(one.isRemoved ? "putback" : "remove");
    button.setAttribute("aria-label", `${button.textContent}: ${label}`);
  }

  moment(row, one, contacts, [edge, label]) {
    const slider = row.querySelector(`[data-edge="${edge}"]`);
    const at = one[edge];
    const picture = this.of.nearest(at ?? one.strike) + 1;
    slider.textContent = at === null ? word("unknown") : seconds(at);
    slider.classList.toggle("changed", contacts.isMoved(one, edge));
    slider.setAttribute("aria-label", label);
    slider.setAttribute("aria-valuenow", String(picture));
    slider.setAttribute("aria-valuetext", at === null ? word("unknown") : word("moment", { at: seconds(at), picture }));
    slider.setAttribute("aria-disabled", String(one.isRemoved));
  }
}
