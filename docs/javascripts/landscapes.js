// Loss surfaces with their gradients, starts and minimisers: see adamdocs.landscapes.

import { factory, refuse } from "./checks.js";
import { cos_turns, exp, sin_turns } from "./portable.js";

// Of 0, 5, …, 90 degrees; the sine of a is the cosine of 90 - a.
const COSINE = [
  1, 0.9961946980917455, 0.984807753012208, 0.9659258262890683, 0.9396926207859084,
  0.9063077870366499, 0.8660254037844386, 0.8191520442889918, 0.766044443118978,
  0.7071067811865476, 0.6427876096865394, 0.573576436351046, 0.5, 0.42261826174069944,
  0.3420201433256687, 0.25881904510252074, 0.17364817766693036, 0.08715574274765818, 0,
];
const RASTRIGIN_MINIMA = [
  0, 0.9949586376523347, 1.9899122337085495, 2.98485570103948, 3.979783860300754,
  4.974691390895051,
];

/** A factory of frozen landscapes: name, value, grad, start, minimisers, view. */
function landscape(name, defaults, make) {
  return factory(name, defaults, (given) => Object.freeze({ name, ...make(given) }));
}

/** See adamdocs.landscapes.parabola. */
export const parabola = landscape("parabola", { curvature: 2 }, ({ curvature }) => {
  if (!(Number.isFinite(curvature) && 0 < curvature)) {
    refuse("parabola: curvature", "positive and finite", curvature);
  }
  return {
    value: ([x]) => 0.5 * (curvature * (x * x)),
    grad: (theta) => theta.map((x) => curvature * x),
    start: [5],
    minimisers: [[0]],
    view: [[-6, 6]],
  };
});

/** See adamdocs.landscapes.ravine. */
export const ravine = landscape("ravine", { condition: 100, angle: 0 }, ({ condition, angle }) => {
  if (!(Number.isFinite(condition) && 1 <= condition)) {
    refuse("ravine: condition", "finite and at least 1", condition);
  }
  if (!(Number.isInteger(angle) && angle / 5 in COSINE)) {
    refuse("ravine: angle", "one of 0, 5, ..., 90 degrees", angle);
  }
  const c = COSINE[angle / 5];
  const s = COSINE[(90 - angle) / 5];
  return {
    value([x, y]) {
      const u = c * x + s * y;
      const w = c * y - s * x;
      return 0.5 * (u * u + condition * (w * w));
    },
    grad([x, y]) {
      const u = c * x + s * y;
      const w = condition * (c * y - s * x);
      return [c * u - s * w, s * u + c * w];
    },
    start: [c * 10 - s, s * 10 + c],
    minimisers: [[0, 0]],
    view: angle ? square_view(12) : [[-12, 12], [-3, 3]],
  };
});

/** See adamdocs.landscapes.rosenbrock. */
export const rosenbrock = landscape("rosenbrock", {}, () => ({
  value([x, y]) {
    const a = 1 - x;
    const b = y - x * x;
    return a * a + 100 * (b * b);
  },
  grad([x, y]) {
    const b = y - x * x;
    return [-2 * (1 - x) - 400 * (x * b), 200 * b];
  },
  start: [-1.2, 1],
  minimisers: [[1, 1]],
  view: [[-2, 2], [-1, 3]],
}));

/** See adamdocs.landscapes.beale. */
export const beale = landscape("beale", {}, () => ({
  value([x, y]) {
    const square = y * y;
    const a = (1.5 - x) + x * y;
    const b = (2.25 - x) + x * square;
    const c = (2.625 - x) + x * (square * y);
    return (a * a + b * b) + c * c;
  },
  grad([x, y]) {
    const square = y * y;
    const cube = square * y;
    const a = (1.5 - x) + x * y;
    const b = (2.25 - x) + x * square;
    const c = (2.625 - x) + x * cube;
    const gx = 2 * ((a * (y - 1) + b * (square - 1)) + c * (cube - 1));
    const gy = 2 * (x * ((a + 2 * (b * y)) + 3 * (c * square)));
    return [gx, gy];
  },
  start: [1, 1],
  minimisers: [[3, 0.5]],
  view: square_view(4.5),
}));

