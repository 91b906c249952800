// <adam-warmup>: Adam's steps under a constant gradient, with either correction or none.

import { Widget, define } from "./base.js";
import { axis, curve, label, measures, scale, trail } from "./chart.js";
import { slider, toggle } from "./controls.js";
import { h, number as text, plain, prose, s, within } from "./elements.js";
import { flag, number } from "./state.js";
import { sheet } from "./style.js";
import { writer } from "./warmup/labels.js";
import { BOTH, COMBINATIONS, REGIONS, STEPS, TIMES, decays } from "./warmup/runs.js";
import { facts, region, rows, runs } from "./warmup/runs.js";
import { story, told } from "./warmup/story.js";

const css = sheet(`
svg.chart { cursor: ew-resize; }
svg.chart .held { fill: var(--ad-paper); stroke: currentcolor; }
table.tally { width: 100%; border-collapse: collapse; font-size: 14.5px; }
.tally th { padding: 3px 0; font-weight: 400; text-align: left; }
.tally td, .tally thead th + th { padding: 3px 0 3px 14px; text-align: right; }
.tally tr > * { border-bottom: 1px solid var(--ad-rule); }
.regions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
@container (max-width: 480px) {
  .regions { display: grid; grid-template-columns: repeat(3, 1fr); }
  .regions span { grid-column: 1 / -1; }
  .regions button { padding: 4px 6px; font-size: 14px; line-height: 1.25; }
}
`);

const decay = (most, value) => number({ min: 0, max: most, stops: decays(most), value });
const memory = (beta) => `memory ${text(1 / (1 - beta), 3)}`;

