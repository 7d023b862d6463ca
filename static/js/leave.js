// Leaving quickly: Esc three times within a moment presses the button of the case bar; the page is blank at once.
const WITHIN_MS = 1500;
const TIMES = 3;

export function startLeave() {
  const form = document.querySelector("form[data-leave-now]");
  if (!form) return;
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (pressed.length < TIMES) return;
    document.body.hidden = true;
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  });
}
