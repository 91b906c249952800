"""The service worker: a page that was read reads again without the network.

It stands at the root of the site, for a worker sees nothing above it; `docs/javascripts/access.js`
registers it. It names the build: a new one brings a new worker, and with it the page that stands
in for those that are not kept. What has a hash in its name never changes, and is asked for once.
"""

import hashlib
from pathlib import Path

from adamdocs.files import write_whole
from adamdocs.publishing import scripts

ADDRESS = "sw.js"
PAGE = "reference/offline/index.html"  # says what is kept, and stands in for what is not
DIGITS = 12  # of a hash


def is_here(docs: Path) -> bool:
    """Whether these sources have a service worker."""
    return (docs / scripts.SERVICE).is_file()


def write_worker(site: Path, docs: Path) -> None:
    """Write the worker of a site whose pages are as they are to be.

    Args:
        site: folder of the built site.
        docs: folder that holds `javascripts/`.

    Raises:
        Problem: the script cannot be read, or the program that joins it is missing.
    """
    digest = hashlib.sha256()
    for path in sorted(site.rglob("*.html")):
        digest.update(path.relative_to(site).as_posix().encode() + b"\0" + path.read_bytes())
    build = f"// Build {digest.hexdigest()[:DIGITS]}\n"
    write_whole(site / ADDRESS, build.encode() + scripts.service(docs))
