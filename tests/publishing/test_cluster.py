"""Figures on a Dask cluster: the same to the bit, whichever worker dies, and never made twice."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

STORE = ".cache/artefacts"
CELLS = 16
SLOW = '''\
"""learn/slow: many cells, each of which takes a moment and writes down that it ran."""

import os
import time
from pathlib import Path

from adamdocs.explainers.framework import Explainer
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import noisy

page = Explainer("learn/slow")
ROOT = Path(__file__).parents[2]
LOG = ROOT / "log"


def worker_count():
    return len({line.split()[1] for line in LOG.read_text().splitlines()})


def cell(seed):
    def measure():
        with LOG.open("a") as log:
            log.write(f"{seed} {os.getpid()}\\n")
        end = time.monotonic() + 60
        while (ROOT / "together").exists() and worker_count() < 2 and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.1)
        return 1 + float(feed(adam(), noisy(500, seed=seed)).theta[-1, 0])

    measure.__name__ = f"cell_{seed}"
    measure.__doc__ = f"End of run {seed}."
    value = 1 + float(feed(adam(), noisy(500, seed=seed)).theta[-1, 0])
    page.number(pinned=value, reason="a run", form=".3f")(measure)


for seed in range(1, CELLS + 1):
    cell(seed)
'''.replace("CELLS", str(CELLS))
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}


class Cluster:
    """A scheduler and workers on this machine, whose sources are a project's."""

    def __init__(self, project):
        self.project, self.processes = project, []
        self.file = project.root / "scheduler.json"
        self.file.unlink(missing_ok=True)
        for name in ("log", "together"):
            (project.root / name).unlink(missing_ok=True)
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self.start("scheduler", *options, "--scheduler-file", str(self.file))
        wait_for(lambda: self.file.exists() and self.file.read_text().endswith("}"))
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, kind, *options, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + kind, *options],
            cwd=self.project.root,
            env=self.project.environment | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    def worker(self, **environment):
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        return self.start("worker", self.address, *options, **(ONE_THREAD | environment))

    def figures(self, *arguments):
        return self.project.command("figures", *arguments, "--scheduler", self.address)

    def ran(self):
        """How often each cell ran, and where."""
        log = self.project.root / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [tuple(map(int, line.split())) for line in lines]

    def together(self):
        """Hold every cell until two workers are at one.

        Else one that imports the package sooner may take over all that waits for the other.
        """
        (self.project.root / "together").touch()

    def asking(self, **options):
        """The command that asks for all figures, on its way."""
        command = [sys.executable, "-m", "adamdocs.publishing", "figures"]
        process = subprocess.Popen(
            [*command, "--scheduler", self.address],
            cwd=self.project.root,
            env=self.project.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **options,
        )
        self.processes.append(process)
        return process

    def close(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait(timeout=30)


def wait_for(ready, seconds=120):
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


@pytest.fixture
def cluster(project):
    project.write("adamdocs/explainers/extra_slow.py", SLOW)
    made = Cluster(project)
    yield made
    made.close()


def made(project):
    """The artefacts, and nothing half-written."""
    found = project.built(STORE)
    assert not [name for name in found if name.endswith(".part")]
    return {name: content for name, content in found.items() if name != "index.json"}


def cleared(project):
    for path in (project.root / STORE).glob("*"):
        path.unlink()
    (project.root / "log").unlink(missing_ok=True)


def test_a_cluster_makes_what_processes_make(project, cluster):
    assert project.command("figures", "--jobs", "2").status == 0
    here = made(project)
    cleared(project)
    cluster.worker()
    cluster.worker()
    wait_for_workers(cluster, 2)
    cluster.together()
    done = cluster.figures()
    assert (done.status, done.errors) == (0, [f"Cluster at {cluster.address}: 2 workers."])
    assert made(project) == here
    ran = cluster.ran()
    assert sorted(cell for cell, _ in ran) == list(range(1, CELLS + 1))
    assert len({worker for _, worker in ran}) == 2


def test_a_worker_that_dies_in_mid_sweep_is_made_up_for(project, cluster):
    project.command("figures", "--jobs", "2")
    here = made(project)
    cleared(project)
    first, _ = cluster.worker(), cluster.worker()
    wait_for_workers(cluster, 2)
    cluster.together()
    asking = cluster.asking()
    wait_for(lambda: first.pid in {worker for _, worker in cluster.ran()})
    first.kill()
    assert asking.wait(timeout=120) == 0
    assert made(project) == here
    ran = Counter(cell for cell, _ in cluster.ran())
    assert set(ran) == set(range(1, CELLS + 1))
    assert sum(ran.values()) <= CELLS + 1  # what the dead worker was at


def test_what_was_made_is_not_made_again_after_the_command_was_killed(project, cluster):
    cleared(project)
    cluster.worker()
    cluster.worker()
    wait_for_workers(cluster, 2)
    asking = cluster.asking(start_new_session=True)
    wait_for(lambda: len(cluster.ran()) > CELLS // 2)
    os.killpg(asking.pid, signal.SIGKILL)
    asking.wait()
    time.sleep(1)  # what workers were at ends meanwhile
    kept, before = len([name for name in made(project) if name.endswith(".json")]), cluster.ran()
    assert 0 < kept < CELLS + 3
    assert cluster.figures().status == 0
    again = Counter(cell for cell, _ in cluster.ran()[len(before) :])
    assert set(again.values()) == {1}
    assert kept + len(again) <= CELLS + 2  # with the number and the claim of learn/tiny


def wait_for_workers(cluster, number):
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=30)


def test_an_address_where_nobody_answers_is_told(project):
    done = project.command("figures", "--scheduler", "tcp://127.0.0.1:9")
    assert done.status == 1
    (told,) = done.errors
    assert told.startswith("error: --scheduler tcp://127.0.0.1:9: no Dask scheduler answers there")


@pytest.mark.parametrize("address", ["nonsense://x", "127.0.0.1:x"])
def test_what_is_no_address_is_told(project, address):
    done = project.command("figures", "--scheduler", address)
    assert done.status == 1
    told = f"error: --scheduler {address}: is no address; write one such as tcp://HOST:8786"
    assert done.errors == [told]


def test_a_cluster_without_workers_is_told(project, cluster):
    done = cluster.figures()
    told = f"error: --scheduler {cluster.address}: the cluster has no workers; start one a core "
    assert done.status == 1
    assert done.errors == [f"{told}with `scripts/worker {cluster.address}`"]


@pytest.mark.parametrize(
    ("environment", "edit", "told"),
    [
        ({"OMP_NUM_THREADS": "2"}, None, "lets libraries share sums among threads"),
        ({"PYTHONSAFEPATH": "1", "PYTHONPATH": ""}, None, "has other sources"),
        ({}, "adamdocs/explainers/extra_slow.py", "was started before its sources were edited"),
    ],
)
def test_a_worker_that_would_make_something_else_is_refused(
    project, cluster, environment, edit, told
):
    cluster.worker(**environment)
    wait_for_workers(cluster, 1)
    if edit:
        assert cluster.figures("cell_1").status == 0
        project.edit(edit, "many cells", "some cells")
    done = cluster.figures()
    assert done.status == 1
    assert re.match(rf"error: 1 of 1 workers {told}", done.errors[0]), done.err
