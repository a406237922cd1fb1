/**
 * The calculator itself: Python in a worker, so that the page never stalls.
 *
 * In:  `{ id, engine, module, fresh }` starts, without what was kept where `fresh`; `{ id, rehearse }` asks a question of
 *      nobody; `{ id, keep }` keeps Python's memory for the next start, with such a question as its proof; `{ id, text }`
 *      asks what the visitor wants to know, and from then on no memory is kept.
 * Out: `{ id, loaded }` while the engine arrives (0 to 1), then `{ id, value }` or `{ id, error }`.
 */

import { digest, fetchEngine } from "./files.mjs";
import { confirm, forget, keep, recall } from "./snapshot.mjs";

/**
 * @typedef {import("./files.mjs").Bytes} Bytes
 * @typedef {import("./files.mjs").File} File
 * @typedef {import("./snapshot.mjs").Snapshot} Snapshot
 * @typedef {{ respond(text: string): string }} Calculator
 * @typedef {{ pyimport(name: string): Calculator, makeMemorySnapshot(): Bytes }} Python
 * @typedef {{ engine: string, module: string, fresh: boolean }} Order `engine` is the address of its folder, with its last slash
 */

/** @type {Calculator | undefined} */
let calculator;
/** For a Python that nobody asked anything yet. @type {((question: string) => Promise<void>) | undefined} */
let keepMemory;

self.addEventListener("message", async ({ data }) => {
  const { id } = data;
  try {
    if (data.engine) await start(data, (loaded) => self.postMessage({ id, loaded }));
    if (data.rehearse) calculator?.respond(data.rehearse);
    if (data.keep) await keepMemory?.(data.keep).catch(() => {});
    if (data.text) keepMemory = undefined;
    self.postMessage({ id, value: data.text ? calculator?.respond(data.text) : "" });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});

/**
 * Load Python and the calculator.
 *
 * @param {Order} order
 * @param {(loaded: number) => void} tell
 */
async function start({ engine, module, fresh }, tell) {
  if (fresh) await forget(engine);
  const recalled = recall(engine, module);
  const { manifest, files } = await fetchEngine(engine, tell);
  const [{ loadPyodide, version }, , wasm, archive] = await Promise.all([
    importScript(files["pyodide.mjs"]),
    importScript(files["pyodide.asm.js"]),
    files["pyodide.asm.wasm"],
    files[manifest.archive],
  ]);
  if (version !== manifest.pyodide) throw new Error(`Pyodide ${version} instead of ${manifest.pyodide}`);

  /** @param {{ _loadSnapshot: Bytes } | { _makeSnapshot: true }} memory */
  const boot = async (memory) => {
    const options = {
      indexURL: engine,
      stdLibURL: engine + manifest.archive,
      lockFileContents: manifest.lock,
    };
    /** @type {Python} */
    const python = await withFiles(wasm, archive, () => loadPyodide({ ...options, ...memory }));
    return python;
  };

  const snapshot = await recalled;
  calculator = snapshot && (await restored(snapshot, boot, module));
  if (calculator) return confirm(engine);
  if (snapshot) await forget(engine);
  const python = await boot({ _makeSnapshot: true });
  calculator = python.pyimport(module);
  keepMemory = async (question) => {
    const answer = calculator?.respond(question) ?? "";
    const memory = python.makeMemorySnapshot(); // before anything else can be asked
    await keep(engine, module, { question, answer: await digestOf(answer), memory });
  };
}

/**
 * The calculator in a Python that was kept, if it is sound.
 *
 * @param {Snapshot} snapshot
 * @param {(memory: { _loadSnapshot: Bytes }) => Promise<Python>} boot
 * @param {string} module
 * @returns {Promise<Calculator | undefined>}
 */
async function restored({ memory, question, answer }, boot, module) {
  try {
    const found = (await boot({ _loadSnapshot: memory })).pyimport(module);
    return (await digestOf(found.respond(question))) === answer ? found : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function digestOf(text) {
  return digest(new TextEncoder().encode(text));
}

/**
 * Run a script that was fetched and checked, without asking the network for it again.
 *
 * @param {Promise<File> | undefined} file
 */
async function importScript(file) {
  const { bytes } = /** @type {File} */ (await file);
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Do what Pyodide does at its start, and give it the files that are here already when it asks for them.
 *
 * @template T
 * @param {File | undefined} wasm
 * @param {File | undefined} archive
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withFiles(wasm, archive, work) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = async () => new Response(archive?.bytes);
  // Where this fails Pyodide would wait for ever.
  const failed = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const module = /** @type {WebAssembly.Module} */ (wasm?.module);
      const instantiated = WebAssembly.instantiate(module, imports);
      instantiated.catch(reject);
      return { module, instance: await instantiated };
    };
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work(), failed]));
  } finally {
    Object.assign(self, { fetch });
    Object.assign(WebAssembly, { instantiateStreaming });
  }
}
