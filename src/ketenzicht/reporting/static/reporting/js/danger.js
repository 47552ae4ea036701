/* Shows the emergency text at once when somebody answers that there is danger; the next page shows it anyway. */
const questions = document.querySelector("[data-danger]");
const place = document.querySelector("[data-danger-now]");
const text = document.querySelector("[data-danger-text]");

questions?.addEventListener("change", () => {
  const danger = questions.querySelector('input[value="yes"]:checked, input[value="suspect"]:checked');
  if (danger && place.hidden) {
    place.hidden = false;
    place.replaceChildren(text.content.cloneNode(true));
  } else if (!danger) {
    place.hidden = true;
    place.replaceChildren();
  }
});
