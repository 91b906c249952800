// <adam-race>: optimizers on a landscape, from one start, each at its own learning rate.

import { descend } from "../runs.js";
import { Widget, define } from "./base.js";
import { fold, hand, transport } from "./controls.js";
import { h, number as text, s } from "./elements.js";
import { eventOf } from "./race/events.js";
import { drawLosses, heights } from "./race/losses.js";
import { drawGround, drawWays, fit, map, marks, targets } from "./race/map.js";
import { places, scrubbing, settings, sight, start, sweeping } from "./race/panel.js";
import { PLACES, ground, landscapeOf, marked, viewOf } from "./race/places.js";
import { NAMES, made, rate } from "./race/rules.js";
import { story } from "./race/story.js";
import { css } from "./race/style.js";
import { table } from "./race/table.js";
import { choice, flag, number, some } from "./state.js";

const STEPS = [100, 200, 300, 500, 1000];
const DECAYS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9999];
const WIDE = 700; // px from which map and losses stand side by side
const LARGE = 640; // px: the widest map, and the widest above the losses
const MIDDLE = 560;
const FARTHEST = 1e4; // a start's coordinates

const decay = (value) => number({ min: 0, max: 0.9999, stops: DECAYS, value });
const coordinate = (value) => number({ min: -FARTHEST, max: FARTHEST, value });

class Race extends Widget {
  static label = "A race of optimizers";
  static schema = {
    landscape: choice(Object.keys(PLACES)),
    angle: number({ min: 0, max: 45, step: 5, value: 0 }),
    x: coordinate(10),
    y: coordinate(1),
    rules: some(NAMES, ["sgd", "momentum", "rmsprop", "adam"]),
    ...Object.fromEntries(NAMES.map((name) => [`lr_${name}`, rate()])),
    b1: decay(0.9),
    b2: decay(0.999),
    steps: number({ min: 10, max: 1000, whole: true, stops: STEPS, value: 300 }),
    solid: flag(false),
    yaw: number({ min: -180, max: 180, step: 5, value: -30 }),
    pitch: number({ min: 20, max: 90, step: 5, value: 50 }),
    t: number({ min: 1, max: 1000, whole: true, value: 40 }),
  };
  static sheets = [css];
  runs = [];
  #cache = new Map();

