"""Two promises proved on the whole project, in copies: builds repeat, and survive being killed.

    repeats   two clean builds, each in a folder and with a hash seed of its own, are the same
    kills     builds killed at many moments leave nothing torn, and the last ends as if none were

The suite proves both on a small project; here nothing is left out, and it takes its time.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from adamdocs.publishing.copies import CACHES, Copy
from adamdocs.publishing.problems import Problem, say, tell

MOMENTS = 50
SHOWN = 20  # names of files that differ
# All that builds keep must be whole at any moment, but for what other programs keep for themselves.
OTHERS = ("ipython",)
PAGE = "docs/index.md"
EDIT = "\nEdited, to see whether a killed build shows it.\n"
PATIENCE = 1.5  # how much longer a build may go on after one that made nothing
LEAST = 3.0  # seconds before which no build has begun to write

Tree = Mapping[str, str]  # the digest of every file, by its name


def tree(folder: Path) -> Tree:
    """Digests of all files below a folder; none if it is not there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def differences(one: Tree, other: Tree) -> list[str]:
    """Names of files that only one of two trees has, or that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def digest(files: Tree) -> str:
    """One digest for a whole tree."""
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]


def run(what: Iterable[str] = (), moments: int = MOMENTS) -> None:
    """Prove what is named, both if nothing is.

    Args:
        what: `repeats`, `kills`.
        moments: at how many a build is killed.

    Raises:
        Problem: a promise is broken; the message says by which files. Or no moment is asked for.
    """
    if moments < 1:
        raise Problem(f"--moments {moments}: a build is to be killed at one moment or more")
    chosen = tuple(what) or ("repeats", "kills")
    with tempfile.TemporaryDirectory(prefix="adamdocs-prove-") as folder:
        if "repeats" in chosen:
            repeats(Path(folder))
        if "kills" in chosen:
            kills(Path(folder), moments)


def repeats(folder: Path) -> None:
    """Build twice from nothing, and compare every file of the two sites.

    Raises:
        Problem: they differ.
    """
    names = ("first", "second, in a longer path")
    copies = [Copy(folder / name, caches=False) for name in names]  # before a source is edited
    trees = []
    for seed, (name, copy) in enumerate(zip(names, copies, strict=True), start=1):
        trees.append(_whole(copy, f"a clean build, the {name}", str(seed)))
        shutil.rmtree(copy.root)
    found = differences(*trees)
    if found:
        raise Problem(_told(f"two clean builds differ in {len(found)} files", found))
    tell(f"two clean builds are byte-identical: {len(trees[0]):,} files, {digest(trees[0])}")


def kills(folder: Path, moments: int) -> None:
    """Kill builds, half of them on a cold one's way, half over that of one in which a page changed.

    A cold build is killed again and again and goes on with what is left; where it has made nothing,
    the next may run longer. Every other time its workers are left alive. After each kill `site/`
    is the old site or the new one, and every file that builds keep is as an undisturbed build
    makes it.

    Raises:
        Problem: something was torn, the last build ended otherwise than an undisturbed one, or no
            build was killed.
    """
    copy = Copy(folder / "killed", caches=False)
    old, began = _whole(copy, "a clean build, to have an old site", "0"), time.monotonic()
    old_site = copy.root.with_name("old")
    shutil.copytree(copy.root / "site", old_site)
    page = copy.root / PAGE
    page.write_text(page.read_text(encoding="utf-8") + EDIT, encoding="utf-8")
    new = _whole(copy, "the build after an edit", "0")
    warm = time.monotonic() - began
    attempt = Attempt(copy, old, new, old_site)
    for number in range(moments):
        if number < moments // 2:
            attempt.cold(number)
        else:
            share = (number - moments // 2 + 0.5) / (moments - moments // 2)
            attempt.changed(number, warm * share)
        tell(f"{number + 1:>3} of {moments}: {attempt.told}")
    attempt.leave()
    if not attempt.killed:
        raise Problem(f"none of {moments} builds was killed, all had ended: nothing is proved")
    last = _whole(copy, "the last build, undisturbed", "0")
    found = differences(last, new)
    if found:
        raise Problem(_told("the build after the last kill differs from an undisturbed one", found))
    tell(
        f"killed at {attempt.killed} of {moments} moments, nothing was torn; {attempt.ended} "
        f"builds ended before, and with the last one are byte-identical: {digest(new)}"
    )


class Attempt:
    """Builds that are killed in a copy, and what must be true of what they leave.

    Args:
        copy: where; built undisturbed, its caches are the reference.
        old: the site before the page was edited.
        new: the site after it.
        old_site: a copy of the files of the old site.
    """

    def __init__(self, copy: Copy, old: Tree, new: Tree, old_site: Path) -> None:
        self.copy, self.old, self.new, self.old_site = copy, old, new, old_site
        self.caches = copy.root / CACHES
        self.kept = self._kept()
        self.killed = self.ended = 0
        self.told = ""
        self.wait = 0.0  # begins cold
        self.orphans = 0  # the group of workers whose build was killed alone

    def cold(self, number: int) -> None:
        """Kill a build that began with nothing, or goes on with what killed ones have made.

        Raises:
            Problem: what it left is torn.
        """
        if not self.wait:
            shutil.rmtree(self.caches)
            self._old_site()
            self.wait = 2 * LEAST
        before = len(self._kept())
        if not self._build(number, self.wait):
            self.wait = 0.0
        elif len(self._kept()) <= before:
            self.wait *= PATIENCE

    def changed(self, number: int, after: float) -> None:
        """Kill a build that has all it needs but the page that was edited.

        Raises:
            Problem: what it left is torn.
        """
        if tree(self.copy.root / "site") != self.old:
            self._old_site()
        self._build(number, after)

    def leave(self) -> None:
        """Leave no worker behind of a build that was killed alone."""
        if self.orphans:
            _kill(self.orphans)
        self.orphans = 0

    def _old_site(self) -> None:
        shutil.rmtree(self.copy.root / "site", ignore_errors=True)
        shutil.copytree(self.old_site, self.copy.root / "site")

    def _build(self, number: int, after: float) -> bool:
        """Whether a build was killed after so many seconds; what it left is checked."""
        process, alone = _started(self.copy, "0", subprocess.DEVNULL), False
        try:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=after)
            killed = process.poll() is None
            alone = killed and number % 2 == 1
            if alone:  # its workers go on for a moment, and find out
                process.kill()
            self.leave()
        finally:
            if alone:
                self.orphans = process.pid
            else:
                _kill(process.pid)
        process.wait()
        if not killed and process.returncode:
            raise Problem(f"a build on what a killed one left ended with {process.returncode}")
        self.killed, self.ended = self.killed + killed, self.ended + (not killed)
        which = self._check(killed)
        how = "alone" if alone else "with its workers"
        how = f"killed {how} after {after:.1f} s" if killed else f"ended within {after:.1f} s"
        self.told = f"{how}; the {which} site; {len(self._kept()):,} kept files are whole"
        return killed

    def _check(self, killed: bool) -> str:
        """Which site stands there.

        Raises:
            Problem: neither, or a file is torn.
        """
        site = tree(self.copy.root / "site")
        names = {digest(self.old): "old", digest(self.new): "new"}
        which = names.get(digest(site), "")
        if killed and not site and self._moved_away():
            which = "old, moved away,"
        if not which or (which != "new" and not killed):
            near = min((self.old, self.new), key=lambda one: len(differences(site, one)))
            raise Problem(_told("site/ is neither whole nor as it was", differences(site, near)))
        torn = [name for name, content in self._kept().items() if self.kept.get(name) != content]
        if torn:
            raise Problem(_told(f"{CACHES} holds what an undisturbed build does not make", torn))
        return which

    def _moved_away(self) -> bool:
        """Whether a build was killed between the two renames that put a site in another's place."""
        moved = [digest(tree(folder)) for folder in self.caches.glob("*.old")]
        return any(one in (digest(self.old), digest(self.new)) for one in moved)

    def _kept(self) -> Tree:
        """What builds keep, but for what they write under other names first."""
        stores = {path.name for path in self.caches.glob("*/") if not path.name.startswith("site-")}
        return {
            f"{store}/{name}": content
            for store in sorted(stores - {*OTHERS})
            for name, content in tree(self.caches / store).items()
            if not name.endswith(".part")
        }


