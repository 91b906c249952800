// The sweep of the race: what every rate of the grid comes to, and the best one of each rule.

import { RULES } from "../../optimizers.js";
import { RATES, sweep } from "../../sweeps.js";
import { apart, axis, label as write, measures, power, scale, trail } from "../chart.js";
import { number, s } from "../elements.js";
import { landscapeOf } from "./places.js";
import { dashes, hyper, ink, label } from "./rules.js";

const HIGH = 10; // times the loss at the start: where the strip ends

/** What decides over a sweep of one rule, as a key. */
export function keyOf(name, state) {
  const { landscape, angle, x, y, steps } = state;
  return JSON.stringify([name, landscape, angle, x, y, steps, hyper(name, state)]);
}

/** The sweep of one rule: the largest loss over the last tenth of the run, for every rate. */
export function swept(name, state) {
  const { x, y, steps } = state;
  const given = { steps, start: [x, y], hyper: hyper(name, state) };
  return sweep(RULES[name], landscapeOf(state), given);
}

/** The rate with the least of these, the first of equals; null where every run diverged. */
export function best(found) {
  const least = Math.min(...found);
  return Number.isFinite(least) ? RATES[found.indexOf(least)] : null;
}

/** Draw the strip: a curve and the chosen rate of every rule. */
export function drawSweep(svg, sweeps, state, floor, start, width) {
  const size = measures(width);
  const height = Math.max(190, Math.min(260, width * 0.45));
  const [left, right] = [size.tick * 3.1, width - 8];
  const [top, bottom] = [size.text * 2, height - size.tick * 1.5 - size.text * 1.5];
  const above = (value) => Math.max(value - floor, 0);
  const all = sweeps.flatMap(([, found]) => found.map(above)).filter(Number.isFinite);
  const high = HIGH * Math.max(above(start), 1e-9);
  const low = Math.max(Math.min(high / 1e3, ...all.filter((value) => value > 0)), high * 1e-16);
  const x = scale([RATES[0], RATES.at(-1)], [left, right], "log");
  const y = scale([low, high], [bottom, top], "log");
  const place = (value) => y(Math.min(high, Math.max(low, above(value))));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  const dots = sweeps.map(([name, , run]) => {
    const rate = state[`lr_${name}`];
    const at = x(Math.min(RATES.at(-1), Math.max(RATES[0], rate)));
    const text = `${label(name)} ${number(rate, 2)}`;
    const left = at + text.length * size.text * 0.55 > right;
    return { name, text, x: at, y: place(settled(run)), left };
  });
  const lines = apart(dots.map((dot) => dot.y - 5), size.text * 1.1, top, bottom);
  const title = "largest loss of the last tenth of the run";
  svg.replaceChildren(
    axis("left", y, { at: left, name: title, ticks: y.round(5), size, format: power }),
    axis("bottom", x, { at: bottom, name: "learning rate", ticks: x.round(6), size }),
    ...sweeps.map(([name, found]) => curveOf(name, found, x, place, size)),
    ...dots.flatMap((dot, k) => named(dot, lines[k], size)),
  );
}

/** What decides, of a single run. */
function settled({ loss, diverged }) {
  const last = loss.slice(-Math.max(1, Math.floor(loss.length / 10)));
  return diverged > 0 ? Infinity : Math.max(...last);
}

/** A ring at the chosen rate, with its name, and a line to the name where that is far. */
function named({ name, text, x, y, left }, line, size) {
  const to = x + (left ? -8 : 8);
  const far = Math.abs(line + 5 - y) > size.text;
  return [
    far ? s("path", { class: `ad-${ink(name)}`, d: `M${x} ${y}L${to} ${line - 3}` }) : "",
    s("circle", { class: `ring ad-${ink(name)}`, cx: x, cy: y, r: 3.4 * size.unit }),
    write({ x: to, y: line, text, size, ink: ink(name), anchor: left ? "end" : "start" }),
  ];
}

/** The curve of one rule, up to the first rate at which it diverged. */
function curveOf(name, found, x, place, size) {
  const fits = found.findIndex((value) => !Number.isFinite(value));
  const shown = fits < 0 ? found : found.slice(0, fits + 1);
  const line = size.line * 0.9;
  return s("path", {
    d: trail(shown.map((_, k) => x(RATES[k])), shown.map(place)),
    class: `ad-${ink(name)}`,
    "stroke-width": line,
    "stroke-linejoin": "round",
    "stroke-dasharray": dashes(name, line).join(" ") || undefined,
  });
}
