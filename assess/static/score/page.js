/* The score page: takes each value as it is typed, and shows where it is: on this device, on the server, in conflict.
 *
 * Without this script the page works as one form.
 */
"use strict";

class ScorePage {
  constructor(form, journal) {
    this.form = form;
    this.texts = JSON.parse(form.dataset.texts);
    this.status = document.getElementById("score-status");
    this.cells = new Cells(form, this.texts);
    this.sync = new Sync(form, journal, this.cells, this);
    this.early = 0;
    this.clashes = 0;
    form.classList.add("scripted");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => this.take(event.target));
    this.keys = new Keys(form, (input, pause) => this.take(input, pause), (input) => this.undo(input));
    window.addEventListener("beforeunload", (event) => {
      const left = [...this.cells.all.values()].some((cell) => cell.wrong) || this.sync.unkept().length;
      if (left) event.preventDefault();
    });
  }

  /* Shows what the journal knows better than the page, and sends what an earlier page left. */
  async begin() {
    const sheets = new Set([...this.form.querySelectorAll("[data-sheet]")].map((row) => Number(row.dataset.sheet)));
    for (const sheet of sheets) {
      for (const known of await this.sync.journal.known(sheet)) {
        const cell = this.cells.at(sheet, known.field);
        if (known.version <= cell.version || cell.queue.length) continue;
        Object.assign(cell, { version: known.version, saved: { value: known.text, note: known.note } });
        this.cells.show(cell, cell.saved);
      }
    }
    await this.sync.takeUp();
    this.early = this.sync.waiting().length;
    for (const cell of this.cells.all.values()) {
      const last = cell.queue.at(-1);
      if (!last) continue;
      this.cells.show(cell, last);
      if (last.refused) this.refused(cell, last);
      else this.cells.mark(cell, "waiting");
    }
    this.report();
    await this.sync.send(true);
  }

  // --- what somebody does ----------------------------------------------------------------------------------------

  take(element, pause = 0) {
    const cell = this.cells.of(element);
    if (!cell) return;
    if (this.cells.lacksReason(cell, element)) {
      cell.wrong = true;  // a veto without its reason is not sent, and nobody leaves the page unaware of it
      this.cells.mark(cell, "wrong", this.texts.reason_needed);
      this.report(this.texts.refused.replace("{message}", this.texts.reason_needed), true);
      return;
    }
    const entry = this.cells.typed(cell), last = cell.queue.at(-1);
    if (sameEntry(last || cell.saved, entry) && !(cell.wrong && !last)) return;
    this.cells.mark(cell, "waiting");
    if (cell.conflict) this.choose(cell, entry, null);
    else if (last && last.refused) this.sync.take(cell, entry, { over: last.version, replaced: [last], pause });
    else this.sync.take(cell, entry, { pause });
  }

  undo(input) {
    const cell = this.cells.of(input), last = cell.queue.at(-1);
    if (last && !last.refused) return;
    if (last) this.sync.dismiss(cell, last);
    this.cells.show(cell, cell.saved);
    cell.wrong = false;
    this.cells.mark(cell, "still");
  }

  /* Settles a conflict: `entry` is to stand; the own value that is given up for it goes into the history as well. */
  choose(cell, entry, dropped) {
    const { version } = cell.conflict, replaced = [...cell.queue];
    this.clashes -= 1;
    this.cells.mark(cell, "waiting");
    return this.sync.take(cell, entry, { over: version, replaced, dropped });
  }

  // --- what the server answered ----------------------------------------------------------------------------------

  saved(cell, entry) {
    if (this.cells.shown(cell) && sameEntry(entry, this.cells.typed(cell))) this.cells.show(cell, cell.saved);
    this.cells.mark(cell, "saved");
  }

  received(receipts, sent, sheets) {
    const last = receipts.at(-1);
    if (!last || !last.standing || last.state === "conflict") { this.report(); return; }
    const entry = sent.get(last.operation), { text } = last.standing, told = sheets[entry.sheet].told[entry.field];
    this.report(text === "" ? this.texts.emptied
      : this.texts.saved.replace("{value}", localised(text)) + (told ? ` · ${told}` : ""));
  }

  clashed(cell, standing) {
    const mine = cell.queue.at(-1), theirs = { value: standing.text, note: standing.note };
    if (!cell.conflict) this.clashes += 1;
    cell.conflict = { version: standing.version };
    const yours = this.cells.spoken(cell, mine), other = this.cells.spoken(cell, theirs);
    const words = this.texts.conflict.replace("{theirs}", other).replace("{yours}", yours);
    const keepMine = () => this.choose(cell, { value: mine.value, note: mine.note }, null);
    const keepTheirs = () => {
      this.cells.show(cell, theirs);
      const { operation, sequence, value, note } = mine;
      this.choose(cell, theirs, { operation, sequence, value, ...(typeof note === "string" ? { note } : {}) });
    };
    const choices = [[this.texts.keep_mine.replace("{value}", yours), keepMine],
      [this.texts.keep_theirs.replace("{value}", other), keepTheirs]];
    if (this.cells.shown(cell)) this.cells.mark(cell, "conflict", words, choices);
    else this.tell(words, choices);
    this.report(words, true);
  }

  refused(cell, entry) {
    const words = this.texts.refused.replace("{message}", entry.refused);
    if (this.cells.shown(cell)) this.cells.mark(cell, "wrong", entry.refused);
    else this.tell(`${entry.value}: ${words}`, [[this.texts.understood, () => this.sync.dismiss(cell, entry)]]);
    this.report(words, true);
  }

  stopped(why, message) {
    const number = this.sync.waiting().length;
    this.report(this.texts[why].replace("{number}", number).replace("{message}", message), true);
    if (why !== "signed_out") return;
    const link = document.createElement("a");
    link.href = this.form.dataset.signIn;
    link.textContent = this.texts.sign_in;
    this.status.append(" ", link);
  }

  // --- showing it ------------------------------------------------------------------------------------------------

  /* Something about a sheet that is not on this page. */
  tell(words, choices) {
    const told = note(words, choices.map(([label, act]) => [label, () => { act(); told.remove(); }]));
    told.classList.replace("cell-message", "notice");
    this.form.before(told);
  }

  report(message = "", alarming = false) {
    const left = this.sync.waiting().length, bare = this.sync.unkept().length;
    if (this.sync.stopped && !message) return;
    this.status.classList.toggle("stopped", alarming || bare > 0);
    this.status.classList.toggle("pending", left > 0);
    if (bare) this.say(this.texts.unkept, bare);
    else if (this.early && !left && !alarming) this.say(this.texts.sent_later, this.early);
    else if (message) this.say(message);
    else if (this.clashes) this.say(this.texts.clashes, this.clashes);
    else if (left) this.say(this.sync.wait ? this.texts.kept : this.texts.saving, left);
    else if (this.status.classList.contains("was-pending")) this.say(this.texts.all_saved);
    if (!left) this.early = 0;
    this.status.classList.toggle("was-pending", left > 0);
  }

  say(text, number = "") { this.status.textContent = text.replace("{number}", number); }
}

(async () => {
  const form = document.getElementById("scores");
  if (!form) return;
  const page = new ScorePage(form, await Journal.open(form.dataset.account));
  await page.begin();
  if (!("serviceWorker" in navigator)) return;  // a plain-http address: the page works, but not its reload offline
  const held = navigator.serviceWorker.controller;
  navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => { if (!held) active.postMessage({ keep: location.href }); })
    .catch(() => {});  // private windows of some browsers
})();
