// The state of `<adam-ledger>` as a Python cell.

import { adamRule, cell, imports, literal } from "../python.js";

/** What the caption says of the step under the cursor. */
function told(run, t) {
  if (run.diverged && run.diverged <= t) {
    return ['print(f"The run left the numbers at step {run.diverged}.")'];
  }
  return [
    `t = ${t}`,
    "rates = abs(run.step[t - 1, 0]) / lr",
    'print(f"Step {t}, in learning rates: {rates:.4g}")',
    'print(f"θ after it: {run.theta[t - 1, 0]:.10g}")',
  ];
}

/** Source of a cell that runs what the widget shows. */
export function pythonOf(widget) {
  const { landscape, start, lr, b1, b2, eps, steps } = widget.state;
  return cell(
    imports({ landscapes: landscape, optimizers: "adam", runs: "descend" }),
    [
      `start = ${literal(start)}`,
      `lr = ${literal(lr)}  # change it and run again`,
      adamRule({ lr: "lr", b1, b2, eps }),
      `run = descend(rule, ${landscape}(), [start], steps=${steps})`,
    ],
    told(widget.run, widget.at(widget.state)),
    'plot({"θ": run.theta[:, 0]}, y_label="θ")',
  );
}
