/* One message to the server and its answer; what fails on the way is an answer, too. */
"use strict";

class Post {
  constructor(form, journal) {
    Object.assign(this, { form, journal, csrf: form.dataset.csrf, told: "" });
  }

  /* The answer with its status; status 0 when there was none. `left` is what stays on the device. */
  async deliver(batch, left, keepalive = false) {
    const ended = new AbortController(), limit = setTimeout(() => ended.abort(), 15000);
    try {
      const response = await fetch(this.form.dataset.url, {
        method: "POST", signal: ended.signal, redirect: "error", keepalive,
        body: JSON.stringify(this.message(batch, left)),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.csrf },
      });
      const answer = await response.json();
      if (response.ok) this.told = JSON.stringify(left);
      return { status: response.status, ...answer };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(limit);
    }
  }

  message(batch, left) {
    return {
      account: Number(this.form.dataset.account), journal: this.journal.id, left,
      operations: batch.map(({ operation, sequence, sheet, field, value, version, note, dropped }) => ({
        operation, sequence, sheet, field, value, version,
        ...(note === undefined || note === null ? {} : { note }), ...(dropped ? { dropped } : {}),
      })),
    };
  }

  /* Fetches the token of another session of the same person from a fresh copy of this page: yes, stranger or no. */
  async renew() {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("scores");
      if (!page || page.dataset.account !== this.form.dataset.account) return "stranger";
      this.csrf = page.dataset.csrf;
      return "yes";
    } catch {
      return "no";
    }
  }
}
