/**
 * One question at a time: while one is under way the newest waits, and what it replaced is asked by nobody.
 */

export class Pace {
  #work;
  /** What must be asked anew, in this order. @type {Set<string>} */
  #due = new Set();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  #busy = false;

  /** @param {(what: string) => Promise<void>} work asks one thing, about what is in the form at that moment */
  constructor(work) {
    this.#work = work;
  }

  /** @param {string[]} what is asked as soon as nothing else is under way */
  now(...what) {
    for (const each of what) {
      clearTimeout(this.#timers.get(each));
      this.#timers.delete(each);
      this.#due.add(each);
    }
    this.#keepUp();
  }

  /**
   * @param {number} pause in milliseconds, anew with every call
   * @param {string[]} what
   */
  after(pause, ...what) {
    for (const each of what) {
      clearTimeout(this.#timers.get(each));
      this.#timers.set(
        each,
        setTimeout(() => this.now(each), pause),
      );
    }
  }

  /** Nothing that waits is asked any more. */
  stop() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#due.clear();
  }

  async #keepUp() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (const what of this.#due) {
        this.#due.delete(what);
        await this.#work(what);
      }
    } finally {
      this.#busy = false;
    }
  }
}
