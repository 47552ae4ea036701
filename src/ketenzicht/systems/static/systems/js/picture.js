// A drawing that can be moved, zoomed and walked through by keyboard. Links in it stay links.
const PAPER = matchMedia("print");
const FAR = 0.72;
const STEP = 1.25;
const LARGEST = 1.25;
const TINY = 0.4;
const READABLE = 0.7;
const REST = 140;

export function livePicture(figure) {
  const svg = figure.querySelector("svg.kzd");
  const sheet = figure.querySelector("[data-picture-sheet]");
  const tools = figure.querySelector("[data-picture-tools]");
  if (!svg || !sheet) return;
  walkable(svg, figure.querySelector("[data-picture-said]"));
  if (tools) new View(svg, sheet, tools);
}

class View {
  constructor(svg, sheet, tools) {
    const { x, y, width, height } = svg.viewBox.baseVal;
    Object.assign(this, { svg, sheet, whole: { x, y, width, height }, box: { x, y, width, height } });
    this.painted = this.box;
    this.fingers = new Map();
    this.original = svg.getAttribute("viewBox");
    sheet.style.aspectRatio = `${width} / ${height}`;
    sheet.style.maxInlineSize = `${width * LARGEST}px`;
    sheet.classList.add("is-live");
    tools.hidden = false;
    svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
    for (const button of tools.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => this.press(button.dataset.zoom));
    sheet.addEventListener("wheel", event => this.wheel(event), { passive: false });
    sheet.addEventListener("keydown", event => this.key(event));
    sheet.addEventListener("pointerdown", event => this.down(event));
    sheet.addEventListener("pointermove", event => this.move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) sheet.addEventListener(end, event => this.up(event));
    sheet.addEventListener("click", event => this.moved && event.preventDefault(), true);
    sheet.addEventListener("dragstart", event => event.preventDefault());
    svg.addEventListener("focusin", event => this.show(event.target));
    new ResizeObserver(() => this.draw()).observe(sheet);
    if (this.scale < TINY) this.begin();
    PAPER.addEventListener("change", () => this.draw());
    this.draw();
  }

  get scale() {
    return this.scaleOf(this.box);
  }

  scaleOf({ width, height }) {
    return Math.min(this.sheet.clientWidth / width, this.sheet.clientHeight / height) || 1;
  }

  // On a small screen the whole would be too small to read: begin at the left, where routes begin.
  begin() {
    const { x, y, height: all } = this.whole;
    const [width, height] = [this.sheet.clientWidth / READABLE, this.sheet.clientHeight / READABLE];
    this.box = { x, y: y + Math.max(0, (all - height) / 2), width, height };
  }

  // On paper always the whole picture.
  draw() {
    clearTimeout(this.settling);
    this.svg.style.transform = "";
    if (PAPER.matches) return this.svg.setAttribute("viewBox", this.original);
    const { x, y, width, height } = this.box;
    this.painted = { ...this.box };
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    return this.svg.classList.toggle("is-far", this.scale < FAR);
  }

  // While fingers move, what is painted moves as one sheet; drawn anew it is when they rest.
  glide() {
    const scale = this.scale;
    const [one, other] = [middle(this.painted), middle(this.box)];
    const [right, down] = [(one.x - other.x) * scale, (one.y - other.y) * scale];
    this.svg.style.transform = `translate(${right}px, ${down}px) scale(${scale / this.scaleOf(this.painted)})`;
    clearTimeout(this.settling);
    if (!this.fingers.size) this.settling = setTimeout(() => this.draw(), REST);
  }

  zoom(by, at = { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 }) {
    const width = Math.min(this.whole.width * 1.2, Math.max(240, this.box.width / by));
    const factor = width / this.box.width;
    this.box = {
      x: at.x - (at.x - this.box.x) * factor,
      y: at.y - (at.y - this.box.y) * factor,
      width,
      height: this.box.height * factor,
    };
    this.glide();
  }

  pan(x, y) {
    this.box.x += x;
    this.box.y += y;
    this.glide();
  }

