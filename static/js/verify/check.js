// The checks of verify_bundle.py, in the same order and with the same codes. What only openssl can do is said, not done.
import { Cannot, Zip, printable } from "./zip.js";
import {
  canonical, climbed, digest, field, fingerprint, grouped, hashOf, isObject, objects, parsed, rawKey, sha, shaOfText, signed, stamped,
} from "./values.js";

const UNLISTED = new Set(["manifest.json", "manifest.sig", "SHA256SUMS"]);
const EVENTS = "events.json";
const ROOT = "anchor/day_root.json";
const STAMP = "anchor/day_root.tsr";
const CHANGED = new Map([
  ["bundle.pdf", "pdf_changed"],
  [EVENTS, "events_changed"],
  [ROOT, "root_changed"],
  [STAMP, "stamp_changed"],
]);
const LINK = ["actor", "at", "case", "data", "hash", "kind", "prev", "seq"];
const BEGINNING = "0".repeat(64);
const utf8 = new TextEncoder();
const isExhibit = (name) => /^(originals|copies)\//.test(name);
const two = (number) => String(number).padStart(2, "0");

class Check {
  constructor(zip, keys, progress) {
    Object.assign(this, { zip, keys, progress, results: [], chain: [] });
  }

  say(check, status, code, values = {}) {
    this.results.push({ check, status, code, values });
  }

  fail(check, code, values) {
    this.say(check, "failed", code, values);
  }

  failed(check) {
    return this.results.some((each) => each.status === "failed" && (!check || each.check === check));
  }

  get isCopy() {
    return this.manifest.kind === "recipient";
  }

  async run() {
    if (!this.zip.has("manifest.json")) throw new Cannot("no_bundle", { name: "manifest.json" });
    this.key = rawKey(await this.zip.read("site_key.pem"));
    const bytes = await this.zip.read("manifest.json");
    const manifest = parsed(bytes);
    this.manifest = field(manifest, "format") === "claimguide-bundle/1" ? manifest : null;
    await this.checkSignature(bytes);
    this.checkKey();
    if (!this.manifest) {
      this.fail("files", "manifest_unreadable");
      return;
    }
    this.listed = new Map(objects(this.manifest.files).map((each) => [String(each.name), each]));
    await this.checkFiles(bytes);
    await this.checkChain();
    this.checkExhibits();
    await this.checkDay();
  }

  async checkSignature(manifest) {
    const signature = new TextDecoder("latin1").decode(await this.zip.read("manifest.sig", 1000)).trim();
    if (signed(manifest, signature, this.key)) this.say("signature", "ok", "signature_ok");
    else this.fail("signature", "signature_bad");
  }

  checkKey() {
    const ours = fingerprint(this.key);
    if (this.manifest && this.manifest.key !== ours) this.fail("key", "key_mismatch");
    const known = this.keys.find((each) => each.fingerprint === ours);
    const key = grouped(ours);
    if (!this.keys.length) this.say("key", "note", "key_compare", { key });
    else if (!known) this.fail("key", "key_other", { key, given: grouped(this.keys[0].fingerprint) });
    else this.say("key", "ok", known.retired ? "key_retired" : "key_ok", { key });
  }

  // files

  async checkFiles(manifest) {
    const byHash = new Map([...this.listed].map(([name, each]) => [each.sha256, name]));
    const sizes = [...this.listed.values()].map((each) => each.size).filter(Number.isInteger);
    const largest = Math.max(0, ...sizes);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const found = new Map([["manifest.json", sha(manifest)], ["manifest.sig", sha(await this.zip.read("manifest.sig"))]]);
    let done = 0;
    for (const [name, entry] of this.listed) {
      if (!this.zip.has(name)) {
        this.fail("files", "file_missing", { name: printable(name) });
        continue;
      }
      let was;
      try {
        was = await hashOf(this.zip.pieces(name), largest, (size) => this.progress((done += size), total, name));
      } catch {
        this.fail("files", "unreadable", { name: printable(name) });
        continue;
      }
      found.set(name, was.sha256);
      if (was.size !== entry.size || was.sha256 !== entry.sha256) this.changed(name, byHash.get(was.sha256));
    }
    for (const name of [...this.zip.entries.keys()].sort()) {
      if (!this.listed.has(name) && !UNLISTED.has(name)) this.fail("files", "file_extra", { name: printable(name) });
    }
    await this.checkSums(found);
    if (!this.failed("files")) this.say("files", "ok", "files_ok", { count: this.listed.size });
  }

