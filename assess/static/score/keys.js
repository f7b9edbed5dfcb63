/* Keys of the grid and the buttons that count: Enter and arrows move, Escape takes back what was not saved. */
"use strict";

class Keys {
  /* `take(element)` is called when a value is complete, `undo(element)` on Escape. */
  constructor(form, take, undo) {
    Object.assign(this, { form, take, undo });
    form.querySelectorAll("[hidden][data-step]").forEach((button) => { button.hidden = false; });
    form.addEventListener("click", (event) => this.onClick(event));
    form.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("focusin", ({ target }) => {
      if (target.closest(".grid td") && target.select) target.select();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      form.querySelectorAll("details.open, th details[open]").forEach((open) => { open.open = false; });
    });
  }

  onClick(event) {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    input.value = String(Math.max(0, (parseInt(input.value, 10) || 0) + Number(button.dataset.step)));
    this.take(input, 350);  // kept at once, sent when nobody counts on
  }

  onKey(event) {
    const input = event.target;
    if (event.isComposing || !/^s\d+-[frn]_/.test(input.name || "")) return;
    const inGrid = input.closest(".grid td");
    if (event.key === "Enter") {
      event.preventDefault();
      this.take(input);
      if (inGrid) this.step(input, event.shiftKey ? -1 : 1, 0, true);
    } else if (event.key === "Escape") {
      this.undo(input);
    } else if (inGrid && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const move = {
        ArrowUp: [-1, 0], ArrowDown: [1, 0],
        ArrowLeft: (all || input.selectionEnd === 0) && [0, -1],
        ArrowRight: (all || input.selectionStart === input.value.length) && [0, 1],
      }[event.key];
      if (move && this.step(input, ...move, false)) event.preventDefault();
    }
  }

  /* Moves to the next cell that can be filled in; Enter goes on at the top of the next column. */
  step(input, down, right, wrap) {
    const rows = [...this.form.querySelectorAll(".grid tbody tr:not(.locked)")];
    const cell = input.closest("td");
    let row = rows.indexOf(cell.parentElement) + down, column = cell.cellIndex + right;
    if (wrap && row >= rows.length) { row = 0; column += 1; }
    if (wrap && row < 0) { row = rows.length - 1; column -= 1; }
    const place = rows[row] && rows[row].cells[column];
    const target = place && place.querySelector("input:not([type=hidden])");
    if (target) target.focus();
    return Boolean(target);
  }
}
