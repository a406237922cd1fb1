/**
 * Several projects in one plan: the one in the form, and the others. They outlive the page, and end with the tab.
 */

import { today } from "./days.mjs";
import { answers, firstOpen, goTo, part } from "./form.mjs";
import { most } from "./limits.mjs";
import { replaceAnswer, tell } from "./showing.mjs";

/**
 * @typedef {import("./client.mjs").Pair} Pair
 * @typedef {import("./element.mjs").Rekenhulp} Rekenhulp
 * @typedef {{ others: Pair[][], at: number }} Plan the projects that are not in the form, and its place among them
 */

/** All sites of one owner share the storage, so the key says whose it is. */
const KEY = "kmo-portefeuille/projecten";
/** The pair with what the visitor calls the project, among its answers. */
const NAME = "project";
/** What goes along to the next project, though it is about the one before. */
const KIND = "service.kind";
const ROW_OF_A_LIST = /^enterprise\.[^.]+\.[^0-9]/;

let { others, at } = kept();
/** The project that was just taken away, and what brings it back. @type {{ pairs: Pair[], back: () => void } | undefined} */
let gone;

export function hasProjects() {
  return others.length > 0 || gone !== undefined;
}

/** The other projects, and the place of that of the form among them: its answer is the one within their plan. */
export function planned() {
  return others.length > 0 ? { others, at } : {};
}

/**
 * Keep the project of the form, and go on with one about which nothing is known yet; what was answered about the
 * enterprise stays.
 *
 * @param {Rekenhulp} page
 */
export async function nextProject(page) {
  const given = answers(page.form);
  if (!isStarted(page, given)) return goTo(firstOpen(page.form, anew(page)));
  if (!(await hasRoom(page))) return;
  keepBeside(given);
  page.fill(withoutProject(page, given));
  page.turnToToday();
  page.changed();
  goTo(firstOpen(page.form, anew(page)));
}

/**
 * Keep the project of the form, and go on with a copy of it.
 *
 * @param {Rekenhulp} page
 */
export async function copyProject(page) {
  const given = answers(page.form);
  if (!(await hasRoom(page))) return;
  keepBeside(given);
  page.fill(given.filter(([name]) => name !== NAME));
  page.changed();
  await showProjects(page);
  await arrive(page);
}

/**
 * Put a project in the form; the one that was there takes its place among the others.
 *
 * @param {Rekenhulp} page
 * @param {number} place of the project among all
 */
export function openProject(page, place) {
  const all = listed(page);
  const wanted = all[place];
  if (!wanted) return;
  const enterprise = withoutProject(page, answers(page.form));
  remain(
    all.filter((each) => each !== wanted),
    place,
  );
  page.fill(completed(wanted, enterprise));
  page.changed("result");
}

/**
 * @param {Rekenhulp} page
 * @param {number} place of the project that goes; where it is in the form, the one before it comes there
 */
export async function dropProject(page, place) {
  const pairs = listed(page)[place];
  if (!pairs) return;
  const before = { others, at };
  if (others.includes(pairs)) {
    remain(
      others.filter((each) => each !== pairs),
      at - Number(place < at),
    );
    page.changed();
    gone = {
      pairs,
      back: () => {
        remain(before.others, before.at);
        page.changed();
      },
    };
  } else {
    const next = others[Math.max(at - 1, 0)] ?? [];
    remain(
      others.filter((each) => each !== next),
      Math.max(at - 1, 0),
    );
    page.fill(completed(next, withoutProject(page, pairs)));
    page.changed();
    const back = () => {
      const now = answers(page.form);
      remain(
        before.others.map((each) => (each === next ? now : each)),
        before.at,
      );
      page.fill(pairs);
      page.changed();
    };
    gone = { pairs, back };
  }
  await showProjects(page);
  part(page, "[data-do=put_back]").focus();
}

/** @param {Rekenhulp} page */
export async function putBack(page) {
  gone?.back();
  await showProjects(page);
  await arrive(page);
}

/**
 * @param {Rekenhulp} page
 * @param {number} place
 * @param {string} name what the visitor calls the project from now on
 */
export function nameProject(page, place, name) {
  const named = listed(page)[place];
  if (!named) return;
  if (others.includes(named)) others = others.map((each) => (each === named ? withName(each, name) : each));
  else page.name(name);
  store();
}

/**
 * @param {Rekenhulp} page
 * @returns {Plan} what was forgotten, for who wants it back
 */
export function forgetProjects(page) {
  const before = { others, at };
  remain([], 0);
  for (const place of ["#vergelijking", ".rh-planned"]) part(page, place).replaceChildren();
  return before;
}

/**
 * @param {Rekenhulp} page
 * @param {Plan} before
 */
export function restoreProjects(page, before) {
  remain(before.others, before.at);
  showProjects(page);
}

