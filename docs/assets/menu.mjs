/**
 * The menu from the keyboard and for a screen reader. Material makes the buttons of it of labels, which work with a finger
 * and without scripts; this makes buttons of them, and lets nobody walk through what is behind the open menu.
 */

const { document$ } = /** @type {{ document$?: { subscribe(arrived: () => void): void } }} */ (
  /** @type {unknown} */ (window)
);

const OPENER = 'header [for="__drawer"]';
/** In a menu that is always open Material takes the title of a part out of the row of what the keyboard reaches. */
const LABELS = `${OPENER}, .md-sidebar--primary label.md-nav__link:not([tabindex=""])`;

const drawer = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
const opener = () => /** @type {HTMLElement} */ (document.querySelector(OPENER));
const menu = () => document.querySelector(".md-sidebar--primary");

/** @param {HTMLLabelElement} label */
function makeButton(label) {
  const toggle = /** @type {HTMLInputElement} */ (label.control);
  const button = document.createElement("button");
  for (const { name, value } of label.attributes) button.setAttribute(name, value); // its looks hang on them
  button.removeAttribute("tabindex");
  button.type = "button";
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  tell();
  toggle.addEventListener("change", tell);
  button.addEventListener("click", () => toggle.click());
  button.append(...label.childNodes);
  label.replaceWith(button);
}

// Once a page: instant navigation draws a new one.
document$?.subscribe(() => {
  for (const label of document.querySelectorAll(LABELS))
    if (label instanceof HTMLLabelElement) makeButton(label);
});

drawer.addEventListener("change", () => {
  if (drawer.checked && opener().matches(":focus-visible"))
    menu()?.querySelector("a")?.focus({ preventScroll: true });
});

document.addEventListener("focusin", ({ target }) => {
  if (drawer.checked && target !== opener() && !menu()?.contains(/** @type {Node} */ (target)))
    drawer.click();
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !drawer.checked) return;
  drawer.click();
  opener().focus();
});
