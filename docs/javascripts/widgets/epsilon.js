// <adam-epsilon>: Adam's step against the size of the gradient, for ε, its place and a format.

import { round_to_format } from "../formats.js";
import { Widget, define } from "./base.js";
import { axis, curve, label, measures, power, scale, trail } from "./chart.js";
import { choices, fold, slider, values } from "./controls.js";
import { h, number as text, s, within } from "./elements.js";
import { FORMATS, GRID, LARGEST, LEAST, PLACES } from "./epsilon/runs.js";
import { edges, facts, finished, gridWith, prepared, rows } from "./epsilon/runs.js";
import { story } from "./epsilon/story.js";
import { choice, number } from "./state.js";
import { sheet } from "./style.js";
import { writer } from "./warmup/labels.js";
import { decays } from "./warmup/runs.js";

const css = sheet(`
svg.chart { cursor: ew-resize; }
svg.chart .held { fill: var(--ad-paper); stroke: currentcolor; }
svg.chart .lost { opacity: 0.09; }
.three { display: grid; }
.three .choices { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.choice { align-content: center; text-align: center; }
@container (max-width: 480px) { .row { gap: 8px; } .row button { padding: 4px 7px; } }
`);

const LOW = 1e-4; // steps, in learning rates
const HIGH = 30;
const EXPLODED = 1e5;
const HELD = 1e-3; // a gradient of every format

/** Powers of ten and thrice that, from one power to below another. */
function thirds(from, to) {
  const powers = Array.from({ length: to - from }, (_, i) => from + i);
  return [...powers.flatMap((k) => [Number(`1e${k}`), Number(`3e${k}`)]), Number(`1e${to}`)];
}

const decay = (most, value) => number({ min: 0, max: most, stops: decays(most), value });
const FIRST_COUNTS = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];

class Epsilon extends Widget {
  static label = "Adam's step against the size of the gradient";
  static schema = {
    eps: number({ min: 0, max: 1, stops: [0, ...thirds(-16, 0)], value: 1e-8 }),
    placement: choice(Object.keys(PLACES)),
    format: choice(Object.keys(FORMATS)),
    steps: number({ min: 1, max: 1000, whole: true, stops: FIRST_COUNTS, value: 1 }),
    at: number({ min: LEAST, max: LARGEST, stops: thirds(-24, 4), value: 1e-8 }),
    b1: decay(0.99, 0.9),
    b2: decay(0.9999, 0.999),
  };
  static sheets = [css];

  build() {
    this.chart = s("svg", {
      class: "chart",
      role: "img",
      "aria-label": "Step against the size of the gradient",
      "aria-describedby": "caption",
    });
    this.hand();
    const exact = (x) => text(x, 6);
    const radio = (key, spoken, names) => choices(this, key, spoken, Object.entries(names));
    const places = h("div", { class: "three" }, radio("placement", "Place of epsilon", PLACES));
    const eps = slider(this, "eps", { label: "ε", spoken: "epsilon", text: exact });
    const at = slider(this, "at", { label: "cursor at |g|", spoken: "cursor", text: exact });
    const more = fold(
      this,
      "Later steps, decays",
      slider(this, "steps", { label: "step t", text: exact }),
      slider(this, "b1", { label: "β₁", spoken: "beta 1", text: exact }),
      slider(this, "b2", { label: "β₂", spoken: "beta 2", text: exact }),
    );
    more.lastChild.className = "sliders";
    this.numbers = values(
      [
        ["g", "g", "gradient, as the format holds it"],
        ["m", "m", "first moment"],
        ["v", "v", "second moment"],
        ["step", "adam", "step, in learning rates"],
        ["m_hat", "m", "corrected first moment"],
        ["v_hat", "v", "corrected second moment"],
      ],
      "The numbers at the cursor",
    );
    return [
      radio("format", "Number format", FORMATS),
      eps,
      places,
      this.chart,
      at,
      this.caption,
      this.numbers.element,
      more,
      this.actions(),
    ];
  }

