// The explorer without this script is pages and forms; with it the picture moves and forms answer at once.
const figures = document.querySelectorAll("[data-picture]");
const forms = document.querySelectorAll("form[data-live]");
const places = document.querySelectorAll("[data-later]");
const files = document.querySelectorAll("[data-takes-long]");
// Each page fetches only what it needs.
if (figures.length) import("./picture.js").then(({ livePicture }) => figures.forEach(livePicture));
if (forms.length || places.length || files.length) {
  import("./live.js").then(({ later, liveForm, takesLong }) => {
    forms.forEach(liveForm);
    places.forEach(later);
    files.forEach(takesLong);
  });
}
// Nobody has to ask again by hand.
if (document.querySelector("[data-busy]")) setTimeout(() => location.reload(), 5000);
