// What is kept of the site: pages as they were last read, and the files that they loaded.

export const HOME = self.registration.scope;
export const PAGE = "reference/offline/"; // what says what is kept, and stands in for what is not

const MOST = 20_000_000; // bytes; a build with every page read is about half of it
const ROOM = 2_000_000; // of them, for what a page loads after its text
const PLACE = new URL(HOME).pathname;
const NAME = `adamdocs-offline ${PLACE}`; // sites that share an origin keep their own
const PYTHON = `adamdocs-live ${PLACE}live/`; // the cells keep it: see live/place.js
const OFF = `${HOME}keep-nothing`; // kept when nothing else is to be; the cells look for it too
const HASH = /[./]([0-9a-f]{8,12})[./]/; // in the name of a file that never changes
const OURS = '<meta name="ad-page"'; // in all pages of ours, and in no hotel's that asks for a login

/** Way below the site's root, as links name it; undefined for what is elsewhere. */
export function wayOf(address) {
  const url = new URL(address, HOME);
  url.search = url.hash = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  return url.href.startsWith(HOME) ? url.href.slice(HOME.length) : undefined;
}

/** Whether a way leads to a page. */
export const isPage = (way) => /(^|\/|\.html)$/.test(way);

/** What changes with the name of a file that never changes; undefined for all others. */
export const hashOf = (way) => way.match(HASH)?.[1];

/** Use the browser's store. It may have none, or a broken or a full one: then nothing is kept. */
async function use(action, name = NAME) {
  try {
    return await action(await caches.open(name));
  } catch {
    return undefined;
  }
}

/** What is kept of a way, if anything. */
export const kept = (way) => use((store) => store.match(HOME + way, { ignoreVary: true }));

/** Whether the reader wants nothing to be kept. */
export const isOff = () => use(async (store) => (await store.match(OFF)) !== undefined);

/** Whether an answer can be what the site itself says at a way. */
function isWhole(way, { ok, type, redirected, headers }) {
  const isText = (headers.get("content-type") ?? "").startsWith("text/html");
  return ok && type === "basic" && !redirected && isText === isPage(way);
}

/** Keep an answer. A page drives out what only its last text needed, and what is too much. */
export const keep = (way, response) =>
  use(async (store) => {
    if (!isWhole(way, response) || (way !== PAGE && (await isOff()))) return;
    const text = isPage(way) ? await response.clone().text() : OURS;
    if (!text.includes(OURS)) return;
    const before = isPage(way) ? await (await store.match(HOME + way))?.text() : undefined;
    await store.put(HOME + way, response);
    if (before !== undefined && before !== text) await sweep(store);
    if (isPage(way)) await trim(store);
  });

/** Forget a page that the site no longer has. */
export const forget = (way) => use((store) => store.delete(HOME + way));

/** Everything in a store as { way, blob }: what was put there first comes first. */
async function contents(store) {
  const read = async ({ url }) => ({ way: wayOf(url), blob: await (await store.match(url)).blob() });
  return Promise.all((await store.keys()).map(read));
}

const sizeOf = (parts) => parts.reduce((sum, { blob }) => sum + blob.size, 0);

const textOf = async (parts) =>
  (await Promise.all(parts.map(({ blob }) => blob.text()))).join("\n");

/** Drop files that no kept page names any more, nor a style sheet that one names. */
async function sweep(store) {
  const all = await contents(store);
  const pages = await textOf(all.filter(({ way }) => isPage(way)));
  const isNamed = (text) => (part) => text.includes(hashOf(part.way) ?? "");
  const styles = all.filter(({ way }) => way.endsWith(".css")).filter(isNamed(pages));
  const isNeeded = isNamed(pages + (await textOf(styles)));
  for (const part of all) if (!isNeeded(part)) await store.delete(HOME + part.way);
}

/** Keep to the bound: the pages that were read longest ago go, and what they alone needed. */
async function trim(store) {
  const isFull = async () => sizeOf(await contents(store)) > MOST - ROOM;
  if (!(await isFull())) return;
  const ways = (await store.keys()).map(({ url }) => wayOf(url));
  const pages = ways.filter((way) => isPage(way) && way !== PAGE);
  await sweep(store);
  for (const way of pages.slice(0, -1)) {
    if (!(await isFull())) return;
    await store.delete(HOME + way);
    await sweep(store);
  }
}

/** Forget everything, Python included, and keep nothing more until the reader wants it. */
export async function empty() {
  const page = await kept(PAGE);
  await Promise.all([caches.delete(NAME), caches.delete(PYTHON)]);
  await use((store) => store.put(OFF, new Response()));
  if (page) await use((store) => store.put(HOME + PAGE, page));
}

/** Keep again what the reader reads from now on. */
export const begin = () => use((store) => store.delete(OFF));

/** What is kept: { pages: [{ way, text }], size, python }, sizes in bytes, last read first. */
export async function inventory() {
  const all = (await use(contents)) ?? [];
  const read = all.filter(({ way }) => isPage(way) && way !== PAGE).reverse();
  const pages = await Promise.all(
    read.map(async ({ way, blob }) => ({ way, text: await blob.text() })),
  );
  const hasPython = await caches.has(PYTHON).catch(() => false);
  const python = hasPython ? ((await use(contents, PYTHON)) ?? []) : [];
  return { pages, size: sizeOf(all), python: sizeOf(python) };
}
