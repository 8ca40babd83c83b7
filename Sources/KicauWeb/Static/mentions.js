// Whom a post mentions: a list under the text as soon as somebody writes @ and letters. What a look-up would cost is
// asked for by a press, never by typing. Without scripts the same buttons stand in the form.
import { problemOf, toast } from "./toast.js";

const form = document.querySelector("[data-composer]");
const token = form.elements.token.value;
const written = /(?:^|[\s(])@([\p{L}\p{N}_][\p{L}\p{N}_.@-]{0,79})$/u;
const fewest = 2;
const list = document.createElement("ul");
list.className = "people-list";
list.id = "people-list";
list.setAttribute("role", "listbox");
const said = document.createElement("p");
said.className = "sr";
said.setAttribute("role", "status");
form.append(said);

let field; // where the list is open
let at; // { start, end, name } of what is written there
let options = [];
let active = -1;
let waiting;
let asked = 0;
let dismissed;
let last; // where somebody wrote last

const words = () => form.querySelector("[data-people]")?.dataset ?? {};

function doorsOf(text) {
  const own = text.name.startsWith("own-") ? text.name.split("-")[1] : undefined;
  return [...form.querySelectorAll("[data-finds]")].filter((door) =>
    own ? door.dataset.finds === own : form.querySelector(`[name=account][value="${door.dataset.finds}"]`)?.checked);
}

function writtenIn(text) {
  if (text.selectionStart !== text.selectionEnd) return;
  const found = written.exec(text.value.slice(0, text.selectionStart));
  if (!found) return;
  const [, name] = found;
  return { start: text.selectionStart - name.length - 1, end: text.selectionStart, name };
}

async function lookUp(door, name, pay) {
  const response = await fetch("/compose/people", {
    method: "POST", body: new URLSearchParams({ account: door.dataset.finds, name, pay: pay ? "yes" : "no" }),
    headers: { accept: "application/json", "kicau-form-token": token },
  });
  if (!response.ok) throw new Error(await problemOf(response));
  return (await response.json()).people.map((person) => ({ ...person, door }));
}

async function suggest(text) {
  const here = writtenIn(text);
  if (!here || here.start === dismissed) return close();
  const doors = doorsOf(text);
  const turn = ++asked;
  const quick = here.name.length < fewest ? [] : doors.filter((door) => "quick" in door.dataset);
  const answers = await Promise.allSettled(quick.map((door) => lookUp(door, here.name, false)));
  // Somebody wrote on meanwhile, or went elsewhere.
  if (turn !== asked || document.activeElement !== text) return;
  // Several accounts of one network find the same people, and one of them is enough to ask.
  const people = once(answers.flatMap((answer) => answer.value ?? []), (person) => person.mention);
  const slow = here.name.length < fewest ? [] : doors.filter((door) => !("quick" in door.dataset));
  const offers = once(slow, (door) => door.dataset.network).map((door) => ({ door, asks: true }));
  open(text, here, [...people, ...offers]);
}

const once = (all, key) => all.filter((one, place) => all.findIndex((other) => key(other) === key(one)) === place);

function open(text, here, found) {
  if (!found.length) return close();
  field = text;
  at = here;
  options = found;
  list.setAttribute("aria-label", words().list ?? "");
  list.replaceChildren(...found.map(drawn));
  text.after(list);
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-autocomplete", "list");
  // What costs money is never a mere Enter away.
  mark(found[0].asks ? -1 : 0);
  const people = found.filter((option) => !option.asks);
  said.textContent = people.length ? `${words().found ?? ""} ${people.length}` : "";
}

function drawn(option, place) {
  const item = document.createElement("li");
  item.id = `people-option-${place}`;
  item.setAttribute("role", "option");
  item.append(option.door.querySelector("svg").cloneNode(true));
  const [name, handle] = option.asks ? [`@${at.name}`, option.door.dataset.label] : [option.name, option.handle];
  for (const [kind, words] of [["strong", name], ["span", handle]]) {
    const piece = document.createElement(kind);
    piece.textContent = words;
    item.append(piece);
  }
  // Before the text loses its focus.
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", (event) => { event.preventDefault(); choose(option); });
  return item;
}

function mark(place) {
  active = place;
  [...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === place));
  const item = list.children[place];
  if (!item) return field?.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function close() {
  asked += 1;
  list.remove();
  for (const name of ["aria-activedescendant", "aria-controls"]) field?.removeAttribute(name);
  [field, at, options, active] = [undefined, undefined, [], -1];
}

async function choose(option) {
  const [text, here] = [field, at];
  if (!option.asks) {
    close();
    return insert(text, option.mention, here.start, here.end);
  }
  try {
    const people = await lookUp(option.door, here.name, true);
    if (document.activeElement === text && text.value.slice(here.start + 1, here.end) === here.name) open(text, here, people);
    if (!people.length) toast(`${words().none}: @${here.name}`);
    // What was looked up and not found is told in the preview.
    form.dispatchEvent(new Event("input"));
  } catch (error) {
    close();
    toast(error.message);
  }
}

function insert(text, mention, start, end) {
  const gap = /^\s/.test(text.value.slice(end)) ? "" : " ";
  text.setRangeText(mention + gap, start, end, "end");
  text.focus();
  dismissed = undefined;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("input", ({ target }) => {
  if (target.tagName !== "TEXTAREA" || target.name.startsWith("alt-")) return;
  clearTimeout(waiting);
  const here = writtenIn(target);
  if (!here) { dismissed = undefined; return close(); }
  waiting = setTimeout(() => suggest(target), 250);
});

form.addEventListener("keydown", (event) => {
  if (!field || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey) return;
  const count = options.length;
  if (event.key === "ArrowDown") mark((active + 1) % count);
  else if (event.key === "ArrowUp") mark((Math.max(active, 0) + count - 1) % count);
  else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) choose(options[active]);
  else if (event.key === "Escape") { dismissed = at.start; close(); } else return;
  event.preventDefault();
  event.stopPropagation();
});

form.addEventListener("focusout", ({ target }) => {
  if (target.tagName === "TEXTAREA" && !target.name.startsWith("alt-")) last = target;
  if (target === field) close();
});

// The buttons of the form: looking up without a reload, and putting a mention where one wrote last.
form.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("mention" in button.dataset) {
    event.preventDefault();
    const place = last?.isConnected ? last : form.elements[`text-${button.dataset.place}`];
    const gap = /(^|[\s(])$/.test(place.value.slice(0, place.selectionStart)) ? "" : " ";
    insert(place, gap + button.dataset.mention, place.selectionStart, place.selectionEnd);
  } else if ("finds" in button.dataset) {
    event.preventDefault();
    await redraw(button);
  }
});

async function redraw(button) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  body.set("do", button.value);
  button.disabled = true;
  const response = await fetch("/compose", { method: "POST", body });
  button.disabled = false;
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) return toast(answer.querySelector(".problem-note p")?.textContent);
  const fresh = answer.getElementById("people");
  if (fresh) document.getElementById("people").replaceWith(document.importNode(fresh, true));
  form.dispatchEvent(new Event("change"));
}
