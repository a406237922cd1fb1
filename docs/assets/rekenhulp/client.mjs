/**
 * The way to the worker and back: message ids, time limits, a fresh start after a failure, and the whole engine where
 * the lean one falls short.
 */

import { mayKeep } from "./keeping.mjs";

/**
 * @typedef {[name: string, value: string]} Pair
 * @typedef {{ field: string, message: string }} FieldError
 * @typedef {{
 *   response: { contract: number, errors?: FieldError[] },
 *   errors_html: string,
 *   result_html: string,
 *   line: string,
 *   announcement: string,
 *   next: string,
 *   fragment: string,
 *   pairs: Pair[],
 *   year: string,
 * }} Answer
 */

const CONTRACT = 1;
/** Without a word for this long the worker is gone, or the network is. */
const START_SILENCE_MS = 60_000;
const ANSWER_LIMIT_MS = 10_000;

/** The engine cannot run here, however often somebody tries. */
export class NotPossible extends Error {
  /** @param {"impossible" | "framed"} state what is in the way: the browser, or the frame around this page */
  constructor(state) {
    super(state);
    this.state = state;
  }
}

/** The lean engine met what was left out of it: the whole one can do what was asked. */
class FallsShort extends Error {}

/** Whether that happened during this visit: then nobody tries the lean one again. */
let whole = false;

/**
 * While the engine loads, `progress` says how much of it is there, from 0 to 1. `restart` says that a worker that ran
 * before stopped, and that a new one gets its question; `again` that it is the whole engine that gets it.
 */
export class Client extends EventTarget {
  #engine;
  #module;
  #lastId = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Promise<unknown> | undefined} */
  #started;
  /** Whether the worker answered already: then it is not the engine that cannot run here. */
  #ran = false;
  #fresh;
  /** What was said so far to a module that remembers. @type {string[]} */
  #said = [];
  /** @type {Map<number, { resolve: (value: string) => void, reject: (error: Error) => void, heard: () => void }>} */
  #waiting = new Map();

  /**
   * @param {string} engine address of the engine's folder, with its last slash
   * @param {object} [options]
   * @param {string} [options.module] the Python module whose `respond` answers
   * @param {boolean} [options.fresh] whether nothing of before is used; after a failure nothing is anyhow
   */
  constructor(engine, { module = "calculator.page", fresh = false } = {}) {
    super();
    this.#engine = engine;
    this.#module = module;
    this.#fresh = fresh;
  }

  /**
   * Start the worker, or wait for the start that is under way. Fails when the engine cannot load.
   *
   * @returns {Promise<unknown>}
   */
  start() {
    this.#started ??= this.#begin().catch((error) => {
      if (!(error instanceof FallsShort)) throw error;
      return this.start();
    });
    return this.#started;
  }

  /**
   * The answer to one message; its shape is for the Python module that gives it to describe.
   *
   * @param {object} message
   * @param {object} [options]
   * @param {boolean} [options.continues] whether the module must know the messages before it: those since the last that
   *   did not continue
   * @returns {Promise<any>}
   */
  async ask(message, { continues = false } = {}) {
    if (!continues) this.#said = [];
    const before = [...this.#said];
    const text = JSON.stringify(message);
    this.#said.push(text);
    const answer = JSON.parse(await this.#answer(text, before));
    const contract = answer.response?.contract ?? CONTRACT;
    if (contract !== CONTRACT) throw this.#stop(new Error(`contract ${contract} instead of ${CONTRACT}`));
    this.#ran = true;
    return answer;
  }

  /**
   * The same, asked once more of a new worker where this one stops halfway: for a message that stands by itself.
   *
   * @param {object} message
   * @returns {Promise<any>}
   */
  async askAgain(message) {
    try {
      return await this.ask(message);
    } catch (error) {
      if (!this.#ran) throw error;
      this.#ran = false;
      this.dispatchEvent(new Event("restart"));
      return this.ask(message);
    }
  }

  /**
   * @param {string} text
   * @param {string[]} before what a worker that was not there yet must hear first
   */
  async #answer(text, before) {
    await this.start();
    try {
      return await this.#send({ text }, ANSWER_LIMIT_MS);
    } catch (error) {
      if (!(error instanceof FallsShort)) throw error;
    }
    await this.start();
    for (const earlier of before) await this.#send({ text: earlier }, ANSWER_LIMIT_MS);
    return this.#send({ text }, ANSWER_LIMIT_MS);
  }

  /**
   * Let the worker answer a question of nobody: a browser runs well only what it ran often.
   *
   * @param {object} message
   */
  async rehearse(message) {
    await this.start();
    try {
      await this.#send({ rehearse: JSON.stringify(message) }, ANSWER_LIMIT_MS);
    } catch (error) {
      if (!(error instanceof FallsShort)) throw error;
      await this.start();
    }
  }

  /**
   * Let the worker keep its memory for the next visit, if nobody asked it anything yet.
   *
   * @param {object} message a question of nobody, to see then whether what was kept is sound
   */
  keep(message) {
    this.#worker?.postMessage({ keep: JSON.stringify(message) });
  }

  async #begin() {
    // In a sandbox without an origin of its own a page may start no worker.
    if (self.origin === "null") throw new NotPossible("framed");
    if (typeof WebAssembly !== "object") throw new NotPossible("impossible");
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    });
    worker.addEventListener("error", () => {
      if (worker === this.#worker) this.#stop(new Error("the worker cannot run"));
    });
    const [engine, module, fresh] = [this.#engine, this.#module, this.#fresh];
    const order = { engine, module, fresh, whole, keeps: mayKeep() };
    await this.#send(order, START_SILENCE_MS);
  }

  /** @param {{ id: number, loaded?: number, value?: string, error?: string, short?: true }} message */
  #hear({ id, loaded, value, error, short }) {
    if (short) this.#takeWhole();
    else if (error) this.#stop(new Error(error));
    else if (loaded === undefined) this.#waiting.get(id)?.resolve(value ?? "");
    else {
      this.#waiting.get(id)?.heard();
      this.dispatchEvent(new CustomEvent("progress", { detail: loaded }));
    }
  }

  /**
   * @param {import("./worker.mjs").Order | { [deed: string]: string }} message
   * @param {number} limit how long the worker may stay silent about it
   * @returns {Promise<string>}
   */
  #send(message, limit) {
    this.#lastId += 1;
    const id = this.#lastId;
    const giveUp = () => this.#stop(new Error("no answer in time"));
    let timer = setTimeout(giveUp, limit);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, limit);
    };
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, heard }));
    this.#worker?.postMessage({ id, ...message });
    return answered.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(id);
    });
  }

  /** Begin anew with the whole engine; who waits asks again once that is there. */
  #takeWhole() {
    whole = true;
    this.dispatchEvent(new Event("again"));
    this.#stop(new FallsShort("left out of the lean engine"));
    this.start().catch(() => {}); // who asks next hears of it
  }

  /**
   * End the worker and everything that waits for it; the next question starts a new one.
   *
   * @param {Error} reason
   */
  #stop(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#started = undefined;
    this.#fresh = true;
    for (const { reject } of this.#waiting.values()) reject(reason);
    return reason;
  }
}
