import "./exit.js";
import "./forms.js";
import "./receipt.js";
