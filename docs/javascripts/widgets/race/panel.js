// The controls of the race: what to race on, how the surface is seen, settings, the start.

import { press, slider } from "../controls.js";
import { h, number as text, s, within } from "../elements.js";
import { PLACES } from "./places.js";
import { takes } from "./rules.js";

/** What to race on, how far, and on what kind of map. */
export function places(widget) {
  const options = Object.entries(PLACES).map(([word, title]) =>
    h("option", { value: word }, title),
  );
  const onchange = () => widget.go(pick.value);
  const pick = h("select", { onchange, "aria-label": "Landscape" }, ...options);
  const angle = slider(widget, "angle", {
    label: "turned by",
    spoken: "Ravine turned by",
    text: (degrees) => `${text(degrees)}°`,
  });
  angle.querySelector("input").addEventListener("input", () => widget.turnStart());
  widget.follows((state) => {
    pick.value = state.landscape;
    angle.hidden = state.landscape !== "ravine";
  });
  const solid = press(widget, "solid", "3-D");
  solid.title = "Show the landscape as a surface";
  return h("div", { class: "row places" }, pick, solid, angle);
}

/** How the surface is seen: what a drag across it changes, too. */
export function sight(widget) {
  const degrees = (x) => `${text(Math.round(x))}°`;
  const row = h(
    "div",
    { class: "sliders" },
    slider(widget, "yaw", { label: "seen from", spoken: "Surface seen from", text: degrees }),
    slider(widget, "pitch", { label: "height", spoken: "Surface seen at height", text: degrees }),
  );
  widget.follows(({ solid }) => (row.hidden = !solid));
  return row;
}

export function settings(widget) {
  const memory = (beta) => `memory ${text(1 / (1 - beta), 3)}`;
  const beta = (key, name, spoken) => {
    const made = slider(widget, key, { label: name, spoken, text: (x) => text(x, 5), note: memory });
    widget.follows(({ rules }) => (made.hidden = !rules.some((rule) => takes(rule, key))));
    return made;
  };
  const row = h(
    "div",
    { class: "sliders" },
    beta("b1", "β₁", "beta 1"),
    beta("b2", "β₂", "beta 2"),
    slider(widget, "steps", { label: "steps of a run", text: (x) => text(x, 5) }),
  );
  const words =
    "β₁ acts on momentum, Nesterov and the Adam family, β₂ on the Adam family. RMSProp keeps its " +
    "β₂ of 0.9, Lion its 0.9 and 0.99; Adam with L2 and AdamW decay at 0.01.";
  const note = h("p", { class: "small" }, words);
  widget.follows(({ rules }) => (note.hidden = !rules.some((rule) => takes(rule, "b1"))));
  return h("div", {}, row, note);
}

/** The start: a ring that can be dragged, and moved by the arrow keys. */
export function start() {
  return s(
    "g",
    { class: "start", tabindex: 0, role: "application" },
    s("circle", { class: "grab", r: 22 }),
    s("circle", { class: "held", r: 7 }),
  );
}

/** A pointer on the losses takes the cursor along. */
export function scrubbing(widget) {
  const follow = (event) => {
    widget.stop();
    const [x] = within(widget.chart, event);
    widget.set({ t: Math.min(widget.state.steps, Math.round(widget.losses.x.invert(x))) });
  };
  let from = null; // of a finger, which may be about to scroll
  widget.chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    widget.chart.setPointerCapture(event.pointerId);
    from = event.pointerType === "touch" ? event.clientX : null;
    if (from === null) follow(event);
  });
  widget.chart.addEventListener("pointermove", (event) => {
    if (!widget.chart.hasPointerCapture(event.pointerId)) return;
    if (from !== null && Math.abs(event.clientX - from) < 6) return;
    from = null;
    follow(event);
  });
  widget.chart.addEventListener("pointerup", (event) => from !== null && follow(event));
}

/** The sweep and its button; what draws them is fetched when the part is opened. */
export function sweeping(widget) {
  const details = h(
    "details",
    {},
    h("summary", {}, "Every learning rate, and the best one"),
    widget.sweeps,
  );
  details.addEventListener("toggle", () => widget.tune(false));
  widget.sweeps.details = details;
  return details;
}
