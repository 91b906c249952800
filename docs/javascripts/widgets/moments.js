// <adam-moments>: a normal gradient, its two moments, and what Adam's averages make of its draws.

import { Widget, define } from "./base.js";
import { axis, curve, heads, label, measures, scale, stems, trail } from "./chart.js";
import { fold, slider, transport } from "./controls.js";
import { h, number as text, s } from "./elements.js";
import { CASES, DRAWS, drawn, rows } from "./moments/draws.js";
import { density, mgf, second_moment, signal_ratio } from "./moments/normal.js";
import { story } from "./moments/story.js";
import { tally } from "./moments/tally.js";
import { number } from "./state.js";
import { sheet } from "./style.js";
import { writer } from "./warmup/labels.js";

const css = sheet(`
table.tally { width: 100%; border-collapse: collapse; font-size: 14.5px; }
.tally th { padding: 3px 0; font-weight: 400; text-align: left; }
.tally td, .tally thead th + th { padding: 3px 0 3px 14px; text-align: right; }
.tally tr > * { border-bottom: 1px solid var(--ad-rule); }
.cases { display: flex; flex-wrap: wrap; gap: 8px; }
@container (max-width: 480px) {
  .cases button { padding: 4px 8px; font-size: 14px; }
}
`);

const REACH = 8; // of the gradient's axis, to both sides
const STEEP = 4; // height of the generating function's axis
const SAMPLES = 161; // places of a curve
const SHIFTS = [-0.6, 0.1, 1.4].flatMap((dy) => [
  [-8, dy, "end"],
  [8, dy],
  [0, 1.6 * dy, "middle"],
]);
const AIR = 6; // around a name that finds a new place
const NUDGE = 0.25; // change of the gradient up to which a name keeps its place while it is free
const SEEN = [10, 30, 60]; // draws that are still shown, in three shades
const SHADES = [0.9, 0.4, 0.18];

const ROWS = [
  ["g", "g", "[g]"],
  ["m_hat", "m", "[m_hat]"],
  ["root", "v", "[root_v_hat]"],
];

const between = (low, high) =>
  Array.from({ length: SAMPLES }, (_, i) => low + ((high - low) * i) / (SAMPLES - 1));

