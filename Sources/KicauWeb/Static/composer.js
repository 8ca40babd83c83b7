// The composer: a live preview drawn by the server, pictures, videos and documents by drop and paste, parts and link cards added
// without a reload.
import "./mentions.js";
import "./focus.js";
import { problemOf, toast } from "./toast.js";

const form = document.querySelector("[data-composer]");
const panel = document.querySelector("[data-panel]");
const token = form.elements.token.value;
let waiting;
let asking;
// Where a network makes a link's card itself, the server reads the page for the preview once the link has stood still.
let reading;

function fieldsOnly() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
}

async function preview(reads = false) {
  asking?.abort();
  asking = new AbortController();
  const body = fieldsOnly();
  if (reads) body.set("read", "yes");
  try {
    const response = await fetch("/compose/preview", {
      method: "POST", body, signal: asking.signal,
      headers: { accept: "application/json", "kicau-form-token": token },
    });
    if (!response.ok) return toast(await problemOf(response));
    show(await response.json());
  } catch (error) {
    if (error.name === "AbortError") return;
  }
  panel.parentElement.classList.remove("is-stale");
}

function show(answer) {
  const open = [...panel.querySelectorAll("details")].map((fold) => fold.open);
  const isChoosing = document.activeElement?.name === "fold";
  panel.innerHTML = answer.panel;
  // The two times of a clock change are drawn anew as well: who walks them by keyboard stays there.
  if (isChoosing) panel.querySelector("[name=fold]:checked")?.focus();
  panel.querySelectorAll("details").forEach((fold, place) => { fold.open = open[place] ?? false; });
  // Only the verdict is said aloud: the whole panel after every word would be noise.
  const verdict = document.querySelector("[data-verdict]");
  if (verdict.textContent !== answer.verdict) verdict.textContent = answer.verdict;
  answer.counters.forEach((html, place) => {
    const counters = form.querySelector(`[data-counters="${place}"]`);
    if (counters) counters.innerHTML = html;
  });
  for (const { part, url } of answer.bareLinks) offerCard(part, url);
  clearTimeout(reading);
  if (answer.unreadPages.length) reading = setTimeout(() => preview(true), 1500);
}

// A link that was just written gets its card by itself, once it has stood still for a while. Whoever takes the card away
// is not given it again.
const typedIn = new Set();
const offered = new Set();
let settling;

function offerCard(place, url) {
  if (!typedIn.has(String(place)) || offered.has(`${place} ${url}`)) return;
  clearTimeout(settling);
  settling = setTimeout(() => {
    const button = form.querySelector(`[data-card="${place}"] [data-adds-card]`);
    if (!button || !form.elements[`text-${place}`]?.value.includes(url.replace(/^https?:\/\//, ""))) return;
    offered.add(`${place} ${url}`);
    addCard(button, false);
  }, 1500);
}

// What the server draws when a button of the form is pressed.
async function drawn(button, take) {
  const body = fieldsOnly();
  body.set("do", button.value);
  button.disabled = true;
  try {
    const response = await fetch("/compose", { method: "POST", body });
    take(new DOMParser().parseFromString(await response.text(), "text/html"), response.ok);
  } finally {
    button.disabled = false;
  }
}

function addCard(button, isAsked) {
  const slot = button.closest("[data-card]");
  return drawn(button, (answer, isFine) => {
    const fresh = answer.getElementById(slot.id);
    if (isFine && fresh) {
      slot.replaceWith(document.importNode(fresh, true));
      soon();
    } else if (isAsked) {
      toast(answer.querySelector(".problem-note p")?.textContent);
    }
  });
}

function soon() {
  panel.parentElement.classList.add("is-stale");
  clearTimeout(waiting);
  clearTimeout(reading);
  waiting = setTimeout(() => preview(), 350);
}

form.addEventListener("input", (event) => {
  if (event.target.type !== "file") soon();
  const part = event.target.closest(".big-text") && event.target.closest("[data-part]");
  if (part) typedIn.add(part.dataset.part);
});

// A part more or less: the server draws the form again, and only what changed in shape is exchanged.
form.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.value?.startsWith("remove-picture:")) {
    event.preventDefault();
    button.closest(".attached").remove();
    soon();
  } else if ("redraws" in button.dataset) {
    event.preventDefault();
    await redraw(button.closest(".attached"), [["do", button.value]]);
  } else if ("addsCard" in button.dataset) {
    event.preventDefault();
    await addCard(button, true);
  } else if ("swaps" in button.dataset) {
    event.preventDefault();
    await swap(button);
  }
});

function swap(button) {
  return drawn(button, (answer) => {
    for (const old of form.querySelectorAll("[data-swap]")) {
      const fresh = answer.getElementById(old.id);
      if (fresh) old.replaceWith(document.importNode(fresh, true));
    }
    showOwn();
    const texts = form.querySelectorAll("textarea.big-text");
    texts[texts.length - 1]?.focus();
    soon();
  });
}

