// The run of `<adam-duel>`, and what has become of it.

import { duel } from "../../games.js";

export const STEPS = 6000;
export const METHODS = { adam: "Adam", descent: "Gradient descent" };
export const PLAYS = {
  simultaneous: "At once",
  alternating: "In turn",
  extragradient: "Look ahead",
  optimistic: "Optimistic",
};
const MEMORY = 1000; // steps: 1/(1 − β₂)
const WINDOW = STEPS / 5; // steps that are compared
const CLOSE = 0.05; // to the circle of the closed form
const STILL = 1e-4; // relative change of the distance that is none
const HOVERS = 12; // learning rates
const FAR = 4; // starts: what spirals out leaves the view
const FRAMES = [1, 2, 5].flatMap((x) => [-3, -2, -1, 0, 1, 2, 3].map((k) => Number(`${x}e${k}`)));
FRAMES.sort((a, b) => a - b);

/** Steps by which the news is old: adamdocs.theory.game_delay. */
export function delay({ b1, play }) {
  if (play === "extragradient") return b1 / (1 - b1 * b1) - 0.5;
  return b1 / (1 - b1) + { simultaneous: 0.5, alternating: 0, optimistic: -0.5 }[play];
}

/** Radius of Adam's circle: adamdocs.theory.adam_game_radius, times the rate; 0 without one. */
export function ring(state) {
  const memory = state.play === "extragradient" ? MEMORY / 2 : MEMORY;
  return 4 * state.lr * Math.sqrt(Math.max(0, delay(state)) * memory);
}

/** Places, and distances from the saddle; `last` is the step after which numbers end. */
export function run(state) {
  const { method, play, lr, b1, x, y } = state;
  const places = duel(method, play, { steps: STEPS, lr, b1, start: [x, y] });
  const distance = places.x.map((at, t) => Math.sqrt(at * at + places.y[t] * places.y[t]));
  let last = distance.findIndex((r) => !(r < 1e150)) - 1;
  if (last < 0) last = STEPS;
  return { ...places, distance, last };
}

/** Mean and largest distance, over steps from one to another. */
function seen(distance, from, to) {
  const part = distance.slice(from, to + 1);
  const sum = part.reduce((all, r) => all + r, 0);
  return { mean: sum / part.length, most: Math.max(...part), least: Math.min(...part) };
}

/**
 * What happens: "rests" at the saddle, "out", "in", "circles"; of Adam "ring" at its circle,
 * "outward" or "inward" on the way to it, "hovers" within a few rates; with the factor per step.
 */
export function facts(state, { distance, last }) {
  const start = distance[0];
  if (start === 0) return { kind: "rests", factor: 1, late: seen(distance, 0, 0), circle: 0 };
  const width = Math.min(WINDOW, Math.floor(last / 3));
  const late = seen(distance, last - width, last);
  const before = seen(distance, last - 2 * width, last - width);
  const change = Math.log(late.most / before.most);
  const factor = Math.exp(change / width);
  const way = Math.abs(change) < STILL ? "circles" : change > 0 ? "out" : "in";
  if (state.method === "descent") return { kind: way, factor, late, circle: 0 };
  const circle = ring(state);
  const told = { factor, late, circle };
  if (circle > 0 && Math.abs(late.mean / circle - 1) < CLOSE) return { kind: "ring", ...told };
  if (circle > 0) return { kind: late.mean < circle ? "outward" : "inward", ...told };
  return { kind: late.most < HOVERS * state.lr ? "hovers" : "in", ...told };
}

/** Half the width of the square that is seen. */
export function frame(distance, { kind, late, circle }) {
  const start = distance[0] || 1;
  const out = kind === "out" ? FAR * start : 0;
  const shown = kind === "out" ? 0 : Math.max(late.most, circle);
  const need = 1.12 * Math.max(start, out, shown);
  return FRAMES.find((half) => half >= need) ?? need;
}

/** First step after which the run stays outside the view, or the last of all. */
export function leaves(distance, half) {
  const inside = distance.findLastIndex((r) => r <= half * Math.SQRT2);
  return Math.min(inside + 1, distance.length - 1);
}

/** Rows of the file. */
export const rows = ({ x, y, distance }) => [
  ["t", "x", "y", "distance"],
  ...x.map((at, t) => [t, at, y[t], distance[t]]),
];
