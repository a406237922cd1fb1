/**
 * For the page around the calculator: gives each of its frames the height it asks for, and no border of its own.
 */

window.addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "kmo-rekenhulp:hoogte" || origin !== new URL(import.meta.url).origin) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source) continue;
    frame.style.height = `${Number(data.height)}px`;
    frame.style.border = "0";
  }
});