/** See adamdocs.landscapes.himmelblau. */
export const himmelblau = landscape("himmelblau", {}, () => ({
  value([x, y]) {
    const a = (x * x + y) - 11;
    const b = (x + y * y) - 7;
    return a * a + b * b;
  },
  grad([x, y]) {
    const a = (x * x + y) - 11;
    const b = (x + y * y) - 7;
    return [4 * (x * a) + 2 * b, 2 * a + 4 * (y * b)];
  },
  start: [-0.5, -1],
  minimisers: [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.2831859912861696],
    [3.5844283403304917, -1.8481265269644036],
  ],
  view: square_view(5),
}));

/** See adamdocs.landscapes.booth. */
export const booth = landscape("booth", {}, () => ({
  value([x, y]) {
    const a = (x + 2 * y) - 7;
    const b = (2 * x + y) - 5;
    return a * a + b * b;
  },
  grad([x, y]) {
    const a = (x + 2 * y) - 7;
    const b = (2 * x + y) - 5;
    return [2 * a + 4 * b, 4 * a + 2 * b];
  },
  start: [-8, 0],
  minimisers: [[1, 3]],
  view: square_view(10),
}));

/** See adamdocs.landscapes.saddle. */
export const saddle = landscape("saddle", {}, () => ({
  value([x, y]) {
    const square = y * y;
    return x * x + (square * square - square);
  },
  grad: ([x, y]) => [2 * x, 4 * ((y * y) * y) - 2 * y],
  start: [1.2, 0.001],
  minimisers: [[0, 0.7071067811865476], [0, -0.7071067811865476]],
  view: square_view(1.5),
}));

/** See adamdocs.landscapes.styblinski_tang. */
export const styblinski_tang = landscape("styblinski_tang", {}, () => {
  const deep = -2.903534027771177;
  const shallow = 2.746802770990837;
  return {
    value(theta) {
      const each = theta.map((x) => {
        const square = x * x;
        return (square * square - 16 * square) + 5 * x;
      });
      return 0.5 * (each[0] + each[1]);
    },
    grad: (theta) => theta.map((x) => (2 * ((x * x) * x) - 16 * x) + 2.5),
    start: [0.5, 1],
    minimisers: pairs([deep, shallow]),
    view: square_view(5),
  };
});

/** See adamdocs.landscapes.quartic. */
export const quartic = landscape("quartic", {}, () => ({
  value([x]) {
    const square = x * x;
    return 0.25 * (square * square);
  },
  grad: (theta) => theta.map((x) => (x * x) * x),
  start: [10],
  minimisers: [[0]],
  view: [[-11, 11]],
}));

/** See adamdocs.landscapes.absolute. */
export const absolute = landscape("absolute", {}, () => ({
  value: ([x]) => Math.abs(x),
  grad: (theta) => theta.map((x) => (x > 0 ? 1 : x < 0 ? -1 : x)),
  start: [1],
  minimisers: [[0]],
  view: [[-1.5, 1.5]],
}));

/** See adamdocs.landscapes.plateau. */
export const plateau = landscape("plateau", {}, () => {
  const well = ([x, y]) => exp(-0.5 * (x * x + y * y));
  return {
    value: (theta) => 1 - well(theta),
    grad(theta) {
      const depth = well(theta);
      return theta.map((x) => x * depth);
    },
    start: [3, 2],
    minimisers: [[0, 0]],
    view: square_view(5),
  };
});

/** See adamdocs.landscapes.rastrigin. */
export const rastrigin = landscape("rastrigin", {}, () => ({
  value(theta) {
    const each = theta.map((x) => x * x + 10 * (1 - cos_turns(x)));
    return each[0] + each[1];
  },
  grad: (theta) => theta.map((x) => 2 * x + 62.83185307179586 * sin_turns(x)),
  start: [2.2, -1.7],
  minimisers: pairs([...RASTRIGIN_MINIMA.slice(1).map((x) => -x).reverse(), ...RASTRIGIN_MINIMA]),
  view: square_view(5.12),
}));

function square_view(end) {
  return [[-end, end], [-end, end]];
}

/** All pairs of some numbers. */
function pairs(along) {
  return along.flatMap((x) => along.map((y) => [x, y]));
}

/** Every landscape by name. */
export const LANDSCAPES = {
  parabola, ravine, rosenbrock, beale, himmelblau, booth, saddle, styblinski_tang, quartic,
  absolute, plateau, rastrigin,
};
