/**
 * What a visitor takes along of the answer that is shown: made once somebody opens that menu, not with every answer.
 */

import { linkTo } from "./address.mjs";
import { today } from "./days.mjs";
import { planned } from "./projects.mjs";

/**
 * @typedef {import("./element.mjs").Rekenhulp} Rekenhulp
 * @typedef {{ name: string, type: string, text: string }} Saved
 * @typedef {{ files: Record<string, Saved>, mail: string }} Taken
 */

/** Of each answer. @type {WeakMap<object, Promise<Taken | undefined>>} */
const made = new WeakMap();

/**
 * Undefined where there is no answer, or no engine any more, which is said.
 *
 * @param {Rekenhulp} page
 * @returns {Promise<Taken | undefined>}
 */
export async function taken(page) {
  const { answered, later } = page;
  if (!answered) return undefined;
  const around = { later, page: linkTo("").slice(0, -1), today: today(), ...planned() };
  const known = made.get(answered) ?? page.ask({ action: "take", link: answered.fragment, ...around });
  made.set(answered, known);
  const told = await known;
  if (!told) made.delete(answered);
  return told;
}

/**
 * Whoever opens the menu has it ready for the press: a clipboard is open to a page only right after one.
 *
 * @param {Event} event
 */
export function prepare({ target }) {
  if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches(MENUS)) return;
  const page = /** @type {Rekenhulp | null} */ (target.closest("kmo-rekenhulp"));
  if (page) taken(page);
}

const MENUS = "[data-fold=take], [data-fold=later]";
