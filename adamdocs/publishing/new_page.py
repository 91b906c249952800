"""A new page: its text, its explainer and its line in the navigation, all three or none."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from adamdocs.files import write_whole
from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem, say

ROOT = keys.PACKAGE.parent
WORDS = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
SLUG = re.compile(rf"(?!docs/){WORDS}(/{WORDS})+")
PLAIN = re.compile(r"(?!(yes|no|on|off|true|false|null|y|n)$)[A-Za-z][\w’ -]*", re.IGNORECASE)
LINE = 100  # as long as ruff lets a line be
TOGETHER = 70  # a slug and its title stand on one line
LONGEST = 300  # what search engines show of a description

TEXT = """\
---
title: {title}
description: {description}
---

# {heading}

{about} Under a constant gradient the first step without bias correction is
{{{{first_step}}}} learning rates long, whatever the gradient.

{{{{figure steps}}}}
"""
EXPLAINER = '''\
"""{slug}: {doc}"""

from adamdocs import theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.framework import Explainer
from adamdocs.optimizers import adam
from adamdocs.runs import Trace, feed
from adamdocs.streams import constant

page = Explainer("{slug}", topic={topic})


def uncorrected(steps: int) -> Trace:
    """Adam without bias correction under a constant gradient, in learning rates."""
    rule = adam(lr=1.0, eps=0.0, correct_m=False, correct_v=False)
    return feed(rule, constant(steps), keep="step")


@page.number(expect=lambda: theory.uncorrected_step(1), form=".2f")
def first_step() -> float:
    """First step without correction, in learning rates."""
    return -float(uncorrected(1).step[0, 0])


@page.figure(
    caption="Without bias correction the first step is {{{{first_step}}}} learning rates long.",
    alt="Steps without bias correction begin at {{{{first_step}}}} and rise.",
)
def steps() -> Chart:
    """Steps without correction, one after another."""
    trace = uncorrected(10)
    chart = Chart("step t", "step, in learning rates", height=2.0)
    chart.line("without correction", trace.t, -trace.step[:, 0], "adam")
    return chart
'''

QUESTIONS = {
    "SLUG": "Path of the page below docs/, such as learn/trust-region: ",
    "TITLE": "What the navigation calls it: ",
    "ABOUT": "One sentence about it: ",
}


def asked(
    slug: str | None, title: str | None, about: str | None, root: Path = ROOT
) -> tuple[str, str, str]:
    """The arguments of a new page; who sits at a terminal is asked for those that are missing.

    Raises:
        Problem: one will not do, or is missing and nobody can be asked.
    """
    found: list[str] = []
    for (name, question), value in zip(QUESTIONS.items(), (slug, title, about), strict=True):
        if value is not None:
            _check([*found, value], root)
        elif sys.stdin.isatty():
            value = _answer(question, lambda given: _check([*found, given], root))
        else:
            raise Problem(f"{name}: is missing; scripts/new-page SLUG TITLE ABOUT")
        found.append(value)
    return found[0], found[1], found[2]


def _answer(question: str, check: Callable[[str], None]) -> str:
    """What is typed, asked for again until it will do."""
    while True:
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise Problem("no answer; nothing was written")
        try:
            check(line.strip())
        except Problem as problem:
            say(f"error: {problem}")
        else:
            return line.strip()


def next_steps(slug: str, made: list[str]) -> str:
    """What whoever began a page does next."""
    text, explainer, _ = made
    return (
        f"\nNext:\n1. scripts/serve, and look at {slug}/. It follows what you write.\n"
        f"2. Write {text}; put your numbers, figures and claims into\n"
        f"   {explainer}, in place of the two that are there.\n"
        "   CONTRIBUTING.md says how each is made.\n"
        f"3. scripts/test tests/test_prose.py tests/explainers -k 'prose or {slug}'\n"
        "   looks at this page alone; at the end, scripts/test."
    )


def new_page(
    slug: str, title: str, about: str, after: str | None = None, root: Path = ROOT
) -> list[str]:
    """Make a page that builds: a sentence, a number that is held against its closed form, a figure.

    Args:
        slug: the page's path below `docs/` without `.md`, such as `learn/trust-region`.
        title: what the navigation calls it.
        about: one sentence, for the page's head and for search engines.
        after: slug of the page that it follows; the last of its folder if not given.
        root: the project's folder.

    Returns:
        The files that were written, from the project's folder.

    Raises:
        Problem: an argument will not do, or something of that name is there already.
    """
    _check([slug, title, about], root)
    text, explainer = _files(slug, root)
    config = root / "mkdocs.yml"
    title, about = title.strip(), about.strip()
    about += "" if about.endswith((".", "?", "!")) else "."
    nav = _with_line(config.read_text(encoding="utf-8"), slug, title, after)
    fits = len(f'"""{slug}: {about}"""') <= LINE
    made = {
        text: TEXT.format(
            title=_scalar(title), description=_scalar(about), heading=title, about=about
        ),
        explainer: EXPLAINER.format(
            slug=slug,
            doc=about if fits else f"{title}.",
            topic=json.dumps(title, ensure_ascii=False),
        ),
        config: nav,
    }
    try:
        for path, content in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content.encode())
    except BaseException:
        text.unlink(missing_ok=True)
        explainer.unlink(missing_ok=True)
        raise
    return [path.relative_to(root).as_posix() for path in made]


def _files(slug: str, root: Path) -> tuple[Path, Path]:
    """A page's text and its explainer."""
    module = slug.rpartition("/")[2].replace("-", "_")
    return root / "docs" / f"{slug}.md", root / "adamdocs" / "explainers" / f"{module}.py"


