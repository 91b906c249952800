"""The archive: links name files, scripts are such as a disk can load, bytes are always the same."""

import io
import json
import re
import zipfile

import pytest

from adamdocs.publishing import archive, csp, offline
from adamdocs.publishing.problems import Problem
from tests.site.built import OLD, Site, old_address, small_site

INDEX = {"config": {}, "docs": [{"location": ""}, {"location": "other/#here"}]}
HEAD = (
    '<link rel="preload" href="fonts/a.woff2" as="font" type="font/woff2" crossorigin>'
    '<meta name="ad-live" content="live/runtime.0123.json">'
    '<link rel="next" href="other/">'
    '<script src="assets/javascripts/bundle.0123.min.js"></script>'
    '<script src="javascripts/0123456789ab/main.js" type="module"></script>'
    '<script src="javascripts/0123456789ab/main.js" defer></script>'
)
BODY = (
    '<script id="__config" type="application/json">'
    '{"features": ["navigation.instant", "x"]}</script>'
    '<div data-md-component="announce">\n</div><adam-cell></adam-cell>'
    '<a class="ad-embed" href="embed/x/#embed" title="Put it there">embed</a>'
    '<a href="other/?a=1#here">x</a><a href="./">y</a><code>href="other/"</code>'
)
LEFT_OUT = {
    "404.html": '<meta charset="utf-8">',
    "adamdocs-0123456789ab.zip": "old",
    "embed/x/index.html": '<meta charset="utf-8">',
    "assets/javascripts/lunr/min/lunr.de.min.js": "",
    "assets/javascripts/bundle.0123.min.js.map": "",
    "javascripts/0123456789ab/main.js": "module",
    OLD: old_address("javascripts/0123456789ab/main.js"),
    "live/runtime.0123.json": "{}",
    "sitemap.xml": "<urlset/>",
    "sw.js": "worker",
}
FILES = LEFT_OUT | {
    "assets/javascripts/bundle.0123.min.js": "theme",
    "assets/javascripts/workers/search.0123.min.js": "search('</script>')\n//# sourceMappingURL=a",
    "fonts/a.woff2": "face",
    "live/0123/package.whl": "wheel",
    "search/search_index.json": json.dumps(INDEX),
}


@pytest.fixture
def built(tmp_path):
    """A small site with all that an archive changes, and the sources of its script."""
    site = small_site(tmp_path / "site", BODY, HEAD, FILES)
    csp.protect(site.folder)
    script = tmp_path / "docs" / "javascripts" / "main.js"
    script.parent.mkdir(parents=True)
    script.write_text("import { a } from './part.js';\nimport('./late.js').then(a);\n")
    script.with_name("part.js").write_text("export const a = (b) => OFFLINE && b;\n")
    script.with_name("late.js").write_text("export const late = 1;\n")
    return site.folder, tmp_path / "docs"


@pytest.fixture
def unpacked(built, tmp_path):
    """The archive of that site, unpacked."""
    content = archive.packed(*built)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    return Site(tmp_path / archive.TOP)


def test_its_bytes_depend_on_the_site_and_the_date_alone(built, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    one = archive.packed(*built)
    for path in sorted(built[0].rglob("*.html"), reverse=True):
        path.write_bytes(path.read_bytes())  # it is newer now
    assert archive.packed(*built) == one
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(Problem, match="SOURCE_DATE_EPOCH is 'soon'; give whole seconds"):
        archive.packed(*built)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    two = zipfile.ZipFile(io.BytesIO(archive.packed(*built)))
    assert {entry.date_time for entry in two.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert two.namelist() == sorted(two.namelist())


def test_it_holds_what_a_disk_needs_and_nothing_else(unpacked):
    [script] = unpacked.ending("main.js")
    assert unpacked.files == (set(FILES) - set(LEFT_OUT) - {"search/search_index.json"}) - {
        "assets/javascripts/workers/search.0123.min.js"
    } | {"index.html", "other/index.html", archive.SEARCH, archive.INDEX, script}
    assert "import" not in unpacked.read(script)
    index = json.loads(unpacked.read(archive.INDEX).removeprefix("var __index = "))
    locations = [entry["location"] for entry in index["docs"]]
    assert locations == ["index.html", "other/index.html#here"]
    assert r"search('</script>')\n" not in unpacked.read(archive.SEARCH)
    assert json.dumps("search('</script>')") in unpacked.read(archive.SEARCH)


def test_a_page_names_files_and_what_can_run(unpacked):
    page = unpacked.read("index.html")
    [script] = unpacked.ending("main.js")
    for part in (
        'href="other/index.html?a=1#here"',
        'href="./index.html"',
        '<link rel="next" href="other/index.html">',
        '<code>href="other/"</code>',
        f'<script src="{script}" defer></script>',
        f'<script src="{archive.SEARCH}"></script>',
        "Its code cells show code and output",
        '{"features": ["x"]}',
    ):
        assert part in page
    for part in ("preload", "ad-live", "module", "wasm", "embed"):
        assert part not in page
    assert "code cells" not in unpacked.read("other/index.html")
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    given = dict(part.split(" ", 1) for part in policy.split("; "))
    assert given == archive.POLICY


TO_FILES = {
    "": "",
    "#a": "#a",
    "..": "../index.html",
    "../..": "../../index.html",
    "a/": "a/index.html",
    "../a/?b=c/#d": "../a/index.html?b=c/#d",
    "a.csv": "a.csv",
    "https://example.org/a/": "https://example.org/a/",
    "mailto:a@example.org": "mailto:a@example.org",
}


@pytest.mark.parametrize("address", TO_FILES)
def test_an_address_names_the_file_of_a_folder(address):
    assert archive.to_file(address) == TO_FILES[address]


def test_the_page_on_reading_offline_leads_to_it(built, capsys):
    site, docs = built
    page = site / offline.PAGE
    with pytest.raises(Problem, match="reference/offline/index.html is missing"):
        archive.publish(site, docs)
    page.parent.mkdir(parents=True)
    page.write_text('<head><meta charset="utf-8"></head><p id="ad-archive">None.</p>')
    archive.publish(site, docs)
    [made] = [path for path in site.glob("adamdocs-*.zip") if path.name not in LEFT_OUT]
    assert f'<a href="../../{made.name}" download>' in page.read_text()
    assert f"site/{made.name}" in capsys.readouterr().err
    inner = zipfile.ZipFile(made).read(f"{archive.TOP}{offline.PAGE}").decode()
    assert "This is it." in inner


def test_a_site_without_a_search_is_refused(built):
    (built[0] / "search" / "search_index.json").unlink()
    with pytest.raises(Problem, match=r"the site has no search; name it under plugins in mkdocs"):
        archive.packed(*built)
