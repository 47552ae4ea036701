/* One checkbox in the head of a table ticks all rows, and shows when only some are ticked. */
for (const all of document.querySelectorAll("[data-select-all]")) {
  const table = all.closest("table");
  const rows = () => [...table.querySelectorAll("tbody .kz-select input[type=checkbox]")];
  const update = () => {
    const ticked = rows().filter((row) => row.checked).length;
    all.checked = ticked > 0 && ticked === rows().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const row of rows()) row.checked = all.checked;
  });
  table.addEventListener("change", (event) => {
    if (event.target !== all) update();
  });
  window.addEventListener("pageshow", update);
}
