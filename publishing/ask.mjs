// Asks the calculator in Pyodide under Node what pages ask of it; prints what it answered, as JSON.
//
//   node ask.mjs ENGINE ARCHIVE SEED [kept] < CONVERSATIONS
//
// ENGINE is a folder with Pyodide, ARCHIVE the zip with the standard library and the calculator, SEED a byte in place of
// chance, with which Python's hashes begin. CONVERSATIONS is a list of [module, [text, …]]. With `kept` a Python answers that starts from the memory
// of one that answered the first text, as in a browser that was here before.
//
// Prints { answers, ran, trapped }: an answer is a text, or null where the module raised; `ran` holds the functions of
// WebAssembly that ran, where the module tells so, and `trapped` whether one was met that was left out (`lean.py`).

import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {{ respond(text: string): string }} Calculator
 * @typedef {{ pyimport(name: string): Calculator, makeMemorySnapshot(): Uint8Array }} Python
 */

const [engine = "", archive = "", seed = "", kept] = process.argv.slice(2);
/** @type {[string, string[]][]} */
const conversations = JSON.parse(readFileSync(0, "utf8"));

// What Pyodide takes from Node and not from a browser: then Python does the same here as there, and each time.
process.argv[1] = "./this.program";
/** @param {any} view */
crypto.randomFillSync = (view) => view.fill(Number(seed));

/** Every instance of the module, with what it exports. @type {Record<string, unknown>[]} */
const instances = [];
const { instantiate } = WebAssembly;
/** @param {any[]} what */
WebAssembly.instantiate = async (...what) => {
  const made = await Reflect.apply(instantiate, WebAssembly, what);
  instances.push((made.instance ?? made).exports);
  return made;
};

/** @param {unknown} exported */
const isSet = (exported) => exported instanceof WebAssembly.Global && exported.value === 1;

const { loadPyodide } = await import(pathToFileURL(join(engine, "pyodide.mjs")).href);
const { info } = JSON.parse(readFileSync(join(engine, "pyodide-lock.json"), "utf8"));
const options = { stdLibURL: archive, lockFileContents: { info, packages: {} } };

/**
 * @param {object} memory
 * @returns {Promise<Python>}
 */
const start = (memory) => loadPyodide({ ...options, ...memory });

async function python() {
  const first = await start({ _makeSnapshot: true });
  if (!kept) return first;
  const [module, [text = ""]] = /** @type {[string, string[]]} */ (conversations[0]);
  first.pyimport(module).respond(text);
  return start({ _loadSnapshot: first.makeMemorySnapshot() });
}

/** @type {(string | null)[]} */
const answers = [];
try {
  const answering = await python();
  for (const [module, texts] of conversations) {
    const { respond } = answering.pyimport(module);
    for (const text of texts) {
      try {
        answers.push(respond(text));
      } catch {
        answers.push(null);
      }
    }
  }
  // JavaScript lets go of what it had of Python when it likes; here now.
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
const ran = new Set(
  instances.flatMap((exports) =>
    Object.keys(exports).filter((name) => /^\d+$/.test(name) && isSet(exports[name])),
  ),
);
const trapped = instances.some((exports) => isSet(exports.trapped));
process.stdout.write(JSON.stringify({ answers, ran: [...ran].map(Number), trapped }));
