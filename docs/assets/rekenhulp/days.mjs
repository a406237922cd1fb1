/**
 * The visitor's own day: only the page knows a clock.
 */

/**
 * Today, as people write it. Not by the browser's own table of languages: to open that costs a phone 0.1 s.
 */
export function today() {
  const now = new Date();
  return [now.getDate(), now.getMonth() + 1, now.getFullYear()].join("/");
}

/** Today, to compare. */
export function isoToday() {
  return today()
    .split("/")
    .reverse()
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

export function thisYear() {
  return String(new Date().getFullYear());
}

/** Tells when the day changes under a page that stays open. */
export class NewDay {
  #turned;
  /** The visitor's day when this page last looked. */
  #today = today();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #midnight;

  /** @param {() => void} turned */
  constructor(turned) {
    this.#turned = turned;
  }

  watch() {
    this.stop();
    this.#midnight = setTimeout(() => this.look(), untilMidnight());
  }

  stop() {
    clearTimeout(this.#midnight);
  }

  /** A device that slept heard no midnight. */
  look() {
    this.watch();
    if (this.#today === today()) return;
    this.#today = today();
    this.#turned();
  }
}

/** How long it still is today, in milliseconds. */
function untilMidnight() {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}
