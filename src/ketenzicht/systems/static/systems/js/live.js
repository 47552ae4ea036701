// A form that answers while it is being filled in: the page itself is asked again, and its result put in place.
const PATIENCE = 180;
const AGAIN = 2000;
const TRIES = 15;

// The server says 503 while others wait for a sum: then it is asked again a little later.
async function asked(address, { signal, part } = {}) {
  const headers = { Accept: "text/html", ...(part ? { "X-Part": part } : {}) };
  const options = { signal, headers };
  let answer = await fetch(address, options);
  for (let tries = 1; answer.status === 503 && tries < TRIES; tries += 1) {
    await new Promise((go) => setTimeout(go, AGAIN));
    answer = await fetch(address, options);
  }
  return answer;
}

const filledIn = (form) => new URLSearchParams(new FormData(form)).toString();

function asServed(form) {
  const served = form.cloneNode(true);
  served.reset();
  return filledIn(served);
}

export function liveForm(form) {
  const result = document.getElementById(form.dataset.live);
  if (!result) return;
  let timer, asking;
  const ask = async () => {
    const address = `${form.action.split("?")[0]}?${filledIn(form)}`;
    asking?.abort();
    asking = new AbortController();
    result.classList.add("kzx-busy");
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await asked(address, { signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(result.id);
      if (!answer.ok || !fresh || page.querySelector(".kz-error-summary")) return form.submit();
      result.replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
      return;
    }
    result.classList.remove("kzx-busy");
    result.removeAttribute("aria-busy");
  };
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PATIENCE);
  });
  // Who ticks before this script has come is answered too.
  if (filledIn(form) !== asServed(form)) ask();
}

// What takes longer comes after the rest of the page; without this script a link asks for it.
export async function later(place) {
  place.setAttribute("aria-busy", "true");
  place.classList.add("kzx-busy");
  try {
    const answer = await asked(place.dataset.later.split("#")[0], { part: place.id });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(place.id);
    if (answer.ok && fresh) place.replaceChildren(...fresh.childNodes);
  } finally {
    place.removeAttribute("aria-busy");
    place.classList.remove("kzx-busy");
  }
}

// A file that takes a while: say so, and save it when it is there.
export async function save(link) {
  const said = link.parentElement.querySelector("[data-being-made]");
  if (said.textContent) return;
  said.textContent = said.dataset.beingMade;
  try {
    const answer = await asked(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const made = document.createElement("a");
    made.href = URL.createObjectURL(await answer.blob());
    made.download = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? "";
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 60_000);
  } catch {
    location.assign(link.href);
  } finally {
    said.textContent = "";
  }
}
