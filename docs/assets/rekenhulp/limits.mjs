/**
 * What the calculator takes at most: answers, characters in one, projects in one plan, and rows in each list of a group.
 *
 * @param {HTMLFormElement} form
 * @returns {{ answers: number, characters: number, projects: number, rows: Record<string, number> }}
 */
export function most(form) {
  return JSON.parse(form.closest("[data-most]")?.getAttribute("data-most") ?? "");
}
