// The state of `<adam-warmup>` as a Python cell.

import { cell, imports, literal } from "../python.js";
import { COMBINATIONS, STEPS } from "./runs.js";

const CORRECTED = `
def corrected(m, v):
    rule = adam(
        lr=1.0, b1=b1, b2=b2, eps=0.0, correct_m=m, correct_v=v
    )
    return feed(rule, g)
`;

/** The four runs by name, in the order of `correct_m + 2 correct_v`. */
function runs() {
  const entries = COMBINATIONS.map(([name], i) => {
    const switches = `m=${literal(i % 2 === 1)}, v=${literal(i > 1)}`;
    return `    "${name}": corrected(${switches}),`;
  });
  return ["runs = {", ...entries, "}"];
}

/** Source of a cell that runs what the widget shows. */
export function pythonOf({ state, chosen }) {
  return cell(
    imports({ optimizers: "adam", runs: "feed", streams: "constant" }),
    [
      "# Change b1 or b2 and run again.",
      `b1, b2 = ${literal(state.b1)}, ${literal(state.b2)}`,
      `g = constant(steps=${STEPS})`,
    ],
    CORRECTED,
    [...runs(), `run = runs["${COMBINATIONS[chosen][0]}"]`],
    [
      `t = ${state.t}`,
      "size = -run.step[:, 0]",
      'print(f"Step {t}, in learning rates: {size[t - 1]:.3g}")',
      'print(f"First: {size[0]:.3g}, largest: {size.max():.3g}")',
    ],
    [
      "sizes = {name: -one.step[:, 0] for name, one in runs.items()}",
      'plot(sizes, x_scale="log", y_scale="log", y_label="step size")',
    ],
  );
}
