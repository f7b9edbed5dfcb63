/* Reads the offline code of a certificate (QR B) and checks it with keys that were fetched before; sends nothing.
 *
 * Digits → bytes → strict CBOR → COSE_Sign1 with ES256 → WebCrypto. The same rules as certificates/offline_code.py, and
 * stricter: only the shortest encoding is read, only the two headers that are written.
 */
"use strict";

/* Why a code is not taken: `malformed`, `insecure`, `key_unknown`, `key_compromised`, `not_signed`. */
class CodeFault extends Error {
  constructor(code, key = null) {
    super(code);
    this.code = code;
    this.key = key;
  }
}

const LONGEST_CODE = 1200;
const DEEPEST = 4;

/* A reader of the few kinds of CBOR (RFC 8949) that a code is made of, each in its only shortest form. */
class Cbor {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  static whole(bytes) {
    const reader = new Cbor(bytes), value = reader.value(0);
    if (reader.at !== bytes.length) throw new CodeFault("malformed");
    return value;
  }

  value(depth) {
    if (depth > DEEPEST) throw new CodeFault("malformed");
    const [kind, count] = this.head();
    if (kind === 0) return count;
    if (kind === 1) return -1 - count;
    if (kind === 2) return this.take(count);
    if (kind === 3) return this.text(count);
    if (kind === 4) return this.list(count, depth);
    if (kind === 5) return this.map(count, depth);
    if (kind === 6) return { tag: count, value: this.value(depth + 1) };
    throw new CodeFault("malformed");
  }

  head() {
    const [first] = this.take(1), kind = first >> 5, low = first & 31;
    if (low < 24) return [kind, low];
    if (low > 26) throw new CodeFault("malformed");
    const size = 1 << (low - 24);
    const count = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = { 1: 24, 2: 256, 4: 65536 }[size];
    if (count < least) throw new CodeFault("malformed");
    return [kind, count];
  }

  take(count) {
    if (this.at + count > this.bytes.length) throw new CodeFault("malformed");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  text(count) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(count));
    } catch {
      throw new CodeFault("malformed");
    }
  }

  list(count, depth) {
    if (count > this.bytes.length) throw new CodeFault("malformed");
    return Array.from({ length: count }, () => this.value(depth + 1));
  }

  map(count, depth) {
    const found = new Map();
    for (let left = count; left > 0; left -= 1) {
      const key = this.value(depth + 1);
      if (typeof key !== "number" || found.has(key)) throw new CodeFault("malformed");
      found.set(key, this.value(depth + 1));
    }
    return found;
  }
}

const OfflineCode = {
  /* What the digits say, and with whose key: {version, number, name, occupation, grade, issued, issuer, key}. `keys`
   * are those of `/offline/keys.json`. Throws CodeFault. */
  async read(digits, keys) {
    const { protectedBytes, said, signature } = OfflineCode.parts(OfflineCode.bytes(digits));
    const hint = OfflineCode.hint(protectedBytes), stated = OfflineCode.stated(said);
    if (!window.crypto || !crypto.subtle) throw new CodeFault("insecure");
    const key = await OfflineCode.keyOf(hint, keys);
    if (!key) throw new CodeFault("key_unknown");
    if (key.compromised) throw new CodeFault("key_compromised", key);
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const open = await crypto.subtle.importKey("spki", OfflineCode.unhex(key.public), algorithm, false, ["verify"]);
    const right = await crypto.subtle.verify(algorithm, open, signature, OfflineCode.signed(protectedBytes, said));
    if (!right) throw new CodeFault("not_signed", key);
    return { ...stated, key };
  },

  /* The bytes behind the digits: one number whose first byte is 1, so that zeros at the start are kept. */
  bytes(digits) {
    if (!/^[1-9][0-9]*$/.test(digits) || digits.length > LONGEST_CODE) throw new CodeFault("malformed");
    const hex = BigInt(digits).toString(16);
    if (hex[0] !== "1" || hex.length % 2 === 0) throw new CodeFault("malformed");
    return OfflineCode.unhex(hex.slice(1));
  },

  parts(bytes) {
    const found = Cbor.whole(bytes), parts = found.tag === 18 ? found.value : null;
    if (!Array.isArray(parts) || parts.length !== 4) throw new CodeFault("malformed");
    const [protectedBytes, open, said, signature] = parts;
    const empty = open instanceof Map && open.size === 0;
    const raw = [protectedBytes, said, signature].every((part) => part instanceof Uint8Array);
    if (!empty || !raw || signature.length !== 64) throw new CodeFault("malformed");
    return { protectedBytes, said, signature };
  },

  hint(protectedBytes) {
    const header = Cbor.whole(protectedBytes);
    const named = header instanceof Map && header.size === 2 && header.get(1) === -7;
    if (!named || !(header.get(4) instanceof Uint8Array)) throw new CodeFault("malformed");
    return header.get(4);
  },

  stated(said) {
    const facts = Cbor.whole(said);
    const fits = Array.isArray(facts) && facts.length === 7 && facts[0] === 1;
    if (!fits || !facts.slice(1).every((fact) => typeof fact === "string")) throw new CodeFault("malformed");
    const [version, number, name, occupation, grade, issued, issuer] = facts;
    return { version, number, name, occupation, grade, issued, issuer };
  },

  /* The key whose SHA-256 begins with the hint. */
  async keyOf(hint, keys) {
    const wanted = OfflineCode.hex(hint);
    for (const key of keys) {
      const digest = await crypto.subtle.digest("SHA-256", OfflineCode.unhex(key.public));
      if (wanted.length === 16 && OfflineCode.hex(new Uint8Array(digest)).startsWith(wanted)) return key;
    }
    return null;
  },

  /* ["Signature1", protected, h'', said] (RFC 9052 §4.4); both byte strings are shorter than 65,536. */
  signed(protectedBytes, said) {
    const context = new TextEncoder().encode("Signature1");
    return new Uint8Array([0x84, 0x60 + context.length, ...context, ...OfflineCode.string(protectedBytes), 0x40,
      ...OfflineCode.string(said)]);
  },

  string(bytes) {
    const { length } = bytes;
    const head = length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
    return [...head, ...bytes];
  },

  unhex: (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => Number.parseInt(pair, 16)),
  hex: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
};
