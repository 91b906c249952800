"""White space between tags goes, and everything that a reader could see stays."""

import pytest

from adamdocs.publishing.whitespace import tight

PAGES = {
    "<p>\n\n      <b>a</b>\n  </p>\n": "<p>\n<b>a</b>\n</p>\n",
    "<p>two  words\n\n and <i>a third</i>\n one</p>": None,
    "<b>a</b> <i>b</i>": None,
    "<div>\n  <pre><span>a</span>\n\n  <b>b</b></pre>\n  <p>": (
        "<div>\n<pre><span>a</span>\n\n  <b>b</b></pre>\n<p>"
    ),
    "<textarea>\n\n <b></textarea>": None,
    "<style>a {}\n\n</style>\n\n<script>`<b>\n\n  <b>`</script>": (
        "<style>a {}\n\n</style>\n<script>`<b>\n\n  <b>`</script>"
    ),
    "<preface>\n\n <p>": "<preface>\n<p>",
}


@pytest.mark.parametrize("page", PAGES)
def test_only_lines_between_tags_are_joined(page):
    assert tight(page) == (PAGES[page] or page)
