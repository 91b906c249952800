"""What changes the key of an artefact, and what does not: caches are right when this is."""

import shutil

import pytest

from adamdocs.publishing import keys
from adamdocs.publishing.keys import PACKAGE, Snapshot

PAGE = '''\
"""learn/one: two figures and a number."""

from functools import cache

import numpy as np

from adamdocs import streams, theory
from adamdocs.drawing.charts import Chart
from adamdocs.explainers.framework import Explainer
from adamdocs.explainers.one.shared import page, size
from adamdocs.optimizers import adam

HEIGHT = 2.0


@cache
def run():
    """A run."""
    return adam(theory.gradient_descent_best_rate(1.0, 1.0))


@page.figure(caption="Words.", alt="More words.")
def chart():
    """A chart."""
    chart = Chart("x", "y", height=HEIGHT)
    chart.line("a", [1], [first()], "m")
    return chart


@page.figure(caption="Words.", alt="More words.")
def other():
    return Chart("x", "z", height=HEIGHT)


@page.number(expect=lambda: 1.0, form=".1f")
def first():
    return size()


@page.number(expect=lambda: 2.0, form=".1f")
def second():
    return 2.0
'''
SHARED = '''\
"""What the page shares."""

from adamdocs.explainers.framework import Explainer

page = Explainer("learn/one")


def size():
    return 1.0


@page.number(expect=lambda: 3.0, form=".1f")
def third():
    return 3.0
'''
FRAME = '''\
"""learn/one."""

from adamdocs.explainers.one import figures, shared
from adamdocs.explainers.one.shared import page
'''
CHART = ("adamdocs.explainers.one.figures", "chart", "figure")
FIRST = ("adamdocs.explainers.one.figures", "first", "number")
HERE = "explainers/one/figures.py"


@pytest.fixture
def package(tmp_path):
    """A copy of the package whose one page has three modules."""
    root = tmp_path / "adamdocs"
    shutil.copytree(PACKAGE, root, ignore=shutil.ignore_patterns("__pycache__", "bias_correction"))
    (root / "explainers" / "one").mkdir()
    for name, text in (("figures", PAGE), ("shared", SHARED), ("__init__", FRAME)):
        (root / "explainers" / "one" / f"{name}.py").write_text(text)
    return root


def edit(package, name, old, new):
    path = package / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def key(package, item=CHART):
    return Snapshot(package).item(*item).key


UNCHANGED = {
    "a comment in the figure": (HERE, "    return chart", "    # done\n    return chart"),
    "a line break": (HERE, "[1], [first()]", "[1],\n        [first()]"),
    "a docstring": (HERE, '"""A chart."""', '"""Another text."""'),
    "the caption": (
        HERE,
        'caption="Words.", alt="More words.")\ndef chart',
        'caption="No.", alt="")\ndef chart',
    ),
    "another figure": (HERE, 'Chart("x", "z"', 'Chart("u", "z"'),
    "another number": (HERE, "return 2.0", "return 4.0 / 2.0"),
    "an item of another module of the page": (
        "explainers/one/shared.py",
        "return 3.0",
        "return 4.0",
    ),
    "another module of the page that it does not import": (
        "explainers/one/__init__.py",
        "import page",
        "import page  # noqa\nfrom adamdocs.explainers.one import shared as more",
    ),
    "a lower floor that it does not import": ("landscapes/bowls.py", "import", "import"),
    "what a package that passes names on takes elsewhere": (
        "theory/steps.py",
        "def first_step",
        "def another_step",
    ),
    "what a package passes on beside": ("theory/__init__.py", "__all__ = [", '__all__ = ["more",'),
    "the builder": ("publishing/mkdocs_hooks.py", "import html", "import html\nimport json"),
}
CHANGED = {
    "its body": (HERE, '"m")', '"v")'),
    "a helper": (HERE, "(1.0, 1.0)", "(1.0, 2.0)"),
    "a closed form that it takes of a package": (
        "theory/quadratics.py",
        "def gradient_descent_best_rate",
        "def gradient_descent_worst_rate",
    ),
    "a constant": (HERE, "HEIGHT = 2.0", "HEIGHT = 3.0"),
    "an import": (HERE, "import adam\n", "import adamw as adam\n"),
    "a number that it names": (HERE, "return size()", "return 1.0"),
    "what the page shares": ("explainers/one/shared.py", "return 1.0", "return 2.0"),
    "a lower floor": ("optimizers/adam.py", "m_hat", "m_hut"),
    "a module that a lower floor imports": ("checks.py", "at least", "no less than"),
    "the rendering module": ("drawing/rendering.py", "PNG_DPI = 200", "PNG_DPI = 100"),
    "the palette": ("drawing/palette.py", "#1f5fa8", "#1f5fa9"),
}


@pytest.mark.parametrize("edited", UNCHANGED.values(), ids=UNCHANGED)
def test_the_key_of_a_figure_does_not_hang_on(package, edited):
    before = key(package)
    edit(package, *edited)
    assert key(package) == before


@pytest.mark.parametrize("edited", CHANGED.values(), ids=CHANGED)
def test_the_key_of_a_figure_hangs_on(package, edited):
    before = key(package)
    edit(package, *edited)
    assert key(package) != before


