// Loops and rules by themselves; that they give Python's numbers is for tests/mirror to say.

import assert from "node:assert/strict";
import test from "node:test";

import { ravine, parabola } from "../../docs/javascripts/landscapes.js";
import { RULES, adam, momentum, sgd } from "../../docs/javascripts/optimizers.js";
import { Mulberry32 } from "../../docs/javascripts/portable.js";
import { Trace, descend, feed, play } from "../../docs/javascripts/runs.js";
import { inverse_sqrt, warmup } from "../../docs/javascripts/schedules.js";
import { constant, growing, noisy } from "../../docs/javascripts/streams.js";

const bilinear = ([x, y]) => [y, x.map((x) => -x)];

/** Nothing in an object may be written any more, at any depth. */
function frozen(value) {
  if (typeof value === "object" && value !== null) {
    Object.values(Object.freeze(value)).forEach(frozen);
  }
  return value;
}

for (const [name, make] of Object.entries(RULES)) {
  test(`${name} changes nothing in place`, () => {
    const rule = make();
    const theta = frozen([1, -2]);
    const first = frozen(rule.init(theta));
    const [step, second] = rule.update(frozen([0.5, 3]), first, theta);
    const again = rule.update([0.5, 3], first, theta);
    assert.deepEqual([step, second], again);
    rule.update([1, 1], frozen(second), theta);
    assert.equal(second.t, 1);
    assert.throws(() => (rule.hyper.lr = 1), TypeError);
  });

  test(`${name} takes typed arrays`, () => {
    const rule = make();
    const theta = [1, -2];
    const g = [0.5, 3];
    const typed = [Float64Array.from(g), rule.init(theta), Float64Array.from(theta)];
    assert.deepEqual(rule.update(...typed), rule.update(g, rule.init(theta), theta));
  });
}

test("descend is the loop anyone would write", () => {
  const rule = adam({ lr: 0.1 });
  const landscape = ravine({ angle: 30 });
  const schedule = warmup({ steps: 3, then: inverse_sqrt() });
  const trace = descend(rule, landscape, { steps: 5, schedule });
  let [theta, state, step] = [landscape.start, rule.init(landscape.start)];
  for (let t = 1; t <= 5; t++) {
    const g = landscape.grad(theta);
    [step, state] = rule.update(g, state, theta);
    step = step.map((step) => schedule(t) * step);
    theta = theta.map((theta, i) => theta + step[i]);
    assert.deepEqual(trace.g[t - 1], g);
    assert.deepEqual(trace.step[t - 1], step);
    assert.deepEqual(trace.theta[t - 1], theta);
    assert.equal(trace.loss[t - 1], landscape.value(theta));
    for (const name of Object.keys(state)) {
      assert.deepEqual(trace.state[name][t - 1], state[name]);
    }
  }
  assert.ok(trace instanceof Trace);
  assert.deepEqual(trace.path(), [landscape.start, ...trace.theta]);
  assert.deepEqual([trace.t, trace.diverged, trace.rule], [[1, 2, 3, 4, 5], 0, "adam"]);
});

test("keep and every thin the record without changing the run", () => {
  const full = descend(adam(), ravine(), { steps: 25 });
  const thin = descend(adam(), ravine(), { steps: 25, keep: ["theta", "m_hat"], every: 10 });
  assert.deepEqual(thin.t, [10, 20, 25]);
  assert.deepEqual(thin.theta, [9, 19, 24].map((k) => full.theta[k]));
  assert.deepEqual(thin.state.m_hat, [9, 19, 24].map((k) => full.state.m_hat[k]));
  assert.deepEqual([thin.loss, thin.g, thin.state.v, thin.state.t], [null, null, null, null]);
  const loss = descend(adam(), ravine(), { steps: 2, keep: "loss" });
  assert.throws(() => loss.path(), /^RangeError: path: theta must be kept/);
});

test("divergence is recorded, and the row rests at its last finite values", () => {
  const trace = descend(momentum({ lr: 2.5 }), parabola(), { steps: 900 });
  const bad = trace.diverged;
  assert.ok(bad > 1 && bad < 900);
  assert.ok(trace.loss.every(Number.isFinite));
  for (let k = bad - 1; k < 900; k++) {
    assert.deepEqual(trace.theta[k], trace.theta[bad - 2]);
    assert.deepEqual(trace.state.m[k], trace.state.m[bad - 2]);
    assert.deepEqual(trace.step[k], [0]);
  }
  assert.equal(trace.state.t.at(-1), 900);
  assert.equal(feed(adam(), constant({ steps: 3, size: 1e200 })).diverged, 1);
});

test("a gradient that is not finite is divergence even where the step hides it", () => {
  const gradient = (theta, t) => theta.map(() => (t === 3 ? Infinity : 1));
  const trace = descend(RULES.sign_descent(), parabola(), { steps: 5, gradient });
  assert.equal(trace.diverged, 3);
});

