// Python's files: fetched once, with progress, and kept by the browser for the next visit.
//
// They lie packed (gzip) on the server, so that every host sends as little, and so that a download
// that was cut or damaged is noticed when it is unpacked.

import { CACHE, RUNTIME } from "./place.js";

const PROGRAM = "pyodide.asm.wasm";

/** Why Python cannot run here, in words for the reader; empty if it can. */
export function obstacle() {
  if (typeof WebAssembly === "undefined") return "it has no WebAssembly";
  if (typeof Worker === "undefined") return "it has no workers";
  if (typeof DecompressionStream === "undefined") return "it cannot unpack what Python comes in";
  return "";
}

/** The browser's store for these files, or one that keeps nothing where it has none. */
async function store() {
  try {
    return await caches.open(CACHE);
  } catch {
    const nothing = async () => undefined;
    return { match: nothing, put: nothing, delete: nothing, keys: async () => [] };
  }
}

/** Bytes of an address, from the store or the server; `count` hears of every piece. */
async function bytes(address, kept, count) {
  const stored = await (await kept.match(address))?.blob();
  if (stored) {
    count(stored.size);
    return stored;
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const pieces = [];
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    count(value.length);
  }
  const blob = new Blob(pieces);
  await kept.put(address, new Response(blob)).catch(() => {}); // the disk may be full
  return blob;
}

/** A packed file as it was. */
async function unpacked(blob, address, kept) {
  const stream = blob.stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    return await new Response(stream).arrayBuffer();
  } catch {
    await kept.delete(address);
    throw new Error(`${address} came damaged`);
  }
}

/** Forget what an older version of the site left here. */
async function sweep(kept, needed) {
  for (const { url } of await kept.keys()) if (!needed.has(url)) await kept.delete(url);
}

/**
 * What the worker has to know: Python's files by name, its program compiled, and its lock.
 *
 * `progress(done, all)` counts packed bytes. Throws an error that names the address which failed.
 */
export async function fetched(progress) {
  const kept = await store();
  const list = JSON.parse(await (await bytes(RUNTIME, kept, () => {})).text());
  const all = list.files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const count = (more) => progress((done += more), all);
  const read = async ({ name, path }) => {
    const address = new URL(path, RUNTIME).href;
    return [name, await unpacked(await bytes(address, kept, count), address, kept)];
  };
  const files = Object.fromEntries(await Promise.all(list.files.map(read)));
  const needed = list.files.map(({ path }) => new URL(path, RUNTIME).href);
  await sweep(kept, new Set([RUNTIME, ...needed]));
  const program = await WebAssembly.compile(files[PROGRAM]);
  delete files[PROGRAM];
  return { files, program, lock: list.lock };
}
