// Python in a worker of its own. Ended from outside when it is to stop: see kernel.js.
//
// The page sends { files, program, lock } with a port; on the port { session, name, source } for
// every cell. There the worker answers { ready }, { kind, text } for every piece of output,
// { done: error }, or { crashed: reason }. Its way to the port is taken before a cell can run, so
// that no cell answers in its place.

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";

const MOST_MEMORY = 512 * 2 ** 20; // bytes: a phone's tab has little more
const PAGE = 2 ** 16; // bytes of WebAssembly's unit of memory

// Beyond the cap memory does not grow; to Python that is a MemoryError, which it survives.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  const size = this.buffer.byteLength + pages * PAGE;
  if (size > MOST_MEMORY) throw new RangeError(`memory is capped at ${MOST_MEMORY} bytes`);
  return grow.call(this, pages);
};

let Session;
let session; // of the page that is open
let opened; // its name

/** Let Pyodide find what it asks for among what is here already, until it has started. */
function serve(files, program) {
  const before = [self.fetch, WebAssembly.instantiateStreaming];
  self.fetch = async (address) => {
    const name = String(address).split("/").pop();
    return new Response(files[name] ?? "");
  };
  WebAssembly.instantiateStreaming = async (answer, imports) => ({
    module: program,
    instance: await WebAssembly.instantiate(program, imports),
  });
  return () => ([self.fetch, WebAssembly.instantiateStreaming] = before);
}

async function start({ files, program, lock }) {
  const restore = serve(files, program);
  const here = new URL("/", self.location.origin).href; // nothing is fetched from there
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: here,
    packageBaseUrl: here,
    lockFileContents: lock,
    packages: Object.keys(lock.packages),
  });
  restore();
  python.setStdin({ stdin: () => undefined }); // input() meets the end of a file
  python.runPython("import numpy");
  Session = python.pyimport("adamdocs.cells").Session;
}

/** The names that cells of a page share; a cell without a session shares none. */
function namesOf(name) {
  if (!name) return Session();
  if (name !== opened) {
    if (session) end(session);
    session = Session();
    opened = name;
  }
  return session;
}

/** Give the memory of names back that nobody can reach any more. */
function end(names) {
  names.close();
  names.destroy();
}

function run({ session: shared, name, source }, tell) {
  const names = namesOf(shared);
  const done = names.run(source, name, (kind, text) => tell({ kind, text }));
  if (!shared) end(names);
  tell({ done });
}

self.onmessage = async ({ data, ports: [port] }) => {
  self.onmessage = null;
  const tell = port.postMessage.bind(port);
  const broken = (error) => tell({ crashed: String(error?.message ?? error) });
  self.close = () => broken("it was closed"); // else the page would wait for ever
  port.onmessage = (message) => {
    try {
      run(message.data, tell);
    } catch (error) {
      broken(error);
    }
  };
  await start(data).then(() => tell({ ready: true }), broken);
};
