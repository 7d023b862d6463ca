// What was typed and not sent yet, on this device: one record in IndexedDB for each page of a case, encrypted with the case's key,
// which stands on the pages of the case and nowhere else (docs/decisions/0013). Every function may fail: storage is refused in
// private windows and where the disk is full. Callers then keep nothing.
const NAME = "drafts";
const STORE = "pages";
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 14;
// Says that there is something, so that other pages need not open (and thereby make) a database to find out.
const FLAG = "drafts";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// One transaction. Closed at once: an open connection would bar the deletion of all.
async function run(mode, act) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

function deleteWhere(goes) {
  return run("readwrite", (store) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (goes(cursor.value)) cursor.delete();
      cursor.continue();
    };
    return request;
  });
}

export function hasSome() {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false;
  }
}

const tabs = () => new BroadcastChannel(NAME);

// Calls back with the case that another tab forgets, "" for all.
export function onForgetting(stop) {
  if ("BroadcastChannel" in window) tabs().addEventListener("message", (event) => stop(event.data));
}

// Of all cases, or of one.
export async function forget(caseId = "") {
  if ("BroadcastChannel" in window) tabs().postMessage(caseId);
  if (!hasSome()) return;
  if (caseId) {
    await deleteWhere((record) => record.case === caseId);
    return;
  }
  localStorage.removeItem(FLAG);
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = reject;
  });
}

// `held`: the cases of this visit; without it only age counts, so that a visit that ran out loses nothing.
export async function purge(held = null) {
  if (!hasSome()) return;
  const oldest = Date.now() - KEPT_DAYS * DAY_MS;
  await deleteWhere((record) => record.at < oldest || (held !== null && !held.includes(record.case)));
}

// Browsers encrypt over secure connections only, and some throw at the mere name of the storage.
export function isPossible() {
  try {
    return window.isSecureContext && Boolean(window.indexedDB && window.localStorage);
  } catch {
    return false;
  }
}

// The records of one case. `key` is base64.
export class Drafts {
  constructor(caseId, key) {
    this.caseId = caseId;
    const raw = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
    this.key = crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  // A page that is open twice has two records: neither tab writes over the other.
  id(page, tab) {
    return `${this.caseId}|${page}|${tab}`;
  }

  cipher(id, iv) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
  }

  async keep(page, tab, typed) {
    const id = this.id(page, tab);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(typed));
    const data = await crypto.subtle.encrypt(this.cipher(id, iv), await this.key, plain);
    localStorage.setItem(FLAG, "1");
    await run("readwrite", (store) => store.put({ id, case: this.caseId, at: typed.at, iv, data }));
  }

  // What tabs left of a page, newest first.
  async read(page) {
    if (!hasSome()) return [];
    const ids = IDBKeyRange.bound(this.id(page, ""), this.id(page, "\uffff"));
    const records = await run("readonly", (store) => store.getAll(ids));
    const typed = await Promise.all(records.map((record) => this.open(record)));
    return typed.filter(Boolean).sort((one, other) => other.at - one.at);
  }

  // null where this key does not open it any more.
  async open({ id, iv, data }) {
    try {
      const plain = await crypto.subtle.decrypt(this.cipher(id, iv), await this.key, data);
      return { id, ...JSON.parse(new TextDecoder().decode(plain)) };
    } catch {
      await this.drop([id]);
      return null;
    }
  }

  async drop(ids) {
    if (hasSome() && ids.length) await deleteWhere((record) => ids.includes(record.id));
  }
}
