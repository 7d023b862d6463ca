// Several files at once: <form data-upload> with <input type=file multiple> posts each file on its own to the same address
// (header X-Requested-With: fetch, answer JSON {ok, html, note | error}). Texts come from data-text-* of the form.
// Without JavaScript the form posts all files the ordinary way.

const TWO_AT_ONCE = 2;

function row(form, file) {
  const item = document.createElement("li");
  item.className = "upload";
  const name = document.createElement("span");
  name.className = "upload__name";
  name.textContent = file.name;
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "btn btn-secondary btn-sm";
  retry.hidden = true;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.textContent = file.name;
  retry.append(form.dataset.textRetry, " ", spoken);
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const state = document.createElement("p");
  state.className = "upload__state";
  state.setAttribute("role", "status");
  state.textContent = form.dataset.textWaiting;
  item.append(name, retry, bar, state);
  return { item, bar, state, retry };
}

async function digest(file) {
  // Lets the server notice a body that was cut on the way; crypto.subtle is missing on plain-http pages.
  if (!window.crypto || !crypto.subtle) return "";
  const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function body(form, field, file, hash) {
  const data = new FormData();
  for (const [key, value] of new FormData(form)) if (!(value instanceof File)) data.append(key, value);
  data.append(field.name, file, file.name);
  data.append("client_size", String(file.size));
  if (hash) data.append("client_sha256", hash);
  return data;
}

function answer(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

async function send(form, field, file, view) {
  view.item.className = "upload";
  view.retry.hidden = true;
  view.bar.hidden = false;
  view.bar.value = 0;
  view.state.textContent = form.dataset.textSending;
  let hash = "";
  try {
    hash = await digest(file);
  } catch {
    hash = "";
  }
  await new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || window.location.href);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) view.bar.value = Math.round((event.loaded / event.total) * 100);
    });
    request.upload.addEventListener("load", () => {
      view.state.textContent = form.dataset.textChecking;
    });
    request.addEventListener("loadend", () => {
      finish(form, view, request);
      resolve();
    });
    request.send(body(form, field, file, hash));
  });
}

function finish(form, view, request) {
  const result = answer(request);
  view.bar.hidden = true;
  if (request.status >= 200 && request.status < 300 && result.ok) {
    view.item.classList.add("upload--ok");
    view.state.textContent = result.note || form.dataset.textDone;
    const list = document.getElementById(form.dataset.upload);
    if (list && result.html) list.insertAdjacentHTML("beforeend", result.html);
    // Lets a part of the page that sums the files up ask for itself again.
    document.body.dispatchEvent(new Event("files-changed"));
    return;
  }
  view.item.classList.add("upload--failed");
  view.state.textContent = result.error || form.dataset.textFailed;
  view.retry.hidden = false;
}

function start(form) {
  const field = form.querySelector("input[type=file]");
  const rows = form.querySelector("[data-upload-rows]");
  const queue = [];
  let running = 0;

  function pump() {
    while (running < TWO_AT_ONCE && queue.length) {
      running += 1;
      const { file, view } = queue.shift();
      send(form, field, file, view).finally(() => {
        running -= 1;
        pump();
      });
    }
  }

  function add(files) {
    for (const file of files) {
      const view = row(form, file);
      rows.append(view.item);
      view.retry.addEventListener("click", () => {
        queue.push({ file, view });
        pump();
      });
      queue.push({ file, view });
    }
    pump();
  }

  field.addEventListener("change", () => {
    add(Array.from(field.files));
    field.value = "";
  });
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
