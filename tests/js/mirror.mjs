// JavaScript's side of tests/mirror: node mirror.mjs COMMAND FILE, JSON in the file, JSON out.

import { readFileSync } from "node:fs";

import { in_format, round_to_format } from "../../docs/javascripts/formats.js";
import { duel } from "../../docs/javascripts/games.js";
import { LANDSCAPES } from "../../docs/javascripts/landscapes.js";
import { RULES } from "../../docs/javascripts/optimizers.js";
import { MATRIX_RULES } from "../../docs/javascripts/optimizers/matrix.js";
import * as portable from "../../docs/javascripts/portable.js";
import * as runs from "../../docs/javascripts/runs.js";
import { SCHEDULES } from "../../docs/javascripts/schedules.js";
import { STREAMS } from "../../docs/javascripts/streams.js";
import { RATES, best_rate, sweep } from "../../docs/javascripts/sweeps.js";
import { draw } from "./draw.mjs";
import { decode, digests, encode, hex, recompute, same_nans, schedule_of } from "./recompute.mjs";

const REGISTRIES = { RULES, MATRIX_RULES, LANDSCAPES, STREAMS, SCHEDULES };

const COMMANDS = {
  draw: (seed) => encode(draw(seed)),

  digests: ({ groups, alone }) => digests(decode(groups), alone),

  /** All numbers of one row, as hexadecimal bytes. */
  values({ group, row, alone }) {
    const { labels, values } = recompute(decode(group), decode(row), alone);
    return { labels, values: hex(values.buffer) };
  },

  /** Results of one function for many arguments, as hexadecimal bytes. */
  evaluate(calls) {
    return calls.map((call) => hex(same_nans(Float64Array.from(evaluated(decode(call)))).buffer));
  },

  /** Which names there are, with arguments and defaults. */
  names() {
    const { descend, feed, play } = runs;
    return {
      ...mapped(REGISTRIES, (factories) => mapped(factories, signature)),
      loops: mapped({ descend, feed, play }, signature),
      exports: { portable: Object.keys(portable), runs: Object.keys(runs) },
      orders: runs.ORDERS,
      rules: mapped(RULES, (make) => shape(make(), [0])),
      matrix_rules: mapped(MATRIX_RULES, (make) => shape(make(), [[0]])),
      landscapes: encode(mapped(LANDSCAPES, (make) => ({ ...make() }))),
    };
  },

  /** Steps and states of matrix rules, as hexadecimal bytes, one run a call. */
  matrices: (calls) => calls.map((call) => hex(same_nans(matrix_run(decode(call))).buffer)),

  /** What a first state raises for some parameters, null where they are accepted. */
  starts: (calls) =>
    calls.map(({ name, theta }) => {
      try {
        MATRIX_RULES[name]().init(theta);
        return null;
      } catch (error) {
        return { type: error.name, message: error.message };
      }
    }),

  /** What each of these calls raises, null where it is accepted. */
  refusals: (calls) =>
    calls.map(({ registry, name, options }) => {
      try {
        REGISTRIES[registry][name](decode(options));
        return null;
      } catch (error) {
        return { type: error.name, message: error.message };
      }
    }),
};

function mapped(entries, of) {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, of(value)]));
}

function signature(make) {
  return {
    defaults: Object.entries(make.defaults).map(([key, value]) => [key, encode(value ?? null)]),
    required: Object.keys(make.defaults).filter((key) => make.defaults[key] === undefined),
    choices: make.choices ?? {},
  };
}

function shape({ name, memory, init, hyper }, theta) {
  return { name, memory, state: Object.keys(init(theta)), hyper: Object.keys(hyper) };
}

function evaluated({ what, name, arguments: theirs, at }) {
  if (what === "portable") return at.map((x) => portable[name](x));
  if (what === "schedule") return at.map((t) => schedule_of({ name, arguments: theirs })(t));
  if (what === "rates") return RATES;
  if (what === "sweep") {
    const of = [RULES[name], LANDSCAPES[theirs.landscape](), { steps: theirs.steps }];
    return [...sweep(...of), best_rate(...of)];
  }
  if (what === "round") return at.map((x) => round_to_format(x, name));
  if (what === "in_format") return formatted(name, theirs);
  if (what === "stream") return STREAMS[name](theirs).flat();
  if (what === "draws") return drawn(at, theirs);
  if (what === "duel") return played(name, theirs);
  const landscape = LANDSCAPES[name](theirs);
  return at.flatMap((theta) => [landscape.value(theta), ...landscape.grad(theta)]);
}

/** Places of both players, one after the other. */
function played(name, { playing, ...options }) {
  const { x, y } = duel(name, playing, options);
  return [...x, ...y];
}

/** Every number of Adam's steps in a format, step by step. */
function formatted(name, { options, gradients }) {
  const rule = in_format(RULES.adam(options), name);
  let state = rule.init(gradients[0]);
  return gradients.flatMap((g) => {
    let step;
    [step, state] = rule.update(g, state, g);
    const { b1_power, b2_power, m, v, m_hat, v_hat, denominator } = state;
    return [state.t, b1_power, b2_power, ...m, ...v, ...m_hat, ...v_hat, ...denominator, ...step];
  });
}

function matrix_run({ name, hyper, theta, gradients }) {
  const rule = MATRIX_RULES[name](hyper);
  let state = rule.init(theta);
  let step;
  const numbers = Object.values(state);
  for (const g of gradients) {
    [step, state] = rule.update(g, state, theta);
    theta = theta.map((row, i) => row.map((x, j) => x + step[i][j]));
    numbers.push(step, ...Object.values(state));
  }
  return Float64Array.from(numbers.flat(Infinity));
}

/** Draws of every kind from one seed, one after another. */
function drawn(seeds, { count }) {
  return seeds.flatMap((seed) => {
    const rng = new portable.Mulberry32(seed);
    const uniforms = [...rng.random(count), rng.random()];
    return [...uniforms, ...rng.standard_normal(count), rng.standard_normal()];
  });
}

const [, , command, file] = process.argv;
const answer = await COMMANDS[command](JSON.parse(readFileSync(file, "utf8")));
process.stdout.write(JSON.stringify(answer));
