"""Which worker makes what: one page's pieces in one worker, where what they share is run once."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from adamdocs.publishing.planning import Task, make

Made = tuple[Task, Future[list[bytes]]]


def run_in_lanes(lanes: Sequence[Executor], todo: Iterable[Task]) -> Iterator[Made]:
    """Make all tasks, and yield each when it is done.

    Every lane takes the page with most to do that nobody has begun. Where all are begun it helps
    with the one that has most left, from its end.

    Args:
        lanes: executors of one worker each.
        todo: what to make.
    """
    pages: dict[str, deque[Task]] = {}
    for task in todo:
        pages.setdefault(task.slug, deque()).append(task)
    waiting = sorted(pages.values(), key=len)
    begun: dict[int, deque[Task]] = {}
    running: dict[Future[Any], tuple[int, Task]] = {}

    def feed(lane: int) -> None:
        if not begun.get(lane) and waiting:
            begun[lane] = waiting.pop()
        own = begun.get(lane)
        most = max(begun.values(), key=len, default=None)
        if own or most:
            task = own.popleft() if own else most.pop()  # type: ignore[union-attr]
            running[lanes[lane].submit(make, task)] = lane, task

    for lane in range(len(lanes)):
        feed(lane)
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            lane, task = running.pop(future)
            feed(lane)
            yield task, future
