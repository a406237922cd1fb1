/**
 * The form: reading and filling it by contract path, which questions show, the list of enterprises, errors at fields.
 */

/** @typedef {import("./client.mjs").Pair} Pair */
/** @typedef {import("./client.mjs").FieldError} FieldError */

/** In the template of an item this stands for the item's path. */
const ITEM = "@";
/** More enterprises than anyone adds by hand; a link made in malice could ask for millions. */
const MOST_ITEMS = 200;
const PLACED_ATTRIBUTES = ["id", "name", "for", "aria-describedby", "data-items", "data-with"];

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
  form.reset();
  for (const items of form.querySelectorAll("[data-items]")) items.replaceChildren();
  // First all places, then the answers: after each new place a browser looks for all fields anew.
  for (const [path] of pairs) makeItemsOf(form, path);
  for (const [path, value] of pairs) answer(form, path, value);
  showWhatApplies(form);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {string} value empty for no answer
 */
export function answer(form, path, value) {
  const control = form.elements.namedItem(path);
  if (control && "value" in control) control.value = value;
}

/**
 * Show each question whose condition holds; a hidden one keeps its answer but does not give it.
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
    const place = document.getElementById(`${field}-fout`);
    if (!place) continue;
    place.textContent = message;
    place.hidden = false;
    document.getElementById(field)?.setAttribute("aria-invalid", "true");
  }
}

/**
 * What the calculator takes at most: answers, characters in one, enterprises in a list and lists in each other.
 *
 * @param {HTMLFormElement} form
 * @returns {{ answers: number, characters: number, items: number, levels: number }}
 */
export function most(form) {
  return JSON.parse(form.closest("[data-most]")?.getAttribute("data-most") ?? "");
}

/**
 * Move to the question at this path, wherever it is folded away.
 *
 * @param {string} path
 */
export function goTo(path) {
  const target = document.getElementById(path);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  target.focus();
  target.scrollIntoView({ block: "center" });
}

/**
 * Add an empty enterprise to the list at this path; gives the new item's path.
 *
 * @param {HTMLFormElement} form
 * @param {string} list
 */
export function addItem(form, list) {
  const items = form.querySelector(`[data-items="${CSS.escape(list)}"]`);
  const template = form.parentElement?.querySelector("template[data-item]");
  if (!items || !(template instanceof HTMLTemplateElement)) return null;
  if (form.querySelectorAll("[data-items] > *").length >= MOST_ITEMS) return null;
  const path = `${list}.${items.children.length}`;
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const name of PLACED_ATTRIBUTES) {
    for (const part of item.querySelectorAll(`[${name}]`)) {
      part.setAttribute(name, (part.getAttribute(name) ?? "").replaceAll(ITEM, path));
    }
  }
  items.append(item);
  return path;
}

/**
 * Take the enterprise at this path, and what is behind it, out of its list; the ones after it move up.
 *
 * @param {HTMLFormElement} form
 * @param {string} path
 */
export function removeItem(form, path) {
  const list = path.slice(0, path.lastIndexOf("."));
  const place = Number(path.slice(list.length + 1));
  const rest = answers(form).flatMap(([name, value]) => {
    const [index, ...inside] = name.startsWith(`${list}.`) ? name.slice(list.length + 1).split(".") : [];
    if (index === undefined || Number(index) < place) return [/** @type {Pair} */ ([name, value])];
    if (Number(index) === place) return [];
    return [/** @type {Pair} */ ([[list, Number(index) - 1, ...inside].join("."), value])];
  });
  fill(form, rest);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 */
function makeItemsOf(form, path) {
  const { items, levels } = most(form);
  const places = [...path.matchAll(/relations\.([0-9]+)(?=\.)/g)];
  // Then the calculator does not know the answer, and says so.
  if (places.length > levels || places.some(([, place]) => Number(place) >= items)) return;
  for (const { index, 0: item } of places) {
    const wanted = path.slice(0, index + item.length);
    const list = wanted.slice(0, wanted.lastIndexOf("."));
    while (!document.getElementById(wanted) && addItem(form, list));
  }
}
