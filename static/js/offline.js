// A form sent without a connection would end on the browser's own error page: it stays here, with everything typed, and says so.
export function startOffline() {
  const form = document.getElementById("page-form");
  const notice = document.querySelector("[data-offline]");
  if (!form || !notice) return;
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    notice.hidden = false;
    notice.focus();
  });
  window.addEventListener("online", () => {
    notice.hidden = true;
  });
}
