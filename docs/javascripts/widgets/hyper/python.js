// The state of `<adam-hyper>` as a Python cell.

import { call, cell, imports, literal } from "../python.js";
import { window_of } from "./runs.js";

/** Source of a cell that runs what the widget shows. */
export function pythonOf({ state }) {
  const { ground, steps, b1, b2, at } = state;
  const of = { b1, b2 };
  return cell(
    imports({ "labs.hypergradient": "along_the_run", streams: "growing" }),
    [
      "# Change the decays or the steps and run again.",
      call("grid = growing", window_of(state)),
      "rates = grid[:, 0]",
      call("loss, slope = along_the_run", { name: `"${ground}"`, steps, lr: "rates", ...of }),
    ],
    [
      `k = ${literal(at, true)}`,
      'print(f"L({rates[k]:.6g}) = {loss[k]:.4g}")',
      'print(f"slope: {slope[k]:.4g}")',
      'plot({"last loss": loss}, rates, x_label="learning rate",',
      '    y_label="last loss", x_scale="log", y_scale="log")',
    ],
  );
}
