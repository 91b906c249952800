// <adam-duel>: two players on xy, one going down it and the other up, in four orders of play.

import { Widget, define } from "./base.js";
import { axis, label, measures, power, scale, trail } from "./chart.js";
import { choices, hand, slider, transport } from "./controls.js";
import { METHODS, PLAYS, STEPS, facts, frame, leaves, ring, rows, run } from "./duel/runs.js";
import { note, story } from "./duel/story.js";
import { h, number as text, s, within } from "./elements.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";

const css = sheet(`
.two { display: grid; gap: 6px; }
.two .rules { display: contents; }
.rules .choices { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.choice { align-content: center; text-align: center; }
.course { display: grid; gap: 10px 24px; }
svg.plane, svg.far { align-self: start; }
svg.plane { touch-action: pan-y; overflow: hidden; }
svg.far { cursor: ew-resize; }
svg.chart .held { fill: var(--ad-paper); stroke: var(--ad-ink); stroke-width: 2px; }
.start { cursor: grab; } .start .grab { fill: transparent; }
.start:focus-visible { outline: none; }
.start:focus-visible .held { stroke: var(--ad-adam); stroke-width: 4px; }
svg.chart .none { fill: none; stroke: currentcolor; }
@container (min-width: 600px) { .course { grid-template-columns: 1fr 1fr; } }
@container (max-width: 480px) { .row { gap: 8px; } .row button { padding: 4px 7px; } }
`);

const LARGE = 420; // px: the square's most
const WIDE = 600;
const TURN = 400; // steps behind the players that stand out
const LEAST = 1e-14; // of the start, below which distances are not drawn
const RATES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const BETAS = Array.from({ length: 15 }, (_, i) => (i - 5) / 10);

class Duel extends Widget {
  static label = "Two players on the game xy";
  static schema = {
    method: choice(Object.keys(METHODS)),
    play: choice(Object.keys(PLAYS)),
    lr: number({ min: 0.005, max: 1, stops: RATES, value: 0.02 }),
    b1: number({ min: -0.5, max: 0.9, stops: BETAS, value: 0.9 }),
    x: number({ min: -10, max: 10, value: 1 }),
    y: number({ min: -10, max: 10, value: 0 }),
    t: number({ min: 1, max: STEPS, whole: true, value: STEPS }),
  };
  static sheets = [css];

  build() {
    const described = { role: "group", "aria-describedby": "caption" };
    this.layer = s("g");
    this.handle = s(
      "g",
      { class: "start", tabindex: 0, role: "application" },
      s("circle", { class: "grab", r: 22 }),
      s("circle", { class: "held", r: 6.5 }),
    );
    const plane = { class: "chart plane", "aria-label": "Places of the players", ...described };
    this.plane = s("svg", plane, this.layer, this.handle);
    this.far = s("svg", {
      class: "chart far",
      role: "img",
      "aria-label": "Distance from the saddle against the step",
      "aria-describedby": "caption",
    });
    hand(this, this.plane);
    this.pointing();
    const exact = (x) => text(x, 6);
    const picks = (key, spoken, names) => choices(this, key, spoken, Object.entries(names));
    return [
      h(
        "div",
        { class: "two" },
        h("div", { class: "rules" }, picks("method", "Rule of both players", METHODS)),
        picks("play", "Order of play", PLAYS),
      ),
      h("div", { class: "course" }, this.plane, this.far),
      transport(this, () => STEPS),
      this.caption,
      h(
        "div",
        { class: "sliders" },
        slider(this, "lr", { label: "learning rate", text: exact }),
        slider(this, "b1", { label: "β₁", spoken: "beta 1", text: exact }),
      ),
      this.actions(),
    ];
  }

