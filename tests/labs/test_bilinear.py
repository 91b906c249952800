"""The game xy: against steps written out, and what is refused."""

import numpy as np
import pytest

from adamdocs.labs.bilinear import METHODS, PLAYS, duel, game, optimistic, rule_of
from adamdocs.runs import play


def test_each_player_goes_down_its_own_loss():
    (x, y), h = (np.array([0.3]), np.array([-2.0])), 1e-6
    g = game((x, y), 1, None)
    assert g[0] == pytest.approx((((x + h) * y) - (x - h) * y) / (2 * h))
    assert g[1] == pytest.approx(-((x * (y + h)) - x * (y - h)) / (2 * h))


def steps(playing, lr, count, x, y):
    """Gradient descent in every order, as anyone would write it."""
    gx, gy = 0.0, 0.0
    for _ in range(count):
        if playing == "simultaneous":
            x, y = x - lr * y, y + lr * x
        elif playing == "alternating":
            x = x - lr * y
            y = y + lr * x
        elif playing == "extragradient":
            ahead_x, ahead_y = x - lr * y, y + lr * x
            x, y = x - lr * ahead_y, y + lr * ahead_x
        else:
            now_x, now_y = y, -x
            x, y = x - lr * (2 * now_x - gx), y - lr * (2 * now_y - gy)
            gx, gy = now_x, now_y
    return x, y


@pytest.mark.parametrize("playing", PLAYS)
def test_descent_is_what_anyone_would_write(playing):
    run = duel("descent", playing, lr=0.2, steps=50, start=(1.0, -0.5))
    assert (run.x[-1], run.y[-1]) == pytest.approx(steps(playing, 0.2, 50, 1.0, -0.5))
    assert (run.x[0], run.y[0]) == (1.0, -0.5)
    assert len(run.x) == len(run.distance) == 51


def test_optimism_of_adam_is_on_its_step_and_of_descent_on_its_gradient():
    assert rule_of("adam", "optimistic", 0.1, 0.5).name == "optimistic_adam"
    assert rule_of("descent", "optimistic", 0.1, 0.5).name == "momentum"
    foreseen = optimistic(game)
    at = np.array([1.0]), np.array([2.0])
    assert [g.item() for g in foreseen(at, 1, None)] == [4.0, -2.0]
    assert [g.item() for g in foreseen(at, 2, None)] == [2.0, -1.0]


def test_a_batch_is_its_rows():
    together = duel("adam", "alternating", lr=np.array([[0.1], [0.01]]), b1=0.5, steps=30)
    for row, lr in enumerate((0.1, 0.01)):
        alone = duel("adam", "alternating", lr=lr, b1=0.5, steps=30)
        np.testing.assert_array_equal(together.x[:, row], alone.x)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("playing", PLAYS)
def test_the_saddle_is_a_place_to_rest(method, playing):
    run = duel(method, playing, lr=0.1, b1=0.5, steps=5, start=(0.0, 0.0))
    assert not run.distance.any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"method": "sgd"}, "method must be one of descent, adam, got 'sgd'"),
        ({"playing": "turns"}, "playing must be one of simultaneous, .*, got 'turns'"),
        ({"b1": 1.0}, "b1 must be in"),
        ({"steps": 0}, "steps must be"),
        ({"start": (np.nan, 1.0)}, "must be finite"),
    ],
)
def test_bad_arguments_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        duel(**{"method": "adam", "steps": 3} | change)


def test_play_alone_gives_the_same():
    rule = rule_of("adam", "extragradient", 0.1, 0.9)
    order = {"steps": 40, "order": "extragradient", "keep": "theta"}
    traces = play([rule, rule], game, [[1.0], [1.0]], **order)
    run = duel("adam", "extragradient", lr=0.1, b1=0.9, steps=40)
    np.testing.assert_array_equal(traces[1].theta[:, 0], run.y[1:])
