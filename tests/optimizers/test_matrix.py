"""Rules of matrices against NumPy and the formulas of their papers, and their symmetries."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from adamdocs.landscapes import ravine
from adamdocs.landscapes.base import Landscape
from adamdocs.optimizers import MATRIX_RULES, adafactor, adam, adam_8bit, algebra, muon, shampoo
from adamdocs.optimizers.eight_bit import SIGNED, UNSIGNED, quantized, restored
from adamdocs.optimizers.matrix import fifth_root
from adamdocs.runs import descend, feed, play
from adamdocs.sweeps import best_rate, sweep

SHAPES = st.sampled_from([(1, 1), (1, 4), (4, 1), (2, 3), (3, 2), (4, 4), (6, 2)])
entries = st.floats(1e-3, 1e3).flatmap(lambda x: st.sampled_from([x, -x]))
matrices = SHAPES.flatmap(lambda shape: arrays(np.float64, shape, elements=entries))
streams = SHAPES.flatmap(
    lambda shape: st.integers(1, 6).flatmap(
        lambda steps: arrays(np.float64, (steps, *shape), elements=entries)
    )
)


def gaussian(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape)


@given(a=matrices)
def test_products_sums_and_norms_are_numpys(a):
    close = {"rtol": 1e-12, "atol": 1e-9}
    np.testing.assert_allclose(algebra.product(a, a.T), a @ a.T, **close)
    np.testing.assert_allclose(algebra.norm(a)[0, 0], np.linalg.norm(a), rtol=1e-13)
    np.testing.assert_allclose(algebra.sum_of_columns(a)[:, 0], a.sum(axis=1), **close)
    np.testing.assert_allclose(algebra.sum_of_rows(a)[0], a.sum(axis=0), **close)
    assert algebra.largest(a.reshape(-1))[0] == a.max()


def test_the_order_of_a_sum_is_from_first_to_last():
    row = np.array([[1e16, 1.0, -1e16, 1.0]])
    assert algebra.sum_of_columns(row)[0, 0] == 1.0
    assert algebra.product(row, np.ones((4, 1)))[0, 0] == 1.0


def polynomial(s, steps=5):
    for _ in range(steps):
        s = 3.4445 * s - 4.7750 * s**3 + 2.0315 * s**5
    return s


@pytest.mark.parametrize("shape", [(1, 5), (5, 1), (3, 3), (4, 7), (7, 4)])
@pytest.mark.parametrize("steps", [1, 5])
def test_newton_schulz_bends_singular_values_and_leaves_their_vectors(shape, steps):
    a = gaussian(*shape)
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    expected = (u * polynomial(s / np.linalg.norm(a), steps)) @ vt
    np.testing.assert_allclose(algebra.orthogonalized(a, steps, 0.0), expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize("shape", [(3, 3), (4, 7), (7, 4)])
def test_newton_schulz_multiplies_squares_of_the_shorter_side(shape, monkeypatch):
    operands, product = [], algebra.product
    monkeypatch.setattr(algebra, "product", lambda a, b: operands.append(a) or product(a, b))
    a = gaussian(*shape)
    algebra.orthogonalized(a, 1, 0.0)
    lying = a.T if shape[0] > shape[1] else a
    np.testing.assert_array_equal(operands[0], lying / algebra.norm(a))
    assert {one.shape for one in operands[1:]} == {(min(shape),) * 2}


def test_an_eigenvalue_too_small_for_forty_steps_is_where_they_leave_it():
    smallest = 1e-16
    z = 2.5 / np.hypot(1.0, smallest)
    x, m = z**0.25, z * smallest
    for _ in range(40):
        t = (5 - m) / 4
        x, m = x * t, m * t**4
    assert x < 0.9 * smallest**-0.25
    root = algebra.inverse_fourth_root(np.diag([1.0, smallest]))
    np.testing.assert_allclose(root, np.diag([1.0, x]), rtol=1e-12)


@pytest.mark.parametrize("condition", [1.0, 1e3, 1e8])
@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_inverse_fourth_roots_are_those_of_the_eigenvalues(condition, size):
    q, _ = np.linalg.qr(gaussian(size, size))
    values = 7.0 * np.geomspace(1 / condition, 1.0, size)
    a = (q * values) @ q.T
    root = algebra.inverse_fourth_root((a + a.T) / 2)
    expected = (q * values**-0.25) @ q.T
    np.testing.assert_allclose(root, expected, atol=1e-13 * condition * np.abs(expected).max())


@pytest.mark.parametrize("t", [1, 2, 3, 32, 1000, 1023, 1024, 7776])
def test_fifth_roots(t):
    root = 1.0
    for i in range(1, t + 1):
        root = fifth_root(i, root)
    assert root == pytest.approx(t**0.2, rel=1e-15)


def muon_by_svd(g, b1, nesterov):
    m, steps = np.zeros_like(g[0]), []
    for now in g:
        m = b1 * m + now
        ahead = now + b1 * m if nesterov else m
        u, s, vt = np.linalg.svd(ahead, full_matrices=False)
        o = (u * polynomial(s / (np.linalg.norm(ahead) + 1e-7))) @ vt
        steps.append(-0.02 * np.sqrt(max(1, now.shape[0] / now.shape[1])) * o)
    return np.array(steps)


@pytest.mark.parametrize("nesterov", [True, False])
@pytest.mark.parametrize("shape", [(3, 4), (6, 2)])
def test_muon_is_its_formula_by_singular_values(shape, nesterov):
    g = gaussian(12, *shape)
    expected = muon_by_svd(g, 0.95, nesterov)
    np.testing.assert_allclose(feed(muon(nesterov=nesterov), g).step, expected, atol=1e-12)


@given(g=streams)
def test_muon_steps_have_singular_values_near_one(g):
    step = feed(muon(lr=1.0), g).step[-1]
    rows, columns = step.shape
    values = np.linalg.svd(step, compute_uv=False) / np.sqrt(max(1, rows / columns))
    assert values.max() < 1.21  # the small ones may belong to a direction that g hardly has


def test_shampoo_is_its_formula_by_eigenvalues():
    g, left, right = gaussian(15, 4, 3), 1e-2 * np.eye(4), 1e-2 * np.eye(3)
    trace = feed(shampoo(lr=0.3, eps=1e-2), g)
    for t, now in enumerate(g):
        left, right = left + now @ now.T, right + now.T @ now
        roots = []
        for a in (left, right):
            values, q = np.linalg.eigh(a)
            roots.append((q * values**-0.25) @ q.T)
        np.testing.assert_allclose(trace.step[t], -0.3 * roots[0] @ now @ roots[1], rtol=1e-9)


def test_shampoo_of_one_row_and_one_column_is_adagrad():
    """Both preconditioners are ε + Σ g², and two fourth roots of them make a square root."""
    g = gaussian(20, 1, 1)
    expected = -0.1 * g / np.sqrt(1e-4 + np.cumsum(g * g, axis=0))
    np.testing.assert_allclose(feed(shampoo(), g).step, expected, rtol=1e-12)


def unfactored(g, lr, clip):
    v, steps = np.zeros_like(g[0]), []
    for t, now in enumerate(g, 1):
        b2 = 1 - t**-0.8
        v = b2 * v + (1 - b2) * now**2
        u = now / np.sqrt(v)
        steps.append(-lr * u / max(1.0, np.sqrt(np.mean(u**2)) / clip))
    return np.array(steps)


@pytest.mark.parametrize("clip", [1.0, 0.3, np.inf])
def test_adafactor_is_unfactored_where_squares_are_a_column_times_a_row(clip):
    times = np.abs(gaussian(25, 1, 1)) + 0.1
    g = times * np.outer([0.5, -2.0, 30.0], [1.0, -0.1, 4.0, 0.01])
    ours = feed(adafactor(lr=0.1, clip=clip, relative=False), g).step
    np.testing.assert_allclose(ours, unfactored(g, 0.1, clip), rtol=1e-12)


def test_adafactor_is_its_formula_where_they_are_not():
    g, theta = gaussian(25, 3, 4), gaussian(3, 4, seed=1)
    row, column = np.zeros(3), np.zeros(4)
    trace = feed(adafactor(lr=0.1, clip=0.7), g, theta)
    for t, now in enumerate(g, 1):
        b2 = 1 - t**-0.8
        row = b2 * row + (1 - b2) * (now**2 + 1e-30).sum(axis=1)
        column = b2 * column + (1 - b2) * (now**2 + 1e-30).sum(axis=0)
        u = now / np.sqrt(np.outer(row, column) / row.sum())
        rate = 0.1 * max(1e-3, np.sqrt(np.mean(theta**2)))
        rms = np.sqrt(np.mean(u**2))
        step = -rate * u / max(1.0, rms / 0.7)
        np.testing.assert_allclose(trace.step[t - 1], step, rtol=1e-12)
        shown = {"row": row, "column": column, "v": np.outer(row, column) / row.sum(), "rms": rms}
        for name, value in shown.items():
            ours = getattr(trace.state, name)[t - 1]
            np.testing.assert_allclose(ours.squeeze(), value, rtol=1e-12, err_msg=name)
        theta = theta + step


@given(g=streams)
def test_adafactor_keeps_its_update_within_the_threshold(g):
    step = feed(adafactor(lr=1.0, relative=False), g).step
    assert np.sqrt(np.mean(step**2, axis=(1, 2))).max() <= 1 + 1e-12


def test_levels_of_eight_bits_are_those_of_the_paper():
    assert len(SIGNED) == len(UNSIGNED) == 256
    assert (np.diff(SIGNED) > 0).all()
    assert (np.diff(UNSIGNED) > 0).all()
    np.testing.assert_array_equal(SIGNED[:127], -SIGNED[128:-1][::-1])
    assert (SIGNED[127], SIGNED[-1], UNSIGNED[0], UNSIGNED[-1]) == (0.0, 1.0, 0.0, 1.0)
    for levels, parts in ((SIGNED, 1), (UNSIGNED, 2)):
        for decade in range(7):
            low, high = 10.0 ** (decade - 7), 10.0 ** (decade - 6)
            inside = levels[(levels > low) & (levels < high)]
            edges = np.linspace(low, high, parts * 2**decade + 1)
            np.testing.assert_allclose(inside, (edges[1:] + edges[:-1]) / 2, rtol=1e-12)


@given(x=matrices, block=st.integers(1, 9), squares=st.booleans())
def test_eight_bits_give_the_nearest_level_of_each_block(x, block, squares):
    levels, x = (UNSIGNED, x * x) if squares else (SIGNED, x)
    codes, scales = quantized(x, levels, block)
    assert codes.dtype == np.uint8
    for at, value in enumerate(x.ravel()):
        first = at // block * block
        scale = np.abs(x.ravel()[first : first + block]).max()
        assert scales[0, at // block] == scale
        off = np.abs(levels - value / scale)
        assert off[codes.ravel()[at]] == pytest.approx(off.min(), abs=1e-15)
    picked = levels[codes].ravel() * np.repeat(scales.ravel(), block)[: x.size]
    np.testing.assert_array_equal(restored(codes, scales, levels, block).ravel(), picked)


@pytest.mark.parametrize("levels", [SIGNED, UNSIGNED])
def test_of_two_levels_as_near_the_lower_is_taken(levels):
    middles = (levels[1:] + levels[:-1]) / 2
    codes, scales = quantized(np.array([[*middles, 1.0]]), levels, 256)
    assert scales == 1.0
    np.testing.assert_array_equal(codes, [range(256)])


@pytest.mark.parametrize("levels", [SIGNED, UNSIGNED])
def test_zeros_stay_zero_in_eight_bits(levels):
    codes, scales = quantized(np.zeros((3, 5)), levels, 4)
    assert (scales == 0).all()
    assert (levels[codes] == 0).all()
    assert (restored(codes, scales, levels, 4) == 0).all()


def test_matrices_of_a_batch_have_blocks_of_their_own():
    x = gaussian(3, 2, 5) * np.array([1.0, 1e-3, 1e3])[:, None, None]
    codes, scales = quantized(x, SIGNED, 4)
    assert scales.shape == (3, 1, 3)
    back = restored(codes, scales, SIGNED, 4)
    for i in range(3):
        alone = quantized(x[i], SIGNED, 4)
        np.testing.assert_array_equal(codes[i], alone[0])
        np.testing.assert_array_equal(scales[i], alone[1])
        np.testing.assert_array_equal(back[i], restored(*alone, SIGNED, 4))


def test_first_step_in_eight_bits_is_adams_to_the_bit():
    g = gaussian(1, 5, 6)
    ours, adams = feed(adam_8bit(block=7), g).step, feed(adam(), g.reshape(1, 30)).step
    np.testing.assert_array_equal(ours.ravel(), adams.ravel())


def test_alone_in_its_block_a_moment_is_kept_but_for_minus_one_which_has_no_level():
    g = np.array([1.0, -1.0, 0.01, -0.01]).reshape(2, 2).repeat(200, axis=0).reshape(2, 200, 2)
    step = feed(adam_8bit(lr=1.0, block=1), np.moveaxis(g, 1, 0)).step[-1]
    lost = 0.1 / (1 - 0.9 * (1 - 0.9 / 128))  # m = 0.9 · 0.99297 m + 0.1 g
    np.testing.assert_allclose(step, [[-1.0, lost], [-1.0, lost]], rtol=1e-5)


@pytest.mark.parametrize("name", MATRIX_RULES)
@given(g=streams)
def test_opposite_gradients_give_opposite_steps(name, g):
    rule, theta = MATRIX_RULES[name](), np.ones(g.shape[1:])
    there, back = feed(rule, g, theta).step, feed(rule, -g, -theta).step
    if name == "adam_8bit":  # −1 has no level of its own, 1 has
        np.testing.assert_allclose(there, -back, atol=1e-3 * 0.2)
    else:
        np.testing.assert_array_equal(there, -back)


@pytest.mark.parametrize("name", ["muon", "shampoo"])
@given(seed=st.integers(0, 1000))
def test_muon_and_shampoo_turn_with_the_axes(name, seed):
    """Rotate rows and columns of every gradient: the step is rotated alike. Adam's is not."""
    g = gaussian(5, 3, 4, seed=seed)
    left, _ = np.linalg.qr(gaussian(3, 3, seed=seed + 1))
    right, _ = np.linalg.qr(gaussian(4, 4, seed=seed + 2))
    rule = MATRIX_RULES[name](lr=1.0)
    turned = feed(rule, left @ g @ right).step
    np.testing.assert_allclose(turned, left @ feed(rule, g).step @ right, atol=1e-7)


