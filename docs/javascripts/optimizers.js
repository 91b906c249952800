// Update rules, pure (init, update) pairs: see adamdocs.optimizers, line by line.
//
//   const rule = adam({ lr: 1e-3 });
//   let state = rule.init(theta);
//   [step, state] = rule.update(g, state, theta);

import { refuse } from "./checks.js";
import { blank, each, larger, rule, sign } from "./optimizers/base.js";
import { exp } from "./portable.js";

/** See adamdocs.optimizers.sgd. */
export const sgd = rule("sgd", [], { lr: 0.01 }, ({ lr }) => ({
  init: () => ({ t: 0 }),
  update: (g, state) => [each(g, (i) => -lr * g[i]), { t: state.t + 1 }],
}));

const MOMENTUM = { lr: 0.01, b1: 0.9 };

const BALL = { ...MOMENTUM, ema: false, negative_momentum: false };

/** See adamdocs.optimizers.momentum. */
export const momentum = rule("momentum", ["m"], BALL, ({ lr, b1, ema }) => {
  const weight = ema ? 1 - b1 : 1;
  const update = (g, state) => {
    const m = each(g, (i) => b1 * state.m[i] + weight * g[i]);
    return [each(g, (i) => -lr * m[i]), { t: state.t + 1, m }];
  };
  return { init: (theta) => blank(theta, { t: 0 }, "m"), update };
});

/** See adamdocs.optimizers.nesterov. */
export const nesterov = rule("nesterov", ["m"], MOMENTUM, ({ lr, b1 }) => {
  const update = (g, state) => {
    const m = each(g, (i) => b1 * state.m[i] + g[i]);
    return [each(g, (i) => -lr * (g[i] + b1 * m[i])), { t: state.t + 1, m }];
  };
  return { init: (theta) => blank(theta, { t: 0 }, "m"), update };
});

const BOTH = ["outside", "inside"];

function adaptive_init(initial) {
  return (theta) => {
    const zeros = blank(theta, { t: 0 }, "v denominator");
    return { ...zeros, v: each(theta, (i) => zeros.v[i] + initial) };
  };
}

function adaptive_denominator(v, eps, eps_placement) {
  return eps_placement === "inside" ? Math.sqrt(v + eps) : Math.sqrt(v) + eps;
}

const ADAGRAD = { lr: 0.01, eps: 1e-10, initial: 0, eps_placement: BOTH };

/** See adamdocs.optimizers.adagrad. */
export const adagrad = rule("adagrad", ["v"], ADAGRAD, ({ lr, eps, initial, eps_placement }) => {
  const update = (g, state) => {
    const v = each(g, (i) => state.v[i] + g[i] * g[i]);
    const denominator = each(g, (i) => adaptive_denominator(v[i], eps, eps_placement));
    const step = each(g, (i) => -lr * (g[i] / denominator[i]));
    return [step, { t: state.t + 1, v, denominator }];
  };
  return { init: adaptive_init(initial), update };
});

const RMS = { lr: 1e-3, b2: 0.9, eps: 1e-8, initial: 0, eps_placement: BOTH };

/** See adamdocs.optimizers.rmsprop. */
export const rmsprop = rule("rmsprop", ["v"], RMS, ({ lr, b2, eps, initial, eps_placement }) => {
  const update = (g, state) => {
    const v = each(g, (i) => b2 * state.v[i] + (1 - b2) * (g[i] * g[i]));
    const denominator = each(g, (i) => adaptive_denominator(v[i], eps, eps_placement));
    const step = each(g, (i) => -lr * (g[i] / denominator[i]));
    return [step, { t: state.t + 1, v, denominator }];
  };
  return { init: adaptive_init(initial), update };
});

const ADAM = { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 };
const CORRECTED = { correct_m: true, correct_v: true };
const PLACED = { eps_placement: ["outside", "inside", "efficient"] };
const FIRST = { t: 0, b1_power: 1, b2_power: 1 };

