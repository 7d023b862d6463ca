// One large file in pieces. The server says how much it has; whatever breaks, the next piece begins there.
// Nothing of the file is held but the piece being sent.
import { sha256 } from "../vendor/noble-hashes/sha2.js";

const READ_BYTES = 2 * 1024 * 1024;
const FROM_BYTES = 8 * 1024 * 1024;
const FILMS = /\.(mp4|m4v|mov)$/i;
const TRIES = 8;
const LONGEST_PAUSE_MS = 30000;
const POLL_MS = 2000;
const POLLS = 300;
// What the site says of the file itself (claimguide.evidence.refusals): no other try changes it.
const FINAL = new Set(
  ("bad_name wrong_type differs too_large empty damaged encrypted active too_many_pixels too_many_pages animated " +
    "too_complex virus not_text cut_off outside too_long no_film no_sound").split(" "),
);

export class Stopped extends Error {
  constructor(message, final) {
    super(message);
    this.final = final;
  }
}

export const goesInPieces = (file) => file.size > FROM_BYTES || FILMS.test(file.name);

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function hashOf(file, tell = () => {}) {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += READ_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()));
    tell(Math.round((Math.min(at + READ_BYTES, file.size) / file.size) * 100));
  }
  return hex(hash.digest());
}

// Waits, but not after the connection is back.
export function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
  });
}

export const pauseAfter = (tries) => Math.min(1000 * 2 ** tries, LONGEST_PAUSE_MS);

// {status, said}; status 0 where there was no answer.
export function ask(method, address, body, headers, { progress, control } = {}) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("loadend", () => {
      let said = {};
      try {
        said = JSON.parse(request.responseText);
      } catch {
        // A page of a proxy, or nothing at all.
      }
      resolve({ status: request.status, said });
    });
    if (control) control.abort = () => request.abort();
    request.send(body);
  });
}

// An answer that another try may better: none, or one that is not ours.
export const isPassing = ({ status, said }) => status === 0 || (status >= 500 && !said.code) || status === 429 && !said.code;

export const isFinal = ({ said }) => FINAL.has(said.code);

export class PiecedUpload {
  // told: {fields: FormData without files, token, address, text: dataset of the form, show(percent, words), control}
  constructor(file, told) {
    Object.assign(this, told, { file, received: 0, tries: 0 });
  }

  place(rest = "") {
    return `${this.address}${this.id}/${rest}`;
  }

  async run() {
    this.hash ||= await hashOf(this.file, (percent) => this.show(percent, this.text.textPreparing));
    let said = await this.begin();
    while (said.state === "sending") {
      said = this.received < this.file.size ? await this.sendPiece() : await this.finish();
      if (this.control.cancelled) throw new Stopped("", true);
    }
    return said;
  }

  async begin() {
    const fields = this.fields();
    fields.append("name", this.file.name);
    fields.append("client_size", String(this.file.size));
    fields.append("client_sha256", this.hash);
    fields.append("client_type", this.file.type);
    fields.append("client_modified", String(this.file.lastModified || ""));
    return this.insist(() => ask("POST", this.address, fields, {}, this));
  }

  async sendPiece() {
    const start = this.received;
    const piece = await this.file.slice(start, start + this.pieceBytes).arrayBuffer();
    const headers = {
      "X-CSRFToken": this.token,
      "Content-Type": "application/octet-stream",
      "Piece-SHA256": hex(sha256(new Uint8Array(piece))),
    };
    const progress = (loaded) => this.show(((start + loaded) / this.file.size) * 100, this.text.textSending);
    const send = () => ask("POST", this.place(`${start}/`), piece, headers, { progress, control: this.control });
    return this.insist(send, () => ask("GET", this.place(), null, {}, this));
  }

  finish() {
    this.show(100, this.text.textChecking);
    return this.insist(() => ask("POST", this.place("finish/"), null, { "X-CSRFToken": this.token }, this));
  }

  // Until there is an answer of the site; after a break `look` is asked first how far it came.
  async insist(send, look = send) {
    let answer = await send();
    while (isPassing(answer) || answer.said.code === "truncated") {
      if (this.control.cancelled) throw new Stopped("", true);
      if (this.tries >= TRIES) throw new Stopped(answer.said.error || this.text.textFailed, false);
      this.show(null, this.text.textWaitingConnection);
      await pause(pauseAfter(this.tries));
      this.tries += 1;
      answer = await look();
    }
    return this.heed(answer);
  }

  heed({ status, said }) {
    if (said.code === "out_of_order") {
      this.tries += 1;
      if (this.tries > TRIES) throw new Stopped(said.error, false);
      this.received = said.received;
      return { state: "sending" };
    }
    if (status < 200 || status >= 300 || !said.ok) throw new Stopped(said.error || this.text.textFailed, isFinal({ said }));
    this.id = said.id || this.id;
    this.pieceBytes = said.piece_bytes || this.pieceBytes;
    if (said.state === "sending") {
      if (said.received > this.received) this.tries = 0;
      this.received = said.received;
    }
    return said;
  }

  // received -> checking -> clean or refused
  async judged(said) {
    let state = said;
    for (let n = 0; n < POLLS && ["received", "checking"].includes(state.state); n += 1) {
      await pause(POLL_MS);
      const answer = await ask("GET", this.place(), null, {});
      if (answer.said.ok) state = answer.said;
      else if (answer.status === 404) throw new Stopped(this.text.textFailed, false);
    }
    return state;
  }

  async cancel() {
    this.control.cancelled = true;
    this.control.abort?.();
    if (this.id) await ask("POST", this.place("cancel/"), null, { "X-CSRFToken": this.token });
  }
}
