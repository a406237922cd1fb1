/**
 * `<kmo-lijst data-engine="…">`: hands a file to the calculator piece by piece. Everything it shows was written by
 * Python, and no piece leaves the visitor's device.
 */

import { Client, NotPossible } from "../rekenhulp/client.mjs";
import { today } from "../rekenhulp/days.mjs";

/** A few tenths of a second of work: the bar moves often and stopping takes no longer. */
const BYTES_AT_A_TIME = 32_768;

const OF_A_DROP = ["dragover", "dragleave", "drop"];

/** Safari and Firefox read the file after the click, and ask the visitor first where it goes. */
const SAVED_WITHIN_MS = 60_000;

/** @typedef {{ error?: string, csv?: string, first?: string, html?: string }} Answer */

/** The engine outlives the page under instant navigation; it has a worker of its own beside the form's. */
/** @type {Client | undefined} */
let client;

class Lijst extends HTMLElement {
  /** @type {object | undefined} what is being checked now; replaced or taken away when that must stop */
  #turn;
  /** Until the rows show that were asked for last. */
  #turning = Promise.resolve();
  /** @type {string | undefined} */
  #saved;

  connectedCallback() {
    const engine = new URL(this.dataset.engine ?? "", import.meta.url).href;
    client ??= new Client(engine, { module: "calculator.batch.page" });
    client.addEventListener("again", this);
    this.addEventListener("click", this);
    // A file that falls beside the field would open in place of the page.
    for (const event of OF_A_DROP) document.addEventListener(event, this);
    const day = this.#input("on");
    day.value ||= today();
  }

  disconnectedCallback() {
    for (const event of OF_A_DROP) document.removeEventListener(event, this);
    this.#turn = undefined;
    this.#forget();
    client?.removeEventListener("again", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "again") this.#say(this.#turn && "again");
    else if (event instanceof DragEvent) this.#drag(event);
    else if (event.target instanceof HTMLElement) this.#pressed(event, event.target);
  }

