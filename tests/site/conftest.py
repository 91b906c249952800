"""The built site, and a way to make a small one."""

import functools

import pytest

from .built import MISSING, SITE, Site, small_site


@pytest.fixture(scope="session")
def site():
    """The site as `scripts/build` left it."""
    if not (SITE / "index.html").is_file():
        pytest.fail(MISSING, pytrace=False)
    return Site(SITE)


@pytest.fixture
def small(tmp_path):
    """`small(body, head, files)`: a site that is right but for what it is given."""
    return functools.partial(small_site, tmp_path)
