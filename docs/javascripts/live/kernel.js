// The reader's Python: one worker for all cells, started with the first run, replaced when stopped.

import { fetched } from "./runtime.js";

const TRY_AGAIN = "Run the cell again; if that does not help, reload the page";

let runtime; // promise of the files; kept, so that Python starts again without the network
let downloads; // what ends them
let python; // that is here or comes: { ready: promise, isReady, worker, port }
let current; // the run under way: { job, settle }
let lost = () => {};

/** Everything Python needs; a download that failed is tried anew by the next run. */
function files() {
  if (runtime) return runtime;
  downloads = new AbortController();
  const progress = (done, all) => current?.job.progress(done, all);
  const mine = fetched(progress, downloads.signal).catch((error) => {
    if (runtime === mine) runtime = undefined;
    throw new Error(`Python could not be loaded: ${error.message}. ${TRY_AGAIN}.`);
  });
  return (runtime = mine);
}

/** End what is still being loaded; what has come stays. */
function drop() {
  downloads?.abort();
  runtime = undefined;
}

/** Start Python, unless it is here or comes. */
function begin() {
  if (python) return python.ready;
  const mine = { isReady: false };
  python = mine;
  mine.ready = start(mine).catch((error) => {
    if (python === mine) python = undefined;
    throw error;
  });
  return mine.ready;
}

async function start(mine) {
  const parts = await files();
  if (python !== mine) return; // it was stopped meanwhile
  downloads = undefined;
  current?.job.progress(); // everything is here
  try {
    await answered(mine, parts);
  } catch (error) {
    mine.worker?.terminate();
    throw new Error(`Python could not be started in this browser: ${error.message}.`);
  }
  mine.isReady = true;
}

/** Make a worker, and wait until it takes cells. */
function answered(mine, parts) {
  const { port1, port2 } = new MessageChannel();
  mine.port = port1;
  return new Promise((resolve, reject) => {
    const failed = (reason) => {
      if (python !== mine) return; // its end is known
      if (mine.isReady) end("crashed", reason);
      else reject(new Error(reason || "its worker failed"));
    };
    mine.worker = worker(parts.files["worker.js"]);
    mine.worker.onerror = ({ message }) => failed(message);
    port1.onmessage = ({ data }) => {
      if (data.ready) resolve();
      else if (data.crashed !== undefined) failed(data.crashed);
      else hear(data);
    };
    mine.worker.postMessage(parts, [port2]);
  });
}

/** A worker under the page's own policy: only one made from a `blob:` inherits it. */
function worker(script) {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return new Worker(address, { type: "module" });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function hear({ kind, text, done }) {
  if (kind) current?.job.emit(kind, text);
  else if (done === "MemoryError") end("full");
  else settle({ status: done ? "error" : "done" });
}

function settle(result) {
  const run = current;
  current = undefined;
  run?.settle(result);
}

/** End Python, whatever it is doing, and begin anew at once unless nobody waits for that. */
function end(status, reason, again = true) {
  const old = python;
  python = undefined;
  if (downloads) drop();
  old?.worker?.terminate();
  old?.port?.close();
  settle({ status, reason });
  lost();
  if (again && old?.isReady) begin().catch(() => {}); // the next run will tell
}

/** Call a function whenever Python begins anew, and the names that cells gave are gone. */
export function onLost(action) {
  lost = action;
}

/** Whether Python is there to take a cell. */
export const isReady = () => python?.isReady === true;

/**
 * Run a cell, after Python was loaded and started if need be. One at a time.
 *
 * `job` holds `session` (cells of one share their names; none shares without it), `name`, `source`,
 * and what is called: `progress(done, all)` while files come and `progress()` once they are here,
 * `started()`, and `emit(kind, text)` for output. Gives { status, reason }: `done`, `error`, `full`
 * (of memory), `crashed` or `stopped`. Throws an error for the reader if Python cannot be had.
 */
export async function run(job) {
  const ended = new Promise((settle) => (current = { job, settle }));
  try {
    const stopped = await Promise.race([begin(), ended]);
    if (stopped) return stopped;
  } catch (error) {
    current = undefined;
    throw error;
  }
  job.started();
  python.port.postMessage({ session: job.session, name: job.name, source: job.source });
  return ended;
}

/** Stop what runs, at once. */
export function stop({ again = true } = {}) {
  if (current) end("stopped", "", again);
}
