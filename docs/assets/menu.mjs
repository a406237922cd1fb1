/**
 * The menu from the keyboard. Material makes its buttons of labels, and lets Enter press one that has the focus; this does
 * the rest of what a button does, and lets nobody walk through what is behind the open menu of a small screen.
 */

const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
const opener = /** @type {HTMLLabelElement} */ (document.querySelector('header [for="__drawer"]'));

/** Looked up anew: instant navigation draws it anew. */
const menu = () => document.querySelector(".md-sidebar--primary");

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === " " && target instanceof HTMLLabelElement) {
    event.preventDefault();
    target.click();
  } else if (key === "Escape" && drawer.checked) {
    drawer.click();
    opener.focus();
  }
});

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  for (const label of target.labels ?? [])
    if (label.hasAttribute("aria-expanded")) label.setAttribute("aria-expanded", String(target.checked));
  if (target === drawer && drawer.checked && opener.matches(":focus-visible"))
    menu()?.querySelector("a")?.focus({ preventScroll: true });
});

document.addEventListener("focusin", ({ target }) => {
  if (drawer.checked && target !== opener && !menu()?.contains(/** @type {Node} */ (target))) drawer.click();
});
