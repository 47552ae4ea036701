/* Keys for looking over statements: one letter goes to a form, "g" says it is right. They follow the same switch as the others. */
const STORED = "ketenzicht-keys";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";

function goTo(form) {
  if (form.dataset.key === "g") {
    form.requestSubmit();
    return;
  }
  form.querySelector("input[type=radio], select, button")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || localStorage.getItem(STORED) === "off") return;
  if (event.target.closest?.(TYPING)) return;
  const form = document.querySelector(`form[data-key="${CSS.escape(event.key)}"]`);
  if (!form) return;
  event.preventDefault();
  goTo(form);
});
