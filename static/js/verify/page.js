// The page /verify/: <div data-verify data-words data-keys> with a bundle's field and a single file's fields. Nothing is sent.
import { checkBundle } from "./check.js";
import { hashOf } from "./values.js";

const CHUNK = 1 << 20;
const ICON = { ok: "M3 8.5 6.5 12 13 4.5", failed: "M4 4l8 8M12 4l-8 8", note: "M8 7v5M8 4v.2" };

const page = document.querySelector("[data-verify]");
const words = JSON.parse(page.dataset.words);
const keys = JSON.parse(page.dataset.keys);
const part = (name) => page.querySelector(`[data-part=${name}]`);
const said = (code, values = {}) => (words[code] || code).replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function icon(status) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "check__icon");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICON[status]);
  svg.append(path);
  return svg;
}

function line({ check, status, code, values }) {
  const item = element("li", `check check--${status}`);
  const text = element("p", "check__text");
  const head = element("strong", "", `${said(`label_${check}`)} `);
  head.append(element("span", "check__status", said(`status_${status}`)));
  text.append(said(code, values));
  item.append(icon(status), head, text);
  return item;
}

function show({ results, manifest }) {
  const end = results.at(-1);
  const notice = element("div", `notice notice--${end.status === "ok" ? "success" : "danger"}`);
  const title = element("h3", "notice__title checks__end", said(end.code));
  notice.tabIndex = -1;
  notice.append(title);
  if (end.status === "ok") notice.append(element("p", "", said("limits")));
  const list = element("ol", "checks");
  const lines = results.slice(0, -1);
  const bad = (each) => each.status === "failed";
  list.append(...[...lines.filter(bad), ...lines.filter((each) => !bad(each))].map(line));
  part("results").replaceChildren(notice, ...about(manifest), list);
  notice.focus();
}

function about(manifest) {
  if (!manifest) return [];
  const kind = said(manifest.kind === "recipient" ? "kind_copy" : "kind_sealed");
  const made = String(manifest.made_at_local).slice(0, 16).replace("T", " ");
  return [element("p", "checks__about nums", said("about", { case: manifest.case, made, kind }))];
}

// The PDF beside the ZIP is easily taken for it.
function refuse(text) {
  const notice = element("div", "notice notice--danger");
  notice.tabIndex = -1;
  notice.append(element("h3", "notice__title checks__end", text));
  part("progress").hidden = true;
  part("results").replaceChildren(notice);
  notice.focus();
}

const state = { run: 0 };

function progress(run) {
  const bar = part("bar");
  let last = 0;
  return async (done, total, name) => {
    const now = Date.now();
    if (run !== state.run || now - last < 100) return;
    last = now;
    bar.max = Math.max(total, 1);
    bar.value = done;
    part("doing").textContent = said("doing", { name: name.split("/").at(-1), percent: Math.floor((done / bar.max) * 100) });
  };
}

async function bundleChosen(event) {
  const [file] = event.target.files;
  if (!file) return;
  const run = (state.run += 1);
  part("results").replaceChildren();
  part("bar").value = 0;
  part("doing").textContent = said("starting");
  const begins = await file.slice(0, 2).text().catch(() => "PK");
  if (run !== state.run) return;
  if (begins !== "PK") {
    refuse(page.dataset.textNoZip);
    return;
  }
  part("progress").hidden = false;
  const outcome = await checkBundle(file, keys, progress(run));
  if (run !== state.run) return;
  part("progress").hidden = true;
  show(outcome);
}

async function* slices(file) {
  for (let at = 0; at < file.size; at += CHUNK) yield new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
}

async function fileChosen() {
  const [file] = part("file").files;
  const answer = part("file-result");
  if (!file) return;
  answer.replaceChildren(element("p", "", said("starting")));
  let hash;
  try {
    hash = (await hashOf(slices(file), Infinity)).sha256;
  } catch {
    answer.replaceChildren(element("p", "", said("unreadable", { name: file.name })));
    return;
  }
  const typed = part("hash").value.replace(/[^0-9a-zA-Z]/g, "").toLowerCase();
  const same = typed === hash;
  const kind = !typed ? "info" : same ? "success" : "danger";
  const notice = element("div", `notice notice--${kind}`);
  const code = !typed ? "hash_is" : same ? "hash_same" : "hash_differs";
  notice.append(element("p", "notice__title", said(code)), element("p", "hash", hash));
  answer.replaceChildren(notice);
}

if (typeof DecompressionStream === "function") {
  part("browser").hidden = false;
  part("bundle").addEventListener("change", bundleChosen);
} else {
  part("too-old").hidden = false;
}
part("plain").hidden = true;
part("single").hidden = false;
part("file").addEventListener("change", fileChosen);
part("hash").addEventListener("change", fileChosen);
