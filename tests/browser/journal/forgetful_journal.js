/* Stands in for journal.js: what a page wrote is gone with the page. */
"use strict";

class Journal {
  static async open() { return Object.assign(new Journal(), { id: newId(), count: 0 }); }

  async write(entry) { this.count += 1; entry.sequence = entry.sequence || this.count; }

  async update() {}

  async forget() {}

  async entries() { return []; }

  async known() { return []; }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
