// The site's service worker: what a reader has read reads again without the network.
//
// Pages, and all that may change under its name, are asked of the network first; what is kept is
// shown only when it does not answer. A file whose name holds its hash is asked of the store first.
// A page tells what it had loaded before the worker was there: see access.js.

import { rendered } from "./offline/page.js";
import {
  HOME, PAGE, begin, empty, forget, hashOf, isOff, isPage, keep, kept, wayOf,
} from "./offline/store.js";

const PYTHON = "live/"; // the cells keep it themselves

/** Take an answer into the store while the page gets it. */
function take(event, way, response) {
  if (event.request.mode === "navigate" && !isPage(way)) return; // a download
  if (response.ok) event.waitUntil(keep(way, response.clone()));
  else if (isPage(way) && [404, 410].includes(response.status)) event.waitUntil(forget(way));
}

/** What is said when neither the network nor the store has an answer. */
async function nothing({ mode, url }) {
  if (mode !== "navigate" || !(await kept(PAGE))) return Response.error();
  const missed = url.slice(HOME.length).replace(/#.*/, "");
  return Response.redirect(`${HOME}${PAGE}?for=${encodeURIComponent(missed)}`);
}

async function answer(event, way) {
  const { request } = event;
  const before = hashOf(way) && (await kept(way));
  if (before) return before;
  try {
    const response = await fetch(request);
    take(event, way, response);
    return response;
  } catch {
    return (await kept(way)) ?? nothing(request);
  }
}

/** Whether the network answers for a page that was not to be had before. */
const isBack = (way) => fetch(HOME + way, { method: "HEAD" }).then(() => true, () => false);

/** The page that says what is kept, in the place of another page or for its own sake. */
async function status(event) {
  const asked = new URL(event.request.url).searchParams.get("for");
  const missed = asked !== null && wayOf(HOME + asked) !== undefined ? asked : undefined;
  if (missed !== undefined && (await isBack(missed))) return Response.redirect(HOME + missed);
  const response = await answer(event, PAGE);
  return response.ok ? rendered(response, missed) : response;
}

async function choose(request) {
  const choice = (await request.formData()).get("keep");
  await (choice === "begin" ? begin() : empty());
  return Response.redirect(HOME + PAGE, 303);
}

/** Keep what a page has loaded. It comes from the browser's own cache: nothing is loaded twice. */
async function fill(addresses, isFresh) {
  if (await isOff()) return;
  const one = async (address) => {
    const way = wayOf(address);
    if (way === undefined || way.startsWith(PYTHON)) return;
    if (!isFresh && (await kept(way))) return;
    await keep(way, await fetch(address, { cache: "force-cache" }));
  };
  await Promise.allSettled([...new Set(addresses)].map(one));
}

// A worker fits the pages of every build: a new one may wait until no page needs the old one.
self.addEventListener("install", (event) => {
  const page = fetch(HOME + PAGE, { cache: "no-cache" }).then((response) => keep(PAGE, response));
  event.waitUntil(page.catch(() => {})); // a page that is read later brings it
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

// A page sends addresses of what it has loaded, or its own if no worker saw it come.
self.addEventListener("message", (event) => {
  const { data } = event;
  event.waitUntil(
    typeof data === "string" ? fill([data], true) : fill([HOME + PAGE, ...data], false),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const way = wayOf(request.url);
  if (way === undefined || way.startsWith(PYTHON) || request.headers.has("range")) return;
  if (request.method === "POST" && way === PAGE) event.respondWith(choose(request));
  else if (request.method === "GET") {
    event.respondWith(way === PAGE ? status(event) : answer(event, way));
  }
});
