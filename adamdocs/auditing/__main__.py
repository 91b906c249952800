"""Audit the Adam of a program: `scripts/audit FILE.py`."""

import argparse
import sys
from pathlib import Path

from adamdocs.auditing.formulas import Settings
from adamdocs.auditing.scripts import FORMS, BadScript, read
from adamdocs.auditing.verdicts import judge

RIGHT, WRONG, UNREADABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Audit; 0 if the program is Adam, 1 if not, 2 if it cannot be audited."""
    parser = argparse.ArgumentParser(
        prog="scripts/audit",
        description="Hold a program's Adam against the package's, step by step. The file is run.",
        epilog=f"The program needs a function of a known form. {FORMS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the program")
    parser.add_argument("--function", metavar="NAME", help="which of its functions, if several")
    for name, default in Settings()._asdict().items():
        parser.add_argument(
            f"--{name}",
            type=float,
            metavar="X",
            help=f"in place of the program's own ({default:g} where it has none)",
        )
    given = parser.parse_args(arguments)
    own = {name: getattr(given, name) for name in Settings._fields}
    try:
        script = read(given.file, given.function, **{k: x for k, x in own.items() if x is not None})
        verdict = judge(script)
    except (BadScript, OSError, ValueError) as problem:
        sys.stderr.write(f"scripts/audit: {problem}\n")
        return UNREADABLE
    sys.stdout.write(f"{verdict}\n")
    return RIGHT if verdict.right else WRONG


if __name__ == "__main__":
    sys.exit(main())
