"""The reference names everything the package offers, and refuses what it does not know."""

import re

import pytest

from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import RULES
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.reference import reference
from adamdocs.streams import STREAMS


def headings(text):
    return set(re.findall(r"^### (\w+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("module", "names"),
    [("optimizers", RULES), ("landscapes", LANDSCAPES), ("streams", STREAMS)],
)
def test_every_entry_of_a_register_has_its_heading(tmp_path, module, names):
    assert set(names) <= headings(reference(f"adamdocs.{module}", tmp_path))


def test_the_reference_is_kept_by_content(tmp_path):
    first = reference("adamdocs.streams", tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text("kept", encoding="utf-8")
    assert first != reference("adamdocs.streams", tmp_path) == "kept"


@pytest.mark.parametrize("module", ["adamdocs.nothing", "numpy", "adamdocs"])
def test_an_unknown_module_is_refused_with_an_example(tmp_path, module):
    with pytest.raises(Problem, match="unknown module .* write it as adamdocs.optimizers"):
        reference(module, tmp_path)
    assert list(tmp_path.iterdir()) == []
