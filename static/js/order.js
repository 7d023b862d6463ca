// The exhibits' page: order by dragging or by the arrow buttons without a reload, and the way to the file chooser.
// <ul data-order-url> holds <li data-exhibit>; the order is posted as `order` once for each, answered by {ok, html, said | error}.
// Without JavaScript the arrow buttons post their own form.

const EDGE = 90;
let drag = null;

const list = () => document.querySelector("[data-order-url]");
const rows = (held) => Array.from(held.children).filter((row) => row.dataset.exhibit);
const order = (held) => rows(held).map((row) => row.dataset.exhibit);

function say(words) {
  const place = document.querySelector("[data-order-said]");
  if (!place) return;
  place.textContent = words;
}

function fail(words) {
  const place = document.querySelector("[data-order-said]");
  if (!place) return;
  place.classList.remove("visually-hidden");
  place.classList.add("order-failed");
  place.textContent = words;
}

async function send(held, ids) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const id of ids) data.append("order", id);
  try {
    const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
    const answer = await fetch(held.dataset.orderUrl, { method: "POST", body: data, headers });
    return await answer.json();
  } catch {
    return {};
  }
}

function put(held, ids) {
  const found = new Map(rows(held).map((row) => [row.dataset.exhibit, row]));
  for (const id of ids) held.append(found.get(id));
}

async function save(held, before, focus) {
  held.setAttribute("aria-busy", "true");
  const answer = await send(held, order(held));
  held.removeAttribute("aria-busy");
  if (!answer.ok) {
    put(held, before);
    fail(answer.error || held.dataset.textFailed);
    return;
  }
  document.getElementById("listing").innerHTML = answer.html;
  grips();
  say(answer.said);
  if (focus) again(focus);
}

// The button that was pressed is gone at an end of the list: its opposite takes the focus.
function again({ id, go }) {
  const row = document.querySelector(`[data-exhibit="${id}"]`);
  const button = row && (row.querySelector(`[name=go][value=${go}]`) || row.querySelector("[name=go]"));
  if (button) button.focus();
}

function step(event) {
  const button = event.target.closest("button[name=go][value=up], button[name=go][value=down]");
  const held = list();
  const row = button && button.closest("[data-exhibit]");
  if (!row || !held || !held.contains(row)) return;
  event.preventDefault();
  const before = order(held);
  const other = button.value === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (button.value === "up") held.insertBefore(row, other);
  else held.insertBefore(other, row);
  save(held, before, { id: row.dataset.exhibit, go: button.value });
}

function begin(event) {
  const grip = event.target.closest("[data-grip]");
  const held = list();
  if (!grip || !held || event.button > 0) return;
  event.preventDefault();
  const row = grip.closest("[data-exhibit]");
  drag = { held, row, before: order(held), pointer: event.pointerId, y: event.clientY };
  // The list keeps the pointer: rows move in the page while the finger is down.
  held.setPointerCapture(event.pointerId);
  row.classList.add("file--dragged");
  requestAnimationFrame(scroll);
}

function scroll() {
  if (!drag) return;
  if (drag.y < EDGE) window.scrollBy(0, -10);
  if (drag.y > window.innerHeight - EDGE) window.scrollBy(0, 10);
  shift();
  requestAnimationFrame(scroll);
}

// The neighbours move around the dragged row, never the row itself.
function shift() {
  const { held, row, y } = drag;
  const above = row.previousElementSibling;
  const below = row.nextElementSibling;
  if (above && y < middle(above)) held.insertBefore(above, below);
  else if (below && y > middle(below)) held.insertBefore(below, row);
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

function move(event) {
  if (drag && event.pointerId === drag.pointer) drag.y = event.clientY;
}

function end(keep) {
  if (!drag) return;
  const { held, row, before } = drag;
  drag = null;
  row.classList.remove("file--dragged");
  if (!keep) put(held, before);
  else if (order(held).join() !== before.join()) save(held, before, null);
}

function grips() {
  const held = list();
  if (!held || rows(held).length < 2) return;
  for (const grip of held.querySelectorAll("[data-grip]")) grip.hidden = false;
}

function pick(event) {
  if (!event.target.closest("[data-pick]")) return;
  const field = document.querySelector("form[data-upload] input[type=file]");
  if (!field) return;
  event.preventDefault();
  field.click();
}

function watchUpload() {
  const bar = document.querySelector("[data-add-bar]");
  const upload = document.getElementById("upload");
  if (!bar || !upload || !window.IntersectionObserver) return;
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting;
  }).observe(upload);
}

document.addEventListener("click", step);
document.addEventListener("click", pick);
document.addEventListener("pointerdown", begin);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", () => end(true));
document.addEventListener("pointercancel", () => end(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") end(false);
});
document.addEventListener("htmx:afterSettle", grips);
document.body.addEventListener("files-changed", grips);
grips();
watchUpload();
