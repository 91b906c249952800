"""Tables of pages in the boxes in which they scroll, from the start.

The theme's script would put those without a class there: a page would be laid out once more for
it, and have none without JavaScript. The search leaves those without a class out of its index, so
a page gets its boxes after it. And where a style sheet asks for `[class]`, all styles are
computed anew when any element around changes its classes, as the theme does with the page itself.
"""

import re

CLASS = "ad-plain"  # of the theme's look; tables of other classes are ours
THEMES = "table:not([class])"  # the theme's words for them
OURS = f"table.{CLASS}"

_TABLE = re.compile(r"<table>(.*?</table>)", re.DOTALL)
_BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'


def boxed(page: str) -> str:
    """A page with every table that has no class in its box, and with one."""
    return _TABLE.sub(rf'{_BOX}<table class="{CLASS}">\1</div></div>', page)
