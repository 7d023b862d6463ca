// Copy buttons: <button data-copy="id-of-the-text" hidden>. Without JavaScript the text is selected and copied by hand.

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  let done = false;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    done = true;
  } catch {
    // No clipboard permission, or a page without https: fall back to the selection.
    source.focus();
    if (source.select) source.select();
    else window.getSelection().selectAllChildren(source);
    done = document.execCommand("copy");
  }
  said.textContent = done ? button.dataset.done : button.dataset.failed;
}

function reveal(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
}

export function startCopy() {
  reveal(document);
  document.addEventListener("htmx:afterSwap", (event) => reveal(event.detail.target));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}
