"""Where figures are made on many machines: the workers of a Dask cluster.

    scripts/worker tcp://HOST:8786                   on each machine, once a core
    scripts/figures --scheduler tcp://HOST:8786

Each worker has a checkout with the same sources, and makes what a process of this machine would
make, to the bit. Results are kept here as they come: what is made once is not made again, whatever
becomes of the cluster. What a worker was at when it died, another makes.
"""

import os
import platform
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import cycle
from typing import Any, NamedTuple

from adamdocs.publishing import keys, planning
from adamdocs.publishing.problems import Problem, one_line, say
from adamdocs.publishing.workers import ONE_THREAD, MakeExecutor

PATIENCE = 5  # seconds in which a scheduler answers
ADDRESS = re.compile(r"(tcp|tls|ws|wss)://\S+:\d{1,5}")
INSTALL = "install the extra `cluster`: it is in requirements.lock, which scripts/build installs"


class Cluster(NamedTuple):
    """A connected cluster: what makes its executors, of one worker each, and how many there are."""

    make_executor: MakeExecutor
    workers: int


class Standing(NamedTuple):
    """What a worker must have in common with this machine."""

    sources: str
    imported: str
    python: str
    numpy: str
    one_thread: bool


def standing() -> Standing:
    """That of this process."""
    import numpy as np

    return Standing(
        sources=keys.package_key(),
        imported=planning.imported_key(),
        python=platform.python_version(),
        numpy=np.__version__,
        one_thread=all(os.environ.get(name) == "1" for name in ONE_THREAD),
    )


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """A cluster, while it is needed.

    Args:
        address: of its scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        Problem: nobody answers there, it has no workers, or one of them is not as this machine is.
    """
    if not ADDRESS.fullmatch(address):
        raise Problem(f"--scheduler {address}: is no address; write one such as tcp://HOST:8786")
    try:
        from distributed import Client
    except ImportError:
        raise Problem(f"--scheduler needs the package distributed; {INSTALL}") from None
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise Problem(
            f"--scheduler {address}: no Dask scheduler answers there ({one_line(error)}); start "
            "one with `dask scheduler`, or mend the address"
        ) from None
    with client:
        names = _workers(client, address)
        say(f"Cluster at {address}: {len(names)} workers.")
        places = cycle(names)
        yield Cluster(lambda _: _Lane(client, next(places)), len(names))


def _workers(client: Any, address: str) -> list[str]:
    """Names of the workers, once all are found to be as this machine is."""
    found = client.run(standing, on_error="return")
    if not found:
        raise Problem(
            f"--scheduler {address}: the cluster has no workers; start one a core with "
            f"`scripts/worker {address}`"
        )
    ours = standing()
    wrong = Counter(wrong for one in found.values() if (wrong := _unlike(one, ours)))
    if wrong:
        told = "\n".join(f"{count} of {len(found)} workers {said}" for said, count in wrong.items())
        raise Problem(told)
    return sorted(found)


def _unlike(found: Any, ours: Standing) -> str:
    """In what a worker differs from this machine, and the mend; nothing if in nothing."""
    start = "start it with `scripts/worker`"
    if not isinstance(found, Standing):
        return f"cannot import this project ({one_line(found)}); {start} in a checkout"
    if found.sources != ours.sources:
        return "has other sources; bring its checkout to the same state and start it again"
    if found.imported != found.sources:
        return "was started before its sources were edited; start it again"
    if (found.python, found.numpy) != (ours.python, ours.numpy):
        return (
            f"has Python {found.python} and NumPy {found.numpy}, this machine {ours.python} and "
            f"{ours.numpy}; {start}, which takes the locked ones"
        )
    if not found.one_thread:
        return f"lets libraries share sums among threads, which changes last bits; {start}"
    return ""


class _Lane(Executor):
    """One worker; another takes over what it leaves undone."""

    def __init__(self, client: Any, worker: str) -> None:
        self._executor = client.get_executor(workers=[worker], allow_other_workers=True, pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a function there."""
        told: Future[Any] = Future()
        asked = self._executor.submit(fn, *args, **kwargs)
        asked.add_done_callback(lambda done: _hand_on(done, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give the worker free."""
        self._executor.shutdown(wait=wait and not cancel_futures)


def _hand_on(done: Future[Any], told: Future[Any]) -> None:
    """Tell what came of a run; a worker that dies again and again is a problem of the run."""
    error = None if done.cancelled() else done.exception()
    if done.cancelled():
        told.cancel()
    elif type(error).__name__ == "KilledWorker":
        told.set_exception(
            Problem(
                "three workers died at the same task, perhaps for want of memory; "
                "try it here without --scheduler"
            )
        )
    elif error is not None:
        told.set_exception(error)
    else:
        told.set_result(done.result())
