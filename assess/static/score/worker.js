/* Keeps score pages for a reload without network. VERSION and SCOPE are written before this text by the server; another
 * version of any file of the program is another version of this one, and what older ones kept is thrown away.
 *
 * A page is always asked for from the server first; what is kept is shown only when nobody answers. Pages hold names:
 * each is kept for the account it was made for, another account's are thrown away when a page of a new one arrives, and
 * all of them at the sign-in page (forget.js).
 */
"use strict";

const SHELL = `assess-shell-${VERSION}`;
const PAGES = "assess-pages-";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.some((name) => name.startsWith("assess-shell-") && name !== SHELL);
    const ours = names.filter((name) => name.startsWith("assess-") && name !== SHELL);
    if (old) await Promise.all(ours.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (!event.data.keep || !event.data.keep.startsWith(self.location.origin + SCOPE)) return;
  event.waitUntil(fetch(event.data.keep).then((response) => keep(event.data.keep, response)).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname.startsWith(SCOPE)) event.respondWith(page(event, request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(request.url));
});

async function page(event, request) {
  try {
    const response = await fetch(request);
    await response.clone().arrayBuffer();  // a connection that breaks in the middle of a page has brought none
    event.waitUntil(keep(request.url, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(request.url.split("#")[0], { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/* Files change their address with their content, so that what is kept is never old. */
async function file(url) {
  const kept = await caches.match(url, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(url);
  if (response.ok) await (await caches.open(SHELL)).put(url, response.clone());
  return response;
}

/* Keeps a score page and the files that it names. */
async function keep(url, response) {
  const account = response.headers.get("Score-Page-Of");
  if (!response.ok || response.redirected || !account) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + account) await caches.delete(name);
  }
  const text = await response.clone().text();
  await (await caches.open(PAGES + account)).put(url.split("#")[0], response);
  await Promise.all((text.match(/\/static\/[^"]+/g) || []).map((found) => file(self.location.origin + found)));
}
