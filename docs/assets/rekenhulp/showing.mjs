/**
 * Putting a new answer in the place of the one before it, so that who reads or works in it loses nothing.
 */

/** How long a mark stays on what changed. */
const MARKED_MS = 1_600;

/** While a button is pressed nothing may move it away, or the press gets lost. */
export class Press {
  /** Done once nothing is pressed any more; undefined where nothing is. @type {Promise<unknown> | undefined} */
  over;

  /** Somebody presses something. Done once that is over, and the click that follows it too. */
  async begin() {
    this.over = new Promise((resolve) => {
      const ended = () => setTimeout(resolve);
      for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, ended, { once: true });
    });
    const press = this.over;
    await press;
    if (this.over === press) this.end();
  }

  end() {
    this.over = undefined;
  }
}

/**
 * Replace the answer. Folds that were open stay open, what changed gets a soft mark, and the focus stays where it was.
 *
 * @param {HTMLElement} place
 * @param {string} html
 */
export function replaceAnswer(place, html) {
  const { focused, value } = focusIn(place);
  const open = new Set([...folds(place)].flatMap(([name, fold]) => (fold.open ? [name] : [])));
  const before = marked(place);
  place.innerHTML = html;
  for (const [name, fold] of folds(place)) if (open.has(name)) fold.open = true;
  for (const [name, part] of marked(place)) {
    const was = before.get(name);
    if (was && was.textContent !== part.textContent) mark(part);
  }
  if (focused === undefined) return;
  const again = (focused && place.querySelector(focused)) || headline(place);
  if (!(again instanceof HTMLElement)) return;
  if (isTyped(again)) again.value = value;
  again.focus({ preventScroll: true });
}

/**
 * Go to what the answer asks next, else to what it says. Scrolls no further than is needed to see it.
 *
 * @param {HTMLElement} place
 */
export function goToNext(place) {
  const next = place.querySelector("[data-next]") ?? headline(place);
  if (!(next instanceof HTMLElement)) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLElement} place
 * @returns {HTMLElement | null}
 */
export function headline(place) {
  return place.querySelector("[tabindex]");
}

/**
 * What in the answer has the focus, as a way to find it in the next one, and what was typed in it.
 *
 * @param {HTMLElement} place
 */
function focusIn(place) {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !place.contains(activeElement)) return { value: "" };
  const value = isTyped(activeElement) ? activeElement.value : "";
  const { do: deed, with: about } = activeElement.dataset;
  const asks = activeElement.closest("[data-asks]")?.getAttribute("data-asks");
  const fold = activeElement.closest("[data-fold]")?.getAttribute("data-fold");
  if (asks) return { focused: `[data-asks="${CSS.escape(asks)}"] [name=answer]`, value };
  if (deed)
    return { focused: `[data-do="${deed}"]${about ? `[data-with="${CSS.escape(about)}"]` : ""}`, value };
  if (fold && activeElement.matches("summary")) return { focused: `[data-fold="${fold}"] > summary`, value };
  return { focused: activeElement.id && `#${CSS.escape(activeElement.id)}`, value };
}

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement | HTMLTextAreaElement}
 */
function isTyped(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/**
 * @param {HTMLElement} place
 * @returns {Map<string, HTMLDetailsElement>}
 */
function folds(place) {
  const found = /** @type {NodeListOf<HTMLDetailsElement>} */ (place.querySelectorAll("details[data-fold]"));
  return new Map([...found].map((fold) => [fold.dataset.fold ?? "", fold]));
}

/**
 * @param {HTMLElement} place
 * @returns {Map<string, HTMLElement>}
 */
function marked(place) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-marks]"));
  return new Map([...found].map((part) => [part.dataset.marks ?? "", part]));
}

/** @param {HTMLElement} part */
function mark(part) {
  part.dataset.changed = "";
  setTimeout(() => delete part.dataset.changed, MARKED_MS);
}
