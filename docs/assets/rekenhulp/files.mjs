/**
 * The files of the engine: fetched at once, counted while they arrive, and none used that is not as published.
 *
 * The folder is named after its manifest, and the manifest holds the hash of every part and file: so nothing runs that
 * was not published together. All parts come in one packed file, in two forms: the smaller one some browsers undo by
 * themselves and the others with a decoder, the larger one every browser undoes.
 */

/**
 * What the engine's folder promises. `lock` is a list of no packages: without it Pyodide would fetch one.
 *
 * @typedef {{ bytes: number, sha256: string }} Promised
 * @typedef {Promised & { name: string }} Part in the order in which they are packed
 * @typedef {{ pyodide: string, archive: string, lock: object, parts: Part[], files: Record<string, Promised> }} Manifest
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * @typedef {{ bytes: Bytes, module?: WebAssembly.Module }} File a module where the file holds WebAssembly
 * @typedef {ReadableWritablePair<Bytes, Bytes>} Unpacking
 */

import { keptParts } from "./parts.mjs";

const MANIFEST = "engine.json";
const PACKED = { zstd: "engine.zst", gzip: "engine.gz" };
const DECODER = "fzstd.mjs";
const WASM = "pyodide.asm.wasm";
const WHOLE = "whole.wasm";

/**
 * The manifest, and every part of the engine, ready for use.
 *
 * @param {string} engine address of the engine's folder, with its last slash
 * @param {boolean} whole whether with the WebAssembly from which nothing was left out
 * @param {boolean} keeps whether what is kept on the device may be used
 * @param {(loaded: number) => void} tell how much there is by now, from 0 to 1
 * @returns {Promise<{ manifest: Manifest, files: Record<string, File>, isKept: boolean }>} whether the parts are on the
 *   device already
 */
export async function fetchEngine(engine, whole, keeps, tell) {
  const named = engine.split("/").at(-2) ?? "";
  const kept = keeps ? await keptParts(engine) : undefined;
  // On a slow line each wait for one file before the next is asked counts.
  const early = kept ? undefined : fetchFile(engine + PACKED.zstd, "default");
  early?.catch(() => {}); // told where it is read
  const read = await fetchWhole(engine + MANIFEST, { sha256: named }, () => {});
  /** @type {Manifest} */
  const manifest = JSON.parse(new TextDecoder().decode(read));
  const sources = whole ? [PACKED.zstd, WHOLE] : [PACKED.zstd];
  const total = sources.reduce((sum, name) => sum + size(manifest, name), 0);
  /** @type {Record<string, number>} */
  const arrived = {};
  /** @param {string} name */
  const counted = (name) => (/** @type {number} */ count) => {
    arrived[name] = count;
    tell(Math.min(1, Object.values(arrived).reduce((sum, each) => sum + each, 0) / total));
  };
  const unpacking = kept && unpacked(Promise.resolve(kept), asItIs, manifest, () => tell(1));
  const onDevice = await unpacking?.catch(() => undefined);
  const [files, wasm] = await Promise.all([
    onDevice ?? fetchParts(engine, manifest, early, counted(PACKED.zstd)),
    whole ? fetchWhole(engine + WHOLE, manifest.files[WHOLE], counted(WHOLE)) : undefined,
  ]);
  if (wasm) files[WASM] = await ready(WASM, wasm);
  return { manifest, files, isKept: onDevice !== undefined };
}

/**
 * All parts from one packed file. What is wrong with the small form of it, or with what reads that, costs no more than
 * the time to fetch the other form.
 *
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Promise<Response> | undefined} early the small form, already on its way
 * @param {(count: number) => void} tell
 */
async function fetchParts(engine, manifest, early, tell) {
  /** @param {RequestCache} cache */
  const small = (cache) => {
    const response = (cache === "default" && early) || fetchFile(engine + PACKED.zstd, cache);
    return unpacked(response, () => zstd(engine, manifest), manifest, tell);
  };
  /** @param {RequestCache} cache */
  const large = (cache) => unpacked(fetchFile(engine + PACKED.gzip, cache), gzip, manifest, tell);
  return twice(small).catch(() => twice(large));
}

/**
 * What a cache holds can be old or broken, so the second attempt passes by every cache.
 *
 * @template T
 * @param {(cache: RequestCache) => Promise<T>} attempt
 */
function twice(attempt) {
  return attempt("default").catch(() => attempt("reload"));
}

/**
 * The parts in a packed file, each checked as soon as it is there.
 *
 * @param {Promise<Response>} asked
 * @param {() => Promise<Unpacking>} unpacking
 * @param {Manifest} manifest
 * @param {(count: number) => void} tell
 * @returns {Promise<Record<string, File>>}
 */
