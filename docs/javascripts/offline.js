// The site's service worker: what a reader has read reads again without the network.
//
// Pages, and all that may change under its name, are asked of the network first; what is kept is
// shown only when no answer comes, or comes late, or is that the host is down. A file whose name
// holds its hash is asked of the store first. A page tells what it had loaded before the worker was
// there: see access.js.

import { rendered } from "./offline/page.js";
import {
  HOME, PAGE, begin, empty, forget, hashOf, isOff, isPage, keep, kept, wayOf,
} from "./offline/store.js";

const PYTHON = "live/"; // the cells keep it themselves
const LATE = 4000; // milliseconds that the network has for an answer

/** Take an answer into the store while the page gets it. */
async function take({ mode }, way, response) {
  if (mode === "navigate" && !isPage(way)) return; // a download
  if (response.ok) await keep(way, response.clone());
  else if (isPage(way) && [404, 410].includes(response.status)) await forget(way);
}

/** What is said when neither the network nor the store has an answer. */
async function nothing({ mode, url }, way) {
  const missed = url.slice(HOME.length).replace(/#.*/, "");
  let other = `${PAGE}?for=${encodeURIComponent(missed)}`;
  if (await kept(`${way}/`)) other = missed.replace(way, "$&/"); // as hosts do
  else if (!(await kept(PAGE))) mode = "";
  return mode === "navigate" ? Response.redirect(HOME + other) : Response.error();
}

async function answer(event, way) {
  const { request } = event;
  const before = hashOf(way) && (await kept(way));
  if (before) return before;
  const coming = fetch(request);
  const taken = coming.then((response) => take(request, way, response)); // however late it comes
  event.waitUntil(taken.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, LATE));
  const first = await Promise.race([coming, late]).catch(() => {});
  if (first?.status < 500) return first;
  return (await kept(way)) ?? coming.catch(() => nothing(request, way));
}

let again; // the page that was last tried a second time: none is tried a third time by itself

/** Whether the network, and not the browser's own memory, has a page that was not to be had. */
const isBack = (way) =>
  fetch(HOME + way, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LATE) })
    .then(({ status }) => status < 500, () => false);

/** The page that says what is kept, in the place of another page or for its own sake. */
async function status(event) {
  const { searchParams } = new URL(event.request.url);
  const asked = searchParams.get("for");
  const missed = asked !== null && wayOf(HOME + asked) !== undefined ? asked : undefined;
  const isFirst = missed !== again;
  again = undefined;
  if (missed !== undefined && isFirst && (await isBack(missed))) {
    again = missed;
    return Response.redirect(HOME + missed);
  }
  const response = await answer(event, PAGE);
  return response.ok ? rendered(response, missed, searchParams.has("refused")) : response;
}

/** Do as a button says; a form on another site may press none. */
async function choose(request) {
  const isOurs = request.referrer.startsWith(HOME);
  if (isOurs) {
    const choice = (await request.formData()).get("keep");
    await (choice === "begin" ? begin() : empty());
  }
  return Response.redirect(`${HOME}${PAGE}${isOurs ? "" : "?refused"}`, 303);
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
