/* A certificate's page and the page without network: checks the digits behind "#", and keeps both for later. */
"use strict";

{
  const place = document.getElementById("code"), answer = new CodeAnswer(place);
  const typed = document.getElementById("typed-code");

  const check = async () => {
    const digits = location.hash.slice(1);
    if (!digits) answer.hide();
    else await answer.show(digits);
  };

  window.addEventListener("hashchange", check);
  check();
  if (typed) {
    typed.hidden = false;
    typed.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = typed.elements.code.value.replace(/\s/g, "");
      answer.show(text.slice(text.indexOf("#") + 1)).then(() => place.querySelector("h2").focus());
    });
  }
}
