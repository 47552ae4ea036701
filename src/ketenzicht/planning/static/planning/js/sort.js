/* Dragging statements to a cluster. What was ticked goes along; without a mouse the form below does the same. */
const form = document.querySelector("form[data-sort]");
const dragged = (event) => event.dataTransfer.types.includes("text/x-statement");

for (const row of form?.querySelectorAll("[data-drag]") ?? []) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    const box = row.querySelector("input[type=checkbox]");
    if (!box.checked) {
      for (const other of form.querySelectorAll("[data-drag] input[type=checkbox]")) other.checked = other === box;
    }
    event.dataTransfer.setData("text/x-statement", row.dataset.drag);
    event.dataTransfer.effectAllowed = "move";
  });
}

for (const target of form ? document.querySelectorAll("[data-drop]:not([aria-current])") : []) {
  target.addEventListener("dragover", (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    target.dataset.over = "";
  });
  target.addEventListener("dragleave", () => delete target.dataset.over);
  target.addEventListener("drop", (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    delete target.dataset.over;
    form.elements.cluster.value = target.dataset.drop;
    form.requestSubmit();
  });
}
