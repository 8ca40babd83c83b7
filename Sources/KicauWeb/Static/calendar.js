// Dragging a scheduled post to another day. Its time of day stays; the server refuses what lies in the past.
import { problemOf, toast } from "./toast.js";

const grid = document.querySelector("[data-calendar]");
let dragged;

const dayOf = (event) => event.target.closest?.("[data-day]");
const mayTake = (day) => day && !day.classList.contains("is-past");

grid.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-move]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.getAttribute("aria-label"));
  dragged.classList.add("is-dragged");
});

grid.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = undefined;
  for (const day of grid.querySelectorAll(".is-over")) day.classList.remove("is-over");
});

grid.addEventListener("dragover", (event) => {
  const day = dayOf(event);
  if (!dragged || !mayTake(day)) return;
  event.preventDefault();
  day.classList.add("is-over");
});

grid.addEventListener("dragleave", (event) => dayOf(event)?.classList.remove("is-over"));

grid.addEventListener("drop", async (event) => {
  const day = dayOf(event);
  if (!dragged || !mayTake(day)) return;
  event.preventDefault();
  const entry = dragged;
  const from = entry.closest("[data-day]");
  if (from === day) return;
  const response = await fetch(`/posts/${entry.dataset.move}/schedule`, {
    method: "POST",
    headers: { accept: "application/json", "kicau-form-token": grid.dataset.token },
    body: new URLSearchParams({ date: day.dataset.day, time: entry.dataset.time, zone: entry.dataset.zone }),
  });
  if (!response.ok) return toast(await problemOf(response));
  location.reload();
});
