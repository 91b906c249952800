// A landscape as a surface in space, in WebGL2: isolines, soft light, trails that lie on it.
//
//   const hills = surface(canvas, { ink: (name) => widget.ink(name) });
//   if (!hills) return; // no WebGL2 here: the map has to do
//   hills.shape((x, y) => height, [[-2, 2], [-1, 3]]); // heights from 0 to 1
//   hills.paths([{ ink: "adam", width: 2, points: run.path() }]);
//   hills.size(700, 480);
//   hills.seek(37);
//   hills.draw(); // whenever something has changed: nothing draws by itself
//
// Seen from above, without a turn, the surface is the contour map. What lies behind a ridge shows
// through it, faintly.

import { GROUND, STROKE } from "./surface/shaders.js";
import { CELLS, footing, lay, matrix, mesh, pairs, scattered } from "./surface/shape.js";

const DISTANCE = 3.2; // of the eye, in lengths of the view's longer side
const MARGIN = 8; // CSS pixels
const GROWTH = 1.15; // at most, when a turn leaves room
const LIFT = 0.004; // of trails towards the eye, in depth
const HEAD = 2.4; // radius of a head, in widths of its trail
const SHARPEST = 2; // device pixels a CSS pixel
const BEHIND = 0.3; // strength of what the surface hides
const BANDS = 12; // an isoline between each two of them
const FAINT = 0.35; // strength of what the cursor has not reached

/** A surface drawn on a canvas; null where WebGL2 is not to be had. */
export function surface(canvas, options) {
  const gl = canvas.getContext("webgl2", { alpha: false, powerPreference: "low-power" });
  if (!gl || gl.isContextLost()) return null;
  const [ground, stroke] = [GROUND, STROKE].map((sources) => linked(gl, sources));
  return ground && stroke ? new Surface(gl, ground, stroke, options) : null;
}

/** A program of two shaders, or null. */
function linked(gl, sources) {
  const program = gl.createProgram();
  sources.forEach((source, i) => {
    const shader = gl.createShader(i ? gl.FRAGMENT_SHADER : gl.VERTEX_SHADER);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader); // once the program goes
  });
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

