"""Who makes what: a page stays with one worker until others have nothing to do."""

from concurrent.futures import Future

import pytest

from adamdocs.publishing import lanes
from adamdocs.publishing.planning import Task


class Lane:
    """An executor of one worker that works when it is told to."""

    def __init__(self):
        self.given = []

    def submit(self, make, task):
        future = Future()
        self.given.append((task, future))
        return future

    def work(self):
        task, future = self.given[-1]
        if not future.done():
            future.set_result([task.name.encode()])


def tasks(**pages):
    return [
        Task("number", slug, f"{slug}{i}", "", "", "", "")
        for slug, count in pages.items()
        for i in range(count)
    ]


def run(lane, todo, order=None):
    """Let the lanes work one after the other, or as `order` says."""
    made, steps = [], iter(order or ())

    def turn():
        chosen = next(steps, None)
        for i, one in enumerate(lane):
            if (chosen is None or chosen == i) and one.given:
                one.work()

    begun = lanes.run_in_lanes(lane, todo)
    original = lanes.wait

    def waiting(futures, **how):
        turn()
        return original(futures, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lanes, "wait", waiting)
        for task, future in begun:
            assert future.result() == [task.name.encode()]
            made.append(task)
    return made


def names(lane):
    return [task.name for task, _ in lane.given]


def test_everything_is_made_once():
    lane, todo = [Lane(), Lane(), Lane()], tasks(a=5, b=1, c=7, d=2)
    made = run(lane, todo)
    assert sorted(made) == sorted(todo)
    assert len(made) == len(set(made))


def test_a_page_stays_with_its_worker():
    lane = [Lane(), Lane()]
    run(lane, tasks(a=3, b=3))
    assert sorted((names(lane[0]), names(lane[1]))) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]]


def test_the_longest_page_is_begun_first():
    lane = [Lane()]
    run(lane, tasks(a=1, b=3, c=2))
    assert names(lane[0]) == ["b0", "b1", "b2", "c0", "c1", "a0"]


def test_an_idle_worker_helps_from_the_end():
    lane = [Lane(), Lane()]
    run(lane, tasks(a=6))
    assert names(lane[0]) == ["a0", "a1", "a2"]
    assert names(lane[1]) == ["a5", "a4", "a3"]


def test_a_worker_that_never_ends_holds_up_no_other():
    lane = [Lane(), Lane()]
    run(lane, tasks(a=4), order=[1, 1, 1, 0])
    assert names(lane[0]) == ["a0"]
    assert names(lane[1]) == ["a3", "a2", "a1"]


def test_nothing_to_do_is_done():
    lane = [Lane()]
    assert run(lane, []) == []
    assert lane[0].given == []
