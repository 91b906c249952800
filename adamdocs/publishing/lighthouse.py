"""What Lighthouse says of the built site's pages, on a phone and at a desk.

Reports go to `.cache/lighthouse`: of each page and form the first run as a page to read, all runs
as JSON. Performance depends on the machine and on chance: it is the median of three runs.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from adamdocs.publishing import keys
from adamdocs.publishing.hosted import hosted
from adamdocs.publishing.node import NODE, environment
from adamdocs.publishing.problems import Problem, say, tell

ROOT = keys.PACKAGE.parent
SITE = ROOT / "site"
REPORTS = ROOT / ".cache" / "lighthouse"
TOOL = ROOT / "scripts" / "web" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = (
    "",
    "learn/adam/",
    "learn/bias-correction/",
    "notebooks/adam_from_scratch/",
    "playground/",
)
FORMS = {"mobile": "--form-factor=mobile", "desktop": "--preset=desktop"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
RESTED = 1000  # Lighthouse's index of a machine below which it takes a page for slower than it is
BROWSER = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"  # there is no outside
)
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
MEASURES = (*TIMES, "cumulative-layout-shift", "speed-index")
ROW = "{:<32}{:<9}{:>12}  {:<14}{:>14}{:>16}{:>5}"


class Judged(NamedTuple):
    """A page in one form: its scores of 100, each run's performance, and what was found."""

    page: str
    form: str
    scores: dict[str, int]
    runs: list[int]
    findings: list[str]

    @property
    def row(self) -> str:
        """Its line of the table."""
        runs = " ".join(map(str, self.runs))
        scores = [self.scores[category] for category in CATEGORIES]
        return ROW.format(self.page or "(home)", self.form, scores[0], f"({runs})", *scores[1:])

    @property
    def missed(self) -> list[str]:
        """Categories in which it stays below what is asked."""
        return [category for category in CATEGORIES if self.scores[category] < LEAST[category]]


def run(pages: Sequence[str] = ()) -> None:
    """Judge pages, and print a table.

    Args:
        pages: their addresses below the site's root; five of different kinds if none is given.

    Raises:
        Problem: a page is not there, Lighthouse failed, or a score is too low.
    """
    pages = [page.strip("/") + "/" if page.strip("/") else "" for page in pages or PAGES]
    for page in pages:
        if not (SITE / page / "index.html").is_file():
            raise Problem(f"site/{page}index.html is missing; name a page, run scripts/build first")
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    titles = ("performance", "of its runs", "accessibility", "best practices", "SEO")
    tell(ROW.format("page", "form", *titles))
    judged = []
    with hosted(SITE) as origin:
        for page in pages:
            for form in FORMS:
                judged.append(judge(origin, page, form))
                tell(judged[-1].row)
    for one in judged:
        for finding in one.findings:
            tell(f"{one.page or '(home)'} {one.form}: {finding}")
    tell(f"Reports are in {os.path.relpath(REPORTS, ROOT)}.")
    missed = [f"{one.page or '(home)'} {one.form}: {', '.join(one.missed)}" for one in judged]
    missed = [line for line, one in zip(missed, judged, strict=True) if one.missed]
    if missed:
        least = ", ".join(f"{name} {score}" for name, score in LEAST.items())
        raise Problem("\n".join([f"below what is asked ({least}):", *missed]))


def judge(origin: str, page: str, form: str) -> Judged:
    """Let Lighthouse judge a page in one form, its performance several times.

    Args:
        origin: where the site is served.
        page: its address.
        form: which, of `FORMS`.

    Raises:
        Problem: Lighthouse failed; the message says on which page, and what it said last.
    """
    results = []
    for number in range(RUNS):
        say(f"{page or '(home)'}, {form}, run {number + 1} of {RUNS} ...")
        results.append(_report(origin, page, form, number))
    first = results[0]
    scores = {name: _score(first, name) for name in CATEGORIES}
    runs = [_score(result, "performance") for result in results]
    scores["performance"] = round(statistics.median(runs))
    return Judged(page, form, scores, runs, list(_findings(first)))


def _report(origin: str, page: str, form: str, number: int) -> dict[str, Any]:
    """One run's result; runs after the first judge performance alone."""
    name = re.sub(r"\W+", "-", page.strip("/")) or "home"
    place = REPORTS / f"{name}-{form}-{number + 1}"
    categories = CATEGORIES if number == 0 else CATEGORIES[:1]
    command = [
        str(NODE),
        str(TOOL),
        origin + page,
        "--quiet",
        "--no-enable-error-reporting",
        "--output=json",
        "--output=html",
        f"--output-path={place}",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={BROWSER}",
        FORMS[form],
    ]
    own = environment(CHROME_PATH=os.environ.get("CHROMIUM", ""))
    done = subprocess.run(command, env=own, capture_output=True, text=True)
    made = place.with_name(f"{place.name}.report.json")
    if done.returncode or not made.is_file():
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
        raise Problem("\n".join([f"Lighthouse failed on {page or 'the home page'}:", *last]))
    if number:
        place.with_name(f"{place.name}.report.html").unlink(missing_ok=True)
    result: dict[str, Any] = json.loads(made.read_text(encoding="utf-8"))
    if error := result.get("runtimeError"):
        raise Problem(f"Lighthouse failed on {page or 'the home page'}: {error['message']}")
    return result


def _score(result: dict[str, Any], category: str) -> int:
    return round(100 * (result["categories"][category]["score"] or 0))


def _findings(result: dict[str, Any]) -> Iterator[str]:
    """What was measured, and which audits that count were not passed."""
    audits = result["audits"]
    measured = [
        f"{audits[name]['title']} {audits[name].get('displayValue', 'failed')}" for name in MEASURES
    ]
    index = result["environment"]["benchmarkIndex"]
    yield ", ".join(measured)
    if index < RESTED:
        yield f"the machine's benchmark index is {index:g}: busy or slow, it says little of speed"
    for name in CATEGORIES[1:]:
        for ref in result["categories"][name]["auditRefs"]:
            audit = audits[ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} ({ref['id']})"
