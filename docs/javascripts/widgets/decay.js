// <adam-decay>: a quiet and a noisy weight that shrink, by L2 inside Adam and by AdamW.

import { Widget, define } from "./base.js";
import { axis, curve, label, measures, scale, trail } from "./chart.js";
import { choices, fold, slider } from "./controls.js";
import { closed } from "./decay/closed.js";
import { RULES, STEPS, WEIGHTS, between, ends, rows, runs } from "./decay/runs.js";
import { story } from "./decay/story.js";
import { h, number as text, plain, s, within } from "./elements.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";
import { writer } from "./warmup/labels.js";

const css = sheet(`
svg.chart { cursor: ew-resize; }
svg.chart .held { fill: var(--ad-paper); stroke: currentcolor; }
table.tally { width: 100%; border-collapse: collapse; font-size: 14.5px; }
.tally th { padding: 3px 0; font-weight: 400; text-align: left; }
.tally td, .tally thead th + th { padding: 3px 0 3px 12px; text-align: right; }
.tally tr > * { border-bottom: 1px solid var(--ad-rule); }
.two .choices { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.choice { align-content: center; text-align: center; }
`);

const LOSSES = { none: "gradients are noise alone", parabola: "noise and a loss, ½(θ − 1)²" };
const NAMES = { l2: "L2", adamw: "AdamW" };
const INKS = { l2: "v", adamw: "adam" };
const EVERY = 10; // of the steps are drawn
const DRAWN = Array.from({ length: STEPS / EVERY }, (_, i) => EVERY * (i + 1));
const DECAYS = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3];
const RATES = [5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05];
const NOISES = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];
const noise = (value) => number({ min: 0, max: 30, stops: NOISES, value });
const TIMES = Array.from({ length: STEPS / 50 }, (_, i) => 50 * (i + 1));

