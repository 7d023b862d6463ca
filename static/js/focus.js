// The error summary (or else a notice that asks to be read first: data-focus) takes focus when a page or a part of it arrives,
// and the summary's links put the cursor into the field.

function focusSummary(root) {
  const first = root.querySelector("[data-error-summary]") || root.querySelector("[data-focus]");
  if (first) first.focus();
}

function followLink(event) {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const block = field.closest("fieldset") || document.getElementById(`div_${field.id}`) || field;
  block.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
}

export function startFocus() {
  focusSummary(document);
  document.addEventListener("click", followLink);
  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));
}
