// The contacts of a visit as they are and as they shall be; every change can be undone.

const SAME_S = 0.0006;
let made = 0;

export class Contacts {
  constructor(told) {
    this.edits = told.edits;
    this.was = { note: told.note, excluded: JSON.stringify(told.excluded_s) };
    this.all = told.contacts.map((one) => ({
      id: `c${(made += 1)}`,
      side: one.side,
      number: one.number,
      strike: one.strike_s,
      off: one.off_s,
      margin: one.strike_margin_s,
      isByHand: one.is_by_hand,
      found: { strike: one.strike_s, off: one.off_s },
      isRemoved: false,
    }));
    this.excluded = told.excluded_s.map((part) => [...part]);
    this.takenBack = [];
    this.note = told.note;
    this.past = [];
    this.lastKey = "";
  }

  /** Remembers how it is; changes with the same key in a row are undone together. */
  remember(key) {
    if (key && key === this.lastKey) return;
    this.lastKey = key;
    const { all, excluded, takenBack } = this;
    this.past.push(JSON.stringify({ all, excluded, takenBack }));
  }

  undo() {
    const before = this.past.pop();
    this.lastKey = "";
    if (before) Object.assign(this, JSON.parse(before));
    return Boolean(before);
  }

  get(id) {
    return this.all.find((one) => one.id === id);
  }

  inOrder() {
    return [...this.all].sort((a, b) => a.strike - b.strike);
  }

  move(id, edge, at) {
    this.remember(`${id}:${edge}`);
    this.get(id)[edge] = at;
  }

  add(side, strike) {
    this.remember("");
    const lengths = this.all.filter((one) => one.off !== null).map((one) => one.off - one.strike);
    lengths.sort((a, b) => a - b);
    const usual = lengths.length ? lengths[Math.floor(lengths.length / 2)] : 0.25;
    const one = {
      id: `c${(made += 1)}`, side, number: null, strike, off: strike + usual, margin: null,
      isByHand: true, found: null, isRemoved: false,
    };
    this.all.push(one);
    return one;
  }

  remove(id) {
    this.remember("");
    const one = this.get(id);
    if (one.found === null) this.all = this.all.filter((other) => other !== one);
    else one.isRemoved = !one.isRemoved;
  }

  exclude(start, end) {
    this.remember("");
    this.excluded.push([start, end]);
    this.excluded.sort((a, b) => a[0] - b[0]);
  }

  include(index) {
    this.remember("");
    this.excluded.splice(index, 1);
  }

  toggleBack(index) {
    this.remember("");
    const has = this.takenBack.includes(index);
    this.takenBack = has ? this.takenBack.filter((k) => k !== index) : [...this.takenBack, index];
  }

  isMoved(one, edge) {
    if (one.found === null) return true;
    const [now, was] = [one[edge], one.found[edge]];
    return now === null || was === null ? now !== was : Math.abs(now - was) > SAME_S;
  }

  isChanged(one) {
    return one.found === null || one.isRemoved || this.isMoved(one, "strike") || this.isMoved(one, "off");
  }

  get count() {
    const parts = JSON.stringify(this.excluded) === this.was.excluded ? 0 : 1;
    const note = this.note.trim() === this.was.note ? 0 : 1;
    return this.all.filter((one) => this.isChanged(one)).length + parts + note + this.takenBack.length;
  }

  /** What the server is asked to change. */
  changes() {
    const kept = this.all.filter((one) => one.found !== null && this.isChanged(one));
    const found = (one) => ({ side: one.side, at_s: one.found.strike });
    const asked = {
      moved: kept.filter((one) => !one.isRemoved).map((one) => ({
        ...found(one),
        strike_s: this.isMoved(one, "strike") ? one.strike : null,
        off_s: this.isMoved(one, "off") ? one.off : null,
      })),
      removed: kept.filter((one) => one.isRemoved).map(found),
      added: this.all.filter((one) => one.found === null)
        .map((one) => ({ side: one.side, strike_s: one.strike, off_s: one.off })),
      taken_back: this.takenBack.map((k) => this.edits[k])
        .map(({ kind, side, at_s }) => ({ kind, side, at_s })),
      note: this.note,
    };
    if (JSON.stringify(this.excluded) !== this.was.excluded) asked.excluded_s = this.excluded;
    return asked;
  }
}
