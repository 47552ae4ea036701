import "./forms.js";
import "./idle.js";
import "./keyboard.js";
import "./menu.js";
import "./select.js";
