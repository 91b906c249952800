// The caption of `<adam-duel>`, and the words on its chart, from what the run shows.

import { number } from "../elements.js";
import { METHODS, STEPS } from "./runs.js";

const ORDERS = {
  simultaneous: "both move at once",
  alternating: "they move in turn",
  extragradient: "both look ahead by a step",
  optimistic: "both foresee the change of the gradient",
};
const rates = (r, lr) => `${number(r / lr)} learning rates`;
const all = number(STEPS, 4);

/** A factor a step as a change in percent, with as many digits as tell it from none. */
const percent = (factor) => `${number(100 * Math.abs(factor - 1), 2)} %`;

const ENDS = {
  rests: () => "At the saddle nobody moves.",
  circles: (state, { late }) =>
    `They circle, ${number(late.least)} to ${number(late.most)} from the saddle, and come no nearer.`,
  out: (state, { factor }) => `They spiral out, ${percent(factor)} a step.`,
  in: ({ method }, { factor, late }) =>
    `They come nearer, ${percent(factor)} a step${method === "adam" ? " by now" : ""}, and are ` +
    `${number(late.most)} from the saddle after ${all} steps.`,
  ring: ({ lr }, { late }) =>
    `They end on a circle at ${number(late.mean)}, which is ${rates(late.mean, lr)}, and stay there.`,
  outward: ({ lr }, { late, circle }) =>
    `They move away from the saddle: ${number(late.mean)} after ${all} steps, on the way to a circle ` +
    `at ${number(circle)}, ${rates(circle, lr)}.`,
  inward: ({ lr }, { late, circle }) =>
    `They come nearer, but only to a circle at ${number(circle)}, ${rates(circle, lr)}; after ${all} ` +
    `steps they are ${number(late.mean)} away.`,
  hovers: ({ lr }, { late }) =>
    `They end within ${rates(late.most, lr)} of the saddle, without coming to rest.`,
};

/** What the run shows, and where the players are at step t. */
export function story(state, run, facts) {
  const { method, play, lr, b1 } = state;
  const t = Math.min(state.t, run.last);
  const at = `At step ${number(t, 6)} they are ${number(run.distance[t])} away.`;
  return (
    `${METHODS[method]} at the rate ${number(lr)} with β₁ = ${number(b1)}, ` +
    `${ORDERS[play]}. ${ENDS[facts.kind](state, facts)} ${at}`
  );
}

const NOTES = {
  rests: () => "at rest",
  circles: (state, { late }) => `circles, up to ${number(late.most)}`,
  out: (state, { factor }) => `spirals out, ${percent(factor)} a step`,
  in: (state, { factor }) => `converges, ${percent(factor)} a step`,
  ring: ({ lr }, { late }) => `circles at ${rates(late.mean, lr)}`,
  outward: () => "moves out to its circle",
  inward: () => "moves in to its circle",
  hovers: ({ lr }, { late }) => `within ${rates(late.most, lr)}`,
};

/** The same in few words, for the chart. */
export const note = (state, facts) => NOTES[facts.kind](state, facts);
