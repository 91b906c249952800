// The runs of `<adam-warmup>`: Adam at rate 1 under a gradient of 1, corrected in four ways.

import { adam } from "../../optimizers.js";
import { constant } from "../../streams.js";

export const STEPS = 5000;
const GRADIENTS = constant({ steps: STEPS });
const SAMPLES = 300;
export const NEAR = 0.1;
const DUST = 1e-9; // by which rounding can lift a step above the rate

/** Steps evenly spaced on a logarithmic axis, none twice. */
export const TIMES = [
  ...new Set(Array.from({ length: SAMPLES }, (_, i) => Math.round(STEPS ** (i / (SAMPLES - 1))))),
];

// In the order of `correct_m + 2 correct_v`: name, ink of a faint line, step beside which the
// label is tried first.
export const COMBINATIONS = [
  ["neither corrected", "muted", 60],
  ["only m corrected", "m", 5],
  ["only v corrected", "v", 7],
  ["both corrected", "ink", 3],
];
export const BOTH = 3;

// Of the decays: name, and a β₂ that lies in it beside a β₁ of 0.9.
export const REGIONS = [
  ["first step too large", 0.999],
  ["only a later step", 0.95],
  ["no step too large", 0.9],
];

/** Decays from 0 to `most`, evenly spaced by the logarithm of their memory length. */
export function decays(most) {
  const gaps = [1, 0.1, 0.01, 0.001].flatMap((unit) =>
    [1, 0.7, 0.5, 0.3, 0.2, 0.15].map((part) => unit * part),
  );
  const betas = gaps.map((gap) => Number((1 - gap).toPrecision(6)));
  return [...betas.filter((beta) => beta < most), most];
}

/** Step sizes of one combination, by the rule's own update; `states` takes its states up. */
function run(b1, b2, combination, states) {
  const correct_m = combination % 2 === 1;
  const rule = adam({ lr: 1, b1, b2, eps: 0, correct_m, correct_v: combination > 1 });
  const theta = [0]; // the steps do not depend on it
  const sizes = new Float64Array(STEPS);
  let state = rule.init(theta);
  let step;
  for (let i = 0; i < STEPS; i++) {
    [step, state] = rule.update(GRADIENTS[i], state, theta);
    sizes[i] = -step[0];
    states?.push(state);
  }
  return sizes;
}

/** All four runs; the states are those of the corrected one, and hold the plain averages too. */
export function runs({ b1, b2 }) {
  const states = [];
  const sizes = COMBINATIONS.map((_, i) => run(b1, b2, i, i === BOTH ? states : null));
  return { b1, b2, sizes, states };
}

/** What a run shows: its first and its largest step, and from when on it stays near the rate. */
export function facts(sizes) {
  let top = 0;
  let near = 1;
  let flat = true;
  sizes.forEach((size, i) => {
    if (size > sizes[top] + DUST) top = i;
    if (Math.abs(size - 1) > NEAR) near = i + 2;
    flat &&= Math.abs(size - 1) < DUST;
  });
  const large = sizes[top] > 1 + DUST;
  const [first, largest, last] = [sizes[0], sizes[top], sizes[STEPS - 1]];
  return { first, largest, at: top + 1, near, last, flat, large };
}

/** Region of the decays by their uncorrected run: first step too large, a later one, or none. */
export function region(sizes) {
  const { first, large } = facts(sizes);
  if (first > 1 + DUST) return 0;
  return large ? 1 : 2;
}

/** The four runs as rows of a table, names first. */
export function rows({ sizes, states }) {
  const names = ["neither", "only_m", "only_v", "both"].map((name) => `step_${name}_corrected`);
  const values = states.map(({ m, v, b1_power, b2_power }, i) => {
    const steps = sizes.map((one) => one[i]);
    return [i + 1, m[0], v[0], b1_power, b2_power, ...steps];
  });
  return [["t", "m", "v", "b1_power", "b2_power", ...names], ...values];
}
