// The map of the race: the landscape and the ways across it, on two canvases and an SVG.

import { label as write, measures } from "../chart.js";
import { h, s } from "../elements.js";
import { COLUMNS, isolines } from "./places.js";
import { dashes, ink, label, mark, ring } from "./rules.js";

const SHADE = 0.62; // of the ink `rule` at the highest point
const EDGE = 9; // px that marks keep from the map's rim
const FAR = 1e4; // px: what lies farther out is drawn there, or some browsers draw nothing

/** Red, green, blue of a color as the theme writes it. */
const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

/** The map's elements; `over` holds a layer of marks and labels, and later the handle. */
export function map() {
  const under = h("canvas", { "aria-hidden": "true" });
  const ways = h("canvas", { "aria-hidden": "true" });
  const layer = s("g");
  const over = s("svg", { class: "chart over" }, layer);
  return { under, ways, over, layer, box: h("div", { class: "map" }, under, ways, over) };
}

/** Fit the canvases to a size in CSS pixels, `sharp` dots to a pixel. */
export function fit({ under, ways, over }, width, height, sharp) {
  for (const canvas of [under, ways]) {
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
  }
  over.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

/** Draw the landscape: a tint that deepens with the loss, and lines of equal loss. */
export function drawGround(canvas, ground, inkOf) {
  const [low, high] = ["paper", "rule"].map((name) => parts(inkOf(name)));
  const rows = ground.heights.length / COLUMNS;
  const image = new ImageData(COLUMNS, rows);
  const { data } = image; // asked for each time it would cost more than all the rest
  ground.heights.forEach((height, k) => {
    for (let c = 0; c < 3; c++) data[4 * k + c] = low[c] + (high[c] - low[c]) * SHADE * height;
    data[4 * k + 3] = 255;
  });
  const small = new OffscreenCanvas(COLUMNS, rows);
  small.getContext("2d").putImageData(image, 0, 0);
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, width, height);
  context.beginPath();
  const lines = isolines(ground);
  for (let k = 0; k < lines.length; k += 4) {
    context.moveTo(lines[k] * width, lines[k + 1] * height);
    context.lineTo(lines[k + 2] * width, lines[k + 3] * height);
  }
  context.strokeStyle = inkOf("muted");
  context.globalAlpha = 0.35;
  context.lineWidth = Math.max(1, canvas.width / 700);
  context.stroke();
  context.globalAlpha = 1;
}

