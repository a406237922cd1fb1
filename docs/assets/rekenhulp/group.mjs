/**
 * The group in the form: its rows, who can be chosen in them, and what a button makes ready.
 */

import { most } from "./limits.mjs";

/** @typedef {import("./client.mjs").Pair} Pair */
/** @typedef {{ tie: string, name: string, owner: string }} Ready what a button makes ready, see `data/vragen.toml` */

/** The group, as it is asked and as it was asked before. */
export const GROUP = /^enterprise\.(group|relations)\./;
const ENTERPRISES = "enterprise.group.enterprises";
const HOLDINGS = "enterprise.group.holdings";
const TOGETHER = "enterprise.group.together";
const LISTS = [ENTERPRISES, HOLDINGS, TOGETHER];
const ROW = /^(enterprise\.group\.(?:enterprises|holdings|together))\.([0-9]+)(?=\.|$)/;
const MEMBER = /^enterprise\.group\.(holdings\.[0-9]+\.(holder|held)|together\.[0-9]+\.[01])$/;
/** The enterprise that applies, among those to choose. */
const OWN = "own";

/** In the template of a row this stands for its place in the list. */
const PLACE = "@";
/** With more to choose from, a list is completed once somebody comes to it: a browser is slow with so many choices. */
const MOST_AT_ONCE = 40;
const PLACED_ATTRIBUTES = ["id", "name", "for", "aria-describedby", "data-with"];

/**
 * Make the rows that these answers need; none in a list that has no room for them all, which the calculator refuses: a
 * link made in malice could ask for millions.
 *
 * @param {HTMLFormElement} form
 * @param {Pair[]} pairs
 */
export function makeRows(form, pairs) {
  for (const list of LISTS) {
    const places = pairs.flatMap(([path]) => {
      const [, named, place] = ROW.exec(path) ?? [];
      return named === list ? [Number(place)] : [];
    });
    const needed = Math.max(-1, ...places) + 1;
    if (needed <= mostRows(form, list)) addRows(form, list, needed - rowsOf(form, list).length);
  }
}

/**
 * One more than the calculator takes, so that it can say so.
 *
 * @param {HTMLFormElement} form
 * @param {string} list
 */
function mostRows(form, list) {
  return (most(form).rows[list] ?? 0) + 1;
}

/**
 * Add an empty row to the list at this path; gives the row's path, or null where the list is full.
 *
 * @param {HTMLFormElement} form
 * @param {string} list
 */
export function addRow(form, list) {
  return addRows(form, list, 1) ? `${list}.${rowsOf(form, list).length - 1}` : null;
}

/**
 * Add empty rows, all at once: one by one a browser takes ever longer. Gives how many there was room for.
 *
 * @param {HTMLFormElement} form
 * @param {string} list
 * @param {number} wanted
 */
function addRows(form, list, wanted) {
  const template = form.closest("kmo-rekenhulp")?.querySelector(`template[data-item="${list}"]`);
  if (!(template instanceof HTMLTemplateElement)) return 0;
  const rows = document.createDocumentFragment();
  const before = rowsOf(form, list).length;
  const count = Math.min(wanted, mostRows(form, list) - before);
  const lastId = highestId(form);
  for (let added = 0; added < count; added += 1) {
    const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    for (const name of PLACED_ATTRIBUTES) {
      for (const part of row.querySelectorAll(`[${name}]`)) {
        part.setAttribute(name, (part.getAttribute(name) ?? "").replaceAll(PLACE, String(before + added)));
      }
    }
    const id = row.querySelector("[name$='.id']");
    if (id instanceof HTMLInputElement) id.value = String(lastId + added + 1);
    rows.append(row);
  }
  form.querySelector(`[data-items="${list}"]`)?.append(rows);
  return count;
}

/**
 * The answers without the row at this path; without an enterprise go the rows that name it, too. Later rows move up.
 *
 * @param {Pair[]} pairs
 * @param {string} path
 * @returns {Pair[]}
 */
export function withoutRow(pairs, path) {
  const id = pairs.find(([name]) => name === `${path}.id`)?.[1];
  const gone = new Set([path]);
  for (const [name, value] of pairs) {
    const [row, list] = ROW.exec(name) ?? [];
    if (row && list !== ENTERPRISES && value === id && !name.endsWith(".share")) gone.add(row);
  }
  return pairs.flatMap(([name, value]) => {
    const [row, list, place] = ROW.exec(name) ?? [];
    if (!row) return [/** @type {Pair} */ ([name, value])];
    if (gone.has(row)) return [];
    const before = [...gone].filter((other) => {
      const [, otherList, otherPlace] = ROW.exec(other) ?? [];
      return otherList === list && Number(otherPlace) < Number(place);
    });
    const moved = `${list}.${Number(place) - before.length}${name.slice(row.length)}`;
    return [/** @type {Pair} */ ([moved, value])];
  });
}

