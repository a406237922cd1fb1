/**
 * The form: reading and filling it by contract path, which questions show, errors at fields.
 */

import { makeRows, nameMembers, namesMember } from "./group.mjs";
import { most } from "./limits.mjs";

/** @typedef {import("./client.mjs").Pair} Pair */
/** @typedef {import("./client.mjs").FieldError} FieldError */

/**
 * The answers given, by contract path. Questions that do not show have none.
 *
 * @param {HTMLFormElement} form
 * @returns {Pair[]}
 */
export function answers(form) {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() !== "" ? [/** @type {Pair} */ ([name, value])] : [],
  );
}

/**
 * Make these the answers of the form, instead of all that it has.
 *
 * @param {HTMLFormElement} form
 * @param {Pair[]} pairs
 */
export function fill(form, pairs) {
  // Rows first: WebKit takes a second to reset the fields of 250.
  for (const rows of form.querySelectorAll("[data-items]")) rows.replaceChildren();
  form.reset();
  carry(form, pairs);
  makeRows(form, pairs);
  // A browser searches the whole form for a name that it does not have.
  const asked = new Set([...form.elements].map((control) => control.getAttribute("name")));
  for (const [path, value] of pairs) if (asked.has(path) && !namesMember(path)) answer(form, path, value);
  // Who is chosen can be found once everyone has a name.
  nameMembers(form, pairs);
  showWhatApplies(form);
}

/**
 * Answers to questions of before that this form does not ask go along until the calculator has turned them into others.
 *
 * @param {HTMLFormElement} form
 * @param {Pair[]} pairs
 */
function carry(form, pairs) {
  const carrier = form.querySelector("[data-carries]");
  const carried = pairs.filter(([path]) => path.startsWith(carrier?.getAttribute("data-carries") ?? "?"));
  carrier?.replaceChildren(
    ...carried.map(([name, value]) =>
      Object.assign(document.createElement("input"), { type: "hidden", name, value }),
    ),
  );
}

/**
 * Whether the form holds answers that it does not ask.
 *
 * @param {HTMLFormElement} form
 */
export function carries(form) {
  return form.querySelector("[data-carries] > *") !== null;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {string} value empty for no answer
 */
export function answer(form, path, value) {
  const control = form.elements.namedItem(path);
  if (control instanceof HTMLInputElement && control.type === "checkbox")
    control.checked = value === control.value;
  else if (control && "value" in control) control.value = value;
}

/**
 * Show each question whose condition holds; a hidden one keeps its answer but does not give it. Earlier years show where
 * they count, and where somebody filled them in.
 *
 * @param {HTMLFormElement} form
 */
export function showWhatApplies(form) {
  // First all answers, then all changes: after each change a browser looks for all fields anew.
  const fields = [...form.querySelectorAll("[data-shows-when]")].map((field) => {
    const [path, ...values] = JSON.parse(field.getAttribute("data-shows-when") ?? "[]");
    const control = form.elements.namedItem(path);
    return { field, shows: values.includes(control && "value" in control ? control.value : "") };
  });
  for (const { field, shows } of fields) {
    field.toggleAttribute("hidden", !shows);
    for (const own of field.querySelectorAll("input, select")) own.toggleAttribute("disabled", !shows);
  }
  for (const year of form.querySelectorAll("[data-year]")) {
    const filled = [...year.querySelectorAll("input")].some(({ value }) => value !== "");
    const { years = 0, yearsOfOthers = 0 } = form.dataset;
    const asked = Number(year.closest("[data-items]") ? yearsOfOthers : years);
    year.toggleAttribute("hidden", Number(year.getAttribute("data-year")) > asked && !filled);
  }
}

/**
 * Put each error at its field, instead of the errors that stand there.
 *
 * @param {HTMLFormElement} form
 * @param {FieldError[]} errors
 */
export function showErrors(form, errors) {
  for (const place of form.querySelectorAll(".rh-error")) {
    place.textContent = "";
    place.toggleAttribute("hidden", true);
  }
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const { field, message } of errors) {
    const place = nearest(field, "-fout");
    if (!place) continue;
    place.textContent = `${place.textContent} ${message}`.trim();
    place.hidden = false;
    const control = document.getElementById(field);
    if (control?.matches("input, select")) control.setAttribute("aria-invalid", "true");
  }
}

/**
 * What the site offers, for the calculator to name where it fits; nothing where the page says none.
 *
 * @param {HTMLFormElement} form
 * @returns {unknown}
 */
export function offers(form) {
  return JSON.parse(form.closest("[data-offers]")?.getAttribute("data-offers") ?? "[]");
}

/**
 * Whether a form can hold these answers; filling it with more would keep the page busy for minutes.
 *
 * @param {HTMLFormElement} form
 * @param {import("./client.mjs").Pair[]} pairs
 */
export function holds(form, pairs) {
  const { answers: many, characters } = most(form);
  return pairs.length <= many && pairs.every(([, value]) => value.length <= characters);
}

/**
 * What stands for the path, or for the row or list that it is in.
 *
 * @param {string} path
 * @param {string} end of the id
 */
function nearest(path, end = "") {
  for (let at = path; at.includes("."); at = at.slice(0, at.lastIndexOf("."))) {
    const found = document.getElementById(at + end);
    if (found) return found;
  }
  return document.getElementById(path + end);
}

/**
 * The path of the first question that shows and has no answer.
 *
 * @param {HTMLFormElement} form
 * @param {string[]} [among] these questions
 */
export function firstOpen(form, among) {
  for (const control of form.elements) {
    const name = control.getAttribute("name") ?? "";
    if (among && !among.includes(name)) continue;
    const found = form.elements.namedItem(name);
    if (found && "value" in found && found.value === "" && control.checkVisibility()) return name;
  }
  return "";
}

/**
 * Open each fold of questions that holds an answer, for who comes back to them.
 *
 * @param {HTMLFormElement} form
 */
export function openWhatIsAnswered(form) {
  for (const [name] of answers(form)) {
    const fold = document.getElementById(name)?.closest("details.rh-section");
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  }
}

/**
 * Move to the question at this path, wherever it is folded away.
 *
 * @param {string} path
 */
export function goTo(path) {
  const target = nearest(path);
  if (!target) return;
  target.closest("[data-year]")?.removeAttribute("hidden");
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  target.focus();
  target.scrollIntoView({ block: "center" });
}

/**
 * What the page surely has.
 *
 * @param {HTMLElement} root
 * @param {string} selector
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) return found;
  throw new Error(`${selector} is missing`);
}
