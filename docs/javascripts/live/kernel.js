// The reader's Python: one worker for all cells, started with the first run, replaced when stopped.

import { fetched } from "./runtime.js";

let runtime; // promise of the files; kept, so that Python starts again without the network
let ready; // promise of a worker that takes cells
let worker; // the one it gave
let current; // the run under way: { job, settle }

/** Everything Python needs; a download that failed is tried anew by the next run. */
function files() {
  runtime ??= fetched((done, all) => current?.job.progress(done, all)).catch((error) => {
    runtime = undefined;
    throw new Error(`Python could not be loaded: ${error.message}. Run the cell to try again.`);
  });
  return runtime;
}

/** A worker under the page's own policy: only one made from a `blob:` inherits it. */
async function start() {
  const parts = await files();
  current?.job.progress(); // everything is here
  const script = new Blob([parts.files["worker.js"]], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  const made = new Worker(address, { type: "module" });
  try {
    await answered(made, parts);
  } catch (error) {
    made.terminate();
    throw new Error(`Python could not be started in this browser: ${error.message}.`);
  } finally {
    URL.revokeObjectURL(address);
  }
  return made;
}

/** The first answer of a worker. */
function answered(made, message) {
  return new Promise((resolve, reject) => {
    made.onerror = (event) => reject(new Error(event.message || "its worker failed"));
    made.onmessage = ({ data }) =>
      data.ready ? resolve() : reject(new Error(data.crashed ?? "its worker failed"));
    made.postMessage(message);
  });
}

/** Start a worker, unless one is there or coming; what is stopped meanwhile is not taken up. */
function begin() {
  if (ready) return ready;
  const mine = start().then(
    (made) => {
      if (ready !== mine) return made.terminate();
      worker = made;
      made.onmessage = ({ data }) => hear(data);
      made.onerror = (event) => end("crashed", event.message);
    },
    (error) => {
      if (ready === mine) ready = undefined;
      throw error;
    },
  );
  return (ready = mine);
}

function hear({ kind, text, done, crashed }) {
  if (kind) current?.job.emit(String(kind), String(text));
  else if (crashed !== undefined) end("crashed", String(crashed));
  else if (done === "MemoryError") end("full");
  else settle({ status: done ? "error" : "done" });
}

function settle(result) {
  const run = current;
  current = undefined;
  run?.settle(result);
}

/** Put a new worker in the place of this one, whatever it is doing; the names it knew are gone. */
function end(status, reason = "") {
  const wasThere = worker !== undefined;
  worker?.terminate();
  worker = undefined;
  ready = undefined;
  settle({ status, reason });
  if (wasThere) begin().catch(() => {}); // the next run will tell
}

/** Whether Python is there to take a cell. */
export const isReady = () => worker !== undefined;

/**
 * Run a cell, after Python was loaded and started if need be. One at a time.
 *
 * `job` holds `session`, `name`, `source`, and what is called: `progress(done, all)` while files
 * come and `progress()` once they are here, `started()`, and `emit(kind, text)` for output. Gives
 * { status, reason }: `done`, `error`, `full` (of memory), `crashed` or `stopped`. Throws an error
 * for the reader if Python cannot be had.
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
  worker.postMessage({ session: job.session, name: job.name, source: job.source });
  return ended;
}

/** Stop what runs, at once. */
export const stop = () => end("stopped");
