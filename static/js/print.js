// Print buttons: <button data-print hidden>. Without JavaScript the browser's own menu prints.
export function startPrint() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