/** @param {Rekenhulp} page */
export async function showProjects(page) {
  if (!hasProjects()) return forgetProjects(page);
  const before = others;
  const projects = listed(page);
  const told = await page.ask({
    action: "together",
    projects,
    at: isStarted(page, answers(page.form)) ? at : null,
    gone: gone?.pairs ?? null,
    today: today(),
  });
  await page.released;
  if (!told || !page.isConnected) return;
  // Once it stands beside others a project keeps the name that it got.
  if (others === before) {
    others = others.map((each) => withName(each, told.names[projects.indexOf(each)] ?? ""));
    store();
  }
  replaceAnswer(part(page, "#vergelijking"), told.html);
  tell(part(page, ".rh-planned"), told.planned_html);
}

/**
 * Answers from elsewhere about a project, with what the plan says about the enterprise already. Where there is a plan
 * they come beside what was in the form before.
 *
 * @param {Rekenhulp} page
 * @param {Pair[]} pairs
 * @param {Pair[]} before
 */
export function forThePlan(page, pairs, before) {
  if (others.length > 0 && isStarted(page, before) && !isSameProject(page, pairs, before)) keepBeside(before);
  const newest = others.at(-1);
  return newest ? completed(pairs, withoutProject(page, newest)) : pairs;
}

/**
 * All projects in their order, as answers; that of the form once there is something to tell about it.
 *
 * @param {Rekenhulp} page
 */
function listed(page) {
  const given = answers(page.form);
  return isStarted(page, given) ? [...others.slice(0, at), given, ...others.slice(at)] : others;
}

/**
 * @param {Rekenhulp} page
 * @param {Pair[]} given
 */
function isStarted(page, given) {
  const asked = anew(page);
  return given.some(([name]) => asked.includes(name));
}

/**
 * The questions that are asked anew about every project.
 *
 * @param {Rekenhulp} page
 */
function anew(page) {
  return (part(page, "[data-do=next]").dataset.with ?? "").split(" ");
}

/**
 * Whether two sets of answers say the same about the project: with instant navigation an address can arrive twice.
 *
 * @param {Rekenhulp} page
 * @param {Pair[]} one
 * @param {Pair[]} other
 */
function isSameProject(page, one, other) {
  const [first, second] = [new Map(one), new Map(other)];
  return anew(page).every((name) => first.get(name) === second.get(name));
}

/** @param {Pair[]} given */
function keepBeside(given) {
  remain([...others.slice(0, at), given, ...others.slice(at)], others.length + 1);
}

/**
 * @param {Rekenhulp} page
 * @param {Pair[]} pairs
 */
function withoutProject(page, pairs) {
  const asked = anew(page);
  return pairs.filter(([name]) => name !== NAME && !asked.includes(name));
}

/**
 * A project with the answers about the enterprise that it lacks. Rows of a list go along as a whole or not at all.
 *
 * @param {Pair[]} project
 * @param {Pair[]} enterprise
 */
function completed(project, enterprise) {
  const lists = new Set(project.map(([name]) => listOf(name)));
  const names = new Set(project.map(([name]) => name));
  return [
    ...project,
    ...enterprise.filter(
      ([name]) =>
        name !== KIND && name !== "year" && !names.has(name) && !(listOf(name) && lists.has(listOf(name))),
    ),
  ];
}

/** @param {string} path */
function listOf(path) {
  return path.match(ROW_OF_A_LIST)?.[0].startsWith("enterprise.group.") ? "group" : "";
}

/**
 * @param {Pair[]} pairs
 * @param {string} name
 * @returns {Pair[]}
 */
function withName(pairs, name) {
  const rest = pairs.filter(([path]) => path !== NAME);
  return name.trim() === "" ? rest : [...rest, [NAME, name]];
}

/**
 * Whether one more fits in; where none does the page goes to what says so.
 *
 * @param {Rekenhulp} page
 */
async function hasRoom(page) {
  if (listed(page).length < most(page.form).projects) return true;
  await arrive(page);
  return false;
}

/** @param {Rekenhulp} page */
async function arrive(page) {
  await page.sheet.close();
  const place = part(page, "#vergelijking");
  place.querySelector("h2")?.focus({ preventScroll: true });
  place.scrollIntoView();
}

/**
 * @param {Pair[][]} wanted the projects beside that of the form, from now on
 * @param {number} place of that one among them
 */
function remain(wanted, place) {
  others = wanted;
  at = place;
  gone = undefined;
  store();
}

function store() {
  try {
    if (others.length > 0) sessionStorage.setItem(KEY, JSON.stringify({ others, at }));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing is no reason to stop calculating.
  }
}

/** @returns {Plan} what this tab kept; nothing where it kept nothing, or nothing that can be read */
function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "");
    const plan = found.others.map((/** @type {unknown[][]} */ pairs) =>
      pairs.map(([name, value]) => /** @type {Pair} */ ([String(name), String(value)])),
    );
    return { others: plan, at: Math.min(Math.max(Number(found.at) || 0, 0), plan.length) };
  } catch {
    return { others: [], at: 0 };
  }
}
