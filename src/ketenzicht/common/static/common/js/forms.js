import "./once.js";
import "./files.js";
import "./errors.js";
