/**
 * For the page around the calculator: gives each of its frames the height it asks for, and no border of its own.
 */

const HEIGHT = "kmo-rekenhulp:hoogte";
const { origin: ours } = new URL(import.meta.url);

window.addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== HEIGHT || origin !== ours) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source) continue;
    frame.style.height = `${Number(data.height)}px`;
    frame.style.border = "0";
  }
});

// A frame that was there before this script has said it already. To whom does not matter: it is no secret.
for (const frame of document.querySelectorAll("iframe"))
  if (frame.src.startsWith(`${ours}/`)) frame.contentWindow?.postMessage({ type: HEIGHT }, "*");
