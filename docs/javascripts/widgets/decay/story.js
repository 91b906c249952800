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

/** What is left, or where the runs are held, and how long decay takes. */
export function story({ weight_decay, lr, loss }, ends) {
  const set = `λ = ${number(weight_decay)}, learning rate ${number(lr)}.`;
  const faint = "Faint: runs under a noise and under its opposite; strong: their mean.";
  if (loss === "parabola") {
    const found = `Over the last third L2 holds ${held(ends.l2)}; AdamW ${held(ends.adamw)}.`;
    const rest = "Dashed: where each comes to rest, in closed form.";
    return `${set} Noise and the loss ½(θ − 1)². ${found} ${faint} ${rest}`;
  }
  const left = `After ${number(STEPS, 6)} steps L2 leaves ${pair(ends.l2)}`;
  const constant = number(1 / (lr * weight_decay), 4);
  const time = weight_decay > 0 ? ` AdamW's time constant is ${constant} steps.` : "";
  const all = `Gradients are noise alone. ${left}; AdamW ${pair(ends.adamw)}.${time}`;
  return `${set} ${all} ${faint} Dashed: closed forms.`;
}