  /** A format that rounds the cursor's gradient to 0 moves it to one that it holds. */
  set(changes) {
    const { format, at } = changes;
    const lost = at === undefined && FORMATS[format] && round_to_format(this.state.at, format) === 0;
    super.set(lost ? { ...changes, at: HELD } : changes);
  }

  /** A pointer on the chart takes the cursor along. */
  hand() {
    const { chart } = this;
    const follow = (event) => {
      const at = this.x.invert(within(chart, event)[0]);
      this.set({ at: Number(at.toPrecision(2)) });
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

  /** The averages are run again only for a new format, decay or length; ε needs one step. */
  compute(state) {
    const { format, b1, b2, steps } = state;
    const key = JSON.stringify([format, b1, b2, steps]);
    if (this.key !== key) {
      this.key = key;
      this.edges = edges(state);
      this.fine = gridWith(this.edges);
      const exact = { ...state, format: "binary64" };
      this.ready = [prepared(state, this.fine), prepared(state, GRID), prepared(exact, GRID)];
    }
    const [fine, grid, exact] = this.ready;
    this.sizes = finished(state, fine).sizes;
    this.grid = finished(state, grid);
    this.exact = finished({ ...state, format: "binary64" }, exact).sizes;
    this.held = finished(state, prepared(state, [state.at]));
    this.facts = facts(state, this.edges, this.fine, this.sizes);
  }

  draw(width, state) {
    const narrow = width < 480;
    const size = (this.size = measures(width));
    const [left, right] = [size.tick * 4, width - 6];
    const top = size.text * 2;
    const ground = top + (narrow ? 250 : 320);
    const height = ground + size.tick * 1.3 + size.text * 1.8;
    this.top = this.facts.worst > 10 ? EXPLODED : HIGH;
    this.x = scale([LEAST, LARGEST], [left, right], "log");
    this.y = scale([LOW, this.top], [ground, top], "log");
    this.frame = { left, right, top, ground };
    this.chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.chart.setAttribute("height", height);
    const across = [1e-20, 1e-15, 1e-10, 1e-5, 1];
    const up = [1e-4, 0.01, 1, 100, 1e4].filter((step) => step <= this.top);
    this.chart.replaceChildren(
      this.shade(),
      axis("left", this.y, { at: left, name: "step, in learning rates", ticks: up, size, format: power }),
      axis("bottom", this.x, { at: ground, name: "size of the gradient", ticks: across, size, format: power }),
      s("path", {
        d: `M${left} ${this.y(1)}H${right}`,
        class: "ad-rule",
        "stroke-width": size.hair,
      }),
      this.window(...this.lines(state, size)),
      this.cursor(state, size),
      ...this.labels(state, size),
    );
  }

  /** Place of a step, at the top where it is infinite, on the ground where it is none. */
  down(step) {
    const { top, ground } = this.frame;
    if (step === Infinity) return top;
    return step > 0 ? Math.max(top, this.y(step)) : ground;
  }

  /** A window on the chart: what lies below it is not seen. */
  window(...drawn) {
    const { left, right, top, ground } = this.frame;
    const box = { x: left, y: top - 3, width: right - left, height: ground - top + 5 };
    const viewBox = `${box.x} ${box.y} ${box.width} ${box.height}`;
    return s("svg", { ...box, viewBox }, ...drawn);
  }

  /** Where the format loses v. */
  shade() {
    const { left, top, ground } = this.frame;
    const { lost } = this.edges;
    const width = lost > LEAST ? this.x(lost) - left : 0;
    const box = { x: left, y: top, width, height: ground - top, class: "area lost ad-alarm" };
    return s("rect", box);
  }

  /** The exact line, dashed, where it is another; then the format's own, broken at 0/0. */
  lines({ format }, { line }) {
    const exact = trail(GRID.map(this.x), this.exact.map((one) => this.down(one)));
    const dashes = { "stroke-dasharray": `${4 * line} ${2.5 * line}`, opacity: 0.6 };
    const faint = format === "binary64" ? [] : [curve("ink", exact, line, dashes)];
    const parts = [[]];
    this.sizes.forEach((size, i) => {
      if (Number.isNaN(size)) parts.push([]);
      else parts.at(-1).push([this.x(this.fine[i]), this.down(size)]);
    });
    const drawn = parts.filter((part) => part.length > 1).map((part) =>
      trail(part.map(([x]) => x), part.map(([, y]) => y)),
    );
    return [...faint, curve("adam", drawn.join(""), line * 1.25)];
  }

  cursor({ at, format }, size) {
    const { top, ground } = this.frame;
    const [step] = this.held.sizes;
    const { m, v, m_hat, v_hat } = this.held.after;
    this.numbers.show([round_to_format(at, format), m[0], v[0], step, m_hat[0], v_hat[0]]);
    if (Number.isNaN(step)) this.numbers.element.querySelectorAll("data")[3].textContent = "0/0";
    const cx = this.x(at);
    const line = { d: `M${cx} ${top}V${ground}`, "stroke-width": size.hair, opacity: 0.55 };
    const mark = { class: "held ad-adam", cx, r: 3 * size.unit, "stroke-width": size.line };
    const cy = this.down(step);
    const dot = cy <= ground && !Number.isNaN(step) ? [s("circle", { ...mark, cy })] : [];
    return s("g", { "aria-hidden": "true" }, s("path", line), ...dot);
  }

  /** What happens, written where it happens. */
  labels({ eps }, size) {
    const { left, right, top, ground } = this.frame;
    const xs = this.fine.map(this.x);
    const ys = this.sizes.map((one) => Math.min(ground, this.down(one)));
    const write = writer(xs, [ys], [left, right + 5, top - 4, ground], size);
    const made = [];
    const { half, worst } = this.facts;
    const { lost, overflow } = this.edges;
    if (half !== null && half > lost) {
      const [cx, cy] = [this.x(half), this.y(0.5)];
      made.push(s("circle", { class: "ring ad-adam", cx, cy, r: 2.9 * size.unit }));
      const spots = [[cx - 10, cy + 4, "end"], [cx + 10, cy + 1.4 * size.text]];
      made.push(...write(`half at |g| = ${text(half, 2)}`, "adam", spots, true));
    }
    if (lost > LEAST) {
      const x = this.x(lost);
      const low = ground - 0.8 * size.text;
      const spots = [[x + 8, low], [x - 8, low, "end"], [left + 6, low]];
      made.push(...write(`v is 0 below ${text(lost, 2)}`, "alarm", spots, true));
      const high = top + 1.5 * size.text;
      const far = worst === Infinity ? "∞" : worst > 1.5 ? `up to ${text(worst)}` : "";
      const beside = [[x - 8, high, "end"], [x + 8, high]];
      if (far) made.push(...write(far, "alarm", beside, true));
    }
    if (overflow < LARGEST) {
      const y = this.y(0.02);
      made.push(...write("g² is infinite", "alarm", [[this.x(overflow) - 8, y, "end"]]));
    }
    const whole = this.y(1) - 0.7 * size.text;
    const spots = [[right, whole, "end"], [left + 8, whole]];
    made.push(...write("one learning rate", "muted", spots));
    if (eps === 0 && this.facts.flat && lost < LEAST) {
      const middle = [(left + right) / 2, this.y(1) + 1.6 * size.text, "middle"];
      made.push(...write("no floor: size does not count", "adam", [middle], true));
    }
    return made;
  }

  story(state) {
    return story(state, this.facts, this.edges, this.held.sizes[0]);
  }

  table() {
    return rows(this);
  }

  async python() {
    const { pythonOf } = await import("./epsilon/python.js");
    return pythonOf(this);
  }
}

define("adam-epsilon", Epsilon);