/** Adam's denominator with ε outside the root, inside it, or as the efficient form's ε̂. */
function denominator_of(v_hat, eps, placement, b2_power) {
  if (placement === "inside") return Math.sqrt(v_hat + eps);
  if (placement === "efficient") return Math.sqrt(v_hat) + eps / Math.sqrt(1 - b2_power);
  return Math.sqrt(v_hat) + eps;
}

function check_efficient(name, eps_placement, correct_v) {
  if (eps_placement === "efficient" && !correct_v) {
    refuse(`${name}: correct_v`, "true where eps_placement is efficient", correct_v);
  }
}

/** See adamdocs.optimizers.adam. */
export const adam = rule(
  "adam",
  ["m", "v"],
  { ...ADAM, ...CORRECTED, ...PLACED, negative_momentum: false },
  ({ lr, b1, b2, eps, correct_m, correct_v, eps_placement }) => {
    check_efficient("adam", eps_placement, correct_v);
    const update = (g, state) => {
      const b1_power = state.b1_power * b1;
      const b2_power = state.b2_power * b2;
      const m = each(g, (i) => b1 * state.m[i] + (1 - b1) * g[i]);
      const v = each(g, (i) => b2 * state.v[i] + (1 - b2) * (g[i] * g[i]));
      const m_hat = correct_m ? each(g, (i) => m[i] / (1 - b1_power)) : m;
      const v_hat = correct_v ? each(g, (i) => v[i] / (1 - b2_power)) : v;
      const denominator = each(g, (i) => denominator_of(v_hat[i], eps, eps_placement, b2_power));
      const step = each(g, (i) => -lr * (m_hat[i] / denominator[i]));
      return [step, { t: state.t + 1, b1_power, b2_power, m, v, m_hat, v_hat, denominator }];
    };
    return { init: (theta) => blank(theta, FIRST, "m v m_hat v_hat denominator"), update };
  },
);

const ADAMAX = { ...ADAM, lr: 2e-3, eps_placement: ["inside", "outside"] };

/** See adamdocs.optimizers.adamax. */
export const adamax = rule("adamax", ["m", "u"], ADAMAX, ({ lr, b1, b2, eps, eps_placement }) => {
  const [inside, outside] = eps_placement === "inside" ? [eps, 0] : [0, eps];
  const update = (g, state) => {
    const b1_power = state.b1_power * b1;
    const m = each(g, (i) => b1 * state.m[i] + (1 - b1) * g[i]);
    const u = each(g, (i) => larger(b2 * state.u[i], Math.abs(g[i]) + inside));
    const m_hat = each(g, (i) => m[i] / (1 - b1_power));
    const denominator = each(g, (i) => u[i] + outside);
    const step = each(g, (i) => -lr * (m_hat[i] / denominator[i]));
    return [step, { t: state.t + 1, b1_power, m, u, m_hat, denominator }];
  };
  const first = { t: 0, b1_power: 1 };
  return { init: (theta) => blank(theta, first, "m u m_hat denominator"), update };
});

const LN_096 = -0.040821994520255166;

