"""Live cells on a page: what the build shows of them, and what an author can get wrong."""

import multiprocessing
import re
import shutil

import pytest

from adamdocs.publishing import execution, keys
from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem

from .test_bad_input import add

STORE = ".cache/cells"
FIRST = "```python live\nx = 3\nprint('three', x)\n```"
SECOND = "```python live\nfrom adamdocs.streams import constant\nx * constant(2)\n```"


def shown(project, page="learn/tiny"):
    text = project.built()[f"{page}/index.html"].decode()
    return re.findall(r'<div class="ad-cell-output">(.*?)</div></adam-cell>', text, re.DOTALL)


def build(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])


def test_cells_share_their_names_and_show_what_they_print(project):
    add(project, f"{FIRST}\n\nBetween.\n\n{SECOND}")
    build(project)
    assert shown(project) == [
        '<pre data-kind="text">three 3\n</pre>',
        '<pre data-kind="text">array([[3.],\n       [3.]])\n</pre>',
    ]


def test_a_cell_may_stand_in_a_folded_part_and_beside_other_code(project):
    project.edit("mkdocs.yml", "  - attr_list\n", "  - attr_list\n  - pymdownx.details\n")
    folded = "??? note\n\n" + "\n".join(f"    {line}" for line in FIRST.splitlines())
    add(project, f"```python\nprint('not run')\n```\n\n{folded}\n\n```\nx = y\n```")
    build(project)
    assert shown(project) == ['<pre data-kind="text">three 3\n</pre>']
    page = project.built()["learn/tiny/index.html"].decode()
    assert page.count("<adam-cell>") == 1
    assert page.index("<details") < page.index("<adam-cell>") < page.index("</details>")


def test_text_of_a_cell_is_escaped_and_a_drawing_is_not(project):
    add(project, "```python live\nfrom adamdocs.drawing.curves import plot\nplot([1, 2])\n```")
    add(project, "```python live\n'<b>&amp;</b>'\n```")
    build(project)
    drawing, text = shown(project)
    assert text == '<pre data-kind="text">&#x27;&lt;b&gt;&amp;amp;&lt;/b&gt;&#x27;\n</pre>'
    assert drawing.startswith('<figure class="ad-figure"><svg ')


def test_cells_run_again_only_when_something_they_depend_on_has_changed(project):
    shutil.rmtree(project.root / STORE, ignore_errors=True)
    add(project, f"{FIRST}\n\n{SECOND}")
    build(project)
    (name,) = project.built(STORE)
    kept = project.root / STORE / name
    kept.write_text('[[["text", "from the store"]], []]')
    add(project, "More text.")
    build(project)
    assert shown(project)[0] == '<pre data-kind="text">from the store</pre>'
    streams = (project.root / "adamdocs/streams.py").read_text()
    project.write("adamdocs/streams.py", f"{streams}\nMORE = 1\n")
    try:
        build(project)
    finally:
        project.write("adamdocs/streams.py", streams)
    assert shown(project)[0] == '<pre data-kind="text">three 3\n</pre>'


def test_pages_have_names_of_their_own(project):
    add(project, FIRST)
    project.write(
        "docs/index.md", "# Home\n\nSee [tiny](learn/tiny.md).\n\n```python live\nx\n```\n"
    )
    done = project.run("build")
    assert done.errors == [
        "error: docs/index.md:6: cell 1 raised NameError: name 'x' is not defined; mend the cell"
    ]


TINY = r"docs/learn/tiny\.md"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            f"{FIRST}\n\n```python live\na = 1\nb = a / 0\n```",
            rf"{TINY}:14: cell 2 raised ZeroDivisionError: division by zero.*",
        ),
        (
            "```python live\nx = (\n```",
            rf"{TINY}:8: cell 1 raised SyntaxError: '\(' was never closed.*",
        ),
        (
            "```python live\nf = lambda: int('a\\nb')\n```\n\n```python live\nf()\n```",
            rf"{TINY}:12: cell 2 raised ValueError: invalid literal .*; mend the cell",
        ),
        (
            "```python live\nimport adamdocs.nothing\n```",
            rf"{TINY}:8: cell 1 raised ModuleNotFoundError: .*; mend the cell",
        ),
        (
            "```python live\nimport os\nos._exit(1)\n```",
            rf"{TINY}:7: cell 1 ended its Python; mend the cell",
        ),
        (
            f"{FIRST}\n\n```python live\nfrom adamdocs.explainers import adam\n```",
            rf"{TINY}:12: a cell cannot import adamdocs\.explainers\.adam; import from .*",
        ),
        (
            "```python live\nimport adamdocs.publishing.keys as keys\n```",
            rf"{TINY}:7: a cell cannot import adamdocs\.publishing\.keys; import from .*",
        ),
        (
            f"````\n{FIRST}\n````\n\n{FIRST}\n\n{FIRST}\n\n```python live\n\n1 / 0\n```",
            rf"{TINY}:26: cell 3 raised ZeroDivisionError.*",
        ),
        (
            "```py live\n1 + 1\n```",
            rf"{TINY}:7: ```py live makes no live cell; begin it with ```python live",
        ),
        (
            "```python lives\n1 + 1\n```",
            rf"{TINY}:7: unknown word 'lives' after python; write live, or leave it out",
        ),
    ],
)
def test_a_cell_that_fails_is_told_with_its_line(project, refused, text, line):
    add(project, text)
    refused(line)


