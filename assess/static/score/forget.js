// At the sign-in page nobody is signed in: score pages that were kept for a reload without network are thrown away.
// The journal stays: it holds marks that no server has yet, and no names.
if ("caches" in window) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("assess-pages-")).forEach((name) => caches.delete(name)));
}