  build() {
    this.map = map();
    this.handle = start();
    this.map.over.append(this.handle); // which keeps the focus while the layer is drawn anew
    this.chart = s("svg", { class: "chart losses", role: "img", "aria-describedby": "caption" });
    this.chart.setAttribute("aria-label", "Loss of every optimizer against the step");
    hand(this, this.map.over);
    scrubbing(this);
    this.board = table(this);
    this.inside = h("div", { class: "inside" }); // filled where Adam runs, when it comes near
    const near = (seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.open();
    new IntersectionObserver(near, { rootMargin: "400px" }).observe(this.inside);
    this.sweeps = h("div", { class: "sweeps" });
    const stage = h(
      "div",
      { class: "stage" },
      this.map.box,
      sight(this),
      transport(this, () => this.state.steps),
    );
    const board = h("div", { class: "board" }, this.board.element, this.chart);
    return [
      places(this),
      h("div", { class: "course" }, stage, board),
      this.caption,
      this.inside,
      fold(this, "Settings", settings(this), sweeping(this), this.actions()),
    ];
  }

  /** Another landscape, from its own start and at the best rates of the grid. */
  async go(landscape) {
    this.stop();
    const [x, y] = landscapeOf({ landscape, angle: this.state.angle }).start;
    this.set({ landscape, x, y });
    await this.tune(true);
  }

  /** The start turns with the ravine. */
  turnStart() {
    const { angle, x, y } = this.state;
    const own = landscapeOf({ landscape: "ravine", angle: this.turnedTo }).start;
    const by = ((angle - this.turnedTo) * Math.PI) / 180;
    const [c, d] = [Math.cos(by), Math.sin(by)];
    this.turnedTo = angle;
    let to = [c * x - d * y, d * x + c * y].map((one) => Number(one.toPrecision(12)));
    if (x === own[0] && y === own[1]) to = landscapeOf(this.state).start; // to the last bit
    this.set({ x: to[0], y: to[1] });
  }

  moveTo([x, y]) {
    const [across, up] = this.ground.view;
    const inside = (value, [low, high]) =>
      Number(Math.min(high, Math.max(low, value)).toPrecision(4));
    this.set({ x: inside(x, across), y: inside(y, up) });
  }

  /** Run the sweeps; draw them where they are open, and take the best rates if asked for. */
  async tune(take) {
    await (await import("./race/tune.js")).tune(this, take);
  }

  compute(state) {
    const landscape = landscapeOf(state);
    const key = `${state.landscape} ${state.angle}`;
    if (this.key !== key) {
      this.key = key;
      this.ground = ground(landscape, viewOf(landscape));
      this.grounded = false;
    }
    this.turnedTo = state.angle;
    this.runs = NAMES.filter((name) => state.rules.includes(name)).map((name) => {
      const run = this.run(name, state, landscape);
      return { name, ...run, note: (t) => this.noteOf(run, t) };
    });
    this.board.fill(this.runs, this.ground.floor);
    this.inside.hidden = !state.rules.includes("adam");
  }

  /** A run as it was left, if nothing that matters to it has changed. */
  run(name, state, landscape) {
    const { x, y, steps } = state;
    const { floor } = this.ground;
    const rule = made(name, state);
    const key = JSON.stringify([this.key, x, y, steps, rule.hyper]);
    const known = this.#cache.get(name);
    if (known?.key === key) return known;
    const fields = name === "adam" ? {} : { keep: ["theta", "step", "loss"] };
    const run = descend(rule, landscape, { start: [x, y], steps, ...fields });
    const seen = { heights: heights(run, floor), event: eventOf(run, floor) };
    const found = { key, run, path: run.path(), ...seen };
    this.#cache.set(name, found);
    return found;
  }

  /** What a run has come to at step t, if it is past telling by its loss. */
  noteOf({ run, event }, t) {
    if (run.diverged > 0 && t >= run.diverged) return "overflow";
    return event?.kind === "diverges" && t >= event.t ? "gone" : "";
  }

  draw(width) {
    this.width = width;
    const wide = width > WIDE;
    const gap = 24;
    const column = wide ? Math.round((width - gap) * 0.56) : width;
    const across = Math.min(column, wide ? LARGE : MIDDLE);
    const high = Math.round(across * 0.75);
    this.size = [across, high];
    this.map.box.style.setProperty("--high", `${high}px`);
    this.map.box.style.setProperty("--across", `${across}px`);
    const sharp = Math.min(2, devicePixelRatio || 1);
    if (sharp !== this.sharp || across !== this.drawnAt) {
      fit(this.map, across, high, sharp); // empties the canvases
      this.grounded = false;
    }
    [this.sharp, this.drawnAt] = [sharp, across];
    if (!this.grounded) drawGround(this.map.under, this.ground, (name) => this.ink(name));
    this.grounded = true;
    const chart = wide ? width - gap - column : width;
    const { steps } = this.state;
    this.losses = drawLosses(this.chart, this.runs, steps, this.ground.floor, chart, 240);
    this.fade(this.hot);
    this.raise(across, high);
    if (this.sweeps.details.open) this.tune(false);
  }

  place = ([x, y]) => {
    if (this.surface) return this.surface.project(x, y);
    const [[x0, x1], [y0, y1]] = this.ground.view;
    const [across, high] = this.size;
    return [((x - x0) / (x1 - x0)) * across, ((y1 - y) / (y1 - y0)) * high];
  };

  unplace([px, py]) {
    if (this.surface) return this.surface.unproject([px, py], [this.state.x, this.state.y]);
    const [[x0, x1], [y0, y1]] = this.ground.view;
    const [across, high] = this.size;
    return [x0 + (px / across) * (x1 - x0), y1 - (py / high) * (y1 - y0)];
  }

  /** The surface, fetched when it is first asked for; without WebGL2 the map stays a map. */
  raise(across, high) {
    const { solid } = this.state;
    this.map.box.classList.toggle("solid", Boolean(solid && this.surface));
    if (!solid) {
      this.surface?.free();
      return (this.surface = null);
    }
    if (this.surface) return this.surface.fit(across, high);
    this.rising ??= import("./race/rise.js").then(({ rise }) => rise(this));
  }

  themed() {
    if (!this.size) return;
    this.grounded = false;
    this.redraw();
  }

  redraw() {
    this.draw(this.width, this.state);
    this.seek(this.state);
  }

  seek(state) {
    const t = Math.min(state.t, state.steps);
    const [width, height] = this.size;
    const { place, sharp, hot } = this;
    if (this.surface) {
      this.surface.look(state);
      this.surface.seek(t);
      this.surface.draw();
    } else {
      const inkOf = (name) => this.ink(name);
      drawWays(this.map.ways, this.runs, t, { place, sharp, inkOf, hot });
    }
    this.handle.setAttribute("transform", `translate(${place([state.x, state.y])})`);
    const told = `Start at x ${text(state.x)}, y ${text(state.y)}; arrow keys move it`;
    this.handle.setAttribute("aria-label", told);
    this.map.layer.replaceChildren(
      targets(marked(this.ground), place, width, height),
      ...marks(this.runs, t, { width, height, place, hot }),
    );
    this.losses.seek(t);
    this.board.seek(t);
    const adam = this.runs.find(({ name }) => name === "adam");
    if (adam) this.show?.(adam.run, t, state.lr_adam);
  }

  /** The inside of Adam's step, fetched when it is about to be seen. */
  async open() {
    const { inside } = await import("./race/inside.js");
    this.show ??= inside(this.inside);
    if (this.size) this.seek(this.state);
  }

  /** Make one optimizer stand out, or none. */
  heat(name) {
    if (this.hot === name) return;
    this.hot = name;
    this.board.heat(name);
    this.fade(name);
    this.seek(this.state);
  }

  fade(name) {
    for (const way of this.chart.querySelectorAll(".way")) {
      way.style.opacity = name && way.dataset.name !== name ? 0.15 : 1;
    }
  }

  story(state) {
    return story(this.runs, state, PLACES[state.landscape]);
  }

  table() {
    const columns = this.runs.flatMap(({ name }) => ["x", "y", "loss"].map((of) => `${name}_${of}`));
    const rows = this.runs[0].path.map((_, t) => [
      t,
      ...this.runs.flatMap(({ run, path }) => [...path[t], t ? run.loss[t - 1] : run.start_loss]),
    ]);
    return [["t", ...columns], ...rows];
  }

  async python() {
    return (await import("./race/python.js")).pythonOf(this);
  }
}

define("adam-race", Race);
