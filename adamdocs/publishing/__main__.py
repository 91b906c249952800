"""Command line: `python -m adamdocs.publishing build`, or another of its commands."""

import argparse
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adamdocs.publishing import artefacts, fonts
from adamdocs.publishing.folders import refuse_unwritable
from adamdocs.publishing.problems import Problem, one_line, say

PICTURE = artefacts.FORMS["figure"].index("png")
NO_LIVE = "Python for browsers is left out, as --no-live asks: cells show code and its output."
JOBS = "number of workers; one a core if not given"
SCHEDULER = "address of a Dask scheduler, on whose workers to make them"


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="adamdocs.publishing", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make what is missing and build the site into site/")
    build.add_argument("--jobs", type=int, help=JOBS)
    build.add_argument("--scheduler", metavar="ADDRESS", help=SCHEDULER)
    build.add_argument("--no-live", action="store_true", help="leave Python for browsers out")
    build.add_argument("--archive", action="store_true", help="add the site as one file to unpack")
    serve = commands.add_parser("serve", help="show the site on this machine, follow every change")
    serve.add_argument("--address", help="HOST:PORT; 127.0.0.1:8000 if not given")
    figures = commands.add_parser("figures", help="make figures, numbers and claims only")
    figures.add_argument("names", nargs="*", help="pages, or names of figures; all if not given")
    figures.add_argument("--list", action="store_true", help="name them and make none")
    figures.add_argument("--force", action="store_true", help="make them even if nothing changed")
    figures.add_argument("--jobs", type=int, help=JOBS)
    figures.add_argument("--scheduler", metavar="ADDRESS", help=SCHEDULER)
    page = commands.add_parser("new-page", help="begin a page: text, explainer, navigation")
    page.add_argument("slug", nargs="?", help="its path below docs/, such as learn/trust-region")
    page.add_argument("title", nargs="?", help="what the navigation calls it")
    page.add_argument("about", nargs="?", help="one sentence about it")
    page.add_argument("--after", metavar="SLUG", help="the page that it follows")
    commands.add_parser("claims", help="write down what has changed among the ledger's claims")
    bench = commands.add_parser("bench", help="measure how fast runs and builds are")
    bench.add_argument("sections", nargs="*", help="which to measure; all if not given")
    prove = commands.add_parser("prove", help="prove on copies that builds repeat, survive kills")
    prove.add_argument("what", nargs="*", choices=["repeats", "kills"], help="all if not given")
    prove.add_argument("--moments", type=int, default=50, help="at how many a build is killed")
    measured = commands.add_parser("lighthouse", help="let Lighthouse judge pages of the site")
    measured.add_argument("pages", nargs="*", help="addresses, such as learn/adam/")
    commands.add_parser("zensical", help="try the pages with Zensical, beside the built site")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit status: 0, 1 after problems, 2 after unknown arguments; each is told in a line.
    """
    options, unknown = parser().parse_known_args(arguments)
    if unknown:
        say(f"error: unknown arguments: {' '.join(unknown)}; try scripts/{options.command} --help")
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        _run(options)
    except Problem as problem:
        for line in str(problem).splitlines():
            say(f"error: {line}")
        return 1
    except BrokenPipeError:  # as in `scripts/figures --list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if error.filename is None:
            raise
        name = os.path.relpath(error.filename, artefacts.ROOT)
        say(f"error: {name}: {one_line(error.strerror)}; see to its folder's rights and space")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _run(options: argparse.Namespace) -> None:
    jobs = getattr(options, "jobs", None)
    if jobs is not None and jobs < 1:
        raise Problem(f"--jobs must be at least 1, got {jobs}; leave it out for all cores")
    if options.command == "new-page":
        from adamdocs.publishing.new_page import asked, new_page, next_steps

        given = asked(options.slug, options.title, options.about)
        made = new_page(*given, options.after)
        sys.stdout.write("".join(f"{name}\n" for name in made))
        say(next_steps(given[0], made))
        return
    if options.command == "build":
        refuse_unwritable(artefacts.ROOT)
    fonts.build()
    if options.command == "figures":
        _figures(options)
    elif options.command == "build":
        with _where(options) as where:
            artefacts.refresh(**where)  # what is wrong here shows before MkDocs is loaded
        if options.no_live:
            say(NO_LIVE)
        _mkdocs().build_site(live=not options.no_live, archive=options.archive)
    elif options.command == "serve":
        _mkdocs().serve_site(options.address)
    elif options.command == "claims":
        _claims()
    elif options.command == "prove":
        from adamdocs.publishing import proofs

        proofs.run(options.what, options.moments)
    elif options.command == "lighthouse":
        from adamdocs.publishing import lighthouse

        lighthouse.run(options.pages)
    elif options.command == "zensical":
        from adamdocs.publishing import zensical_trial

        zensical_trial.run()
    else:
        from adamdocs.publishing import bench

        bench.run(options.sections)


def _mkdocs() -> Any:
    """The module that commands MkDocs, which takes its time to import."""
    from adamdocs.publishing import mkdocs_commands

    return mkdocs_commands


@contextmanager
def _where(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Where figures are made: in processes of this machine, or on a cluster."""
    if options.scheduler is None:
        yield {"jobs": options.jobs}
        return
    from adamdocs.publishing.cluster import connected

    with connected(options.scheduler) as cluster:
        jobs = options.jobs or cluster.workers
        yield {"jobs": jobs, "make_executor": cluster.make_executor}


def _claims() -> None:
    """Bring the record of the ledger up to date, and print what it has under today."""
    from adamdocs.publishing import claims_history
    from adamdocs.publishing.edition import today

    day = today(datetime.now(UTC).date())
    for change in claims_history.record(artefacts.refresh()["pages"], day):
        sys.stdout.write(f"{change.kind:9} {change.id}\n")


def _figures(options: argparse.Namespace) -> None:
    """Make some figures, and print where they are."""
    with _where(options) as where:
        chosen = artefacts.select(
            options.names, force=options.force, make_them=not options.list, **where
        )
    for task in chosen:
        if options.list:
            sys.stdout.write(f"{task.kind:6} {task.token}\n")
        elif task.kind == "figure":
            picture = artefacts.files(task)[PICTURE].relative_to(Path.cwd(), walk_up=True)
            sys.stdout.write(f"{task.token}  {picture}\n")


if __name__ == "__main__":
    sys.exit(main())
