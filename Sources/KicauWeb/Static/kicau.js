// What the pages gain from scripts. Each page works without: forms, links and the server do it all.
import { toast } from "./toast.js";

document.documentElement.classList.add("scripted");

// A choice in a list that is its own form: no button needed.
for (const select of document.querySelectorAll("select[data-submits]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// The zone this browser is in, for somebody who sets up.
const zone = document.querySelector("[data-own-zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || zone.value;

for (const code of document.querySelectorAll("[data-copy]")) {
  code.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(code.textContent);
    toast("✓");
  });
}

// What is posted by hand is copied out of its field.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  const source = button && document.getElementById(button.dataset.copies);
  if (!source) return;
  await navigator.clipboard?.writeText(source.value ?? source.textContent);
  toast("✓");
});

// A menu or a confirmation closes with Escape and with a press elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.menu[open], details.confirm[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

if (document.querySelector("[data-composer]")) import("./composer.js");
if (document.querySelector("[data-calendar]")) import("./calendar.js");
if (document.querySelector("[data-live]")) import("./live.js");
