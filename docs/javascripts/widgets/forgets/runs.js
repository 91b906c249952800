// The runs of `<adam-forgets>`: Adam and AMSGrad at rate 1 on the same gradients.

import { adam, amsgrad } from "../../optimizers.js";
import { recurring, spike } from "../../streams.js";

export const ROUNDS = 80;
export const SMALL = -10; // against the rare gradient, which is ten times the period
export const LEAD = 9000; // gradients before a spike: the corrections have worn off
export const AFTER = 6500;
const HALF = 0.5;

/** Names of the two orders of AMSGrad's maximum. */
export const ORDERS = { v: "max of v (PyTorch)", v_hat: "max of v̂ (Optax)" };

/** Memories by their decays, close together where the example turns. */
export const DECAYS = [
  0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998, 0.9985, 0.999, 0.9992, 0.9994,
  0.9995, 0.9996, 0.9998, 0.9999,
];

/** Arguments of the gradients that repeat, by the names of the stream. */
export const roundsOf = ({ period }) => ({
  steps: ROUNDS * period,
  every: period,
  size: -SMALL * period,
  background: SMALL,
});

/** Arguments of the gradients with one spike. */
export const spikeOf = ({ size }) => ({ steps: LEAD + AFTER, at: LEAD + 1, size });

const rulesOf = ({ b1, b2, order }) => [
  adam({ lr: 1, b1, b2 }),
  amsgrad({ lr: 1, b1, b2, maximum_of: order }),
];

/** Places after every n-th step, and the last state: `feed` keeps more and takes longer. */
function places(rule, gradients, every) {
  const kept = [];
  let theta = [0];
  let state = rule.init(theta);
  let step;
  for (let i = 0; i < gradients.length; i++) {
    [step, state] = rule.update(gradients[i], state, theta);
    theta = [theta[0] + step[0]];
    if ((i + 1) % every === 0) kept.push(theta[0]);
  }
  return [kept, state];
}

/** The average at every gradient of a round once it has settled: a geometric sum of rounds. */
function settled(round, beta) {
  let average = 0;
  for (const x of round) average = beta * average + (1 - beta) * x;
  average /= 1 - beta ** round.length;
  return round.map((x) => (average = beta * average + (1 - beta) * x));
}

/** Changes of place in a settled round, Adam's and AMSGrad's, which divides by its maximum. */
function driftsOf(gradients, { period, b1, b2 }, { v_max }) {
  const round = gradients.slice(0, period).map((g) => g[0]);
  const m = settled(round, b1);
  const v = settled(round.map((g) => g * g), b2);
  const top = Math.sqrt(Math.max(v_max[0], ...v));
  const sum = (values) => values.reduce((all, x) => all + x, 0);
  return [-sum(m.map((x, i) => x / Math.sqrt(v[i]))), -sum(round) / top];
}

/** Steps along a stretch of gradients, and the state after it. */
function steps(rule, gradients, before) {
  const theta = [0]; // the steps do not depend on it
  const sizes = [];
  let state = before ?? rule.init(theta);
  let step;
  for (const g of gradients) {
    [step, state] = rule.update(g, state, theta);
    sizes.push(-step[0]);
  }
  return [sizes, state];
}

/** Places after every round, the drifts in the end, and the rounds up to which places rise. */
function rounds(state) {
  const gradients = recurring(roundsOf(state));
  const [[ours], [theirs, last]] = rulesOf(state).map((rule) => places(rule, gradients, state.period));
  const tops = [ours, theirs].map((xs) => xs.indexOf(Math.max(...xs)) + 1);
  const drifts = driftsOf(gradients, state, last);
  return { x: ours.map((_, i) => i + 1), adam: ours, amsgrad: theirs, drifts, tops };
}

let led = { key: "", states: [] }; // the states that a spike finds, for the latest decays

/** Steps from the spike on. */
function spiked(state) {
  const key = JSON.stringify([state.b1, state.b2, state.order]);
  const gradients = spike(spikeOf(state));
  const rules = rulesOf(state);
  if (led.key !== key) {
    const before = gradients.slice(0, LEAD);
    led = { key, states: rules.map((rule) => steps(rule, before)[1]) };
  }
  const after = gradients.slice(LEAD);
  const [ours, theirs] = rules.map((rule, k) => steps(rule, after, led.states[k])[0]);
  const halves = [ours, theirs].map((sizes) => sizes.findLastIndex((x) => x < HALF) + 1);
  return { x: ours.map((_, i) => i), adam: ours, amsgrad: theirs, halves };
}

export const SCENES = { rounds, spike: spiked };
