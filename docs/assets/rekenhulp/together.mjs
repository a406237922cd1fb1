/**
 * Calculations side by side. They outlive the page under instant navigation, and end with the visit.
 */

import { today } from "./days.mjs";
import { part } from "./form.mjs";

/**
 * @typedef {import("./client.mjs").Pair} Pair
 * @typedef {import("./element.mjs").Rekenhulp} Rekenhulp
 */

const MOST_SITUATIONS = 6;

/** @type {Pair[][]} */
let situations = [];

export function hasSituations() {
  return situations.length > 0;
}

/**
 * @param {Rekenhulp} page
 * @param {Pair[]} pairs of the calculation that comes beside the others
 */
export function keepSituation(page, pairs) {
  return arrange(page, [...situations, pairs].slice(-MOST_SITUATIONS));
}

/**
 * @param {Rekenhulp} page
 * @param {number} place of the calculation that goes
 */
export function dropSituation(page, place) {
  return arrange(
    page,
    situations.filter((_, other) => other !== place),
  );
}

/** @param {number} place */
export function situationAt(place) {
  return situations[place] ?? [];
}

/**
 * @param {Rekenhulp} page
 * @returns {Pair[][]} what was forgotten, for who wants it back
 */
export function forgetSituations(page) {
  const before = situations;
  situations = [];
  part(page, "#vergelijking").replaceChildren();
  return before;
}

/**
 * @param {Rekenhulp} page
 * @param {Pair[][]} before
 */
export function restoreSituations(page, before) {
  situations = before;
  if (before.length > 0) showSituations(page);
}

/** @param {Rekenhulp} page */
export async function showSituations(page) {
  const told = await page.ask({ action: "together", situations, today: today() });
  if (told) part(page, "#vergelijking").innerHTML = told.html;
}

/**
 * @param {Rekenhulp} page
 * @param {Pair[][]} wanted the calculations that stand side by side from now on
 */
async function arrange(page, wanted) {
  situations = wanted;
  await showSituations(page);
  await page.sheet.close();
  const place = part(page, "#vergelijking");
  place.querySelector("h2")?.focus();
  place.scrollIntoView();
}
