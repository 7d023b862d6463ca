// Fields that only some answers need: data-only-with="name=value value" shows the field only while the one of that name holds
// one of these values. Without this script every field shows.
export function startOnly() {
  const fields = [...document.querySelectorAll("[data-only-with]")];
  const show = () => {
    for (const field of fields) {
      const [name, values] = field.dataset.onlyWith.split("=");
      const chosen = new FormData(field.form).get(name);
      field.closest(".mb-3").hidden = !values.split(" ").includes(chosen);
    }
  };
  fields[0].form.addEventListener("change", show);
  show();
}