  /**
   * @param {Event} event
   * @param {HTMLElement} target
   */
  #pressed(event, target) {
    if (target.dataset.stop !== undefined) this.#turn = undefined;
    else if (target.dataset.rows) this.#turnSoon(target);
    else if (target.matches("a[download]")) this.#tellOfFrame();
    else if (target.matches("form button")) {
      // A sandbox without `allow-forms` submits nothing. Enter is a press on this button too.
      event.preventDefault();
      this.#check();
    }
  }

  /** A sandbox without `allow-downloads` saves nothing, and tells nobody. */
  #tellOfFrame() {
    if (window !== window.top) this.#part("[role=status]").textContent = this.#sentence("not_saved");
  }

  /** @param {DragEvent} event with a file: text of the page is no matter */
  #drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-drop", event.type === "dragover");
    if (event.type !== "drop") return;
    this.#input("file").files = event.dataTransfer.files;
    this.#check();
  }

  /**
   * Turn once what was pressed before shows: a second press means what the button says by then.
   *
   * @param {HTMLElement} pressed
   */
  #turnSoon(pressed) {
    const turn = this.#turn;
    const turned = this.#turning.then(async () => {
      const button = pressed.isConnected ? pressed : document.getElementById(pressed.id);
      if (button?.dataset.rows) await this.#turnTo(button, button.dataset.rows, turn);
    });
    this.#turning = turned.catch((failure) => {
      console.error(failure);
      this.#say("failed");
    });
  }

  /**
   * Show other rows of the result; whoever asked for them stays where they are.
   *
   * @param {HTMLElement} button
   * @param {string} wanted what Python wrote on the button
   * @param {object | undefined} turn the list whose rows were asked for
   */
  async #turnTo(button, wanted, turn) {
    const place = this.#part("#lijst-rijen");
    place.setAttribute("aria-busy", "true");
    const asked = this.#ask({ action: "table", ...JSON.parse(wanted) });
    const { html } = await asked.finally(() => place.removeAttribute("aria-busy"));
    if (turn !== this.#turn || !place.isConnected) return;
    this.#showRows(html ?? "");
    const same = document.getElementById(button.id) ?? place.querySelector("[tabindex]");
    if (same instanceof HTMLElement) same.focus();
    this.#part("[role=status]").textContent = place.querySelector(".rl-which")?.textContent ?? "";
  }

  /**
   * Put these rows in the place of those that show; whoever reads there goes on at the same place.
   *
   * @param {string} html
   */
  #showRows(html) {
    const place = this.#part("#lijst-rijen");
    const before = place.querySelector("[role=region]");
    const isIn = before?.contains(document.activeElement);
    const left = before?.scrollLeft ?? 0;
    place.innerHTML = html;
    const after = place.querySelector("[role=region]");
    if (!(after instanceof HTMLElement)) return;
    after.scrollLeft = left;
    if (isIn) after.focus({ preventScroll: true });
  }

  /** Check the chosen file, from its first to its last row or until the visitor stops. */
  async #check() {
    const turn = {};
    this.#turn = turn;
    this.#forget();
    this.#part("#lijst-resultaat").replaceChildren();
    this.#part("#lijst-rijen").replaceChildren();
    this.#complain("file", undefined);
    this.#complain("on", undefined);
    const file = this.#input("file").files?.[0];
    if (!file) return this.#complain("file", this.#sentence("no_file"));
    try {
      this.#say("loading");
      this.#work({ done: 0 });
      const { error } = await this.#ask({ action: "open", on: this.#input("on").value }, false);
      if (this.#turn !== turn) return this.#say(undefined);
      if (error) return this.#refuse("on", error);
      await this.#read(file, turn);
    } catch (failure) {
      this.#part("#lijst-rijen").replaceChildren();
      if (failure instanceof DOMException && failure.name === "NotReadableError") return this.#lost();
      if (failure instanceof NotPossible) return this.#say(failure.state);
      console.error(failure);
      this.#say("failed");
    } finally {
      if (this.#turn === turn || !this.#turn) this.#work(undefined);
    }
  }

  /** A browser reads no file that was saved again after it was chosen; it can be chosen anew. */
  #lost() {
    this.#input("file").value = "";
    this.#refuse("file", this.#sentence("changed"));
  }

  /**
   * @param {File} file
   * @param {object} turn
   */
  async #read(file, turn) {
    this.#say("busy");
    const { scrollY } = window;
    /** @type {string[]} */
    const result = [];
    let start = 0;
    do {
      const bytes = new Uint8Array(await file.slice(start, start + BYTES_AT_A_TIME).arrayBuffer());
      start += BYTES_AT_A_TIME;
      const text = String.fromCharCode(...bytes);
      const asked = { action: "rows", bytes: text, last: start >= file.size };
      const { error, csv, first } = await this.#ask(asked);
      if (error) return this.#refuse("file", error);
      if (csv) result.push(csv);
      if (first && this.#turn === turn) {
        this.#showRows(first);
        this.#say("first");
      }
      if (this.dataset.state === "again") this.#say("busy");
      this.#work({ done: Math.min(1, start / file.size) });
    } while (start < file.size && this.#turn === turn);
    if (!this.isConnected || (this.#turn && this.#turn !== turn)) return;
    const stopped = start < file.size;
    const { html } = await this.#ask({ action: "summary", stopped });
    this.#say(stopped ? "stopped" : "done");
    const rows = await this.#ask({ action: "table" });
    if (!this.isConnected || (this.#turn && this.#turn !== turn)) return;
    const inRows = this.#part("#lijst-rijen").contains(document.activeElement);
    const isReading = !stopped && (inRows || window.scrollY !== scrollY);
    const top = this.#topOfRows();
    this.#work(undefined);
    this.#showRows(rows.html ?? "");
    this.#show(html ?? "", result);
    // Who reads the first rows goes on there, though all that was counted comes above them.
    if (isReading) window.scrollBy({ top: this.#topOfRows() - top, behavior: "instant" });
    else this.querySelector("h2")?.focus();
  }

  #topOfRows() {
    return this.querySelector("#lijst-rijen tbody")?.getBoundingClientRect().top ?? 0;
  }

  /**
   * @param {string} html
   * @param {string[]} result
   */
  #show(html, result) {
    this.#part("#lijst-resultaat").innerHTML = html;
    this.#saved = URL.createObjectURL(new Blob(result, { type: "text/csv;charset=utf-8" }));
    this.#part("[data-save]").setAttribute("href", this.#saved);
    this.#part("[data-save]").hidden = result.length === 0;
  }

  /**
   * @param {string} name
   * @param {string} error
   */
  #refuse(name, error) {
    this.#part("#lijst-rijen").replaceChildren();
    this.#say("refused");
    this.#complain(name, error);
  }

  /**
   * @param {object} message
   * @param {boolean} continues the list that was opened before
   * @returns {Promise<Answer>}
   */
  async #ask(message, continues = true) {
    return /** @type {Client} */ (client).ask(message, { continues });
  }

  /**
   * How far the work is; without a state there is no work.
   *
   * @param {{ done: number } | undefined} state
   */
  #work(state) {
    const bar = /** @type {HTMLProgressElement} */ (this.#part("progress"));
    bar.hidden = !state;
    bar.value = state?.done ?? 0;
    this.#part("[data-stop]").hidden = !state;
  }

  /**
   * Put an error at a field and go there; without an error take away the one that stands there.
   *
   * @param {string} name
   * @param {string | undefined} error
   */
  #complain(name, error) {
    const input = this.#input(name);
    const place = this.#part(`#lijst-${name}-fout`);
    place.textContent = error ?? "";
    place.hidden = !error;
    input.toggleAttribute("aria-invalid", false);
    if (!error) return;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  /** @param {string | undefined} state */
  #say(state) {
    this.dataset.state = state ?? "";
    this.#part("[role=status]").textContent = state ? this.#sentence(state) : "";
  }

  /** @param {string} state */
  #sentence(state) {
    const template = this.#part(`template[data-state="${state}"]`);
    return template instanceof HTMLTemplateElement ? (template.content.textContent ?? "") : "";
  }

  /** Let go of the result of an earlier file. */
  #forget() {
    const saved = this.#saved;
    if (saved) setTimeout(() => URL.revokeObjectURL(saved), SAVED_WITHIN_MS);
    this.#saved = undefined;
    this.#part("[data-save]").hidden = true;
    this.#part("[data-save]").removeAttribute("href");
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement}
   */
  #input(name) {
    return /** @type {HTMLInputElement} */ (this.#part(`[name="${name}"]`));
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

customElements.define("kmo-lijst", Lijst);
