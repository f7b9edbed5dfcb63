/* Shows what a design prints while somebody types; without it the button does. The server draws, nothing is kept. */
"use strict";

(() => {
  const form = document.querySelector("[data-design]");
  let timer = 0;
  let asked = 0;
  form.querySelector("textarea").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 800);
  });

  async function show() {
    const mine = ++asked;
    const sent = new FormData(form);
    sent.set("act", "try");
    try {
      const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: sent });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const proof = page.querySelector("[data-proof]");
      if (mine === asked && proof) form.querySelector("[data-proof]").replaceChildren(...proof.childNodes);
    } catch { /* the button still does it */ }
  }
})();
