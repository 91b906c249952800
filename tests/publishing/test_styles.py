"""Style sheets come without their comments, and with everything else as it was written."""

import pytest

from adamdocs.publishing.mkdocs_hooks import without_comments

STYLES = {
    "a { color: red; }\n": "a { color: red; }\n",
    "/* One. */\na {\n  color: red; /* two */\n}\n": " a {\n  color: red;  }\n",
    "/* a {\n * } */\n\nb { top: 0; }\n": " \nb { top: 0; }\n",
    'a::after { content: "/* said */"; }\n': 'a::after { content: "/* said */"; }\n',
    'a[settings*=\'"adam"\'] { top: 0; /* not "here */ }': "a[settings*='\"adam\"'] { top: 0;   }",
    "a { margin: 1px/**/2px; }": "a { margin: 1px 2px; }",
}


@pytest.mark.parametrize("style", STYLES)
def test_comments_go_and_nothing_else(style):
    assert without_comments(style) == STYLES[style]