@pytest.mark.parametrize("name", MATRIX_RULES)
@given(g=streams, rates=st.lists(st.floats(1e-6, 1e2), min_size=1, max_size=3))
def test_a_batch_of_rates_is_the_loop_over_them_to_the_bit(name, g, rates):
    start = np.ones(g.shape[1:])
    column = np.array(rates)[:, None, None]
    batch = feed(MATRIX_RULES[name](lr=column), g[:, None], start)
    for i, lr in enumerate(rates):
        single = feed(MATRIX_RULES[name](lr=lr), g, start)
        np.testing.assert_array_equal(batch.step[:, i], single.step)
        for field in MATRIX_RULES[name]().memory:
            kept = np.broadcast_to(
                getattr(batch.state, field), (len(g), *np.shape(getattr(batch.state, field))[1:])
            )
            np.testing.assert_array_equal(
                kept[:, min(i, kept.shape[1] - 1)], getattr(single.state, field)
            )


@pytest.mark.parametrize("name", MATRIX_RULES)
def test_nothing_is_changed_in_place(name):
    rule, theta, g = MATRIX_RULES[name](), np.ones((3, 2)), gaussian(3, 2)
    _, state = rule.update(g, rule.init(theta), theta)
    for array in (theta, g, *state):
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    first, _ = rule.update(g, state, theta)
    np.testing.assert_array_equal(first, rule.update(g, state, theta)[0])


