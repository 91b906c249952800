"""Which tests pass which lines, and how long each takes."""

import hashlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import coverage
import pytest

from tests.mutation.mutants import ROOT, SETTINGS, modules

IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"  # Hypothesis, long before the tests
PLAIN = ["-q", "-p", "no:cacheprovider", "--no-header", "-W", IMPORTED]
EVERYWHERE = (0, sys.maxsize)


class Tests:
    """For every line of the modules, the tests that pass it, quickest first."""

    def __init__(self, kept):
        self.seconds = kept["seconds"]
        self._lines = kept["lines"]

    def of(self, path, spans):
        """Tests that may notice a change of a statement, the likeliest and quickest first.

        Those that pass the statement, `spans[0]`. No test passes what is done once, at import: then
        those that pass what is around it, and after them all tests of the module's files.
        """
        passing = self._passing(path, *spans[0])
        if passing:
            return self._sorted(passing)
        around = next(filter(None, (self._passing(path, *span) for span in spans[1:])), set())
        module = self._passing(path, *EVERYWHERE) or self._passing_beside(path)
        files = {_file(test) for test in module}
        rest = {test for test in self.seconds if _file(test) in files} - around
        return self._sorted(around) + self._sorted(rest)

    def _passing_beside(self, path):
        beside = (Path(other) for other in self._lines if Path(other).parent == path.parent)
        return set().union(*(self._passing(other, *EVERYWHERE) for other in beside))

    def _sorted(self, tests):
        return sorted(tests, key=self.seconds.__getitem__)

    def _passing(self, path, first, last):
        lines = self._lines.get(str(path), {})
        return {
            test for line, tests in lines.items() if first <= int(line) <= last for test in tests
        }


def _file(test):
    return test.partition("::")[0]


def kept_file(folder):
    """Where what is measured now is kept: another place after any edit."""
    files = [*ROOT.glob("adamdocs/**/*.py"), *ROOT.glob("tests/**/*.py")]
    state = hashlib.sha256()
    for path in sorted(path for path in files if "mutation" not in path.parts):
        state.update(path.read_bytes())
    return folder / f"tests-{state.hexdigest()[:16]}.json"


def measure(file):
    """Run the tests as they are, and keep what they pass; their exit status if one fails."""
    cover = coverage.Coverage(
        data_file=None, include=[str(ROOT / path) for path in modules()], config_file=False
    )
    watcher = _Watcher(cover)
    cover.start()
    try:
        status = pytest.main([*PLAIN, *SETTINGS["tests"]["paths"]], plugins=[watcher])
    finally:
        cover.stop()
    if status:
        return int(status)
    data, lines = cover.get_data(), {}
    for path in modules():
        found = data.contexts_by_lineno(str(ROOT / path))
        lines[str(path)] = {line: [one for one in tests if one] for line, tests in found.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob("tests-*.json"):
        old.unlink()
    file.write_text(json.dumps({"lines": lines, "seconds": watcher.seconds}))
    return 0


class _Watcher:
    """A pytest plugin that tells coverage which test runs."""

    def __init__(self, cover):
        self._cover, self.seconds = cover, defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self._cover.switch_context(item.nodeid)
        begin = time.perf_counter()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.perf_counter() - begin
            self._cover.switch_context("")
