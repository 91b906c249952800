// Configurations for tests/mirror as JavaScript draws them, in the form of tests/mirror/draw.py.

import { LANDSCAPES } from "../../docs/javascripts/landscapes.js";
import { RULES } from "../../docs/javascripts/optimizers.js";
import { ORDERS } from "../../docs/javascripts/runs.js";
import { SCHEDULES } from "../../docs/javascripts/schedules.js";
import { STREAMS } from "../../docs/javascripts/streams.js";

const STEPS = 200;
const ROWS = 34;
const SMALL = [0, -0, 5e-324, -5e-324, 1.1e-308, 1e-162, -1e-155];
const ODD = [...SMALL, 1e154, -1e250, 1, -1, 1e16];

/** Xorshift with 32 bits of state: its own numbers, not the mirror's. */
function random_of(seed) {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 4294967296;
  };
}

/** Ways to draw from one source of uniform numbers. */
function draws(random) {
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const between = (low, high) => low + (high - low) * random();
  const power = (low, high) => Math.pow(10, between(low, high));
  const either = (odd, low, high) => (random() < 0.25 ? pick(odd) : power(low, high));
  const signed = (low, high) => pick([-1, 1]) * power(low, high);
  const size = () => (random() < 0.3 ? pick(ODD) : signed(-4, 4));
  const near_one = () => (random() < 0.3 ? pick([0, -0, 5e-324, 0.5, 0.99]) : 1 - power(-7, 0));
  const count = () => pick([1, 2, 5, 11, 60, 199, 200, 201, 1000]);
  const hyper = {
    lr: () => either([0, -0, 5e-324, 1, 1e20, 1e308], -5, 1),
    b1: near_one,
    b2: near_one,
    eps: () => either([0, -0, 5e-324, 1e-8, 1, 1e308], -16, 1),
    initial: () => either([0, -0, 5e-324, 0.1, 1e308], -8, 2),
    weight_decay: () => either([0, -0, 1e-308, 0.01, 1.5], -5, 0),
    mu_decay: () => either([0, -0, 0.004, 1, Infinity], -4, 3),
  };
  const argument = {
    steps: count,
    at: count,
    width: count,
    every: count,
    size,
    background: size,
    mean: size,
    deviation: () => Math.abs(size()),
    seed: () => pick([0, 7, 2147483648, 4294967295, below(4294967296)]),
    floor: () => pick([0, 1, random()]),
    curvature: () => either([1e-308, 1, 1e50], -3, 3),
    condition: () => pick([1, 2.5, 100, 1e4, 1e80]),
    angle: () => 5 * below(19),
    ratio: () => pick([0, -0, 1, 0.1, random()]),
  };
  return { random, pick, signed, size, hyper, argument };
}

function drawn(table, key, where) {
  if (!table[key]) throw new Error(`tests/js/draw.mjs: say in ${where} how to draw ${key}`);
  return table[key]();
}

/** Name and arguments of a call of a factory; some that may be left out are. */
function call(d, registry, name) {
  const theirs = {};
  for (const [key, value] of Object.entries(registry[name].defaults)) {
    if (value !== undefined && d.random() < 0.4) continue;
    if (key === "then") theirs[key] = call(d, SCHEDULES, d.pick(Object.keys(SCHEDULES)));
    else if (key === "steps" && registry === STREAMS) theirs[key] = STEPS;
    else theirs[key] = drawn(d.argument, key, "argument");
  }
  return { name, arguments: theirs };
}

/** Every combination of a rule's switches and words that it accepts. */
function switches(name) {
  let all = [{}];
  for (const [key, words] of Object.entries(RULES[name].choices)) {
    all = all.flatMap((options) => words.map((word) => ({ ...options, [key]: word })));
  }
  const efficient = ({ eps_placement }) => eps_placement === "efficient";
  return all.filter((options) => !efficient(options) || options.correct_v !== false);
}

function player_of(d, name, options) {
  const { defaults, choices } = RULES[name];
  const keys = Object.keys(defaults).filter((key) => !choices[key]);
  const given = keys.filter((key) => key === "lr" || d.random() < 0.8);
  return { rule: name, options, given };
}

function hyper_of(d, { options, given }) {
  const values = Object.fromEntries(given.map((key) => [key, drawn(d.hyper, key, "hyper")]));
  if ("b1" in values && options.negative_momentum) values.b1 = values.b1 * d.pick([-1, 1]);
  return values;
}

function point(d, length, most = 3) {
  const one = () => (d.random() < 0.1 ? d.pick(SMALL) : d.signed(-1, most));
  return Array.from({ length }, one);
}

function fed_gradients(d, length) {
  const odd = d.pick([[NaN], [Infinity, -Infinity], ODD]);
  const ends = [Math.floor(d.random() * STEPS), STEPS - 1 - Math.floor(d.random() * 20)];
  return Array.from({ length: STEPS }, (_, t) => {
    const g = Array.from({ length }, d.size);
    return ends.includes(t) ? g.map(() => d.pick(odd)) : g;
  });
}

/** One group: a rule on one task. */
function group_of(d, name, options, [kind, what]) {
  const length = kind === "descend" ? LANDSCAPES[what]().start.length : d.pick([1, 2]);
  const players = [player_of(d, name, options)];
  const factors = d.pick([null, ...Object.keys(SCHEDULES)]);
  const noisy = kind === "descend" && d.random() < 0.2;
  const group = { kind, steps: STEPS, every: d.pick([1, 1, 1, 9]), noisy };
  group.schedule = factors === null ? null : call(d, SCHEDULES, factors);
  group.box = d.pick([null, null, 2]);
  if (kind === "descend") group.landscape = call(d, LANDSCAPES, what);
  if (kind === "update") group.gradients = fed_gradients(d, length);
  if (kind === "play") {
    const other = d.pick(Object.keys(RULES));
    players.push(player_of(d, other, d.pick(switches(other))));
    Object.assign(group, { order: what, curvature: d.pick([0, 0.2, -0.1]) });
  }
  const row = () => ({
    players: players.map((player) => ({ hyper: hyper_of(d, player), start: point(d, length) })),
    seed: noisy ? d.argument.seed() : null,
    streams: Array.from({ length: kind === "feed" ? length : 0 }, () =>
      call(d, STREAMS, d.pick(Object.keys(STREAMS))),
    ),
  });
  group.rows = Array.from({ length: ROWS }, row);
  group.players = players.map(({ rule, options }) => ({ rule, options }));
  return group;
}

/** Groups of configurations: every rule with every kind of task. */
export function draw(seed) {
  const d = draws(random_of(seed));
  const tasks = [
    ...Object.keys(LANDSCAPES).map((name) => ["descend", name]),
    ...ORDERS.map((order) => ["play", order]),
    ...["feed", "update", "feed", "update", "feed", "update", "feed"].map((kind) => [kind, null]),
  ];
  return Object.keys(RULES).flatMap((name) => {
    const all = switches(name);
    return tasks.map((task, i) => group_of(d, name, all[i % all.length], task));
  });
}
