// The order in which a page's cells run: as they stand, and one at a time.
//
// A cell can rely on those above it. So a run begins with the first one above that has not run as it
// now reads, and goes down to the cell that was asked for: what comes out is what the page says.

import { chain, nameOf } from "./chain.js";
import * as kernel from "./kernel.js";
import { Output } from "./output.js";
import { obstacle } from "./runtime.js";

const STOPPED = "Stopped.";
const RAN_ABOVE = "A cell above has changed and run since.";
const AGAIN = "Python begins anew; the cells above run again when they are needed.";
const TOO_DEEP = /call stack|recursion/i; // as browsers call it

// What a reader is told of how a cell ended.
const TOLD = {
  done: (time) => (time < 50 ? "Done." : `Done in ${(time / 1000).toFixed(1)} s.`),
  error: () => "Ended with an error.",
  failed: (time, reason) => reason,
  stopped: () => STOPPED,
  full: () => `Memory was used up. ${AGAIN}`,
  crashed: (time, reason) =>
    `Python broke down${TOO_DEEP.test(reason) ? ": its calls went too deep" : ""}. ${AGAIN}`,
};

let waiting = []; // cells that were asked for
let running; // the cell that runs now
let session = 0; // each page and each new Python has names of its own
let done = new WeakMap(); // cells that ran in this session, and the text that did
const halted = new WeakMap(); // cells that the reader stopped, and their text then

/** Begin without names: a page was opened, or Python was ended. */
function renew() {
  session += 1;
  done = new WeakMap();
}
kernel.onLost(renew);
// The theme's: it tells of every page. A cell that was left behind may run for one below it.
globalThis.document$?.subscribe(() => {
  if (running && !running.isConnected) kernel.stop({ again: false });
  renew();
});

/** Cells of the chain below a cell. */
function below(cell) {
  const all = chain();
  return all.includes(cell) ? all.slice(all.indexOf(cell) + 1) : [];
}

/** Forget that a cell ran, and that those below it ran after it. */
function forget(cell) {
  const isNew = done.has(cell) && done.get(cell) !== cell.source;
  for (const one of below(cell)) {
    if (isNew && done.has(one)) one.stale(true, RAN_ABOVE);
    done.delete(one);
  }
  done.delete(cell);
}

/** Let those that wait below a cell know that it failed. */
function fail(cell) {
  const lost = new Set(below(cell));
  for (const one of waiting.filter((other) => lost.has(other))) {
    one.show("failed", `Not run: ${nameOf(cell)} failed.`);
  }
  waiting = waiting.filter((one) => !lost.has(one));
}

/** Cells above that have not run as they read now, from the first of them on. */
function missing(cell) {
  if (cell.hasAttribute("alone")) return [];
  const all = chain();
  const above = all.slice(0, all.indexOf(cell));
  const first = above.findIndex((one) => done.get(one) !== one.source);
  return first < 0 ? [] : above.slice(first);
}

/** Ask for a run. */
export function ask(cell) {
  const why = obstacle();
  if (why) {
    cell.show("failed", `This browser cannot run Python: ${why}.`);
    return;
  }
  if (cell === running || waiting.includes(cell)) return;
  waiting.push(cell);
  cell.show("waiting", "Waits for its turn.");
  if (waiting.length === 1 && !running) work();
}

/** Stop the cell that runs, and forget those that wait. */
export function stop() {
  for (const cell of waiting.splice(0)) cell.show("stopped", STOPPED);
  kernel.stop();
}

/** A cell has left the page: it no longer waits or runs. */
export function left(cell) {
  waiting = waiting.filter((one) => one !== cell);
  if (cell === running) kernel.stop({ again: false });
}

async function work() {
  while (waiting.length > 0) {
    const asked = waiting[0];
    const needed = missing(asked);
    const stopped = needed.find((cell) => halted.get(cell) === cell.source);
    if (stopped) {
      waiting.shift();
      asked.show("failed", `Not run: ${nameOf(stopped)} was stopped. Change it, or run it first.`);
      continue;
    }
    for (const cell of [...needed, asked]) {
      waiting = waiting.filter((one) => one !== cell);
      if (await once(cell)) continue;
      fail(cell);
      break;
    }
  }
}

/** Run one cell; whether it ended well. */
async function once(cell) {
  running = cell;
  const mine = session;
  const { source } = cell;
  let began; // once Python was there
  forget(cell);
  const output = new Output(cell.place);
  cell.begin(kernel.isReady());
  const { status, reason } = await kernel
    .run({
      session: cell.hasAttribute("alone") ? "" : `session ${session}`,
      name: nameOf(cell),
      source,
      progress: (...bytes) => cell.progress(...bytes),
      started: () => {
        output.clear();
        cell.started();
        began = performance.now();
      },
      emit: (kind, text) => output.write(kind, text),
    })
    .catch(({ message }) => ({ status: "failed", reason: message }));
  running = undefined;
  output.end();
  if (status === "done" && mine === session) done.set(cell, source);
  if (status === "stopped" && began) halted.set(cell, source);
  else halted.delete(cell);
  cell.show(status, TOLD[status](performance.now() - began, reason));
  return status === "done";
}
