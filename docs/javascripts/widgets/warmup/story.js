// The caption of `<adam-warmup>`, from what its run shows.

import { number } from "../elements.js";
import { NEAR, STEPS } from "./runs.js";

const NAMES = [
  "Neither corrected",
  "Only [m] corrected",
  "Only [v] corrected",
  "Both corrected",
];

/** A size with as many digits as tell it from 1 and from the ends of "within 10%". */
export function told(size) {
  const apart = (digits) => ![1 - NEAR, 1, 1 + NEAR].includes(Number(size.toPrecision(digits)));
  return number(size, [3, 4, 5, 6].find(apart));
}

function verdict(combination, { first, largest, at, near, last, flat, large }) {
  if (flat) return "every step is one learning rate, from the first on.";
  const size = told(first);
  const rates = `${size} learning rate${size === "1" ? "" : "s"}`;
  const after =
    near > STEPS
      ? `at t = ${number(STEPS, 6)} it is still ${told(last)}.`
      : `from t = ${number(near, 6)} on it is within 10%.`;
  if (large && at === 1) return `the first step is the largest, ${rates}; ${after}`;
  if (large) {
    const peak = `the largest ${told(largest)} at t = ${number(at, 6)}`;
    return `the first step is ${rates}, ${peak}; ${after}`;
  }
  const kind = combination === 2 ? "and the next ones warm up" : "too small, and none is too large";
  return `the first step is ${rates}, ${kind}; ${after}`;
}

/** What the reader's run shows, and how far both averages are at the cursor. */
export function story(combination, facts, t, { b1_power, b2_power }) {
  const share = (power) => `${number(100 * (1 - power), 2)}%`;
  const weights = `[m] has gathered ${share(b1_power)} of its weight, [v] ${share(b2_power)}`;
  const seen = verdict(combination, facts);
  return `${NAMES[combination]}: ${seen} At t = ${number(t, 6)}, ${weights}.`;
}
