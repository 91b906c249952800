"""What every kind of widget needs beside its script: room on the page, and tests of its own."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULE = re.compile(r'"(adam-[a-z-]+)": \(\) => import\("\./widgets/([a-z-]+)\.js"\)')
PARTS = {"adam-claims", "adam-guess"}  # of pages, not widgets: they have no state
WIDGETS = [
    pytest.param(tag, name, id=tag)
    for tag, name in MODULE.findall((ROOT / "docs/javascripts/widgets.js").read_text("utf-8"))
    if tag not in PARTS
]
STYLE = "docs/stylesheets/site.css"
SCREENS = {
    "a desk": "@media screen and (scripting: enabled) {",
    "a phone": "@media screen and (scripting: enabled) and (max-width: 32em) {",
}
BATTERY = "tests/browser/test_widget_python.py"


def test_widgets_are_found():
    assert len(WIDGETS) >= 10


@pytest.mark.parametrize(("tag", "name"), WIDGETS)
def test_a_widget_has_room_before_its_script_comes(tag, name):
    style = (ROOT / STYLE).read_text("utf-8")
    block = rf"\n{tag}(,\n[a-z-]+)* {{\n  display: flow-root;"
    assert re.search(block, style), f"{STYLE}: put {tag} among the elements with display: flow-root"
    for screen, query in SCREENS.items():
        rules = "".join(part.split("\n}\n")[0] for part in style.split(f"\n{query}\n")[1:])
        mend = f"{STYLE}: give {tag} the min-height that it takes at {screen}, below {query}"
        assert re.search(rf"\n  {tag} {{\n    min-height: \d+px;", f"\n{rules}"), mend


@pytest.mark.parametrize(("tag", "name"), WIDGETS)
def test_a_widget_has_tests_of_its_own_and_of_its_python(tag, name):
    own = f"tests/browser/test_widget_{name.replace('-', '_')}.py"
    assert (ROOT / own).is_file(), f"{own}: write the tests of {tag}, such as those of adam-duel"
    tags = re.findall(r'"(adam-[a-z-]+)"', "".join(_tags((ROOT / BATTERY).read_text("utf-8"))))
    assert tag in tags, f"{BATTERY}: put {tag} among TAGS, and states of it among STATES"


def _tags(text):
    return (line for line in text.splitlines() if line.startswith("TAGS "))
