/* The list of what a sheet still lacks follows what is typed; the server's page says it anew at every load. */
"use strict";

(() => {
  const list = document.getElementById("still-open"), form = document.getElementById("scores");
  if (!list || !form) return;
  const lines = [...list.querySelectorAll("li[data-cell]")];
  form.addEventListener("change", () => setTimeout(follow));
  follow();

  function filled(name) {
    const found = form.elements.namedItem(name);
    return Boolean(found && found.value.trim());
  }

  function follow() {
    lines.forEach((line) => { line.hidden = filled(line.dataset.cell); });
    const left = list.querySelectorAll("li:not([hidden])").length;
    list.querySelector("summary").textContent = left ? list.dataset.words.replace("{number}", left) : list.dataset.none;
  }
})();
