// Python's files: fetched once, with progress, and kept by the browser for the next visit.
//
// They lie packed (gzip) on the server, so that every host sends as little, and so that a download
// that was cut or damaged is noticed when it is unpacked. Only what opens is kept.

import { CACHE, RUNTIME } from "./place.js";

const PROGRAM = "pyodide.asm.wasm";

const HOME = RUNTIME && new URL("..", RUNTIME);
// What is kept where the reader wants nothing else to be, as ../offline/store.js names it.
const OFF = [`${HOME}keep-nothing`, { cacheName: `adamdocs-offline ${HOME?.pathname}` }];

const damaged = new Set(); // addresses whose content is not to be taken from the browser's memory

/** Why Python cannot run here, in words for the reader; empty if it can. */
export function obstacle() {
  if (typeof WebAssembly === "undefined") return "it has no WebAssembly";
  if (typeof Worker === "undefined") return "it has no workers";
  if (typeof DecompressionStream === "undefined") return "it cannot unpack what Python comes in";
  return "";
}

/** Use the browser's store. With none, a broken or a full one, or if readers wish, none is kept. */
async function kept(use) {
  try {
    return (await caches.match(...OFF)) ? undefined : await use(await caches.open(CACHE));
  } catch {
    return undefined;
  }
}

const nameOf = (address) => new URL(address).pathname.split("/").pop();

const failing = (reason) => () => {
  throw new Error(reason);
};

/** Bytes from the server; `count` hears of every piece. */
async function download(address, signal, count) {
  const name = nameOf(address);
  const request = fetch(address, { signal, cache: damaged.has(address) ? "reload" : "default" });
  const answer = await request.catch(failing(`${name} could not be reached`));
  if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
  const pieces = [];
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(failing(`${name} broke off`));
    if (done) return new Blob(pieces);
    pieces.push(value);
    count(value.length);
  }
}

/** What `open` makes of an address's bytes, from the store or the server. */
async function content(address, signal, open, count = () => {}) {
  const stored = await kept(async (store) => (await store.match(address))?.blob());
  if (stored) count(stored.size);
  const bytes = stored ?? (await download(address, signal, count));
  let opened;
  try {
    opened = await open(bytes);
  } catch {
    damaged.add(address);
    await kept((store) => store.delete(address));
    throw new Error(`${nameOf(address)} came damaged`);
  }
  if (!stored && address !== RUNTIME) await kept((store) => store.put(address, new Response(bytes)));
  return opened;
}

const parsed = async (blob) => JSON.parse(await blob.text());

/** A file as it was before it was packed into so many bytes. */
async function unpacked(blob, size) {
  if (blob.size !== size) throw new RangeError(`${blob.size} bytes in the place of ${size}`);
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Results of all promises, or the first failure, once nothing is under way any more. */
async function settled(promises) {
  const results = await Promise.allSettled(promises);
  const failure = results.find(({ status }) => status === "rejected");
  if (failure) throw failure.reason;
  return results.map(({ value }) => value);
}

/** Forget what an older version of the site left here. */
const sweep = (needed) =>
  kept(async (store) => {
    for (const { url } of await store.keys()) if (!needed.has(url)) await store.delete(url);
  });

/**
 * What the worker has to know: Python's files by name, its program compiled, and its lock.
 *
 * `progress(done, all)` counts packed bytes; `signal` ends the downloads. Throws an error that
 * names the file which failed; what has come whole is kept for the next try.
 */
export async function fetched(progress, signal) {
  const list = await content(RUNTIME, signal, parsed);
  const all = list.files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const count = (more) => progress((done += more), all);
  const addressOf = ({ path }) => new URL(path, RUNTIME).href;
  const read = async (file) => {
    const open = (blob) => unpacked(blob, file.size);
    return [file.name, await content(addressOf(file), signal, open, count)];
  };
  const files = Object.fromEntries(await settled(list.files.map(read)));
  await sweep(new Set([RUNTIME, ...list.files.map(addressOf)]));
  // The list comes last: where it is kept, all is.
  await kept((store) => store.put(RUNTIME, new Response(JSON.stringify(list))));
  const program = await WebAssembly.compile(files[PROGRAM]);
  delete files[PROGRAM];
  return { files, program, lock: list.lock };
}
