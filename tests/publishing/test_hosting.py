"""What hosts are told: only files whose names tell what they hold are kept for good."""

import pytest

from adamdocs.publishing.hosting import hashed, headers, robots

NAMES = """index.html 404.html images/mark.svg javascripts/0123456789ab/widgets.js
    javascripts/0123456789ab/parts/base-XYZ.js stylesheets/site.0123456789ab.css
    stylesheets/palette-dark.css fonts/ui-400.f1494bdccb.woff2 fonts/LICENSE.txt""".split()


def test_whole_folders_are_named_where_all_their_files_are_and_single_files_elsewhere():
    found = headers(NAMES, "/adam/")
    assert [line for line in found.splitlines() if line.startswith("/")] == [
        "/adam/fonts/ui-400.f1494bdccb.woff2",
        "/adam/javascripts/*",
        "/adam/stylesheets/site.0123456789ab.css",
    ]
    assert found.count("  Cache-Control: public, max-age=31536000, immutable\n") == 3


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", True),
        ("live/27ab7b89e274/adamdocs-0.1.0-py3-none-any.whl", True),
        ("live/worker.js.25c8670b5ec8.bin", True),
        ("figures/learn/adam/steps.csv", False),
        ("search/search_index.json", False),
        ("cards/facade.png", False),
        ("learn/deadbeef0123/index.html.txt.cafe", True),  # a folder named like a hash
    ],
)
def test_a_name_tells_what_a_file_holds_by_its_hash(name, told):
    assert hashed(name) == told


def test_crawlers_are_told_where_the_map_is():
    assert robots("https://x.org/y/") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://x.org/y/sitemap.xml\n"
    )
