// Runs a Python program in Pyodide under Node; what that program prints, this prints.
//
//   node pyodide.mjs ENGINE ARCHIVE PROGRAM FOLDER
//
// ENGINE is a folder with Pyodide, ARCHIVE the zip with the standard library (and more), PROGRAM a Python file,
// FOLDER a folder that the program sees as /repository.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine = "", archive = "", program = "", folder = ""] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(join(engine, "pyodide.mjs")).href);
  const { info } = JSON.parse(readFileSync(join(engine, "pyodide-lock.json"), "utf8"));
  const pyodide = await loadPyodide({ stdLibURL: archive, lockFileContents: { info, packages: {} } });
  pyodide.FS.mkdirTree("/repository");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/repository");
  pyodide.runPython("import sys; sys.path.append('/repository')"); // last: what the archive holds comes first
  pyodide.runPython(readFileSync(program, "utf8"), { filename: program });
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // by itself Node would show a megabyte of source
  process.exitCode = 1;
}
