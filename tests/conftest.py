"""Settings every test shares."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "quick",
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "mutants",  # of scripts/mutation: a failure ends the test, and need not be shrunk
    settings.get_profile("quick"),
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("ADAMDOCS_HYPOTHESIS", "quick"))


def pytest_addoption(parser):
    """What `scripts/prove pages` asks for."""
    parser.addoption(
        "--every-page", action="store_true", help="let tests of sample pages run on all pages"
    )


@pytest.hookimpl(optionalhook=True)  # mutants are tried without workers
def pytest_xdist_auto_num_workers():
    """One more than there are cores, since browsers wait now and then; each may take a gigabyte."""
    return min((os.cpu_count() or 1) + 1, 8)


def pytest_terminal_summary(terminalreporter):
    """Say what the pages hold: claims by verdict, and numbers by what they are held against."""
    if not any(
        "tests/explainers" in report.nodeid for report in terminalreporter.getreports("passed")
    ):
        return
    from adamdocs.explainers import discover

    pages = [page for _, page in discover().values()]
    verdicts = Counter(claim.verdict for page in pages for claim in page.claims.values())
    numbers = [number for page in pages for number in page.numbers.values()]
    pinned = sum(number.pinned is not None for number in numbers)
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    held = len(numbers) - pinned
    terminalreporter.write_line(
        f"claims: {said}; numbers: {held} held against closed forms, {pinned} pinned"
    )
