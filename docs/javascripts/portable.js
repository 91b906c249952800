// Arithmetic that gives the same bits in every language: see adamdocs.portable, line by line.

import { check_count, refuse } from "./checks.js";

const LOG2_E = 1.4426950408889634;
const LN_2_HIGH = 0.6931471803691238;
const LN_2_LOW = 1.9082149292705877e-10;
const EXP_TERMS = 14;
const EXP_LIMIT = 700;

const PI_2 = 6.283185307179586;
const SINE_SERIES = [
  1 / 355687428096000,
  -1 / 1307674368000,
  1 / 6227020800,
  -1 / 39916800,
  1 / 362880,
  -1 / 5040,
  1 / 120,
  -1 / 6,
];
const COSINE_SERIES = [
  -1 / 6402373705728000,
  1 / 20922789888000,
  -1 / 87178291200,
  1 / 479001600,
  -1 / 3628800,
  1 / 40320,
  -1 / 720,
  1 / 24,
  -1 / 2,
];

const POWERS_OF_TWO = [1];
for (let i = 0; i < 1023; i++) POWERS_OF_TWO.push(POWERS_OF_TWO[i] * 2);

/** Exponential function by range reduction and a Taylor series in Horner's order. */
export function exp(x) {
  x = x > EXP_LIMIT ? EXP_LIMIT : x < -EXP_LIMIT ? -EXP_LIMIT : x;
  const k = Math.floor((x === x ? x : 0) * LOG2_E + 0.5);
  const r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
  let series = 1;
  for (let i = EXP_TERMS; i > 0; i--) series = 1 + (r * series) / i;
  const scale = POWERS_OF_TWO[Math.abs(k)];
  return k < 0 ? series / scale : series * scale;
}

/** Sine of an angle given in turns. */
export function sin_turns(u) {
  let r = u - Math.floor(u + 0.5);
  r = r > 0.25 ? 0.5 - r : r < -0.25 ? -0.5 - r : r;
  const size = Math.abs(r);
  const near_zero = size <= 0.125;
  const z = PI_2 * (near_zero ? size : 0.25 - size);
  const square = z * z;
  const value = near_zero
    ? z * (1 + square * horner(SINE_SERIES, square))
    : 1 + square * horner(COSINE_SERIES, square);
  return r < 0 ? -value : value;
}

function horner(coefficients, x) {
  let total = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) total = coefficients[i] + x * total;
  return total;
}

/** Cosine of an angle given in turns. */
export function cos_turns(u) {
  return sin_turns(0.25 - Math.abs(u - Math.floor(u + 0.5)));
}

/** Portable random numbers: mulberry32, and normals made of twelve uniforms. */
export class Mulberry32 {
  #state;

  constructor(seed) {
    if (!(Number.isInteger(seed) && seed >= 0 && seed < 4294967296)) {
      refuse("Mulberry32: seed", "an integer in [0, 2**32)", seed);
    }
    this.#state = seed | 0;
  }

  /** One uniform number in [0, 1), or an array of `size`. */
  random(size) {
    return draw(size, () => this.#uniform());
  }

  /** One approximately normal number, or an array of `size`. */
  standard_normal(size) {
    return draw(size, () => {
      let total = this.#uniform();
      for (let i = 1; i < 12; i++) total = total + this.#uniform();
      return total - 6;
    });
  }

  #uniform() {
    const state = (this.#state + 0x6d2b79f5) | 0;
    this.#state = state;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z = z ^ (z + Math.imul(z ^ (z >>> 7), z | 61));
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  }
}

function draw(size, next) {
  if (size === undefined) return next();
  check_count("Mulberry32: size", size, 0);
  return Array.from({ length: size }, next);
}
