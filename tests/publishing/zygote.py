"""A process that has imported the builder and forks a child for every command given to it.

A build of a small project takes a fifth of a second this way; a new interpreter alone takes longer.
The child imports explainers and everything they use afresh, like the builder's own workers.
Run with the project as working folder; reads a JSON list of arguments a line, and answers with the
child's process id and, when it has ended, its exit status.
"""

import contextlib
import importlib
import json
import os
import sys
from pathlib import Path

LIBRARIES = "matplotlib.backends.backend_agg matplotlib.backends.backend_svg numpy".split()


OURS = ("__main__", "mkdocs_commands", "mkdocs_hooks")


def child(arguments):
    os.setpgid(0, 0)
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(f".cache/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
    from adamdocs.publishing.__main__ import main

    status = 70
    try:
        status = main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve():
    for name in (*LIBRARIES, *(f"adamdocs.publishing.{part}" for part in OURS)):
        importlib.import_module(name)
    from adamdocs.publishing import workers

    assert Path(workers.__file__).is_relative_to(Path.cwd())
    assert not any(name.startswith("adamdocs.explainers") for name in sys.modules)
    workers.METHOD = "fork"
    print("ready", flush=True)
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            child(json.loads(line))
        with contextlib.suppress(OSError):
            os.setpgid(process, process)  # the child does so as well: who comes first
        print(process, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
