// The explorer without this script is pages and forms; with it the picture moves and forms answer at once.
// Each page fetches only what it needs.
const figures = document.querySelectorAll("[data-picture]");
const forms = document.querySelectorAll("form[data-live]");
const places = document.querySelectorAll("[data-later]");
if (figures.length) import("./picture.js").then(({ livePicture }) => figures.forEach(livePicture));
if (forms.length || places.length) {
  import("./live.js").then(({ later, liveForm }) => {
    forms.forEach(liveForm);
    places.forEach(later);
  });
}
for (const link of document.querySelectorAll("[data-takes-long]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    import("./live.js").then(({ save }) => save(link));
  });
}
// Nobody has to ask again by hand.
if (document.querySelector("[data-busy]")) setTimeout(() => location.reload(), 5000);
