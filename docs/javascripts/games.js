// The game xy, line by line as in adamdocs.labs.bilinear: x goes down it, y goes up it.

import { refuse } from "./checks.js";
import { adam, momentum, optimistic_adam } from "./optimizers.js";
import { play } from "./runs.js";

export const PLAYS = ["simultaneous", "alternating", "extragradient", "optimistic"];
export const METHODS = ["descent", "adam"];

/** Each player's gradient of its own loss: of xy by x, of −xy by y. */
export const game = ([[x], [y]]) => [[y], [-x]];

/** A field that foresees its change: 2 g_t − g_{t−1}, with g_0 = 0. One field for one run. */
export function optimistic(field) {
  let last = null;
  return (thetas, t, rng) => {
    const now = field(thetas, t, rng);
    const before = last ?? now.map((g) => g.map(() => 0));
    last = now;
    return now.map((g, i) => g.map((one, j) => 2 * one - before[i][j]));
  };
}

/** The rule of both players: an average of gradients, or Adam; optimistic where that is asked. */
export function rule_of(method, playing, { lr, b1, b2 = 0.999 }) {
  if (!METHODS.includes(method)) refuse("method", `one of ${METHODS.join(", ")}`, method);
  if (method === "descent") return momentum({ lr, b1, ema: true, negative_momentum: true });
  const make = playing === "optimistic" ? optimistic_adam : adam;
  return make({ lr, b1, b2, negative_momentum: true });
}

/** Places of both players from the start on, as `{ x, y }`. */
export function duel(method, playing, { steps, lr = 0.1, b1 = 0, b2 = 0.999, start = [1, 1] }) {
  if (!PLAYS.includes(playing)) refuse("playing", `one of ${PLAYS.join(", ")}`, playing);
  const rule = rule_of(method, playing, { lr, b1, b2 });
  const foresees = playing === "optimistic" && method === "descent";
  const traces = play([rule, rule], foresees ? optimistic(game) : game, start.map((at) => [at]), {
    steps,
    order: playing === "optimistic" ? "simultaneous" : playing,
    keep: "theta",
  });
  const [x, y] = traces.map((one) => one.path().map(([place]) => place));
  return { x, y };
}
