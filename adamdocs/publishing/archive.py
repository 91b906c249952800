"""The whole site as one file that opens from a disk, without a server.

From a disk a browser finds no index.html for a folder, loads no modules, fetches nothing and starts
no worker from a file. So here links name files, every script is one plain file, and the search and
its index come as scripts. Code cells show code and output: Python would have to be fetched.
"""

import hashlib
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from adamdocs.files import write_whole
from adamdocs.publishing import cells, csp, edition, offline, redirects, scripts
from adamdocs.publishing.problems import Problem, say

TOP = "adamdocs/"  # the folder that it unpacks into
SEARCH = "search/worker.js"
INDEX = "search/search_index.js"  # where the theme looks for it on a disk
# A browser takes 'self' or a scheme for the files around a page; no file can be fetched anyway.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' file:",
    "worker-src": "blob:",  # the search
    "style-src": "'self' file: 'unsafe-inline'",
    "img-src": "'self' file: data:",
    "font-src": "'self' file:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
LEFT_OUT = re.compile(
    r"404\.html|sitemap\.xml(\.gz)?|sw\.js|adamdocs-\w+\.zip|javascripts/.*|live/[^/]+|.*\.map"
    r"|search/search_index\.json|assets/javascripts/(lunr|workers)/.*|embed/.*"
)
PACKED = {".png", ".whl", ".woff2"}
EARLIEST = 315_532_800  # 1980, before which an archive names no date
LOCAL = ("127.0.0.1", "localhost")

