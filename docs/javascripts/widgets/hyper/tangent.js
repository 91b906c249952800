// A run's last loss and its slope in the learning rate: see adamdocs.labs.hypergradient.

import { ravine, rosenbrock } from "../../landscapes.js";
import { adam } from "../../optimizers.js";

/** How a landscape's gradient at a point changes along a direction, H·d. */
const ravine_bend = (theta, [dx, dy]) => [dx, 100 * dy];

function rosenbrock_bend([x, y], [dx, dy]) {
  const square = x * x;
  const wall = (2 - 400 * (y - square)) + 800 * square;
  const cross = -400 * x;
  return [wall * dx + cross * dy, cross * dx + 200 * dy];
}

const GROUNDS = {
  ravine: [ravine(), ravine_bend],
  rosenbrock: [rosenbrock(), rosenbrock_bend],
};

/**
 * Losses and slopes for many rates, `[losses, slopes]`. All runs are one vector of coordinates under
 * the rule at rate 1, each step then times the rate of its own run: the same bits as a rule a rate.
 */
export function along_the_run(name, steps, rates, b1, b2) {
  const [ground, bend] = GROUNDS[name];
  const rule = adam({ lr: 1, b1, b2 });
  const runs = rates.length;
  const size = 2 * runs;
  const theta = Array.from({ length: size }, (_, i) => ground.start[i % 2]);
  const d_theta = new Array(size).fill(0);
  const d_m = new Array(size).fill(0);
  const d_v = new Array(size).fill(0);
  const g = new Array(size);
  const d_g = new Array(size);
  let state = rule.init(theta);
  let step;
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k < size; k += 2) {
      const point = [theta[k], theta[k + 1]];
      [g[k], g[k + 1]] = ground.grad(point);
      [d_g[k], d_g[k + 1]] = bend(point, [d_theta[k], d_theta[k + 1]]);
    }
    [step, state] = rule.update(g, state, theta);
    const { m_hat, v_hat, denominator, b1_power, b2_power } = state;
    for (let i = 0; i < size; i++) {
      const lr = rates[i >> 1];
      d_m[i] = b1 * d_m[i] + (1 - b1) * d_g[i];
      d_v[i] = b2 * d_v[i] + (1 - b2) * (2 * (g[i] * d_g[i]));
      const quotient = m_hat[i] / denominator[i];
      const root = Math.sqrt(v_hat[i]);
      const d_root = root === 0 ? 0 : d_v[i] / (1 - b2_power) / root;
      const d_quotient = (d_m[i] / (1 - b1_power) - quotient * (0.5 * d_root)) / denominator[i];
      theta[i] += lr * step[i];
      d_theta[i] = d_theta[i] - quotient - lr * d_quotient;
    }
  }
  const losses = new Array(runs);
  const slopes = new Array(runs);
  for (let k = 0; k < runs; k++) {
    const point = [theta[2 * k], theta[2 * k + 1]];
    const [gx, gy] = ground.grad(point);
    losses[k] = ground.value(point);
    slopes[k] = gx * d_theta[2 * k] + gy * d_theta[2 * k + 1];
  }
  return [losses, slopes];
}
