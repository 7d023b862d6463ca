// The form in a letter: the characters left, and no words lost by leaving the page.
// A page that says 409 (changed elsewhere) holds both texts and is shown like any other.

let typed = false;

function countLeft(field) {
  const place = field.form.querySelector("[data-left]");
  const left = Number(place.dataset.left) - [...field.value].length;
  place.textContent = left < 500 ? place.dataset.leftText + left : "";
}

function start(root) {
  const field = root.querySelector("#edit-text");
  typed = false;
  if (field) countLeft(field);
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "edit-text") return;
  typed = true;
  countLeft(event.target);
});
document.addEventListener("submit", () => {
  typed = false;
});
document.addEventListener("htmx:confirm", (event) => {
  const form = document.getElementById("edit");
  if (!typed || event.detail.verb !== "get" || form.contains(event.target)) return;
  event.preventDefault();
  if (window.confirm(form.dataset.leave)) event.detail.issueRequest(true);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:afterSwap", () => {
  start(document);
  // The part that was swapped is new as a whole, so focus.js finds nothing in what it was.
  const first = document.querySelector("#letter-part [data-focus]");
  if (first) first.focus();
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
start(document);
