/* Keys for redacting: l redacts, b keeps, u undoes. When nothing is ticked the row with the focus is meant, or else the first that waits. They follow the same switch as the others. */
const STORED = "ketenzicht-keys";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";

function tickRow() {
  const form = document.getElementById("redact");
  if (!form || form.querySelector("tbody input[type=checkbox]:checked")) return;
  const row = document.activeElement?.closest("tr") ?? form.querySelector("tbody tr[data-open]");
  const box = row?.querySelector("input[type=checkbox]");
  if (box) box.checked = true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || localStorage.getItem(STORED) === "off") return;
  if (event.target.closest?.(TYPING)) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"] button`);
  if (!button) return;
  event.preventDefault();
  if (event.key !== "u") tickRow();
  button.form.requestSubmit(button);
});
