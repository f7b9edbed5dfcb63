/* Keeps the page that checks an offline code without network, with keys and scripts, and the scanner where it was used.
 * VERSION is written before this text by the server; another version of any file of the program is another one of this.
 *
 * A page is always asked for from the server first; only when nobody answers is the kept page shown, whatever the
 * certificate. Nothing about a certificate is kept, and what stands behind "#" never reaches this script's requests.
 */
"use strict";

const SHELL = `verify-shell-${VERSION}`;
const KEYS = "/offline/keys.json";
const PAGE = "/offline", SCANNER = "/scan";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(renew(false));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("verify-shell-") && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

/* A page was opened in a language: the kept one is fetched again when it is in another. */
self.addEventListener("message", (event) => {
  const { language } = event.data;
  if (typeof language === "string") event.waitUntil(renewFor(language).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address.pathname));
  else if (address.pathname === KEYS) event.respondWith(keys(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function page(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(SHELL)).match(path === SCANNER ? SCANNER : PAGE, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/* The newest keys there are: a key may have been given up since. */
async function keys(request) {
  const shell = await caches.open(SHELL);
  try {
    const response = await fetch(request);
    if (response.ok) await shell.put(KEYS, response.clone());
    return response;
  } catch (error) {
    const kept = await shell.match(KEYS, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/* Files change their address with their content, so that what is kept is never old. */
async function file(request) {
  const kept = await (await caches.open(SHELL)).match(request.url, { ignoreVary: true });
  return kept || fetch(request);
}

async function renewFor(language) {
  const kept = await (await caches.open(SHELL)).match(PAGE, { ignoreVary: true });
  const text = kept ? await kept.text() : "";
  if (!text.includes(`<html lang="${language}"`)) await renew(true);
}

/* Fetches the page, what it names, and the keys; the scanner only for whoever opened it, as its reader is large. What
 * another scope of this script has fetched already is fetched again only when it must be. */
async function renew(again) {
  const shell = await caches.open(SHELL);
  const pages = self.registration.scope.endsWith(SCANNER) ? [PAGE, SCANNER] : [PAGE];
  for (const path of pages) {
    if (!again && await shell.match(path, { ignoreVary: true })) continue;
    const response = await fetch(path, { cache: "no-cache" });
    if (!response.ok || response.redirected) throw new TypeError(`no page ${path}`);
    const named = (await response.clone().text()).match(/\/static\/[^"&]+/g) || [];
    for (const address of new Set(named)) {
      if (!(await shell.match(address, { ignoreVary: true }))) await shell.add(address);
    }
    await shell.put(path, response);
  }
  if (again || !(await shell.match(KEYS, { ignoreVary: true }))) await shell.add(KEYS);
}
