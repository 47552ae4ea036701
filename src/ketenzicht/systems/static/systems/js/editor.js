// What a keyboard expects of an editor: Ctrl+Z and Ctrl+Y.
const typing = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const wanted = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  const form = wanted && document.querySelector(`form[data-step="${wanted}"]`);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
