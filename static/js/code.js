// The QR code of a resume code opens the resume page with the code behind '#'. It is put into the field, never into an address
// that is sent, and leaves the address bar and the history at once.
export function startCode() {
  const form = document.querySelector("form[data-code-form]");
  const code = window.location.hash.slice(1);
  if (!form || !/^[0-9A-Za-z -]{20,60}$/.test(code)) return;
  const field = form.querySelector("input[name=code]");
  if (!field || field.value) return;
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  form.querySelector("button[type=submit]").focus();
}
