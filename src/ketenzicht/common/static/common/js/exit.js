/* Leaving a public page at once: by the button, or by pressing Shift three times within five seconds. */
const link = document.querySelector("[data-exit]");
const WITHIN = 5000;
const PRESSES = 3;
let presses = [];

function leave(event) {
  event?.preventDefault();
  const cover = document.createElement("div");
  cover.className = "kz-exit-cover";
  document.body.replaceChildren(cover);
  document.title = " ";
  window.location.replace(link.href);
}

if (link) {
  link.addEventListener("click", leave);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length >= PRESSES) leave();
  });
  // A page that the browser kept in memory would show what was typed: fetch it again, the server keeps nothing.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
