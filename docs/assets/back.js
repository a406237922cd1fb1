/**
 * A step back that only closes something in the page is heard by what it closes, a `dialog` with `data-step`, and not by
 * Material, which would fetch the page anew. So this stands before Material's script.
 */
window.addEventListener("popstate", (event) => {
  const closing = document.querySelector("dialog[data-step]");
  if (!closing) return;
  event.stopImmediatePropagation();
  closing.dispatchEvent(new Event("step"));
});
