// The runs of `<adam-hyper>`: one a learning rate, over a window of rates that can be drawn closer.

import { growing } from "../../streams.js";
import { along_the_run } from "./tangent.js";

export const COUNT = 121; // rates in a window, the middle one among them
export const CLOSEST = 8; // times that the window can be drawn ten times closer
const REACH = 1.5; // decades on either side of the middle, before it is drawn closer
const FIRST = 10 ** -1.5; // middle of the rates 0.001 … 1
const NUDGE = 1.01;

/** Arguments of `growing` that make a window's rates: the same bits in Python. */
export function window_of({ zoom, middle }) {
  const reach = REACH / 10 ** zoom;
  const size = (zoom === 0 ? FIRST : middle) / 10 ** reach;
  return { steps: COUNT, ratio: 10 ** ((2 * reach) / (COUNT - 1)), size };
}

const rates_of = (state) => growing(window_of(state)).map(([rate]) => rate);

/** The rate that the cursor is at. */
export const rate_of = (state) => rates_of(state)[state.at];

/** Losses and slopes over the window, and how many local minima its losses have. */
export function runs(state) {
  const rates = rates_of(state);
  const { ground, steps, b1, b2 } = state;
  const [losses, slopes] = along_the_run(ground, steps, rates, b1, b2);
  const low = (i) => losses[i] < losses[i - 1] && losses[i] < losses[i + 1];
  return { rates, losses, slopes, minima: rates.filter((_, i) => low(i)).length };
}

/** At one rate: percent that the loss changes if the rate is one percent larger, foretold and run. */
export function nudged({ ground, steps, b1, b2 }, rate, loss, slope) {
  const [[after]] = along_the_run(ground, steps, [NUDGE * rate], b1, b2);
  const percent = (change) => (100 * change) / loss;
  return { told: percent(slope * (NUDGE - 1) * rate), run: percent(after - loss) };
}

/** The runs as rows of a table, names first. */
export function rows({ rates, losses, slopes }) {
  return [["lr", "loss", "slope"], ...rates.map((rate, i) => [rate, losses[i], slopes[i]])];
}
