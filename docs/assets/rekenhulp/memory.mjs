/**
 * The answers on the visitor's own device, only while the visitor asks for it.
 */

/** @typedef {import("./client.mjs").Pair} Pair */

/** All sites of one owner share the storage, so the key says whose it is. */
const KEY = "kmo-portefeuille/rekenhulp";

/** @returns {Pair[] | undefined} undefined where nothing is kept, or nothing can be */
export function remembered() {
  try {
    const pairs = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(pairs)
      ? withoutDay(pairs.map(([name, value]) => [String(name), String(value)]))
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The day of the application is not kept. Where an older page kept it, its year is that of the answers about one year.
 *
 * @param {Pair[]} pairs
 * @returns {Pair[]}
 */
function withoutDay(pairs) {
  const day = pairs.find(([name]) => name === "applied_on")?.[1];
  const kept = pairs.filter(([name]) => name !== "applied_on");
  const year = day?.match(/[0-9]{4}/)?.[0];
  return year && !kept.some(([name]) => name === "year") ? [...kept, ["year", year]] : kept;
}

/** @param {Pair[]} pairs */
export function remember(pairs) {
  try {
    localStorage.setItem(KEY, JSON.stringify(pairs));
  } catch {
    // A browser that keeps nothing is no reason to stop calculating.
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then there was nothing to forget.
  }
}