/**
 * Make an enterprise ready with its tie to the own one; gives the path of what to fill in first.
 *
 * @param {HTMLFormElement} form
 * @param {Ready} ready
 */
export function start(form, { tie, name, owner }) {
  const holder = tie === "sister" ? (holderOfOwn(form) ?? hold(form, newMember(form, owner), OWN)) : OWN;
  const member = newMember(form, name);
  if (tie === "together") join(form, OWN, member);
  else if (tie === "holder") hold(form, member, OWN);
  else hold(form, holder, member);
  nameMembers(form);
  return `${rowsOf(form, ENTERPRISES).find((row) => read(row, "id") === member)?.id}.name`;
}

/**
 * Let everyone be chosen by the name that was typed, and keep what was chosen, or choose what these answers say.
 *
 * @param {HTMLFormElement} form
 * @param {Pair[]} [pairs]
 */
export function nameMembers(form, pairs) {
  const wanted = new Map(pairs);
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [place, row] of rowsOf(form, ENTERPRISES).entries()) {
    const legend = /** @type {HTMLElement} */ (row.querySelector("[data-nameless]"));
    const nameless = (legend.dataset.nameless ?? "").replace("{number}", String(place + 1));
    legend.textContent = read(row, "name").trim() || nameless;
    names.set(read(row, "id"), legend.textContent);
  }
  for (const select of form.querySelectorAll("select[data-member]")) {
    if (!(select instanceof HTMLSelectElement)) continue;
    const chosen = wanted.get(select.name) ?? select.value;
    select.length = 2; // nobody, and the own enterprise
    const all = names.size <= MOST_AT_ONCE || select === document.activeElement;
    for (const [id, name] of names) if (all || id === chosen) select.add(new Option(name, id));
    choose(select, chosen);
  }
}

/**
 * Whether who is chosen here depends on the list.
 *
 * @param {string} path
 */
export function namesMember(path) {
  return MEMBER.test(path);
}

/**
 * Choose what may not be there to choose: what a link says stays, so that the calculator can say what is wrong.
 *
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function choose(select, value) {
  select.value = value;
  if (select.value === value) return;
  select.add(new Option(value, value));
  select.value = value;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name to start with; a second one of that name gets a number
 */
function newMember(form, name) {
  const names = rowsOf(form, ENTERPRISES).map((row) => read(row, "name"));
  const path = addRow(form, ENTERPRISES);
  if (!path) return "";
  const before = names.filter((other) => other === name || other.startsWith(`${name} `)).length;
  write(form, `${path}.name`, before ? `${name} ${before + 1}` : name);
  return read(document.getElementById(path), "id");
}

/**
 * @param {HTMLFormElement} form
 * @param {string} holder
 * @param {string} held
 */
function hold(form, holder, held) {
  const path = addRow(form, HOLDINGS);
  write(form, `${path}.holder`, holder);
  write(form, `${path}.held`, held);
  return holder;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} first
 * @param {string} second
 */
function join(form, first, second) {
  const path = addRow(form, TOGETHER);
  write(form, `${path}.0`, first);
  write(form, `${path}.1`, second);
}

/** @param {HTMLFormElement} form */
function holderOfOwn(form) {
  const row = rowsOf(form, HOLDINGS).find((each) => read(each, "held") === OWN);
  return (row && read(row, "holder")) || undefined;
}

/** @param {HTMLFormElement} form */
function highestId(form) {
  return Math.max(0, ...rowsOf(form, ENTERPRISES).map((row) => Number(read(row, "id")) || 0));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} list
 */
function rowsOf(form, list) {
  return [...(form.querySelector(`[data-items="${list}"]`)?.children ?? [])];
}

/**
 * @param {Element | null} row
 * @param {string} field
 */
function read(row, field) {
  const control = row?.querySelector(`[name="${row.id}.${field}"]`);
  return control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.value : "";
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {string} value
 */
function write(form, path, value) {
  const control = form.elements.namedItem(path);
  if (control instanceof HTMLSelectElement) choose(control, value);
  else if (control && "value" in control) control.value = value;
}
