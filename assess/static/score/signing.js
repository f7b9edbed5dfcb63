/* The page before signing: no sheet is signed while values for it wait on this device, and what is signed is what this
 * device knows to stand: its own count and digest of each sheet go with the signature. */
"use strict";

/* How to find out whether values wait, once the journal is open. */
async function prepared(page) {
  const journal = await Journal.open(page.dataset.account);
  const boxes = [...page.querySelectorAll("input[name=sheet]")];
  for (const box of boxes) {
    const sheet = Number(box.value.split(":")[0]);
    const cells = new Map(JSON.parse(box.dataset.cells).map((cell) => [cell[0], cell]));
    for (const { field, value, note, version } of await journal.known(sheet)) {
      if (version >= (cells.get(field) || [field, "", "", 0])[3]) cells.set(field, [field, value, note, version]);
    }
    const told = box.value.split(":")[1], own = standingDigest([...cells.values()]);
    box.value = `${sheet}:${own}`;
    const shown = page.querySelector(`[data-standing="${sheet}"]`);
    shown.textContent = (own === told ? page.dataset.same : page.dataset.differs)
      .replace("{count}", own.split("-")[0]).replace("{digest}", own.split("-")[1].slice(0, 8));
    shown.classList.toggle("differs", own !== told);
  }
  const held = async () => {
    const listed = new Set(boxes.map((box) => Number(box.value.split(":")[0])));
    return (await journal.entries()).some((entry) => !entry.refused && listed.has(entry.sheet));
  };
  const tell = async () => {
    const waits = await held(), notice = document.getElementById("waiting");
    notice.hidden = !waits;
    notice.textContent = waits ? page.dataset.waiting : "";
    return waits;
  };
  await tell();
  return tell;
}

(() => {
  const page = document.getElementById("signing");
  if (!page) return;
  const ready = prepared(page).catch(() => async () => false);  // a browser without a journal keeps nothing back
  page.addEventListener("submit", async (event) => {  // at once: who is quick signs nothing before the journal was asked
    if (event.defaultPrevented) return;  // pictures wait
    event.preventDefault();
    if (!(await (await ready)())) page.submit();
  });
})();
