// What the theme leaves undone for readers with a keyboard or a screen reader. `document$` is the
// theme's: it tells of every page, instant navigation included.

const SCROLLERS = ".ad-formula, .ad-cell-output pre, .ad-parity, .md-typeset__scrollwrap";

/** Let a keyboard scroll what is larger than its place, and pass over what is not. */
function openToKeyboard(scroller) {
  const isHigh = scroller.matches("pre") && scroller.scrollHeight > scroller.clientHeight;
  if (scroller.scrollWidth > scroller.clientWidth || isHigh) scroller.tabIndex = 0;
  else scroller.removeAttribute("tabindex");
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) openToKeyboard(target);
});

/** Watch all that may scroll: what stands on the page, and what a cell has shown since. */
function watch() {
  resized.disconnect();
  for (const scroller of document.querySelectorAll(SCROLLERS)) resized.observe(scroller);
}
document.addEventListener("ad-shown", watch);
document.fonts.addEventListener("loadingdone", watch); // in another face a line may be longer

// Instant navigation shows a page of a later build by the scripts of this one. It comes again with
// its own, which it may need, and which are to be stored with it.
const buildOf = () => document.querySelector("meta[name=ad-page]")?.content;
const build = buildOf();

document$.subscribe(() => {
  if (buildOf() !== build) location.reload();
  watch();
  // The copy button of every code block comes in a landmark without a name.
  for (const bar of document.querySelectorAll(".md-code__nav")) bar.role = "none";
});

// The theme's switch is a pair of radio buttons, of which one is seen and obeys Enter. Space as well:
addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.(".md-option[name=__palette]")) return;
  event.preventDefault();
  const { mdColorScheme } = document.body.dataset;
  const other = [...event.target.form].find(({ dataset }) => dataset.mdColorScheme !== mdColorScheme);
  other.checked = false; // a browser may have restored it before the theme was chosen
  other.click();
  other.focus();
});

// At last a worker keeps what pages have loaded: they read again without the network (offline.js).
const { serviceWorker } = navigator;

async function keep() {
  const isSeen = serviceWorker.controller;
  await serviceWorker.register(new URL("sw.js", __md_scope));
  const { active } = await serviceWorker.ready;
  if (!isSeen) active.postMessage(location.href);
  new PerformanceObserver((list) =>
    active.postMessage(list.getEntries().map(({ name }) => name)),
  ).observe({ type: "resource", buffered: true });
}

// OFFLINE is the build's to say: the server that rebuilds has no worker, nor has a page on a disk.
if (OFFLINE && serviceWorker) {
  const idle = self.requestIdleCallback ?? setTimeout;
  addEventListener("load", () => idle(() => keep().catch(() => {}))); // some browsers keep nothing
}
