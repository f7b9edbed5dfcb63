/* A sheet to try: adds up while somebody enters, as the examiner's page does. The server counts; nothing is kept. */
"use strict";

(() => {
  const form = document.querySelector("form.scores");
  let timer = 0;
  form.querySelectorAll("[data-step]").forEach((button) => { button.hidden = false; });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    input.value = String(Math.max(0, (parseInt(input.value, 10) || 0) + Number(button.dataset.step)));
    later();
  });
  form.addEventListener("change", later);

  function later() { clearTimeout(timer); timer = setTimeout(addUp, 200); }

  async function addUp() {
    const sent = new FormData(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of [".dock .sum", ".dock .score-status"]) form.querySelector(part).replaceWith(page.querySelector(part));
      page.querySelectorAll("[data-cell]").forEach(showWrong);
      page.querySelectorAll("[data-told]").forEach((told) => {
        form.querySelector(`[data-told="${CSS.escape(told.dataset.told)}"]`).textContent = told.textContent;
      });
    } catch { /* the button still does it */ }
  }

  /* What the exam's rule refuses of a cell, beside it; the cell itself stays, for somebody may be typing in it. */
  function showWrong(fresh) {
    const cell = form.querySelector(`[data-cell="${CSS.escape(fresh.dataset.cell)}"]`);
    const error = fresh.querySelector(".error");
    cell.querySelectorAll(".error").forEach((old) => old.remove());
    cell.classList.toggle("field-wrong", Boolean(error));
    if (error) cell.prepend(document.adoptNode(error));
  }
})();
