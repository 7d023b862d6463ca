// The error summary takes focus when a page or a part of it arrives, and its links put the cursor into the field.

function focusSummary(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (summary) summary.focus();
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
