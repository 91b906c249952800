// The losses of the race against the step, with what happens written where it happens.

import { apart, axis, label as write, measures, power, scale, trail } from "../chart.js";
import { s } from "../elements.js";
import { dashes, ink, label } from "./rules.js";

const LEAST = 1e-14; // of the loss at the start: below is rounding
const TALL = 1e2; // times the loss at the start: above is divergence

/** Loss above the deepest minimum, from the start on; what rounding leaves below 0 counts as 0. */
export function heights({ start_loss, loss }, floor) {
  return [start_loss, ...loss].map((value) => Math.max(0, value - floor));
}

/** Ends of the axis: a few decades around what the runs do. */
function ends(runs, first) {
  let [low, high] = [Infinity, 0];
  for (const { heights } of runs) {
    for (const value of heights) {
      if (value > 0 && value < low) low = value;
      if (value > high) high = value;
    }
  }
  const top = Math.min(high, first * TALL) || 1;
  return [Math.max(Math.min(low, top / 100), first * LEAST), top * 1.6];
}

/** Draw the chart; the answer knows where a step lies. */
export function drawLosses(svg, runs, steps, floor, width, height) {
  const size = measures(width);
  const left = size.tick * 3.1;
  const right = width - margin(runs, size);
  const [top, bottom] = [size.text * 2, height - size.tick * 1.5 - size.text * 1.5];
  const [low, high] = ends(runs, runs[0]?.heights[0] || 1);
  const x = scale([0, steps], [left, right]);
  const y = scale([low, high], [bottom, top], "log");
  const clip = (value) => y(Math.min(high, Math.max(low, value)));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  const name = floor === 0 ? "loss" : "loss above the minimum";
  const cursor = s("path", { "stroke-width": size.hair, opacity: 0.6, class: "ad-ink" });
  svg.replaceChildren(
    axis("left", y, { at: left, name, ticks: y.round(5), size, format: power }),
    axis("bottom", x, { at: bottom, name: "step t", ticks: x.round(4), size }),
    ...runs.map(({ name, heights, event }) => {
      const shown = heights.slice(0, lastShown(heights, event, high) + 1);
      const d = trail(shown.map((_, t) => x(t)), shown.map(clip));
      const line = size.line * 0.95;
      return s("path", {
        d,
        class: `ad-${ink(name)} way`,
        "data-name": name,
        "stroke-width": line,
        "stroke-linejoin": "round",
        "stroke-dasharray": dashes(name, line).join(" ") || undefined,
      });
    }),
    ...notes(runs, x, clip, { size, top, bottom, right }, high),
    cursor,
  );
  const seek = (t) => cursor.setAttribute("d", `M${x(t)} ${top}V${bottom}`);
  return { x, seek };
}

/** Where a line ends: a run that diverges leaves the chart, others come back into it. */
function lastShown(heights, event, high) {
  const out = event?.kind === "diverges" ? heights.findIndex((value) => value > high) : -1;
  return out < 0 ? heights.length - 1 : out;
}

/** Names where the lines end, with what happened to them, and a ring where it happened. */
function notes(runs, x, y, { size, top, bottom, right }, high) {
  const ended = runs.map(({ name, heights, event }) => {
    const last = lastShown(heights, event, high);
    const gone = last < heights.length - 1;
    return { name, words: told(name, event), gone, px: x(last), py: y(heights[last]), event, heights };
  });
  const within = ended.filter(({ gone }) => !gone);
  const lines = apart(within.map(({ py }) => py), size.text * 1.15, top, bottom);
  const write_ = (at, words, name) =>
    write({ x: at[0], y: at[1], text: words, size, ink: ink(name), bold: true });
  const gone = ended.filter((one) => one.gone);
  return [
    ...within.map(({ name, words }, k) =>
      write_([right + 7, lines[k] + size.text * 0.35], words, name),
    ),
    ...gone.map(({ name, words, px }, k) =>
      write_([px + 6, top + size.text * (0.6 + 1.2 * k)], words, name),
    ),
    ...ended
      .filter(({ event }) => event?.kind === "bursts")
      .map(({ name, event, heights }) =>
        s("circle", {
          class: `ring ad-${ink(name)}`,
          cx: x(event.t),
          cy: y(heights[event.t]),
          r: 3 * size.unit,
        }),
      ),
  ];
}

const told = (name, event) => (event ? `${label(name)} ${event.kind}` : label(name));

/** Room for the longest name at the right; those of diverging runs stand where they leave. */
function margin(runs, size) {
  const within = runs.filter(({ event }) => event?.kind !== "diverges");
  const longest = Math.max(0, ...within.map(({ name, event }) => told(name, event).length));
  return longest * size.text * 0.53 + 12;
}
