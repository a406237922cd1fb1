/**
 * What is said of the engine: that it loads, counts, is ready, or cannot. The sentences stand in the page.
 */

import { NotPossible } from "./client.mjs";
import { part } from "./form.mjs";

/** Less than this is not worth a word. */
const NOTICED_AFTER_MS = 200;
const SLOW_AFTER_MS = 10_000;

/** Whoever leaves ends what was still being fetched: that is no failure. */
let leaving = false;
window.addEventListener("pagehide", () => {
  leaving = true;
});
window.addEventListener("pageshow", () => {
  leaving = false;
});

/** In these nobody waits for an answer. */
const CALM = ["loading", "ready"];
const FAILED = ["failed", "impossible", "framed"];

export class Status {
  #root;
  #progress;
  #tell;
  /** How much is under way. */
  #under = 0;

  /**
   * @param {HTMLElement} root what holds the sentence, the progress and the ways out
   * @param {(sentence: string) => void} tell says elsewhere what somebody waits for; empty when that is over
   */
  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    this.#progress = /** @type {HTMLProgressElement} */ (part(root, "progress"));
  }

  /** @param {number} loaded how much of the engine there is, from 0 to 1 */
  progress(loaded) {
    // In twenty steps: each one has the browser look again at what may hang on it.
    const shown = Math.floor(loaded * 20) / 20;
    if (this.#progress.value === shown) return;
    this.#progress.value = shown;
    this.#onButton.setProperty("--rh-loaded", String(shown));
  }

  /** Where progress shows a second time, and nowhere above that: all that inherits it is styled anew. */
  get #onButton() {
    return part(this.#root, ".rh-submit").style;
  }

  /** Whether the engine could not run: then nothing is asked of it until somebody says so. */
  get isFailed() {
    return FAILED.includes(this.#root.dataset.state ?? "");
  }

  /** What was asked is asked again, of the whole engine: who waits may know why it takes longer. */
  again() {
    if (this.#under > 0) this.say("again");
  }

  /**
   * Say what the engine does until it has done it; undefined when it cannot.
   *
   * @template T
   * @param {Promise<T> | undefined} work
   * @param {string} state
   */
  async during(work, state = "loading") {
    const soon = setTimeout(() => {
      if (this.#root.dataset.state !== "again") this.say(state);
    }, NOTICED_AFTER_MS);
    const slow = setTimeout(() => this.say("slow"), SLOW_AFTER_MS);
    this.#under += 1;
    try {
      const done = await work;
      if (this.#under === 1) this.say("ready");
      return done;
    } catch (error) {
      if (leaving) return undefined;
      console.error(error);
      this.say(error instanceof NotPossible ? error.state : "failed");
      return undefined;
    } finally {
      this.#under -= 1;
      clearTimeout(soon);
      clearTimeout(slow);
    }
  }

  /** @param {string} state */
  say(state) {
    if (this.#root.dataset.state === state) return;
    this.#root.dataset.state = state;
    const sentence = this.#root.querySelector(`template[data-state="${state}"]`);
    if (sentence instanceof HTMLTemplateElement) {
      part(this.#root, ".rh-state").replaceChildren(sentence.content.cloneNode(true));
      this.#tell(CALM.includes(state) ? "" : (sentence.content.textContent ?? ""));
    }
    const failed = FAILED.includes(state);
    this.#progress.hidden = failed || state === "ready";
    if (this.#progress.hidden) {
      this.#progress.removeAttribute("value");
      this.#onButton.removeProperty("--rh-loaded");
    }
    part(this.#root, ".rh-rescue").hidden = !failed && state !== "slow";
    part(this.#root, "[data-do=retry]").hidden = state !== "failed";
  }
}
