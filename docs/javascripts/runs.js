// The loops, one row at a time: see adamdocs.runs. A batch is a loop over its rows.

import { check_count, check_finite, options, refuse } from "./checks.js";

const BASIC_FIELDS = ["theta", "g", "step", "loss"];

export const ORDERS = ["simultaneous", "alternating", "extragradient"];

/**
 * A run: arrays over the kept steps `t`, fields as in adamdocs.runs.Trace, `theta[k][i]` and
 * `state.m[k][i]` coordinate i at step t[k]; `diverged` is the step from which on it rests, or 0.
 */
export class Trace {
  constructor(fields) {
    Object.assign(this, fields);
  }

  /** Parameters from the start on. */
  path() {
    if (this.theta === null) refuse("path: theta", "kept", null);
    return [this.start, ...this.theta];
  }
}

function trace_of(rule, first, kept, wanted, t, diverged) {
  const stack = (names, of) =>
    Object.fromEntries(
      names.map((name) => [name, wanted.includes(name) ? kept.map((now) => of(now)[name]) : null]),
    );
  return new Trace({
    rule: rule.name, hyper: rule.hyper, t, start: first.theta, start_loss: first.loss,
    ...stack(BASIC_FIELDS, (now) => now),
    state: stack(Object.keys(first.state), (now) => now.state),
    diverged,
  });
}

/** Names of the fields to keep, all if none are given. */
function wanted_of(first, keep) {
  const basic = BASIC_FIELDS.filter((name) => first[name] !== null);
  const known = [...basic, ...Object.keys(first.state)];
  const wanted = keep === null ? known : [keep].flat();
  for (const name of wanted) {
    if (!known.includes(name)) refuse("keep", `among ${known.join(", ")}`, name);
  }
  return wanted;
}

/** Run a rule on a landscape; `gradient(theta, t, rng)` may stand in for the landscape's own. */
export function descend(rule, landscape, given = {}) {
  const { start, gradient, rng, ...settings } = options("descend", given, descend.defaults);
  if (typeof landscape?.grad !== "function") {
    refuse("landscape", "a landscape, such as ravine()", landscape);
  }
  const theta = start_of(start ?? landscape.start, landscape.start.length, "start");
  const gradients = ([theta], t) => {
    if (gradient === null) return [landscape.grad(theta)];
    return [like_theta("gradient", gradient(theta, t, rng), theta)];
  };
  return run([rule], [theta], gradients, { ...settings, loss: landscape.value })[0];
}
descend.defaults = {
  start: null, steps: undefined, gradient: null, rng: null, schedule: null, project: null,
  keep: null, every: 1,
};

/** Run a rule on given gradients, an array over time of arrays over coordinates. */
export function feed(rule, gradients, given = {}) {
  const { start, ...settings } = options("feed", given, feed.defaults);
  const d = gradients?.[0]?.length;
  if (!(d > 0)) refuse("gradients", "an array over time of arrays over coordinates", gradients);
  const g = Array.from(gradients, (row, i) => start_of(row, d, `gradients: step ${i + 1}`));
  const theta = start_of(start ?? new Array(d).fill(0), d, "start");
  const next = (thetas, t) => [g[t - 1]];
  return run([rule], [theta], next, { ...settings, steps: g.length })[0];
}
feed.defaults = { start: null, schedule: null, keep: null, every: 1 };

/** Let several players, each with a rule of its own, descend a field together. */
export function play(rules, field, starts, given = {}) {
  const { rng, ...settings } = options("play", given, play.defaults);
  if (!ORDERS.includes(settings.order)) {
    refuse("order", `one of ${ORDERS.join(", ")}`, settings.order);
  }
  if (!(rules?.length > 0 && rules.length === starts?.length)) {
    refuse("starts", "one start a rule", starts);
  }
  const thetas = Array.from(starts, (start, i) => start_of(start, start?.length, `starts[${i}]`));
  const gradients = (thetas, t) => {
    const gs = field(thetas, t, rng);
    if (gs.length !== thetas.length) refuse("field", `${thetas.length} gradients`, gs);
    return thetas.map((theta, i) => like_theta(`field: gradient ${i}`, gs[i], theta));
  };
  return run(rules, thetas, gradients, settings);
}
play.defaults = {
  steps: undefined, order: "simultaneous", rng: null, schedule: null, project: null,
  keep: null, every: 1,
};

