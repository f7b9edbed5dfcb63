/* Score entry: saves each value as it is entered, and loses none.
 *
 * The page works without this script as one form. With it, a value leaves this device under an operation id of its own
 * and is forgotten here only when exactly that id was answered; a repeated delivery changes nothing on the server. What
 * is not answered yet lies in localStorage by account, sheet and tab, so that a reload, a lost network or an expired
 * session loses nothing. A newer value for the same cell replaces one that was never sent, never one that was.
 */
"use strict";

(() => {
  const STORE = "assess.marks.";
  const signing = document.getElementById("signing");
  const form = document.getElementById("scores");
  if (signing) guardSigning(signing);
  if (!form) return;

  const texts = JSON.parse(form.dataset.texts);
  const fields = form.dataset.fields.trim().split(/\s+/);
  const prefix = `${STORE}${form.dataset.account}.`;
  const tab = newId().slice(0, 8);
  const status = document.getElementById("score-status");
  const cells = new Map();
  const order = new Map(fields.map((key, index) => [key, index]));
  let csrf = form.dataset.csrf, busy = false, paused = false, wait = 0, timer = 0;

  form.classList.add("scripted");
  form.querySelectorAll("[hidden][data-step]").forEach((button) => { button.hidden = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => { const cell = cellOf(event.target); if (cell) take(cell, event.target); });
  form.addEventListener("click", onClick);
  form.addEventListener("keydown", onKey);
  form.addEventListener("focusin", (event) => {
    if (event.target.closest(".grid td") && event.target.select) event.target.select();
  });
  window.addEventListener("beforeunload", (event) => { if ([...cells.values()].some((cell) => cell.refused)) event.preventDefault(); });
  window.addEventListener("online", resume);
  window.addEventListener("focus", resume);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") form.querySelectorAll("details.open, th details[open]").forEach((open) => { open.open = false; });
  });
  takeUpStored();

  // --- cells: where a value stands on the page -------------------------------------------------------------------

  function newId() {
    // crypto.randomUUID does not exist on a plain-http address of the local network.
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function fieldKey(name) { return name.replace(/_(.)/g, (_all, kind) => (kind === "h" ? "-" : ".")); }
  function fieldName(key) { return key.replace(/-/g, "_h").replace(/\./g, "__"); }

  function cellOf(element) {
    const match = /^s(\d+)-[frn]_(.+)$/.exec(element.name || "");
    return match ? cellAt(match[1], fieldKey(match[2])) : null;
  }

  function cellAt(sheet, key) {
    const id = `${sheet}|${key}`;
    if (!cells.has(id)) {
      const versions = form.elements.namedItem(`s${sheet}-v`);
      const version = versions ? Number(versions.value.split(" ")[order.get(key)]) : 0;
      const cell = { sheet, key, version, sent: null, next: null, conflict: null };
      cell.saved = original(cell);
      cells.set(id, cell);
    }
    return cells.get(id);
  }

  function control(cell, kind) { return form.elements.namedItem(`s${cell.sheet}-${kind}_${fieldName(cell.key)}`); }

  function box(cell) {
    const found = control(cell, "f") || control(cell, "r");
    const first = found instanceof RadioNodeList ? found[0] : found;
    return first ? first.closest("td, .cell") : null;
  }

  function typed(cell) {
    const value = control(cell, "f"), reason = control(cell, "r"), remark = control(cell, "n");
    if (reason) {
      const occurred = value ? value.checked : reason.value.trim() !== "";
      return { value: occurred ? "1" : "", note: occurred ? reason.value.trim() : "" };
    }
    return remark ? { value: value.value, note: remark.value.trim() } : { value: value.value };
  }

  function original(cell) {
    const first = (name, read) => { const found = control(cell, name); return found ? read(found) : undefined; };
    const reason = first("r", (input) => input.defaultValue);
    if (reason !== undefined) return { value: reason ? "1" : "", note: reason };
    const value = first("f", (input) => (input instanceof RadioNodeList
      ? ([...input].find((radio) => radio.defaultChecked) || { value: "" }).value : input.defaultValue));
    return { value, note: first("n", (input) => input.defaultValue) };
  }

  function show(cell, entry) {
    const value = control(cell, "f"), reason = control(cell, "r"), remark = control(cell, "n");
    if (reason) {
      if (value) value.checked = entry.value === "1";
      reason.value = entry.value === "1" ? entry.note || "" : "";
    } else if (value) {
      value.value = entry.value;
      if (remark && entry.note !== undefined) remark.value = entry.note;
    }
  }

  const same = (one, other) => one && one.value === other.value && (other.note === undefined || one.note === other.note);

  // --- taking a value and sending it -----------------------------------------------------------------------------

  function take(cell, element) {
    const reason = control(cell, "r"), ticked = control(cell, "f");
    if (reason && ticked) {
      if (element === reason && reason.value.trim()) ticked.checked = true;
      if (element === ticked && !ticked.checked) reason.value = "";
      if (ticked.checked && !reason.value.trim()) {
        cell.refused = true;  // a veto without its reason is not sent, and nobody leaves the page unaware of it
        mark(cell, "wrong", texts.reason_needed);
        report(texts.refused.replace("{message}", texts.reason_needed), true);
        if (element === ticked) reason.focus();
        return;
      }
    }
    const entry = typed(cell);
    if (same(cell.next || cell.sent || (cell.refused ? null : cell.saved), entry)) return;
    queue(cell, entry, cell.conflict ? cell.conflict.version : cell.version);
  }

  function queue(cell, entry, version) {
    cell.next = { ...entry, version, operation: newId() };
    cell.conflict = null;
    cell.refused = false;
    mark(cell, "waiting");
    keep(cell.sheet);
    send();
  }

  async function send() {
    if (busy || paused) return;
    const cell = [...cells.values()].find((each) => each.sent || each.next);
    if (!cell) { if (status.textContent === texts.saving) report(texts.all_saved); return; }
    if (!cell.sent) { cell.sent = cell.next; cell.next = null; keep(cell.sheet); }
    busy = true;
    report();
    const answer = await deliver(cell);
    busy = false;
    if (settle(cell, answer)) send();
  }

  async function deliver(cell) {
    const { value, note, version, operation } = cell.sent;
    const ended = new AbortController(), limit = setTimeout(() => ended.abort(), 15000);
    try {
      const response = await fetch(form.dataset.url.replace("/0/", `/${cell.sheet}/`), {
        method: "POST", signal: ended.signal, redirect: "error",
        headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": csrf },
        body: JSON.stringify({ field: cell.key, value, version, operation, ...(note === undefined ? {} : { note }) }),
      });
      return { status: response.status, ...(await response.json()) };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  /* Whether to go on with the next value. */
  function settle(cell, answer) {
    if (answer.status === 200) { wait = 0; accept(cell, answer); return true; }
    if (answer.status === 401) { signedOut(); return false; }
    if (answer.code === "request.csrf") { renew(); return false; }
    if (answer.status === 0 || answer.status === 429 || answer.status >= 500) { later(); return false; }
    if (answer.code === "mark.conflict") { clash(cell, answer); return true; }
    cell.sent = null;
    cell.refused = true;
    keep(cell.sheet);
    if (!cell.next) mark(cell, "wrong", answer.message);
    report(texts.refused.replace("{message}", answer.message), true);
    return true;
  }

  function accept(cell, answer) {
    const sent = cell.sent;
    cell.sent = null;
    cell.version = answer.version;
    cell.saved = { value: answer.value, note: answer.note };
    if (cell.next) cell.next.version = answer.version;
    else {
      if (box(cell) && same(typed(cell), { value: sent.value, note: sent.note })) show(cell, cell.saved);
      mark(cell, "saved");
    }
    keep(cell.sheet);
    const row = form.querySelector(`[data-sheet="${cell.sheet}"]`);
    if (row) {
      row.querySelector(".total").textContent = localised(answer.total);
      row.querySelector(".left").textContent = answer.missing ? texts.open_left.replace("{number}", answer.missing) : texts.complete;
    }
    for (const [key, words] of Object.entries(answer.told)) {
      const place = form.querySelector(`[data-told="s${cell.sheet}-${key}"]`);
      if (place) place.textContent = words;
    }
    const told = answer.told[cell.key];
    report(answer.value === "" ? texts.emptied
      : texts.saved.replace("{value}", localised(answer.value)) + (told ? ` · ${told}` : ""));
  }

  function localised(number) { return document.documentElement.lang === "pt-MO" ? number.replace(".", ",") : number; }

  function clash(cell, answer) {
    const mine = cell.next || cell.sent;
    cell.conflict = { mine, theirs: answer.theirs, note: answer.theirs_note, version: answer.version };
    cell.sent = cell.next = null;
    keep(cell.sheet);
    const spoken = (value, note) => localised(note || value || texts.nothing);
    const theirs = spoken(answer.theirs, control(cell, "r") ? answer.theirs_note : "");
    const yours = spoken(mine.value, control(cell, "r") ? mine.note : "");
    const words = texts.conflict.replace("{theirs}", theirs).replace("{yours}", yours);
    report(words, true);
    mark(cell, "conflict", words, [
      [texts.keep_mine.replace("{value}", yours), () => queue(cell, { value: mine.value, note: mine.note }, answer.version)],
      [texts.keep_theirs.replace("{value}", theirs), () => {
        cell.version = answer.version;
        cell.saved = { value: answer.theirs, note: answer.theirs_note };
        cell.conflict = null;
        keep(cell.sheet);
        show(cell, cell.saved);
        mark(cell, "saved");
        report();
      }],
    ]);
  }

  // --- when it cannot be sent now --------------------------------------------------------------------------------

  function later() {
    wait = Math.min(wait ? wait * 2 : 2, 30);
    clearTimeout(timer);
    timer = setTimeout(send, wait * 1000);
    report(texts.kept.replace("{number}", waiting()));
  }

  function resume() {
    if (!busy && (paused || wait)) { paused = false; clearTimeout(timer); send(); }
  }

  function signedOut() {
    paused = true;
    const link = document.createElement("a");
    link.href = form.dataset.signIn;
    link.textContent = texts.sign_in;
    report(texts.signed_out.replace("{number}", waiting()), true);
    status.append(" ", link);
  }

  /* The session is another one now: its token stands on a fresh copy of this page, if the same person is signed in. */
  async function renew() {
    paused = true;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("scores");
      if (!page || page.dataset.account !== form.dataset.account || page.dataset.csrf === csrf) { signedOut(); return; }
      csrf = page.dataset.csrf;
      paused = false;
      send();
    } catch {
      paused = false;
      later();
    }
  }

  function waiting() { return [...cells.values()].filter((cell) => cell.sent || cell.next).length; }

  function keep(sheet) {
    const held = {};
    for (const cell of cells.values()) {
      if (cell.sheet !== sheet) continue;
      const sent = cell.sent || (cell.conflict && cell.conflict.mine);
      if (sent || cell.next) held[cell.key] = { sent, next: cell.next };
    }
    const name = `${prefix}${sheet}.${tab}`;
    try {
      if (Object.keys(held).length) localStorage.setItem(name, JSON.stringify(held));
      else localStorage.removeItem(name);
    } catch { /* storage is full or switched off: the values still wait in this page */ }
  }

  /* What an earlier page of the same account left: shown in its cells, and sent with the version it was typed over. */
  function takeUpStored() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    for (const name of names) {
      const sheet = name.slice(prefix.length).split(".")[0];
      if (!form.querySelector(`[data-sheet="${sheet}"]`)) continue;
      const held = JSON.parse(localStorage.getItem(name));
      for (const [key, { sent, next }] of Object.entries(held)) {
        const cell = cellAt(sheet, key);
        Object.assign(cell, { sent: sent || cell.sent, next: next || cell.next });
        show(cell, next || sent);
        mark(cell, "waiting");
      }
      keep(sheet);
      localStorage.removeItem(name);
    }
    if (waiting()) { form.dataset.late = waiting(); send(); }
  }

  // --- showing it ------------------------------------------------------------------------------------------------

  function mark(cell, state, message = "", choices = []) {
    const place = box(cell);
    if (!place) return;
    place.classList.remove("waiting", "saved", "wrong", "conflict", "field-wrong");
    place.classList.add(state);
    place.querySelectorAll(".cell-message, .error").forEach((old) => old.remove());
    const inputs = place.querySelectorAll("input");
    inputs.forEach((input) => { input.removeAttribute("aria-invalid"); });
    if (!message) return;
    const note = document.createElement("div");
    note.className = "cell-message";
    note.setAttribute("role", "alert");
    note.textContent = message;
    for (const [label, act] of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-second";
      button.textContent = label;
      button.addEventListener("click", () => { act(); inputs[0].focus(); });
      note.append(button);
    }
    place.append(note);
    inputs.forEach((input) => input.setAttribute("aria-invalid", "true"));
  }

  function report(message = "", stopped = false) {
    status.classList.toggle("stopped", stopped);
    const left = waiting();
    if (form.dataset.late && !left) {
      status.textContent = texts.sent_later.replace("{number}", form.dataset.late);
      delete form.dataset.late;
    } else if (message) status.textContent = message;
    else if (left) status.textContent = wait ? texts.kept.replace("{number}", left) : texts.saving;
    status.classList.toggle("pending", left > 0);
  }

  // --- keys and buttons ------------------------------------------------------------------------------------------

  function onClick(event) {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const input = button.parentElement.querySelector("input");
    input.value = String(Math.max(0, (parseInt(input.value, 10) || 0) + Number(button.dataset.step)));
    clearTimeout(button.parentElement.late);
    button.parentElement.late = setTimeout(() => take(cellOf(input), input), 350);
  }

  function onKey(event) {
    const input = event.target;
    if (event.isComposing || !cellOf(input)) return;
    const inGrid = input.closest(".grid td");
    if (event.key === "Enter") {
      event.preventDefault();
      take(cellOf(input), input);
      if (inGrid) step(input, event.shiftKey ? -1 : 1, 0, true);
    } else if (event.key === "Escape") {
      const cell = cellOf(input);
      if (!cell.conflict && !cell.sent && !cell.next) { show(cell, cell.saved); cell.refused = false; mark(cell, "still"); }
    } else if (inGrid && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      const move = {
        ArrowUp: [-1, 0], ArrowDown: [1, 0],
        ArrowLeft: (all || input.selectionEnd === 0) && [0, -1],
        ArrowRight: (all || input.selectionStart === input.value.length) && [0, 1],
      }[event.key];
      if (move && step(input, ...move, false)) event.preventDefault();
    }
  }

  /* Moves to the next cell that can be filled in; Enter goes on at the top of the next column. */
  function step(input, down, right, wrap) {
    const rows = [...form.querySelectorAll(".grid tbody tr:not(.locked)")];
    const cell = input.closest("td");
    let row = rows.indexOf(cell.parentElement) + down, column = cell.cellIndex + right;
    if (wrap && row >= rows.length) { row = 0; column += 1; }
    if (wrap && row < 0) { row = rows.length - 1; column -= 1; }
    const target = rows[row] && rows[row].cells[column] && rows[row].cells[column].querySelector("input:not([type=hidden])");
    if (target) target.focus();
    return Boolean(target);
  }

  /* No signing while values of these sheets wait on this device. */
  function guardSigning(page) {
    const start = `${STORE}${page.dataset.account}.`;
    const listed = new Set([...page.querySelectorAll("input[name=sheet]")].map((input) => input.value));
    const held = () => Object.keys(localStorage)
      .some((name) => name.startsWith(start) && listed.has(name.slice(start.length).split(".")[0]));
    const tell = () => {
      const notice = document.getElementById("waiting");
      notice.hidden = !held();
      notice.textContent = held() ? page.dataset.waiting : "";
    };
    page.addEventListener("submit", (event) => { if (held()) { event.preventDefault(); tell(); } });
    tell();
  }
})();