@pytest.mark.parametrize("name", MATRIX_RULES)
def test_memory_names_just_the_fields_later_steps_depend_on(name):
    rule, theta, g = MATRIX_RULES[name](), np.ones((3, 2)), gaussian(6, 3, 2)
    state = rule.init(theta)
    for now in g[:3]:
        _, state = rule.update(now, state, theta)

    def steps_after(state):
        taken = []
        for now in g[3:]:
            step, state = rule.update(now, state, theta)
            taken.append(step)
        return np.array(taken)

    noticed = set()
    for field in state._fields:
        value = getattr(state, field)
        if np.ndim(value) == 0:
            continue
        shift = np.uint8(40) if value.dtype == np.uint8 else 3.0 * np.eye(*value.shape)
        if (steps_after(state._replace(**{field: value + shift})) != steps_after(state)).any():
            noticed.add(field)
    assert noticed == set(rule.memory)


@pytest.mark.parametrize("name", MATRIX_RULES)
def test_docstrings_give_equation_source_units_and_errors(name):
    doc = inspect.getdoc(MATRIX_RULES[name])
    for part in (
        "θ_t",
        "Source:",
        "Args:",
        "Raises:",
        "ValueError",
        "arXiv" if name != "muon" else "2024",
    ):
        assert part in doc
    for argument in inspect.signature(MATRIX_RULES[name]).parameters:
        assert f"{argument}:" in doc


