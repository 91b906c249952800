"""Every page is valid HTML, by html-validate, but for what the theme writes and does no harm."""

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from adamdocs.publishing.node import NODE

from .built import BODY_LINE, PAGE, ROOT

VALIDATOR = ROOT / "scripts/web/node_modules/html-validate/bin/html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    "rules": {
        "require-sri": "off",  # for files of other origins; here there are none
    },
}


class Known(NamedTuple):
    """A message that stays: its rule, what stands on the line, and why it does no harm."""

    rule: str
    line: str
    reason: str


THEME = (
    Known(
        "valid-autocomplete",
        r'class="md-toggle" data-md-toggle="(drawer|search)"',
        "the theme keeps the state of drawer and search in hidden checkboxes and forbids browsers "
        "to restore them",
    ),
    Known(
        "input-missing-label",
        r'for="__(drawer|search)"|id="__(drawer|search)"',
        "the same checkboxes: no one meets them, their labels are icons for the pointer, and "
        "keyboards reach the search's field itself",
    ),
    Known(
        "wcag/h32",
        r'<form class="md-header__option" data-md-component="palette"|name="search"',
        "both forms act on every key: there is nothing to submit",
    ),
    Known(
        "attribute-allowed-values",
        r'<label class="md-nav__link" .* tabindex="">',
        "headings of the navigation's sections; an empty tabindex counts as none",
    ),
    Known(
        "unique-landmark",
        r'<nav class="md-nav(?: md-nav--secondary)?" aria-label=',
        "the table of contents stands in the drawer of narrow screens and beside the text of wide "
        "ones, never in both at once",
    ),
)


def messages(site, paths):
    """What html-validate says about some pages, and the line that it says it of."""
    if not NODE.exists() or not VALIDATOR.exists():
        pytest.fail("html-validate is missing: scripts/test sets it up", pytrace=False)
    with tempfile.TemporaryDirectory() as folder:
        rules, answer = Path(folder) / "rules.json", Path(folder) / "answer.json"
        rules.write_text(json.dumps(RULES))
        command = [NODE, VALIDATOR, "--config", rules, "--formatter", "json", *paths]
        with answer.open("wb") as file:  # its last words get lost in a pipe
            done = subprocess.run(command, cwd=site.folder, stdout=file, stderr=subprocess.PIPE)
        results = json.loads(answer.read_bytes() or b"null")
    assert results is not None, done.stderr.decode()
    for result in results:
        path = Path(result["filePath"]).relative_to(site.folder.resolve()).as_posix()
        lines = site.read(path).split("\n")
        for message in result["messages"]:
            yield path, message, lines[message["line"] - 1].strip()


def invalid(site, known=()):
    """What is wrong with the pages, and which known messages no longer come."""
    found, seen = [], set()
    for path, message, line in messages(site, sorted(site.pages)):
        rule, text = message["ruleId"], message["message"]
        reasons = [one for one in known if one.rule == rule and re.search(one.line, line)]
        seen |= {*reasons}
        if not reasons:
            found.append(f"{path}:{message['line']}: {text} [{rule}]")
    found += [f"no longer said, so no longer known: {one}" for one in known if one not in seen]
    return found


def test_every_page_is_valid(site):
    assert invalid(site, THEME) == []


FAULTS = {
    "close-order": "<b>x</p></b>",
    "no-dup-attr": '<a href="other/" href="..">x</a>',
    "wcag/h37": '<img src="other/">',
    "no-implicit-button-type": "<button>x</button>",
    "element-permitted-content": "<ul><p>x</p></ul>",
    "input-missing-label": '<input id="a" type="text">',
    "wcag/h30": '<a href="other/"></a>',
    "heading-level": "<h4>x</h4>",
}


def test_every_fault_of_a_page_is_found(small):
    pages = {
        f"{number}.html": PAGE.format(title="x", address="", head="", body=body)
        for number, body in enumerate(FAULTS.values())
    }
    found = invalid(small(files=pages))
    for number, rule in enumerate(FAULTS):
        mine = [one for one in found if one.startswith(f"{number}.html:{BODY_LINE}: ")]
        assert any(f"[{rule}]" in one for one in mine), (rule, mine)


def test_a_known_message_that_no_longer_comes_is_found(small):
    (found,) = invalid(small(), THEME[:1])
    assert found.startswith("no longer said, so no longer known: Known(rule='valid-autocomplete'")
