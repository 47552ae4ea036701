/* Keys for people who work with lists all day. They can be switched off in the dialog that "?" opens. */
const STORED = "ketenzicht-keys";
const TYPING = "input, textarea, select, [contenteditable], dialog";
const help = document.getElementById("key-help");
const search = document.querySelector("[data-search]");
const table = document.querySelector("table[data-keyboard]");
const KEYS = { "/": toSearch, "?": openHelp, j: () => move(1), k: () => move(-1), x: tick, Enter: open };

function isOn() {
  return localStorage.getItem(STORED) !== "off";
}

function toSearch() {
  search?.focus();
  search?.select();
  return Boolean(search);
}

function openHelp() {
  if (!help || help.open) return false;
  help.showModal();
  return true;
}

function rows() {
  return table ? [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector("a[href]")) : [];
}

function current() {
  return table?.querySelector("tr[data-current]") ?? null;
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const here = all.indexOf(current());
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  current()?.removeAttribute("data-current");
  next.dataset.current = "";
  const link = next.querySelector("a[href]");
  (link ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function tick() {
  const box = current()?.querySelector(".kz-select input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function open() {
  const link = current()?.querySelector("a[href]");
  // A focused link or button opens itself.
  if (!link || document.activeElement?.matches("a, button, summary")) return false;
  link.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(TYPING) && !event.target.matches("[type=checkbox]")) return;
  const wanted = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (wanted && isOn() && wanted()) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-key-help]")) {
  button.hidden = false;
  button.addEventListener("click", openHelp);
}

const toggle = help?.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = isOn();
  toggle.addEventListener("change", () => localStorage.setItem(STORED, toggle.checked ? "on" : "off"));
}
