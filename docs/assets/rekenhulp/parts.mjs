/**
 * The engine's parts as they are after unpacking, kept on the visitor's own device: in most browsers a script undoes the
 * packing, and that is the longest part of a start from what is on the device. They hold nothing of the visitor, and are
 * checked as what comes from the network is (`files.mjs`).
 */

import { ours } from "./snapshot.mjs";

/** @typedef {import("./files.mjs").Bytes} Bytes */

/**
 * All parts in one, in the order in which they are packed; or nothing.
 *
 * @param {string} engine
 * @returns {Promise<Response | undefined>}
 */
export async function keptParts(engine) {
  try {
    return await caches.match(address(engine), { cacheName: name(engine) });
  } catch {
    return undefined; // no storage
  }
}

/**
 * Keep these in place of those of every other version; nothing depends on it.
 *
 * @param {string} engine
 * @param {Bytes[]} parts
 */
export async function keepParts(engine, parts) {
  try {
    await caches.delete(name(engine));
    await (await caches.open(name(engine))).put(address(engine), new Response(new Blob(parts)));
  } catch {
    // Then there is nothing.
  }
}

/** @param {string} engine */
function name(engine) {
  return `${ours(new URL("../../../", engine))}parts`;
}

/** @param {string} engine */
function address(engine) {
  return `${engine}parts`;
}
