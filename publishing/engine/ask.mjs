// Asks the calculator in Pyodide under Node what pages ask of it; prints as JSON what came of that.
//
//   node ask.mjs ENGINE ARCHIVE answers|functions PYTHON… < CONVERSATIONS
//
// ENGINE is a folder with Pyodide, ARCHIVE the zip with the standard library and the calculator. CONVERSATIONS is a list
// of [module, [text, …]]. Each PYTHON answers a conversation in its turn: one that was `started`, or one that was `kept`,
// which starts from the memory of one that answered the first text, as in a browser that was here before. Their hashes
// begin with their place, not with chance.
//
// Prints { answers, trapped }: an answer is a text, or null where the module raised; `trapped` is whether a function was
// met that was left out (`lean.py`). Or prints the numbers of the functions that ran, where the module tells so.

import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {{ respond(text: string): string }} Calculator
 * @typedef {{ pyimport(name: string): Calculator, makeMemorySnapshot(): Uint8Array }} Python
 */

const [engine = "", archive = "", wanted = "", ...kinds] = process.argv.slice(2);
/** @type {[string, string[]][]} */
const conversations = JSON.parse(readFileSync(0, "utf8"));

// What Pyodide takes from Node and not from a browser: then Python does the same here as there, and each time.
process.argv[1] = "./this.program";
let chance = 0;
/** @param {any} view */
crypto.randomFillSync = (view) => view.fill(chance);

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

/**
 * @param {string} kind
 * @param {number} place
 */
async function python(kind, place) {
  chance = place;
  const first = await start({ _makeSnapshot: true });
  if (kind === "started") return first;
  const [module, [text = ""]] = /** @type {[string, string[]]} */ (conversations[0]);
  try {
    first.pyimport(module).respond(text);
  } catch {
    // What the module does not take leaves a memory too.
  }
  return start({ _loadSnapshot: first.makeMemorySnapshot() });
}

/** As JSON at once: what Pyodide makes of a text is letters, each with its place in memory. @type {string[]} */
const answers = [];
try {
  /** @type {Python[]} */
  const pythons = [];
  for (const [place, kind] of kinds.entries()) pythons.push(await python(kind, place));
  for (const [turn, [module, texts]] of conversations.entries()) {
    const { respond } = /** @type {Python} */ (pythons[turn % pythons.length]).pyimport(module);
    for (const text of texts) {
      try {
        answers.push(JSON.stringify(respond(text) ?? null));
      } catch {
        answers.push("null");
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
if (wanted === "functions") {
  const ran = instances.flatMap((exports) =>
    Object.keys(exports).filter((name) => /^\d+$/.test(name) && isSet(exports[name])),
  );
  process.stdout.write(JSON.stringify([...new Set(ran)].map(Number)));
} else {
  const trapped = instances.some((exports) => isSet(exports.trapped));
  process.stdout.write(`{ "answers": [${answers.join()}], "trapped": ${trapped} }`);
}