class Decay extends Widget {
  static label = "A quiet and a noisy weight under two kinds of decay";
  static schema = {
    loss: choice(Object.keys(LOSSES)),
    weight_decay: number({ min: 0, max: 3, stops: DECAYS, value: 0.1 }),
    lr: number({ min: 5e-4, max: 0.05, stops: RATES, value: 5e-3 }),
    quiet: noise(0.1),
    noisy: noise(10),
    seed: number({ min: 0, max: 999, step: 1, whole: true, value: 1 }),
    t: number({ min: 1, max: STEPS, whole: true, stops: TIMES, value: 1000 }),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Both weights against the step, by L2 and by AdamW",
      "aria-describedby": "caption",
    });
    this.hand();
    const exact = (x) => text(x, 6);
    const slide = (key, name, spoken, note) =>
      slider(this, key, { label: name, spoken, text: exact, note });
    const losses = choices(this, "loss", "What gradients are", Object.entries(LOSSES));
    const main = h(
      "div",
      { class: "sliders" },
      slide("weight_decay", "λ", "λ, weight decay"),
      slide("lr", "learning rate", "learning rate"),
    );
    const more = fold(
      this,
      "Noise",
      slide("quiet", "quiet: σ", "quiet: σ, deviation of its noise"),
      slide("noisy", "noisy: σ", "noisy: σ, deviation of its noise"),
      slide("seed", "seed", "seed of the noise"),
    );
    more.lastChild.className = "sliders";
    const cursor = slide("t", "cursor at step t", "cursor");
    return [
      h("div", { class: "two" }, losses),
      main,
      this.chart,
      cursor,
      this.caption,
      this.tally(),
      more,
      this.actions(),
    ];
  }

  /** A pointer on either panel takes the cursor along. */
  hand() {
    const { chart } = this;
    const follow = (event) => {
      const [x, y] = within(chart, event);
      const far = ({ left, top }) => Math.max(0, left - x) + Math.max(0, top - y);
      const k = far(this.panels[1]) === 0 ? 1 : 0;
      this.set({ t: this.panels[k].x.invert(x) });
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

  /** Table of the means at the cursor with their closed forms; `show` fills it. */
  tally() {
    const cells = Array.from({ length: 8 }, () => h("data", { class: "number" }));
    const time = h("th", { scope: "col" });
    const head = (name, ink = "ink") => h("th", { scope: "col", class: `ad-${ink}` }, name);
    const row = (name, ...data) =>
      h("tr", {}, h("th", { scope: "row" }, name), ...data.map((one) => h("td", {}, one)));
    const heads = RULES.flatMap((rule) => [head(NAMES[rule], INKS[rule]), head("closed", "theory")]);
    this.show = (t, numbers) => {
      time.textContent = `t = ${text(t, 6)}`;
      cells.forEach((cell, i) => {
        cell.value = numbers[i];
        cell.textContent = text(Math.abs(numbers[i]) < 5e-5 ? 0 : numbers[i], 3);
      });
    };
    const caption = "Mean of both runs of each weight at the cursor, with its closed form";
    return h(
      "table",
      { class: "tally" },
      h("caption", { class: "away" }, plain(caption)),
      h("thead", {}, h("tr", {}, time, ...heads)),
      h("tbody", {}, row("quiet", ...cells.slice(0, 4)), row("noisy", ...cells.slice(4))),
    );
  }

  compute(state) {
    this.paths = runs(state);
    this.ends = ends(this.paths, state.loss);
    this.means = WEIGHTS.map((_, k) =>
      Object.fromEntries(
        RULES.map((rule) => [rule, DRAWN.map((t) => between(this.paths[rule][t - 1], k))]),
      ),
    );
    this.forms = WEIGHTS.map((name) => DRAWN.map((t) => closed(state, state[name], t)));
  }

  draw(width, state) {
    const narrow = width < 560;
    const size = (this.size = measures(width));
    const left = size.tick * 2.4;
    const top = size.text * 2;
    const tall = narrow ? 170 : 250;
    const under = size.tick * 1.3 + size.text * 1.8;
    const gap = narrow ? tall + under + size.text * 1.4 : 0;
    const half = narrow ? width - 4 : (width - 12) / 2;
    const shift = narrow ? 0 : half + 12;
    const all = this.means.flatMap((one) => RULES.flatMap((rule) => one[rule]));
    const domain = [Math.min(-0.12, ...all) - 0.03, Math.max(1.2, ...all) + 0.05];
    this.panels = WEIGHTS.map((_, k) => {
      const frame = { left: left + k * shift, right: half + k * shift, top: top + k * gap };
      const bottom = frame.top + tall;
      const x = scale([0, STEPS], [frame.left, frame.right - 1.5 * size.tick]);
      return { ...frame, bottom, x, y: scale(domain, [bottom, frame.top]) };
    });
    const height = this.panels[1].bottom + under;
    this.cursor = s("g", { "aria-hidden": "true" });
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    this.chart.replaceChildren(
      ...WEIGHTS.flatMap((_, k) => this.panel(k, state, narrow)),
      this.cursor,
    );
  }

  /** One weight: axes, both runs of each rule, their mean, closed forms, names. */
  panel(k, state, narrow) {
    const { size } = this;
    const { left, right, top, bottom, x, y } = this.panels[k];
    const title = `${WEIGHTS[k]} weight: σ = ${text(state[WEIGHTS[k]])}`;
    const step = narrow && k === 0 ? "" : "step t";
    const xs = DRAWN.map(x);
    const means = this.means[k];
    const path = (values) => trail([x(0), ...xs], [y(1), ...values.map(y)]);
    const twins = RULES.flatMap((rule) =>
      [2 * k, 2 * k + 1].map((i) => {
        const values = DRAWN.map((t) => this.paths[rule][t - 1][i]);
        return s("path", {
          d: path(values),
          class: `ad-${INKS[rule]}`,
          "stroke-width": size.hair,
          opacity: 0.3,
        });
      }),
    );
    const strong = RULES.map((rule) => curve(INKS[rule], path(means[rule]), size.line * 1.25));
    return [
      axis("left", y, { at: left, name: title, ticks: [0, 0.5, 1], size }),
      axis("bottom", x, { at: bottom, name: step, ticks: [0, 1000, 2000, 3000], size }),
      this.window(k, ...twins, ...strong, ...this.dashed(k)),
      ...this.labels(k, xs, state),
    ];
  }

  /** Nothing is drawn outside a panel. */
  window(k, ...drawn) {
    const { left, right, top, bottom } = this.panels[k];
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    const viewBox = `${box.x} ${box.y} ${box.width} ${box.height}`;
    return s("svg", { ...box, viewBox }, ...drawn);
  }

  /** Closed forms, thin and dashed over the means. */
  dashed(k) {
    const { x, y } = this.panels[k];
    const { line } = this.size;
    return RULES.map((rule) => {
      const points = DRAWN.map((t, i) => [t, this.forms[k][i][rule]]);
      const kept = points.filter(([, value]) => Number.isFinite(value));
      const d = trail(kept.map(([t]) => x(t)), kept.map(([, value]) => y(value)));
      const dashes = { "stroke-dasharray": `${3 * line} ${2.5 * line}` };
      return curve("theory", d, line * 0.7, dashes);
    });
  }

  /** Names beside the lines, and where AdamW has shrunk by e. */
  labels(k, xs, { weight_decay, lr, loss }) {
    const { size } = this;
    const { left, right, top, bottom, x, y } = this.panels[k];
    const lines = RULES.map((rule) => this.means[k][rule].map(y));
    const write = writer(xs, lines, [left, right + 4, top - 2, bottom], size);
    const made = [];
    const far = 1 / (lr * weight_decay);
    if (loss === "none" && far < 0.9 * STEPS) {
      const mark = `M${x(far)} ${bottom}V${top}`;
      made.push(s("path", { d: mark, class: "ad-rule", "stroke-width": size.hair }));
      const high = top + 0.9 * size.text;
      const spots = [[x(far) - 5, high, "end"], [x(far) + 5, high]];
      made.push(...write("1/(αλ)", "muted", spots));
    }
    RULES.forEach((rule, i) => {
      const around = [0.35, 0.5, 0.2, 0.65, 0.8, 0.1, 0.95].flatMap((part) => {
        const j = Math.round(part * (xs.length - 1));
        const [cx, cy] = [xs[j], lines[i][j]];
        return [[cx + 6, cy - 0.6 * size.text], [cx + 4, cy + 1.3 * size.text]];
      });
      made.push(...write(NAMES[rule], INKS[rule], around, true));
    });
    return made;
  }

  /** Look-ups only: the cursor and its numbers. */
  seek({ t, ...state }) {
    const { size } = this;
    const r = 3 * size.unit;
    const parts = WEIGHTS.flatMap((_, k) => {
      const { top, bottom, x, y } = this.panels[k];
      const d = `M${x(t)} ${top}V${bottom}`;
      const dot = (rule) => {
        const cy = y(between(this.paths[rule][t - 1], k));
        return s("circle", { class: `held ad-${INKS[rule]}`, cx: x(t), cy, r, "stroke-width": size.line });
      };
      return [s("path", { d, "stroke-width": size.hair, opacity: 0.55 }), ...RULES.map(dot)];
    });
    this.cursor.replaceChildren(...parts);
    const numbers = WEIGHTS.flatMap((name, k) => {
      const form = closed(state, state[name], t);
      return RULES.flatMap((rule) => [between(this.paths[rule][t - 1], k), form[rule]]);
    });
    this.show(t, numbers);
  }

  story(state) {
    return story(state, this.ends);
  }

  table() {
    return rows(this);
  }

  async python() {
    const { pythonOf } = await import("./decay/python.js");
    return pythonOf(this);
  }
}

define("adam-decay", Decay);
