"""The browser's arithmetic is Python's: the mirror's configurations, recomputed in Chromium."""

import hashlib

import pytest

from tests.mirror import draw, recompute
from tests.mirror.node import ROOT

from .serving import serving

RECOMPUTE = """async (groups) => {
  const { decode, digests } = await import("/tests/js/recompute.mjs");
  return digests(decode(groups));
}"""


@pytest.fixture
def sources():
    """Where the scripts are served, as they stand in the repository."""
    with serving(ROOT) as origin:
        yield origin


def overall(digests):
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def test_chromium_gives_pythons_bits(tab, sources):
    groups = list(draw.draw(seed=20141222))
    page = tab()
    page.goto(f"{sources}/docs/javascripts/portable.js")  # any file gives the page its origin
    theirs = page.evaluate(RECOMPUTE, recompute.encode(groups))
    ours = recompute.digests(groups)
    rules = [group["players"][0]["rule"] for group in groups for _ in group["rows"]]
    triples = zip(rules, ours, theirs, strict=True)
    assert {rule for rule, mine, found in triples if mine != found} == set(), (
        "these rules part in Chromium; tests/mirror says where, if they do in Node too"
    )
    assert overall(theirs) == overall(ours)