def test_without_the_reader_of_fences_the_mend_is_named(project, refused):
    project.edit("mkdocs.yml", "  - pymdownx.superfences\n", "")
    refused(r"Config value .* name pymdownx\.superfences before adamdocs' own extension")


def test_without_python_for_browsers_cells_are_code_and_output(project):
    add(project, FIRST)
    build(project)
    page = project.built()["learn/tiny/index.html"].decode()
    assert shown(project) == ['<pre data-kind="text">three 3\n</pre>']
    assert "ad-cell-bar" not in page


def test_leaving_python_for_browsers_out_is_said(project):
    done = project.run("build", "--no-live")
    assert (done.status, done.errors) == (
        0,
        ["Python for browsers is left out, as --no-live asks: cells show code and its output."],
    )


def of(*sources):
    text = "\n\n".join(f"```python live\n{source}\n```" for source in sources)
    return Page("learn/one", "docs/learn/one.md", text, "", {})


def test_a_cell_without_end_is_ended_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(execution, "STORE", tmp_path)
    monkeypatch.setattr(execution, "PATIENCE", 2.0)
    sources = ["x = 1", "while True:\n    pass"]
    with pytest.raises(Problem) as caught:
        execution.outputs(sources, of(*sources))
    told = "docs/learn/one.md:5: cell 2 took longer than 2 seconds; shorten it"
    assert str(caught.value) == told
    assert multiprocessing.active_children() == []
    assert list(tmp_path.iterdir()) == []


SUM = [[("text", "5\n")]]


def test_cells_that_were_begun_are_asked_for_and_not_run_again(tmp_path, monkeypatch):
    monkeypatch.setattr(execution, "STORE", tmp_path / "store")
    log = tmp_path / "log"
    cell = f"with open({str(log)!r}, 'a') as log:\n    log.write('.')\n2 + 3"
    page = of(cell)
    execution.begin([page, of()])
    for _ in range(2):
        assert [[(kind, text)] for [[kind, text]] in execution.outputs([cell], page)] == SUM
    assert log.read_text() == "."


def test_what_goes_wrong_in_cells_that_were_begun_is_told_when_they_are_asked_for(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(execution, "STORE", tmp_path)
    page = of("1 / 0")
    execution.begin([page])
    with pytest.raises(Problem, match=r"docs/learn/one\.md:2: cell 1 raised ZeroDivisionError"):
        execution.outputs(["1 / 0"], page)


def test_a_build_runs_each_cell_once_wherever_it_stands(project):
    project.edit("mkdocs.yml", "  - attr_list\n", "  - attr_list\n  - pymdownx.details\n")
    log = project.root / "ran"
    log.unlink(missing_ok=True)
    cell = f"```python live\nwith open({str(log)!r}, 'a') as log:\n\n    log.write('.')\n```"
    folded = "\n".join(f"    {line}".rstrip() for line in cell.splitlines())
    add(project, f"{cell}\n\n??? note\n\n{folded}")
    build(project)
    assert log.read_text() == ".."


def test_what_was_edited_meanwhile_is_shown_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(execution, "STORE", tmp_path)
    monkeypatch.setattr(keys.Snapshot, "stands", lambda self, without=(): False)
    assert execution.outputs(["1 + 1"], of("1 + 1")) == [[("text", "2\n")]]
    assert list(tmp_path.iterdir()) == []


def test_equal_cells_have_places_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(execution, "STORE", tmp_path)
    sources = ["n = globals().get('n', 2) - 1\n1 / n"] * 2
    with pytest.raises(Problem, match=r"docs/learn/one\.md:8: cell 2 raised ZeroDivisionError"):
        execution.outputs(sources, of(*sources))
