// <adam-hyper>: the loss at the end of a run as a function of its learning rate, with its slope.

import { Widget, define } from "./base.js";
import { axis, curve, measures, scale, trail } from "./chart.js";
import { choices, fold, slider } from "./controls.js";
import { h, number as text, s, within } from "./elements.js";
import { CLOSEST, COUNT, nudged, rate_of, rows, runs } from "./hyper/runs.js";
import { foretells, story } from "./hyper/story.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";
import { writer } from "./warmup/labels.js";

const css = sheet(`
svg.chart { cursor: ew-resize; }
svg.chart .held { fill: var(--ad-paper); stroke: currentcolor; }
.two .choices { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.choice { align-content: center; text-align: center; }
.closer { display: flex; gap: 8px; }
.closer button { flex: 1; }
table.tally { width: 100%; border-collapse: collapse; font-size: 14.5px; }
.tally th { padding: 3px 0; font-weight: 400; text-align: left; }
.tally td { padding: 3px 0 3px 14px; text-align: right; }
.tally tr > * { border-bottom: 1px solid var(--ad-rule); }
`);

const GROUNDS = { rosenbrock: "Rosenbrock's valley", ravine: "ravine, a quadratic" };
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000];
const LEAST = 1e-300; // of a loss on a logarithmic axis
const DECAYS = { b1: [0, 0.5, 0.8, 0.9, 0.95, 0.99], b2: [0.9, 0.95, 0.99, 0.999, 0.9999] };
const decay = (key, value) => number({ min: 0, max: 0.9999, stops: DECAYS[key], value });

