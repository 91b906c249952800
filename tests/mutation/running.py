"""Tests against a mutant, in a process of its own that sees the mutant in place of the module.

The process is forked from one that has imported the libraries, but nothing of the package. No file
is written: two mutants may be tried side by side, and a killed run leaves nothing behind.
"""

import gc
import importlib
import os
import resource
import signal
import sys
import tempfile
import traceback
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from tests.mutation.covering import PLAIN
from tests.mutation.mutants import ROOT

LIBRARIES = """_pytest.assertion.rewrite autograd.numpy hypothesis hypothesis.extra.numpy
    importlib.metadata ml_dtypes numpy numpy.testing scipy.integrate scipy.linalg scipy.optimize
    scipy.special scipy.stats sklearn.datasets""".split()
MEMORY = 6 * 2**30
STAGES = (0, 12, 100, sys.maxsize)  # the first tests are tried first


class Attempt(NamedTuple):
    """A mutant and the tests that may notice it."""

    job: str
    path: Path
    source: str
    tests: list[str]
    seconds: float


def warm():
    """Import what every attempt needs, where their garbage collection does not look."""
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()


def run_all(attempts, jobs):
    """Yield `(job, WorkResult)` as attempts end, some side by side."""
    waiting, running = list(reversed(attempts)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            attempt, output = waiting.pop(), tempfile.TemporaryFile()  # noqa: SIM115  # closed below
            running[_fork(attempt, output)] = attempt, output
        pid, status = os.wait()
        attempt, output = running.pop(pid)
        output.seek(0)
        text = output.read()[-4000:].decode(errors="replace")
        output.close()
        yield attempt.job, _result(status, text)


def _result(status, text):
    code = os.waitstatus_to_exitcode(status)
    if code == pytest.ExitCode.OK:
        outcome = TestOutcome.SURVIVED
    elif code == pytest.ExitCode.TESTS_FAILED:
        outcome = TestOutcome.KILLED
    elif code == pytest.ExitCode.NO_TESTS_COLLECTED:
        outcome = TestOutcome.SURVIVED
    else:  # not importable, or ended by a signal: too slow, too large
        outcome = TestOutcome.INCOMPETENT
    return WorkResult(WorkerOutcome.NORMAL, output=text, test_outcome=outcome)


def _fork(attempt, output):
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = pytest.ExitCode.INTERNAL_ERROR
    try:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        status = _attempt(attempt)
    finally:  # never back into the parent's code
        if sys.exc_info()[0]:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _attempt(attempt):
    """In the process: the exit status of the first few tests, or of all."""
    patience = int(10 + 5 * attempt.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(10 * patience)  # for one that sleeps
    stale = {"adamdocs", "tests"}  # the tests hold on to what they imported
    for name in [name for name in sys.modules if name.partition(".")[0] in stale]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Finder(attempt.path, attempt.source))
    os.environ["ADAMDOCS_HYPOTHESIS"] = "mutants"
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(ROOT)
    for first, last in pairwise(STAGES):
        some = attempt.tests[first:last]
        files = sorted({test.partition("::")[0] for test in some})
        status = some and pytest.main([*PLAIN, "-x", "--tb=line", *files], plugins=[_Chosen(some)])
        if status and status != pytest.ExitCode.NO_TESTS_COLLECTED:  # a mutant may rename tests
            return int(status)
    return int(pytest.ExitCode.OK)


class _Chosen:
    """A pytest plugin that runs these tests alone, in this order."""

    def __init__(self, tests):
        self._rank = {test: rank for rank, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items):
        chosen = [item for item in items if item.nodeid in self._rank]
        items[:] = sorted(chosen, key=lambda item: self._rank[item.nodeid])


class _Finder:
    """Finds one module, whose source is another than that in its file."""

    def __init__(self, path, source):
        self._path, self._source = path, source
        parts = path.with_suffix("").parts
        self._name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def find_spec(self, name, path=None, target=None):
        if name != self._name:
            return None
        file = str(ROOT / self._path)
        return spec_from_file_location(name, file, loader=_Loader(name, file, self._source))


class _Loader(SourceFileLoader):
    def __init__(self, name, file, source):
        super().__init__(name, file)
        self._source = source

    def get_code(self, fullname):
        return self.source_to_code(self._source.encode(), self.path)