/** See adamdocs.optimizers.nadam. */
export const nadam = rule(
  "nadam",
  ["m", "v"],
  { ...ADAM, lr: 2e-3, mu_decay: 0.004, ...PLACED },
  ({ lr, b1, b2, eps, mu_decay, eps_placement }) => {
    const mu_ratio = exp(mu_decay * LN_096);
    const init = (theta) => {
      const mu = b1 * (1 - 0.5 * mu_ratio);
      const first = { t: 0, mu_power: mu_ratio, mu, mu_next: mu, mu_product: 1, b2_power: 1 };
      return blank(theta, first, "m v m_hat v_hat denominator");
    };
    const update = (g, state) => {
      const mu = state.mu_next;
      const mu_power = state.mu_power * mu_ratio;
      const mu_next = b1 * (1 - 0.5 * mu_power);
      const mu_product = state.mu_product * mu;
      const b2_power = state.b2_power * b2;
      const m = each(g, (i) => b1 * state.m[i] + (1 - b1) * g[i]);
      const v = each(g, (i) => b2 * state.v[i] + (1 - b2) * (g[i] * g[i]));
      const ahead = mu_product * mu_next;
      const look = (i) => ((1 - mu) * g[i]) / (1 - mu_product) + (mu_next * m[i]) / (1 - ahead);
      const m_hat = each(g, look);
      const v_hat = each(g, (i) => v[i] / (1 - b2_power));
      const denominator = each(g, (i) => denominator_of(v_hat[i], eps, eps_placement, b2_power));
      const step = each(g, (i) => -lr * (m_hat[i] / denominator[i]));
      const shared = { t: state.t + 1, mu_power, mu, mu_next, mu_product, b2_power };
      return [step, { ...shared, m, v, m_hat, v_hat, denominator }];
    };
    return { init, update };
  },
);

/** See adamdocs.optimizers.amsgrad. */
export const amsgrad = rule(
  "amsgrad",
  ["m", "v", "v_max"],
  { ...ADAM, maximum_of: ["v", "v_hat"], ...CORRECTED, ...PLACED },
  ({ lr, b1, b2, eps, maximum_of, correct_m, correct_v, eps_placement }) => {
    check_efficient("amsgrad", eps_placement, correct_v);
    const of_v = maximum_of === "v";
    const update = (g, state) => {
      const b1_power = state.b1_power * b1;
      const b2_power = state.b2_power * b2;
      const m = each(g, (i) => b1 * state.m[i] + (1 - b1) * g[i]);
      const v = each(g, (i) => b2 * state.v[i] + (1 - b2) * (g[i] * g[i]));
      const m_hat = correct_m ? each(g, (i) => m[i] / (1 - b1_power)) : m;
      const correction = correct_v ? 1 - b2_power : 1;
      const v_max = each(g, (i) => larger(state.v_max[i], of_v ? v[i] : v[i] / correction));
      const v_hat = of_v ? each(g, (i) => v_max[i] / correction) : v_max;
      const denominator = each(g, (i) => denominator_of(v_hat[i], eps, eps_placement, b2_power));
      const step = each(g, (i) => -lr * (m_hat[i] / denominator[i]));
      const t = state.t + 1; // named one by one: a spread would take five times as long
      return [step, { t, b1_power, b2_power, m, v, v_max, m_hat, v_hat, denominator }];
    };
    return { init: (theta) => blank(theta, FIRST, "m v v_max m_hat v_hat denominator"), update };
  },
);

/** An init that adds one field of zeros to that of `adam`. */
function adam_and(base, name) {
  return (theta) => ({ ...base.init(theta), ...blank(theta, {}, name) });
}

/** See adamdocs.optimizers.adam_l2. */
export const adam_l2 = rule(
  "adam_l2",
  ["m", "v"],
  { ...ADAM, weight_decay: 0.01, ...PLACED },
  ({ lr, b1, b2, eps, weight_decay, eps_placement }) => {
    const base = adam({ lr, b1, b2, eps, eps_placement });
    const update = (g, state, theta) => {
      const g_l2 = each(g, (i) => g[i] + weight_decay * theta[i]);
      const [step, moments] = base.update(g_l2, state, theta);
      return [step, { ...moments, g_l2 }];
    };
    return { init: adam_and(base, "g_l2"), update };
  },
);