_LINK = re.compile(r"""<(?:a|area|link)\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_HREF = re.compile(r'(?<=\shref=")([^"]*)')
_SCRIPT = re.compile(
    r'<script src="((?:\.\./)*)javascripts/\w+/([\w./-]+)"( type="module"| defer)?>'
)
_THEME = re.compile(r'<script src="((?:\.\./)*)assets/javascripts/bundle\.')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)')
_FACE = re.compile(r'\s*<link rel="preload"[^>]* as="font"[^>]*>')
_LIVE = re.compile(r'\s*<meta name="ad-live"[^>]*>')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_EMBED = re.compile(r'\s*<a class="ad-embed"[^>]*>[^<]*</a>')  # other people's pages need a server
_BANNER = re.compile(r'(<div data-md-component="announce">)\s*(</div>)')
_STORED = re.compile(r'(<div id="ad-stored">).*?(</div>)', re.DOTALL)
_ARCHIVE = re.compile(r'(<p id="ad-archive">).*?(</p>)', re.DOTALL)

# The theme starts a worker from a file; it gets one from the file's text, whatever it names.
FROM_TEXT = """{{
  const {{ Worker }} = self;
  const text = {text};
  self.Worker = class extends Worker {{
    constructor() {{
      super(URL.createObjectURL(new Blob([text], {{ type: "text/javascript" }})));
    }}
  }};
}}
"""
HERE = (
    "<p>This copy of the site is on a disk: your browser stores nothing, and needs no network. "
    "What follows is about the site where it is published.</p>"
)


def publish(site: Path, docs: Path) -> None:
    """Put the archive into a built site, and the way to it into the page on reading offline.

    Args:
        site: folder of the built site.
        docs: folder that holds `javascripts/`.

    Raises:
        Problem: a script cannot be read, or the site has no search or no such page.
    """
    page = site / offline.PAGE
    if not page.is_file():
        raise Problem(f"{offline.PAGE} is missing; it is the page that leads to the archive")
    content = packed(site, docs)
    name = f"adamdocs-{hashlib.sha256(content).hexdigest()[:12]}.zip"
    write_whole(site / name, content)
    size = f"{len(content) / 1e6:.1f} MB"
    link = (
        f'<a href="../../{name}" download>All pages, figures and widgets as one file</a>, {size}. '
        "Unpack it and open index.html: it reads from the disk, without a server or the network. "
        "Code cells show their code and what it showed; they run on the site."
    )
    text = page.read_text(encoding="utf-8")
    write_whole(page, _ARCHIVE.sub(rf"\g<1>{link}\g<2>", text).encode())
    say(f"The site as one file: site/{name}, {size}")


def packed(site: Path, docs: Path) -> bytes:
    """The archive of a built site; its bytes depend on nothing else but SOURCE_DATE_EPOCH.

    Raises:
        Problem: a script cannot be read, the site has no search, or SOURCE_DATE_EPOCH is no number.
    """
    seconds = max(edition.seconds() or EARLIEST, EARLIEST)
    year, month, day, hour, minute, second, *_ = time.gmtime(seconds)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(contents(site, docs)):
            entry = zipfile.ZipInfo(TOP + name, (year, month, day, hour, minute, second))
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix, everywhere
            is_packed = Path(name).suffix in PACKED
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()


def contents(site: Path, docs: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive, by its way from the home page.

    Raises:
        Problem: a script cannot be read, or the site has no search.
    """
    pages: dict[str, str] = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or LEFT_OUT.fullmatch(name):
            continue
        if path.suffix == ".html":
            page = path.read_text(encoding="utf-8")
            if not redirects.leads_on(page):  # nobody comes to a disk by an old link
                pages[name] = page
        else:
            yield name, path.read_bytes()
    names = {found[2] for page in pages.values() for found in _SCRIPT.finditer(page)}
    folder, files = scripts.classic(docs, sorted(scripts.FOLDER + name for name in names))
    yield from ((folder + name, content) for name, content in files.items())
    yield from _search(site)
    allowed = set().union(*map(csp.hashes, pages.values()))
    policy = csp.policy(allowed, POLICY)
    for name, page in pages.items():
        yield name, csp.governed(_from_disk(page, folder), policy).encode()


def _search(site: Path) -> Iterator[tuple[str, bytes]]:
    """The theme's search and its index, as scripts."""
    index, found = site / "search/search_index.json", site.glob("assets/javascripts/workers/*.js")
    workers = list(found)
    if len(workers) != 1 or not index.is_file():
        raise Problem("the site has no search; name it under plugins in mkdocs.yml")
    text, _, _ = workers[0].read_text(encoding="utf-8").partition("\n//# sourceMappingURL=")
    yield SEARCH, FROM_TEXT.format(text=json.dumps(text)).encode()
    whole = json.loads(index.read_text(encoding="utf-8"))
    for entry in whole["docs"]:
        entry["location"] = to_file(entry["location"] or "./").removeprefix("./")
    yield INDEX, f"var __index = {json.dumps(whole)}\n".encode()


def to_file(address: str) -> str:
    """An address that names the file where it named a folder, which only a server looks into."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    last = parts.path.rsplit("/", 1)[-1]
    if last not in ("", ".", ".."):
        return address
    return f"{parts.path.rstrip('/')}/index.html{address.removeprefix(parts.path)}"


def _from_disk(page: str, folder: str) -> str:
    """A page as a browser can read it from a disk, its scripts in a folder."""
    for pattern in (_FACE, _LIVE, _EMBED):
        page = pattern.sub("", page)
    page = page.replace(cells.BAR, "")
    page = _LINK.sub(lambda link: _HREF.sub(lambda href: to_file(href[0]), link[0]), page)
    page = _SCRIPT.sub(lambda found: _plain(found, folder), page)
    page = _THEME.sub(rf'<script src="\g<1>{SEARCH}"></script>\n      \g<0>', page)
    page = _CONFIG.sub(lambda config: f"{config[1]}{_features(config[2])}{config[3]}", page)
    page = _BANNER.sub(lambda place: f"{place[1]}{_told(page)}{place[2]}", page)
    page = _STORED.sub(rf"\g<1>{HERE}\g<2>", page)
    return _ARCHIVE.sub(r"\g<1>This is it.\g<2>", page)


def _plain(script: re.Match[str], folder: str) -> str:
    """An element that loads a plain script of a folder, after the page where the other one did."""
    return f'<script src="{script[1]}{folder}{script[2]}"{" defer" if script[3] else ""}>'


def _features(config: str) -> str:
    """The theme's settings without what fetches pages: on a disk it would stop all else."""
    given = json.loads(config)
    kept = [one for one in given["features"] if not one.startswith("navigation.instant")]
    return json.dumps(given | {"features": kept})


def _told(page: str) -> str:
    """What a reader is told at the top: where this comes from, and what does not run here."""
    found = _CANONICAL.search(page)
    address = found[1] if found and urlsplit(found[1]).hostname not in LOCAL else ""
    source = f' of <a href="{address}">this page of the site</a>' if address else ""
    run = " Its code cells show code and output; they run on the site." if _has_cells(page) else ""
    return (
        '<aside class="md-banner"><div class="md-banner__inner md-grid md-typeset">'
        f"A copy on your disk{source}.{run}</div></aside>"
    )


def _has_cells(page: str) -> bool:
    return "<adam-cell" in page
