"""The built site as a tree of elements, and a small one that is right, for tests to break."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from adamdocs.publishing import redirects

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
MISSING = "site/ is missing: build it with scripts/build, then run the tests again"
FRAMED = ("embed/", "talk/")  # pages that show figures of other pages again: see test_framed
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Element:
    """One element: its tag, attributes, line in the file, parent and children."""

    def __init__(self, tag, attributes, line, parent):
        self.tag, self.attributes, self.line, self.parent = tag, attributes, line, parent
        self.children = []
        self.start = self.end = 0

    def get(self, name, default=""):
        return self.attributes.get(name, default)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the file."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags):
        return [element for element in self.walk() if element.tag in tags]

    def inside(self, *tags):
        above = self.parent
        while above is not None:
            if above.tag in tags:
                return True
            above = above.parent
        return False

    def inside_class(self, name):
        above = self.parent
        while above is not None and name not in above.get("class").split():
            above = above.parent
        return above is not None

    @property
    def text(self):
        """All text in it, white space joined."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join("".join(parts).split())


class _Parser(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.lines = [0]
        for line in source.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.root = self.open = Element("#document", {}, 1, None)
        self.feed(source)
        self.close()

    def place(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, self.getpos()[0], self.open)
        element.start = self.place()
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        element = self.open
        while element.parent is not None and element.tag != tag:
            element = element.parent
        if element.parent is not None:
            element.end = self.place() + len(f"</{tag}>")
            self.open = element.parent

    def handle_data(self, data):
        self.open.children.append(data)


class Page:
    """One HTML file of the site."""

    def __init__(self, path, source):
        self.path, self.source = path, source
        self.tree = _Parser(source).root
        self.elements = list(self.tree.walk())
        self.ids = Counter(element.get("id") for element in self.elements if element.get("id"))

    @property
    def address(self):
        """Where it is found below the site's root: `learn/x/` for `learn/x/index.html`."""
        return self.path.removesuffix("index.html")

    @property
    def is_404(self):
        return self.path == "404.html"

    @property
    def is_moved(self):
        """Whether it stands at an old address and leads on."""
        return any(meta.get("http-equiv").lower() == "refresh" for meta in self.all("meta"))

    def all(self, *tags):
        return [element for element in self.elements if element.tag in tags]

    def raw(self, element):
        """An element as it stands in the file."""
        return self.source[element.start : element.end]

    def at(self, element, finding):
        return f"{self.path}:{element.line}: {finding}"


class Site:
    """A folder of pages."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path, read once; those that show others' figures again left out."""
        paths = [path for path in self.ending(".html") if not path.startswith(FRAMED)]
        return {path: Page(path, self.read(path)) for path in paths}

    @property
    def framed(self) -> list[str]:
        """Paths of the pages that show figures of other pages again."""
        return [path for path in self.ending(".html") if path.startswith(FRAMED)]

    @cached_property
    def base(self):
        """The address the site is built for, which the home page names as its canonical one."""
        home = self.pages.get("index.html")
        links = home.all("link") if home else []
        return next((link.get("href") for link in links if link.get("rel") == "canonical"), "")

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def ending(self, suffix):
        """Paths of the files whose names end so."""
        return sorted(path for path in self.files if path.endswith(suffix))

    def findings(self, check):
        """What a check of one page has to say about every page."""
        return [finding for page in self.pages.values() for finding in check(self, page)]


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="{title} in a sentence.">
<link rel="canonical" href="http://127.0.0.1:8000/{address}">
<link rel="icon" href="data:,">
{head}
</head>
<body>
<main>
<h1 id="top">{title}</h1>
{body}
</main>
</body>
</html>
"""
BODY_LINE = PAGE.split("\n").index("{body}") + 1
OLD = "learn/old/index.html"  # where `old_address` is to stand


def old_address(script=""):
    """A page that leads on to `other/` of a small site, by a script if one is named."""
    go = redirects.REFRESH.format(way="../../other/")
    if script:
        go = redirects.WITH_SCRIPT.format(root="../../", script=script, refresh=go)
    return redirects.PAGE.format(
        title="Other",
        name="Site",
        old="learn/old",
        canonical="http://127.0.0.1:8000/other/",
        root="../../",
        way="../../other/",
        go=go,
    )


def small_site(folder, body="", head="", files=None):
    """A site of a home page, a second page and a 404 page.

    Args:
        folder: where to write it.
        body: what the home page's main element holds besides its heading.
        head: what its head holds besides the needful, on one line.
        files: content of further files by path, or of these pages instead of theirs.
    """
    home = PAGE.format(title="Home", address="", head=head, body=body)
    other = PAGE.format(
        title="Other", address="other/", head="", body='<p id="here"><a href="..">Home</a></p>'
    )
    lost = PAGE.format(title="Lost", address="", head="", body='<p><a href="/">Home</a></p>')
    lost = "\n".join(line for line in lost.split("\n") if "canonical" not in line)
    pages = {"index.html": home, "other/index.html": other, "404.html": lost}
    for name, content in (pages | (files or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Site(folder)
