"""A small project: a copy of the package with an explainer and two pages of its own."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PARTS = "__init__ audits discovery experiments framework pieces".split()
MECHANICS = [f"{part}.py" for part in PARTS]

CONFIG = """\
site_name: Small
site_url: http://127.0.0.1:8000/
strict: true
theme:
  name: null
  custom_dir: theme
nav:
  - Home: index.md
  - Tiny: learn/tiny.md
hooks:
  - adamdocs/publishing/mkdocs_hooks.py
plugins: []
markdown_extensions:
  - attr_list
  - md_in_html
  - toc:
      permalink: true
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.superfences
  - adamdocs.publishing.extension
validation:
  omitted_files: warn
  absolute_links: warn
  unrecognized_links: warn
  anchors: warn
  not_found: warn
"""
FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ page.title }}</title>
<meta name="description" content="{{ page.meta.description }}">
</head>
<body>
{{ page.content }}
</body>
</html>
"""
EXPLAINER = '''\
"""learn/tiny: a number, a figure and a claim."""

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.framework import Explainer
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam
from adamdocs.runs import feed
from adamdocs.streams import constant

page = Explainer("learn/tiny", topic="Tiny steps")


def first(b2):
    rule = adam(1.0, 0.9, b2, 0.0, correct_m=False, correct_v=False)
    return -feed(rule, constant(3)).step[:, 0]


@page.number(expect=lambda: theory.uncorrected_step(1, 0.9, 0.999), form=".2f")
def first_step():
    """First uncorrected step."""
    return first(0.999)[0]


@page.figure(caption="It starts at {{first_step}}.", alt="A line from {{first_step}}.")
def steps():
    chart = Chart("t", "step", height=2.0)
    chart.line("steps", [1, 2, 3], first(0.999), "adam")
    return chart


@page.claim(
    says="It is small.",
    verdict="false",
    holds="It is {{first_step}}.",
    otherwise="It would be smaller with a shorter memory.",
    statistic="the first step",
    evidence=("figure steps",),
    counter_example={"b2": 0.9},
)
def it_is_small(b2=0.999):
    return Finding(first(b2)[0], "<", 1)
'''
PAGES = {
    "index.md": "# Home\n\nSee [tiny](learn/tiny.md#more): {{learn/tiny:first_step}}.\n",
    "learn/tiny.md": (
        "# Tiny\n\nThe first is {{first_step}}, and $x = {{first_step}}$.\n\n"
        "{{figure steps}}\n\n## More\n\n{{claim it_is_small}}\n"
    ),
}
NOTEBOOKS = """\
plugins:
  - mkdocs-jupyter:
      execute: true
      allow_errors: false
      no_prompt: true
      markdown_cell_processor: mkdocs
"""


class Done(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def errors(self):
        """Its lines on standard error, progress aside."""
        progress = r"(Figures and numbers|Faces|Site: built)\b"
        return [line for line in self.err.splitlines() if not re.match(progress, line)]


class Project:
    """The project and the commands run in it."""

    def __init__(self, folder):
        self.root = folder
        ignored = shutil.ignore_patterns("__pycache__", "bias_correction*", "labs")
        shutil.copytree(ROOT / "adamdocs", folder / "adamdocs", ignore=ignored)
        for extra in (folder / "adamdocs" / "explainers").iterdir():
            if extra.name not in MECHANICS:
                shutil.rmtree(extra) if extra.is_dir() else extra.unlink()
        (folder / "scripts" / "web").mkdir(parents=True)
        (folder / "scripts" / "web" / "node_modules").symlink_to(
            ROOT / "scripts" / "web" / "node_modules"
        )
        shutil.copytree(ROOT / ".cache" / "fonts", folder / ".cache" / "fonts")
        shutil.copy(ROOT / "CITATION.cff", folder)
        self.zygote = None
        self.reset()

    def reset(self):
        """Put every source back, whatever a test has done to it; whole built files stay."""
        for torn in (self.root / ".cache").glob("site-*"):
            shutil.rmtree(torn)
        shutil.rmtree(self.root / "docs", ignore_errors=True)
        self.write("mkdocs.yml", CONFIG)
        self.write("theme/main.html", FRAME)
        self.write("theme/404.html", FRAME)
        self.write("adamdocs/explainers/tiny.py", EXPLAINER)
        for name, text in PAGES.items():
            self.write(f"docs/{name}", text)
        for extra in (self.root / "adamdocs" / "explainers").glob("extra*.py"):
            extra.unlink()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def notebook(self, *cells):
        """Add a notebook of (kind, source) cells to the site."""
        made = [
            {"cell_type": kind, "id": f"c{number}", "metadata": {}, "source": lines(source)}
            | ({"outputs": [], "execution_count": None} if kind == "code" else {})
            for number, (kind, source) in enumerate(cells)
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        whole = {"cells": made, "metadata": {"kernelspec": kernel}}
        text = json.dumps(whole | {"nbformat": 4, "nbformat_minor": 5}, indent=1)
        self.write("docs/notebooks/one.ipynb", text)
        self.edit("mkdocs.yml", "plugins: []\n", NOTEBOOKS)
        self.edit("mkdocs.yml", "hooks:", "  - One: notebooks/one.ipynb\nhooks:")

    @property
    def environment(self):
        own = {"PYTHONPATH": str(self.root), "SOURCE_DATE_EPOCH": "1700000000"}
        return os.environ | own

    def command(self, *arguments, **environment):
        """Run the command line in an interpreter of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "adamdocs.publishing", *arguments],
            cwd=self.root,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments, kill_after=None):
        """Run the command line in a child of the zygote, or kill it after some seconds."""
        if self.zygote is None:
            (self.root / ".cache").mkdir(exist_ok=True)
            self.zygote = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("zygote.py"))],
                cwd=self.root,
                env=self.environment | {"OPENBLAS_NUM_THREADS": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert self._answer() == "ready"
        self.zygote.stdin.write(json.dumps(arguments) + "\n")
        self.zygote.stdin.flush()
        process = int(self._answer())
        if kill_after is not None:
            time.sleep(kill_after)
            with contextlib.suppress(ProcessLookupError):  # it has ended
                os.killpg(process, signal.SIGKILL)
        status = int(self._answer())
        out, err = ((self.root / ".cache" / name).read_text() for name in ("out", "err"))
        return Done(status, out, err)

    def _answer(self):
        return self.zygote.stdout.readline().strip()

    def close(self):
        if self.zygote is not None:
            self.zygote.stdin.close()
            self.zygote.wait(timeout=60)
            self.zygote.stdout.close()

    def built(self, folder="site"):
        """Every file below a folder, by name."""
        root = self.root / folder
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }


def lines(source):
    """A cell's source as notebooks keep it."""
    return source.splitlines(keepends=True)
