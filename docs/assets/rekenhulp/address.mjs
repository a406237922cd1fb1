/**
 * The answers in the address of the page: a link to a result, or a draft that nobody calculated yet.
 */

/** @typedef {import("./client.mjs").Pair} Pair */

/** Marks an address with answers whose result is wanted: a link of ours. */
export const LINK = "v";

/** Marks an address with answers that were not calculated yet: they fill the form and no more. */
export const DRAFT = "concept";

/** Of a draft that was made elsewhere, and that nobody has seen here yet. */
const NEW = "nieuw";

/** The first or the last name of a link, whatever a mail program made of the signs around it. */
const OF_A_LINK = /(^|[#?&;]|%(25)*(23|26|3f))(v|end)(=|%(25)*3d)/i;

let last = "";

/**
 * @param {string} mark the name that says what kind of answers these are
 * @returns {Pair[] | null}
 */
export function answersInAddress(mark) {
  const pairs = [...new URLSearchParams(location.hash.slice(1))];
  const found = mark === LINK ? linkInAddress() !== "" : pairs.some(([name]) => name === mark);
  return found ? pairs : null;
}

/** The link as it came, for the calculator to mend; nothing where there is none. */
export function linkInAddress() {
  return OF_A_LINK.test(location.hash) ? location.hash.slice(1) : "";
}

/**
 * Whether these are answers of a draft made elsewhere: who brings them comes for the questions that are still open.
 *
 * @param {Pair[]} pairs
 */
export function isNew(pairs) {
  return pairs.some(([name, value]) => name === DRAFT && value === NEW);
}

/**
 * Keep these answers in the address, for who reloads or comes back.
 *
 * @param {Pair[]} pairs
 * @param {string} mark what kind of answers these are
 */
export function keepAnswers(pairs, mark = DRAFT) {
  keepFragment(`${new URLSearchParams([[mark, "1"], ...pairs])}`);
}

/** @param {string} fragment what the address carries from now on; nothing where it is empty */
export function keepFragment(fragment) {
  const bare = location.pathname + location.search;
  history.replaceState(history.state, "", fragment ? `#${fragment}` : bare);
  last = location.hash.slice(1);
}

/** What this page has in its address, whatever step of the history a browser goes to meanwhile. */
export function lastFragment() {
  return last;
}

/** Whether the address is another one than the page knows: somebody followed a link. From now on the page knows it. */
export function isFollowed() {
  const before = last;
  last = location.hash.slice(1);
  return last !== before;
}

/**
 * The address with this fragment, for who copies it.
 *
 * @param {string} fragment
 */
export function linkTo(fragment) {
  return `${location.href.split("#")[0]}#${fragment}`;
}
