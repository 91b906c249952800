// The runs of `<adam-decay>`: two weights, each under a noise and under its opposite, by two rules.

import { adam_l2, adamw } from "../../optimizers.js";
import { play } from "../../runs.js";
import { noisy } from "../../streams.js";

export const STEPS = 3000;
export const RULES = ["l2", "adamw"];
export const WEIGHTS = ["quiet", "noisy"];
const LATE = STEPS / 3; // steps whose mean is where a run rests

/** Parameters of the four runs of each rule, step by step; all begin at 1. */
export function runs({ weight_decay, lr, quiet, noisy: loud, loss, seed }) {
  const sizes = [quiet, -quiet, loud, -loud];
  const noise = noisy({ steps: STEPS, seed }).map(([z]) => sizes.map((size) => size * z));
  const pull = loss === "parabola" ? 1 : 0;
  const field = ([theta], t) => [theta.map((x, i) => pull * (x - 1) + noise[t - 1][i])];
  const run = (make) => {
    const settings = { steps: STEPS, keep: "theta" };
    return play([make({ lr, weight_decay })], field, [[1, 1, 1, 1]], settings)[0].theta;
  };
  return { l2: run(adam_l2), adamw: run(adamw) };
}

/** Mean of a weight's two runs: what is odd in the noise cancels. */
export const between = (theta, k) => (theta[2 * k] + theta[2 * k + 1]) / 2;

/** Where each rule leaves each weight: at the end, or on average once it rests. */
export function ends(paths, loss) {
  const late = loss === "parabola" ? LATE : 1;
  const mean = (path, k) =>
    path.slice(-late).reduce((sum, theta) => sum + between(theta, k), 0) / late;
  return Object.fromEntries(RULES.map((rule) => [rule, [0, 1].map((k) => mean(paths[rule], k))]));
}

/** The runs as rows of a table, names first; a twin has the opposite noise. */
export function rows({ paths }) {
  const names = RULES.flatMap((rule) =>
    WEIGHTS.flatMap((weight) => [`${rule}_${weight}`, `${rule}_${weight}_twin`]),
  );
  const values = paths.l2.map((theta, i) => [i + 1, ...theta, ...paths.adamw[i]]);
  return [["t", ...names], ...values];
}
