/**
 * Putting a new answer in the place of the one before it, so that who reads or works in it loses nothing.
 */

/** How long a mark stays on what changed. */
const MARKED_MS = 1_600;

/** Being replaced is not being left: some browsers tell it as if it were. */
const LEAVING = ["change", "focusout"];
/** @param {Event} event */
const unheard = (event) => event.stopPropagation();

const FOCUSABLE = "a, button, input, select, summary, textarea, [tabindex]";

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
  const focused = focusIn(place);
  const wanted = focused && known(focused);
  const filled = new Map([...fields(place)].map((field) => [known(field), filledIn(field)]));
  const open = new Set([...folds(place)].flatMap(([name, fold]) => (fold.open ? [name] : [])));
  const before = marked(place);
  for (const leaving of LEAVING) place.addEventListener(leaving, unheard, true);
  place.innerHTML = html;
  for (const leaving of LEAVING) place.removeEventListener(leaving, unheard, true);
  for (const [name, fold] of folds(place)) if (open.has(name)) fold.open = true;
  for (const [name, part] of marked(place)) {
    const was = before.get(name);
    if (was && was.textContent !== part.textContent) mark(part);
  }
  if (wanted !== undefined) (find(place, wanted) ?? headline(place))?.focus({ preventScroll: true });
  for (const field of fields(place)) fillAgain(field, filled.get(known(field)));
}

/**
 * Put this in a place that is read out when it changes; where it says so already nobody hears it again.
 *
 * @param {HTMLElement} place
 * @param {string} html
 */
export function tell(place, html) {
  const told = document.createElement("template");
  told.innerHTML = html; // as the browser writes it: a space that does not break becomes `&nbsp;`
  if (told.innerHTML !== place.innerHTML) place.replaceChildren(told.content);
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
 * What in the answer has the focus; undefined where nothing in it has.
 *
 * @param {HTMLElement} place
 */
function focusIn(place) {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && place.contains(activeElement) ? activeElement : undefined;
}

/**
 * What tells an element from the others, in this answer and in the next.
 *
 * @param {HTMLElement} element
 */
function known(element) {
  const { do: deed, with: about } = element.dataset;
  const asks = element.closest("[data-asks]")?.getAttribute("data-asks");
  const line = element.matches("summary") && element.parentElement && nameOf(element.parentElement);
  const [name, href] = ["name", "href"].map((each) => element.getAttribute(each));
  return JSON.stringify([element.localName, asks ?? element.id, name, href, deed, about, line]);
}

/**
 * @param {HTMLElement} place
 * @param {string} wanted
 */
function find(place, wanted) {
  const same = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(FOCUSABLE));
  return [...same].find((each) => known(each) === wanted);
}

/**
 * What the visitor can fill in within the answer. A name belongs to a project, and its field to a place: only whoever is
 * typing one goes on with it.
 *
 * @param {HTMLElement} place
 * @returns {NodeListOf<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>}
 */
function fields(place) {
  return place.querySelectorAll("input[type=text], select, textarea:focus");
}

/**
 * What was filled in, and where in it the next letter comes or what it replaces.
 *
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 */
function filledIn(field) {
  const { value } = field;
  return field instanceof HTMLSelectElement
    ? { value }
    : { value, from: field.selectionStart, to: field.selectionEnd };
}

/**
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 * @param {{ value: string, from?: number | null, to?: number | null } | undefined} filled
 */
function fillAgain(field, filled) {
  if (filled) field.value = filled.value;
  if (filled?.from !== undefined && !(field instanceof HTMLSelectElement) && field === document.activeElement)
    field.setSelectionRange(filled.from, filled.to ?? null);
}

/**
 * @param {HTMLElement} place
 * @returns {Map<string, HTMLDetailsElement>}
 */
function folds(place) {
  return new Map([...place.querySelectorAll("details")].map((fold) => [nameOf(fold), fold]));
}

/**
 * A fold is known by its name, one without by its line.
 *
 * @param {HTMLElement} fold
 */
function nameOf(fold) {
  return fold.dataset.fold ?? fold.querySelector("summary")?.textContent ?? "";
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
