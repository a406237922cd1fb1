/**
 * One question at a time: while one is under way the newest waits, and what it replaced is asked by nobody.
 */

export class Pace {
  #order;
  #work;
  /** What must be asked anew. @type {Set<string>} */
  #due = new Set();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  #busy = false;

  /**
   * @param {string[]} order what there is to ask; what comes first can change what the others are asked about
   * @param {(what: string) => Promise<void>} work asks one thing, about what is in the form at that moment
   */
  constructor(order, work) {
    this.#order = order;
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

  #first() {
    return this.#order.find((what) => this.#due.has(what));
  }

  async #keepUp() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let what = this.#first(); what !== undefined; what = this.#first()) {
        this.#due.delete(what);
        await this.#work(what);
      }
    } finally {
      this.#busy = false;
    }
  }
}