def _started(copy: Copy, seed: str, told: int | None = None) -> "subprocess.Popen[bytes]":
    """A build that can be killed with all that it starts."""
    own = {"PYTHONHASHSEED": seed}
    if "SOURCE_DATE_EPOCH" not in os.environ:
        own["SOURCE_DATE_EPOCH"] = "1700000000"  # else the day on which it is run
    return subprocess.Popen(
        [sys.executable, "-m", "adamdocs.publishing", "build"],
        cwd=copy.root,
        env={**copy.environment, **own},
        start_new_session=True,
        stderr=told,
    )


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _whole(copy: Copy, what: str, seed: str) -> Tree:
    """The site of a build that nothing disturbs."""
    say(f"{what} ...")
    began = time.monotonic()
    process = _started(copy, seed)
    try:
        status = process.wait()
    except BaseException:
        _kill(process.pid)
        raise
    if status:
        raise Problem(f"{what} ended with status {status} (see above); mend it with scripts/build")
    files = tree(copy.root / "site")
    tell(f"{what}: {time.monotonic() - began:.0f} s, {len(files):,} files, {digest(files)}")
    return files


def _told(what: str, names: list[str]) -> str:
    more = [f"  and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return "\n".join([what, *(f"  {name}" for name in names[:SHOWN]), *more])