  changed(name, other) {
    if (other !== undefined && other !== name) {
      this.fail("files", "files_swapped", { name: printable(name), other: printable(other) });
    } else if (CHANGED.has(name)) {
      this.fail("files", CHANGED.get(name));
    } else {
      this.fail("files", isExhibit(name) ? "exhibit_changed" : "file_changed", { name: printable(name) });
    }
  }

  async checkSums(found) {
    if (!this.zip.has("SHA256SUMS")) {
      this.fail("files", "file_missing", { name: "SHA256SUMS" });
      return;
    }
    for (const line of new TextDecoder().decode(await this.zip.read("SHA256SUMS")).split(/\r?\n/)) {
      const [total] = line.split(" ", 1);
      const name = line.slice(total.length).replace(/^[ *]+/, "");
      // Where more is wrong these sums say nothing new.
      if (line && found.has(name) && found.get(name) !== total && !this.failed()) {
        this.fail("files", "sums_wrong", { name: printable(name) });
      }
    }
  }

  // history

  async checkChain() {
    if (this.isCopy && !this.listed.has(EVENTS)) {
      this.say("chain", "note", "chain_outside", { count: field(this.manifest, "events", "count") ?? "?" });
      return;
    }
    const chain = parsed(await this.zip.read(EVENTS));
    if (!Array.isArray(chain)) {
      this.fail("chain", "chain_unreadable");
      return;
    }
    const odd = chain.findIndex((link) => !wellFormed(link));
    if (odd >= 0) {
      this.fail("chain", "event_malformed", { seq: odd + 1 });
      return;
    }
    this.chain = chain;
    this.checkLinks();
    const ends = chain.length ? [chain[0].hash, chain.at(-1).hash] : [BEGINNING, BEGINNING];
    const { first, head, count } = isObject(this.manifest.events) ? this.manifest.events : {};
    if (first !== ends[0] || head !== ends[1] || count !== chain.length) this.fail("chain", "chain_end");
    if (!this.failed("chain")) this.say("chain", "ok", "chain_ok", { count: chain.length });
  }

  checkLinks() {
    let place = 0;
    let before = BEGINNING;
    for (const link of this.chain) {
      const expected = place + 1;
      place = link.seq;
      const { hash, ...said } = link;
      if (place !== expected) this.fail("chain", place > expected ? "event_missing" : "event_order", { seq: place });
      if (link.case !== this.manifest.case) this.fail("chain", "event_foreign", { seq: place, other: printable(link.case) });
      if (hash !== digest(said)) this.fail("chain", "event_altered", { seq: place });
      else if (link.prev !== before && place === expected) this.fail("chain", "event_broken", { seq: place });
      before = hash;
    }
  }

  // exhibits

  checkExhibits() {
    const added = new Set(
      this.chain.filter((link) => link.kind === "exhibit_added").map((link) => `${link.data.exhibit} ${link.data.sha256}`),
    );
    const exhibits = objects(this.manifest.exhibits);
    let last = 0;
    for (const exhibit of exhibits) {
      this.checkExhibit(last, exhibit, added);
      last = Number.isInteger(exhibit.number) ? exhibit.number : 0;
    }
    if (new Set(exhibits.map((each) => each.id)).size !== exhibits.length) this.fail("exhibits", "exhibit_order", { name: "id" });
    const named = new Set(exhibits.map((each) => String(each.file)));
    for (const name of [...this.listed.keys()].filter((each) => isExhibit(each) && !named.has(each)).sort()) {
      this.fail("exhibits", "exhibit_order", { name: printable(name) });
    }
    if (this.failed("exhibits")) return;
    const code = !this.isCopy ? "exhibits_ok" : this.chain.length ? "copies_ok" : "copies_listed";
    this.say("exhibits", "ok", code, { count: exhibits.length });
  }

