// The landscapes of the race: title, view, and the level by which they are shaded and raised.

import { LANDSCAPES } from "../../landscapes.js";

export const PLACES = {
  ravine: "Ravine",
  rosenbrock: "Rosenbrock’s valley",
  beale: "Beale’s plateaus",
  himmelblau: "Four basins",
  booth: "Bowl",
  saddle: "Saddle",
  styblinski_tang: "Four depths",
  plateau: "Well in a plain",
  rastrigin: "Ripples",
};
const ASPECT = 4 / 3; // of the map
const LOW = 0.01; // share of the view that lies below where the logarithm sets in
const EVERY = 7; // point of the grid is asked for that share
const ROWS = 150;
export const COLUMNS = ROWS * ASPECT;

/** The landscape of a state. */
export const landscapeOf = ({ landscape, angle }) =>
  LANDSCAPES[landscape](landscape === "ravine" ? { angle } : {});

/** Ends of both axes: the landscape's own view, widened to the map's shape. */
export function viewOf(landscape) {
  if (landscape.name === "ravine") return alongFloor(landscape.start);
  const [[left, right], [bottom, top]] = landscape.view;
  const half = Math.max((top - bottom) / 2, (right - left) / 2 / ASPECT);
  return around([(left + right) / 2, (bottom + top) / 2], half);
}

const around = ([x, y], half) => [
  [x - half * ASPECT, x + half * ASPECT],
  [y - half, y + half],
];

/** The same piece of the ravine at every angle: its start is (10, 1), turned. */
function alongFloor([x, y]) {
  const along = [(10 * x + y) / 101, (10 * y - x) / 101];
  return around(along.map((unit) => 3.75 * unit), 5.8);
}

/** Minima to mark: of many alike only the deepest. */
export function marked({ landscape: { value, minimisers }, floor }) {
  return minimisers.length <= 9 ? minimisers : minimisers.filter((at) => value(at) === floor);
}

/** Loss at the deepest minimum. */
export const floorOf = ({ value, minimisers }) => Math.min(...minimisers.map(value));

/** What is drawn of a landscape: heights in [0, 1], by the logarithm of the loss, on a grid. */
export function ground(landscape, view = viewOf(landscape)) {
  const [[x0, x1], [y0, y1]] = view;
  const floor = floorOf(landscape);
  const above = new Float64Array(COLUMNS * ROWS);
  const some = new Float64Array(Math.ceil(above.length / EVERY));
  const at = [0, 0]; // a page waits for these loops: they leave little to be collected
  let most = 0;
  for (let j = 0; j < ROWS; j++) {
    at[1] = y1 - ((y1 - y0) * j) / (ROWS - 1);
    for (let i = 0; i < COLUMNS; i++) {
      at[0] = x0 + ((x1 - x0) * i) / (COLUMNS - 1);
      const value = landscape.value(at) - floor;
      above[j * COLUMNS + i] = value;
      if (value > most) most = value;
    }
  }
  for (let k = 0; k < some.length; k++) some[k] = above[k * EVERY];
  some.sort();
  const unit = some[Math.floor(some.length * LOW)] || 1;
  const whole = Math.log1p(most / unit);
  const level = (value) => Math.log1p(Math.max(0, value) / unit) / whole;
  return {
    landscape,
    view,
    floor,
    heights: above.map(level),
    level: (x, y) => level(landscape.value([x, y]) - floor),
  };
}

/** Lines of equal height on the grid of a ground, as segments x, y, x, y in [0, 1]². */
export function isolines({ heights }, count = 13) {
  const segments = [];
  for (let j = 0; j + 1 < ROWS; j++) {
    for (let i = 0; i + 1 < COLUMNS; i++) {
      const at = j * COLUMNS + i;
      const [a, b] = [heights[at], heights[at + 1]];
      const [d, c] = [heights[at + COLUMNS], heights[at + COLUMNS + 1]];
      const low = Math.min(a, b, c, d) * count;
      const high = Math.max(a, b, c, d) * count;
      for (let k = Math.floor(low) + 1; k <= high && k < count; k++) {
        crossing(segments, [a, b, c, d], k / count, i, j);
      }
    }
  }
  return segments;
}

/** How far along an edge of a cell a level is. */
const along = (from, to, level) => (level - from) / (to - from);

/** Where one level crosses the edges of one cell; two of four crossings each make a segment. */
function crossing(segments, [a, b, c, d], level, i, j) {
  const points = [];
  if (a < level !== b < level) points.push(i + along(a, b, level), j);
  if (b < level !== c < level) points.push(i + 1, j + along(b, c, level));
  if (d < level !== c < level) points.push(i + along(d, c, level), j + 1);
  if (a < level !== d < level) points.push(i, j + along(a, d, level));
  for (let p = 0; p + 3 < points.length; p += 4) {
    segments.push(
      points[p] / (COLUMNS - 1), points[p + 1] / (ROWS - 1),
      points[p + 2] / (COLUMNS - 1), points[p + 3] / (ROWS - 1),
    );
  }
}
