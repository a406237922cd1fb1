/**
 * The files of the engine: fetched at once, counted while they arrive, and none used that is not as published.
 *
 * The folder is named after its manifest, and the manifest holds the hash of every file: so nothing runs that was not
 * published together.
 */

/**
 * What the engine's folder promises. `lock` is a list of no packages: without it Pyodide would fetch one.
 *
 * @typedef {{ bytes: number, sha256: string }} Promised
 * @typedef {{ bytes?: number, sha256: string }} Expected the hash in hexadecimal, or how it begins
 * @typedef {{ pyodide: string, archive: string, lock: object, files: Record<string, Promised> }} Manifest
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * @typedef {{ bytes: Bytes, module?: WebAssembly.Module }} File a module where the file holds WebAssembly
 */

const MANIFEST = "engine.json";

/**
 * The manifest, and a promise of every file in it.
 *
 * @param {string} engine address of the engine's folder, with its last slash
 * @param {(loaded: number) => void} tell how much there is by now, from 0 to 1
 * @returns {Promise<{ manifest: Manifest, files: Record<string, Promise<File>> }>}
 */
export async function fetchEngine(engine, tell) {
  const named = engine.split("/").at(-2) ?? "";
  const read = await fetchWhole(engine + MANIFEST, { sha256: named }, () => {});
  /** @type {Manifest} */
  const manifest = JSON.parse(new TextDecoder().decode(read.bytes));
  const promised = Object.entries(manifest.files);
  const total = promised.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  /** @type {Record<string, number>} */
  const arrived = {};
  const files = promised.map(([name, promise]) => {
    const fetched = fetchWhole(engine + name, promise, (count) => {
      arrived[name] = count;
      tell(Object.values(arrived).reduce((sum, each) => sum + each, 0) / total);
    });
    return [name, fetched];
  });
  return { manifest, files: Object.fromEntries(files) };
}

/**
 * A file with this hash. What a cache holds can be old or broken, so the second attempt passes by every cache.
 *
 * @param {string} address
 * @param {Expected} expected
 * @param {(count: number) => void} tell how many bytes there are by now
 */
async function fetchWhole(address, expected, tell) {
  try {
    return await fetchOnce(address, expected, tell, "default");
  } catch {
    return await fetchOnce(address, expected, tell, "reload");
  }
}

/**
 * @param {string} address
 * @param {Expected} expected
 * @param {(count: number) => void} tell
 * @param {RequestCache} cache
 * @returns {Promise<File>}
 */
async function fetchOnce(address, expected, tell, cache) {
  const response = await fetch(address, { cache, priority: "low" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const compiled = address.endsWith(".wasm") ? compile(response.clone()) : undefined;
  const bytes =
    expected.bytes === undefined
      ? new Uint8Array(await response.arrayBuffer())
      : await readAll(response, expected.bytes, tell);
  if (!(await digest(bytes)).startsWith(expected.sha256)) throw new Error(`not as published: ${address}`);
  return compiled ? { bytes, module: (await compiled) ?? (await WebAssembly.compile(bytes)) } : { bytes };
}

/**
 * Compile WebAssembly while it arrives. From a response of the network a browser also keeps the machine code.
 *
 * @param {Response} response
 * @returns {Promise<WebAssembly.Module | undefined>} nothing where that fails; whether the bytes are right shows later
 */
async function compile(response) {
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    return undefined;
  }
}

/**
 * @param {Response} response
 * @param {number} size how many bytes there must be: more do not fit, which is an error
 * @param {(count: number) => void} tell
 */
async function readAll(response, size, tell) {
  const bytes = new Uint8Array(size);
  let count = 0;
  const reader = /** @type {ReadableStream<Bytes>} */ (response.body).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes.set(part.value, count);
    count += part.value.length;
    tell(count);
  }
  return bytes;
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
