/**
 * One calculator for all pages of a visit: it outlives a page under instant navigation, and ends with the visit.
 */

import { Client } from "./client.mjs";
import { isSwitchedOff } from "./keeping.mjs";

/** @type {Client | undefined} */
let client;

/**
 * @param {string} engine address of the engine's folder, with its last slash
 */
export function sharedClient(engine) {
  client ??= new Client(engine, { fresh: isSwitchedOff() });
  return client;
}
