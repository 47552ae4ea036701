/* Says that a file is too large before it is sent; the server checks again. */
const LIMIT = "input[type=file][data-max-bytes]";

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.matches(LIMIT)) return;
  const limit = Number(input.dataset.maxBytes);
  const tooLarge = [...input.files].filter((file) => file.size > limit).map((file) => file.name);
  const text = document.documentElement.lang === "en" ? "Too large, choose a smaller file:" : "Te groot, kies een kleiner bestand:";
  show(input, tooLarge.length ? `${text} ${tooLarge.join(", ")}` : "");
  if (tooLarge.length) input.value = "";
});

function show(input, message) {
  let note = input.parentElement.querySelector("[data-file-note]");
  if (!note) {
    note = document.createElement("p");
    note.dataset.fileNote = "";
    note.className = "utrecht-form-field-error-message";
    note.setAttribute("role", "alert");
    input.before(note);
  }
  note.textContent = message;
  note.hidden = !message;
}