  checkExhibit(last, exhibit, added) {
    const file = String(exhibit.file);
    const name = printable(file);
    const { number } = exhibit;
    const follows = Number.isInteger(number) && (this.isCopy ? number > last : number === last + 1);
    if (!follows || !file.split("/").at(-1).startsWith(`${two(number)}-`)) this.fail("exhibits", "exhibit_order", { name });
    const entry = this.listed.get(file) || {};
    if (["sha256", "sm3", "size"].some((each) => exhibit[each] !== entry[each])) this.fail("exhibits", "exhibit_hash", { name });
    const original = this.isCopy ? exhibit.copy_of : exhibit;
    if (this.chain.length && !added.has(`${exhibit.id} ${field(original, "sha256")}`)) {
      this.fail("exhibits", "exhibit_unknown", { name });
    }
  }

  // day root and time stamp

  async checkDay() {
    const { anchor } = this.manifest;
    if (!isObject(anchor)) {
      this.say("day", "note", "no_anchor");
      return;
    }
    const day = printable(String(anchor.day));
    if (!this.rootHolds(parsed(await this.zip.read(ROOT)), anchor)) this.fail("day", "root_bad");
    if (climbed(anchor.leaf, anchor.path) !== anchor.root) this.fail("day", "path_wrong", { day });
    const count = this.leafOf(anchor.leaf);
    if (!count) this.fail("day", "leaf_wrong");
    if (!this.failed("day")) this.say("day", "ok", "day_ok", { count, total: this.chain.length, day });
    await this.checkStamp(String(anchor.root));
  }

  rootHolds(root, anchor) {
    if (field(root, "format") !== "claimguide-day-root/1") return false;
    const { signature, ...said } = root;
    const same = root.day === anchor.day && root.root === anchor.root;
    return same && signed(utf8.encode(canonical(said)), signature, this.key);
  }

  leafOf(leaf) {
    const owner = shaOfText(String(this.manifest.case));
    const covered = this.chain.find((link) => digest({ case: owner, head: link.hash, count: link.seq }) === leaf);
    return covered ? covered.seq : 0;
  }

  async checkStamp(root) {
    if (!this.zip.has(STAMP)) {
      this.say("stamp", "note", "no_stamp");
      return;
    }
    const found = stamped(await this.zip.read(STAMP, 1 << 20));
    if (!found) this.fail("stamp", "stamp_bad");
    else if (found[0] !== root) this.fail("stamp", "stamp_other");
    else this.say("stamp", "note", "stamp_unchecked", { at: found[1] });
  }
}

function wellFormed(link) {
  if (!isObject(link) || Object.keys(link).sort().join() !== LINK.join()) return false;
  const texts = ["case", "kind", "at", "actor", "prev", "hash"];
  return texts.every((key) => typeof link[key] === "string") && isObject(link.data) && Number.isInteger(link.seq);
}

// Checks a bundle. `keys` are the site's own, [{fingerprint, retired}]; `progress(done, total, name)` hears how far it is.
// Returns {results: [{check, status: ok | failed | note, code, values}], manifest}; the conclusion stands last.
export async function checkBundle(file, keys, progress) {
  let check;
  try {
    check = new Check(await Zip.open(file), keys, progress);
    await check.run();
  } catch (error) {
    const { code, values } = error instanceof Cannot ? error : { code: "unreadable", values: { name: printable(file.name) } };
    const why = { check: "bundle", status: "failed", code, values };
    return { results: [why, { check: "result", status: "failed", code: "cannot", values: {} }], manifest: null };
  }
  if (check.failed()) check.fail("result", "some_failed");
  else check.say("result", "ok", keys.length ? "all_ok" : "all_ok_but_key");
  return { results: check.results, manifest: check.manifest };
}
