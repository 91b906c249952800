// Compile what every start of Python in the reader's browser imports, with that Python itself.
//
//   node bytecode.mjs PYODIDE WHEEL MODULE FOLDER
//
// PYODIDE is the folder of the package, WHEEL NumPy's, MODULE adamdocs/publishing/bytecode.py.
// Pyodide's standard library and the wheel are written into FOLDER under their own names.

import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, wheel, module, folder] = process.argv.slice(2);

/** What went wrong in one line: of an error in Python the last, which names it. */
process.on("uncaughtException", (error) => {
  process.stderr.write(`${String(error?.message ?? error).trim().split("\n").at(-1)}\n`);
  process.exit(1);
});
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: pyodide,
  packages: [wheel],
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" }, // the same bytes each time
  stdout: () => {},
});
// Asked before anything is imported that only compiling wants.
const modules = python.runPython("import site, sys, numpy\n[*sys.modules.values()]");
const names = python.toPy({ __name__: "bytecode" });
python.runPython(readFileSync(module, "utf8"), { globals: names });

const archives = {
  [join(pyodide, "python_stdlib.zip")]: "next(one for one in sys.path if one.endswith('.zip'))",
  [wheel]: "site.getsitepackages()[0]",
};
for (const [archive, where] of Object.entries(archives)) {
  const place = python.runPython(where);
  const content = python.toPy(new Uint8Array(readFileSync(archive))).tobytes();
  const made = names.get("compiled")(content, names.get("sources")(modules, place), place);
  writeFileSync(join(folder, basename(archive)), made.toJs());
}
