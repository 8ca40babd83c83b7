// Follows the workspace: when something changes, the live parts of this page are fetched again and exchanged.
const parts = () => [...document.querySelectorAll("[data-live]")];
let isFetching = false;
let isStale = false;

async function refresh() {
  if (isFetching) { isStale = true; return; }
  isFetching = true;
  try {
    const response = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!response.ok || response.redirected) return;
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of parts()) {
      const fresh = answer.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh && fresh.innerHTML !== part.dataset.seen && !isBeingUsed(part)) exchange(part, fresh);
    }
  } finally {
    isFetching = false;
    if (isStale) { isStale = false; refresh(); }
  }
}

// Somebody types, confirms or drags here: they come first.
function isBeingUsed(part) {
  const focused = document.activeElement;
  return (part.contains(focused) && focused.matches("input, textarea, select"))
    || part.querySelector("details.confirm[open], details.said-reply[open], .is-dragged") !== null;
}

function exchange(part, fresh) {
  const open = new Set([...part.querySelectorAll("details[id][open]")].map((fold) => fold.id));
  part.dataset.seen = fresh.innerHTML;
  part.innerHTML = fresh.innerHTML;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
}

const source = new EventSource("/events");
let last;
source.addEventListener("change", (event) => {
  // The first is only where things stand; after a lost line it may hide changes, so it counts then.
  if (last !== undefined && event.data !== last) refresh();
  if (last === undefined && document.querySelector("[data-busy]")) refresh();
  last = event.data;
});
window.addEventListener("pagehide", () => source.close());