def test_a_lower_floor_that_is_not_imported_does_not_count(package):
    before = key(package, FIRST)
    edit(package, "drawing/rendering.py", "PNG_DPI = 200", "PNG_DPI = 100")
    assert key(package, FIRST) == before


def test_the_key_of_a_number_hangs_on_its_expectation_and_form(package):
    before = key(package, FIRST)
    edit(package, HERE, "lambda: 1.0", "lambda: 1.5")
    changed = key(package, FIRST)
    edit(package, HERE, 'lambda: 1.5, form=".1f"', 'lambda: 1.5, form=".2f"')
    assert len({before, changed, key(package, FIRST)}) == 3


def test_items_of_one_module_have_keys_of_their_own(package):
    found = {
        key(package, (CHART[0], name, kind))
        for name, kind in (
            ("chart", "figure"),
            ("other", "figure"),
            ("first", "number"),
            ("second", "number"),
        )
    }
    assert len(found) == 4


def test_an_item_that_no_decorator_names_hangs_on_its_whole_module(package):
    loop = 'for made in ():\n    page.number(expect=made, form="d")(made)\n'
    edit(package, HERE, "HEIGHT = 2.0\n", f"HEIGHT = 2.0\n{loop}")
    before = key(package, (CHART[0], "made_in_a_loop", "number"))
    edit(package, HERE, "return 2.0", "return 4.0 / 2.0")
    assert key(package, (CHART[0], "made_in_a_loop", "number")) != before


@pytest.mark.parametrize("library", ["numpy", "matplotlib", "contourpy"])
def test_the_key_of_a_figure_hangs_on_the_version_of(package, monkeypatch, library):
    before, true = key(package), keys.version
    monkeypatch.setattr(keys, "version", lambda name: "0.0" if name == library else true(name))
    keys.versions.cache_clear()
    try:
        assert key(package) != before
    finally:
        keys.versions.cache_clear()


def test_the_key_of_a_figure_hangs_on_the_version_of_python(package, monkeypatch):
    before = key(package)
    monkeypatch.setattr(keys.platform, "python_version", lambda: "4.0.0")
    keys.versions.cache_clear()
    try:
        assert key(package) != before
    finally:
        keys.versions.cache_clear()


def test_the_key_of_a_figure_hangs_on_data_and_faces(package):
    before = key(package)
    (package / "labs" / "digits.csv").write_text("1\n")
    with_data = key(package)
    (package.parent / ".cache" / "fonts").mkdir(parents=True)
    (package.parent / ".cache" / "fonts" / "figure-400.ttf").write_bytes(b"face")
    assert len({before, with_data, key(package)}) == 3


def test_a_module_taken_as_a_whole_counts_as_a_whole(package):
    edit(package, HERE, "HEIGHT =", "from adamdocs.explainers.one import shared\n\nHEIGHT =")
    before = key(package)
    edit(package, "explainers/one/shared.py", "return 3.0", "return 4.0")
    assert key(package) != before


@pytest.mark.parametrize(
    "use",
    ["f(theory)", "getattr(theory, 'first_step')", "theory.steps.first_step", "theory.first_step"],
)
def test_a_package_counts_as_far_as_it_is_taken(package, use):
    edit(package, HERE, "HEIGHT =", f"def use(f):\n    return {use}\n\n\nHEIGHT =")
    before = key(package)
    edit(package, "theory/steps.py", "def first_step", "def another_step")
    assert key(package) != before


def test_relative_imports_are_followed(package):
    edit(package, HERE, "from adamdocs import streams", "from ... import streams")
    before = key(package)
    edit(package, "streams.py", "def constant", "def constantly")
    assert key(package) != before


def test_imports_inside_functions_are_followed(package):
    edit(
        package,
        HERE,
        "    return chart",
        "    from adamdocs.landscapes import ravine\n\n    return chart",
    )
    before = key(package)
    edit(package, "landscapes/bowls.py", "def booth", "def booths")
    assert key(package) != before


def test_a_snapshot_knows_when_a_file_that_an_item_hangs_on_was_edited(package):
    snapshot = Snapshot(package)
    item = snapshot.item(*CHART)
    assert not snapshot.changed(item.files)
    edit(package, "publishing/csp.py", "import re", "import re ")
    assert not snapshot.changed(item.files)
    edit(package, "optimizers/adam.py", "m_hat", "m_hat ")
    assert snapshot.changed(item.files)


def test_the_key_of_the_package_hangs_on_every_file_and_what_is_installed(package, monkeypatch):
    found = [keys.package_key(package)]
    edit(package, "publishing/csp.py", "import re", "import re  # so")
    found.append(keys.package_key(package))
    (package / "labs" / "new.py").touch()
    found.append(keys.package_key(package))
    monkeypatch.setattr(keys, "installed", lambda: ("numpy-0.0.dist-info",))
    found.append(keys.package_key(package))
    assert len(set(found)) == 4


def test_what_is_installed_names_the_libraries():
    assert f"numpy-{keys.version('numpy')}.dist-info" in keys.installed()