/** See adamdocs.optimizers.adamw. */
export const adamw = rule(
  "adamw",
  ["m", "v"],
  { ...ADAM, weight_decay: 0.01, decay_scaled_by_lr: true, ...PLACED },
  ({ lr, b1, b2, eps, weight_decay, decay_scaled_by_lr, eps_placement }) => {
    const base = adam({ lr, b1, b2, eps, eps_placement });
    const rate = decay_scaled_by_lr ? lr * weight_decay : weight_decay;
    const update = (g, state, theta) => {
      const [adam_step, moments] = base.update(g, state, theta);
      const decay = each(g, (i) => rate * theta[i]);
      return [each(g, (i) => adam_step[i] - decay[i]), { ...moments, decay }];
    };
    return { init: adam_and(base, "decay"), update };
  },
);

/** See adamdocs.optimizers.optimistic_adam. */
export const optimistic_adam = rule(
  "optimistic_adam",
  ["m", "v", "direction"],
  { ...ADAM, negative_momentum: false },
  ({ lr, b1, b2, eps, negative_momentum }) => {
    const base = adam({ lr, b1, b2, eps, negative_momentum });
    const update = (g, state, theta) => {
      const [, moments] = base.update(g, state, theta);
      const direction = each(g, (i) => moments.m_hat[i] / moments.denominator[i]);
      const step = each(g, (i) => -2 * lr * direction[i] + lr * state.direction[i]);
      return [step, { ...moments, direction }];
    };
    return { init: adam_and(base, "direction"), update };
  },
);

/** See adamdocs.optimizers.sign_descent. */
export const sign_descent = rule("sign_descent", [], { lr: 1e-3 }, ({ lr }) => ({
  init: () => ({ t: 0 }),
  update: (g, state) => [each(g, (i) => -lr * sign(g[i])), { t: state.t + 1 }],
}));

const LION = { lr: 1e-4, b1: 0.9, b2: 0.99, weight_decay: 0 };

/** See adamdocs.optimizers.lion. */
export const lion = rule("lion", ["m"], LION, ({ lr, b1, b2, weight_decay }) => {
  const update = (g, state, theta) => {
    const c = each(g, (i) => b1 * state.m[i] + (1 - b1) * g[i]);
    const m = each(g, (i) => b2 * state.m[i] + (1 - b2) * g[i]);
    const step = each(g, (i) => -lr * sign(c[i]) - (lr * weight_decay) * theta[i]);
    return [step, { t: state.t + 1, m, c }];
  };
  return { init: (theta) => blank(theta, { t: 0 }, "m c"), update };
});

const FREE = { lr: 2.5e-3, b1: 0.9, b2: 0.999, eps: 1e-8, weight_decay: 0 };

/** See adamdocs.optimizers.schedule_free. */
export const schedule_free = rule("schedule_free", ["v", "z"], FREE, (hyper) => {
  const { lr, b1, b2, eps, weight_decay } = hyper;
  const first = { t: 0, b2_power: 1 };
  const init = (theta) => ({ ...blank(theta, first, "v v_hat denominator"), z: theta, x: theta });
  const update = (g, state, theta) => {
    const b2_power = state.b2_power * b2;
    const v = each(g, (i) => b2 * state.v[i] + (1 - b2) * (g[i] * g[i]));
    const v_hat = each(g, (i) => v[i] / (1 - b2_power));
    const denominator = each(g, (i) => Math.sqrt(v_hat[i]) + eps);
    const d = each(g, (i) => lr * (g[i] / denominator[i] + weight_decay * theta[i]));
    const c = 1 / (state.t + 1);
    const z = each(g, (i) => state.z[i] - d[i]);
    const x = each(g, (i) => (1 - c) * state.x[i] + c * z[i]);
    const own = 1 - b1 * (1 - c);
    const step = each(g, (i) => c * (state.z[i] - theta[i]) - own * d[i]);
    return [step, { t: state.t + 1, b2_power, v, v_hat, denominator, z, x }];
  };
  return { init, update };
});

/** Every rule by name. */
export const RULES = {
  sgd, momentum, nesterov, adagrad, rmsprop, adam, adamax, nadam, amsgrad, adam_l2, adamw,
  optimistic_adam, sign_descent, lion, schedule_free,
};
