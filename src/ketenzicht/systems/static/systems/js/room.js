// Keeps what others do up to date on a page without htmx; stops while nobody looks.
const SECONDS = 4;

for (const place of document.querySelectorAll("[data-keep-up]")) {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(place.dataset.keepUp, { headers: { Accept: "text/html" } });
    if (answer.ok) place.innerHTML = await answer.text();
  }, SECONDS * 1000);
}
