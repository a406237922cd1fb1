/**
 * The calculator itself: Python in a worker, so that the page never stalls.
 *
 * In:  `{ id, engine, module, fresh, whole, keeps }` starts, without what was kept where `fresh`, with the whole engine
 *      where `whole`, and keeps the engine on the device where `keeps`; `{ id, rehearse }` asks a question of nobody;
 *      `{ id, keep }` keeps Python's memory for the next start, with such a question as its proof; `{ id, text }` asks
 *      what the visitor wants to know, and from then on no memory is kept.
 * Out: `{ id, loaded }` while the engine arrives (0 to 1), then `{ id, value }` or `{ id, error }`; or `{ id, short }`
 *      where the lean engine cannot do this. Then nothing of this worker is to be trusted.
 */

import { digest, fetchEngine, importScript } from "./files.mjs";
import { keepParts } from "./parts.mjs";
import { confirm, forget, keep, recall } from "./snapshot.mjs";

/**
 * @typedef {import("./files.mjs").Bytes} Bytes
 * @typedef {import("./files.mjs").File} File
 * @typedef {import("./snapshot.mjs").Snapshot} Snapshot
 * @typedef {{ respond(text: string): string }} Calculator
 * @typedef {{ pyimport(name: string): Calculator, makeMemorySnapshot(): Bytes }} Python
 * @typedef {{ engine: string, module: string, fresh: boolean, whole: boolean, keeps: boolean }} Order `engine` is
 *   the address of its folder, with its last slash
 */

/** @type {Calculator | undefined} */
let calculator;
/** For a Python that nobody asked anything yet. @type {((question: string) => Promise<void>) | undefined} */
let keepMemory;
/** For an engine that came packed, once there is time. @type {(() => Promise<void>) | undefined} */
let keepEngine;
/** Whether what runs is an engine from which much was left out: then what fails may be for that. */
let lean = false;
/** Set by WebAssembly, in a lean engine, when it meets what was left out. @type {WebAssembly.Global | undefined} */
let trapped;

self.addEventListener("message", async ({ data }) => {
  const { id } = data;
  try {
    if (data.engine) await start(data, (loaded) => self.postMessage({ id, loaded }));
    if (data.rehearse) calculator?.respond(data.rehearse);
    if (data.keep) await keepMemory?.(data.keep).catch(() => {});
    if (data.text) keepMemory = undefined;
    const value = data.text ? calculator?.respond(data.text) : "";
    self.postMessage(trapped?.value ? { id, short: true } : { id, value });
    if (data.keep || data.text) {
      keepEngine?.();
      keepEngine = undefined;
    }
  } catch (error) {
    self.postMessage(lean ? { id, short: true } : { id, error: String(error) });
  }
});

// What happens while nobody asks, and what nobody waits for.
for (const kind of ["error", "unhandledrejection"])
  self.addEventListener(kind, (event) => {
    if (!trapped?.value) return;
    event.preventDefault();
    self.postMessage({ short: true });
  });

/**
 * Load Python and the calculator.
 *
 * @param {Order} order
 * @param {(loaded: number) => void} tell
 */
async function start({ engine, module, fresh, whole, keeps }, tell) {
  if (fresh) await forget(engine);
  const recalled = whole ? undefined : recall(engine, module);
  const { manifest, files, isKept } = await fetchEngine(engine, whole, keeps, tell);
  const { loadPyodide, version } = await importScript(files["pyodide.mjs"]);
  if (version !== manifest.pyodide) throw new Error(`Pyodide ${version} instead of ${manifest.pyodide}`);
  lean = !whole;
  const parts = Object.values(files).map(({ bytes }) => bytes);
  if (keeps && lean && !isKept) keepEngine = () => keepParts(engine, parts);
  await importScript(files["pyodide.asm.js"]);

  /** @param {{ _loadSnapshot: Bytes } | { _makeSnapshot: true }} memory */
  const boot = async (memory) => {
    const options = {
      indexURL: engine,
      stdLibURL: engine + manifest.archive,
      lockFileContents: manifest.lock,
    };
    const [wasm, archive] = [files["pyodide.asm.wasm"], files[manifest.archive]];
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
  if (whole) return;
  keepMemory = async (question) => {
    const answer = calculator?.respond(question) ?? "";
    const memory = python.makeMemorySnapshot(); // before anything else can be asked
    if (trapped?.value) return;
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
    const same = (await digestOf(found.respond(question))) === answer;
    return same && !trapped?.value ? found : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function digestOf(text) {
  return digest(new TextEncoder().encode(text));
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
      const instance = await instantiated;
      trapped = /** @type {WebAssembly.Global | undefined} */ (instance.exports.trapped);
      return { module, instance };
    };
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([work(), failed]));
  } finally {
    Object.assign(self, { fetch });
    Object.assign(WebAssembly, { instantiateStreaming });
  }
}
