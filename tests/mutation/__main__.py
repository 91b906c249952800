"""The command behind scripts/mutation."""

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import tomllib
from collections import Counter
from typing import NamedTuple

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome

from tests.mutation import covering, mutants, running
from tests.mutation.mutants import HERE, ROOT, SETTINGS

FOLDER = ROOT / ".cache" / "mutation"
EXPLAINED = HERE / "survivors.toml"


class Survivor(NamedTuple):
    """A mutant that no test notices, as survivors.toml has it."""

    module: str
    line: str
    mutant: str


def main():
    """Try the mutants that no test noticed yet, and tell how many are noticed now."""
    reader = argparse.ArgumentParser(prog="scripts/mutation", add_help=False)
    reader.add_argument("modules", nargs="*", default=["*"])
    reader.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    reader.add_argument("--afresh", action="store_true")
    given = reader.parse_args()
    paths = mutants.modules(given.modules)
    if not paths:
        sys.exit(f"error: no module to mutate matches {' '.join(given.modules)}")
    running.warm()
    tests = _tests()
    counts, survivors = Counter(), []
    for path in paths:
        tried = _try(path, tests, given)
        survivors += [survivor for survivor in tried if survivor]
        counts["all"] += len(tried)
    sys.exit(_report(counts["all"], survivors, paths))


def _tests():
    """What each line is passed by, measured once for each state of the sources."""
    file = covering.kept_file(FOLDER)
    if not file.exists():
        print("Running the tests once as they are, to see which lines each passes ...", flush=True)
        apart = multiprocessing.get_context("fork").Process(target=_measure, args=(file,))
        apart.start()
        apart.join()
        if apart.exitcode:
            sys.exit("error: mutants tell nothing while a test fails; see above")
    return covering.Tests(json.loads(file.read_text()))


def _measure(file):
    sys.exit(covering.measure(file))


def _try(path, tests, given):
    """For each mutant of a module a Survivor, or None if a test notices it."""
    source = (ROOT / path).read_text()
    with use_db(_session(path, source), WorkDB.Mode.create) as session:
        if given.afresh or not session.num_work_items:
            session.clear()
            session.add_work_items(mutants.mutants(path, source))
        items = {item.job_id: item.mutations[0] for item in session.work_items}
        noticed = {job for job, result in session.results if result.is_killed}
        _control(path, source, tests)
        todo = [_attempt(job, items[job], source, tests) for job in items if job not in noticed]
        for done, (job, result) in enumerate(running.run_all(todo, given.jobs), 1):
            session.set_result(job, result)
            noticed |= {job} if result.is_killed else set()
            if sys.stdout.isatty():
                print(f"\r{path}: {done} of {len(todo)}", end="", flush=True)
        slow = [job for job, result in session.results if _ended_by_force(result)]
    print(f"\r{path}: {len(noticed)} of {len(items)} noticed, {len(slow)} of them by a limit")
    return [None if job in noticed else _survivor(path, source, items[job]) for job in items]


def _control(path, source, tests):
    """The module as it is must pass, or what fails says nothing of mutants."""
    chosen = tests.of(path, [covering.EVERYWHERE])[:40]
    ((_, result),) = running.run_all([running.Attempt("", path, source, chosen, 60.0)], jobs=1)
    if result.is_killed:
        sys.exit(f"error: {path} as it is fails in place of a mutant:\n{result.output}")


def _ended_by_force(result):
    return result.test_outcome == TestOutcome.INCOMPETENT and "rror" not in result.output


def _attempt(job, mutation, source, tests):
    chosen = tests.of(mutation.module_path, mutants.around(source, mutation.start_pos[0]))
    seconds = sum(tests.seconds[test] for test in chosen)
    mutant = mutants.mutated(source, mutation)
    return running.Attempt(job, mutation.module_path, mutant, chosen, seconds)


def _session(path, source):
    """A module's session, which the commands of Cosmic Ray read: cr-report, cr-html and more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    state = hashlib.sha256((source + json.dumps(SETTINGS["operators"])).encode()).hexdigest()
    name = ".".join(path.with_suffix("").parts)
    for old in FOLDER.glob(f"{name}-*.sqlite"):
        if state[:12] not in old.name:
            old.unlink()
    return FOLDER / f"{name}-{state[:12]}.sqlite"


def _survivor(path, source, mutation):
    return Survivor(str(path), *mutants.change(source, mutation))


def _report(count, survivors, paths):
    """Print the score and what needs a test; the exit status."""
    explained = {
        Survivor(one["module"], one["line"], one["mutant"])
        for one in tomllib.loads(EXPLAINED.read_text()).get("survivor", ())
    }
    new = [one for one in survivors if one not in explained]
    dead = [one for one in explained - set(survivors) if one.module in set(map(str, paths))]
    for one in new:
        print(f"\n{one.module}\n  - {one.line}\n  + {one.mutant}")
    for one in dead:
        print(f"\nsurvivors.toml explains what is noticed now: {one.module}\n  + {one.mutant}")
    score = 1 - len(survivors) / count
    print(
        f"\n{count} mutants, {100 * score:.2f} % noticed; {len(survivors)} survive, "
        f"{len(survivors) - len(new)} of them explained in survivors.toml."
    )
    return int(bool(new or dead) or score < SETTINGS["score"]["least"])


if __name__ == "__main__":
    main()