// A video with its captions, or a document, as the server draws it; what else is in the form stays as it is.
async function redraw(figure, extra) {
  const named = figure.querySelector("[name^=picture-]");
  const body = new FormData();
  for (const [name, value] of [...fieldsOnly(), ...extra]) body.append(name, value);
  const response = await fetch("/compose", { method: "POST", body });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) return toast(answer.querySelector(".problem-note p")?.textContent);
  const fresh = answer.querySelector(`[name="${named.name}"][value="${named.value}"]`)?.closest(".attached");
  if (fresh) figure.replaceWith(document.importNode(fresh, true));
  soon();
}

// Pictures, videos and documents: chosen, dropped on a part or pasted into its text.
form.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file") return;
  if (input.name.startsWith("captions-")) redraw(input.closest(".attached"), [["do", "check"], [input.name, input.files[0]]]);
  else takeIn(input.closest("[data-part]"), input.files);
  input.value = "";
});

form.addEventListener("paste", (event) => {
  const part = event.target.closest("[data-part]");
  if (!part || !event.clipboardData.files.length) return;
  event.preventDefault();
  takeIn(part, event.clipboardData.files);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(kind, (event) => {
    const part = event.target.closest?.("[data-part]");
    if (!part || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    part.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") takeIn(part, event.dataTransfer.files);
  });
}

function takeIn(part, files) {
  // What it is, the server tells by its bytes: browsers do not know the type of every picture.
  for (const file of files) upload(part, file);
}

function upload(part, file) {
  const template = document.getElementById("attached-template");
  const figure = template.content.firstElementChild.cloneNode(true);
  const [hidden, image, alt, framing, button, progress] =
    ["input", "img", "textarea", ".framing", "button", "progress"].map((name) => figure.querySelector(name));
  const local = URL.createObjectURL(file);
  if (file.type.startsWith("image/")) image.src = local;
  // A video's shape is its author's.
  if (file.type.startsWith("video/")) framing.remove();
  part.querySelector("[data-pictures]").append(figure);
  const request = new XMLHttpRequest();
  button.addEventListener("click", () => { request.abort(); figure.remove(); soon(); });
  request.upload.addEventListener("progress", (event) => { progress.value = (event.loaded / event.total) * 100; });
  // All is sent; a video is looked through before the answer comes.
  request.upload.addEventListener("load", () => progress.removeAttribute("value"));
  request.addEventListener("load", async () => {
    URL.revokeObjectURL(local);
    const answer = new Response(request.response, { status: request.status });
    if (!answer.ok) {
      figure.remove();
      return toast(await problemOf(answer));
    }
    const { sha256, thumbnail, kind } = await answer.json();
    const place = part.dataset.part;
    hidden.name = `picture-${place}`;
    hidden.value = sha256;
    alt.name = `alt-${place}-${sha256}`;
    framing.querySelector("select").name = `framing-${place}-${sha256}`;
    for (const way of ["x", "y"]) framing.querySelector(`[data-${way}]`).name = `focus-${way}-${place}-${sha256}`;
    image.src = thumbnail;
    progress.remove();
    figure.classList.remove("is-coming");
    if (kind !== "picture") {
      if (kind === "document") alt.value = file.name.replace(/\.pdf$/i, "");
      framing.remove();
      hidden.insertAdjacentHTML("afterend", `<input type="hidden" name="kind-${place}-${sha256}" value="${kind}">`);
      return redraw(figure, [["do", "check"]]);
    }
    alt.focus();
    soon();
  });
  request.addEventListener("error", () => { figure.remove(); toast(file.name); });
  request.open("POST", "/media");
  request.setRequestHeader("accept", "application/json");
  request.setRequestHeader("kicau-form-token", token);
  request.send(file);
}

// Other words are asked only for the accounts chosen.
function showOwn() {
  for (const own of form.querySelectorAll("[data-own]")) {
    own.hidden = !form.querySelector(`[name=account][value="${own.dataset.own}"]`)?.checked;
  }
  const asked = [...form.querySelectorAll(".asks")];
  for (const asks of asked) {
    asks.hidden = !form.querySelector(`[name=account][data-network="${asks.dataset.network}"]:checked`);
  }
  // Where there is no choice, nothing has to be opened.
  const shown = asked.filter((asks) => !asks.hidden);
  if (shown.length === 1) shown[0].open = true;
}
form.addEventListener("change", showOwn);
showOwn();

// Control and Enter send it off, as in many editors.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("[data-send]"));
});

// Leaving with something unsaved asks first.
let isChanged = false;
form.addEventListener("input", () => { isChanged = true; });
form.addEventListener("submit", () => { isChanged = false; });
window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });

if (form.querySelector("[name=account]:checked")) soon();
