/**
 * When to fetch what nobody asked for yet.
 */

/** Longer than this a busy page does not hold back. */
const IDLE_LIMIT_MS = 2_000;

/**
 * Whether data cost this visitor money or much time, as far as the browser tells.
 */
export function isSparing() {
  return line()?.saveData === true || !["4g", undefined].includes(line()?.effectiveType);
}

/**
 * Whether the browser tells that data is cheap and quick here: enough to fetch what perhaps nobody asks for.
 */
export function isCheap() {
  return line()?.saveData === false && line()?.effectiveType === "4g";
}

/** What the browser tells of the line; not every browser does. */
function line() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean, effectiveType?: string } }} */ (
    navigator
  );
  return connection;
}

/** The moment that the page is there to read and has nothing else to do. */
export async function idle() {
  if (document.readyState !== "complete")
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(resolve, { timeout: IDLE_LIMIT_MS });
    else setTimeout(resolve);
  });
}

/**
 * The first sign that somebody is going to use this.
 *
 * @param {HTMLElement} element
 */
export function touched(element) {
  return new Promise((resolve) => {
    for (const event of ["focusin", "pointerdown", "change"])
      element.addEventListener(event, resolve, { once: true });
  });
}
