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
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: pyodide,
  packages: [wheel],
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" }, // the same bytes each time
  stdout: () => {},
});
python.runPython("import site, sys, numpy");
const names = python.toPy({ __name__: "bytecode" });
python.runPython(readFileSync(module, "utf8"), { globals: names });

const archives = {
  [join(pyodide, "python_stdlib.zip")]: "next(one for one in sys.path if one.endswith('.zip'))",
  [wheel]: "site.getsitepackages()[0]",
};
// First what was imported, then what compiling imports besides.
const asked = Object.entries(archives).map(([archive, where]) => {
  const place = python.runPython(where);
  return [archive, place, names.get("imported")(place)];
});
for (const [archive, place, imported] of asked) {
  const content = python.toPy(new Uint8Array(readFileSync(archive))).tobytes();
  const made = names.get("compiled")(content, imported, place);
  writeFileSync(join(folder, basename(archive)), made.toJs());
}
