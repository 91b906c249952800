"""Experiments are those of the build, run once for all processes that test."""

import pytest

from adamdocs.publishing.keys import Snapshot
from adamdocs.publishing.planning import put_up_shelves


@pytest.fixture(scope="session", autouse=True)
def _kept():
    put_up_shelves(Snapshot())
