// Runs a Python program in Pyodide under Node; what that program prints, this prints.
//
//   node pyodide.mjs ENGINE ARCHIVE PROGRAM FOLDER [MODULE QUESTION]
//
// ENGINE is a folder with Pyodide, ARCHIVE the zip with the standard library (and more), PROGRAM a Python file,
// FOLDER a folder that the program sees as /repository. With MODULE and QUESTION it runs in a Python that starts from
// the memory of one in which that module answered that question, as in a browser that was here before.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine = "", archive = "", program = "", folder = "", module, question] = process.argv.slice(2);

/**
 * The part of Pyodide's list of packages that it wants to see before it starts. No package is ever loaded.
 */
function lock() {
  const manifest = join(engine, "engine.json");
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).lock;
  return { info: JSON.parse(readFileSync(join(engine, "pyodide-lock.json"), "utf8")).info, packages: {} };
}

/**
 * @param {(memory: object) => Promise<any>} start
 */
async function memoryOf(start) {
  const python = await start({ _makeSnapshot: true });
  python.pyimport(module).respond(question);
  return python.makeMemorySnapshot();
}

try {
  const { loadPyodide } = await import(pathToFileURL(join(engine, "pyodide.mjs")).href);
  const options = { stdLibURL: archive, lockFileContents: lock(), packageBaseUrl: engine };
  /** @param {object} memory */
  const start = (memory) => loadPyodide({ ...options, ...memory });
  const pyodide = await start(module ? { _loadSnapshot: await memoryOf(start) } : {});
  pyodide.FS.mkdirTree("/repository");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/repository");
  pyodide.runPython("import sys; sys.path.append('/repository')"); // last: what the archive holds comes first
  pyodide.runPython(readFileSync(program, "utf8"), { filename: program });
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // by itself Node would show a megabyte of source
  process.exitCode = 1;
}
