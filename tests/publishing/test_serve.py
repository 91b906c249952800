"""The server: every kind of edit shows without a restart, and a mistake does not stop it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

GIVE_UP = 60  # seconds
TINY = "adamdocs/explainers/tiny.py"
PAGE = "docs/learn/tiny.md"


class Server:
    """A running server, and what it shows."""

    def __init__(self, project):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = project.root / ".cache" / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "adamdocs.publishing", "serve", "--address", self.address],
                cwd=project.root,
                env=project.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                # A suite started in the background hands "ignore Ctrl-C" on to its children.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=GIVE_UP) as page:
                return page.read().decode()
        except OSError:
            return ""

    def wait(self, met):
        """Seconds until something is so."""
        began = time.monotonic()
        while not met():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() - began < GIVE_UP, self.log.read_text()
            time.sleep(0.05)
        return time.monotonic() - began

    def shows(self, path, words):
        return self.wait(lambda: words in self.get(path))

    def says(self, words):
        return self.wait(lambda: words in self.log.read_text())

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(timeout=GIVE_UP)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture
def served(project):
    project.write("docs/stylesheets/site.css", "a { color: red }")
    project.write("docs/javascripts/offline.js", "self.skipWaiting();")
    server = Server(project)
    server.shows("learn/tiny/", "The first is")
    yield project, server
    server.stop()


def test_every_kind_of_edit_shows_and_mistakes_are_told_and_mended(served, record_property):
    project, server = served
    took = {}

    project.edit(PAGE, "The first is", "The very first is")
    took["page"] = server.shows("learn/tiny/", "The very first is")

    project.edit(TINY, '"steps", [1, 2, 3]', '"leaps", [1, 2, 3]')
    took["figure"] = server.shows("figures/learn/tiny/steps.csv", "leaps,1.0")

    project.edit(TINY, "It starts at", "It begins at")
    took["caption"] = server.shows("learn/tiny/", "It begins at")

    project.write("docs/stylesheets/site.css", "a { color: blue }")
    took["stylesheet"] = server.shows("stylesheets/site.css", "blue")
    assert server.get("sw.js") == ""  # a page that is rebuilt is never kept

    project.edit("adamdocs/drawing/palette.py", '"#1f5fa8"', '"#1f5fa9"')
    took["palette"] = server.shows("stylesheets/palette.css", "#1f5fa9")
    project.edit("adamdocs/drawing/palette.py", '"#1f5fa9"', '"#1f5fa8"')

    project.edit(PAGE, "{{first_step}}, and", "{{frist_step}}, and")
    server.shows("learn/tiny/", "The very first is ?,")
    server.says("docs/learn/tiny.md:3: unknown number 'frist_step'; write 'first_step'?")
    project.edit(PAGE, "{{frist_step}}, and", "{{first_step}}, and")
    server.shows("learn/tiny/", ">3.16</data>, and")

    project.edit(TINY, "return chart", "return 1 / 0")
    server.says(f"{TINY}:29: ZeroDivisionError: division by zero; mend the figure steps")
    project.edit(PAGE, "The very first is", "Still the first is")
    server.shows("learn/tiny/", "Still the first is")
    assert "<svg" in server.get("learn/tiny/")
    project.edit(TINY, "return 1 / 0", "return chart  # again")
    project.edit(TINY, "It begins at", "It starts again at")
    server.shows("learn/tiny/", "It starts again at")

    assert "Traceback" not in server.log.read_text()
    for kind, seconds in took.items():
        record_property(kind, f"{seconds:.1f} s")
        print(f"a changed {kind} showed after {seconds:.1f} s")


def test_the_server_ends_quietly_when_interrupted(served):
    _, server = served
    assert server.stop() in (0, 130)
    assert "Traceback" not in server.log.read_text()


def test_an_address_that_is_taken_is_one_line(project):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = project.command("serve", "--address", address)
    assert done.status == 1
    (line,) = done.errors
    assert (
        line == f"error: {address}: Address already in use; stop what is there, or give --address"
    )
