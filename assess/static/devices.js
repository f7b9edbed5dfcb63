// Asks for the table of devices again while the page is looked at; without it the page is loaded again by hand.
for (const place of document.querySelectorAll("[data-devices]")) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.devices, { headers: { Accept: "text/html" }, redirect: "error" });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch { /* no network: the table stays as it was, with its times */ }
  }, 10000);
}
