// Where a visit or a case ends, what this device keeps of it goes (draft_store.js): before <form data-forget> is sent, and on the
// page where it ended, [data-drafts-end]. Both name the case, or nothing for all. On any other page only what is too old goes.
const PATIENCE_MS = 300;

const pause = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

async function forget(caseId) {
  try {
    const store = await import("./draft_store.js");
    await store.forget(caseId);
  } catch {
    // Storage is refused: nothing is kept.
  }
}

function startForm(form) {
  // Fetched ahead, for nobody waits for it when leaving.
  import("./draft_store.js").catch(() => {});
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ("leaveNow" in form.dataset) document.body.hidden = true;
    await Promise.race([forget(form.dataset.forget), pause()]);
    HTMLFormElement.prototype.submit.call(form);
  });
}

function hasSome() {
  try {
    return window.localStorage.getItem("drafts") !== null;
  } catch {
    return false;
  }
}

export function startForgetting() {
  for (const form of document.querySelectorAll("form[data-forget]")) startForm(form);
  const end = document.querySelector("[data-drafts-end]");
  if (end) forget(end.dataset.draftsEnd);
  else if (hasSome()) import("./draft_store.js").then(({ purge }) => purge()).catch(() => {});
}
