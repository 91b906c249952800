"""Rules in other number formats: emulated as the hardware does, one rounding an operation."""

import ml_dtypes
import numpy as np
import pytest

from adamdocs import theory
from adamdocs.optimizers import RULES, adam, momentum
from adamdocs.runs import feed
from adamdocs.runs.formats import in_format

NATIVE = {
    "binary16": np.float16,
    "bfloat16": ml_dtypes.bfloat16,
    "binary32": np.float32,
    "binary64": np.float64,
}
PLACEMENTS = ("outside", "inside", "efficient")


def gradients(steps=60, rows=400, seed=1):
    """Gradients of all sizes, as float32s: ml_dtypes rounds a double twice, by way of float32."""
    rng = np.random.default_rng(seed)
    size = 10.0 ** rng.uniform(-12, 4, (steps, rows, 1))
    return (size * rng.choice([-1.0, 1.0], size.shape)).astype(np.float32).astype(np.float64)


def assert_same(one, other):
    for name in ("step", "diverged"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name, ours, theirs in zip(one.state._fields, one.state, other.state, strict=True):
        np.testing.assert_array_equal(ours, theirs, err_msg=name)


@pytest.mark.parametrize("name", NATIVE)
@pytest.mark.parametrize("placement", PLACEMENTS)
def test_emulated_adam_is_adam_in_the_type_itself(name, placement):
    rule = adam(0.3, eps=1e-5, eps_placement=placement)
    emulated, native = (feed(in_format(rule, kind), gradients()) for kind in (name, NATIVE[name]))
    assert (emulated.diverged > 0).any() == (name == "binary16")
    assert_same(emulated, native)


@pytest.mark.parametrize("name", ["momentum", "rmsprop", "adagrad", "nesterov", "adam_l2"])
def test_other_rules_too(name):
    rule = RULES[name](lr=0.01)
    for kind, dtype in NATIVE.items():
        assert_same(*(feed(in_format(rule, one), gradients(20)) for one in (kind, dtype)))


def test_double_precision_is_the_rule_as_it_is():
    g = gradients()
    assert_same(feed(in_format(adam(0.1), "binary64"), g), feed(adam(0.1), g))


@pytest.mark.parametrize("name", ["binary16", "binary32"])
def test_numpys_own_arrays_take_the_same_steps(name):
    rule, dtype = adam(0.3, eps=1e-4), NATIVE[name]
    g = gradients(30)[:, :, 0].astype(dtype)
    wrapped, state = in_format(rule, dtype), rule.init(g[0])
    mine = wrapped.init(g[0].astype(np.float64))
    with np.errstate(all="ignore"):
        for one in g:
            step, state = rule.update(one, state, one)
            own, mine = wrapped.update(one.astype(np.float64), mine, None)
            assert step.dtype == dtype
            np.testing.assert_array_equal(own, step.astype(np.float64))


def test_what_comes_out_is_of_the_format():
    trace = feed(in_format(adam(0.3), "bfloat16"), gradients())
    for values in (trace.step, trace.state.m, trace.state.v, trace.state.denominator):
        np.testing.assert_array_equal(values, theory.round_to_format(values, "bfloat16"))
    exact = feed(adam(0.3), gradients())
    assert not np.array_equal(trace.step, exact.step)
    assert trace.state.b2_power[5] == exact.state.b2_power[5]  # stays double


def test_a_rounded_average_stalls_where_theory_says():
    for name, b2 in (("bfloat16", 0.999), ("binary16", 0.9999)):
        for g in (1.0, 10.0, 3.0):
            trace = feed(in_format(adam(1.0, b2=b2), NATIVE[name]), np.full((4000, 1), g))
            assert trace.state.v[-1, 0] == theory.stalled_sum((1 - b2) * g * g, name)
            assert trace.state.v[-1, 0] == trace.state.v[-1000, 0]


@pytest.mark.parametrize(
    "sum_or_half", [np.add.reduce, lambda g: np.multiply(g, 0.5, where=[True])]
)
def test_what_is_no_plain_operation_cannot_be_rounded_and_is_refused(sum_or_half):
    rule = momentum()._replace(update=lambda g, state, theta: (sum_or_half(g), state))
    with pytest.raises(TypeError):
        in_format(rule, "bfloat16").update(np.ones(1), rule.init(np.ones(1)), np.ones(1))


@pytest.mark.parametrize("wrong", ["float8", "", np.int32, object, bool, np.complex128])
def test_unknown_formats_are_refused(wrong):
    with pytest.raises(ValueError, match="number_format must be"):
        in_format(momentum(), wrong)
