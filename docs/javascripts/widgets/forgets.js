// <adam-forgets>: Adam against AMSGrad where large gradients are rare, or come once.

import { Widget, define } from "./base.js";
import { apart, axis, curve, label, measures, scale, trail } from "./chart.js";
import { choices, fold, slider } from "./controls.js";
import { h, number as text, s } from "./elements.js";
import { AFTER, DECAYS, ORDERS, ROUNDS, SCENES } from "./forgets/runs.js";
import { story } from "./forgets/story.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";

const css = sheet(`
.two { display: grid; }
.two .choices { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.choice { align-content: center; text-align: center; }
`);

const NAMES = ["Adam", "AMSGrad"];
const HOME = { rounds: 0.99, spike: 0.999 }; // β₂ of the scene's text
const memory = (beta) => `memory ${text(1 / (1 - beta), 3)}`;

class Forgets extends Widget {
  static label = "Adam and AMSGrad where large gradients are rare";
  static schema = {
    scene: choice(Object.keys(SCENES)),
    period: number({ min: 2, max: 401, whole: true, stops: [11, 21, 31, 51, 71, 101, 151, 201, 401], value: 101 }),
    size: number({ min: 1, max: 1000, stops: [1, 3, 10, 30, 100, 300, 1000], value: 100 }),
    b2: number({ min: 0, max: 0.9999, stops: DECAYS, value: 0.99 }),
    b1: number({ min: 0, max: 0.99, stops: [0, 0.5, 0.8, 0.9, 0.95, 0.99], value: 0.9 }),
    order: choice(Object.keys(ORDERS)),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Adam and AMSGrad on the same gradients",
      "aria-describedby": "caption",
    });
    const exact = (x) => text(x, 6);
    const two = (...all) => h("div", { class: "two" }, choices(this, ...all));
    const scenes = [["rounds", "Rare gradients"], ["spike", "One spike"]];
    const settings = { text: exact, note: memory };
    const b2 = slider(this, "b2", { label: "β₂", spoken: "beta 2", ...settings });
    const own = {
      rounds: slider(this, "period", { label: "period of the large gradient", text: exact }),
      spike: slider(this, "size", { label: "size of the spike", text: exact }),
    };
    this.follows(({ scene }) => {
      for (const [name, control] of Object.entries(own)) control.hidden = name !== scene;
    });
    const more = fold(
      this,
      "β₁, and what AMSGrad keeps",
      slider(this, "b1", { label: "β₁", spoken: "beta 1", ...settings }),
      two("order", "AMSGrad keeps the", Object.entries(ORDERS)),
    );
    const scene = two("scene", "Gradients", scenes, (word) => this.set({ scene: word, b2: HOME[word] }));
    return [scene, b2, this.chart, this.caption, ...Object.values(own), more, this.actions()];
  }

  /** Back to the beginning of the scene that is shown. */
  reset() {
    const { scene } = this.state;
    super.reset();
    if (scene !== this.state.scene) this.set({ scene, b2: HOME[scene] });
  }

  compute(state) {
    this.run = { scene: state.scene, ...SCENES[state.scene](state) };
  }

  draw(width) {
    const size = measures(width);
    const left = size.tick * 3.2;
    const right = width - size.text * 4.9;
    const top = size.text * 2;
    const ground = top + (width < 480 ? 230 : 290);
    const height = ground + size.tick * 1.3 + size.text * 1.8;
    this.frame = { left, right, top, ground, size };
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    const isRounds = this.run.scene === "rounds";
    this.chart.replaceChildren(...(isRounds ? this.rounds() : this.spike()));
  }

  /** Both lines with their names behind their ends, at the heights that `y` gives. */
  lines(x, y, at) {
    const { right, top, ground, size } = this.frame;
    const both = [this.run.adam, this.run.amsgrad];
    const xs = at.map((i) => x(this.run.x[i]));
    const drawn = both.map((values, k) => {
      const extra = k ? { "stroke-dasharray": `${4 * size.line} ${2.5 * size.line}` } : {};
      return curve("adam", trail(xs, at.map((i) => y(values[i]))), size.line * (k ? 1 : 1.3), extra);
    });
    const ends = apart(both.map((values) => y(values.at(-1))), size.text * 1.25, top, ground);
    const names = NAMES.map((name, k) =>
      label({ x: right + 6, y: ends[k] + size.text * 0.36, text: name, size, ink: "adam", bold: !k }),
    );
    return [...drawn.reverse(), ...names];
  }

  rounds() {
    const { left, right, top, ground, size } = this.frame;
    const all = [0, ...this.run.adam, ...this.run.amsgrad];
    const [least, most] = [Math.min(...all), Math.max(...all)];
    const room = 0.14 * (most - least);
    const x = scale([0, ROUNDS], [left, right]);
    const y = scale([least - room, most + room], [ground, top]);
    const side = (words, dy) =>
      label({ x: right - 4, y: y(0) + dy * size.text, text: words, size, ink: "muted", anchor: "end" });
    return [
      axis("left", y, { at: left, name: "place, in learning rates", size }),
      axis("bottom", x, { at: ground, name: "rounds", size }),
      s("path", { d: `M${left} ${y(0)}H${right}`, class: "ad-ink", "stroke-width": size.hair }),
      ...(most > 3 * -least ? [side("up: the wrong way", -0.5)] : [side("down: the right way", 1.2)]),
      ...this.lines(x, y, this.run.x.map((_, i) => i)),
    ];
  }

  spike() {
    const { left, right, top, ground, size } = this.frame;
    const most = Math.max(1.2, ...this.run.adam, ...this.run.amsgrad);
    const x = scale([1, AFTER], [left, right], "log");
    const y = scale([0, most], [ground, top]);
    const at = [...new Set(Array.from({ length: 240 }, (_, i) => Math.round(AFTER ** (i / 239)) - 1))];
    const since = (k) => x(k + 1);
    const level = { d: `M${left} ${y(0.5)}H${right}`, class: "ad-rule", "stroke-width": size.hair };
    return [
      axis("left", y, { at: left, name: "step, in learning rates", size }),
      axis("bottom", x, { at: ground, name: "gradients since the spike", size }),
      s("path", level),
      ...this.lines(since, y, at),
      ...this.half(since, y),
    ];
  }

  /** Where Adam's step is back at half. */
  half(x, y) {
    const [k] = this.run.halves;
    const { left, size } = this.frame;
    if (k === 0 || k >= AFTER) return [];
    const [cx, cy] = [x(k), y(0.5)];
    const early = cx < left + 9 * size.text;
    const words = `half after ${text(k, 6)}`;
    const place = { x: cx + (early ? 8 : -8), y: cy - 0.7 * size.text, anchor: early ? "start" : "end" };
    return [
      s("circle", { class: "ring ad-adam", cx, cy, r: 2.9 * size.unit }),
      label({ ...place, text: words, size, ink: "adam", bold: true }),
    ];
  }

  story(state) {
    return story(state, this.run);
  }

  table() {
    const { x, adam, amsgrad, scene } = this.run;
    const rows = x.map((value, i) => [value, adam[i], amsgrad[i]]);
    return [[scene === "rounds" ? "round" : "since_spike", "adam", "amsgrad"], ...rows];
  }

  async python() {
    const { pythonOf } = await import("./forgets/python.js");
    return pythonOf(this);
  }
}

define("adam-forgets", Forgets);