  press(what) {
    if (what === "in") this.zoom(STEP);
    else if (what === "out") this.zoom(1 / STEP);
    else {
      this.box = { ...this.whole };
      this.draw();
    }
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, this.at(event));
  }

  key(event) {
    if (event.target !== this.sheet) return;
    const step = this.box.width / 10;
    const does = {
      ArrowLeft: () => this.pan(-step, 0), ArrowRight: () => this.pan(step, 0),
      ArrowUp: () => this.pan(0, -step), ArrowDown: () => this.pan(0, step),
      "+": () => this.press("in"), "=": () => this.press("in"), "-": () => this.press("out"), 0: () => this.press("fit"),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does();
  }

  at({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const { x, y } = middle(this.box);
    const [right, down] = [clientX - left - this.sheet.clientLeft, clientY - top - this.sheet.clientTop];
    return {
      x: x + (right - this.sheet.clientWidth / 2) / this.scale,
      y: y + (down - this.sheet.clientHeight / 2) / this.scale,
    };
  }

  down(event) {
    if (event.button) return;
    this.moved = false;
    this.fingers.set(event.pointerId, event);
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    if (!this.moved && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 5) return;
    if (!this.moved) this.sheet.setPointerCapture(event.pointerId);
    this.moved = true;
    this.sheet.classList.add("is-dragging");
    if (this.fingers.size === 2) this.pinch(event);
    else this.pan((before.clientX - event.clientX) / this.scale, (before.clientY - event.clientY) / this.scale);
    this.fingers.set(event.pointerId, event);
  }

  pinch(event) {
    const [other] = [...this.fingers.entries()].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
    const before = this.fingers.get(event.pointerId);
    const apart = finger => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY) || 1;
    this.zoom(apart(event) / apart(before), this.at({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 }));
  }

  up(event) {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size) return;
    this.sheet.classList.remove("is-dragging");
    if (this.moved) this.draw();
  }

  show(target) {
    const place = target.closest(".kzd-link")?.getBBox();
    if (!place) return;
    const { x, y, width, height } = this.box;
    const inside = place.x > x && place.y > y && place.x + place.width < x + width && place.y + place.height < y + height;
    if (!inside) this.pan(place.x + place.width / 2 - x - width / 2, place.y + place.height / 2 - y - height / 2);
  }
}

function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

// One stop for Tab; arrows go to the nearest factor in that direction. Pointing shows what belongs together.
function walkable(svg, said) {
  const links = [...svg.querySelectorAll("a.kzd-link")];
  if (links.length) links[0].setAttribute("tabindex", "0");
  svg.addEventListener("keydown", event => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const here = event.target.closest?.("a.kzd-link");
    if (!way || !here) return;
    event.preventDefault();
    event.stopPropagation();
    nearest(here, links, way)?.focus();
  });
  for (const kind of ["focusin", "pointerover"]) svg.addEventListener(kind, event => point(svg, event.target.closest?.("a.kzd-link"), said));
  svg.addEventListener("focusin", event => {
    const here = event.target.closest?.("a.kzd-link");
    if (here) for (const link of links) link.setAttribute("tabindex", link === here ? "0" : "-1");
  });
  for (const kind of ["focusout", "pointerleave"]) svg.addEventListener(kind, () => point(svg, svg.contains(document.activeElement) ? document.activeElement.closest("a.kzd-link") : null, said));
}

function nearest(here, links, [right, down]) {
  const { x, y } = middle(here.getBBox());
  const far = link => {
    const { x: left, y: top } = middle(link.getBBox());
    const along = (left - x) * right + (top - y) * down;
    const aside = Math.abs((left - x) * down) + Math.abs((top - y) * right);
    return along > 4 ? along + 2.5 * aside : Infinity;
  };
  const best = links.filter(link => link !== here).map(link => [far(link), link]).sort(([one], [other]) => one - other)[0];
  return best && best[0] < Infinity ? best[1] : null;
}

function point(svg, link, said) {
  for (const each of svg.querySelectorAll(".is-near")) each.classList.remove("is-near");
  const factor = link?.querySelector("[data-factor]");
  svg.classList.toggle("is-pointing", Boolean(factor));
  if (!factor) return;
  const id = factor.dataset.factor;
  const near = new Set([id]);
  for (const relation of svg.querySelectorAll(".kzd-relation")) {
    if (relation.dataset.from !== id && relation.dataset.to !== id) continue;
    relation.classList.add("is-near");
    near.add(relation.dataset.from).add(relation.dataset.to);
  }
  for (const each of svg.querySelectorAll(".kzd-factor")) each.classList.toggle("is-near", near.has(each.dataset.factor));
  if (said) said.textContent = factor.querySelector("title").textContent;
}
