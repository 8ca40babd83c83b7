// A picture is pressed where it matters: that point goes into the two fields beside it, and a mark shows it. Without
// scripts the fields are filled in by hand.
const form = document.querySelector("[data-composer]");

for (const hint of document.querySelectorAll("[data-press]")) hint.hidden = false;
for (const hint of document.getElementById("attached-template").content.querySelectorAll("[data-press]")) hint.hidden = false;

// From the picture's middle to its edge, in pixels of the page: it lies centred in its frame, whole or cut to it.
function reach(image) {
  const frame = image.getBoundingClientRect();
  const pick = getComputedStyle(image).objectFit === "contain" ? Math.min : Math.max;
  const scale = pick(frame.width / image.naturalWidth, frame.height / image.naturalHeight);
  return { frame, x: (image.naturalWidth * scale) / 2, y: (image.naturalHeight * scale) / 2 };
}

const within = (number) => Math.min(1, Math.max(-1, number));
const fields = (framing) => [framing.querySelector("[data-x]"), framing.querySelector("[data-y]")];

function mark(figure) {
  const framing = figure.querySelector(".framing");
  const dot = figure.querySelector(".mark");
  const image = figure.querySelector("img");
  if (!framing || !dot) return;
  dot.hidden = framing.querySelector("select").value !== "point" || !image.naturalWidth;
  if (dot.hidden) return;
  const { frame, x, y } = reach(image);
  const [across, up] = fields(framing).map((field) => within(Number(field.value) || 0));
  dot.style.left = `${frame.width / 2 + across * x}px`;
  dot.style.top = `${frame.height / 2 - up * y}px`;
}

form.addEventListener("click", (event) => {
  const figure = event.target.matches(".attached img") && event.target.closest(".attached");
  const framing = figure && figure.querySelector(".framing");
  if (!framing || !event.target.naturalWidth) return;
  const { frame, x, y } = reach(event.target);
  const point = [
    within((event.clientX - frame.left - frame.width / 2) / x), within((frame.top + frame.height / 2 - event.clientY) / y),
  ];
  const select = framing.querySelector("select");
  select.value = "point";
  fields(framing).forEach((field, place) => { field.value = Math.round(point[place] * 100) / 100 || 0; });
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
});

form.addEventListener("input", (event) => {
  const figure = event.target.closest(".framing") && event.target.closest(".attached");
  if (figure) mark(figure);
});
form.addEventListener("load", (event) => {
  if (event.target.matches(".attached img")) mark(event.target.closest(".attached"));
}, true);
for (const figure of form.querySelectorAll(".attached")) mark(figure);
