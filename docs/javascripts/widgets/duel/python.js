// The state of `<adam-duel>` as a Python cell.

import { cell, imports, literal } from "../python.js";
import { STEPS } from "./runs.js";

/** Source of a cell that runs what the widget shows. */
export function pythonOf({ state }) {
  const { method, play, lr, b1, x, y } = state;
  const t = Math.min(state.t, STEPS);
  return cell(
    imports({ "labs.bilinear": "duel" }),
    [
      "# Change b1 or the play and run again.",
      "run = duel(",
      `    "${method}",`,
      `    "${play}",`,
      `    lr=${literal(lr)},`,
      `    b1=${literal(b1)},`,
      `    start=(${literal(x)}, ${literal(y)}),`,
      `    steps=${STEPS},`,
      ")",
    ],
    [
      `t = ${t}`,
      'print(f"step {t}: x {run.x[t]:.6g}, y {run.y[t]:.6g}")',
      'print(f"distance {run.distance[t]:.6g}")',
    ],
    'plot({"distance": run.distance}, y_scale="log")',
  );
}
