"""Pages without the empty lines and the indentation that templates leave between elements."""

import re

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_BETWEEN = re.compile(r"(?:(?<=>)|\A)[ \t]*\n\s*(?=<|\Z)")  # a part begins or ends at a tag


def tight(page: str) -> str:
    """A page in which white space with a line break between two tags is a line break alone."""
    parts = _KEPT.split(page)
    # Two groups: a part is followed by an element that is kept, and by its name.
    return "".join(
        _BETWEEN.sub("\n", before) + kept
        for before, kept in zip(parts[::3], [*parts[1::3], ""], strict=True)
    )