class Moments extends Widget {
  static label = "A gradient's two moments, and their estimates";
  static schema = {
    mean: number({ min: -2, max: 2, step: 0.1, value: 1 }),
    deviation: number({ min: 0, max: 2.5, step: 0.1, value: 2 }),
    b1: number({ min: 0, max: 0.99, stops: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99], value: 0.9 }),
    b2: number({ min: 0, max: 0.9999, stops: [0, 0.9, 0.99, 0.999, 0.9999], value: 0.999 }),
    seed: number({ min: 1, max: 999, whole: true, value: 1 }),
    t: number({ min: 1, max: DRAWS, whole: true, value: 300 }),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Density of the gradient with its draws, and its moment-generating function",
      "aria-describedby": "caption",
    });
    this.tally = tally();
    const exact = (x) => text(x, 6);
    const moved = (key, name, spoken) => slider(this, key, { label: name, spoken, text: exact });
    const gradient = h(
      "div",
      { class: "sliders" },
      moved("mean", "mean μ", "mean"),
      moved("deviation", "standard deviation σ", "standard deviation"),
    );
    const betas = h(
      "div",
      { class: "sliders" },
      moved("b1", "β₁, decay of [m]", "beta 1"),
      moved("b2", "β₂, decay of [v]", "beta 2"),
    );
    return [
      this.chart,
      transport(this, () => DRAWS),
      this.caption,
      gradient,
      this.cases(),
      this.tally.element,
      fold(this, "Decays β₁ and β₂", betas),
      this.actions(),
    ];
  }

  /** Gradients worth a look, and other draws of the same. */
  cases() {
    const again = () => this.set({ seed: (this.state.seed % 999) + 1 });
    const buttons = CASES.map(([name, moments]) => {
      const button = h("button", { type: "button", onclick: () => this.set(moments) }, name);
      this.follows(({ mean, deviation }) => {
        const here = mean === moments.mean && deviation === moments.deviation;
        button.setAttribute("aria-pressed", here);
      });
      return button;
    });
    const group = { class: "cases", role: "group", "aria-label": "Gradients" };
    const more = h("button", { type: "button", onclick: again }, "Draw again");
    return h("div", group, more, ...buttons);
  }

  compute(state) {
    this.run = drawn(state);
  }

  draw(width, state) {
    const size = (this.size = measures(width));
    const beside = width >= 560;
    const gutter = size.tick * 2.2;
    const half = beside ? (width - 28) / 2 : width;
    const tall = beside ? 190 : 150;
    const top = size.text * 3.4;
    const ground = top + tall;
    const bottom = ground + 3 * size.text * 2.1 + 6;
    const foot = size.tick * 1.3 + size.text * 1.9;
    const second = beside ? 0 : bottom + foot + size.text * 1.2;
    this.left = { from: gutter, to: half - 4, top, ground, bottom };
    this.right = {
      from: (beside ? half + 28 : 0) + gutter,
      to: width - 4,
      top: second + top - size.text,
      bottom: second + (beside ? bottom : top + tall + 60),
    };
    const height = this.right.bottom + foot;
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    this.cursor = s("g", { "aria-hidden": "true" });
    this.chart.replaceChildren(...this.bell(state), this.cursor, ...this.generating(state));
  }

  /** The density with both marks, and the axis that the draws share. */
  bell({ mean, deviation }) {
    const { size } = this;
    const { from, to, top, ground, bottom } = this.left;
    const x = (this.x = scale([-REACH, REACH], [from, to]));
    const title = deviation > 0 ? "density, and the newest draws" : "every draw is the same";
    const made = [
      axis("bottom", x, { at: bottom, name: "gradient g", ticks: [-8, -4, 0, 4, 8], size }),
      s("path", { d: `M${from} ${ground}H${to}`, class: "ad-rule", "stroke-width": size.hair }),
      label({ x: from, y: size.text, text: title, size }),
    ];
    if (deviation > 0) {
      const y = scale([0, density(mean, mean, deviation)], [ground, top]);
      const gs = between(-REACH, REACH);
      const heights = gs.map((g) => y(density(g, mean, deviation)));
      made.push(curve("g", trail(gs.map(x), heights), size.line));
    }
    const root = Math.sqrt(second_moment(mean, deviation));
    const marks = [
      ["m", mean, "mean μ", "end", -5],
      ["v", root, "√(μ² + σ²)", "start", 5],
    ];
    for (const [ink, value, name, anchor, dx] of marks) {
      const y = top - size.text * 0.5;
      const d = `M${x(value)} ${y - size.text}V${bottom}`;
      const named = label({ x: x(value) + dx, y, text: name, size, ink, anchor, bold: true });
      made.push(curve(ink, d, size.line * 0.7), s("g", { class: `ad-symbol ad-${ink}` }, named));
    }
    return made;
  }

  /** The moment-generating function with its tangent and its parabola at zero. */
  generating({ mean, deviation }) {
    const { size } = this;
    const { from, to, top, bottom } = this.right;
    const x = scale([-1, 1], [from, to]);
    const y = scale([0, STEEP], [bottom, top]);
    const second = second_moment(mean, deviation);
    const all = between(-1, 1);
    const xs = all.map(x);
    const values = [
      (a) => mgf(a, mean, deviation),
      (a) => 1 + mean * a,
      (a) => 1 + mean * a + 0.5 * second * a * a,
    ];
    const lines = values.map((of) => all.map((a) => y(of(a))));
    const inks = ["ink", "m", "v"];
    const dashes = { "stroke-dasharray": `${4 * size.line} ${2.5 * size.line}` };
    const frame = { x: from, y: top, width: to - from, height: bottom - top };
    const window = { ...frame, viewBox: Object.values(frame).join(" ") };
    const drawn = lines.map((ys, i) =>
      curve(inks[i], trail(xs, ys), size.line, i === 2 ? dashes : {}),
    );
    const edges = [from + 3, to, top, bottom]; // the axis is titled above its top
    const write = writer(xs, lines, edges, size, AIR);
    const names = ["M(s)", `slope ${text(mean)}`, `curvature ${text(second)}`];
    const { was } = this;
    const near = was && Math.hypot(mean - was.mean, deviation - was.deviation) < NUDGE;
    const held = near ? was.held : [];
    this.was = { mean, deviation, held: [] };
    const named = [1, 2, 0].flatMap((i) => {
      const keep = ([, , , , place]) => (this.was.held[i] = place);
      return write(names[i], inks[i], this.spots(xs, lines[i], held[i]), true, keep);
    });
    return [
      axis("left", y, { at: from, name: "M(s), mean of exp(s g)", ticks: [0, 1, 2, 3, 4], size }),
      axis("bottom", x, { at: bottom, name: "s", ticks: [-1, 0, 1], size }),
      s("svg", window, ...drawn),
      s("circle", { class: "ring ad-ink", cx: x(0), cy: y(1), r: 2.9 * size.unit }),
      ...named,
    ];
  }

  /** Places for a name beside its line: the one it holds, then the highest first. */
  spots(xs, ys, held) {
    const { top, bottom } = this.right;
    const inside = (k) => k % 8 === 2 && ys[k] > top + 6 && ys[k] < bottom;
    const ks = [...xs.keys()].filter(inside).sort((a, b) => ys[a] - ys[b]);
    const high = this.size.text;
    const all = ks.flatMap((k) =>
      SHIFTS.map(([dx, dy, at], i) => {
        const place = `${k}, ${i}`;
        return [xs[k] + dx, ys[k] + dy * high, at, place === held, place];
      }),
    );
    return [...all.filter((spot) => spot[3]), ...all];
  }

  /** Look-ups only: the newest draws with their averages, and the table. */
  seek({ t, mean, deviation }) {
    this.cursor.replaceChildren(...ROWS.map((row, i) => this.row(t, i, ...row)));
    const { m_hat, v_hat, step } = this.run[t - 1];
    const second = second_moment(mean, deviation);
    const ratio = signal_ratio(mean, deviation);
    this.tally.show(t, [mean, m_hat, second, v_hat, deviation * deviation, ratio, -step]);
  }

  /** The newest values under one name: a dot for the last, fading ticks for those before it. */
  row(t, i, key, ink, text) {
    const { run, size, x } = this;
    const { from, ground } = this.left;
    const y = ground + size.text * (1.5 + 2.1 * i);
    const tick = size.text * 0.55;
    const places = (first, end) =>
      run
        .slice(Math.max(0, first), Math.max(0, end))
        .filter((one) => Math.abs(one[key]) <= REACH)
        .map((one) => x(one[key]));
    const ticks = SEEN.map((upto, k) => {
      const xs = places(t - upto, t - (SEEN[k - 1] ?? 0));
      const d = stems(xs, new Array(xs.length).fill(y - tick), y + tick);
      return s("path", { d, opacity: SHADES[k], "stroke-width": size.hair });
    });
    const dot = { d: heads(places(t - 1, t), [y]), "stroke-linecap": "round" };
    return s(
      "g",
      { class: `ad-symbol ad-${ink}` },
      ...ticks,
      s("path", { ...dot, "stroke-width": 7 * size.unit }),
      label({ x: from - 5, y: y + 4, text, size, ink, bold: true, anchor: "end" }),
    );
  }

  story(state) {
    return story(state, this.run[state.t - 1]);
  }

  table() {
    return rows(this.run);
  }

  async python() {
    const { pythonOf } = await import("./moments/python.js");
    return pythonOf(this);
  }
}

define("adam-moments", Moments);
