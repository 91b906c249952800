"""The same Markdown built by Zensical, beside the built site: what works there, page by page.

Zensical is what follows MkDocs Material. The trial builds in `.cache/zensical` and changes nothing
else. What our hooks for MkDocs make of their own (drawings, joined scripts, faces, Python for the
browser) is taken from the built site; what they do to pages is not done, and the table says so.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from adamdocs.publishing import artefacts, keys, navigation, zensical_pages
from adamdocs.publishing.problems import Problem, say, tell

ROOT = keys.PACKAGE.parent
SITE = ROOT / "site"
PLACE = ROOT / ".cache" / "zensical"
PYTHON = PLACE / "environment" / "bin" / "python"
PROJECT = PLACE / "project"
STRICT = ("build", "--clean", "--strict")
BROKEN = "\nSee [nothing](no/such/page.md).\n"
# What pages are made of; their source says which, and each is counted in what was built of it.
PARTS = {
    "formulas": r"<math\b",
    "numbers": r'<data\b[^>]*class="ad-number"',
    "figures": r'<figure\b[^>]*class="[^"]*\bad-figure\b',
    "cells": r"<adam-cell\b",
    "widgets": r"<adam-(?!cell\b|guess\b|claims\b)",
    "questions": r"<adam-guess\b",
    "claims": r'class="[^"]*\bad-claim ',
    "terms": r'class="[^"]*\bad-term\b',
}
PAGE = "{:<36}" + "{:>10}" * len(PARTS) + "  {}"
SCRIPTS = re.compile(
    r"<(?P<tag>script|style)\b.*?</(?P=tag)>|<(?P<code>pre|code)\b.*?</(?P=code)>", re.S
)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')


def run() -> None:
    """Build with Zensical, and print how far its pages are ours.

    Raises:
        Problem: the site is not built, or Zensical builds nothing.
    """
    if not (SITE / "index.html").is_file():
        raise Problem("site/ is missing; run scripts/build first")
    version = f"Zensical {_zensical('--version')[1].strip()}"
    prepare()
    say(f"Building with {version} ...")
    status, told = _zensical(*STRICT)
    built = PROJECT / "site"
    if not (built / "index.html").is_file():
        tell(f"the site's template overrides: they fail: {_last(told)[-1]}")
        say("Building again without them ...")
        config = PROJECT / "mkdocs.yml"
        plain = re.sub(r"^ +custom_dir:.*\n", "", config.read_text("utf-8"), flags=re.MULTILINE)
        config.write_text(plain, encoding="utf-8")
        status, told = _zensical(*STRICT)
    if not (built / "index.html").is_file():
        raise Problem("\n".join([f"{version} built nothing (status {status}):", *_last(told)]))
    tell(f"{version}: a strict build ends with {status}. Parts of a page, of those in site/:")
    tell(PAGE.format("page", *PARTS, "else"))
    for line in table(SITE, built, navigation.addresses(ROOT / navigation.CONFIG, SITE)):
        tell(line)
    for line in of_the_whole(SITE, built):
        tell(line)
    for line in _last(told):
        tell(f"Zensical said: {line}")


def prepare() -> None:
    """Lay out the project for Zensical: sources, and what hooks would have made."""
    shutil.rmtree(PROJECT, ignore_errors=True)
    docs = PROJECT / "docs"
    sources = shutil.ignore_patterns("javascripts", "stylesheets")
    shutil.copytree(ROOT / "docs", docs, ignore=sources)
    for file in sorted(path for path in SITE.rglob("*") if path.is_file()):
        name = file.relative_to(SITE)
        made = name.suffix not in (".html", ".ipynb", ".gz") and name.parts[0] not in (
            "assets",
            "search",
            "sitemap.xml",
        )
        if made and not (docs / name).exists():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, docs / name)
    shutil.copytree(ROOT / "adamdocs" / "publishing" / "overrides", PROJECT / "overrides")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (PROJECT / "mkdocs.yml").write_text(adapted(config, docs), encoding="utf-8")


def adapted(config: str, docs: Path) -> str:
    """The configuration of the site for Zensical: its hooks' place is taken by the extension."""
    config = re.sub(r"^hooks:\n(?: +.*\n)+", "", config, flags=re.MULTILINE)
    config = config.replace("adamdocs/publishing/overrides", "overrides")
    config = config.replace("  name: material\n", "  name: material\n  variant: classic\n")
    own = "  - adamdocs.publishing.extension\n"
    config = config.replace(own, "  - adamdocs.publishing.zensical_pages\n" + own)
    for name in re.findall(r"\bjavascripts/\w+\.js", config):
        joined = next(docs.glob(f"javascripts/*/{Path(name).name}"), None)
        if joined:
            config = config.replace(name, joined.relative_to(docs).as_posix())
    return config


