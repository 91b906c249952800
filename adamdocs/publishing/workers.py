"""Where figures are made: processes that import the package as it stands on the disk now.

They are forked from a server that has imported the libraries, but nothing of the package, so that a
worker is ready in a tenth of a second and never holds an old module. Where a system cannot fork,
each worker is a new interpreter.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from importlib import import_module
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from types import CodeType
from typing import Any

MakeExecutor = Callable[[int], Executor]

PACKAGE = Path(__file__).resolve().parents[1]
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
LIBRARIES = [
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.font_manager",
    "autograd.numpy",
    "numpy",
]
# The last bit of a sum depends on how many threads shared it.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def cores() -> int:
    """Number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(jobs: int) -> Executor:
    """Workers in processes of their own."""
    return ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin)


def apart(target: str, argument: Any, *, patience: float) -> Iterator[Any]:
    """What a generator function yields in a process of its own, which ends with the iteration.

    Args:
        target: the function, as `module:name`; what it yields is not None.
        argument: its argument.
        patience: seconds to wait for the next item.

    Raises:
        TimeoutError: nothing came for so long.
        EOFError: the process died.
    """
    context: Any = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, target, argument), daemon=True)
    process.start()
    theirs.close()
    try:
        while ours.poll(patience):
            item = ours.recv()
            if item is None:
                return
            yield item
        raise TimeoutError
    finally:
        process.kill()
        process.join()
        ours.close()


def _send(connection: Connection, target: str, argument: Any) -> None:
    _begin()
    module, _, name = target.partition(":")
    for item in getattr(import_module(module), name)(argument):
        connection.send(item)
    connection.send(None)


def warm() -> None:
    """Start the server that workers are forked from; it imports the libraries meanwhile."""
    _context()
    if METHOD == "forkserver":
        forkserver.ensure_running()


def _context() -> BaseContext:
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context(METHOD)
    if METHOD == "forkserver":
        context.set_forkserver_preload(LIBRARIES)
    return context


def _begin() -> None:
    """Prepare a worker: fresh sources, no part in Ctrl-C, and no life after its parent's."""
    sys.path_hooks.insert(0, _finder)
    sys.path_importer_cache.clear()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Sources(SourceFileLoader):
    """Loads modules from their sources alone.

    Bytecode is matched to its source by second and size: after two quick edits it would be stale.
    """

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        code: CodeType = self.source_to_code(self.get_data(path), path)
        return code


def _finder(folder: str) -> FileFinder:
    if not Path(folder).is_relative_to(PACKAGE):
        raise ImportError
    return FileFinder(folder, (_Sources, SOURCE_SUFFIXES))
