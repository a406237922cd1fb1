/**
 * Some answers belong to one calendar year: the form says which, and every year has its own.
 */

import { answers } from "./form.mjs";

/** What was answered about other years than the one that shows. @type {Map<string, Map<string, string>>} */
const others = new Map();

/** @param {HTMLFormElement} form */
export function shownYear(form) {
  return yearIn(form)?.value ?? "";
}

/**
 * Show the questions about this year, with what was answered about it; what was answered about another one waits.
 *
 * @param {HTMLFormElement} form
 * @param {string} year empty where it is not known yet
 */
export function turnToYear(form, year) {
  const before = shownYear(form);
  if (before !== "" && year !== "" && before !== year) {
    const asked = questions(form);
    others.set(before, new Map(asked.map(([name, control]) => [name, control.value])));
    for (const [name, control] of asked) control.value = others.get(year)?.get(name) ?? "";
  }
  setYear(form, year || before);
}

/**
 * Say of which year the answers in the form are, whatever it said before.
 *
 * @param {HTMLFormElement} form
 * @param {string} year
 */
export function setYear(form, year) {
  const control = yearIn(form);
  if (control) control.value = year;
  for (const field of fields(form)) {
    const label = field.querySelector(".rh-label");
    if (!(label instanceof HTMLElement)) continue;
    label.dataset.anyYear ??= label.textContent ?? "";
    label.textContent = year ? (field.dataset.ofYear ?? "").replace("{year}", year) : label.dataset.anyYear;
  }
}

/**
 * What somebody typed or chose: all answers but the year and the name that go with them.
 *
 * @param {HTMLFormElement} form
 */
export function withoutYear(form) {
  return answers(form).filter(([name]) => name !== "year" && name !== "project");
}

/**
 * The answers as they were understood, and the year that some of them belong to.
 *
 * @param {import("./client.mjs").Answer | undefined} answered
 * @returns {import("./client.mjs").Pair[]}
 */
export function understood(answered) {
  return answered ? [...answered.pairs, ["year", answered.year]] : [];
}

/** @param {HTMLFormElement} form */
function yearIn(form) {
  const control = form.elements.namedItem("year");
  return control instanceof HTMLInputElement ? control : null;
}

/** @param {HTMLFormElement} form */
function fields(form) {
  return /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-of-year]")]);
}

/**
 * The questions about one year by name; the radio buttons of one question are one control.
 *
 * @param {HTMLFormElement} form
 */
function questions(form) {
  return fields(form).flatMap((field) => {
    const name = field.querySelector("input, select")?.getAttribute("name") ?? "";
    const control = form.elements.namedItem(name);
    return control && "value" in control ? [/** @type {const} */ ([name, control])] : [];
  });
}
