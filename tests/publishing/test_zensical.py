"""The trial of Zensical: what it is given, and what is told of its pages."""

from adamdocs.publishing import zensical_trial
from adamdocs.publishing.zensical_pages import site_of
from tests.publishing.project import CONFIG, ROOT

OURS = (
    '<p><math></math> <data value="1" class="ad-number">1</data> <a href="../b/">b</a></p>'
    '<figure class="ad-figure"></figure><adam-cell></adam-cell><code>{{token}}</code>'
)


def test_the_pages_of_the_navigation_are_all_told_to_the_extension():
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    site = site_of(config, ROOT / "docs", {"pages": {}})
    on_disk = {
        path.relative_to(ROOT / "docs").as_posix()
        for kind in ("*.md", "*.ipynb")
        for path in (ROOT / "docs").rglob(kind)
    }
    assert set(site) == on_disk
    assert site["learn/adam.md"].slug == "learn/adam"
    assert (site["learn/adam.md"].title, site["learn/adam.md"].root) == ("Adam", "../")


def test_the_configuration_loses_its_hooks_and_gains_the_extension(tmp_path):
    (tmp_path / "javascripts" / "abc").mkdir(parents=True)
    (tmp_path / "javascripts" / "abc" / "widgets.js").touch()
    given = CONFIG + "extra_javascript:\n  - path: javascripts/widgets.js\n    type: module\n"
    made = zensical_trial.adapted(given, tmp_path)
    assert "hooks" not in made
    assert "  - adamdocs.publishing.zensical_pages\n  - adamdocs.publishing.extension\n" in made
    assert "path: javascripts/abc/widgets.js" in made


def page(site, name, content):
    path = site / name / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_a_line_tells_what_of_a_page_is_there_and_what_is_wrong(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for name in ("a", "b", "c", "d", "embed/a"):
        page(ours, name, OURS)
    page(theirs, "a", OURS)
    page(theirs, "b", "<p>{{token}}</p>")
    page(theirs, "c", OURS.replace("../b/", "../gone/"))
    good, bare, lost, missing = zensical_trial.table(ours, theirs, ["a/", "b/", "c/", "d/"])
    assert good.split() == ["a/", "1/1", "1/1", "1/1", "1/1"]
    assert bare.split() == ["b/", "0/1", "0/1", "0/1", "0/1", "1", "tokens", "left"]
    assert lost.endswith("1 links lead nowhere, as ../gone/")
    assert missing.endswith("the page is missing")