/** Draw the ways: whole and faint, then strongly up to step t. */
export function drawWays(canvas, runs, t, { place, sharp, inkOf, hot }) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.lineJoin = context.lineCap = "round";
  for (const { name, path } of runs) {
    const dimmed = hot && hot !== name;
    context.strokeStyle = context.fillStyle = inkOf(ink(name));
    const width = 1.7 * sharp;
    const trace = (to) => {
      context.beginPath();
      for (let k = 0; k <= to; k++) {
        const [x, y] = place(path[k]).map((at) => Math.max(-FAR, Math.min(FAR, at)) * sharp);
        if (k === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.stroke();
    };
    context.lineWidth = width * 0.7;
    context.globalAlpha = dimmed ? 0.06 : 0.22;
    trace(path.length - 1);
    context.lineWidth = width;
    context.globalAlpha = dimmed ? 0.14 : 1;
    context.setLineDash(dashes(name, width));
    trace(Math.min(t, path.length - 1));
    context.setLineDash([]);
    if (!dimmed) dots(context, path, Math.min(t, path.length - 1), place, sharp);
  }
  context.globalAlpha = 1;
}

/** A dot at every step where steps are long enough to be told apart. */
function dots(context, path, to, place, sharp) {
  context.beginPath();
  let last = [-99, -99];
  for (let k = 0; k <= to; k++) {
    const [x, y] = place(path[k]);
    if (Math.hypot(x - last[0], y - last[1]) < 5) continue;
    last = [x, y];
    context.moveTo((x + 2) * sharp, y * sharp);
    context.arc(x * sharp, y * sharp, 2 * sharp, 0, 7);
  }
  context.fill();
}

// Places of a name around its mark, best first: shifts in letters, and which end is tied.
const AROUND = [
  [1.2, 0.35, "start"], [-1.2, 0.35, "end"], [0.9, 1.5, "start"], [0.9, -0.8, "start"],
  [-0.9, 1.5, "end"], [-0.9, -0.8, "end"], [1.6, 2.8, "start"], [1.6, -2.1, "start"],
  [-1.6, 2.8, "end"], [-1.6, -2.1, "end"], [2, 4.1, "start"], [2, -3.4, "start"],
];

const TAIL = 40; // steps of every way that names keep off, where they can

/** How many points lie in a box. */
const within = (points, [left, right, top, bottom]) =>
  points.filter(([x, y]) => x > left && x < right && y > top && y < bottom).length;

/** Marks where the runs are now, with their names beside them. */
export function marks(runs, t, { width, height, place, hot }) {
  const size = measures(Math.min(width, 560));
  const held = (value, most) => Math.max(EDGE, Math.min(most - EDGE, value));
  const found = runs.map(({ name, path, note }) => {
    const [x, y] = place(path[Math.min(t, path.length - 1)]);
    const off = !(x > 0 && x < width && y > 0 && y < height);
    const words = label(name) + (note(t) ? `: ${note(t)}` : off ? ", off the map" : "");
    return { name, words, x: held(x, width), y: held(y, height) };
  });
  const taken = found.map(({ x, y }) => [x - 6, x + 6, y - 6, y + 6]);
  const recent = runs.flatMap(({ path }) => path.slice(Math.max(0, t - TAIL), t + 1).map(place));
  const room = (box) =>
    box[0] > 0 && box[1] < width && box[2] > 0 && box[3] < height &&
    taken.every(([a, b, c, d]) => box[1] < a || box[0] > b || box[3] < c || box[2] > d);
  return found.map(({ name, words, x, y }) => {
    const long = words.length * size.text * 0.52;
    const spots = AROUND.map(([dx, dy, anchor]) => {
      const at = [x + dx * size.text, y + dy * size.text];
      const from = anchor === "end" ? at[0] - long : at[0];
      return [at, anchor, [from, from + long, at[1] - size.text * 0.8, at[1] + size.text * 0.25]];
    });
    const free = spots.filter(([, , box]) => room(box));
    const crossed = free.map(([, , box]) => within(recent, box));
    const least = free[crossed.indexOf(Math.min(...crossed))];
    const [at, anchor, box] = least ?? [[Math.max(4, Math.min(width - long, x)), y], "start", []];
    if (least) taken.push(box);
    const far = Math.abs(at[1] - y) > 1.6 * size.text;
    const leader = { d: `M${x} ${y}L${at[0]} ${at[1] - size.text * 0.3}`, "stroke-width": 0.8 };
    return s(
      "g",
      { "aria-hidden": "true", ...(hot && hot !== name ? { opacity: 0.2 } : {}) },
      far ? s("path", { class: `ad-${ink(name)}`, ...leader }) : "",
      s("path", {
        class: ring(name),
        d: mark(name),
        transform: `translate(${x} ${y}) scale(${4.6 * size.unit})`,
      }),
      write({ x: at[0], y: at[1], text: words, size, ink: ink(name), bold: true, anchor }),
    );
  });
}

/** A cross at every minimum in view. */
export function targets(minimisers, place, width, height) {
  const d = minimisers
    .map(place)
    .filter(([x, y]) => x > 0 && x < width && y > 0 && y < height)
    .map(([x, y]) => `M${x - 5} ${y}h10M${x} ${y - 5}v10`);
  return s("path", { d: d.join(""), class: "ad-ink", "stroke-width": 1.4, "aria-hidden": "true" });
}
