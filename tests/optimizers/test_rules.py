"""Properties every update rule must have, whichever it is: `RULES` is the list."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from adamdocs.optimizers import RULES
from adamdocs.runs import feed

SCALE_INVARIANT_BY_SIGN = {"sign_descent", "lion"}
HAS_EPS = {name for name, make in RULES.items() if "eps" in inspect.signature(make).parameters}

gradients = arrays(
    np.float64,
    st.tuples(st.integers(1, 30), st.integers(1, 4)),
    elements=st.floats(1e-3, 1e3).flatmap(lambda x: st.sampled_from([x, -x])),
)


def plain(name, **hyper):
    """The rule with ε = 0 and no decay, as far as it has them."""
    known = inspect.signature(RULES[name]).parameters
    hyper |= {"eps": 0.0, "weight_decay": 0.0, "lr": 0.125}
    return RULES[name](**{key: value for key, value in hyper.items() if key in known})


@pytest.mark.parametrize("name", RULES)
@given(g=gradients)
def test_opposite_gradients_give_opposite_steps(name, g):
    rule, theta = RULES[name](), np.ones(g.shape[1])
    there, back = feed(rule, g, theta), feed(rule, -g, -theta)
    np.testing.assert_array_equal(there.step, -back.step)


@pytest.mark.parametrize("name", RULES)
@given(g=gradients, data=st.data())
def test_coordinates_do_not_see_each_other(name, g, data):
    order = data.draw(st.permutations(range(g.shape[1])))
    rule, theta = RULES[name](), np.linspace(-1.0, 2.0, g.shape[1])
    np.testing.assert_array_equal(
        feed(rule, g[:, order], theta[order]).step, feed(rule, g, theta).step[:, order]
    )


@pytest.mark.parametrize("name", RULES)
@given(g=gradients, power=st.integers(-40, 40))
def test_power_of_two_scales_leave_adaptive_steps_alone_and_scale_the_others(name, g, power):
    scale = 2.0**power
    expected = feed(plain(name), g).step
    if name not in HAS_EPS | SCALE_INVARIANT_BY_SIGN:
        expected = scale * expected
    np.testing.assert_array_equal(feed(plain(name), scale * g).step, expected)


UNCORRECTED = [
    ("sgd", {}),
    ("momentum", {}),
    ("nesterov", {}),
    ("adagrad", {}),
    ("rmsprop", {}),
    ("adam", {"correct_m": False, "correct_v": False}),
    ("amsgrad", {"correct_m": False, "correct_v": False}),
    ("sign_descent", {}),
    ("lion", {}),
]


@pytest.mark.parametrize(("name", "hyper"), UNCORRECTED)
@given(g=gradients, silence=st.integers(1, 20))
def test_rules_without_correction_do_not_notice_leading_zeros(name, hyper, g, silence):
    rule = RULES[name](**hyper)
    late = feed(rule, np.concatenate([np.zeros((silence, g.shape[1])), g])).step
    np.testing.assert_array_equal(late[silence:], feed(rule, g).step)


def test_every_rule_without_counter_is_among_the_uncorrected():
    def counts(name):
        state = RULES[name]().init(np.zeros(1))
        return any(field.endswith(("power", "product")) for field in state._fields)

    listed = {name for name, _ in UNCORRECTED}
    assert {name for name in RULES if not counts(name)} <= listed
    switched = {"adam", "amsgrad"}
    assert {name for name in listed if counts(name)} == switched


@pytest.mark.parametrize("name", RULES)
@given(g=gradients, rates=st.lists(st.floats(1e-6, 1e3), min_size=1, max_size=4))
def test_a_batch_of_rates_is_the_loop_over_them_to_the_bit(name, g, rates):
    batch = feed(RULES[name](lr=np.array(rates)[:, None]), g[:, None, :], np.ones(g.shape[1]))
    for i, lr in enumerate(rates):
        single = feed(RULES[name](lr=lr), g, np.ones(g.shape[1]))
        np.testing.assert_array_equal(batch.step[:, i], single.step)
        for field in RULES[name]().memory:
            kept = getattr(batch.state, field)[:, i]
            np.testing.assert_array_equal(kept, getattr(single.state, field))


@pytest.mark.parametrize("name", RULES)
def test_a_batch_of_every_number_is_the_loop_over_them_to_the_bit(name):
    numbers = {
        key: np.array([[value], [0.5 * value + 0.125]])
        for key, value in RULES[name]().hyper.items()
        if isinstance(value, float)
    }
    g = np.sin(np.arange(40.0)).reshape(20, 1, 2)
    batch = feed(RULES[name](**numbers), g, np.ones(2))
    for i in range(2):
        one = RULES[name](**{key: float(value[i, 0]) for key, value in numbers.items()})
        np.testing.assert_array_equal(batch.step[:, i], feed(one, g[:, 0], np.ones(2)).step)


@pytest.mark.parametrize("name", RULES)
def test_arrays_give_what_plain_numbers_give(name):
    """A vectorised operation must round as the scalar one does: what JavaScript relies on."""
    rule, rng = RULES[name](), np.random.default_rng(3)
    theta, g = rng.standard_normal(64), rng.standard_normal((25, 64))
    state, states = rule.init(theta), [rule.init(float(x)) for x in theta]
    for now in g:
        step, state = rule.update(now, state, theta)
        for i, x in enumerate(theta):
            alone, states[i] = rule.update(float(now[i]), states[i], float(x))
            assert alone == step[i]
        theta = theta + step


@pytest.mark.parametrize("name", RULES)
def test_update_and_init_change_nothing_in_place(name):
    rule, theta, g = RULES[name](), np.ones(3), np.array([1.0, -2.0, 3.0])
    state = rule.init(theta)
    _, state = rule.update(g, state, theta)
    frozen = [np.array(x) for x in state]
    for array in (theta, g, *state):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    first, _ = rule.update(g, state, theta)
    second, _ = rule.update(g, state, theta)
    np.testing.assert_array_equal(first, second)
    for before, after in zip(frozen, state, strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize("name", RULES)
def test_memory_names_just_the_fields_later_steps_depend_on(name):
    """Perturb each array of the state: the next two steps must notice, or never."""
    rule, theta = RULES[name](), np.ones(1)
    g = np.array([[0.3], [-0.2], [0.25], [0.7]])

    def steps_after(state):
        taken = []
        with np.errstate(invalid="ignore"):  # a negative second moment is part of the question
            for now in g[2:]:
                step, state = rule.update(now, state, theta)
                taken.append(step)
        return np.concatenate(taken)

    state = rule.init(theta)
    for now in g[:2]:
        _, state = rule.update(now, state, theta)
    arrays_of_state = [f for f in state._fields if np.shape(getattr(state, f)) == theta.shape]
    noticed = {
        field
        for field in arrays_of_state
        for shift in (-10.0, 10.0)
        if np.any(
            steps_after(state._replace(**{field: np.abs(getattr(state, field)) + shift}))
            != steps_after(state)
        )
    }
    assert noticed == set(rule.memory)


@pytest.mark.parametrize("name", RULES)
def test_half_precision_stays_half_precision(name):
    rule, theta = RULES[name](), np.ones(2, np.float16)
    step, state = rule.update(theta, rule.init(theta), theta)
    assert step.dtype == np.float16
    assert {getattr(state, field).dtype for field in rule.memory} <= {np.dtype(np.float16)}


@pytest.mark.parametrize("name", RULES)
def test_the_factory_reports_its_hyper_parameters(name):
    rule = RULES[name](lr=0.5)
    assert rule.name == name
    assert rule.hyper["lr"] == 0.5
    assert list(rule.hyper) == list(inspect.signature(RULES[name]).parameters)


@pytest.mark.parametrize("name", RULES)
def test_docstrings_give_equation_source_units_and_errors(name):
    doc = inspect.getdoc(RULES[name])
    for part in ("θ_t", "Source:", "Args:", "Raises:", "ValueError"):
        assert part in doc or (part == "θ_t" and "Adam with g'_t" in doc)
    for argument in inspect.signature(RULES[name]).parameters:
        assert f"{argument}:" in doc
