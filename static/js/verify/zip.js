// Reads a ZIP where it lies: its list of files, and each file in pieces. Stored and deflated files, no ZIP64, nothing unpacked.

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_END = 22 + 0xffff;
const MAX_FILES = 2000;
const MAX_TOTAL = 8 * 2 ** 30;
const CHUNK = 1 << 20;
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__", "__MACOSX"]);

// Why nothing can be checked; `code` is one of the words of the page.
export class Cannot extends Error {
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

export const printable = (name) => Array.from(name.slice(0, 120), (c) => (/[\p{C}]/u.test(c) ? "?" : c)).join("");

const view = async (blob) => new DataView(await blob.arrayBuffer());

function unsafe(name) {
  const parts = name.split("/");
  const odd = /[\\:]/.test(name) || Array.from(name).some((c) => c.codePointAt(0) < 32);
  return odd || parts.some((part) => part === "" || part === "." || part === "..");
}

export class Zip {
  static async open(file) {
    const zip = new Zip();
    zip.file = file;
    zip.entries = new Map();
    await zip.list();
    if ([...zip.entries.values()].reduce((sum, each) => sum + each.size, 0) > MAX_TOTAL) throw new Cannot("too_big");
    return zip;
  }

  has(name) {
    return this.entries.has(name);
  }

  async list() {
    const from = Math.max(0, this.file.size - LONGEST_END);
    const tail = await view(this.file.slice(from));
    let at = tail.byteLength - 22;
    while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
    if (at < 0) throw new Cannot("broken_zip");
    const count = tail.getUint16(at + 10, true);
    const start = tail.getUint32(at + 16, true);
    if (count > MAX_FILES) throw new Cannot("bad_name", { name: `> ${MAX_FILES}` });
    const table = await view(this.file.slice(start, start + tail.getUint32(at + 12, true)));
    let place = 0;
    for (let n = 0; n < count; n += 1) {
      if (place + 46 > table.byteLength || table.getUint32(place, true) !== ENTRY) throw new Cannot("broken_zip");
      place += this.take(table, place);
    }
  }

  take(table, at) {
    const field = (offset) => table.getUint16(at + offset, true);
    const flags = field(8);
    const nameLength = field(28);
    const bytes = new Uint8Array(table.buffer, at + 46, Math.min(nameLength, table.byteLength - at - 46));
    const name = new TextDecoder(flags & 0x800 ? "utf-8" : "latin1").decode(bytes);
    const link = table.getUint32(at + 38, true) >>> 28 === 0xa;
    if (unsafe(name.replace(/\/$/, "")) || link || flags & 1) throw new Cannot("bad_name", { name: printable(name) });
    const litter = name.endsWith("/") || name.split("/").some((part) => LITTER.has(part));
    if (!litter) {
      if (this.entries.has(name)) throw new Cannot("double_name", { name: printable(name) });
      this.entries.set(name, {
        method: field(10),
        packed: table.getUint32(at + 20, true),
        size: table.getUint32(at + 24, true),
        local: table.getUint32(at + 42, true),
      });
    }
    return 46 + nameLength + field(30) + field(32);
  }

  async data(name) {
    const entry = this.entries.get(name);
    const head = await view(this.file.slice(entry.local, entry.local + 30));
    if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new Error("no local header");
    const start = entry.local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (start + entry.packed > this.file.size) throw new Error("cut");
    return this.file.slice(start, start + entry.packed);
  }

  // The file's bytes in pieces. Throws where they cannot be read.
  async *pieces(name) {
    const { method } = this.entries.get(name);
    const data = await this.data(name);
    if (method === 0) {
      for (let at = 0; at < data.size; at += CHUNK) yield new Uint8Array(await data.slice(at, at + CHUNK).arrayBuffer());
      return;
    }
    if (method !== 8) throw new Error("packed in another way");
    const reader = data.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  // At most `limit` bytes of a file; none where it is missing or broken (the list of files says so).
  async read(name, limit = 32 << 20) {
    if (!this.has(name)) return new Uint8Array();
    const parts = [];
    let size = 0;
    try {
      for await (const part of this.pieces(name)) {
        parts.push(part);
        size += part.length;
        if (size >= limit) break;
      }
    } catch {
      return new Uint8Array();
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole.subarray(0, limit);
  }
}
