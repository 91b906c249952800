// What a configuration of tests/mirror comes to, number by number. Runs in Node and in browsers.

import { LANDSCAPES } from "../../docs/javascripts/landscapes.js";
import { RULES } from "../../docs/javascripts/optimizers.js";
import { Mulberry32 } from "../../docs/javascripts/portable.js";
import { descend, feed, play } from "../../docs/javascripts/runs.js";
import { SCHEDULES } from "../../docs/javascripts/schedules.js";
import { STREAMS } from "../../docs/javascripts/streams.js";

const SPECIAL = { inf: Infinity, "-inf": -Infinity, nan: NaN, "-0": -0 };

/** Numbers that JSON lacks travel as words. */
export function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value === "string") return SPECIAL[value] ?? value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
}

export function encode(value) {
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "number") {
    return Object.keys(SPECIAL).find((word) => Object.is(SPECIAL[word], value)) ?? value;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
}

/** A schedule from its name and arguments; one schedule may hold another. */
export function schedule_of(given) {
  if (given === null) return null;
  const { then = null, ...rest } = given.arguments;
  return SCHEDULES[given.name](then === null ? rest : { ...rest, then: schedule_of(then) });
}

/** The first row of what Python's streams would give, side by side. */
export function streams_of(given) {
  const columns = given.map(({ name, arguments: theirs }) => STREAMS[name](theirs));
  return columns[0].map((_, t) => columns.map((column) => column[t][0]));
}

function box(end) {
  const clip = (x) => (x > end ? end : x < -end ? -end : x);
  return end === null ? null : (theta) => theta.map(clip);
}

const KINDS = {
  descend(rules, group, row) {
    const landscape = LANDSCAPES[group.landscape.name](group.landscape.arguments);
    const settings = { ...common(group), steps: group.steps };
    if (row.seed !== null) {
      settings.rng = new Mulberry32(row.seed);
      settings.gradient = (theta, t, rng) => {
        const noise = rng.standard_normal(theta.length);
        return landscape.grad(theta).map((g, i) => g + 0.1 * noise[i]);
      };
    }
    settings.start = row.players[0].start;
    settings.project = box(group.box);
    return [descend(rules[0], landscape, settings)];
  },
  feed(rules, group, row) {
    const settings = { ...common(group), start: row.players[0].start };
    return [feed(rules[0], streams_of(row.streams), settings)];
  },
  play(rules, group, row) {
    const settings = { ...common(group), steps: group.steps, order: group.order };
    settings.project = box(group.box);
    const field = ([x, y]) => [
      x.map((x, i) => group.curvature * x + y[i]),
      y.map((y, i) => group.curvature * y - x[i]),
    ];
    return play(rules, field, row.players.map((player) => player.start), settings);
  },
  /** The bare formula, whatever it is fed. */
  update([rule], group, row) {
    let theta = row.players[0].start;
    let state = rule.init(theta);
    let step;
    const trace = { t: [], start: theta, start_loss: null, diverged: 0 };
    Object.assign(trace, { theta: [], g: [], step: [], loss: null });
    trace.state = Object.fromEntries(Object.keys(state).map((name) => [name, []]));
    group.gradients.forEach((g, i) => {
      [step, state] = rule.update(g, state, theta);
      theta = theta.map((theta, j) => theta + step[j]);
      for (const [name, value] of Object.entries({ t: i + 1, theta, g, step })) {
        trace[name].push(value);
      }
      for (const name of Object.keys(state)) trace.state[name].push(state[name]);
    });
    return [trace];
  },
};

function common(group) {
  return { schedule: schedule_of(group.schedule), every: group.every };
}

/**
 * Labels of one step's numbers, and all numbers: of every step, then the run's own.
 *
 * Where a row rests, a batch and a row alone disagree on the counters that coordinates share;
 * they count as 0 unless the row is `alone`.
 */
export function recompute(group, row, alone = false) {
  const rules = group.players.map(({ rule, options }, i) =>
    RULES[rule]({ ...options, ...row.players[i].hyper }),
  );
  const traces = KINDS[group.kind](rules, group, row);
  const columns = traces.flatMap((trace, player) => columns_of(trace, player, alone));
  const labels = columns.flatMap(({ label, width }) =>
    width === 1 ? [label] : Array.from({ length: width }, (_, i) => `${label}[${i}]`),
  );
  const { length } = traces[0].t;
  const ends = traces.flatMap(({ start, start_loss, diverged }) => [
    ...start,
    start_loss ?? 0,
    diverged,
  ]);
  const values = new Float64Array(length * labels.length + ends.length);
  let at = 0;
  for (let k = 0; k < length; k++) {
    for (const { kept, width, rests } of columns) {
      if (typeof kept[k] === "number") values[at++] = k >= rests ? 0 : kept[k];
      else for (let i = 0; i < width; i++) values[at++] = kept[k][i];
    }
  }
  values.set(ends, at);
  return { labels, values: same_nans(values) };
}

/** Label, values and width of every field, and from where on it does not count. */
function columns_of(trace, player, alone) {
  const { t, diverged } = trace;
  const resting = alone || diverged === 0 ? -1 : t.findIndex((t) => t >= diverged);
  const column = (name, kept) => {
    const counts = resting < 0 || name === "t" || name === "loss";
    const rests = counts ? Infinity : resting;
    return { label: `${player}.${name}`, kept, width: kept[0].length ?? 1, rests };
  };
  const basic = ["theta", "g", "step", "loss"].filter((name) => trace[name] !== null);
  return [
    ...basic.map((name) => column(name, trace[name])),
    ...Object.entries(trace.state).map(([name, kept]) => column(name, kept)),
  ];
}

/** All NaNs count as one: their bits are not fixed by IEEE 754. */
export function same_nans(values) {
  const words = new BigUint64Array(values.buffer);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) words[i] = 0x7ff8000000000000n;
  }
  return values;
}

export function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One digest a row, or what went wrong with it. */
export async function digests(groups, alone = false) {
  const found = [];
  for (const group of groups) {
    for (const row of group.rows) {
      try {
        const { values } = recompute(group, row, alone);
        found.push(hex(await crypto.subtle.digest("SHA-256", values)).slice(0, 32));
      } catch (error) {
        found.push(`${error.name}: ${error.message}`);
      }
    }
  }
  return found;
}
