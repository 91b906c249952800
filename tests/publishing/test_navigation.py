"""Pages are those of the navigation: nothing else that a built site has counts as one."""

import pytest

from adamdocs.publishing.navigation import addresses, entries
from adamdocs.publishing.problems import Problem

CONFIG = """\
nav:
  - Home: index.md
  - Part:
      - A page: learn/a.md
      - A book: notebooks/b.ipynb
plugins:
  - search
"""


@pytest.fixture
def built(tmp_path):
    """The configuration, and the folder of a site that has more than its pages."""
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    site = tmp_path / "site"
    for name in ("", "learn/a", "notebooks/b", "embed/learn/a/x", "talk/learn/a", "learn/old"):
        (site / name).mkdir(parents=True, exist_ok=True)
        (site / name / "index.html").touch()
    return tmp_path / "mkdocs.yml", site


def test_pages_are_those_of_the_navigation_in_its_order(built):
    assert addresses(*built) == ["", "learn/a/", "notebooks/b/"]
    assert [*entries(CONFIG)][1:] == [("A page", "learn/a.md"), ("A book", "notebooks/b.ipynb")]


def test_a_site_that_lacks_a_page_is_refused(built):
    config, site = built
    (site / "learn/a/index.html").unlink()
    with pytest.raises(Problem, match=r"site/learn/a/index\.html is missing; run scripts/build"):
        addresses(config, site)
    config.write_text("nav: []\n")
    with pytest.raises(Problem, match=r"mkdocs\.yml: its navigation names no page"):
        addresses(config, site)
