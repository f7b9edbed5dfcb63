// At the sign-in page nobody is signed in: score pages that were kept for a reload without network are thrown away.
// The journal stays: it holds marks that no server has yet, and no names.
if ("caches" in window) {
  caches.keys().then((names) => {
    for (const name of names) if (name.startsWith("assess-pages-")) caches.delete(name);
  });
}
