// The state of `<adam-forgets>` as a Python cell.

import { STREAMS } from "../../streams.js";
import { call, cell, imports, literal } from "../python.js";
import { LEAD, roundsOf, spikeOf } from "./runs.js";

const ROUNDS = [
  'both = {r.name: feed(r, g, keep="theta", every=P) for r in rules}',
  "lines = {name: run.theta[:, 0] for name, run in both.items()}",
  "x = np.arange(1.0, len(g) // P + 1)",
];
const SPIKE = [
  'both = {r.name: feed(r, g, keep="step") for r in rules}',
  `lines = {name: -run.step[${LEAD}:, 0] for name, run in both.items()}`,
  `x = np.arange(len(g) - ${LEAD}.0)`,
];
const TOLD = {
  rounds: [
    "for name, place in lines.items():",
    "    drift = (place[-1] - place[-11]) / 10",
    '    print(f"{name}: {drift:+.2g} a round over the last ten")',
  ],
  spike: [
    "for name, step in lines.items():",
    "    below = np.flatnonzero(step < 0.5)",
    "    half = below[-1] + 1 if below.size else 0",
    '    print(f"{name}: half a step after {half}")',
  ],
};

/** Source of a cell that runs what the widget shows. */
export function pythonOf({ state }) {
  const { scene, period, b1, b2, order } = state;
  const isRounds = scene === "rounds";
  const stream = isRounds ? "recurring" : "spike";
  const given = isRounds ? { ...roundsOf(state), every: "P" } : spikeOf(state);
  return cell(
    imports({ optimizers: "adam, amsgrad", runs: "feed", streams: stream }, true),
    [
      "# Change b2 and run again.",
      `b1, b2 = ${literal(b1)}, ${literal(b2)}`,
      ...(isRounds ? [`P = ${period}`] : []),
      call(`g = ${stream}`, given, STREAMS[stream].defaults),
    ],
    [
      "rules = (",
      "    adam(1.0, b1, b2),",
      `    amsgrad(1.0, b1, b2, maximum_of="${order}"),`,
      ")",
      ...(isRounds ? ROUNDS : SPIKE),
    ],
    TOLD[scene],
    isRounds
      ? ['plot(lines, x_label="rounds", y_label="learning rates")']
      : ['plot(lines, x_label="since the spike", y_label="step")'],
  );
}
