// SHA-256 of a text, as `crypto.subtle` is not there on every page, and makes all wait.

const PRIMES = /** @type {number[]} */ ([]);
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (/** @type {number} */ x) => ((x % 1) * 2 ** 32) | 0;
const CONSTANTS = Int32Array.from(PRIMES, (n) => fraction(Math.cbrt(n)));

/** @param {string} text */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const data = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64);
  data.set(bytes);
  data[bytes.length] = 0x80;
  new DataView(data.buffer).setBigUint64(data.length - 8, 8n * BigInt(bytes.length));
  const hash = Int32Array.from(PRIMES.slice(0, 8), (n) => fraction(Math.sqrt(n)));
  const words = new Int32Array(64);
  for (let at = 0; at < data.length; at += 64) mixIn(hash, words, data, at);
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/**
 * Mix a block into a hash.
 * @param {Int32Array} hash
 * @param {Int32Array} w
 * @param {Uint8Array} data
 * @param {number} at
 */
function mixIn(hash, w, data, at) {
  for (let n = 0; n < 16; n++, at += 4) {
    w[n] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
  }
  for (let n = 16; n < 64; n++) {
    const [x, y] = [w[n - 15], w[n - 2]];
    const near = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const far = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[n] = (w[n - 16] + near + w[n - 7] + far) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let n = 0; n < 64; n++) {
    const far = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + far + ((e & f) ^ (~e & g)) + CONSTANTS[n] + w[n]) | 0;
    const near = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (near + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, n) => (hash[n] += word));
}
