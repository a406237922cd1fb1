/**
 * The calculator itself: Python in a worker, so that the page never stalls.
 *
 * In:  `{ id, engine, module }` starts, `{ id, text }` asks.
 * Out: `{ id, loaded }` while the engine arrives (0 to 1), then `{ id, value }` or `{ id, error }`.
 */

/**
 * What the engine's folder promises. `lock` is a list of no packages: without it Pyodide would fetch one.
 *
 * @typedef {{ bytes: number, sha256: string }} Promised
 * @typedef {{ bytes?: number, sha256: string }} Expected the hash in hexadecimal, or how it begins
 * @typedef {{ pyodide: string, archive: string, lock: object, files: Record<string, Promised> }} Manifest
 * @typedef {{ pyimport(name: string): { respond(text: string): string } }} Python
 * @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files
 */

const MANIFEST = "engine.json";
const WASM = "application/wasm";

/** @type {((text: string) => string) | undefined} */
let respond;

self.addEventListener("message", async ({ data }) => {
  /** @param {number} loaded */
  const tell = (loaded) => self.postMessage({ id: data.id, loaded });
  try {
    self.postMessage({
      id: data.id,
      value: data.engine ? await start(data.engine, data.module, tell) : respond?.(data.text),
    });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) });
  }
});

/**
 * Load Python and the calculator; gives the version of Pyodide that the engine's folder promises.
 *
 * @param {string} engine address of the engine's folder, with its last slash
 * @param {string} module the Python module whose `respond` answers
 * @param {(loaded: number) => void} tell
 */
async function start(engine, module, tell) {
  const { manifest, files } = await fetchEngine(engine, tell);
  await importScript(files, "pyodide.asm.js");
  const { loadPyodide, version } = await importScript(files, "pyodide.mjs");
  if (version !== manifest.pyodide) throw new Error(`Pyodide ${version} instead of ${manifest.pyodide}`);
  /** @type {Python} */
  const python = await withFiles(engine, manifest, files, () =>
    loadPyodide({ indexURL: engine, stdLibURL: engine + manifest.archive, lockFileContents: manifest.lock }),
  );
  const { respond: answer } = python.pyimport(module);
  respond = answer;
  return version;
}

/**
 * Every file of the engine, at once and whole. The folder is named after its manifest, and the manifest holds
 * the hash of every file: so nothing runs that was not published together.
 *
 * @param {string} engine
 * @param {(loaded: number) => void} tell
 * @returns {Promise<{ manifest: Manifest, files: Files }>}
 */
async function fetchEngine(engine, tell) {
  const named = engine.split("/").at(-2) ?? "";
  const read = await fetchWhole(engine + MANIFEST, { sha256: named }, () => {});
  /** @type {Manifest} */
  const manifest = JSON.parse(new TextDecoder().decode(read));
  const promised = Object.entries(manifest.files);
  const total = promised.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  /** @type {Record<string, number>} */
  const arrived = {};
  const fetched = promised.map(async ([name, promise]) => {
    const bytes = await fetchWhole(engine + name, promise, (count) => {
      arrived[name] = count;
      tell(Object.values(arrived).reduce((sum, each) => sum + each, 0) / total);
    });
    return /** @type {const} */ ([name, bytes]);
  });
  return { manifest, files: new Map(await Promise.all(fetched)) };
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
 */
async function fetchOnce(address, expected, tell, cache) {
  const response = await fetch(address, { cache, priority: "low" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const bytes =
    expected.bytes === undefined
      ? new Uint8Array(await response.arrayBuffer())
      : await readAll(response, expected.bytes, tell);
  if (!(await digest(bytes)).startsWith(expected.sha256)) throw new Error(`not as published: ${address}`);
  return bytes;
}

/**
 * @param {Response} response
 * @param {number} size how many bytes there must be: more do not fit, which is an error
 * @param {(count: number) => void} tell
 */
async function readAll(response, size, tell) {
  const bytes = new Uint8Array(size);
  let count = 0;
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes.set(part.value, count);
    count += part.value.length;
    tell(count);
  }
  return bytes;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Run a script that was fetched and checked, without asking the network for it again.
 *
 * @param {Files} files
 * @param {string} name
 */
async function importScript(files, name) {
  const address = URL.createObjectURL(
    new Blob([/** @type {BlobPart} */ (files.get(name))], { type: "text/javascript" }),
  );
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Do something that fetches files of the engine, and give it the ones that are here already.
 *
 * @template T
 * @param {string} engine
 * @param {Manifest} manifest
 * @param {Files} files
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withFiles(engine, manifest, files, work) {
  const networkFetch = self.fetch;
  self.fetch = async (resource) => {
    const name = String(resource).slice(engine.length);
    const fromMemory = () => new Response(files.get(name) ?? null, { headers: { "Content-Type": WASM } });
    if (!name.endsWith(".wasm")) return fromMemory();
    // A browser keeps the machine code it made of WebAssembly with the file in its cache, and only there.
    const checked = { integrity: integrity(manifest.files[name]?.sha256 ?? "") };
    return networkFetch(resource, { ...checked, cache: "only-if-cached", mode: "same-origin" }).catch(
      fromMemory,
    );
  };
  try {
    return await work();
  } finally {
    self.fetch = networkFetch;
  }
}

/** @param {string} hex */
function integrity(hex) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}
