"""Command line: `python -m adamdocs.publishing build | serve | figures`."""

import argparse
import logging
import sys
from collections.abc import Sequence

from adamdocs.publishing import artefacts
from adamdocs.publishing.problems import Problem


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="adamdocs.publishing", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="make what is missing and build the site into site/")
    commands.add_parser("serve", help="show the site on this machine and follow every change")
    figures = commands.add_parser("figures", help="make figures and numbers only")
    figures.add_argument("names", nargs="*", help="pages or figures; all if not given")
    figures.add_argument("--list", action="store_true", help="name them and stop")
    figures.add_argument("--force", action="store_true", help="make them even if nothing changed")
    figures.add_argument("--jobs", type=int, help="number of workers; one a core if not given")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit status: 0, or 1 after a problem, which has been told in a sentence.
    """
    options = parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        if options.command == "figures":
            _figures(options)
        else:
            artefacts.refresh()
            from adamdocs.publishing import mkdocs_hooks

            if options.command == "build":
                mkdocs_hooks.build_site()
            else:
                mkdocs_hooks.serve_site()
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _figures(options: argparse.Namespace) -> None:
    if options.jobs is not None and options.jobs < 1:
        raise Problem(f"--jobs must be at least 1, got {options.jobs}")
    index = artefacts.refresh(jobs=options.jobs, force=options.force, only=options.names)
    if options.list:
        for slug, page in sorted(index["pages"].items()):
            for name in page["figures"]:
                print(f"{slug}:{name}")


if __name__ == "__main__":
    sys.exit(main())
