// Controls that follow a widget's state: sliders, switches, choices, transport, table of values.

import { isStill } from "./base.js";
import { h, number, plain, prose, s, symbol, within } from "./elements.js";

const LEAP = 10; // steps at once where motion is unwanted
const PACE = 5000; // milliseconds of a whole run
const FIRST = 600; // milliseconds by the number of a step: early ones pass slowly
const SLOWEST = 110; // milliseconds a step

/** Index of the stop nearest to a value. */
function nearest(stops, value) {
  let best = 0;
  stops.forEach((stop, i) => {
    if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = i;
  });
  return best;
}

/** A slider over the stops of a number; `note(value)` adds a remark to the value. */
export function slider(widget, key, { label, text = number, note, spoken = plain(label) }) {
  const { stops } = widget.constructor.schema[key];
  const shown = h("output", { for: key });
  const input = h("input", {
    type: "range",
    id: key,
    min: 0,
    max: stops.length - 1,
    "aria-label": spoken,
    oninput: () => widget.set({ [key]: stops[input.valueAsNumber] }),
  });
  widget.follows((state) => {
    const words = text(state[key]);
    input.value = nearest(stops, state[key]);
    input.setAttribute("aria-valuetext", words);
    shown.replaceChildren(words, ...(note ? [" ", h("small", {}, note(state[key]))] : []));
  });
  return h("div", { class: "slider" }, h("span", {}, ...prose(label)), shown, input);
}

/** A switch of a flag. */
export function toggle(widget, key, label) {
  const onchange = () => widget.set({ [key]: input.checked });
  const input = h("input", { type: "checkbox", onchange });
  widget.follows((state) => (input.checked = state[key]));
  return h("label", { class: "switch" }, input, h("span", {}, ...prose(label)));
}

/** A button that stays down while a flag is on. */
export function press(widget, key, label) {
  const onclick = () => widget.set({ [key]: !widget.state[key] });
  const button = h("button", { type: "button", onclick }, label);
  widget.follows((state) => button.setAttribute("aria-pressed", state[key]));
  return button;
}

/** Pictures to choose from: `options` are `[word, label, picture]`, the picture an element. */
export function choices(widget, key, label, options, onpick) {
  const inputs = options.map(([word]) => {
    const onchange = () => (onpick ? onpick(word) : widget.set({ [key]: word }));
    return h("input", { type: "radio", name: key, value: word, onchange });
  });
  widget.follows((state) => inputs.forEach((one) => (one.checked = one.value === state[key])));
  return h(
    "div",
    { class: "choices", role: "radiogroup", "aria-label": label },
    ...options.map(([, words, picture], i) =>
      h("label", { class: "choice" }, inputs[i], h("span", {}, words), picture ?? ""),
    ),
  );
}

const ICONS = {
  play: "M3 1.5v13l11-6.5z",
  pause: "M3 2h3.6v12H3zM9.4 2H13v12H9.4z",
  back: "M11 2v12L3.5 8zM2 2h1.6v12H2z",
  on: "M5 2v12l7.500-6zM12.400 2H14v12h-1.600z",
};

