// Several files at once: <form data-upload> with <input type=file multiple> posts each file on its own to the same address
// (header X-Requested-With: fetch, answer JSON {ok, html, note | error}), large ones in pieces (upload_pieces.js) to
// data-pieces. Texts come from data-text-* of the form. Without JavaScript the form posts all files the ordinary way.
import { ask, goesInPieces, hashOf, isFinal, isPassing, pause, pauseAfter, PiecedUpload, Stopped } from "./upload_pieces.js";

const TWO_AT_ONCE = 2;
const TRIES = 3;

function button(words, about, look) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn ${look} btn-sm`;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.textContent = about;
  made.append(words, " ", spoken);
  return made;
}

function row(form, field, file) {
  const item = document.createElement("li");
  item.className = "upload";
  const name = document.createElement("span");
  name.className = "upload__name";
  name.textContent = file.name;
  const buttons = document.createElement("span");
  buttons.className = "upload__buttons";
  const retry = button(form.dataset.textRetry, file.name, "btn-secondary");
  retry.hidden = true;
  const cancel = button(form.dataset.textCancel, file.name, "btn-secondary");
  buttons.append(retry, cancel);
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const state = document.createElement("p");
  state.className = "upload__state";
  state.setAttribute("role", "status");
  state.textContent = form.dataset.textWaiting;
  item.append(name, buttons, bar, state);
  const view = { item, field, bar, state, retry, cancel, control: {} };
  // Words change rarely, so that a screen reader is not flooded; the bar moves.
  view.show = (percent, words) => {
    if (percent !== null) bar.value = Math.round(percent);
    if (words && state.textContent !== words) state.textContent = words;
  };
  return view;
}

function fieldsOf(form) {
  const data = new FormData();
  for (const [key, value] of new FormData(form)) if (!(value instanceof File)) data.append(key, value);
  return data;
}

const tokenOf = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;

async function whole(form, field, file, view) {
  const hash = await hashOf(file);
  const data = fieldsOf(form);
  data.append(field.name, file, file.name);
  data.append("client_size", String(file.size));
  data.append("client_sha256", hash);
  data.append("client_modified", String(file.lastModified || ""));
  const progress = (loaded) => {
    const sent = Math.min(100, (loaded / file.size) * 100);
    view.show(sent, sent < 100 ? form.dataset.textSending : form.dataset.textChecking);
  };
  for (let tries = 0; ; tries += 1) {
    const answer = await ask("POST", form.action, data, {}, { progress, control: view.control });
    if (view.control.cancelled) throw new Stopped("", true);
    if (answer.status >= 200 && answer.status < 300 && answer.said.ok) return { state: "clean", ...answer.said };
    if (!isPassing(answer) || tries >= TRIES) throw new Stopped(answer.said.error || form.dataset.textFailed, isFinal(answer));
    view.show(null, form.dataset.textWaitingConnection);
    await pause(pauseAfter(tries));
  }
}

function pieced(form, file, view) {
  view.pieces ||= new PiecedUpload(file, {
    fields: () => fieldsOf(form),
    token: tokenOf(form),
    address: form.dataset.pieces,
    text: form.dataset,
    show: view.show,
    control: view.control,
  });
  view.pieces.tries = 0;
  return view.pieces.run();
}

function settle(form, view, said) {
  view.bar.hidden = true;
  view.cancel.hidden = said.state === "clean";
  if (said.state === "refused") {
    fail(form, view, said.error, true);
    return;
  }
  view.show(null, said.note || (said.state === "clean" ? form.dataset.textDone : form.dataset.textChecking));
  if (said.state !== "clean") return;
  view.item.classList.add("upload--ok");
  const list = document.getElementById(form.dataset.upload);
  if (list && said.html && !document.getElementById(`exhibit-${said.id}`)) list.insertAdjacentHTML("beforeend", said.html);
  // Lets a part of the page that sums the files up ask for itself again.
  document.body.dispatchEvent(new Event("files-changed"));
}

// `final`: the file itself is refused, so that sending it again would end the same way.
function fail(form, view, words, final = false) {
  view.bar.hidden = true;
  view.item.classList.add("upload--failed");
  view.state.textContent = words || form.dataset.textFailed;
  view.retry.hidden = final;
  view.cancel.firstChild.data = form.dataset.textAway;
}

async function send(form, field, file, view) {
  view.item.className = "upload";
  view.retry.hidden = true;
  view.cancel.firstChild.data = form.dataset.textCancel;
  view.bar.hidden = false;
  try {
    const inPieces = form.dataset.pieces && goesInPieces(file);
    const said = await (inPieces ? pieced(form, file, view) : whole(form, field, file, view));
    settle(form, view, said);
    // The next file need not wait for the check of this one.
    if (inPieces && said.state !== "clean") view.pieces.judged(said).then((last) => settle(form, view, last), () => fail(form, view));
  } catch (error) {
    if (!view.control.cancelled) fail(form, view, error instanceof Stopped ? error.message : "", error.final);
  }
}

async function giveUp(view) {
  view.control.cancelled = true;
  if (view.pieces) await view.pieces.cancel();
  else view.control.abort?.();
  // The button that was pressed goes with its row; the keyboard goes on at the chooser.
  if (view.item.contains(document.activeElement)) view.field.focus({ preventScroll: true });
  view.item.remove();
  document.body.dispatchEvent(new Event("files-changed"));
}

function start(form) {
  const field = form.querySelector("input[type=file][multiple]");
  const rows = form.querySelector("[data-upload-rows]");
  const queue = [];
  let running = 0;
  form.querySelector("[data-upload-plain]").hidden = true;

  function pump() {
    while (running < TWO_AT_ONCE && queue.length) {
      const { file, view } = queue.shift();
      if (view.control.cancelled) continue;
      running += 1;
      send(form, field, file, view).finally(() => {
        running -= 1;
        pump();
      });
    }
  }

  function add(files) {
    for (const file of files) {
      const view = row(form, field, file);
      rows.append(view.item);
      view.retry.addEventListener("click", () => {
        queue.push({ file, view });
        pump();
      });
      view.cancel.addEventListener("click", () => giveUp(view));
      queue.push({ file, view });
    }
    pump();
  }

  function watch(input) {
    const take = () => {
      add(Array.from(input.files));
      input.value = "";
    };
    input.addEventListener("change", take);
    // Chosen before this module arrived.
    if (input.files.length) take();
  }

  watch(field);
  const camera = form.querySelector("[data-camera]");
  if (camera && window.matchMedia("(pointer: coarse)").matches) {
    const input = camera.querySelector("input");
    camera.hidden = false;
    watch(input);
    camera.querySelector("button").addEventListener("click", () => input.click());
  }
  const drop = form.querySelector("[data-drop]");
  if (!drop) return;
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("drop--over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop--over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("drop--over");
    add(Array.from(event.dataTransfer.files));
  });
}

export function startUpload() {
  for (const form of document.querySelectorAll("form[data-upload]")) start(form);
}