def _zensical(*arguments: str) -> tuple[int, str]:
    """Its status, and what it said."""
    index = artefacts.STORE / "index.json"
    own = {zensical_pages.DOCS: str(PROJECT / "docs"), zensical_pages.ARTEFACTS: str(index)}
    done = subprocess.run(
        [str(PYTHON), "-m", "zensical", *arguments],
        cwd=PROJECT if PROJECT.is_dir() else ROOT,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def table(ours: Path, theirs: Path, addresses: Iterable[str]) -> Iterator[str]:
    """A line for every page of ours, in the order of their addresses."""
    for address in addresses:
        name, title = f"{address}index.html", address or "(home)"
        if not (theirs / name).is_file():
            yield PAGE.format(title, *["-"] * len(PARTS), "the page is missing")
            continue
        one, other = (SCRIPTS.sub("", (site / name).read_text("utf-8")) for site in (ours, theirs))
        counts = [(len(re.findall(p, other)), len(re.findall(p, one))) for p in PARTS.values()]
        shown = [f"{found}/{wanted}" if wanted else "" for found, wanted in counts]
        yield PAGE.format(title, *shown, "; ".join(_else(other, theirs, theirs / name)))


def _else(page: str, site: Path, file: Path) -> Iterator[str]:
    """What else is wrong with a page: tokens that were left, links that lead nowhere."""
    tokens = re.findall(r"\{\{.*?\}\}", page)
    if tokens:
        yield f"{len(tokens)} tokens left"
    lost = {link for link in LINK.findall(page) if not _leads(link, site, file)}
    if lost:
        yield f"{len(lost)} links lead nowhere, as {min(lost)}"


def _leads(link: str, site: Path, file: Path) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return True
    target = (file.parent / unquote(parts.path)).resolve()
    return (target / "index.html" if parts.path.endswith("/") else target).exists()


def of_the_whole(ours: Path, theirs: Path) -> Iterator[str]:
    """What is not of one page: search, policy, addresses, strictness."""
    for name in ("sitemap.xml", "404.html"):
        yield f"{name}: {'there' if (theirs / name).is_file() else 'missing'}"
    index = next(iter(sorted(theirs.rglob("search*.json"))), None)
    yield f"search: {_sought(index) if index else 'no index'}"
    home = (theirs / "index.html").read_text("utf-8")
    for what, mark in (  # hooks and overrides make these
        ("Content-Security-Policy", 'http-equiv="Content-Security-Policy"'),
        ("faces loaded early", 'rel="preload"'),
        ("where Python for the browser is", 'name="ad-live"'),
        ("widgets' loader", "/widgets.js"),
        ("description", '<meta name="description"'),
    ):
        yield f"{what}: {'there' if mark in home else 'missing'}"
    page = PROJECT / "docs" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + BROKEN, encoding="utf-8")
    status, told = _zensical(*STRICT)
    page.write_text(text, encoding="utf-8")
    said = "; ".join(" ".join(line.split()) for line in _last(told)[:5])
    yield f"a link to a page that is not there: a strict build ends with {status}: {said}"


def _sought(index: Path) -> str:
    content = json.loads(index.read_text(encoding="utf-8"))
    entries = content.get("docs") or content.get("items") or []
    return f"{len(entries)} entries, {index.stat().st_size:,} bytes"


def _last(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.strip()][-12:]
