/* Menus made of details close on Escape and when the focus or the pointer goes elsewhere. */
for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

/* On a phone the filters start folded, unless they were asked for or something in them is wrong, and the page's own
   place in the navigation is in sight. */
if (window.matchMedia("(max-width: 40rem)").matches && location.hash !== "#filter") {
  for (const filters of document.querySelectorAll(".kz-filters details")) filters.open = !!filters.querySelector("[aria-invalid]");
}
for (const here of document.querySelectorAll(":is(.kz-nav, .kz-tabs) [aria-current]")) {
  const list = here.closest("ul");
  list.scrollLeft = here.offsetLeft - list.offsetLeft - 16;
}
