"""The project in a folder of its own, to build there what must not disturb it here."""

import os
import shutil
from pathlib import Path

from adamdocs.publishing import keys, live

ROOT = keys.PACKAGE.parent
CACHES = ".cache"
SOURCES = ("adamdocs", "docs", "tests/golden")


class Copy:
    """What a build reads, copied; packages from npm are shared.

    Args:
        folder: where; it must not exist.
        caches: whether what was made before is copied too. Without, a build there is a clean one.
    """

    def __init__(self, folder: Path, *, caches: bool = True) -> None:
        self.root = folder
        for name in (*SOURCES, *([CACHES] if caches else [])):
            ignored = shutil.ignore_patterns("__pycache__", "site-*", "*.part")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        for name in ("mkdocs.yml", "CITATION.cff", *live.METADATA):
            shutil.copy(ROOT / name, folder)
        (folder / "scripts").mkdir()
        (folder / "scripts" / "web").symlink_to(ROOT / "scripts" / "web")

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its package is the one that is imported."""
        return os.environ | {"PYTHONPATH": str(self.root)}
