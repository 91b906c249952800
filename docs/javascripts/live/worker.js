// Python in a worker of its own. Ended from outside when it is to stop: see kernel.js.
//
// The page sends { files, program, lock }, then { session, name, source } for every cell; the worker answers
// { ready }, { kind, text } for every piece of output, { done: error }, or { crashed: reason }.

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";

const MOST_MEMORY = 512 * 2 ** 20; // bytes: a phone's tab has little more
const PAGE = 2 ** 16; // bytes of WebAssembly's unit of memory
const AT_ONCE = 100; // pieces of output that are sent as they come, before they are collected
const BEAT = 50; // milliseconds between what is collected

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

/** Sends pieces of output: at once while they are few, then a few times a second. */
function sender() {
  let waiting = [];
  let count = 0;
  let last = 0;
  const flush = () => {
    for (const piece of waiting) postMessage(piece);
    waiting = [];
    last = performance.now();
  };
  const emit = (kind, text) => {
    const before = waiting.at(-1);
    if (before?.kind === kind && kind !== "markup") before.text += text;
    else waiting.push({ kind, text });
    count += 1;
    if (count <= AT_ONCE || performance.now() - last > BEAT) flush();
  };
  return { emit, flush };
}

function run({ session: name, name: cell, source }) {
  if (name !== opened) {
    session?.destroy();
    session = Session();
    opened = name;
  }
  const { emit, flush } = sender();
  const error = session.run(source, cell, emit);
  flush();
  postMessage({ done: error });
}

self.onmessage = async ({ data }) => {
  try {
    if (data.files) {
      await start(data);
      postMessage({ ready: true });
    } else run(data);
  } catch (error) {
    postMessage({ crashed: String(error?.message ?? error) });
  }
};
