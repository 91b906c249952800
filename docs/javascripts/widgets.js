// Loads a widget's module when its element stands on the page, and nothing otherwise.
// `document$` is the theme's: it tells of every page, instant navigation included.

import { RUNTIME } from "./live/place.js";

const MODULES = {
  ...(RUNTIME && { "adam-cell": () => import("./live/cell.js") }), // else code stays as it is
  "adam-claims": () => import("./widgets/claims.js"),
  "adam-decay": () => import("./widgets/decay.js"),
  "adam-duel": () => import("./widgets/duel.js"),
  "adam-epsilon": () => import("./widgets/epsilon.js"),
  "adam-forgets": () => import("./widgets/forgets.js"),
  "adam-guess": () => import("./widgets/guess.js"),
  "adam-hyper": () => import("./widgets/hyper.js"),
  "adam-ledger": () => import("./widgets/ledger.js"),
  "adam-moments": () => import("./widgets/moments.js"),
  "adam-race": () => import("./widgets/race.js"),
  "adam-stream": () => import("./widgets/stream.js"),
  "adam-warmup": () => import("./widgets/warmup.js"),
};

/** Fetch what this page needs; a module that is here already is not fetched again. */
function load() {
  for (const [element, fetched] of Object.entries(MODULES)) {
    if (document.querySelector(`${element}:not(:defined)`)) fetched();
  }
}

if (typeof document$ === "undefined") load();
else document$.subscribe(load);
