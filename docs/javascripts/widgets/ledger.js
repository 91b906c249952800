// <adam-ledger>: every symbol of every step of Adam on a curve, in the arithmetic of the formula; and
// the run to scale, so that a step's place in it is seen.

import { Widget, define } from "./base.js";
import { axis, label, measures, scale, trail } from "./chart.js";
import { fold, slider, transport } from "./controls.js";
import { h, number as text, plain, prose, s, within } from "./elements.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";
import { LANDSCAPES } from "../landscapes.js";
import { adam } from "../optimizers.js";
import { descend } from "../runs.js";

const MOST = 1000; // steps
const DIGITS = 10; // of a number in the arithmetic
const CURVES = { parabola: "θ²", quartic: "¼θ⁴", absolute: "|θ|" };
const TOLERANCE = 1e-7; // of the stop rule that is marked: |g| below it
const RATES = [1, 2, 5].flatMap((n) => [-4, -3, -2, -1, 0].map((p) => Number(`${n}e${p}`)));
RATES.push(0.03102); // the rule is met at step 817 on θ² from 5
const COLUMNS = ["theta", "g", "m", "v", "m_hat", "v_hat", "denominator", "step"];

const own = sheet(`
svg.chart { cursor: ew-resize; }
table.ledger { width: 100%; border-collapse: collapse; }
table.ledger caption { padding-bottom: 6px; text-align: left; font-weight: 600; }
table.ledger th, table.ledger td { padding: 6px 0; border-bottom: 1px solid var(--ad-rule);
  vertical-align: baseline; }
table.ledger th { width: 1px; padding-right: 12px; font-weight: 400; text-align: left;
  white-space: nowrap; }
table.ledger td { font-variant-numeric: lining-nums tabular-nums; overflow-wrap: anywhere; }
table.ledger td + td { padding-left: 12px; font-weight: 600; text-align: right; }
table.ledger small { color: var(--ad-muted); font-size: 13px; }
@container (max-width: 480px) { table.ledger { font-size: 13.5px; } }
`);

const shown = (value) => (Number.isNaN(value) ? "undefined" : text(value, DIGITS));
/** A number as it stands behind a sign. */
const bracketed = (value) => (value < 0 ? `(${shown(value)})` : shown(value));

/** The lines of one step: symbol, arithmetic, value, ink. */
export function lines(run, t, { lr, b1, b2, eps }) {
  const of = (name, k) => (k < 1 ? 0 : run.state[name][k - 1][0]);
  const theta = t < 2 ? run.start[0] : run.theta[t - 2][0];
  const lost = run.diverged && run.diverged <= t;
  const g = run.g[t - 1][0];
  const [step, after] = [run.step, run.theta].map((x) => (lost ? NaN : x[t - 1][0]));
  const [m, v, m_hat, v_hat] = ["m", "v", "m_hat", "v_hat"].map((name) => of(name, t));
  const [weight_m, weight_v] = ["b1_power", "b2_power"].map((name) => run.state[name][t - 1]);
  const mean = (beta, before, rest) =>
    `${shown(beta)} · ${bracketed(before)} + ${shown(Number((1 - beta).toPrecision(12)))} · ${rest}`;
  return [
    ["g", `the slope at θ = ${shown(theta)}`, g, "g"],
    ["m", mean(b1, of("m", t - 1), bracketed(g)), m, "m"],
    ["v", mean(b2, of("v", t - 1), `${bracketed(g)}²`), v, "v"],
    ["m_hat", `${shown(m)} / (1 − ${shown(weight_m)})`, m_hat, "m"],
    ["v_hat", `${shown(v)} / (1 − ${shown(weight_v)})`, v_hat, "v"],
    ["root_v_hat", `√${shown(v_hat)} + ${shown(eps)}`, of("denominator", t), "v", " + ε"],
    ["step", `−${shown(lr)} · ${bracketed(m_hat)} / ${shown(of("denominator", t))}`, step, "adam"],
    ["", `${shown(theta)} ${step < 0 ? "−" : "+"} ${shown(Math.abs(step))}`, after, "ink"],
  ];
}

