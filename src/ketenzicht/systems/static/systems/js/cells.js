// Cells of a table that are changed in their place. Without this script each row has its page.
// Arrows up and down choose, Enter or leaving the cell saves, Escape takes back; with Ctrl the arrows walk.
const table = document.querySelector("[data-cells]");
const said = document.getElementById("sy-said");
const steps = document.getElementById("sy-steps");

function cellOf(place) {
  const select = document.createElement("select");
  select.className = "utrecht-select utrecht-select--html-select sy-cell";
  select.setAttribute("aria-label", `${place.dataset.label}: ${place.closest("tr").dataset.name}`);
  select.setAttribute("aria-describedby", "sy-keys");
  select.append(document.getElementById(`sy-${place.dataset.field}`).content.cloneNode(true));
  if (![...select.options].some((one) => one.value === place.dataset.value)) {
    select.prepend(new Option(place.textContent.trim(), place.dataset.value));
  }
  select.value = place.dataset.value;
  place.replaceChildren(select);
  let byKey = false;
  select.addEventListener("keydown", (event) => {
    byKey = true;
    keyed(event, place, select);
  });
  select.addEventListener("pointerdown", () => (byKey = false));
  select.addEventListener("change", () => {
    place.classList.toggle("sy-pending", select.value !== place.dataset.value);
    // A list that is walked through by keyboard says "change" at every step.
    if (!byKey) save(place, select);
  });
  select.addEventListener("blur", () => save(place, select));
}

function keyed(event, place, select) {
  const walks = { ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (event.ctrlKey) Object.assign(walks, { ArrowUp: [-1, 0], ArrowDown: [1, 0] });
  if (event.key === "Enter") {
    event.preventDefault();
    save(place, select);
  } else if (event.key === "Escape" && select.value !== place.dataset.value) {
    event.preventDefault();
    select.value = place.dataset.value;
    place.classList.remove("sy-pending");
    tell(table.dataset.takenBack);
  } else if (walks[event.key] && !event.altKey) {
    event.preventDefault();
    walk(place, ...walks[event.key]);
  }
}

function walk(place, down, right) {
  const rows = [...table.querySelectorAll("tbody tr")];
  const row = place.closest("tr");
  const columns = [...row.querySelectorAll("[data-field]")];
  const there = rows[rows.indexOf(row) + down]?.querySelectorAll("[data-field]")[columns.indexOf(place) + right];
  there?.querySelector("select")?.focus();
}

function tell(text) {
  said.textContent = "";
  // The same words twice are read twice.
  setTimeout(() => (said.textContent = text), 50);
}

async function save(place, select) {
  const was = place.dataset.value;
  const value = select.value;
  // What clashes waits for a choice.
  if (value === was || "busy" in place.dataset || place.querySelector(".sy-clash")) return;
  place.dataset.busy = "";
  select.setAttribute("aria-busy", "true");
  const body = new URLSearchParams({ field: place.dataset.field, was, value });
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  try {
    const answer = await fetch(place.closest("tr").dataset.save, { method: "POST", body, headers: { "X-CSRFToken": token } });
    // Signed out, or no answer in the way that was agreed: the page itself tells more.
    if (!answer.headers.get("Content-Type")?.includes("json")) return location.reload();
    answered(answer, await answer.json(), place, select, value);
  } catch {
    tell(table.dataset.unsent);
  } finally {
    delete place.dataset.busy;
    select.removeAttribute("aria-busy");
  }
}

function answered(answer, told, place, select, value) {
  place.querySelector(".sy-clash")?.remove();
  tell(told.said);
  if (answer.ok) return saved(told, place, select);
  place.classList.add("sy-pending");
  if (told.gone) {
    for (const one of place.closest("tr").querySelectorAll("select")) one.disabled = true;
    place.append(note(told.said));
  } else if (answer.status === 409) {
    clash(told, place, select, value);
  } else {
    select.value = place.dataset.value;
    place.classList.remove("sy-pending");
  }
}

function saved(told, place, select) {
  place.dataset.value = select.value = told.value;
  place.classList.remove("sy-pending");
  place.classList.add("sy-saved");
  setTimeout(() => place.classList.remove("sy-saved"), 2000);
  steps.innerHTML = told.steps;
  // Undoing comes back to this page of the list.
  for (const form of steps.querySelectorAll("form")) form.action += location.search;
}

function note(text) {
  const box = document.createElement("div");
  box.className = "sy-clash";
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  return box;
}

// Both versions side by side; a person chooses.
function clash(told, place, select, mine) {
  const box = note(told.said);
  const button = (text, done) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.className = "utrecht-button utrecht-button--secondary-action";
    made.addEventListener("click", () => {
      box.remove();
      select.focus();
      done();
    });
    box.append(made);
    return made;
  };
  place.dataset.value = told.value;
  select.value = mine;
  const leave = () => {
    select.value = told.value;
    place.classList.remove("sy-pending");
  };
  const first = button(told.mine, () => save(place, select));
  button(told.theirs, leave);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    box.remove();
    select.focus();
    leave();
  });
  place.append(box);
  first.focus();
}

if (table) {
  document.getElementById("sy-keys").hidden = false;
  for (const place of table.querySelectorAll("[data-field]")) cellOf(place);
}
