"""Live cells of the built site: each runs in CPython and shows what its page says it shows."""

import re

from adamdocs.cells import Session

from .built import Page

WIDEST = 66  # characters that a page shows without scrolling
LEAST = 9  # cells on the whole site


def cells(page: Page):
    """Source and output of every cell of a page; of a drawing, what is said of it."""
    for cell in page.all("adam-cell"):
        code = next(one for one in cell.walk() if one.tag == "code")
        place = next(one for one in cell.walk() if one.get("class") == "ad-cell-output")
        yield (
            words(code).rstrip("\n"),
            [
                (block.get("data-kind"), words(block))
                if block.tag == "pre"
                else ("markup", block.get("aria-label"))
                for block in place.all("pre", "svg")
            ],
        )


def words(element):
    """Text as it stands, white space and all."""
    return "".join(one if isinstance(one, str) else words(one) for one in element.children)


def executed(sources):
    """What cells show one after another."""
    session = Session()
    for number, source in enumerate(sources, start=1):
        shown = []

        def emit(kind, text, shown=shown):
            if kind == "markup":
                text = re.search('aria-label="([^"]*)"', text)[1]
            if shown and shown[-1][0] == kind == "text":
                shown[-1] = (kind, shown[-1][1] + text)
            else:
                shown.append((kind, text))

        assert session.run(source, f"cell {number}", emit) == "", shown
        yield shown


def test_every_cell_shows_what_its_page_says(site):
    count = 0
    for page in site.pages.values():
        pairs = list(cells(page))
        shown = list(executed([source for source, _ in pairs]))
        assert shown == [said for _, said in pairs], page.path
        count += len(pairs)
    assert count >= LEAST


def test_every_page_that_explains_has_a_cell(site):
    for page in site.pages.values():
        if page.address.startswith(("learn/", "notebooks/")):
            assert page.all("adam-cell"), page.path


def test_cells_fit_the_page(site):
    wide = [
        (page.path, line)
        for page in site.pages.values()
        for source, _ in cells(page)
        for line in source.splitlines()
        if len(line) > WIDEST
    ]
    assert wide == []


def test_python_is_named_on_every_page_and_is_there(site):
    for page in site.pages.values():
        metas = [meta for meta in page.all("meta") if meta.get("name") == "ad-live"]
        assert len(metas) == 1, page.path
        if page.is_404:  # it is met at any depth, and its addresses are absolute
            continue
        for name in ("content", "data-wheel"):
            target = (site.folder / page.path).parent / metas[0].get(name)
            assert target.resolve().is_file(), (page.path, target)
        assert re.fullmatch(r"\d+\.\d", metas[0].get("data-megabytes"))


def test_a_cell_that_shows_something_else_is_found(site):
    (_, said), *_ = cells(site.pages["learn/adam/index.html"])
    (shown,) = executed(["1"])
    assert shown != said
