"""Workers: fresh sources, and an end when their parent ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

import adamdocs

ROOT = Path(adamdocs.__file__).parents[1]
STALE = """
import os, sys, time
sys.path.insert(0, {folder!r})
import adamdocs
from adamdocs.publishing import workers

def size():
    import adamdocs.extra
    return adamdocs.extra.SIZE, "adamdocs.explainers" in sys.modules, os.environ["OMP_NUM_THREADS"]

if __name__ == "__main__":
    extra = workers.PACKAGE / "extra.py"
    for number in (1, 2, 3):
        extra.write_text(f"SIZE = {{number}}")
        os.utime(extra, (1e9, 1e9))
        with workers.processes(1) as executor:
            print(executor.submit(size).result())
        sys.modules.pop("adamdocs.extra", None)
        import adamdocs.extra  # leaves bytecode behind
"""
ORPHAN = """
import os, time
from adamdocs.publishing import workers

if __name__ == "__main__":
    executor = workers.processes(1)
    print(executor.submit(os.getpid).result(), flush=True)
    executor.submit(time.sleep, 60)
    time.sleep(60)
"""


def test_a_worker_reads_sources_even_where_bytecode_of_the_same_second_and_size_lies(tmp_path):
    shutil.copytree(
        ROOT / "adamdocs", tmp_path / "adamdocs", ignore=shutil.ignore_patterns("__pycache__")
    )
    script = tmp_path / "script.py"
    script.write_text(STALE.format(folder=str(tmp_path)))
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"({n}, False, '1')" for n in (1, 2, 3)]
    assert list((tmp_path / "adamdocs" / "__pycache__").glob("extra*.pyc"))


def test_a_worker_ends_when_its_parent_is_killed(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(ORPHAN)
    parent = subprocess.Popen(
        [sys.executable, script],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    psutil.wait_procs([process for process in [found(worker)] if process], timeout=30)
    left = found(worker)
    assert left is None or left.status() == psutil.STATUS_ZOMBIE


def found(number):
    try:
        return psutil.Process(number)
    except psutil.NoSuchProcess:
        return None