def bowl(rows=2, columns=3):
    return Landscape(
        "bowl",
        lambda theta: 0.5 * (theta * theta).sum(axis=(-1, -2)),
        lambda theta: theta,
        tuple((1.0,) * columns for _ in range(rows)),
        (),
        (),
        "",
    )


@pytest.mark.parametrize("name", MATRIX_RULES)
def test_matrices_descend_are_swept_and_written_down(name):
    make = MATRIX_RULES[name]
    assert descend(make(lr=0.05), bowl(), steps=60).loss[-1] < 2.9
    found = sweep(make, bowl(), steps=40, rates=(1e-3, 0.05))
    assert found.shape == (2,)
    assert best_rate(make, bowl(), steps=40, rates=(1e-3, 0.05)) == 0.05
    csv = feed(make(), np.ones((2, 2, 2, 3))).to_csv().splitlines()
    assert len(csv) == 1 + 2 * 2
    assert csv[0].startswith("t,row,theta_0,theta_1,theta_2,theta_3,theta_4,theta_5,g_0")


def test_a_row_that_overflows_stops_and_the_others_go_on():
    g = np.ones((5, 3, 2, 2))
    g[2, 1] = 1e200
    trace = feed(shampoo(), g)
    np.testing.assert_array_equal(trace.diverged, [0, 3, 0])
    np.testing.assert_array_equal(trace.theta[2:, 1], np.broadcast_to(trace.theta[1, 1], (3, 2, 2)))
    assert (trace.step[3:, 1] == 0).all()
    np.testing.assert_array_equal(trace.theta[:, 0], feed(shampoo(), np.ones((5, 2, 2))).theta)


