/**
 * A step that stays on the page is not for Material, which would fetch and draw the page anew. So this stands before
 * Material's script. A step back that only closes something is heard by what it closes, a `dialog` with `data-step`; a
 * link that is followed on the calculator's page is heard by the calculator.
 */
window.addEventListener("popstate", (event) => {
  const closing = document.querySelector("dialog[data-step]");
  const answering = document.querySelector("[data-answers-at]");
  if (!closing && answering?.getAttribute("data-answers-at") !== location.pathname) return;
  event.stopImmediatePropagation();
  closing?.dispatchEvent(new Event("step"));
});
