// The order in which a page's cells run: as they stand, and one at a time.
//
// A cell can rely on those above it. So a run begins with the first one above that has not run as it
// now reads, and goes down to the cell that was asked for: what comes out is what the page says.

import { chain, nameOf } from "./chain.js";
import * as kernel from "./kernel.js";
import { Output } from "./output.js";
import { obstacle } from "./runtime.js";

const STOPPED = "Stopped.";
const ABOVE = "Not run: a cell above it failed.";
const AGAIN = "Python begins anew; the cells above run again when they are needed.";
const ENDED = {
  stopped: STOPPED,
  full: `Memory was used up. ${AGAIN}`,
  crashed: `Python broke down. ${AGAIN}`,
};

let waiting = []; // cells that were asked for
let running; // the cell that runs now
let session = 0; // each page and each new Python has names of its own
let done = new WeakMap(); // cells that ran in this session, and the text that did

/** Begin without names: a page was opened, or Python was ended. */
function renew() {
  session += 1;
  done = new WeakMap();
}
globalThis.document$?.subscribe(renew); // the theme's: it tells of every page

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
  if (cell === running) kernel.stop();
}

async function work() {
  while (waiting.length > 0) {
    const asked = waiting[0];
    for (const cell of [...missing(asked), asked]) {
      if (cell === asked) waiting.shift();
      if (await once(cell)) continue;
      if (waiting.includes(asked)) {
        waiting = waiting.filter((one) => one !== asked);
        asked.show("failed", ABOVE);
      }
      break;
    }
  }
}

/** Run one cell; whether it ended well. */
async function once(cell) {
  running = cell;
  const [mine, began] = [session, performance.now()];
  const { source } = cell;
  const output = new Output(cell.place);
  cell.begin(kernel.isReady());
  const { status, reason } = await kernel
    .run({
      session: `session ${session}`,
      name: nameOf(cell),
      source,
      progress: (...bytes) => cell.progress(...bytes),
      started: () => {
        output.clear();
        cell.started();
      },
      emit: (kind, text) => output.write(kind, text),
    })
    .catch(({ message }) => ({ status: "failed", reason: message }));
  running = undefined;
  output.end();
  if (status in ENDED) renew();
  else if (status === "done" && mine === session) done.set(cell, source);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const words = { done: `Done in ${seconds} s.`, error: "Ended with an error.", failed: reason };
  cell.show(status, ENDED[status] ?? words[status]);
  return status === "done";
}
