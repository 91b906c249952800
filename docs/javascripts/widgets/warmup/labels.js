// Direct labels that find room: none covers a line or another label.

import { label } from "../chart.js";

/** Whether a line of points, from left to right, runs through a box. */
function crosses(xs, ys, [left, right, top, bottom]) {
  for (let i = 1; i < xs.length && xs[i - 1] < right; i++) {
    if (xs[i] < left) continue;
    const slope = (ys[i] - ys[i - 1]) / (xs[i] - xs[i - 1]);
    const a = ys[i - 1] + slope * (Math.max(left, xs[i - 1]) - xs[i - 1]);
    const b = ys[i - 1] + slope * (Math.min(right, xs[i]) - xs[i - 1]);
    if (Math.min(a, b) < bottom && Math.max(a, b) > top) return true;
  }
  return false;
}

/**
 * A writer of labels among lines in a frame `[left, right, top, bottom]`. A place that is new has
 * `air` around it, where there is such a one, so that it need not be left at the next change.
 */
export function writer(xs, lines, frame, size, air = 0) {
  const taken = [];
  const [left, right, top, bottom] = frame;
  const inside = ([a, b, c, d]) => a > left && b < right && c > top && d < bottom;
  const apart = (box) =>
    taken.every(([a, b, c, d]) => box[1] < a || box[0] > b || box[3] < c || box[2] > d);
  const room = (box) => inside(box) && apart(box);
  const free = (box) => room(box) && !lines.some((ys) => crosses(xs, ys, box));

  /**
   * Words at the first free of some spots `[x, y, anchor, held]`, of which `chose` is told; y counts
   * from the baseline.
   */
  return (text, ink, spots, bold = false, chose = () => {}) => {
    const width = text.length * size.text * 0.52;
    const boxes = spots.map(([x, y, anchor = "start"]) => {
      const from = x - { start: 0, middle: width / 2, end: width }[anchor];
      return [from, from + width, y - size.text * 0.9, y + size.text * 0.3];
    });
    const grown = ([a, b, c, d]) => [a - air, b + air, c - air, d + air];
    const airy = (box, k) => free(spots[k][3] ? box : grown(box));
    const i = [airy, free, room].map((fits) => boxes.findIndex(fits)).find((k) => k >= 0);
    if (i === undefined) return [];
    taken.push(boxes[i]);
    chose(spots[i]);
    const [x, y, anchor] = spots[i];
    return [label({ x, y, text, size, ink, bold, anchor })];
  };
}
