"""The reference names everything the package offers, and refuses what it does not know."""

import re

import pytest

from adamdocs import theory
from adamdocs.landscapes import LANDSCAPES
from adamdocs.optimizers import MATRIX_RULES, RULES
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.reference import reference
from adamdocs.publishing.tables import ROOT
from adamdocs.streams import STREAMS


def headings(text):
    return set(re.findall(r"^### (\w+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("module", "names"),
    [("optimizers", RULES | MATRIX_RULES), ("landscapes", LANDSCAPES), ("streams", STREAMS)],
)
def test_every_entry_of_a_register_has_its_heading(tmp_path, module, names):
    assert set(names) <= headings(reference(f"adamdocs.{module}", tmp_path))


def test_every_closed_form_has_its_heading_on_one_page_of_the_site():
    """A module of the theory that no page names is found here: add its {{api …}} to one."""
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs/reference").glob("*.md"))
    modules = re.findall(r"^\{\{api adamdocs\.(theory\.\w+)\}\}$", pages, flags=re.MULTILINE)
    assert len(modules) == len(set(modules))
    found = [name for one in modules for name in headings(reference(f"adamdocs.{one}"))]
    functions = {name for name in theory.__all__ if callable(getattr(theory, name))}
    assert functions == set(found)
    assert len(found) == len(set(found))


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
