/* The cells of a score page: where a value stands in the form, what is typed in it, and what is shown beside it. */
"use strict";

class Cells {
  constructor(form, texts) {
    this.form = form;
    this.texts = texts;
    this.order = new Map(form.dataset.fields.trim().split(/\s+/).map((key, index) => [key, index]));
    this.all = new Map();
  }

  static key(name) { return name.replace(/_(.)/g, (_all, kind) => (kind === "h" ? "-" : ".")); }

  static name(key) { return key.replace(/-/g, "_h").replace(/\./g, "__"); }

  /* The cell that an input belongs to; null for any other element. */
  of(element) {
    const match = /^s(\d+)-[frn]_(.+)$/.exec(element.name || "");
    return match ? this.at(Number(match[1]), Cells.key(match[2])) : null;
  }

  /* The cell of a field on a sheet; one that this page does not show has no version of its own. */
  at(sheet, field) {
    const id = `${sheet}|${field}`;
    if (!this.all.has(id)) {
      const versions = this.form.elements.namedItem(`s${sheet}-v`);
      const version = versions ? Number(versions.value.split(" ")[this.order.get(field)]) : 0;
      const cell = { sheet, field, version, queue: [], conflict: null, wrong: false };
      cell.saved = this.original(cell);
      this.all.set(id, cell);
    }
    return this.all.get(id);
  }

  control(cell, kind) { return this.form.elements.namedItem(`s${cell.sheet}-${kind}_${Cells.name(cell.field)}`); }

  /* Whether something can be typed into the cell on this page. */
  shown(cell) { return Boolean(this.box(cell)); }

  box(cell) {
    const found = this.control(cell, "f") || this.control(cell, "r");
    const first = found instanceof RadioNodeList ? found[0] : found;
    return first ? first.closest("td, .cell") : null;
  }

  /* Value and note as they stand in the inputs; without a note the one that is kept stays. */
  typed(cell) {
    const value = this.control(cell, "f"), reason = this.control(cell, "r"), remark = this.control(cell, "n");
    if (reason) {
      const occurred = value ? value.checked : reason.value.trim() !== "";
      return { value: occurred ? "1" : "", note: occurred ? reason.value.trim() : "" };
    }
    return remark ? { value: value.value, note: remark.value.trim() } : { value: value.value };
  }

  /* What the page came with. */
  original(cell) {
    const first = (name, read) => { const found = this.control(cell, name); return found ? read(found) : undefined; };
    const reason = first("r", (input) => input.defaultValue);
    if (reason !== undefined) return { value: reason ? "1" : "", note: reason };
    const value = first("f", (input) => (input instanceof RadioNodeList
      ? ([...input].find((radio) => radio.defaultChecked) || { value: "" }).value : input.defaultValue));
    return { value, note: first("n", (input) => input.defaultValue) };
  }

  show(cell, entry) {
    const value = this.control(cell, "f"), reason = this.control(cell, "r"), remark = this.control(cell, "n");
    if (reason) {
      if (value) value.checked = entry.value === "1";
      reason.value = entry.value === "1" ? entry.note || "" : "";
    } else if (value) {
      value.value = entry.value;
      if (remark && entry.note !== undefined && entry.note !== null) remark.value = entry.note;
    }
  }

  /* Whether a veto was ticked without saying what happened; ticking follows the reason and the other way round. */
  lacksReason(cell, element) {
    const reason = this.control(cell, "r"), ticked = this.control(cell, "f");
    if (!reason || !ticked) return false;
    if (element === reason && reason.value.trim()) ticked.checked = true;
    if (element === ticked && !ticked.checked) reason.value = "";
    if (element === ticked && ticked.checked && !reason.value.trim()) reason.focus();
    return ticked.checked && !reason.value.trim();
  }

  /* How a value is spoken of: a veto by its reason. */
  spoken(cell, { value, note }) {
    return localised((this.control(cell, "r") ? note : "") || value || this.texts.nothing);
  }

  /* Puts a cell into a state (waiting, saved, wrong, conflict, still), with words and buttons where somebody must act. */
  mark(cell, state, message = "", choices = []) {
    const place = this.box(cell);
    if (!place) return;
    place.classList.remove("waiting", "saved", "wrong", "conflict", "field-wrong");
    place.classList.add(state);
    place.title = { waiting: this.texts.here, saved: this.texts.there }[state] || "";
    place.querySelectorAll(".cell-message, .error").forEach((old) => old.remove());
    const inputs = place.querySelectorAll("input");
    inputs.forEach((input) => { input.removeAttribute("aria-invalid"); });
    if (!message) return;
    place.append(note(message, choices.map(([label, act]) => [label, () => { act(); inputs[0].focus(); }])));
    inputs.forEach((input) => input.setAttribute("aria-invalid", "true"));
  }

  /* The sums that came with a receipt. */
  sums(sheet, { total, missing, told }) {
    const row = this.form.querySelector(`[data-sheet="${sheet}"]`);
    if (row) {
      row.querySelector(".total").textContent = localised(total);
      row.querySelector(".left").textContent = missing
        ? this.texts.open_left.replace("{number}", missing) : this.texts.complete;
    }
    for (const [key, words] of Object.entries(told)) {
      const place = this.form.querySelector(`[data-told="s${sheet}-${key}"]`);
      if (place) place.textContent = words;
    }
  }
}

/* Words in which somebody is told what to do, with a button for each choice. */
function note(message, choices) {
  const words = document.createElement("div");
  words.className = "cell-message";
  words.setAttribute("role", "alert");
  words.textContent = message;
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-second";
    button.textContent = label;
    button.addEventListener("click", act);
    words.append(button);
  }
  return words;
}

function localised(number) { return document.documentElement.lang === "pt-MO" ? number.replace(".", ",") : number; }

function sameEntry(one, other) {
  const noted = (each) => each.note === undefined || each.note === null;
  return one.value === other.value && (noted(other) || noted(one) || one.note === other.note);
}