test("noise draws from the rng that is handed in", () => {
  const gradient = (theta, t, rng) => theta.map(() => rng.standard_normal());
  const run = () => descend(sgd(), parabola(), { steps: 4, gradient, rng: new Mulberry32(3) });
  assert.deepEqual(run(), run());
  const stream = noisy({ steps: 4, seed: 3 });
  assert.deepEqual(feed(sgd(), stream, { start: [5] }).theta, run().theta);
});

test("alternating players see the moves before theirs", () => {
  const settings = { steps: 1, order: "alternating" };
  const rules = [sgd({ lr: 0.5 }), sgd({ lr: 0.5 })];
  const ends = (given) => play(rules, bilinear, [[1], [2]], given).map(({ theta }) => theta[0][0]);
  assert.deepEqual(ends(settings), [0, 2]);
  assert.deepEqual(ends({ steps: 1 }), [0, 2.5]);
});

test("a gradient may use one array again and again", () => {
  const buffer = [0];
  const gradient = (theta, t) => ((buffer[0] = t), buffer);
  const trace = descend(sgd(), parabola(), { steps: 3, gradient });
  assert.deepEqual(trace.g, [[1], [2], [3]]);
});

test("a caller's arrays stay its own", () => {
  const start = [1, 1];
  const trace = descend(sgd(), ravine(), { start, steps: 1 });
  start[0] = 99;
  assert.deepEqual(trace.start, [1, 1]);
});

const REFUSED = {
  "steps must be an integer of at least 1, got 0": () => descend(adam(), ravine(), { steps: 0 }),
  "descend: steps must be given, got undefined": () => descend(adam(), ravine(), {}),
  "descend: an option must be one of start": () => descend(adam(), ravine(), { step: 3 }),
  "every must be an integer": () => descend(adam(), ravine(), { steps: 1, every: 0 }),
  "start must be an array of 2": () => descend(adam(), ravine(), { steps: 1, start: [1] }),
  "start must be finite, got NaN": () => descend(adam(), ravine(), { steps: 1, start: [NaN, 1] }),
  'start must be finite, got "1"': () => descend(adam(), ravine(), { steps: 1, start: ["1", 1] }),
  'start must be an array of 2 numbers, got "12"': () =>
    descend(adam(), ravine(), { steps: 1, start: "12" }),
  "start: its loss must be finite": () =>
    descend(adam(), ravine(), { steps: 1, start: [1e200, 0] }),
  "landscape must be a landscape": () => descend(adam(), ravine, { steps: 1 }),
  "rule must be a rule, such as adam(), got a function": () =>
    descend(adam, ravine(), { steps: 1 }),
  "gradient must be an array of 2": () =>
    descend(adam(), ravine(), { steps: 1, gradient: () => [1] }),
  "keep must be among theta, g, step, loss, t, b1_power": () =>
    descend(adam(), ravine(), { steps: 1, keep: ["speed"] }),
  "schedule: the factor at t = 1 must be finite": () =>
    descend(adam(), ravine(), { steps: 1, schedule: () => NaN }),
  "gradients must be an array over time": () => feed(adam(), []),
  "gradients: step 2 must be finite, got Infinity": () => feed(adam(), [[1], [Infinity]]),
  "gradients: step 2 must be an array of 1": () => feed(adam(), [[1], [1, 2]]),
  "gradients must be an array over time of arrays over coordinates, got an array": () =>
    feed(adam(), [1, 2]),
  "order must be one of simultaneous": () =>
    play([sgd()], (x) => x, [[1]], { steps: 1, order: "random" }),
  "starts must be one start a rule": () => play([sgd()], (x) => x, [], { steps: 1 }),
  "field must be 1 gradients": () => play([sgd()], () => [], [[1]], { steps: 1 }),
  "adam: an option must be one of lr, b1": () => adam({ beta1: 0.9 }),
  "adam: options must be an object, got 0.1": () => adam(0.1),
  "adam: correct_v must be true where eps_placement is efficient": () =>
    adam({ eps_placement: "efficient", correct_v: false }),
  "adam: b1 must be in [0, 1), or in (-1, 1) with negative_momentum=true, got -0.5": () =>
    adam({ b1: -0.5 }),
  "growing: the gradient of step 3 must be finite": () =>
    growing({ steps: 5, ratio: 1e200 }),
};

for (const [message, call] of Object.entries(REFUSED)) {
  test(`refused: ${message}`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof RangeError);
      assert.equal(error.message.slice(0, message.length), message);
      return true;
    });
  });
}

test("a message never runs code of the value it shows", () => {
  const hostile = { toString: () => assert.fail("ran"), valueOf: () => assert.fail("ran") };
  assert.throws(() => adam({ lr: hostile }), /lr must be finite and at least 0, got an object/);
  assert.throws(() => adam(JSON.parse('{"__proto__": 1}')), /an option must be one of/);
  assert.throws(() => adam({ b1: Symbol("x") }), /got Symbol\(x\)/);
  assert.throws(() => adam({ b2: 1n }), /got 1/);
});
