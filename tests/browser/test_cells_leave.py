"""Live cells and instant navigation: another page begins anew, and finds Python where it is."""

from .cells import click, put, ran, run, tab_of, until_shown, visit
from .serving import BELOW, deployed

# To another page as a reader goes there, without a reload.
FOLLOW = """async (address) => {
  const article = document.querySelector("article");
  const link = document.querySelector(".md-header a[href]");
  link.href = address;
  link.click();
  for (let i = 0; i < 1000 && article.isConnected; i++)
    await new Promise((done) => setTimeout(done, 10));
  return [article.isConnected, location.pathname];
}"""


def follow(page, path):
    assert page.evaluate(FOLLOW, BELOW + path) == [False, BELOW + path]


def test_another_page_begins_with_fresh_names(browser, origin, site):
    with tab_of(browser) as tab:
        deployed(tab, site, origin + BELOW)
        visit(tab, origin, "seen = 1", "seen")
        tab.wait_for_load_state("networkidle")
        assert run(tab, 2) == [["text", "1\n"]]
        follow(tab, "learn/bias-correction/")
        [[kind, error]] = ran(tab, "seen")
        assert (kind, error.splitlines()[-1]) == ("error", "NameError: name 'seen' is not defined")
        put(tab, "print('on')\nwhile True: pass", "1")
        click(tab, 2)  # the endless one runs for it
        until_shown(tab, "on")
        follow(tab, "learn/adam/")
        # The cell that was left behind is ended; else this one would wait for ever.
        assert ran(tab, "2 + 2") == [["text", "4\n"]]


def test_python_is_found_from_a_page_at_another_depth(browser, origin, site):
    with tab_of(browser) as tab:
        deployed(tab, site, origin + BELOW)
        visit(tab, origin)
        tab.wait_for_load_state("networkidle")
        follow(tab, "")
        assert ran(tab, "2 + 2") == [["text", "4\n"]]
