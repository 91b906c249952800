// The caption of `<adam-decay>`, from what its runs show.

import { number } from "../elements.js";
import { STEPS } from "./runs.js";

const two = (x) => number(Math.abs(x) < 5e-4 ? 0 : x, 2);

/** A pair of numbers, or one where both read alike. */
function pair([quiet, noisy]) {
  const [one, other] = [two(quiet), two(noisy)];
  return one === other ? `${one} of both` : `${one} of the quiet weight and ${other} of the noisy`;
}

function held([quiet, noisy]) {
  return `the quiet weight at ${two(quiet)} and the noisy at ${two(noisy)}`;
}

/** Steps in which the slower of both weights nears its rest on the parabola by a factor e. */
function slowest({ weight_decay, lr, quiet, noisy }) {
  const constant = (sigma) => sigma / (lr * (1 + weight_decay * Math.min(1, sigma)));
  return Math.max(constant(quiet), constant(noisy));
}

/** What is left, or where the runs are held, and how long decay takes. */
export function story(state, ends) {
  const { weight_decay, lr, loss, quiet, noisy } = state;
  const set = `λ = ${number(weight_decay)}, learning rate ${number(lr)}.`;
  const faint = "Faint: runs under a noise and under its opposite; strong: their mean.";
  if (loss === "parabola") {
    const found = `Mean of the last third: L2 has ${held(ends.l2)}; AdamW ${held(ends.adamw)}.`;
    const early = 4 * slowest(state) > STEPS ? " Not all are at rest yet." : "";
    const rest = "Dashed: where each comes to rest, in closed form.";
    return `${set} Noise and the loss ½(θ − 1)². ${found}${early} ${faint} ${rest}`;
  }
  const left = `After ${number(STEPS, 6)} steps L2 leaves ${pair(ends.l2)}`;
  const constant = number(Math.round(1 / (lr * weight_decay)), 6);
  const time = weight_decay > 0 ? ` AdamW's time constant is ${constant} steps.` : "";
  const silent = quiet === 0 || noisy === 0;
  const what = silent ? "Gradients are noise alone, or 0." : "Gradients are noise alone.";
  const all = `${what} In the mean of a pair, a${left.slice(1)}; AdamW ${pair(ends.adamw)}.${time}`;
  return `${set} ${all} ${faint} Dashed: closed forms.`;
}
