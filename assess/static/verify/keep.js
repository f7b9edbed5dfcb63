/* Lets the browser keep the page without network, its keys and scripts: for certificates under both spellings of their
 * address, and for the scanner where it was opened. Without service workers everything else works. */
"use strict";

if ("serviceWorker" in navigator) {
  const { worker } = document.currentScript.dataset, here = location.pathname;
  const scopes = ["/v/", "/V/", "/offline"];
  if (here === "/scan") scopes.push("/scan");
  scopes.sort((one, other) => here.startsWith(other) - here.startsWith(one));  // this page's own first
  (async () => {
    for (const scope of scopes) {
      await navigator.serviceWorker.register(worker, { scope });
      const { active } = await navigator.serviceWorker.ready;  // what is kept by then is not fetched by the next
      if (scope === scopes[0]) active.postMessage({ language: document.documentElement.lang });
    }
  })().catch(() => {});  // refused by the browser's settings: then there is no page without network
}
