"""Folders that several builds may use at once, and that a killed build leaves whole."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from adamdocs.publishing.problems import Problem


def refuse_unwritable(root: Path) -> None:
    """Find out before a build whether its result can be put in place.

    Raises:
        Problem: `site/` or `.cache/` cannot be written in this folder.
    """
    site, cache = root / "site", root / ".cache"
    for path in (site, cache):
        if path.exists() and not path.is_dir():
            raise Problem(f"{path.name}: is a file; move it away, the build makes a folder there")
    if site.is_symlink():
        raise Problem("site: is a link; remove it, the build makes a folder of its own there")
    folder = root
    try:
        tempfile.TemporaryFile(dir=folder).close()
        cache.mkdir(exist_ok=True)
        folder = cache
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        name = os.path.relpath(folder, root)
        raise Problem(
            f"{name}: cannot be written ({error.strerror}); see to its rights and the disk's space"
        ) from None


def put_folder(new: Path, place: Path) -> None:
    """Put a finished folder where an older one may stand: two renames, then the old one goes.

    Args:
        new: the finished folder, on the same disk.
        place: its name from now on.

    Raises:
        OSError: the old folder cannot be moved away, or the new one not be put there.
    """
    old = new.with_name(f"{new.name}.old")
    for attempts_left in reversed(range(10)):
        with suppress(FileNotFoundError):
            place.rename(old)
        try:
            new.rename(place)
        except OSError:  # another build has put its own there in the meantime
            if not attempts_left or not place.exists():
                raise
        else:
            break
        finally:
            shutil.rmtree(old, ignore_errors=True)


def sweep(paths: Iterable[Path], *, unused_for: float = 3600) -> None:
    """Remove files and folders that nothing has touched for so many seconds.

    What another build needs was touched when that build began.
    """
    limit = time.time() - unused_for
    for path in paths:
        with suppress(FileNotFoundError):
            if path.lstat().st_mtime >= limit:
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def touch(paths: Iterable[Path]) -> bool:
    """Mark files as used now; False as soon as one of them is missing or empty."""
    for path in paths:
        try:
            os.utime(path)
        except FileNotFoundError:
            return False
        if not path.stat().st_size:
            return False
    return True
