// Says something for a moment, also to screen readers.
let hiding;

export function toast(text) {
  const place = document.querySelector("[data-toast]");
  if (!place || !text) return;
  place.textContent = text;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, Math.max(4000, text.length * 70));
}

// What the server answers when something did not work.
export async function problemOf(response) {
  try {
    const { problem } = await response.json();
    return `${problem.what} ${problem.do}`;
  } catch {
    return `${response.status} ${response.statusText}`;
  }
}
