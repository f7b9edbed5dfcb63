/* What stands on a sheet as count and digest, the same text as the server makes (operations/scoring/standing.py).
 *
 * SHA-256 by itself: crypto.subtle does not exist on a plain-http address of the local network.
 */
"use strict";

/* `count-digest` of [field, value, note, version] for every cell that is not empty. */
function standingDigest(entries) {
  const filled = entries.filter(([_field, value]) => value !== "").sort(([one], [other]) => (one < other ? -1 : 1));
  return `${filled.length}-${sha256(new TextEncoder().encode(JSON.stringify(filled)))}`;
}

function sha256(bytes) {
  const words = paddedWords(bytes), sums = [...sha256.start];
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  const block = new Int32Array(64);
  for (let at = 0; at < words.length; at += 16) {
    block.set(words.subarray(at, at + 16));
    for (let i = 16; i < 64; i += 1) {
      const early = block[i - 15], late = block[i - 2];
      block[i] = block[i - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + block[i - 7]
        + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = sums;
    for (let i = 0; i < 64; i += 1) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + sha256.rounds[i] + block[i]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((sum, i) => { sums[i] = (sums[i] + sum) | 0; });
  }
  return sums.map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}

function paddedWords(bytes) {
  const length = ((bytes.length + 8) >> 6) * 16 + 16, words = new Int32Array(length);
  bytes.forEach((byte, i) => { words[i >> 2] |= byte << (24 - 8 * (i % 4)); });
  words[bytes.length >> 2] |= 0x80 << (24 - 8 * (bytes.length % 4));
  words[length - 1] = bytes.length * 8;
  return words;
}

/* The constants of FIPS 180-4: fractions of the square and cube roots of the first primes. */
{
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  sha256.start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  sha256.rounds = primes.map((prime) => fraction(Math.cbrt(prime)));
}
