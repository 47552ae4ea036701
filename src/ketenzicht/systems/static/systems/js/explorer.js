// The explorer without this script is pages and forms; with it the picture moves and forms answer at once.
import { livePicture } from "./picture.js";
import { later, liveForm } from "./live.js";

for (const figure of document.querySelectorAll("[data-picture]")) livePicture(figure);
for (const form of document.querySelectorAll("form[data-live]")) liveForm(form);
for (const place of document.querySelectorAll("[data-later]")) later(place);
// Nobody has to ask again by hand.
if (document.querySelector("[data-busy]")) setTimeout(() => location.reload(), 5000);