class Surface {
  /** Angles in radians: around the vertical, and of the sight below the horizon. */
  view = { yaw: -0.5, pitch: 0.87 };
  lost = false;
  #gl;
  #ground;
  #stroke;
  #ink;
  #shades;
  #level;
  #ends;
  #place;
  #outline = [];
  #paths = [];
  #trails = [];
  #cursor = Infinity;
  #width;
  #height;
  #sharpness;
  #camera;
  #vertices;
  #corners;
  #points;
  #lose = (event) => {
    event.preventDefault();
    this.lost = true;
    this.onlost?.();
  };

  constructor(gl, ground, stroke, { ink, onlost }) {
    this.onlost = onlost;
    this.#gl = gl;
    this.#ground = ground;
    this.#stroke = stroke;
    this.#ink = ink;
    [this.#vertices, this.#corners, this.#points] = [0, 0, 0].map(() => gl.createBuffer());
    for (const place of [0, 1]) gl.enableVertexAttribArray(place);
    gl.enable(gl.DEPTH_TEST);
    gl.canvas.addEventListener("webglcontextlost", this.#lose);
  }

  /** Another landscape, or another view of it. */
  shape(level, ends) {
    this.#level = level;
    this.#ends = ends;
    this.#place = footing(ends);
    this.#outline = scattered(level, ends, this.#place);
    const [points, corners] = mesh(level, ends);
    this.#fill(this.#vertices, points);
    this.#fill(this.#corners, corners, this.#gl.ELEMENT_ARRAY_BUFFER);
    this.#lay();
  }

  /** Trails on the surface; `points` are pairs, or numbers two by two. */
  paths(paths) {
    this.#paths = paths;
    this.#lay();
  }

  /** Draw only the first `count` points of each trail strongly. */
  seek(count) {
    this.#cursor = Math.floor(count);
  }

  /** Size in CSS pixels; empties the canvas. */
  size(width, height) {
    const { canvas } = this.#gl;
    [this.#width, this.#height] = [width, height];
    [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    this.#sharpness = Math.min(SHARPEST, devicePixelRatio || 1);
    const fine = (side) => Math.round(side * this.#sharpness);
    [canvas.width, canvas.height] = [fine(width), fine(height)];
  }

  /** Where a point of the landscape lies on the canvas, in CSS pixels. */
  project(x, y) {
    const [right, up, , depth] = this.#eye()(x, y, this.#level(x, y));
    return [(1 + right / depth) * this.#width * 0.5, (1 - up / depth) * this.#height * 0.5];
  }

  /** Draw now, in the present theme. */
  draw() {
    if (this.lost || !this.#ends) return;
    const gl = this.#gl;
    this.#shades = {}; // of the present theme
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(...this.#shade("paper"), 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    this.#camera = matrix(this.#eye());
    this.#drawGround();
    this.#drawTrails();
  }

  /** Give everything back. The canvas is of no more use. */
  free() {
    const gl = this.#gl;
    this.lost = true;
    gl.canvas.removeEventListener("webglcontextlost", this.#lose);
    for (const buffer of [this.#vertices, this.#corners, this.#points]) gl.deleteBuffer(buffer);
    for (const program of [this.#ground, this.#stroke]) gl.deleteProgram(program);
    gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** An ink as red, green and blue, up to 1. */
  #shade(name) {
    return (this.#shades[name] ??= [1, 3, 5].map(
      (i) => parseInt(this.#ink(name).slice(i, i + 2), 16) / 255,
    ));
  }

  #fill(buffer, numbers, target = this.#gl.ARRAY_BUFFER) {
    const gl = this.#gl;
    gl.bindBuffer(target, buffer);
    gl.bufferData(target, numbers, gl.STATIC_DRAW);
  }

  /** Put the trails and the surface's edge on the surface. */
  #lay() {
    if (!this.#ends) return;
    const [[left, right], [near, far]] = this.#ends;
    const around = [[left, near], [right, near], [right, far], [left, far], [left, near]];
    const edge = { ink: "muted", width: 0.75, points: around, edge: true };
    const numbers = [];
    this.#trails = [edge, ...this.#paths].map((path) => ({
      ...path,
      first: numbers.length / 4,
      marks: lay(pairs(path.points), this.#ends, this.#level, numbers),
    }));
    this.#fill(this.#points, new Float32Array(numbers));
  }

  /** A map from x, y, level to right, up and depth on the canvas, all to be divided by the last. */
  #eye() {
    const { yaw, pitch } = this.view;
    const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
    const [level, steep] = [Math.cos(pitch), Math.sin(pitch)];
    let [wide, top, bottom] = [0, -1, 1];
    let [widest, above, below] = [0, 0, 0]; // whatever the yaw
    for (const [east, north, height] of this.#outline) {
      const [up, near] = [level * height, DISTANCE - steep * height];
      const back = s * east + c * north;
      const sight = (up + steep * back) / (near + level * back);
      wide = Math.max(wide, Math.abs(c * east - s * north) / (near + level * back));
      [top, bottom] = [Math.max(top, sight), Math.min(bottom, sight)];
      const radius = Math.hypot(east, north);
      widest = Math.max(widest, radius / Math.sqrt(near ** 2 - radius ** 2));
      above = Math.max(above, (up + steep * radius) / (near + level * radius));
      below = Math.max(below, (steep * radius - up) / (near - level * radius));
    }
    const fit = (half, whole) =>
      Math.min((this.#width / 2 - MARGIN) / half, (this.#height - 2 * MARGIN) / whole);
    const zoom = 2 * Math.min(fit(wide, top - bottom), GROWTH * fit(widest, above + below));
    const middle = (top + bottom) / 2;
    return (x, y, z) => {
      const [east, north, height] = this.#place(x, y, z);
      const back = s * east + c * north;
      const depth = DISTANCE + level * back - steep * height;
      const up = level * height + steep * back - middle * depth;
      const right = c * east - s * north;
      return [(zoom * right) / this.#width, (zoom * up) / this.#height, depth - DISTANCE, depth];
    };
  }

  #set(program, values) {
    const gl = this.#gl;
    gl.useProgram(program);
    for (const [name, value] of Object.entries(values)) {
      const place = gl.getUniformLocation(program, name);
      if (value.length === 16) gl.uniformMatrix4fv(place, false, value);
      else if (value.length) gl[`uniform${value.length}fv`](place, value);
      else gl.uniform1f(place, value);
    }
  }

  /** Where the two attributes of the next drawing come from: size, stride and offset in numbers. */
  #read(buffer, stride, first, second, every) {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    [first, second].forEach(([size, offset], i) => {
      gl.vertexAttribPointer(i, size, gl.FLOAT, false, 4 * stride, 4 * offset);
      gl.vertexAttribDivisor(i, every);
    });
  }

  #drawGround() {
    const gl = this.#gl;
    const [paper, ink] = [this.#shade("paper"), this.#shade("ink")];
    const [c, s] = [Math.cos(this.view.yaw), Math.sin(this.view.yaw)];
    this.#set(this.#ground, {
      camera: this.#camera,
      low: paper,
      high: this.#shade("wash"),
      line: this.#shade("rule"),
      dark: this.#shade("muted"),
      lamp: [-0.55 * c + 0.3 * s, 0.55 * s + 0.3 * c, 0.78],
      bands: BANDS,
      thick: this.#sharpness,
      night: Number(ink[1] > paper[1]),
    });
    gl.disable(gl.SAMPLE_ALPHA_TO_COVERAGE);
    gl.depthMask(true);
    gl.depthFunc(gl.LESS);
    this.#read(this.#vertices, 5, [3, 0], [2, 3], 0);
    gl.drawElements(gl.TRIANGLES, 6 * CELLS ** 2, gl.UNSIGNED_SHORT, 0);
  }

  #drawTrails() {
    const gl = this.#gl;
    const pixels = [gl.drawingBufferWidth / 2, gl.drawingBufferHeight / 2];
    this.#set(this.#stroke, { camera: this.#camera, pixels, lift: LIFT });
    gl.enable(gl.SAMPLE_ALPHA_TO_COVERAGE); // overlapping ends of pieces do not add up
    gl.depthMask(false); // a later trail lies on an earlier one
    for (const [test, strength] of [[gl.GREATER, BEHIND], [gl.LEQUAL, 1]]) {
      gl.depthFunc(test);
      for (const trail of this.#trails) this.#drawTrail(trail, true, strength * FAINT);
      for (const trail of this.#trails) this.#drawTrail(trail, false, strength);
    }
    gl.depthFunc(gl.ALWAYS); // no ridge cuts a head in two
    for (const trail of this.#trails) if (!trail.edge) this.#drawHead(trail);
  }

  /** The faint part of a trail, or the strong part before it. */
  #drawTrail({ ink, width, edge, first, marks }, rest, strength) {
    const whole = marks.at(-1)?.laid ?? 0;
    const strong = edge ? 1 : Math.max(1, marks[this.#upTo(marks)]?.laid ?? 1);
    const [from, to] = rest ? [strong, whole] : [1, strong];
    if (from < to) this.#strokes(ink, strength, width / 2, first + from - 1, 1, to - from);
  }

  #drawHead({ ink, width, first, marks }) {
    const last = marks[this.#upTo(marks)];
    if (!last?.inside) return;
    const point = first + last.laid - 1;
    this.#strokes("paper", 1, HEAD * width + 1, point, 0, 1);
    this.#strokes(ink, 1, HEAD * width, point, 0, 1);
  }

  /** Index of the last point that the cursor has reached, -1 if none. */
  #upTo(marks) {
    return Math.min(this.#cursor, marks.length) - 1;
  }

  /** Strokes from points to the next ones, or dots. */
  #strokes(ink, strength, radius, first, next, count) {
    const gl = this.#gl;
    const wash = this.#shade("wash");
    const shade = this.#shade(ink).map((part, i) => wash[i] + (part - wash[i]) * strength);
    this.#set(this.#stroke, { ink: shade, radius: radius * this.#sharpness });
    this.#read(this.#points, 4, [4, 4 * first], [4, 4 * (first + next)], 1);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }
}
