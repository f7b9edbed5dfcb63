/* The journal of one account on this device: what was typed is written here before it is sent, and leaves only when
 * the server answered for exactly this entry.
 *
 * It lies in IndexedDB with strict durability, one database for each account, so that what one examiner typed is never
 * sent by another. Every tab of the account shares it: an entry that two tabs send counts once on the server.
 *
 * An entry: operation (its id), sequence, sitting, sheet, field, value, note, version (what it was typed over), after
 * (the operation whose answer will say the version), sent, and refused (the sentence why the server did not take it).
 * Beside them, `known` holds the newest receipt for each cell: what this device knows to stand on the server.
 */
"use strict";

class Journal {
  /* The journal of `account`; one that keeps nothing where the browser offers no database. */
  static async open(account) {
    const journal = new Journal();
    try {
      journal.database = await Journal.opened(`assess-journal-${account}`);
      await journal.change(async (store) => {
        const named = await done(store.about.get("journal"));
        journal.id = named ? named.id : newId();
        if (!named) store.about.put({ name: "journal", id: journal.id, sequence: 0 });
      });
    } catch {
      journal.database = null;
      journal.id = newId();
    }
    return journal;
  }

  static opened(name) {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "operation" });
      asked.result.createObjectStore("known", { keyPath: ["sheet", "field"] }).createIndex("sheet", "sheet");
      asked.result.createObjectStore("about", { keyPath: "name" });
    };
    return done(asked);
  }

  /* Runs `work` in one transaction that is on the disk when this has ended, or has changed nothing. */
  async change(work) {
    if (!this.database) throw new Error("nothing can be kept on this device");
    const names = ["entries", "known", "about"];
    const transaction = this.database.transaction(names, "readwrite", { durability: "strict" });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error || new Error("aborted"));
    });
    ended.catch(() => {});
    try {
      await work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    } catch (error) {
      try { transaction.abort(); } catch { /* it has ended by itself */ }
      throw error;
    }
    return ended;
  }

  /* Writes an entry and counts it, in place of those that it replaces. */
  write(entry, replaced = []) {
    return this.change(async (store) => {
      const about = await done(store.about.get("journal"));
      entry.sequence = entry.sequence || about.sequence + 1;
      store.about.put({ ...about, sequence: Math.max(about.sequence, entry.sequence) });
      for (const operation of replaced) store.entries.delete(operation);
      await done(store.entries.put(bare(entry)));
    });
  }

  /* Keeps what became of entries, such as that they were sent. */
  update(entries) {
    return this.change(async (store) => {
      for (const entry of entries) if (await done(store.entries.get(entry.operation))) store.entries.put(bare(entry));
    });
  }

  /* Forgets entries that were answered, keeps what the server said stands in their cells, and tells the entries that
   * were typed over them which version that is. */
  forget(answered, known = []) {
    return this.change(async (store) => {
      const made = new Map(answered.map(({ operation, version }) => [operation, version]));
      for (const entry of await done(store.entries.getAll())) {
        if (made.has(entry.operation)) store.entries.delete(entry.operation);
        else if (made.has(entry.after)) store.entries.put({ ...entry, after: null, version: made.get(entry.after) });
      }
      for (const cell of known) {
        const before = await done(store.known.get([cell.sheet, cell.field]));
        if (!before || before.version <= cell.version) store.known.put(cell);
      }
    });
  }

  /* All entries that are not answered, in the order in which they were typed. */
  async entries() {
    if (!this.database) return [];
    const found = await done(this.database.transaction("entries").objectStore("entries").getAll());
    return found.sort((one, other) => one.sequence - other.sequence);
  }

  /* The newest receipts for the cells of a sheet. */
  async known(sheet) {
    if (!this.database) return [];
    return done(this.database.transaction("known").objectStore("known").index("sheet").getAll(sheet));
  }
}

function bare({ operation, sequence, sitting, sheet, field, value, note, version, after, sent, refused, dropped }) {
  return { operation, sequence, sitting, sheet, field, value, note, version, after, sent, refused, dropped };
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/* 32 hexadecimal digits; crypto.randomUUID does not exist on a plain-http address of the local network. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
