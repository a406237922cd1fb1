/**
 * Which errors show: those at the questions that somebody left, and once the result was wanted all, with their summary.
 */

import { part, showErrors } from "./form.mjs";

/** @typedef {import("./client.mjs").Answer} Answer */

export class Errors {
  /** Whether those of all questions show, with their summary. */
  showsAll = false;
  #root;
  /** The questions that somebody left, and so wants to hear about. @type {Set<string>} */
  #left = new Set();
  /** The summary that shows, as HTML. */
  #summary = "";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {string} path of a question that somebody left */
  leave(path) {
    this.#left.add(path);
  }

  /**
   * No error comes while somebody types; one that stands there stays until it is mended.
   *
   * @param {string} path
   */
  type(path) {
    if (!document.getElementById(path)?.matches("[aria-invalid]")) this.#left.delete(path);
  }

  /** @param {Iterable<string>} paths the questions that have an answer: whoever gave it left its question */
  answered(paths) {
    this.#left = new Set(paths);
  }

  /**
   * Show the errors of an answer, in the place of those that show: in the title, above the form, at the questions, and
   * where the result asks them.
   *
   * @param {Answer | undefined} answer
   */
  show(answer) {
    const errors = answer?.response.errors ?? [];
    const prefix = this.#root.dataset.errorPrefix ?? "";
    const title = document.title.startsWith(prefix) ? document.title.slice(prefix.length) : document.title;
    document.title = this.showsAll && errors.length > 0 ? prefix + title : title;
    const summary = this.showsAll ? (answer?.errors_html ?? "") : "";
    if (summary !== this.#summary) part(this.#root, "#fouten").innerHTML = summary;
    this.#summary = summary;
    const form = /** @type {HTMLFormElement} */ (part(this.#root, "form"));
    showErrors(
      form,
      errors.filter(({ field }) => this.showsAll || this.#left.has(field)),
    );
    for (const place of part(this.#root, "#resultaat").querySelectorAll("[data-error-of]")) {
      const error = errors.find(({ field }) => field === place.getAttribute("data-error-of"));
      place.textContent = error?.message ?? "";
      place.toggleAttribute("hidden", !error);
      const control = place.closest("form")?.querySelector("[name=answer]");
      if (error) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
  }
}
