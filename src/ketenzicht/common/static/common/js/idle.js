/* Warns before a session ends for lack of use, keeps it alive on request, and keeps what was typed in this tab. */
const { idleWarn, idleEnd, idleUrl, idleOwner, idlePing } = document.body.dataset;
const OURS = `ketenzicht-kept:${idleOwner}:`;
const KEPT = OURS + window.location.pathname;
const dialog = document.getElementById("idle-warning");
let lastUse = Date.now();

function fields() {
  const all = document.querySelectorAll("form[data-keep] :is(input, textarea, select)[name]");
  return [...all].filter((field) => !["hidden", "password", "file", "submit"].includes(field.type));
}

function keep() {
  const typed = fields().map((field) => [field.name, field.type, field.value, field.checked === true]);
  if (typed.length) sessionStorage.setItem(KEPT, JSON.stringify(typed));
}

function forgetOthers() {
  const others = Object.keys(sessionStorage).filter((key) => key.startsWith("ketenzicht-kept:") && !key.startsWith(OURS));
  for (const key of others) sessionStorage.removeItem(key);
}

function giveBack() {
  const kept = sessionStorage.getItem(KEPT);
  if (!kept) return;
  sessionStorage.removeItem(KEPT);
  for (const [name, type, value, checked] of JSON.parse(kept)) {
    for (const field of fields().filter((one) => one.name === name)) {
      if (["checkbox", "radio"].includes(type)) field.checked = field.value === value ? checked : field.checked;
      else if (!field.value) field.value = value;
    }
  }
}

function secondsIdle() {
  return (Date.now() - lastUse) / 1000;
}

function check() {
  const idle = secondsIdle();
  if (idle >= Number(idleEnd)) {
    keep();
    window.location.assign(idleUrl || window.location.href);
  } else if (idle >= Number(idleWarn) && dialog && !dialog.open) {
    keep();
    dialog.querySelector("[data-idle-kept]").hidden = fields().length === 0;
    dialog.showModal();
  }
}

async function stay() {
  const answer = await fetch(idlePing, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) lastUse = Date.now();
  else check();
}

if (idleEnd) {
  forgetOthers();
  giveBack();
  dialog?.addEventListener("close", stay);
  // What the server hears of counts as use; typing alone does not, so it is told now and then.
  let told = Date.now();
  document.addEventListener("input", () => {
    if (Date.now() - told < 60000) return;
    told = Date.now();
    stay();
  });
  document.body.addEventListener("htmx:afterRequest", () => (lastUse = Date.now()));
  document.addEventListener("visibilitychange", check);
  window.setInterval(check, 5000);
}
