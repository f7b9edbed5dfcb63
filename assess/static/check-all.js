// One box that checks or clears all boxes of its table. Without this script each box is checked by hand.
for (const box of document.querySelectorAll("[data-check-all]")) {
  const others = [...box.closest("form").querySelectorAll(`input[name="${box.dataset.checkAll}"]`)];
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => others.forEach((other) => { other.checked = box.checked; }));
  for (const other of others) {
    other.addEventListener("change", () => { box.checked = others.every((each) => each.checked); });
  }
}
