// The state of `<adam-decay>` as a Python cell.

import { call, cell, imports, literal } from "../python.js";
import { STEPS } from "./runs.js";

const RUN = `
def run(rule):
    def field(thetas, t, rng):
        return [pull * (thetas[0] - 1.0) + noise[t - 1]]
    start = np.ones(4)
    (trace,) = play([rule], field, [start], steps=${STEPS})
    return trace.theta
`;

/** Source of a cell that runs what the widget shows. */
export function pythonOf({ state: { weight_decay, lr, quiet, noisy, loss, seed, t } }) {
  return cell(
    imports({ optimizers: "adam_l2, adamw", runs: "play", streams: "noisy" }, true),
    [
      "# Change the noise of either weight, or the decay.",
      `quiet, loud = ${literal(quiet)}, ${literal(noisy)}`,
      `pull = ${loss === "parabola" ? "1.0" : "0.0"}  # of the loss; 0: noise alone`,
      "sizes = np.array([quiet, -quiet, loud, -loud])",
      `noise = sizes * noisy(steps=${STEPS}, seed=${seed})`,
    ],
    RUN.trim(),
    [
      call("given = dict", { lr, weight_decay }),
      "paths = {",
      '    "l2": run(adam_l2(**given)),',
      '    "adamw": run(adamw(**given)),',
      "}",
    ],
    [
      "means = {}",
      "for name, theta in paths.items():",
      '    means[name + ", quiet"] = theta[:, :2].mean(axis=1)',
      '    means[name + ", noisy"] = theta[:, 2:].mean(axis=1)',
      "for name, mean in means.items():",
      `    print(f"{name}: {mean[${t} - 1]:.3f}")`,
      'plot(means, y_label="mean of both runs")',
    ],
  );
}
