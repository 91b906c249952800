"""What hosts and crawlers read beside the pages: `robots.txt`, and what may be kept for good.

`_headers` is read by Netlify and Cloudflare Pages, which ask again for all that it does not name;
elsewhere it tells the same to whoever sets a server up.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from adamdocs.files import write_whole

KEPT = "public, max-age=31536000, immutable"
# A name that tells what a file holds: `site.3f2a….css`, or a folder named so.
_HASHED = re.compile(r"(^|/)[0-9a-f]{12}/|\.[0-9a-f]{8,}\.[\w.]+$")


def write(site: Path, address: str) -> None:
    """Write them into a built site.

    Args:
        site: its folder.
        address: where it is published; ends in a slash.
    """
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    write_whole(site / "robots.txt", robots(address).encode())
    write_whole(site / "_headers", headers(names, urlsplit(address).path or "/").encode())
    write_whole(site / ".nojekyll", b"")  # else GitHub Pages drops names that begin with _


def robots(address: str) -> str:
    """The rules for crawlers: all is open, and the map is there."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"


def headers(names: Iterable[str], base: str = "/") -> str:
    """The files that browsers may keep for good; for all others they should ask again.

    Args:
        names: every file of the site.
        base: path below which the site is served.
    """
    return "".join(f"{base}{place}\n  Cache-Control: {KEPT}\n" for place in kept(names))


def kept(names: Iterable[str]) -> Iterator[str]:
    """What may be kept for good: folders in which every name tells what a file holds, and files."""
    by_folder: dict[str, list[str]] = {}
    for name in sorted(names):
        by_folder.setdefault(PurePosixPath(name).parts[0], []).append(name)
    for folder, inside in by_folder.items():
        found = [name for name in inside if hashed(name)]
        yield from [f"{folder}/*"] if found == inside else found


def hashed(name: str) -> bool:
    """Whether a file's name changes with what it holds."""
    return _HASHED.search(name) is not None