def test_elementwise_rules_run_on_matrices_too():
    flat = descend(adam(lr=0.1), bowl(1, 4), steps=20).theta.reshape(20, 4)
    np.testing.assert_array_equal(flat, descend(adam(lr=0.1), bowl(4, 1), steps=20).theta[..., 0])


@pytest.mark.parametrize("name", MATRIX_RULES)
def test_what_is_no_matrix_is_refused_with_one_clear_error(name):
    rule = MATRIX_RULES[name]()
    for theta in (np.ones(3), np.float64(1.0), np.ones((0, 2))):
        with pytest.raises(ValueError, match=rf"^{name}: theta must be a matrix \(..., rows, col"):
            rule.init(theta)
    with pytest.raises(ValueError, match=f"^{name}: theta must be a matrix"):
        feed(rule, np.ones((5, 3)))
    with pytest.raises(ValueError, match=f"rule: {name} needs a matrix, but ravine is over"):
        descend(rule, ravine(), steps=3)
    with pytest.raises(ValueError, match=f"rules: {name} needs matrices"):
        play([rule], lambda thetas, t, rng: thetas, [np.ones((2, 2))], steps=1)
    with pytest.raises(ValueError, match="start must have 2 by 3 coordinates in its last two axes"):
        descend(rule, bowl(), np.ones((3, 2)), steps=3)


@pytest.mark.parametrize("name", MATRIX_RULES)
@pytest.mark.parametrize("shape", [(2,), (2, 1), (3, 1, 2)])
def test_a_rate_that_would_be_one_per_row_or_column_is_refused(name, shape):
    with pytest.raises(ValueError, match=f"^{name}: lr must be a scalar or end in two axes of"):
        MATRIX_RULES[name](lr=np.full(shape, 1e-3))