class Hyper extends Widget {
  static label = "The last loss of a run as a function of its learning rate";
  static schema = {
    ground: choice(Object.keys(GROUNDS)),
    steps: number({ min: 1, max: 2000, whole: true, stops: STEPS, value: 50 }),
    at: number({ min: 0, max: COUNT - 1, step: 1, whole: true, value: 100 }),
    zoom: number({ min: 0, max: CLOSEST, whole: true, value: 0 }),
    middle: number({ min: 1e-3, max: 1, value: 0.5 }),
    b1: decay("b1", 0.9),
    b2: decay("b2", 0.999),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Last loss against the learning rate, with its tangent",
      "aria-describedby": "caption",
    });
    this.hand();
    const exact = (x) => text(x, 6);
    const slide = (key, label, spoken = label) => slider(this, key, { label, spoken, text: exact });
    const more = fold(this, "Decays", slide("b1", "β₁", "beta 1"), slide("b2", "β₂", "beta 2"));
    more.lastChild.className = "sliders";
    return [
      h("div", { class: "two" }, choices(this, "ground", "Loss surface", Object.entries(GROUNDS))),
      slide("steps", "steps of a run"),
      this.chart,
      slider(this, "at", { label: "learning rate", text: () => text(rate_of(this.state), 3 + this.state.zoom) }),
      this.closer(),
      this.caption,
      this.tally(),
      more,
      this.actions(),
    ];
  }

  /** A pointer on the chart takes the rate along. */
  hand() {
    const { chart } = this;
    const follow = (event) => {
      const rate = this.x.invert(within(chart, event)[0]);
      const part = Math.log(rate / this.runs.rates[0]) / Math.log(this.runs.rates[1] / this.runs.rates[0]);
      this.set({ at: Math.round(part) });
    };
    chart.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      chart.setPointerCapture(event.pointerId);
      follow(event);
    });
    chart.addEventListener("pointermove", (event) => {
      if (chart.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  /** Buttons that draw the window closer about the rate, and wider again. */
  closer() {
    const middle = (COUNT - 1) / 2;
    const go = (by) => () => {
      const zoom = this.state.zoom + by;
      if (zoom < 0 || zoom > CLOSEST) return;
      const rate = Math.min(1, Math.max(1e-3, this.rate));
      // Back at all rates the cursor goes to the one nearest.
      const at = zoom === 0 ? Math.round(middle * (1 + (Math.log10(rate) + 1.5) / 1.5)) : middle;
      this.set({ zoom, middle: rate, at });
    };
    const nearer = h("button", { type: "button", onclick: go(1) }, "Ten times closer");
    const wider = h("button", { type: "button", onclick: go(-1) }, "Ten times wider");
    this.follows(({ zoom }) => {
      nearer.disabled = zoom === CLOSEST;
      wider.disabled = zoom === 0;
    });
    return h("div", { class: "closer" }, nearer, wider);
  }

  /** Table of the numbers at the rate; `show` fills it. */
  tally() {
    const names = [
      "last loss L",
      "slope dL/dα",
      "1% more rate, by the slope: L changes by, in %",
      "1% more rate, by a run: L changes by, in %",
    ];
    const cells = names.map(() => h("data", { class: "number" }));
    this.show = (numbers) =>
      cells.forEach((cell, i) => {
        cell.value = numbers[i];
        cell.textContent = text(numbers[i], 4);
      });
    const row = (name, i) =>
      h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, cells[i]));
    return h(
      "table",
      { class: "tally" },
      h("caption", { class: "away" }, "The numbers at the learning rate"),
      h("tbody", {}, ...names.map(row)),
    );
  }

  /** Whether only the cursor has moved is asked of what the runs depend on. */
  compute({ ground, steps, zoom, middle, b1, b2, at }) {
    const key = [ground, steps, zoom, zoom && middle, b1, b2].join();
    if (key !== this.key) this.runs = runs(this.state);
    this.key = key;
    this.rate = this.runs.rates[at];
    this.nudge = nudged(this.state, this.rate, this.runs.losses[at], this.runs.slopes[at]);
  }

  draw(width, { at, zoom }) {
    const size = (this.size = measures(width));
    const [left, right, top] = [size.tick * 3.2, width - 6, size.text * 2];
    const bottom = top + (width < 480 ? 260 : 330);
    const height = bottom + size.tick * 1.3 + size.text * 1.8;
    const { rates, losses } = this.runs;
    const heights = losses.map((loss) => (loss > LEAST ? Math.min(loss, 1 / LEAST) : LEAST));
    let [low, high] = [Math.min(...heights), Math.max(...heights)];
    // Little differences are not blown up without a sign of it: the axis keeps a least span.
    const span = Math.max(high / low, 1 + 10 ** (0.3 - zoom));
    const centre = Math.sqrt(low) * Math.sqrt(high);
    [low, high] = [centre / span ** 0.56, centre * span ** 0.56];
    this.x = scale([rates[0], rates[COUNT - 1]], [left, right], "log");
    this.y = scale([low, high], [bottom, top], "log");
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    const ys = heights.map(this.y);
    const xs = rates.map(this.x);
    const many = Math.log10(high / low) > 1.5;
    const ends = [0, (COUNT - 1) / 2, COUNT - 1].map((i) => rates[i]);
    const ticks = zoom ? ends.slice(1, 2) : [0.001, 0.01, 0.1, 1];
    const marks = many ? this.y.round(5) : [low, centre, high];
    // Near by, numbers hardly differ: both ends are told by how much.
    const percent = (x) => `${x > centre ? "+" : ""}${text(100 * (x / centre - 1), 1)}%`;
    const mark = (x) => (zoom && !many && x !== centre ? percent(x) : text(x, many ? 2 : 3));
    this.chart.replaceChildren(
      axis("left", this.y, { at: left, name: "last loss", ticks: marks, size, format: mark }),
      axis("bottom", this.x, { at: bottom, name: "learning rate", ticks, size, format: (x) => text(x, 3 + zoom) }),
      curve("ink", trail(xs, ys), size.line),
      ...this.tangent(at, xs, ys, { left, right, top, bottom }),
    );
  }

  /** The tangent at the rate: on logarithmic axes a line through the point, as far as it fits. */
  tangent(at, xs, ys, { left, right, top, bottom }) {
    const { size } = this;
    const { rates, losses, slopes } = this.runs;
    const [x, y] = [xs[at], ys[at]];
    const power = (slopes[at] * rates[at]) / losses[at];
    const unit = (place, factor) => place(factor) - place(1);
    const rise = (power * unit(this.y, 10)) / unit(this.x, 10);
    const long = 0.3 * (right - left);
    const steep = Number.isFinite(rise) ? Math.hypot(1, rise) : Infinity;
    const [dx, dy] = steep === Infinity ? [0, long] : [long / steep, (long * rise) / steep];
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    const line = s("path", {
      d: `M${x - dx} ${y - dy}L${x + dx} ${y + dy}`,
      class: "ad-adam",
      "stroke-width": size.line * 1.25,
    });
    const mark = s("path", { d: `M${x} ${top}V${bottom}`, "stroke-width": size.hair, opacity: 0.4 });
    const held = { class: "held ad-adam", cx: x, cy: y, r: 3.2 * size.unit, "stroke-width": size.line };
    const write = writer(xs, [ys], [left, right + 4, top - 2, bottom], size);
    const spots = [[0, 2.4], [0, -1.4], [12, 1.6], [12, -0.8], [-12, 1.6, "end"], [-12, -0.8, "end"]];
    const words = foretells(this.nudge) ? "tangent" : "tangent: no guide";
    const places = spots.map(([a, b, anchor = "middle"]) => [
      x + a, y + b * size.text, a > 0 ? "start" : anchor,
    ]);
    const viewBox = `${box.x} ${box.y} ${box.width} ${box.height}`;
    return [
      s("svg", { ...box, viewBox }, mark, line),
      s("circle", held),
      ...write(words, "adam", places, true),
    ];
  }

  /** The numbers at the rate. */
  seek({ at }) {
    const { losses, slopes } = this.runs;
    this.show([losses[at], slopes[at], this.nudge.told, this.nudge.run]);
  }

  story(state) {
    const { losses, minima } = this.runs;
    return story(state, this.rate, losses[state.at], this.nudge, minima);
  }

  table() {
    return rows(this.runs);
  }

  async python() {
    const { pythonOf } = await import("./hyper/python.js");
    return pythonOf(this);
  }
}

define("adam-hyper", Hyper);
