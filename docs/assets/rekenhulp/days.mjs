/**
 * The visitor's own day: only the page knows a clock.
 */

/** Today, as people write it. */
export function today() {
  return new Date().toLocaleDateString("nl-BE");
}

export function thisYear() {
  return String(new Date().getFullYear());
}

/** How long it still is today, in milliseconds. */
export function untilMidnight() {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}
