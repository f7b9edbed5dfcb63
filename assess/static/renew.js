/* Renews what a page says about work that goes on, without taking anybody's place on it; once it is done the whole page
   is loaded. Without scripts the page loads itself again and again. */
"use strict";

(() => {
  const PAUSE = 4000;
  const place = document.querySelector("[data-renewed]");

  async function renew() {
    if (!place.contains(document.activeElement)) {
      try {
        const answer = await fetch(location.href);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-renewed]");
        if (!fresh) return location.reload();
        place.replaceChildren(...fresh.childNodes);
      } catch { /* the network is gone: next time */ }
    }
    return setTimeout(renew, PAUSE);
  }
  setTimeout(renew, PAUSE);
})();
