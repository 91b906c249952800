// The reader's hand on the chart of `<adam-stream>`: it moves the cursor, and draws gradients.

import { number, within } from "../elements.js";
import { REACH, STEPS, UNIT } from "./patterns.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const NUDGE = 2; // units a press of an arrow key

const limited = (x, least, most) => Math.min(most, Math.max(least, x));

/** Let pointer, touch and keyboard work on the widget's chart. */
export function hand(widget) {
  const { chart } = widget;
  let drawing = false;
  let last = null;

  const drawable = () => widget.state.pattern === "draw";
  const place = (event) => within(chart, event);
  const inGradients = (event) => place(event)[1] < widget.frame.a[1] + 12;
  const put = (t, units) => {
    const drawn = [...widget.state.drawn];
    const [from, old] = last ?? [t, units];
    const way = Math.abs(t - from);
    for (let i = 0; i <= way; i++) {
      const share = way ? i / way : 1;
      drawn[from + Math.sign(t - from) * i - 1] = Math.round(old + (units - old) * share);
    }
    last = [t, units];
    widget.set({ drawn, t });
  };
  const follow = (event) => {
    const [x, y] = place(event);
    const t = limited(Math.round(widget.frame.x.invert(x)), 1, widget.n);
    if (!drawing) return widget.set({ t });
    const scale = widget.state.hundredfold ? 100 : 1;
    put(
      t,
      limited(Math.round((widget.frame.y.invert(y) / scale) * UNIT), -UNIT * REACH, UNIT * REACH),
    );
  };

  // touch-action on a part of an SVG does not keep the page still; this does.
  chart.addEventListener(
    "touchstart",
    (event) => drawable() && inGradients(event.touches[0]) && event.preventDefault(),
    { passive: false },
  );
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    widget.stop();
    drawing = drawable() && inGradients(event);
    last = null;
    chart.setPointerCapture(event.pointerId);
    follow(event);
  });
  chart.addEventListener("pointermove", (event) => {
    if (chart.hasPointerCapture(event.pointerId)) follow(event);
  });
  chart.addEventListener("keydown", (event) => {
    if (!drawable()) return;
    const t = { Home: 1, End: STEPS }[event.key];
    const [on, up] = ARROWS[event.key] ?? [0, 0];
    if (!t && !on && !up) return;
    event.preventDefault();
    widget.stop();
    last = null;
    if (up)
      put(
        widget.t,
        limited(widget.state.drawn[widget.t - 1] + up * NUDGE, -UNIT * REACH, UNIT * REACH),
      );
    else widget.set({ t: t ?? limited(widget.t + on, 1, STEPS) });
  });

  widget.follows(() => {
    const can = drawable();
    chart.classList.toggle("drawing", can);
    chart.setAttribute("role", can ? "slider" : "img");
    if (can) chart.tabIndex = 0;
    else chart.removeAttribute("tabindex");
  });
  /** What the chart is, for who does not see it. */
  widget.describe = () => {
    if (!drawable()) {
      chart.setAttribute(
        "aria-label",
        "Gradients, their moving averages, Adam’s steps and the averages’ weights",
      );
      for (const name of ["min", "max", "now", "text"]) chart.removeAttribute(`aria-value${name}`);
      return;
    }
    const value = widget.state.drawn[widget.t - 1] / UNIT;
    chart.setAttribute(
      "aria-label",
      "Gradient at the cursor: up and down change it, left and right move on",
    );
    chart.setAttribute("aria-valuemin", -REACH);
    chart.setAttribute("aria-valuemax", REACH);
    chart.setAttribute("aria-valuenow", value);
    chart.setAttribute("aria-valuetext", `step ${widget.t}: ${number(value)}`);
  };
}
