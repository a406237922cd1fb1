/**
 * One calculator for all pages of a visit: it outlives a page under instant navigation, and ends with the visit.
 */

import { Client } from "./client.mjs";

/** @type {Client | undefined} */
let client;

/**
 * @param {string} engine address of the engine's folder, with its last slash
 */
export function sharedClient(engine) {
  client ??= new Client(engine, { fresh: isSwitchedOff() });
  return client;
}

/** Whether this site was published with the switch that takes all it keeps away from every device. */
export function isSwitchedOff() {
  return document.querySelector("rk-offline[data-off]") !== null;
}