const icon = (name) =>
  s("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[name] }));

/**
 * Play, step and scrub through `last()` steps; the space bar plays, Home and End jump. `count()`
 * gives the word for a step, and how many come before the one that is called 1.
 */
export function transport(widget, last, count = () => ["step", 0]) {
  const button = (name, label, onclick) =>
    h("button", { type: "button", "aria-label": label, onclick }, icon(name));
  const step = (by) => {
    widget.stop();
    widget.set({ t: Math.max(1, Math.min(last(), widget.state.t) + by) });
  };
  const play = button("play", "Play", () => (playing ? widget.stop() : start()));
  const scrub = h("input", {
    type: "range",
    min: 1,
    "aria-label": "Step",
    oninput: () => {
      widget.stop();
      widget.set({ t: scrub.valueAsNumber });
    },
    onkeydown: (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      play.click();
    },
  });
  const shown = h("output");
  let playing = 0;

  const show = (name, label) => {
    play.replaceChildren(icon(name));
    play.setAttribute("aria-label", label);
  };
  const start = () => {
    const pace = PACE / last();
    const [leap, first] = isStill() ? [LEAP, 0] : [1, FIRST];
    const lasts = (t) => leap * Math.min(SLOWEST, Math.max(pace, first / t));
    let next = performance.now();
    if (widget.state.t >= last()) widget.set({ t: 1 });
    show("pause", "Pause");
    const tick = (now) => {
      let { t } = widget.state;
      for (; t < last() && now - next >= lasts(t); t = Math.min(last(), t + leap)) next += lasts(t);
      if (t !== widget.state.t) widget.set({ t });
      if (t === last()) return widget.stop();
      playing = requestAnimationFrame(tick);
    };
    playing = requestAnimationFrame(tick);
  };
  widget.stop = () => {
    cancelAnimationFrame(playing);
    playing = 0;
    show("play", "Play");
  };
  widget.follows((state) => {
    const t = Math.min(state.t, last());
    scrub.max = last();
    scrub.value = t;
    const [word, before] = count();
    scrub.setAttribute("aria-valuetext", `${word} ${t - before} of ${last() - before}`);
    shown.replaceChildren(
      `${word} ${number(t - before, 6)}`,
      h("span", { class: "optional" }, ` of ${number(last() - before, 6)}`),
    );
  });
  const parts = [play, button("back", "One step back", () => step(-1))];
  parts.push(
    button("on", "One step on", () => step(1)),
    scrub,
    shown,
  );
  return h("div", { class: "transport" }, ...parts);
}

/** Controls that fold away on a phone. */
export function fold(widget, title, ...children) {
  const details = h(
    "details",
    { class: "fold" },
    h("summary", {}, title),
    h("div", {}, ...children),
  );
  widget.folds(details);
  return details;
}

/** Symbols, which can be pressed, with their numbers, three pairs a row; `show` fills it. */
export function values(entries, caption) {
  const cells = entries.map(([, ink]) => h("data", { class: `number ad-${ink}` }));
  const pairs = entries.map(([name, ink, words], i) => {
    const attributes = { type: "button", class: `ad-symbol ad-${ink}`, title: words };
    const button = h("button", attributes, symbol(name), h("span", { class: "away" }, words));
    return [h("th", { scope: "row" }, button), h("td", {}, cells[i])];
  });
  const rows = [];
  for (let i = 0; i < pairs.length; i += 3) {
    rows.push(h("tr", {}, ...pairs.slice(i, i + 3).flat()));
  }
  const head = h("caption", { class: "away" }, caption);
  const element = h("table", { class: "values" }, head, h("tbody", {}, ...rows));
  const show = (numbers) =>
    numbers.forEach((value, i) => {
      cells[i].value = value;
      cells[i].textContent = number(value, 4);
    });
  return { element, show };
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const NUDGE = 100; // presses across the map; ten times as far with Shift
const GRAB = 26; // px around the start that count as the start
const TURN = 0.45; // degrees a pixel

/** Let pointer, touch and keyboard on the widget's map move the start, or turn its surface. */
export function hand(widget, over) {
  let held = "";
  let last = null; // where the pointer was
  let offset = [0, 0]; // from the pointer to the start it holds
  const place = (event) => within(over, event);
  const grabbed = (event) => {
    const [x, y] = place(event);
    const [sx, sy] = widget.place([widget.state.x, widget.state.y]);
    if (Math.hypot(x - sx, y - sy) < GRAB) return "start";
    return widget.surface ? "surface" : "";
  };
  over.addEventListener(
    "touchstart",
    (event) => grabbed(event.touches[0]) && event.preventDefault(),
    { passive: false },
  );
  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = grabbed(event);
    if (!held) return;
    widget.stop();
    last = place(event);
    const at = widget.place([widget.state.x, widget.state.y]);
    offset = [at[0] - last[0], at[1] - last[1]];
    over.setPointerCapture(event.pointerId);
    if (held === "start") widget.handle.focus({ preventScroll: true });
  });
  over.addEventListener("pointermove", (event) => {
    if (!over.hasPointerCapture(event.pointerId)) return;
    const [x, y] = place(event);
    if (held === "surface") {
      const { yaw, pitch } = widget.state;
      const turned = yaw + (x - last[0]) * TURN;
      widget.set({
        yaw: turned - 360 * Math.round(turned / 360),
        pitch: pitch + (y - last[1]) * TURN,
      });
    } else widget.moveTo(widget.unplace([x + offset[0], y + offset[1]]));
    last = [x, y];
  });
  over.addEventListener("keydown", (event) => {
    const [right, up] = ARROWS[event.key] ?? [0, 0];
    if ((!right && !up) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    widget.stop();
    const [[x0, x1], [y0, y1]] = widget.ground.view;
    const far = event.shiftKey ? 10 : 1;
    const { x, y } = widget.state;
    widget.moveTo([
      x + (right * far * (x1 - x0)) / NUDGE,
      y + (up * far * (y1 - y0)) / NUDGE,
    ]);
  });
}
