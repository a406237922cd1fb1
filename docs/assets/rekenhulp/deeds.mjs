/**
 * What a button or link can do, by its `data-do`.
 */

import { linkTo } from "./address.mjs";
import { today } from "./days.mjs";
import { answer, answers, fill, goTo, part } from "./form.mjs";
import { addRow, nameMembers, start, withoutRow } from "./group.mjs";
import { copyProject, dropProject, nextProject, openProject, putBack } from "./projects.mjs";
import { headline } from "./showing.mjs";
import { taken } from "./taking.mjs";
import { turnToYear } from "./year.mjs";

/**
 * @typedef {import("./client.mjs").Pair} Pair
 * @typedef {import("./element.mjs").Rekenhulp} Rekenhulp
 */

/** Safari and Firefox read the file after the click, and ask the visitor first where it goes. */
const SAVED_WITHIN_MS = 60_000;

/**
 * Each gets the element's `data-with`, and the element itself.
 *
 * @type {Record<string, (page: Rekenhulp, what: string, element: Element) => void>}
 */
export const DEEDS = {
  go: async (page, path) => {
    if (path !== "") await page.sheet.close();
    goTo(path);
  },
  sheet: (page) => openSheet(page),
  close: (page) => page.sheet.close(),
  add: (page, list) => grown(page, addRow(page.form, list) ?? list),
  start: (page, ready) => grown(page, start(page.form, JSON.parse(ready))),
  remove,
  set: (page, changes, element) => change(page, JSON.parse(changes), element),
  later: (page, path) => page.askLater(path),
  retry: (page) => page.retry(),
  clear: (page) => page.clear(),
  undo: (page) => page.undo(),
  copy: async (page, name) => copy(page, (await taken(page))?.files[name]?.text),
  copy_link: (page) => copy(page, linkTo(page.answered?.fragment ?? "")),
  mail,
  print,
  save,
  next: (page) => nextProject(page),
  keep: (page) => copyProject(page),
  open: (page, place) => openProject(page, Number(place)),
  drop: (page, place) => dropProject(page, Number(place)),
  put_back: (page) => putBack(page),
};

/**
 * Ask for the price that gives the wanted aid.
 *
 * @param {Rekenhulp} page
 */
export async function reverse(page) {
  const { value: wanted } = /** @type {HTMLInputElement} */ (part(page, "#wanted"));
  const told = await page.ask({ action: "reverse", pairs: answers(page.form), wanted, today: today() });
  if (told) part(page, "#omgekeerd").innerHTML = told.html;
}

/**
 * @param {Rekenhulp} page
 * @param {string} path of what to fill in first
 */
function grown(page, path) {
  nameMembers(page.form);
  page.changed();
  goTo(path);
  const first = document.activeElement;
  if (first instanceof HTMLInputElement) first.select();
}

/**
 * @param {Rekenhulp} page
 * @param {string} path of the row that goes
 */
function remove(page, path) {
  fill(page.form, withoutRow(answers(page.form), path));
  page.changed();
  goTo(path.slice(0, path.lastIndexOf(".")));
}

/**
 * Give these answers to the form. Whoever does that in the result goes on to what it asks next; from elsewhere to it.
 *
 * @param {Rekenhulp} page
 * @param {Pair[]} changes
 * @param {Element} element
 */
function change(page, changes, element) {
  // What another year has of its own comes first, then what is changed in it.
  for (const [path, value] of changes) if (path === "year") turnToYear(page.form, value);
  for (const [path, value] of changes) answer(page.form, path, value);
  page.changed(page.result.contains(element) ? "next" : "result");
}

/** @param {Rekenhulp} page */
function openSheet(page) {
  page.sheet.open();
  headline(page.result)?.focus({ preventScroll: true });
}

/**
 * @param {Rekenhulp} page
 * @param {string | undefined} text nothing where there is none
 */
async function copy(page, text) {
  if (text === undefined) return;
  const told = part(page, ".rh-taken");
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = told.dataset.done ?? "";
  } catch {
    told.textContent = told.dataset.notDone ?? "";
  }
}

/**
 * @param {Rekenhulp} page
 * @param {string} name
 */
async function save(page, name) {
  const file = (await taken(page))?.files[name];
  if (!file) return;
  const address = URL.createObjectURL(new Blob([file.text], { type: file.type }));
  follow(address, file.name);
  setTimeout(() => URL.revokeObjectURL(address), SAVED_WITHIN_MS);
  tellOfFrame(page);
}

/**
 * @param {string} address
 * @param {string} [name] of the file that is saved
 */
function follow(address, name) {
  const link = document.createElement("a");
  link.href = address;
  if (name) link.download = name;
  link.click();
}

/** @param {Rekenhulp} page */
async function mail(page) {
  const told = await taken(page);
  if (!told) return;
  follow(told.mail);
  tellOfFrame(page);
}

/** @param {Rekenhulp} page */
function print(page) {
  window.print();
  tellOfFrame(page);
}

/**
 * A sandbox without `allow-downloads`, `allow-modals` or `allow-popups` lets a press do nothing, and tells nobody.
 *
 * @param {Rekenhulp} page
 */
export function tellOfFrame(page) {
  if (window === window.top) return;
  const told = part(page, ".rh-taken");
  told.textContent = told.dataset.framed ?? "";
}
