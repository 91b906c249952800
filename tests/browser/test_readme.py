"""What the README says of a million readers follows from its table, and its table from the site."""

import re
import statistics

import pytest

from adamdocs.publishing import bench_visits, live
from adamdocs.publishing.bench_browser import addresses
from adamdocs.publishing.hosted import hosted
from adamdocs.publishing.hosting import hashed
from tests.site.built import ROOT

ROW = re.compile(
    r"^\| ([^|]+) \| (\d+) \| ([\d,]+) KB \| ([\d,]+) GB "
    r"\| ([\d,]+) and ([\d,]+) \|$"
)
TOTAL = re.compile(
    r"read (\w+) pages more, and of whom (\d+) % run a cell, so take ([\d,]+) GB\s+"
    r"in (\d+) million requests: ([\d,]+) a second, ([\d,]+) at the peak, "
    r"and (\d+) MB a second then"
)
SAMPLE = 8  # of so many pages one is measured


@pytest.fixture(scope="module")
def text():
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(text):
    """Of each kind of visit its row, as numbers: first, next, later, runs."""
    rows = [found.groups() for line in text.splitlines() if (found := ROW.match(line))]
    names = [name.split()[0] for name, *_ in rows]
    assert names == ["first", "next", "pages", "first"]
    return [[int(number.replace(",", "")) for number in row[1:]] for row in rows]


def test_the_arithmetic_follows(table, text):
    day, readers, peak = bench_visits.DAY, bench_visits.READERS, bench_visits.PEAK
    for requests, size, in_a_day, rate, at_peak in table:
        assert in_a_day == pytest.approx(size * 1000 * readers / 1e9)
        assert rate == round(requests * readers / day)
        assert at_peak == round(peak * requests * readers / day)
    more, share, whole, millions, rate, at_peak, line = TOTAL.search(text).groups()
    assert {"one": 1, "two": 2, "three": 3}[more] == bench_visits.MORE
    assert int(share) == pytest.approx(100 * bench_visits.RUNNING)
    shares = (1, bench_visits.MORE, 0, bench_visits.RUNNING)
    requests, size = (
        sum(part * row[column] for part, row in zip(shares, table, strict=True))
        for column in (0, 1)
    )
    assert int(whole) == pytest.approx(size * readers / 1e6, abs=1.5)  # sizes are rounded
    assert int(millions) == round(requests)
    assert int(rate) == round(requests * readers / day)
    assert int(at_peak.replace(",", "")) == round(peak * requests * readers / day)
    assert int(line) == pytest.approx(peak * size * 1000 * readers / day / 1e6, abs=0.6)


def test_the_table_is_of_the_site_as_it_is(table, browser, site):
    """Mend it with: scripts/bench visits."""
    asked = []
    with hosted(site.folder, asked) as origin:
        found = {
            page: bench_visits.loaded(browser, origin, page, asked)
            for page in addresses()[::SAMPLE]
        }
    first, following, later, running = table
    kinds = (
        (first, [*found.values()]),
        (following, [files - found[""] for page, files in found.items() if page]),
        (later, [{name for name in all_ if not hashed(name)} for all_ in found.values()]),
    )
    for (requests, size, *_), sets in kinds:
        sizes = [sum(bench_visits.sent(site.folder / name) for name in files) for files in sets]
        assert requests == pytest.approx(statistics.median(map(len, sets)), abs=5)
        assert size == pytest.approx(statistics.median(sizes) / 1000, rel=0.1, abs=15)
    python = [path for path in (site.folder / live.FOLDER).iterdir() if path.is_file()]
    assert running[1] == pytest.approx(sum(map(bench_visits.sent, python)) / 1000, rel=0.02)