class Warmup extends Widget {
  static label = "Adam's first steps, with and without bias correction";
  static schema = {
    b1: decay(0.99, 0.9),
    b2: decay(0.9999, 0.999),
    correct_m: flag(false),
    correct_v: flag(false),
    t: number({ min: 1, max: STEPS, whole: true, stops: TIMES, value: 12 }),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Size of the step against t, and both averages",
      "aria-describedby": "caption",
    });
    this.hand();
    const exact = (x) => text(x, 6);
    const beta = (key, name, spoken) =>
      slider(this, key, { label: name, spoken, text: exact, note: memory });
    const both = h(
      "div",
      { class: "row" },
      toggle(this, "correct_m", "correct [m]"),
      toggle(this, "correct_v", "correct [v]"),
    );
    const betas = h(
      "div",
      { class: "sliders" },
      beta("b1", "β₁", "beta 1"),
      beta("b2", "β₂", "beta 2"),
    );
    const cursor = slider(this, "t", { label: "cursor at step t", text: exact });
    const regions = this.regions();
    return [both, this.chart, cursor, this.caption, betas, regions, this.tally(), this.actions()];
  }

  /** A pointer on the chart takes the cursor along. */
  hand() {
    const { chart } = this;
    const follow = (event) => this.set({ t: this.x.invert(within(chart, event)[0]) });
    chart.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      chart.setPointerCapture(event.pointerId);
      follow(event);
    });
    chart.addEventListener("pointermove", (event) => {
      if (chart.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  /** Table of the numbers at the cursor; `show` fills it. */
  tally() {
    const cells = Array.from({ length: 7 }, () => h("data", { class: "number" }));
    const time = h("th", { scope: "col" });
    const row = (name, ...data) =>
      h("tr", {}, h("th", { scope: "row" }, name), ...data.map((one) => h("td", {}, one)));
    const head = (name) =>
      h("th", { scope: "col" }, h("span", { class: "away" }, plain(name)), ...prose(name));
    const last = row("step, in learning rates", cells[6]);
    last.lastChild.colSpan = 2;
    this.show = (t, numbers) => {
      time.textContent = `t = ${text(t, 6)}`;
      cells.forEach((cell, i) => {
        cell.value = numbers[i];
        cell.textContent = i === 6 ? told(numbers[i]) : text(numbers[i], 3);
      });
    };
    return h(
      "table",
      { class: "tally" },
      h("caption", { class: "away" }, "The numbers at the cursor"),
      h("thead", {}, h("tr", {}, time, head("[m]"), head("[v]"))),
      h(
        "tbody",
        {},
        row("average of a gradient of 1", cells[0], cells[1]),
        row("weight gathered, 1 − βᵗ", cells[2], cells[3]),
        row("what the step uses", cells[4], cells[5]),
        last,
      ),
    );
  }

  /** Which region the decays lie in; a button leads to an example of its own. */
  regions() {
    const buttons = REGIONS.map(([name, b2]) =>
      h("button", { type: "button", onclick: () => this.set({ b1: 0.9, b2 }) }, name),
    );
    this.mark = (found) =>
      buttons.forEach((one, i) => one.setAttribute("aria-pressed", i === found));
    const attributes = { class: "regions", role: "group", "aria-label": "Without correction" };
    return h("div", attributes, h("span", {}, "Without correction:"), ...buttons);
  }

  /** New decays need new runs; a switch only chooses among the four. */
  compute(state) {
    const { b1, b2 } = this.runs ?? {};
    if (b1 !== state.b1 || b2 !== state.b2) this.runs = runs(state);
    this.chosen = state.correct_m + 2 * state.correct_v;
    this.sizes = this.runs.sizes[this.chosen];
    this.facts = facts(this.sizes);
    this.mark(region(this.runs.sizes[0]));
  }

  draw(width) {
    const narrow = width < 480;
    const size = (this.size = measures(width));
    const [left, right] = [size.tick * 2.4, width - 4];
    const top = size.text * 2;
    const bottom = top + (narrow ? 230 : 310);
    const strip = bottom + size.text * 2.4;
    const ground = strip + (narrow ? 54 : 72);
    const height = ground + size.tick * 1.3 + size.text * 1.8;
    const all = this.runs.sizes.map((sizes) => TIMES.map((t) => sizes[t - 1]));
    // The figure's axis, and wider only where a line would leave it.
    const least = Math.min(...all.flat());
    const low = least < 0.08 ? 0.6 * least : 0.08;
    const high = Math.max(45, 1.4 * Math.max(...all.flat()));
    this.x = scale([0.9, STEPS * 1.1], [left, right], "log");
    this.y = scale([low, high], [bottom, top], "log");
    this.level = scale([0, 1.06], [ground, strip]);
    this.frame = { left, right, top, bottom, strip, ground };
    this.xs = TIMES.map(this.x);
    this.lines = all.map((sizes) => sizes.map(this.y));
    this.cursor = s("g", { "aria-hidden": "true" });
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    const averages = "averages [m] and [v] of a gradient of 1";
    this.chart.replaceChildren(
      axis("left", this.y, { at: left, name: "step, in learning rates", size }),
      axis("left", this.level, { at: left, name: averages, ticks: [0, 1], size }),
      axis("bottom", this.x, { at: ground, name: "step t", size }),
      ...this.curves(size),
      ...this.averages(size),
      this.cursor,
      ...this.labels(size),
    );
  }

  inkOf(i) {
    return i === this.chosen ? "adam" : COMBINATIONS[i][1];
  }

  /** The four lines, the reader's last and strong. */
  curves({ line }) {
    const others = [...COMBINATIONS.keys()].filter((i) => i !== this.chosen);
    const faint = others.map((i) => {
      const dashes = i === BOTH ? { "stroke-dasharray": `${4 * line} ${2.5 * line}` } : {};
      const extra = { opacity: 0.45, ...dashes };
      return curve(this.inkOf(i), trail(this.xs, this.lines[i]), line, extra);
    });
    return [...faint, curve("adam", trail(this.xs, this.lines[this.chosen]), line * 1.25)];
  }

  /** Both averages filling up in the strip; the faster one is named on its left. */
  averages(size) {
    const values = ["m", "v"].map((name) => TIMES.map((t) => this.runs.states[t - 1][name][0]));
    const halves = values.map((list) => list.findIndex((value) => value >= 0.5));
    // With equal decays the second line lies on the first: gaps let both be seen.
    const { b1, b2 } = this.runs;
    const gaps = b1 === b2 ? { "stroke-dasharray": `${4 * size.line} ${5 * size.line}` } : {};
    return ["m", "v"].flatMap((name, k) => {
      const i = halves[k] < 0 ? TIMES.length - 1 : halves[k];
      const first = halves[1 - k] < 0 || halves[k] < halves[1 - k] + (k === 0);
      const before = i > 3 && (halves[k] < 0 || first);
      const x = this.xs[i] + (before ? -9 : 10 + (i <= 3 ? 2 * k * size.text : 0));
      const y = this.level(values[k][i]) + (before ? -0.2 : 0.9) * size.text;
      const anchor = before ? "end" : "start";
      const named = label({ x, y, text: name, size, ink: name, bold: true, anchor });
      const drawn = curve(name, trail(this.xs, values[k].map(this.level)), size.line, k ? gaps : {});
      return [drawn, s("g", { class: `ad-symbol ad-${name}` }, named)];
    });
  }

  /** Points of the reader's run with their numbers, then a name for every line. */
  labels(size) {
    const { left, right, top, bottom } = this.frame;
    const { first, at, largest, near, flat, large } = this.facts;
    const frame = [left, right + 5, top - size.text, bottom + 0.7 * size.text];
    const write = writer(this.xs, this.lines, frame, size);
    const point = (t, words, bold, ...spots) => {
      const [cx, cy] = [this.x(t), this.y(this.sizes[t - 1])];
      const places = spots.map(([dx, dy, anchor]) => [cx + dx, cy + dy * size.text, anchor]);
      const ring = s("circle", { class: "ring ad-adam", cx, cy, r: 2.9 * size.unit });
      return [ring, ...write(words, "adam", places, bold)];
    };
    const made = [];
    const beside = [[10, 1.3], [14, 0.9], [10, -0.6], [10, 2]];
    const around = [[0, 2, "middle"], [0, -1, "middle"], [10, 1.7], [10, -1], [-10, -1, "end"]];
    const late = this.x(near) > 0.6 * right ? [[right - this.x(near), 1.9, "end"]] : [];
    if (!flat) made.push(...point(1, told(first), true, ...beside));
    if (large && at > 1) {
      made.push(...point(at, `${told(largest)} at t = ${text(at, 6)}`, true, ...around));
    }
    if (!flat && near > 1 && near <= STEPS) {
      const words = `within 10% at t = ${text(near, 6)}`;
      made.push(...point(near, words, false, ...around, [-4, -1.9, "end"], ...late));
    }
    for (const [name, i] of this.names()) made.push(...write(name, this.inkOf(i), this.spots(i)));
    return made;
  }

  /** Names with the line each stands at: lines that coincide share a place. */
  names() {
    const found = [];
    for (const i of new Set([this.chosen, ...COMBINATIONS.keys()])) {
      const close = ([, j]) => this.lines[i].every((y, k) => Math.abs(y - this.lines[j][k]) < 1);
      const twin = found.find(close);
      if (twin) twin[0] += `, ${COMBINATIONS[i][0]}`;
      else found.push([COMBINATIONS[i][0] + (i === BOTH ? ": always 1" : ""), i]);
    }
    return found.length > 1 ? found : [["all four alike", this.chosen]];
  }

  /** Places beside a line, those nearest to where its name belongs first. */
  spots(i) {
    const wanted = TIMES.indexOf(COMBINATIONS[i][2]);
    const far = (k) => Math.abs(k - wanted);
    const ks = [...TIMES.keys()].filter((k) => (k - wanted) % 5 === 0);
    ks.sort((a, b) => far(a) - far(b));
    const shifts = [[8, -0.5], [8, 1.2], [0, -0.9], [0, 1.8]];
    const high = this.size.text;
    return ks.flatMap((k) =>
      shifts.map(([dx, dy]) => [this.xs[k] + dx, this.lines[i][k] + dy * high]),
    );
  }

  /** Look-ups only: the cursor and its numbers. */
  seek({ t, correct_m, correct_v }) {
    const { size, x, level } = this;
    const { top, bottom, strip, ground } = this.frame;
    const { m, v, m_hat, v_hat, b1_power, b2_power } = this.runs.states[t - 1];
    const step = this.sizes[t - 1];
    const r = 3 * size.unit;
    const dot = (ink, cy) =>
      s("circle", { class: `held ad-${ink}`, cx: x(t), cy, r, "stroke-width": size.line });
    const d = `M${x(t)} ${top}V${bottom}M${x(t)} ${strip}V${ground}`;
    this.cursor.replaceChildren(
      s("path", { d, "stroke-width": size.hair, opacity: 0.55 }),
      dot("m", level(m[0])),
      dot("v", level(v[0])),
      dot("adam", this.y(step)),
    );
    const used = [correct_m ? m_hat[0] : m[0], correct_v ? v_hat[0] : v[0]];
    this.show(t, [m[0], v[0], 1 - b1_power, 1 - b2_power, ...used, step]);
  }

  story({ t }) {
    return story(this.chosen, this.facts, t, this.runs.states[t - 1]);
  }

  table() {
    return rows(this.runs);
  }

  async python() {
    const { pythonOf } = await import("./warmup/python.js");
    return pythonOf(this);
  }
}

define("adam-warmup", Warmup);
