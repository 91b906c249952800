// Gradient sequences that ask one question each, as arrays of `[g]`: see adamdocs.streams.

import { check_count, check_finite, factory, refuse } from "./checks.js";
import { Mulberry32 } from "./portable.js";

const COUNTS = new Set(["steps", "at", "width", "every"]);

/** A column of what `g_of` gives for steps 1 … steps. */
function column(steps, g_of) {
  return Array.from({ length: steps }, (_, i) => [g_of(i + 1)]);
}

/** A factory whose options are checked by name: counts, seeds, and numbers that must be finite. */
function stream(name, defaults, make) {
  return factory(name, { steps: undefined, ...defaults }, (given) => {
    for (const [key, value] of Object.entries(given)) {
      if (COUNTS.has(key)) check_count(`${name}: ${key}`, value);
      else if (key !== "seed") check_finite(`${name}: ${key}`, value);
    }
    return make(given);
  });
}

/** See adamdocs.streams.constant. */
export const constant = stream("constant", { size: 1 }, ({ steps, size }) =>
  column(steps, () => size),
);

/** See adamdocs.streams.alternating. */
export const alternating = stream("alternating", { size: 1 }, ({ steps, size }) =>
  column(steps, (t) => (t % 2 === 1 ? size : -size)),
);

/** See adamdocs.streams.flip. */
export const flip = stream("flip", { at: undefined, size: 1 }, ({ steps, at, size }) =>
  column(steps, (t) => (t < at ? size : -size)),
);

/** See adamdocs.streams.spike. */
export const spike = stream(
  "spike",
  { at: undefined, size: 100, background: 1, width: 1 },
  ({ steps, at, size, background, width }) =>
    column(steps, (t) => (t >= at && t < at + width ? size : background)),
);

/** See adamdocs.streams.sparse. */
export const sparse = stream("sparse", { every: 10, size: 1 }, ({ steps, every, size }) =>
  column(steps, (t) => (t % every === 0 ? size : 0)),
);

/** See adamdocs.streams.recurring. */
export const recurring = stream(
  "recurring",
  { every: undefined, size: 100, background: 1 },
  ({ steps, every, size, background }) =>
    column(steps, (t) => ((t - 1) % every === 0 ? size : background)),
);

/** See adamdocs.streams.noisy. */
export const noisy = stream(
  "noisy",
  { mean: 0, deviation: 1, seed: 1 },
  ({ steps, mean, deviation, seed }) => {
    if (deviation < 0) refuse("noisy: deviation", "at least 0", deviation);
    const rng = new Mulberry32(seed);
    return column(steps, () => mean + deviation * rng.standard_normal());
  },
);

/** See adamdocs.streams.growing. */
export const growing = stream(
  "growing",
  { ratio: undefined, size: 1 },
  ({ steps, ratio, size }) => {
    let next = size;
    return column(steps, (t) => {
      const g = next;
      check_finite(`growing: the gradient of step ${t}`, g);
      next = g * ratio;
      return g;
    });
  },
);

/** Every stream by name. */
export const STREAMS = { constant, alternating, flip, spike, sparse, recurring, noisy, growing };
