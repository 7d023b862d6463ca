// One value beside its place in the picture: the main button says so once the value is corrected. Without JavaScript the
// button takes what stands in the field all the same.
for (const form of document.querySelectorAll("form[data-reading]")) {
  const field = form.querySelector("[name=value]");
  const button = form.querySelector("button[value=take]");
  const plain = button.textContent;
  field.addEventListener("input", () => {
    const read = field.tagName === "SELECT" ? null : field.defaultValue;
    const changed = read === null ? !field.selectedOptions[0]?.defaultSelected : field.value !== read;
    button.textContent = changed ? form.dataset.textCorrected : plain;
  });
}
