// The race on a surface: hands the landscape and the runs to WebGL2.

import { h } from "../elements.js";
import { ink } from "./rules.js";
import { surface } from "./surface.js";

const DEGREE = Math.PI / 180;
const REACH = 1e-4; // of the view: a small way for differences

/** Put a surface in place of the map, if it is still wanted and the browser can draw it. */
export function rise(widget) {
  widget.rising = null;
  if (!widget.state.solid || !widget.isConnected) return;
  widget.surface = raised(widget);
  if (widget.surface) widget.redraw();
  else {
    widget.set({ solid: false });
    widget.tell("This browser draws no 3-D here; the map shows the same.");
  }
}

/** The surface, or null where there is no WebGL2. */
function raised(widget) {
  const canvas = h("canvas", { class: "risen", "aria-hidden": "true" });
  const made = surface(canvas, {
    ink: (name) => widget.ink(name),
    onlost: () => widget.set({ solid: false }),
  });
  if (!made) return null;
  widget.map.box.insertBefore(canvas, widget.map.over);
  let risen; // the ground whose shape it has
  const trails = (runs) =>
    runs.map(({ name, path }) => ({ ink: ink(name), width: 2, points: path }));
  return {
    fit(width, height) {
      const { ground } = widget;
      made.size(width, height);
      if (risen !== ground) made.shape(ground.level, ground.view);
      risen = ground;
      made.paths(trails(widget.runs));
    },
    seek: (t) => made.seek(t + 1), // points, of which the start is one
    look: ({ yaw, pitch }) => (made.view = { yaw: yaw * DEGREE, pitch: pitch * DEGREE }),
    draw: () => made.draw(),
    project: (x, y) => made.project(x, y),
    unproject: (place, near) => unproject(made, place, near, widget.ground.view),
    free() {
      made.free();
      canvas.remove();
    },
  };
}

/** The point of the surface at a place on the canvas, by one step of Newton's from a near one. */
function unproject(made, [px, py], [x, y], [[left, right], [low, high]]) {
  const [dx, dy] = [(right - left) * REACH, (high - low) * REACH];
  const at = made.project(x, y);
  const [a, b] = [made.project(x + dx, y), made.project(x, y + dy)].map((place) => [
    place[0] - at[0],
    place[1] - at[1],
  ]);
  const area = a[0] * b[1] - a[1] * b[0];
  if (Math.abs(area) < 1e-12) return [x, y];
  const [u, w] = [px - at[0], py - at[1]];
  return [x + (dx * (u * b[1] - w * b[0])) / area, y + (dy * (a[0] * w - a[1] * u)) / area];
}
