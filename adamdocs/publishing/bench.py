"""How fast things are, as ratios measured in one run: machines differ, ratios less so.

    runs       a batch of starts against a loop over single runs
    unchanged  a build in which nothing changed against MkDocs without our builder
    cold       a build with nothing made before
    figure     a build after one figure was edited
    jobs       figures a second with one worker and with two
    pages      compressed bytes of every page, and of a first visit to it
    visits     requests and bytes of a visit, and of a million a day
    widgets    bytes of script, and milliseconds of script a frame, playing and dragging
    live       seconds until Python runs in the reader's browser, and bytes it takes

Builds run in a copy of the project, which is removed afterwards.
"""

import ast
import gzip
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from adamdocs.landscapes import himmelblau
from adamdocs.optimizers import adam
from adamdocs.publishing import bench_live, bench_visits, bench_widgets, copies, navigation
from adamdocs.publishing.problems import Problem
from adamdocs.runs import descend

STEPS, STARTS, SAMPLE = 300, 40_000, 40
REPEATS = 5
EDITED = "    edited = True  # by the benchmark\n"


def run(names: Sequence[str] = ()) -> None:
    """Print the chosen sections, all if none is named.

    Raises:
        Problem: there is no section of that name, or a build failed.
    """
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise Problem(f"no section is called {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    for name in names or SECTIONS:
        sys.stdout.write(f"{name}\n")
        SECTIONS[name]()
        sys.stdout.flush()


def _tell(what: str, value: str) -> None:
    sys.stdout.write(f"  {what:<58}{value:>16}\n")


def runs() -> None:
    """40,000 starts in one call against single runs, a sample of them scaled up."""
    landscape, rule = himmelblau(), adam(lr=0.05)
    side = np.linspace(-5.0, 5.0, round(STARTS**0.5))
    starts = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    began = time.perf_counter()
    together = descend(rule, landscape, starts, steps=STEPS, every=STEPS)
    batched = len(starts) * STEPS / (time.perf_counter() - began)
    chosen = range(0, len(starts), len(starts) // SAMPLE)
    began = time.perf_counter()
    alone = [descend(rule, landscape, starts[n], steps=STEPS, every=STEPS) for n in chosen]
    single = len(alone) * STEPS / (time.perf_counter() - began)
    same = all(
        np.array_equal(a.theta[-1], together.theta[-1, n])
        for a, n in zip(alone, chosen, strict=True)
    )
    _tell(f"{len(starts):,} starts x {STEPS} steps in one call", f"{batched:,.0f} steps/s")
    _tell(f"single runs in a loop ({len(alone)} of them)", f"{single:,.0f} steps/s")
    _tell(
        "batched against single; results bit for bit the same" if same else "DIFFERENT RESULTS",
        f"{batched / single:,.0f} x",
    )


class Copy(copies.Copy):
    """The project in a folder of its own, with its caches, and how long commands take there."""

    def time(self, *command: str) -> tuple[float, float, str]:
        """Seconds by the clock and of the processors that a command takes; what it told."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        clock = time.perf_counter() - began
        if done.returncode:
            raise Problem(f"{' '.join(command)} failed: {done.stderr.strip()}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return clock, work, done.stderr

    def build(self) -> tuple[float, float, str]:
        """Build the site."""
        return self.time("adamdocs.publishing", "build")


def _in_copy(measure: Callable[[Copy], None]) -> Callable[[], None]:
    def run() -> None:
        with tempfile.TemporaryDirectory(prefix="adamdocs-bench-") as folder:
            copy = Copy(Path(folder) / "project")
            copy.build()
            measure(copy)

    return run


def unchanged(copy: Copy) -> None:
    """A build in which nothing changed, and MkDocs with the same plugins and pages."""
    bare = (copy.root / "mkdocs.yml").read_text(encoding="utf-8")
    bare = bare.replace("strict: true", "strict: false").replace(
        "  - adamdocs.publishing.extension\n", ""
    )
    bare = re.sub(r"^hooks:\n(?: +.*\n)+", "", bare, flags=re.MULTILINE)
    (copy.root / "bare.yml").write_text(bare, encoding="utf-8")
    without = ("mkdocs", "build", "--quiet", "-f", "bare.yml", "-d", "bare")
    copy.time(*without)
    ours, theirs = [], []
    for _ in range(REPEATS):
        ours.append(copy.build()[:2])
        theirs.append(copy.time(*without)[:2])
    for what, part in (("by the clock", 0), ("of processor time", 1)):
        mine, other = (statistics.median(one[part] for one in all_) for all_ in (ours, theirs))
        _tell(f"nothing changed, seconds {what}", f"{mine:.2f}")
        _tell(f"MkDocs without our builder, seconds {what}", f"{other:.2f}")
        _tell("ratio", f"{mine / other:.2f} x")


def cold(copy: Copy) -> None:
    """A build with no artefact, no executed notebook and no faces."""
    for name in ("artefacts", "notebooks", "fonts"):
        shutil.rmtree(copy.root / ".cache" / name, ignore_errors=True)
    clock, work, _ = copy.build()
    _tell("cold build, seconds by the clock", f"{clock:.1f}")
    _tell("cold build, seconds of processor time", f"{work:.1f}")


def figure(copy: Copy) -> None:
    """A build after one figure's function was edited."""
    name = _edit_a_figure(copy.root)
    clock, work, told = copy.build()
    made = re.search(r"(\d+) of \1 made", told)
    _tell(f"{name} edited, seconds by the clock", f"{clock:.1f}")
    _tell("of processor time", f"{work:.1f}")
    _tell("figures and numbers made again", made[1] if made else "0")


def _edit_a_figure(root: Path) -> str:
    """Add a statement to the first function that draws a figure; its name."""
    for path in sorted((root / "adamdocs" / "explainers").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and any(
                ast.unparse(decorator).startswith("page.figure(")
                for decorator in node.decorator_list
            ):
                lines = text.splitlines(keepends=True)
                lines.insert(node.body[-1].lineno - 1, EDITED)
                path.write_text("".join(lines), encoding="utf-8")
                return node.name
    raise Problem("adamdocs/explainers: holds no figure to edit")


def jobs(copy: Copy) -> None:
    """Figures and numbers made in a second, the start of the workers left out."""
    rates = {}
    for workers in (1, 2):
        *_, told = copy.time("adamdocs.publishing", "figures", "--force", f"--jobs={workers}")
        made = re.search(r"(\d+) of \1 made in ([\d.]+) s", told)
        if made is None:
            raise Problem(f"figures --force told nothing of what it made: {told.strip()}")
        rates[workers] = int(made[1]) / max(float(made[2]), 0.05)
        _tell(f"figures, numbers and claims with --jobs={workers}", f"{rates[workers]:.1f} /s")
    _tell("two workers against one", f"{rates[2] / rates[1]:.2f} x")


def pages(copy: Copy) -> None:
    """Bytes as a server sends them: compressed where that helps. Faces: those a page preloads."""
    site = copy.root / "site"
    for address in navigation.addresses(copy.root / navigation.CONFIG, site):
        page = site / address / "index.html"
        html = page.read_text(encoding="utf-8")
        linked = re.findall(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"#?:]+)"', html)
        files = {
            (page.parent / address).resolve() for address in linked if "canonical" not in address
        }
        others = sum(_sent(path) for path in files if path.is_file() and path.suffix != ".html")
        own = _sent(page)
        _tell(address or "/", f"{own / 1000:.1f} KB")
        _tell("  and with what it links, on a first visit", f"{(own + others) / 1000:.1f} KB")


def _sent(path: Path) -> int:
    content = path.read_bytes()
    return min(len(content), len(gzip.compress(content, 9, mtime=0)))


SECTIONS: dict[str, Callable[[], None]] = {
    "runs": runs,
    "unchanged": _in_copy(unchanged),
    "cold": _in_copy(cold),
    "figure": _in_copy(figure),
    "jobs": _in_copy(jobs),
    "pages": _in_copy(pages),
    "visits": lambda: bench_visits.visits(_tell),
    "widgets": lambda: bench_widgets.widgets(_tell),
    "live": lambda: bench_live.live(_tell),
}
