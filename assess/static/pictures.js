/* Photos as evidence: kept on this device first, sent when the network is there, forgotten here only when answered.
 *
 * A photo is made smaller on the device, which also leaves behind where and by what it was taken, and laid into
 * IndexedDB under an operation id of its own and the account that took it: a reload, a lost network or an expired
 * session loses none, and a repeated delivery changes nothing on the server. The pages work without this script by
 * plain forms.
 */
"use strict";

(() => {
  const page = document.getElementById("pictures");
  if (!page) return;
  const LONG_SIDE = 1600, THUMB = 240, PATIENCE = 60000;
  const texts = JSON.parse(page.dataset.texts), account = page.dataset.account;
  const waiting = new Map();
  let csrf = page.elements.csrf_token.value, busy = false, paused = false, wait = 0, timer = 0;
  const ready = openDatabase().catch(() => null);

  document.addEventListener("change", (event) => {
    const place = event.target.matches("input[type=file]") && event.target.closest("[data-pictures]");
    if (!place) return;
    const files = [...event.target.files];
    event.target.value = "";
    files.forEach((file) => take(place, file));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[form=pictures][name=remove]");
    if (button) { event.preventDefault(); remove(button); }
  });
  window.addEventListener("online", resume);
  window.addEventListener("focus", resume);
  window.addEventListener("beforeunload", (event) => {
    if ([...waiting.values()].some((entry) => !entry.stored)) event.preventDefault();
  });
  document.querySelectorAll("[data-pictures]").forEach((place) => place.classList.add("scripted"));
  guardSigning();
  takeUpStored();

  // --- the device's own store ------------------------------------------------------------------------------------

  function openDatabase() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("assess-pictures", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("waiting", { keyPath: "operation" })
        .createIndex("account", "account");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  /* Done only when the device says that it is on the disk. */
  async function store(act) {
    const database = await ready;
    if (!database) throw new Error("no database");
    return new Promise((resolve, reject) => {
      const change = database.transaction("waiting", "readwrite", { durability: "strict" });
      const request = act(change.objectStore("waiting"));
      change.oncomplete = () => resolve(request.result);
      change.onabort = change.onerror = () => reject(change.error);
    });
  }

  async function takeUpStored() {
    let held = [];
    try { held = await store((all) => all.index("account").getAll(account)); } catch { return; }
    held.sort((one, other) => one.at - other.at);
    for (const entry of held) {
      waiting.set(entry.operation, Object.assign(entry, { stored: true }));
      show(entry, texts.waiting);
    }
    tellAll();
    send();
  }

  // --- taking a photo --------------------------------------------------------------------------------------------

  function newId() {
    // crypto.randomUUID does not exist on a plain-http address of the local network.
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function take(place, file) {
    const { data, thumb } = await shrunk(file);
    const sheet = sheetOf(page.getAttribute("action"));
    const entry = { operation: newId(), account, sheet, item: place.dataset.pictures, data, thumb, at: Date.now() };
    waiting.set(entry.operation, entry);
    show(entry, texts.waiting);
    try {
      await store((all) => all.put(entry));
      entry.stored = true;
    } catch {
      say(entry, texts.full);
    }
    tellAll();
    send();
  }

  /* A picture that this browser cannot read goes to the server as it is, which says what is wrong with it. */
  async function shrunk(file) {
    try {
      const image = await createImageBitmap(file);
      const thumb = drawn(image, THUMB).toDataURL("image/jpeg", .7);
      const blob = await new Promise((done) => drawn(image, LONG_SIDE).toBlob(done, "image/jpeg", .88));
      image.close();
      return { data: await blob.arrayBuffer(), thumb };
    } catch {
      return { data: await file.arrayBuffer(), thumb: "" };
    }
  }

  function drawn(image, side) {
    const scale = Math.min(1, side / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";  // what is transparent in a PNG
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  function sheetOf(address) { return (/\/sheets\/(\d+)\//.exec(address) || ["", ""])[1]; }

  // --- sending ---------------------------------------------------------------------------------------------------

  async function send() {
    if (busy || paused) return;
    const entry = [...waiting.values()].find((each) => !each.refused);
    if (!entry) return;
    busy = true;
    say(entry, texts.sending);
    const body = new FormData();
    body.set("operation", entry.operation);
    body.set(`picture:${entry.item}`, new Blob([entry.data], { type: "image/jpeg" }), "photo.jpg");
    const answer = await post(entry.sheet, body);
    busy = false;
    if (await settle(entry, answer)) send();
  }

  async function post(sheet, body) {
    const ended = new AbortController(), limit = setTimeout(() => ended.abort(), PATIENCE);
    try {
      const response = await fetch(page.dataset.url.replace("/0/", `/${sheet}/`), {
        method: "POST", body, signal: ended.signal, redirect: "error",
        headers: { Accept: "application/json", "X-CSRFToken": csrf },
      });
      return { status: response.status, ...(await response.json()) };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  /* Whether to go on with the next photo. */
  async function settle(entry, answer) {
    if (answer.status === 200) {
      wait = 0;
      await forget(entry);
      keep(entry, answer);
      return true;
    }
    if (answer.status === 401) { signedOut(entry); return false; }
    if (answer.code === "request.csrf") { await renew(entry); return false; }
    if (answer.status === 0 || answer.status === 429 || answer.status >= 500) { later(entry); return false; }
    entry.refused = true;
    show(entry, texts.refused.replace("{message}", answer.message));
    tellAll();
    return true;
  }

  async function forget(entry) {
    waiting.delete(entry.operation);
    try { await store((all) => all.delete(entry.operation)); } catch { /* it is sent once more and changes nothing */ }
    tellAll();
  }

  function later(entry) {
    wait = Math.min(wait ? wait * 2 : 2, 30);
    clearTimeout(timer);
    timer = setTimeout(send, wait * 1000);
    if (entry.stored) say(entry, texts.waiting); else say(entry, texts.full);
  }

  function resume() {
    if (!busy && (paused || wait)) { paused = false; clearTimeout(timer); send(); }
  }

  function signedOut(entry) {
    paused = true;
    const link = document.createElement("a");
    link.href = page.dataset.signIn;
    link.textContent = texts.sign_in;
    say(entry, texts.signed_out, link);
  }

  /* The session is another one now: its token stands on a fresh copy of this page, if the same person is signed in. */
  async function renew(entry) {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("pictures");
      if (!fresh || fresh.dataset.account !== account || fresh.elements.csrf_token.value === csrf) { signedOut(entry); return; }
      csrf = fresh.elements.csrf_token.value;
      send();
    } catch {
      later(entry);
    }
  }

  async function remove(button) {
    const body = new FormData(), line = button.closest("li"), words = button.closest("[data-pictures]").querySelector(".picture-words");
    body.set("remove", button.value);
    const answer = await post(sheetOf(page.getAttribute("action")), body);
    if (answer.status === 200) line.remove();
    words.textContent = answer.status === 200 ? texts.removed : answer.message || texts.offline;
  }

  // --- showing it ------------------------------------------------------------------------------------------------

  function placeOf(entry) {
    return entry.sheet === sheetOf(page.getAttribute("action"))
      ? document.querySelector(`[data-pictures="${CSS.escape(entry.item)}"]`) : null;
  }

  function element(name, properties, ...inside) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  }

  /* The line of a photo that waits; one that was refused asks what to do with it. */
  function show(entry, words) {
    const place = placeOf(entry);
    if (!place) return;
    const line = element("li", { className: entry.refused ? "wrong" : "waiting" });
    line.dataset.operation = entry.operation;
    if (entry.thumb) line.append(element("img", { src: entry.thumb, alt: "", width: 96, height: 96 }));
    if (entry.refused) {
      line.append(
        element("p", { className: "cell-message" }, words),
        element("button", { type: "button", className: "thumb-act", onclick: () => { entry.refused = false; show(entry, texts.waiting); send(); } }, texts.again),
        element("button", { type: "button", className: "thumb-act", onclick: () => { forget(entry); line.remove(); } }, texts.discard),
      );
    }
    const old = place.querySelector(`[data-operation="${entry.operation}"]`);
    if (old) old.replaceWith(line); else place.querySelector(".thumbs").append(line);
    say(entry, words);
  }

  function keep(entry, answer) {
    const place = placeOf(entry), line = place && place.querySelector(`[data-operation="${entry.operation}"]`);
    if (!line) return;
    const number = [...line.parentElement.children].indexOf(line) + 1;
    const image = element("img", { src: entry.thumb || answer.url, alt: texts.photo.replace("{number}", number), width: 96, height: 96 });
    const button = element("button", { className: "thumb-act", name: "remove", value: answer.id }, texts.remove);
    button.setAttribute("form", "pictures");
    line.className = "kept";
    line.replaceChildren(element("a", { href: answer.url }, image), button);
    say(entry, texts.saved);
  }

  function say(entry, words, link) {
    const place = placeOf(entry), line = place && place.querySelector(".picture-words");
    if (line) line.replaceChildren(words, ...(link ? [" ", link] : []));
  }

  /* Every page says how many wait; in the grid each candidate's line does. */
  function tellAll() {
    const all = [...waiting.values()], note = document.querySelector("[data-pictures-waiting]");
    if (note) note.textContent = all.length ? texts.left.replace("{number}", all.length) : "";
  }

  /* No signing while photos of these sheets wait on this device. */
  function guardSigning() {
    const form = document.getElementById("signing");
    if (!form) return;
    form.addEventListener("submit", (event) => {
      const listed = new Set([...form.querySelectorAll("input[name^=sheet]")].map((input) => input.value.split(":")[0]));
      if (![...waiting.values()].some((entry) => listed.has(entry.sheet))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const notice = document.querySelector("[data-pictures-waiting]");
      if (notice) notice.textContent = texts.not_signed;
    }, true);
  }
})();
