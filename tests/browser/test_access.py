"""What axe-core finds on a page, on all of them in test_pages.py, and that it finds it."""

from .watching import SETTLED

# Without the style sheets' sources, which only an experimental rule reads.
RUN = """async (rules) => {
  const only = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(
    document, { resultTypes: ['violations'], preload: false, ...only });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}: ${target}: ${html.slice(0, 200)}`));
}"""
COLOURS = ["color-contrast", "link-in-text-block"]  # all that another theme can change
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
SCHEME = "document.body.dataset.mdColorScheme"


def switch_theme(page):
    """Press the theme switch, as a reader does."""
    before = page.evaluate(SCHEME)
    page.locator("[data-md-component=palette] label:visible").click()
    page.mouse.move(0, 0)
    assert page.evaluate(SCHEME) != before
    page.evaluate(SETTLED)


def barriers(page, axe, rules=None):
    """What axe-core finds on a page as it stands, folded parts opened, by all rules or by some."""
    page.evaluate(OPEN_ALL)
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return page.evaluate(RUN, rules)


def test_a_small_page_that_is_right_has_no_barrier(reader, served, axe):
    assert barriers(reader(served("<p>Nothing to see.</p>")), axe) == []


BARRIERS = {
    "color-contrast": "<p style='color: #aaa; background: #fff'>Pale text.</p>",
    "image-alt": "<img src='data:,'>",
    "svg-img-alt": "<svg role='img' width='9' height='9'></svg>",
    "button-name": "<button></button>",
    "label": "<details><summary>More</summary><input type='range'></details>",
    "heading-order": "<h4>Too deep</h4>",
}


def test_every_barrier_is_found(reader, served, axe):
    found = barriers(reader(served("\n".join(BARRIERS.values()))), axe)
    for rule in BARRIERS:
        assert any(one.startswith(f"{rule}: ") for one in found), rule
