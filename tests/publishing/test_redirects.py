"""Pages that were renamed are found at their old addresses; a table that will not do is refused."""

import re

import pytest

from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.redirects import FILE, pages, redirects

SLUGS = {"index", "learn/new", "learn/other"}
SITE = (Page("learn/new", "docs/learn/new.md", "", "", {}, title="New & old"),)


@pytest.fixture
def told(tmp_path):
    """`told(text)`: what a table makes, or what is said of it."""

    def read(text):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / FILE).write_text(text)
        try:
            return redirects(SLUGS, tmp_path)
        except Problem as problem:
            return str(problem)

    return read


def test_an_old_address_leads_to_the_page_in_its_place(told):
    assert told('"learn/old" = "learn/new"\n"start" = "index"\n') == {
        "learn/old": "learn/new",
        "start": "index",
    }
    assert told("# nothing\n") == {}


def test_without_a_table_nothing_has_moved(tmp_path):
    assert redirects(SLUGS, tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"a" = "learn/gone"', '1: "a" leads to "learn/gone", and no page is there; name one'),
        ('"learn/new" = "index"', '1: "learn/new" is a page that is there, and cannot lead on'),
        ('\n"a" = "b"\n"b" = "index"', '2: "a" leads to "b", which leads on itself; write "index"'),
        ('"/a/" = "index"', "1: \"/a/\" = 'index' will not do; name both pages by their path"),
        ('"a.md" = "index"', "1: \"a.md\" = 'index' will not do"),
        ('"a" = "../index"', "1: \"a\" = '../index' will not do"),
        ('"a" = 1', '1: "a" = 1 will not do'),
        ('"a" = "index"\n"a" = "learn/new"\n', "2: "),
    ],
)
def test_a_table_that_will_not_do_is_refused(told, text, said):
    assert told(text).startswith(f"{FILE}:{said}")


def test_a_page_leads_on_with_scripts_and_without():
    found = dict(pages({"a/b": "learn/new"}, SITE, "Site", "https://x.org/y/", "javascripts/m.js"))
    text = found["a/b/index.html"]
    assert '<link rel="canonical" href="https://x.org/y/learn/new/">' in text
    assert '<script type="module" src="../../javascripts/m.js"></script>' in text
    assert 'content="0; url=../../learn/new/"></noscript>' in text
    assert '<a href="../../learn/new/">New &amp; old</a>' in text
    assert "New & old" not in text


def test_the_build_makes_the_page_and_refuses_a_target_that_is_gone(project, refused):
    project.write(FILE, '"learn/before" = "learn/tiny"\n')
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    assert " s for http://127.0.0.1:8000/; SITE_URL sets another address\n" in done.err
    made = project.built()
    text = made["learn/before/index.html"].decode()
    assert 'url=../../learn/tiny/"' in text
    assert "Content-Security-Policy" in text
    assert b"before" not in made["sitemap.xml"]
    project.write(FILE, '"learn/before" = "learn/gone"\n')
    refused(re.escape(f"{FILE}:1: ") + ".*no page is there.*")
