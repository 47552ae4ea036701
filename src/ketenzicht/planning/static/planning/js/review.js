/* Keys for looking over and sorting statements: one letter goes to a form or a part of one, "g" says it is right. They follow the same switch as the others. */
const STORED = "ketenzicht-keys";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";

function goTo(place) {
  if (place.dataset.key === "g") {
    place.requestSubmit();
    return;
  }
  place.querySelector("input[type=radio], select, button")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || localStorage.getItem(STORED) === "off") return;
  if (event.target.closest?.(TYPING)) return;
  const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!place) return;
  event.preventDefault();
  goTo(place);
});
