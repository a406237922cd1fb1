/**
 * Mends a page of which a script or a style did not come: what it names is fetched again, past every cache, and the page
 * is loaded anew. A page asks for this only when something is wrong (publishing/theme/partials/mend.js).
 */

const OURS = /^[^?#]*\.(m?js|css)$/;
const TYPE = /javascript|css/;
/** In the name of the tab, which a reload leaves. */
const TRIED = "kmo-portefeuille: loaded again";

/**
 * Once by itself, and when the visitor asks.
 *
 * @param {HTMLElement} notice what tells the visitor
 * @param {string} lost the address of what failed
 */
export async function mend(notice, lost) {
  const button = notice.querySelector("button");
  if (button)
    button.onclick = async () => {
      await fetchAgain(lost);
      location.reload();
    };
  const tried = window.name === TRIED;
  if (tried) window.name = "";
  if (!(await fetchAgain(lost)) || tried) return;
  window.name = TRIED;
  location.reload();
}

/**
 * Whether all came that this page has asked for, each as what it is.
 *
 * @param {string} lost
 */
async function fetchAgain(lost) {
  const named = performance.getEntriesByType("resource").map(({ name }) => name);
  const wanted = [...new Set([lost, ...named])].filter(
    (name) => name.startsWith(location.origin) && OURS.test(name),
  );
  try {
    return (await Promise.all(wanted.map(isThere))).every(Boolean);
  } catch {
    return false;
  }
}

/** @param {string} name */
async function isThere(name) {
  const found = await fetch(name, { cache: "reload" });
  await found.blob(); // Only what came whole is in the browser's cache.
  return found.ok && !found.redirected && TYPE.test(found.headers.get("Content-Type") ?? "");
}