def _check(given: list[str], root: Path) -> None:
    """Refuse a slug, the title beside it, or the sentence that follows them."""
    slug = given[0]
    if not SLUG.fullmatch(slug):
        raise Problem(
            f"{slug}: a page is named like learn/trust-region, by its path below docs/ without "
            ".md: small letters, digits and single hyphens"
        )
    text, explainer = _files(slug, root)
    for path in (text, text.with_suffix(".ipynb"), explainer, explainer.with_suffix("")):
        if path.exists():
            raise Problem(f"{path.relative_to(root)}: is there already; choose another name")
    for name, value in zip(("TITLE", "ABOUT"), given[1:], strict=False):
        if not value.strip() or re.search(r'[\n\\{}"]', value):
            raise Problem(f"{name}: needs one line without braces, backslashes and straight quotes")
    if len(given) > 1:
        _check_title(slug, given[1].strip(), root)
    if len(given) > 2 and (length := len(given[2].strip())) > LONGEST:
        raise Problem(f"ABOUT: has {length} characters; search engines show at most {LONGEST}")


def _check_title(slug: str, title: str, root: Path) -> None:
    if (length := len(slug + title)) > TOGETHER:
        raise Problem(f"TITLE: has {length - TOGETHER} characters too many beside that path")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    if f"- {_scalar(title)}: " in config:
        raise Problem(f"TITLE: the navigation has a {title!r} already; choose another name")


def _with_line(config: str, slug: str, title: str, after: str | None) -> str:
    """The configuration with one line more in its navigation."""
    lines = config.split("\n")
    begin = lines.index("nav:") + 1
    end = next((i for i in range(begin, len(lines)) if lines[i][:1].strip()), len(lines))
    wanted = f"{after}.md" if after else f"{slug.rpartition('/')[0]}/"
    found = [i for i in range(begin, end) if re.search(rf"[ :]{re.escape(wanted)}", lines[i])]
    if not found and after:
        raise Problem(f"--after: no page of the navigation is {after}; it names pages as {slug}")
    if not found:
        found = [i for i in range(begin, end) if lines[i].strip()][-1:]
    at = found[-1]
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(at + 1, f"{indent}- {_scalar(title)}: {slug}.md")
    return "\n".join(lines)


def _scalar(text: str) -> str:
    """A text as YAML reads it back."""
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