  /** A pointer on the distances takes the cursor along. */
  pointing() {
    const { far } = this;
    const follow = (event) => {
      this.stop();
      this.set({ t: this.steps.invert(within(far, event)[0]) });
    };
    far.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      far.setPointerCapture(event.pointerId);
      follow(event);
    });
    far.addEventListener("pointermove", (event) => {
      if (far.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  moveTo(to) {
    const inside = (value) => Number(Math.min(10, Math.max(-10, value)).toPrecision(4));
    const [x, y] = to.map(inside);
    this.set({ x, y });
  }

  compute(state) {
    this.run = run(state);
    this.facts = facts(state, this.run);
    const half = frame(this.run.distance, this.facts);
    this.ground = { view: [[-half, half], [-half, half]] };
    this.out = leaves(this.run.distance, half);
  }

  place = ([x, y]) => [this.across(x), this.up(y)];
  unplace = ([px, py]) => [this.across.invert(px), this.up.invert(py)];

  draw(width, state) {
    const wide = width >= WIDE;
    const column = wide ? (width - 24) / 2 : width;
    this.drawPlane(Math.min(column, LARGE), column, state);
    this.drawFar(column, wide ? Math.min(column, LARGE) : 190, state);
  }

  drawPlane(side, column, state) {
    const size = (this.size = measures(column));
    const [[low, high]] = this.ground.view;
    const from = (column - side) / 2;
    this.across = scale([low, high], [from, from + side]);
    this.up = scale([low, high], [side, 0]);
    this.plane.setAttribute("viewBox", `0 0 ${column} ${side}`);
    this.plane.setAttribute("height", side);
    const { x, y } = this.run;
    const whole = trail(
      x.slice(0, this.out + 1).map((at) => this.across(at)),
      y.slice(0, this.out + 1).map((at) => this.up(at)),
    );
    const ink = state.method === "adam" ? "adam" : "ink";
    this.now = s("path", { class: `ad-${ink}`, "stroke-width": size.line });
    this.dot = s("circle", { class: `ring ad-${ink}`, r: 4.4 * size.unit });
    this.layer.replaceChildren(
      ...this.axes(size),
      ...this.circle(state, size),
      s("path", { class: `ad-${ink}`, d: whole, "stroke-width": size.hair, opacity: 0.42 }),
      this.now,
      s("g", { "aria-hidden": "true" }, this.dot),
      label({ x: from + 6, y: side - 7, text: note(state, this.facts), size, ink, bold: true }),
    );
  }

  /** Hairlines through the saddle, with a number at the end of each. */
  axes(size) {
    const [[, high]] = this.ground.view;
    const [left, right] = this.across.range;
    const [bottom, top] = this.up.range;
    const [cx, cy] = this.place([0, 0]);
    const lines = { d: `M${left} ${cy}H${right}M${cx} ${bottom}V${top}`, class: "ad-rule" };
    const end = text(high);
    return [
      s("path", { ...lines, "stroke-width": size.hair, "aria-hidden": "true" }),
      label({ x: right - 3, y: cy - 5, text: `x = ${end}`, size, ink: "muted", anchor: "end" }),
      label({ x: cx + 6, y: top + size.text, text: `y = ${end}`, size, ink: "muted" }),
    ];
  }

  /** Where Adam's circle should be. */
  circle(state, size) {
    if (!(this.facts.circle > 0)) return [];
    const [cx, cy] = this.place([0, 0]);
    const r = this.across(this.facts.circle) - cx;
    const dashes = `${4 * size.line} ${2.5 * size.line}`;
    const words = `closed form: ${text(ring(state) / state.lr)} rates`;
    const above = cy - r - size.text * 0.6;
    const half = words.length * size.text * 0.25; // inside, it begins where the circle is as wide
    const below = cy - Math.sqrt(Math.max(0, r * r - half * half)) + size.text * 1.2;
    const where = { x: cx, y: above > size.text * 2.4 ? above : below };
    return [
      s("circle", {
        ...{ class: "none ad-theory", cx, cy, r, "aria-hidden": "true" },
        ...{ "stroke-width": size.line * 0.8, "stroke-dasharray": dashes },
      }),
      label({ ...where, text: words, size, ink: "theory", anchor: "middle" }),
    ];
  }

  drawFar(width, height, state) {
    const size = measures(width);
    const left = size.tick * 3.1;
    const [top, bottom] = [size.text * 2, height - size.tick * 1.5 - size.text * 1.5];
    const { distance, last } = this.run;
    const start = distance[0] || 1;
    const shown = distance.slice(0, last + 1);
    const most = Math.max(...shown, this.facts.circle, start);
    const least = Math.max(Math.min(...shown, start), start * LEAST, most * 1e-18);
    const right = width - size.tick * 1.4;
    this.steps = scale([0, STEPS], [left, right]);
    const y = scale([Math.min(least / 1.5, most / 30), most * 1.8], [bottom, top], "log");
    this.down = (r) => (r > 0 ? Math.min(bottom, y(r)) : bottom);
    this.far.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.far.setAttribute("height", height);
    const ink = state.method === "adam" ? "adam" : "ink";
    const line = trail(shown.map((_, t) => this.steps(t)), shown.map(this.down));
    const { circle } = this.facts;
    const dashed = {
      ...{ class: "ad-theory", "stroke-width": size.hair * 1.4 },
      ...{ d: `M${left} ${y(circle || most)}H${right}`, "stroke-dasharray": "7 4" },
    };
    this.cursor = s("path", { "stroke-width": size.hair, opacity: 0.6, class: "ad-ink" });
    this.mark = s("circle", { class: `ring ad-${ink}`, r: 3 * size.unit });
    this.spread = { top, bottom };
    this.far.replaceChildren(
      axis("left", y, { at: left, name: "distance", ticks: y.round(5), size, format: power }),
      axis("bottom", this.steps, { at: bottom, name: "step", ticks: [0, 2000, 4000, 6000], size }),
      ...(circle > 0 ? [s("path", dashed)] : []),
      s("path", { class: `ad-${ink}`, d: line, "stroke-width": size.line * 0.95 }),
      this.cursor,
      this.mark,
    );
  }

  seek(state) {
    const t = Math.min(state.t, this.run.last);
    const { x, y, distance } = this.run;
    const to = Math.min(t, this.out);
    const from = Math.max(0, to - TURN);
    const recent = (places, put) => places.slice(from, to + 1).map((at) => put(at));
    this.now.setAttribute("d", trail(recent(x, this.across), recent(y, this.up)));
    const [cx, cy] = this.place([x[to], y[to]]);
    this.dot.setAttribute("cx", cx);
    this.dot.setAttribute("cy", cy);
    const { top, bottom } = this.spread;
    this.cursor.setAttribute("d", `M${this.steps(t)} ${top}V${bottom}`);
    this.mark.setAttribute("cx", this.steps(t));
    this.mark.setAttribute("cy", this.down(distance[t]));
    this.handle.setAttribute("transform", `translate(${this.place([state.x, state.y])})`);
    const told = `Start at x ${text(state.x)}, y ${text(state.y)}; arrow keys move it`;
    this.handle.setAttribute("aria-label", told);
  }

  story(state) {
    return story(state, this.run, this.facts);
  }

  table() {
    return rows(this.run);
  }

  async python() {
    const { pythonOf } = await import("./duel/python.js");
    return pythonOf(this);
  }
}

define("adam-duel", Duel);
