// Learning-rate factors, functions of the step number t = 1, 2, …: see adamdocs.schedules.

import { check_count, check_fraction, factory, refuse } from "./checks.js";
import { cos_turns } from "./portable.js";

/** See adamdocs.schedules.constant. */
export const constant = factory("constant", {}, () => () => 1);

/** See adamdocs.schedules.inverse_sqrt. */
export const inverse_sqrt = factory("inverse_sqrt", {}, () => (t) => 1 / Math.sqrt(t));

/** See adamdocs.schedules.cosine. */
export const cosine = factory("cosine", { steps: undefined, floor: 0 }, ({ steps, floor }) => {
  check_count("cosine: steps", steps);
  check_fraction("cosine: floor", floor);
  return (t) => {
    const done = t <= steps ? (t - 1) / steps : 1;
    return floor + (1 - floor) * (0.5 * (1 + cos_turns(0.5 * done)));
  };
});

/** See adamdocs.schedules.linear. */
export const linear = factory("linear", { steps: undefined, floor: 0 }, ({ steps, floor }) => {
  check_count("linear: steps", steps);
  check_fraction("linear: floor", floor);
  return (t) => {
    const left = t <= steps ? 1 - (t - 1) / steps : 0;
    return floor + (1 - floor) * left;
  };
});

/** See adamdocs.schedules.warmup. */
export const warmup = factory("warmup", { steps: undefined, then: null }, ({ steps, then }) => {
  check_count("warmup: steps", steps);
  if (then !== null && typeof then !== "function") refuse("warmup: then", "a schedule", then);
  const after = then ?? constant();
  return (t) => (t <= steps ? t / steps : after(t - steps));
});

/** See adamdocs.schedules.step_decay. */
export const step_decay = factory("step_decay", { every: undefined, ratio: 0.1 }, (given) => {
  const { every, ratio } = given;
  check_count("step_decay: every", every);
  check_fraction("step_decay: ratio", ratio);
  return (t) => {
    let product = 1;
    for (let i = Math.floor((t - 1) / every); i > 0; i--) product = product * ratio;
    return product;
  };
});

/** Every schedule by name. */
export const SCHEDULES = { constant, inverse_sqrt, cosine, linear, warmup, step_decay };
