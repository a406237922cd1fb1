/**
 * Whether anything may be kept on this device.
 */

/** Whether this site was published with the switch that takes all it keeps away from every device. */
export function isSwitchedOff() {
  return document.querySelector("rk-offline[data-off]") !== null;
}

/** Whether this page may keep something of the engine; the one in somebody else's page may not. */
export function mayKeep() {
  try {
    return !isSwitchedOff() && Boolean(window.caches);
  } catch {
    return false;
  }
}
