/* Sends what the journal holds, and settles what the server answers.
 *
 * Of each cell only the oldest entry is on its way; one that was never sent may be replaced by a newer value, one that
 * was sent never. A lost answer, a lost network or a restarted server only mean that it is sent once more.
 */
"use strict";

class Sync {
  /* `page` is told what happened: saved, clashed, refused, report. */
  constructor(form, journal, cells, page) {
    Object.assign(this, { form, journal, cells, page });
    this.account = Number(form.dataset.account);
    this.csrf = form.dataset.csrf;
    this.sitting = Number(form.dataset.sitting);
    this.busy = this.stopped = this.renewed = false;
    this.wait = this.timer = 0;
    this.told = "";
    for (const name of ["online", "focus"]) window.addEventListener(name, () => this.resume());
    setInterval(() => this.beat(), 20000);
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.beat(true); });
  }

  // --- taking entries --------------------------------------------------------------------------------------------

  /* Takes a value for a cell: first into the journal, then on its way. `over` is the version it was typed over. */
  async take(cell, typed, { over = cell.version, replaced = [], dropped = null, pause = 0 } = {}) {
    const last = cell.queue.at(-1);
    const gone = [...replaced];
    if (!replaced.length && last && !last.sent) gone.push(cell.queue.pop());
    else if (replaced.length) cell.queue = cell.queue.filter((each) => !replaced.includes(each));
    const before = cell.queue.at(-1), first = gone[0];
    const entry = {
      ...typed, operation: newId(), sequence: 0, sitting: this.sitting, sheet: cell.sheet, field: cell.field, dropped,
      version: replaced.length || !first ? over : first.version,
      after: before ? before.operation : replaced.length || !first ? null : first.after, sent: false, refused: "",
      replaces: gone.flatMap((each) => [each.operation, ...(each.replaces || [])]),
    };
    cell.queue.push(entry);
    cell.conflict = null;
    cell.wrong = false;
    await this.keep(entry);
    this.page.report();
    this.wake(pause);
  }

  /* Writes an entry into the journal; where that fails it stays on this page, and the page says so. */
  async keep(entry) {
    entry.writing = true;
    try {
      await this.journal.write(entry, entry.replaces);
      Object.assign(entry, { replaces: [], unkept: false });
    } catch {
      entry.unkept = true;
    }
    entry.writing = false;
  }

  /* What an earlier page of this account left, on whatever sheet. */
  async takeUp() {
    const found = await this.journal.entries(), here = new Set(found.map((entry) => entry.operation));
    for (const entry of found) {
      // What it was typed over was answered to another tab that did not live to say so: it asks rather than overwrites.
      if (!here.has(entry.after)) Object.assign(entry, { after: null, version: entry.version || 0 });
      const cell = this.cells.at(entry.sheet, entry.field);
      if (cell.queue.some((each) => each.operation === entry.operation)) continue;
      cell.queue.push(entry);
      cell.queue.sort((one, other) => (one.sequence || Infinity) - (other.sequence || Infinity));
    }
  }

  waiting() { return this.entries().filter((entry) => !entry.refused); }

  unkept() { return this.entries().filter((entry) => entry.unkept); }

  entries() { return [...this.cells.all.values()].flatMap((cell) => cell.queue); }

  // --- sending ---------------------------------------------------------------------------------------------------

  wake(pause = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.wait ? this.wait * 1000 : pause);
  }

  resume() {
    if (this.busy) return;
    this.stopped = this.renewed = false;
    this.wait = 0;
    this.wake();
  }

  async send(asked = false) {
    if (this.busy || this.stopped) return;
    this.busy = true;
    for (const entry of this.unkept()) if (!entry.writing) await this.keep(entry);
    const batch = this.due();
    if (!batch.length && !asked) { this.busy = false; this.page.report(); return; }
    batch.forEach((entry) => { entry.sent = true; });
    // Before anything leaves: a page that comes after this one must know that these may have arrived.
    await this.journal.update(batch).catch(() => {});
    this.page.report();
    const answer = await this.deliver(batch);
    this.busy = false;
    if (await this.settle(batch, answer)) this.wake();
  }

  due() {
    const next = [...this.cells.all.values()].filter((cell) => cell.queue.length && !cell.conflict)
      .map((cell) => cell.queue[0]);
    return next.filter((entry) => !entry.writing && !entry.refused && !(entry.after && entry.version === null))
      .slice(0, 50);
  }

  async deliver(batch, keepalive = false) {
    const ended = new AbortController(), limit = setTimeout(() => ended.abort(), 15000), message = this.message(batch);
    try {
      const response = await fetch(this.form.dataset.url, {
        method: "POST", signal: ended.signal, redirect: "error", keepalive, body: JSON.stringify(message),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      });
      const answer = await response.json();
      if (response.ok) this.told = JSON.stringify(message.left);
      return { status: response.status, ...answer };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  message(batch) {
    return {
      account: this.account, journal: this.journal.id, left: this.left(batch),
      operations: batch.map(({ operation, sequence, sheet, field, value, version, note, dropped }) => ({
        operation, sequence, sheet, field, value, version,
        ...(note === undefined || note === null ? {} : { note }), ...(dropped ? { dropped } : {}),
      })),
    };
  }

  /* What stays on this device by sitting, besides what is on its way. */
  left(batch) {
    const found = new Map([[this.sitting, { sitting: this.sitting, waiting: 0, conflicts: 0 }]]);
    for (const cell of this.cells.all.values()) {
      for (const entry of cell.queue.filter((each) => !batch.includes(each))) {
        const at = found.get(entry.sitting) || { sitting: entry.sitting, waiting: 0, conflicts: 0 };
        at[cell.conflict ? "conflicts" : "waiting"] += 1;
        found.set(entry.sitting, at);
      }
    }
    return [...found.values()].slice(0, 50);
  }

  /* Tells the office from time to time what waits here, also that nothing does; and when the page goes out of sight. */
  beat(leaving = false) {
    if (this.busy || this.stopped || this.wait) return;
    if (!leaving) this.send(true);
    else if (JSON.stringify(this.left([])) !== this.told) this.deliver([], true);
  }

  // --- settling --------------------------------------------------------------------------------------------------

  /* Whether to go on with what is next. */
  async settle(batch, answer) {
    if (answer.status === 200) {
      this.wait = 0;
      this.renewed = false;
      await this.receive(batch, answer);
      return this.due().length > 0;
    }
    if (answer.status === 401 || answer.code === "journal.other_account") this.stop("signed_out");
    else if (answer.code === "request.csrf") await this.renew();
    else if (answer.status === 0 || answer.status === 429 || answer.status >= 500) this.delay();
    else this.stop("refused", answer.message || "");
    return false;
  }

  async receive(batch, { receipts, sheets }) {
    const sent = new Map(batch.map((entry) => [entry.operation, entry])), known = [], answered = [], refused = [];
    for (const receipt of receipts) {
      const entry = sent.get(receipt.operation), cell = this.cells.at(entry.sheet, entry.field);
      if (receipt.state === "conflict") this.page.clashed(cell, receipt.standing);
      else if (receipt.state === "refused") {
        refused.push(entry);
        this.refuse(cell, entry, receipt);
      } else {
        for (const operation of [entry.operation, ...(entry.replaces || [])]) answered.push({ operation, version: receipt.version });
        const { value, text, note, version } = receipt.standing;
        known.push({ sheet: entry.sheet, field: entry.field, value, text, note, version });
        this.accept(cell, entry, receipt);
      }
    }
    for (const [sheet, sums] of Object.entries(sheets)) this.cells.sums(sheet, sums);
    await this.journal.forget(answered, known).catch(() => {});
    if (refused.length) await this.journal.update(refused).catch(() => {});
    this.page.received(receipts, sent, sheets);
  }

  accept(cell, entry, receipt) {
    cell.queue = cell.queue.filter((each) => each !== entry);
    for (const next of cell.queue) {
      if (next.after === entry.operation) Object.assign(next, { version: receipt.version, after: null });
    }
    const { text, note, version } = receipt.standing;
    if (version < cell.version) return;
    cell.version = version;
    cell.saved = { value: text, note };
    if (!cell.queue.length) this.page.saved(cell, entry);
  }

  /* The server will never take it: it stays in the journal until somebody has seen why. */
  refuse(cell, entry, receipt) {
    for (const next of cell.queue) {
      if (next.after === entry.operation) Object.assign(next, { version: entry.version, after: null });
    }
    entry.refused = receipt.message;
    if (cell.queue.at(-1) !== entry) this.dismiss(cell, entry);
    else this.page.refused(cell, entry);
  }

  dismiss(cell, entry) {
    cell.queue = cell.queue.filter((each) => each !== entry);
    return this.journal.forget([entry]).catch(() => {});
  }

  // --- when it cannot be sent now --------------------------------------------------------------------------------

  delay() {
    this.wait = Math.min(this.wait ? this.wait * 2 : 2, 30);
    this.wake();
    this.page.report();
  }

  /* Nothing is sent again before somebody does something: a refusal must not become a loop. */
  stop(why, message = "") {
    this.stopped = true;
    this.page.stopped(why, message);
  }

  /* The session is another one now: its token stands on a fresh copy of this page, if the same person is signed in. */
  async renew() {
    if (this.renewed) { this.stop("signed_out"); return; }
    this.renewed = true;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("scores");
      if (!page || page.dataset.account !== this.form.dataset.account) { this.stop("signed_out"); return; }
      this.csrf = page.dataset.csrf;
      this.wake();
    } catch {
      this.renewed = false;
      this.delay();
    }
  }
}