/** A copy of a vector of `d` finite numbers. */
function start_of(start, d, label) {
  if (typeof start !== "object" || !(start?.length === d && d > 0)) {
    refuse(label, `an array of ${d ?? "finite"} numbers`, start);
  }
  for (const value of start) check_finite(label, value);
  return Array.from(start);
}

/** A copy of a gradient, whose maker may use its array again. */
function like_theta(label, g, theta) {
  if (g?.length !== theta.length) refuse(label, `an array of ${theta.length} numbers`, g);
  return Array.from(g);
}

/** The loop under every run: move all players, freeze what is no longer finite, record. */
function run(rules, thetas, gradients, settings) {
  const { steps, loss = null, schedule, keep, every } = settings;
  check_count("steps", steps);
  check_count("every", every);
  for (const rule of rules) {
    if (typeof rule?.update !== "function") refuse("rule", "a rule, such as adam()", rule);
  }
  const first = rules.map((rule, i) => first_position(rule, thetas[i], loss));
  const wanted = first.map((player) => wanted_of(player, keep));
  const kept = rules.map(() => []);
  const times = [];
  let players = first;
  let diverged = 0;
  for (let t = 1; t <= steps; t++) {
    const moved = move(rules, players, gradients, t, factor_of(schedule, t), settings);
    if (loss !== null) for (const player of moved) player.loss = loss(player.theta);
    if (diverged === 0 && !rules.every((rule, i) => is_finite(rule, moved[i]))) diverged = t;
    players = diverged === 0 ? moved : moved.map((player, i) => freeze(players[i], player));
    if (t % every === 0 || t === steps) {
      times.push(t);
      players.forEach((player, i) => kept[i].push(player));
    }
  }
  return rules.map((rule, i) => trace_of(rule, first[i], kept[i], wanted[i], times, diverged));
}

/** All players after step t. */
function move(rules, players, gradients, t, factor, { order = "simultaneous", project = null }) {
  const moved = (i, g, before) => {
    const { theta } = players[i];
    const [direction, state] = rules[i].update(g, before, theta);
    const step = new Array(theta.length);
    const after = new Array(theta.length);
    for (let j = 0; j < theta.length; j++) {
      step[j] = factor * direction[j];
      after[j] = theta[j] + step[j];
    }
    return { theta: project === null ? after : project(after), state, g, step, loss: null };
  };
  const points = (now) => now.map((player) => player.theta);
  let now = [...players];
  if (order === "alternating") {
    for (let i = 0; i < rules.length; i++) {
      now[i] = moved(i, gradients(points(now), t)[i], now[i].state);
    }
    return now;
  }
  for (let half = order === "extragradient" ? 2 : 1; half > 0; half--) {
    const gs = gradients(points(now), t);
    now = gs.map((g, i) => moved(i, g, now[i].state));
  }
  return now;
}

function is_finite(rule, { theta, g, state, loss }) {
  return (
    theta.every(Number.isFinite) &&
    g.every(Number.isFinite) &&
    rule.memory.every((name) => state[name].every(Number.isFinite)) &&
    (loss === null || Number.isFinite(loss))
  );
}

/** The old position, at rest; counters and powers, which coordinates share, run on. */
function freeze(old, { state }) {
  const hold = ([name, after]) => [name, typeof after === "object" ? old.state[name] : after];
  const held = Object.fromEntries(Object.entries(state).map(hold));
  return { ...old, state: held, step: old.step.map(() => 0) };
}

function first_position(rule, theta, loss) {
  const value = loss === null ? null : loss(theta);
  if (value !== null) check_finite("start: its loss", value);
  const zeros = theta.map(() => 0);
  return { theta, state: rule.init(theta), g: zeros, step: zeros, loss: value };
}

function factor_of(schedule, t) {
  if (schedule === null) return 1;
  const factor = schedule(t);
  check_finite(`schedule: the factor at t = ${t}`, factor);
  return factor;
}