class Ledger extends Widget {
  static label = "Ledger of Adam's steps";
  static sheets = [own];
  static schema = {
    landscape: choice(Object.keys(CURVES)),
    start: number({ min: -20, max: 20, step: 0.5, value: 5 }),
    lr: number({ min: 1e-4, max: 5, stops: RATES.toSorted((a, b) => a - b), value: 0.001 }),
    b1: number({ min: 0, max: 0.99, stops: [0, 0.5, 0.8, 0.9, 0.95, 0.99], value: 0.9 }),
    b2: number({ min: 0, max: 0.9999, stops: [0, 0.5, 0.9, 0.99, 0.999, 0.9999], value: 0.999 }),
    eps: number({ min: 0, max: 1, stops: [0, 1e-8, 1e-6, 1e-4, 1e-2, 1], value: 1e-8 }),
    steps: number({ min: 1, max: MOST, whole: true, stops: [20, 100, 300, MOST], value: 20 }),
    t: number({ min: 1, max: MOST, whole: true, value: 1 }),
  };

  build() {
    this.heading = h("caption");
    this.rows = h("tbody");
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "θ against the step",
      "aria-describedby": "caption",
    });
    this.hand();
    const curves = h("select", { "aria-label": "Curve", onchange: () => this.set({ landscape: curves.value }) });
    for (const [name, formula] of Object.entries(CURVES)) {
      curves.append(h("option", { value: name }, `f(θ) = ${formula}`));
    }
    this.follows(({ landscape }) => (curves.value = landscape));
    const sliders = h(
      "div",
      { class: "sliders" },
      slider(this, "start", { label: "start θ₀" }),
      slider(this, "lr", { label: "learning rate α", text: shown }),
      slider(this, "b1", { label: "β₁" }),
      slider(this, "b2", { label: "β₂", text: shown }),
      slider(this, "eps", { label: "ε" }),
      slider(this, "steps", { label: "steps" }),
    );
    const copy = h("button", { type: "button", onclick: () => this.copy() }, "Copy arithmetic");
    const actions = this.actions();
    actions.firstChild.lastChild.before(copy); // Reset is the last one
    return [
      h("table", { class: "ledger" }, this.heading, this.rows),
      this.chart,
      transport(this, () => this.state.steps),
      this.caption,
      fold(this, "Curve, start and settings", h("div", { class: "row" }, curves), sliders),
      actions,
    ];
  }

  /** A pointer on the chart takes the cursor along. */
  hand() {
    const { chart } = this;
    const follow = (event) => {
      const t = this.x.invert(within(chart, event)[0]);
      this.stop();
      this.set({ t: Math.max(1, Math.min(this.state.steps, t)) });
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

  compute({ landscape, start, lr, b1, b2, eps, steps }) {
    const rule = adam({ lr, b1, b2, eps });
    this.run = descend(rule, LANDSCAPES[landscape](), { start: [start], steps });
    const { g, diverged } = this.run;
    const last = diverged ? diverged - 1 : steps;
    this.met = g.findIndex(([slope], k) => k < last && Math.abs(slope) < TOLERANCE) + 1; // 0: never
  }

  draw(width) {
    const { run, met, chart } = this;
    const size = measures(width);
    const path = [run.start[0], ...run.theta.map(([theta]) => theta)];
    const drawn = run.diverged ? path.slice(0, run.diverged) : path;
    const [left, right, top] = [size.tick * 2.6, width - size.tick * 1.6, size.text * 2.2];
    const bottom = top + (width < 480 ? 90 : 110);
    const height = bottom + size.tick * 1.6 + size.text * 1.6;
    this.x = scale([0, path.length - 1], [left, right]);
    this.y = scale([Math.min(0, ...path), Math.max(0, ...path)], [bottom, top]);
    const zero = s("path", { class: "ad-rule", d: `M${left} ${this.y(0)}H${right}` });
    const line = s("path", {
      class: "ad-adam",
      d: trail(
        drawn.map((_, t) => this.x(t)),
        drawn.map(this.y),
      ),
      "stroke-width": size.line,
    });
    const mark = { x: this.x(met), y: this.y(path[met]), size, ink: "theory" };
    const late = mark.x > (left + right) / 2;
    const words = `|g| < ${text(TOLERANCE)}: step ${met}`;
    const told = label({
      ...mark,
      x: mark.x + (late ? 2 : -2),
      y: mark.y - 10,
      text: words,
      anchor: late ? "end" : "start",
    });
    const ring = s("circle", { class: "ring ad-theory", cx: mark.x, cy: mark.y, r: 5 });
    this.cursor = s("g", { "aria-hidden": "true" });
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.setAttribute("height", height);
    chart.replaceChildren(
      axis("left", this.y, { at: left, name: "θ", ticks: this.y.round(3), size }),
      axis("bottom", this.x, { at: bottom, name: "step t", size }),
      zero,
      line,
      ...(met ? [told, ring] : []),
      this.cursor,
    );
  }

  /** The step under the cursor; a run may have been shortened meanwhile. */
  at({ t, steps }) {
    return Math.min(t, steps);
  }

  seek(state) {
    const t = this.at(state);
    this.heading.replaceChildren(`Step ${text(t, 6)} of ${text(state.steps, 6)} on ${CURVES[state.landscape]}`);
    const rows = lines(this.run, t, state).map(([name, arithmetic, value, ink, more = ""]) => {
      const shape = h("span", { "aria-hidden": "true" }, ...(name ? prose(`[${name}]`) : ["θ"]), more);
      const words = h("span", { class: "away" }, (name ? plain(`[${name}]`) : "θ") + more);
      const head = h("th", { scope: "row", class: `ad-${ink}` }, words, shape);
      const result = h("data", { value, class: "number" }, shown(value));
      return h("tr", {}, head, h("td", {}, arithmetic), h("td", {}, result));
    });
    this.rows.replaceChildren(...rows);
    const [x, y] = [this.x(t), this.y(this.run.theta[t - 1][0])];
    const [low] = this.y.range;
    this.cursor.replaceChildren(
      s("path", { class: "ad-muted", d: `M${x} ${low}V${y}` }),
      s("circle", { class: "ring ad-adam", cx: x, cy: y, r: 6 }),
    );
  }

  story(state) {
    const t = this.at(state);
    const { step, diverged, theta } = this.run;
    if (diverged && diverged <= t) return `The run left the numbers at step ${diverged}.`;
    if (step[t - 1][0] === 0) return `At step ${t} the parameter stays at θ = ${shown(theta[t - 1][0])}.`;
    const size = text(Math.abs(step[t - 1][0]) / state.lr, 4);
    const rates = size === "1" ? "one learning rate" : `${size} learning rates`;
    const way = step[t - 1][0] < 0 ? "moves down" : "moves up";
    const rule = this.met === t ? ` Here |g| is below ${text(TOLERANCE)} for the first time.` : "";
    return `At step ${t} the parameter ${way} by ${rates}, to θ = ${shown(theta[t - 1][0])}.${rule}`;
  }

  table() {
    const { run } = this;
    const rows = run.t.map((t, k) => {
      const values = { theta: run.theta[k], g: run.g[k], step: run.step[k] };
      return [t, ...COLUMNS.map((name) => (values[name] ?? run.state[name][k])[0])];
    });
    return [["t", ...COLUMNS], ...rows];
  }

  async python() {
    const { pythonOf } = await import("./ledger/python.js");
    return pythonOf(this);
  }

  /** Put the step's arithmetic on the clipboard as text. */
  async copy() {
    const t = this.at(this.state);
    const words = lines(this.run, t, this.state).map(
      ([name, arithmetic, value, , more = ""]) =>
        `${name ? plain(`[${name}]`) : "θ"}${more} = ${arithmetic} = ${shown(value)}`,
    );
    try {
      await navigator.clipboard.writeText(`Step ${t}\n${words.join("\n")}\n`);
      this.tell("Arithmetic copied.");
    } catch {
      this.tell("The browser does not let a page copy: select the table instead.");
    }
  }
}

define("adam-ledger", Ledger);
