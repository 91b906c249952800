"""Figures are set in the site's faces, and in nothing that this machine happens to have."""

import logging
from pathlib import Path

import pytest
from matplotlib import font_manager, get_data_path

from adamdocs.drawing import faces
from adamdocs.drawing.charts import Chart
from adamdocs.drawing.rendering import render


def draw():
    chart = Chart("step t", "√v̂ₜ + ε ≤ 10⁻⁸", height=2)
    chart.line("m", [1, 2], [0, 1], "m")
    chart.label("m̂ₜ", (1, 1), "m", bold=True)
    return chart


@pytest.mark.parametrize(
    ("weight", "file"), [("normal", faces.FILES[0]), ("semibold", faces.FILES[1])]
)
def test_each_weight_has_its_file(weight, file):
    faces.register()
    wanted = font_manager.FontProperties(family=faces.FAMILY, weight=weight)
    assert Path(font_manager.findfont(wanted, fallback_to_default=False)) == file


def test_no_face_of_the_machine_is_known():
    faces.register()
    faces.register()
    known = [Path(font.fname) for font in font_manager.fontManager.ttflist]
    strange = [path for path in known if not path.is_relative_to(get_data_path())]
    assert sorted(strange) == sorted(faces.FILES)


def test_without_the_faces_the_mend_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(faces, "FILES", (tmp_path / "figure-400.ttf",))
    with pytest.raises(FileNotFoundError, match="figure-400.ttf is not made yet: run scripts/fig"):
        faces.register()


def test_matplotlib_finds_every_face_and_every_sign(caplog):
    caplog.set_level(logging.WARNING)
    render("faces", draw)
    assert caplog.messages == []


def test_a_drawing_names_the_face_of_the_page_or_one_that_readers_may_have():
    drawn = render("faces", draw)
    assert "Adamdocs" not in drawn.inline + drawn.svg
    assert "font-family" not in drawn.inline.replace("font-family: var(--ad-figure-font)", "")
    assert "font-weight: 600" in drawn.inline
    assert "'Source Sans 3'" in drawn.svg
    assert "var(" not in drawn.svg
