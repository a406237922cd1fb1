/**
 * `<kmo-eerste data-engine="…">`: the first answer of the home page. Every amount in it was written by Python: when the
 * site was built for each step of the slider, in the visitor's own browser for any other price.
 */

import { isoToday, today } from "../rekenhulp/days.mjs";
import { idle, isCheap, touched } from "../rekenhulp/polite.mjs";
import { sharedClient } from "../rekenhulp/shared.mjs";

/**
 * `until` is the first day that a period no longer covers.
 *
 * @typedef {{ from: string, until: string | null, answers: Record<string, string[][]> }} Period
 * @typedef {{ parts: string[], steps: string[], periods: Period[] }} Table
 * @typedef {Record<string, string>} Parts
 */

/** After the last key, before Python is asked: who types 1500 does not ask for 1, 15 and 150. */
const PAUSE_MS = 250;

class Eerste extends HTMLElement {
  /** @type {Table} */
  #table = JSON.parse(/** @type {HTMLTemplateElement} */ (this.#part("template")).content.textContent ?? "");
  #price = /** @type {HTMLInputElement} */ (this.#part("[type=text]"));
  #slider = /** @type {HTMLInputElement} */ (this.#part("[type=range]"));
  #problem = this.#part(".rk-first__problem");
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  connectedCallback() {
    const preset = this.querySelector("[name=first-preset]:checked");
    this.#part(".rk-first__presets").hidden = true;
    this.#part(".rk-first__ready").hidden = true;
    this.#part(".rk-first__price").hidden = false;
    this.#part(".rk-first__answer").hidden = false;
    this.addEventListener("input", this);
    this.addEventListener("submit", this);
    if (preset instanceof HTMLInputElement) this.#slideTo(preset.dataset.step ?? this.#slider.value);
    this.#warmUp();
  }

  /** @param {Event} event */
  handleEvent(event) {
    event.preventDefault();
    if (event.target === this.#slider) this.#slideTo(this.#slider.value);
    else if (event.target === this.#price || event.type === "submit") this.#typed();
    else this.#answer();
  }

  /** @param {string} step */
  #slideTo(step) {
    this.#slider.value = step;
    const answer = this.#ready(Number(step));
    const price = answer?.price ?? this.#table.steps[Number(step)] ?? "";
    this.#slider.setAttribute("aria-valuetext", price);
    this.#price.value = withoutUnit(price);
    this.#answer();
  }

  /** The slider follows what is typed, where that is one of its steps. */
  #typed() {
    const step = this.#table.steps.indexOf(this.#price.value.replaceAll(/[^0-9]/g, ""));
    if (step >= 0) this.#slider.value = String(step);
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#answer(), PAUSE_MS);
  }

  /** From the ready amounts where the price is a step of the slider, else from Python. */
  async #answer() {
    clearTimeout(this.#soon);
    this.#asked += 1;
    const turn = this.#asked;
    const ready = this.#ready(Number(this.#slider.value));
    if (ready && withoutUnit(ready.price) === this.#price.value.trim()) return this.#show(ready);
    const waiting = setTimeout(() => this.#complain(this.dataset.waiting), PAUSE_MS);
    try {
      const size = this.#size();
      const answer = await this.#client().ask({
        action: "first",
        size,
        price: this.#price.value,
        today: today(),
      });
      if (turn === this.#asked) this.#show(answer);
    } catch (error) {
      console.error(error);
      if (turn === this.#asked) this.#complain(this.dataset.failed);
    } finally {
      clearTimeout(waiting);
    }
  }

  /**
   * What the site was built with for this step, today; nothing on a day it does not cover.
   *
   * @param {number} step
   * @returns {Parts | undefined}
   */
  #ready(step) {
    const day = isoToday();
    const period = this.#table.periods.find(
      ({ from, until }) => from <= day && (until === null || day < until),
    );
    const values = period?.answers[this.#size()]?.[step];
    return values && Object.fromEntries(this.#table.parts.map((name, place) => [name, values[place] ?? ""]));
  }

  #size() {
    const chosen = this.querySelector("[name=first-size]:checked");
    return chosen instanceof HTMLInputElement ? chosen.value : "";
  }

  /** @param {Parts} parts */
  #show(parts) {
    if (parts.problem) return this.#complain(parts.problem);
    this.#complain(undefined);
    const answer = this.#part(".rk-first__answer");
    for (const part of answer.querySelectorAll("[data-part]")) {
      const value = parts[part.getAttribute("data-part") ?? ""] ?? "";
      if (part instanceof SVGElement) part.setAttribute("width", value);
      else if (part.textContent !== value) part.textContent = value;
    }
    const link = /** @type {HTMLAnchorElement} */ (answer.querySelector("a"));
    link.setAttribute("href", `${link.dataset.start}${this.#size()}&cost.net=${parts.net}`);
  }

  /** @param {string | undefined} problem in place of the answer */
  #complain(problem) {
    this.#part(".rk-first__answer").classList.toggle("rk-first__answer--old", problem !== undefined);
    if (this.#problem.textContent !== (problem ?? "")) this.#problem.textContent = problem ?? "";
  }

  /** Fetch the engine when somebody touches this; where data is cheap, as soon as the page has nothing else to do. */
  async #warmUp() {
    await (isCheap() ? idle() : touched(this));
    if (this.isConnected)
      await this.#client()
        .start()
        .catch(() => {});
  }

  #client() {
    return sharedClient(new URL(this.dataset.engine ?? "", import.meta.url).href);
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    const part = this.querySelector(selector);
    if (part instanceof HTMLElement) return part;
    throw new Error(`${selector} is missing`);
  }
}

/**
 * @param {string | undefined} amount "1.500 euro"
 */
function withoutUnit(amount) {
  return amount?.split("\u00a0")[0] ?? "";
}

customElements.define("kmo-eerste", Eerste);
