/**
 * The calculator inside somebody else's page: takes the address' wishes, says how high it is, and gives its answer
 * to the page around it only when that page asks for it by its own name.
 *
 * In:  `{ type: "kmo-rekenhulp:vraag", origin }`, the origin being the asker's own; `{ type: "kmo-rekenhulp:hoogte" }`
 *      from a page that was not listening when the height was said.
 * Out: `{ type: "kmo-rekenhulp:hoogte", height }` in pixels, and to who asked `{ type: "kmo-rekenhulp:antwoord", response }`,
 *      the response of the contract. These shapes stay as they are at the address that carries their number.
 */

const HEIGHT = "kmo-rekenhulp:hoogte";
const QUESTION = "kmo-rekenhulp:vraag";
const ANSWER = "kmo-rekenhulp:antwoord";
const COLOUR = /^[0-9a-f]{6}$/i;
/** The relative luminance at which black and white text are equally readable (WCAG 2). */
const MIDDLE_LUMINANCE = 0.179;

/** @type {string | undefined} the page that asked for the answers */
let asker;
/** @type {unknown} */
let response;

keepNothing();
submitByHand();
applyWishes(new URLSearchParams(location.search));
document.addEventListener("kmo-rekenhulp:beoordeeld", (event) => {
  response = /** @type {CustomEvent} */ (event).detail;
  tell();
});
window.addEventListener("message", ({ data, origin, source }) => {
  if (source !== window.parent) return;
  if (data?.type === HEIGHT) tellHeight();
  if (data?.type !== QUESTION || data.origin !== origin) return;
  asker = origin;
  tell();
});
new ResizeObserver(tellHeight).observe(document.body);

/** How high a page is, is no secret: whoever shows it may know. */
function tellHeight() {
  window.parent.postMessage({ type: HEIGHT, height: document.body.offsetHeight }, "*");
}

function tell() {
  if (asker && response) window.parent.postMessage({ type: ANSWER, response }, asker);
}

/** Nothing is kept on a device by a page that the visitor did not choose to visit. */
function keepNothing() {
  for (const name of ["localStorage", "sessionStorage", "caches"])
    Object.defineProperty(window, name, { get: () => undefined });
}

/**
 * In a sandbox without `allow-forms` a browser submits no form, and tells nobody. The calculator needs only to be told:
 * whoever presses a button, or Enter, which is a press on the first one.
 */
function submitByHand() {
  /** @param {HTMLFormElement} form */
  const submit = (form) => form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.type !== "submit" || !button.form) return;
    event.preventDefault();
    submit(button.form);
  });
  const form = document.querySelector("kmo-rekenhulp form");
  if (form instanceof HTMLFormElement) form.requestSubmit = () => submit(form);
}

/**
 * A colour for the buttons, and answers by contract path, given before the calculator reads its form.
 *
 * @param {URLSearchParams} wishes
 */
function applyWishes(wishes) {
  const form = document.querySelector("kmo-rekenhulp form");
  for (const [name, value] of wishes) {
    if (name === "kleur" && COLOUR.test(value)) colour(value);
    const control = form instanceof HTMLFormElement ? form.elements.namedItem(name) : null;
    if (control && "value" in control) control.value = value;
  }
}

/** @param {string} hex */
function colour(hex) {
  const [red = 0, green = 0, blue = 0] = (hex.match(/../g) ?? []).map((pair) =>
    linear(Number.parseInt(pair, 16)),
  );
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE_LUMINANCE;
  document.body.style.setProperty("--in-colour", `#${hex}`);
  document.body.style.setProperty("--in-text", light ? "#000" : "#fff");
}

/** @param {number} channel from 0 to 255 */
function linear(channel) {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
