// Hashes, signatures, and the one form of a value: the same as core.canonical and verify_bundle.py.
import { hashes, verify } from "../../vendor/noble-ed25519/index.js";
import { sha256, sha512 } from "../../vendor/noble-hashes/sha2.js";

hashes.sha512 = sha512;
const utf8 = new TextEncoder();

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(text) {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

export const sha = (bytes) => hex(sha256(bytes));
export const shaOfText = (text) => sha(utf8.encode(text));

// Keys by UTF-16 units, which is how sort() orders, no spaces.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const pairs = Object.keys(value).sort();
    return `{${pairs.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

export const digest = (value) => shaOfText(canonical(value));

// JSON in that form. Null for anything else: two keys of one name, or a number with a point, would be read differently elsewhere.
export function parsed(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value = JSON.parse(text);
    return canonical(value) === text.trim() ? value : null;
  } catch {
    return null;
  }
}

export function field(value, ...names) {
  return names.reduce((found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined), value);
}

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
export const objects = (value) => (Array.isArray(value) ? value.filter(isObject) : []);

// SHA-256 and size of pieces as they come; stops beyond `limit`. `seen` hears of each piece's length.
export async function hashOf(pieces, limit, seen = () => {}) {
  const total = sha256.create();
  let size = 0;
  for await (const piece of pieces) {
    total.update(piece);
    size += piece.length;
    seen(piece.length);
    if (size > limit) break;
  }
  return { size, sha256: hex(total.digest()) };
}

// The 32 bytes of an Ed25519 public key in PEM; null where it is none.
export function rawKey(pem) {
  const lines = new TextDecoder("latin1").decode(pem).trim().split(/\s*\n\s*/);
  if (lines.length < 3 || !lines[0].includes("BEGIN PUBLIC KEY")) return null;
  try {
    const der = Uint8Array.from(atob(lines.slice(1, -1).join("")), (c) => c.charCodeAt(0));
    return der.length === 44 && hex(der.subarray(0, 12)) === "302a300506032b6570032100" ? der.subarray(12) : null;
  } catch {
    return null;
  }
}

export function signed(message, signature, key) {
  const bytes = unhex(signature);
  if (!key || !bytes || bytes.length !== 64) return false;
  try {
    return verify(bytes, message, key, { zip215: false });
  } catch {
    return false;
  }
}

export const fingerprint = (key) => sha(key || new Uint8Array()).slice(0, 40);
export const grouped = (digits) => (digits.match(/.{1,4}/g) || []).join(" ");

// The root that follows from a leaf and the hashes beside its way up (RFC 6962).
export function climbed(leaf, path) {
  const start = unhex(leaf);
  if (!start || !Array.isArray(path)) return null;
  let total = sha256(Uint8Array.of(0, ...start));
  for (const step of path) {
    const other = Array.isArray(step) && step.length === 2 ? unhex(step[1]) : null;
    if (!other || !["L", "R"].includes(step[0])) return null;
    const [left, right] = step[0] === "L" ? [other, total] : [total, other];
    total = sha256(Uint8Array.of(1, ...left, ...right));
  }
  return hex(total);
}

// The elements of a DER value as [tag, content].
function parts(data) {
  const found = [];
  let at = 0;
  while (at < data.length) {
    const tag = data[at];
    let length = data[at + 1];
    at += 2;
    if (length & 0x80) {
      const more = length & 0x7f;
      if (more < 1 || more > 4 || at + more > data.length) throw new Error("length");
      length = data.subarray(at, at + more).reduce((sum, byte) => sum * 256 + byte, 0);
      at += more;
    }
    if (!(at + length <= data.length)) throw new Error("cut");
    found.push([tag, data.subarray(at, at + length)]);
    at += length;
  }
  return found;
}

// What a time-stamp reply (RFC 3161) is for, in hexadecimal, and its time; null where it is no reply that grants one.
export function stamped(reply) {
  try {
    const [status, token] = parts(parts(reply)[0][1]).map((each) => each[1]);
    if (parts(status)[0][1].some((byte) => byte > 1)) return null;
    const content = parts(parts(parts(token)[1][1])[0][1]);
    const info = parts(parts(parts(parts(content[2][1])[1][1])[0][1])[0][1]);
    const at = new TextDecoder("latin1").decode(info[4][1]);
    const day = at.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*/s, "$1-$2-$3 $4:$5:$6");
    return [hex(parts(info[2][1])[1][1]), day];
  } catch {
    return null;
  }
}
