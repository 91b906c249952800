"""How the builder says what is wrong: one line naming file, line and the mend."""

import logging

# Below "mkdocs", so that a strict build counts every warning.
log = logging.getLogger("mkdocs.adamdocs")


class Problem(Exception):
    """Something a contributor can mend, told in one line."""