async function unpacked(asked, unpacking, { parts }, tell) {
  const [response, reading] = await Promise.all([asked, unpacking()]);
  const reader = counting(response, tell).pipeThrough(reading).getReader();
  let piece = new Uint8Array();
  /** @type {[string, Promise<File>][]} */
  const found = [];
  for (const { name, bytes: size, sha256 } of parts) {
    const bytes = new Uint8Array(size);
    for (let count = 0; count < size; ) {
      if (piece.length === 0) piece = (await reader.read()).value ?? fail(`cut off: ${response.url}`);
      const taken = piece.subarray(0, size - count);
      bytes.set(taken, count);
      count += taken.length;
      piece = piece.subarray(taken.length);
    }
    const part = check(bytes, sha256, name).then(() => ready(name, bytes));
    part.catch(() => {}); // told once the others are there
    found.push([name, part]);
  }
  return Object.fromEntries(await Promise.all(found.map(async ([name, part]) => [name, await part])));
}

/**
 * What undoes zstd: the browser, or else a decoder that comes with the engine.
 *
 * @param {string} engine
 * @param {Manifest} manifest
 * @returns {Promise<Unpacking>}
 */
async function zstd(engine, manifest) {
  try {
    return new DecompressionStream(/** @type {CompressionFormat} */ ("zstd"));
  } catch {
    const script = await fetchWhole(engine + DECODER, manifest.files[DECODER], () => {});
    const { Decompress } = await importScript({ bytes: script });
    // It is never told that this was the last: then it looks without an end for what was cut off. We count.
    /** @type {{ push(bytes: Bytes): void }} */
    let decoder;
    return new TransformStream({
      start: (/** @type {TransformStreamDefaultController<Bytes>} */ out) => {
        decoder = new Decompress((/** @type {Bytes} */ bytes) => out.enqueue(bytes));
      },
      transform: (bytes) => decoder.push(bytes),
    });
  }
}

/** @returns {Promise<Unpacking>} */
async function asItIs() {
  return new TransformStream();
}

/** @returns {Promise<Unpacking>} */
async function gzip() {
  return new DecompressionStream("gzip");
}

/**
 * A file with this hash, as it is.
 *
 * @param {string} address
 * @param {{ sha256: string } | undefined} promised the hash in hexadecimal, or how it begins
 * @param {(count: number) => void} tell how many bytes there are by now
 */
function fetchWhole(address, promised, tell) {
  return twice(async (cache) => {
    const response = await fetchFile(address, cache);
    const bytes = new Uint8Array(await new Response(counting(response, tell)).arrayBuffer());
    await check(bytes, promised?.sha256 ?? "nothing", address);
    return bytes;
  });
}

/**
 * @param {string} address
 * @param {RequestCache} cache
 */
async function fetchFile(address, cache) {
  const response = await fetch(address, { cache, priority: "low" });
  return response.ok ? response : fail(`${response.status} ${address}`);
}

/**
 * What comes in, counted.
 *
 * @param {Response} response
 * @param {(count: number) => void} tell
 */
function counting(response, tell) {
  let count = 0;
  /** @type {TransformStream<Bytes, Bytes>} */
  const counter = new TransformStream({
    transform(bytes, out) {
      count += bytes.length;
      tell(count);
      out.enqueue(bytes);
    },
  });
  return /** @type {ReadableStream<Bytes>} */ (response.body).pipeThrough(counter);
}

/**
 * A part for use: WebAssembly is compiled, beside what else goes on.
 *
 * @param {string} name
 * @param {Bytes} bytes
 * @returns {Promise<File>}
 */
async function ready(name, bytes) {
  return name === WASM ? { bytes, module: await WebAssembly.compile(bytes) } : { bytes };
}

/**
 * @param {Bytes} bytes
 * @param {string} sha256
 * @param {string} name
 */
async function check(bytes, sha256, name) {
  if (!(await digest(bytes)).startsWith(sha256)) fail(`not as published: ${name}`);
}

/**
 * @param {Manifest} manifest
 * @param {string} name
 */
function size({ files }, name) {
  return files[name]?.bytes ?? 0;
}

/**
 * @param {string} reason
 * @returns {never}
 */
function fail(reason) {
  throw new Error(reason);
}

/**
 * Run a script that was fetched and checked, without asking the network for it again.
 *
 * @param {{ bytes: Bytes } | undefined} file
 */
export async function importScript(file) {
  const bytes = file?.bytes ?? fail("no script");
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * The SHA-256 in hexadecimal.
 *
 * @param {Bytes} bytes
 */
export async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
