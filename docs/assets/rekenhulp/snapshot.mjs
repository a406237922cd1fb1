/**
 * Python's memory as it is right after the start, kept on the visitor's own device: the next start is then a copy of
 * bytes. Nothing depends on it, and on any doubt it is dropped without a word.
 *
 * It is taken before the first answer of the visitor, so it holds none. It fits one engine in one version of one
 * browser, and its address says which. Before it is used its hash is compared, and a question that was answered when it
 * was taken is asked again (`worker.mjs`): the answer must be the same. While that goes on a mark lies beside it: who
 * finds the mark knows that the start before never ended, and starts without.
 */

import { digest } from "./files.mjs";

/**
 * @typedef {import("./files.mjs").Bytes} Bytes
 * @typedef {{ question: string, answer: string }} Proof `answer` is the SHA-256 of the answer's text
 * @typedef {Proof & { memory: Bytes }} Snapshot
 * @typedef {Proof & { size: number, sha256: string, pages: number[] }} Description `pages` are those that hold something
 */

/** Most of the memory is empty: those pages are left out. */
const PAGE = 65_536;
const DESCRIPTION = "X-Snapshot";
const MARK = "memory-in-use";

/**
 * The snapshot that was kept for this engine, or nothing. Whoever gets it says `confirm` or `forget`.
 *
 * @param {string} engine
 * @param {string} module
 * @returns {Promise<Snapshot | undefined>}
 */
export async function recall(engine, module) {
  try {
    const kept = await caches.match(address(engine, module), { cacheName: name(engine) }); // opening would make one
    if (!kept) return undefined;
    const store = await place(engine);
    const mark = await store.match(engine + MARK);
    await store.put(engine + MARK, new Response());
    /** @type {Description} */
    const { question, answer, size, sha256, pages } = JSON.parse(kept.headers.get(DESCRIPTION) ?? "");
    const memory = unpacked(new Uint8Array(await kept.arrayBuffer()), pages, size);
    if (!mark && (await digest(memory)) === sha256) return { question, answer, memory };
  } catch {
    // No storage, or what is in it is no snapshot.
  }
  await forget(engine);
  return undefined;
}

/**
 * Python started from what was kept, and answered right.
 *
 * @param {string} engine
 */
export async function confirm(engine) {
  try {
    await (await place(engine)).delete(engine + MARK);
  } catch {
    // Then the mark stays, and the next start goes without.
  }
}

/**
 * Keep this snapshot in place of every other.
 *
 * @param {string} engine
 * @param {string} module
 * @param {Snapshot} snapshot
 */
export async function keep(engine, module, { question, answer, memory }) {
  const pages = pagesInUse(memory);
  /** @type {Description} */
  const description = { question, answer, size: memory.length, sha256: await digest(memory), pages };
  const parts = pages.map((page) => memory.subarray(page * PAGE, (page + 1) * PAGE));
  const headers = { [DESCRIPTION]: JSON.stringify(description) };
  await forget(engine);
  await (await place(engine)).put(address(engine, module), new Response(new Blob(parts), { headers }));
}

/** @param {string} engine */
export async function forget(engine) {
  try {
    await caches.delete(name(engine));
  } catch {
    // Then there is nothing.
  }
}

/**
 * @param {Bytes} memory
 * @returns {number[]}
 */
function pagesInUse(memory) {
  const words = new Int32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const size = PAGE / 4;
  const all = Array.from({ length: Math.ceil(words.length / size) }, (_, page) => page);
  return all.filter((page) => words.subarray(page * size, (page + 1) * size).some((word) => word !== 0));
}

/**
 * @param {Bytes} packed
 * @param {number[]} pages
 * @param {number} size
 */
function unpacked(packed, pages, size) {
  const memory = new Uint8Array(size);
  for (const [place, page] of pages.entries())
    memory.set(packed.subarray(place * PAGE, (place + 1) * PAGE), page * PAGE);
  return memory;
}

/** @param {string} engine */
function place(engine) {
  return caches.open(name(engine));
}

/**
 * How the names begin of all that this site keeps: the sites of one owner share their caches. The service worker knows
 * it too.
 *
 * @param {URL} home
 */
export function ours(home) {
  return `kmo-portefeuille ${home.pathname} `;
}

/** @param {string} engine */
function name(engine) {
  return `${ours(new URL("../../../", engine))}memory`;
}

/**
 * @param {string} engine
 * @param {string} module
 */
function address(engine, module) {
  return `${engine}memory?${new URLSearchParams({ module, browser: navigator.userAgent })}`;
}
