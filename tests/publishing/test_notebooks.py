"""Notebooks: executed once, quietly and repeatably; what is wrong in them names file and line."""

import json
import shutil

import nbformat
import pytest

from adamdocs.publishing import cells, take_along
from adamdocs.publishing.notebooks import as_page, readable, with_cells, without_mathjax
from adamdocs.publishing.pages import Page

NOTEBOOK = "docs/notebooks/one.ipynb"
STORE = ".cache/notebooks"


def line_of(project, words):
    text = (project.root / NOTEBOOK).read_text()
    (line,) = [n for n, line in enumerate(text.splitlines(), start=1) if words in line]
    return line


def test_a_cell_that_raises_is_one_line_with_its_place(project):
    before = project.built()
    project.notebook(
        ("markdown", "# One"), ("code", "a = 1"), ("code", "b = 0\n\nprint(a)\nc = a / b\n")
    )
    done = project.run("build")
    assert done.status == 1
    place = f"{NOTEBOOK}:{line_of(project, 'c = a / b')}"
    assert done.errors == [
        f"error: {place}: cell [2] raised ZeroDivisionError: division by zero; mend the cell"
    ]
    assert project.built() == before
    assert project.built(STORE) == {}


def test_mistakes_in_markdown_cells_are_a_line_each_with_their_place(project):
    project.notebook(
        ("markdown", "# One\n\nIt is {{learn/tiny:last_step}}.\n\n$$\n\\frac{\\m_t}{\n$$"),
        ("markdown", "[gone](gone.md)"),
    )
    done = project.run("build")
    assert done.status == 1
    number, formula, link = (
        f"error: {NOTEBOOK}:{line_of(project, words)}: {what}"
        for words, what in (
            ("last_step", "unknown number 'learn/tiny:last_step'; write 'first_step'?"),
            ("frac", "bad formula '\\\\frac{\\\\m_t}{': "),
            ("gone.md", "link 'gone.md', but the target "),
        )
    )
    assert len(done.errors) == 3
    assert number in done.errors
    assert any(line.startswith(formula) for line in done.errors)
    assert any(line.startswith(link) for line in done.errors)


def test_a_notebook_that_is_no_notebook_is_one_line(project):
    project.notebook(("markdown", "# One"))
    project.write(NOTEBOOK, "<<<<<<< mine\n")
    done = project.run("build")
    assert done.status == 1
    (line,) = done.errors
    assert line.startswith(f"error: {NOTEBOOK}: ")


@pytest.fixture
def executed(project):
    """A built notebook that shows the project's own package and depends on nothing else."""
    shutil.rmtree(project.root / STORE, ignore_errors=True)
    project.notebook(
        ("markdown", "# One\n\nIt is {{learn/tiny:first_step}}, $\\m_t$."),
        ("code", "import adamdocs\nfrom pathlib import Path\nPath(adamdocs.__file__).parts[-3]"),
        ("code", "print({'a', 'b', 'c', 'd', 'e'})"),
        ("code", "import time\nprint('one', end='', flush=True)\ntime.sleep(1)\nprint(' line')"),
        ("code", "from ipykernel.kernelapp import IPKernelApp\nIPKernelApp.instance().transport"),
        ("code", "import atexit, os\natexit.register(os.write, 2, b'said at the end')"),
    )
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    return project


def test_a_notebook_is_executed_quietly_and_once(executed):
    page = executed.built()["notebooks/one/index.html"].decode()
    assert (
        '<div class="ad-cell-output"><pre data-kind="text">&#x27;project&#x27;\n</pre></div>'
        in page
    )
    assert '<pre data-kind="text">one line\n</pre>' in page
    assert '<pre data-kind="text">&#x27;ipc&#x27;\n</pre>' in page  # needs no port
    assert '<data class="ad-number"' in page
    assert "<math" in page
    assert "mathjax" not in page.lower()
    assert "<style" not in page
    stored = executed.built(STORE)
    assert len(stored) == 1

    executed.edit(NOTEBOOK, '"nbformat_minor": 5', '"nbformat_minor": 5 ')
    again = executed.run("build")
    assert (again.status, again.errors) == (0, [])
    assert executed.built()["notebooks/one/index.html"].decode() == page
    assert stored.items() < executed.built(STORE).items()

    (name,) = stored
    of_store = {"content": "from the store", "cells": [], "shown": []}
    (executed.root / STORE / name).write_text(json.dumps(of_store))
    executed.edit(NOTEBOOK, '"nbformat_minor": 5 ', '"nbformat_minor": 5')
    executed.run("build")
    assert b"from the store" in executed.built()["notebooks/one/index.html"]
    executed.edit("adamdocs/streams.py", "import", "import")
    executed.write(
        "adamdocs/streams.py", (executed.root / "adamdocs/streams.py").read_text() + "\n"
    )
    executed.run("build")
    assert b"from the store" not in executed.built()["notebooks/one/index.html"]


CODE_CELL = """<div class="jp-Cell jp-CodeCell jp-Notebook-cell">
<div class="jp-Cell jp-CodeCell jp-Notebook-cell" id="cell-id=c1">
<div class="jp-InputPrompt jp-x">In [1]:</div><div class="clipboard-copy-txt">c</div>
<div class="highlight-ipynb hl-python"><pre><span></span>x = 1
</pre></div>
<div class="jp-OutputArea">{}</div>
</div>
</div>"""
OUTPUT = '<div class="jp-Rendered{0} jp-OutputArea-output" data-mime-type="{1}">\n{2}\n</div>'
TEXT = ("Text", "text/plain")


def cell_of(*outputs):
    made = "".join(OUTPUT.format(*kind, content) for kind, content in outputs)
    content, (cell,), _ = as_page(f"<p>before</p>{CODE_CELL.format(made)}<p>after</p>")
    assert content == '<p>before</p><div data-live="0"></div><p>after</p>'
    assert with_cells(content, [cell]) == f"<p>before</p>{cell}<p>after</p>"
    return cell


def test_the_plugin_s_additions_go_and_code_becomes_a_live_cell():
    assert as_page("<style>a</style><!-- b --><script>c</script><p>d</p>") == ("<p>d</p>", [], [])
    code = '<div class="highlight"><pre><code>x = 1</code></pre></div>'
    assert cell_of() == cells.cell_element(code, '<div class="ad-cell-output"></div>')
    loader = "<script data-mkdocs-jupyter-mathjax=1>load()</script>\n"
    assert without_mathjax(f"<body>{loader}</body>") == "<body></body>"


@pytest.mark.parametrize(
    ("outputs", "shown"),
    [
        ([(TEXT, "<pre>a\n</pre>")], '<pre data-kind="text">a\n</pre>'),
        ([(TEXT, "<pre>&lt;a&gt;</pre>")], '<pre data-kind="text">&lt;a&gt;\n</pre>'),
        (
            [(TEXT, "<pre>a\n</pre>"), (TEXT, "<pre>b</pre>")],
            '<pre data-kind="text">a\nb\n</pre>',
        ),
        (
            [(("Text", "application/vnd.jupyter.stderr"), "<pre>a\n</pre>")],
            '<pre data-kind="note">a\n</pre>',
        ),
        (
            [(("HTML", "text/html"), "<figure><div><div></div></div></figure>")],
            "<figure><div><div></div></div></figure>",
        ),
        (
            [(("Image", ""), '<img src="data:image/png;base64,x"/>')],
            '<img src="data:image/png;base64,x"/>',
        ),
    ],
)
def test_what_a_notebook_s_cell_shows_is_kept(outputs, shown):
    assert cell_of(*outputs).endswith(f'<div class="ad-cell-output">{shown}</div></adam-cell>')


def test_a_notebook_to_take_along_needs_nothing_of_the_site(executed):
    whole = nbformat.reads(executed.built()["notebooks/one/one.ipynb"].decode(), 4)
    nbformat.validate(whole)
    words, first, second, third, *_ = whole.cells
    assert words.source == "# One\n\nIt is 3.16, $m_t$."
    assert first.outputs[0].text == "'project'\n"
    assert second.outputs[0].name == "stdout"
    assert third.outputs[0].text == "one line\n"


def test_what_is_taken_along_installs_the_package_and_leads_to_the_site(tmp_path):
    source = tmp_path / "one.ipynb"
    parts = [
        {
            "cell_type": "markdown",
            "source": ["# One\n", "\n", "See [a](../learn/a.md#b), $\\lr\\g$."],
        },
        {"cell_type": "code", "source": ["1 + 1"], "outputs": [], "execution_count": None},
    ]
    source.write_text(json.dumps({"cells": parts, "metadata": {}}))
    page = Page("notebooks/one", "one.ipynb", "", "../", {})
    pieces = [[("text", "2\n"), ("note", "oh\n"), ("markup", "<svg></svg>")]]
    there = "https://a.org/adam/"
    made = take_along.notebook(source, pieces, page, f"{there}notebooks/one/", f"{there}x.whl")
    words, install, code = json.loads(made)["cells"]
    assert "".join(words["source"]).endswith(f"See [a]({there}learn/a/#b), $\\alpha g$.")
    assert install["source"] == [f"%pip install -q {there}x.whl"]
    assert [output["output_type"] for output in code["outputs"]] == [
        *("stream", "stream", "display_data"),
    ]
    without = take_along.notebook(source, pieces, page, there, None)
    assert len(json.loads(without)["cells"]) == 2


def test_a_cell_that_needs_what_browsers_lack_stays_as_it_was():
    made = CODE_CELL.format(OUTPUT.format(*TEXT, "<pre>2\n</pre>"))
    _, (cell,), shown = as_page(made, {"c1": ["skfolio", "pandas"]})
    assert cell.startswith('<div class="ad-still-cell"><div class="highlight"><pre><code>x = 1')
    assert "It needs skfolio and pandas, which browsers do not have." in cell
    assert '<pre data-kind="text">2\n</pre>' in cell
    assert "adam-cell" not in cell
    assert shown == [[("text", "2\n")]]
    _, (other,), _ = as_page(made, {"c2": ["skfolio"]})
    assert other.startswith("<adam-cell>")


def test_a_notebook_says_what_its_cells_need(project):
    project.notebook(("markdown", "# One"), ("code", "1 + 1"), ("code", "2 + 2"))
    whole = json.loads((project.root / NOTEBOOK).read_text())
    whole["cells"][2]["metadata"]["needs"] = ["skfolio"]
    project.write(NOTEBOOK, json.dumps(whole, indent=1))
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    page = project.built()["notebooks/one/index.html"].decode()
    live, _, still = page.partition('<div class="ad-still-cell">')
    assert live.count("<adam-cell>") == 1
    assert "4\n</pre>" in still
    assert "<adam-cell>" not in still


def test_what_is_taken_along_installs_the_extra_that_it_needs(tmp_path):
    source, page = tmp_path / "one.ipynb", Page("notebooks/one", "one.ipynb", "", "../", {})
    title = {"cell_type": "markdown", "source": ["# One"]}
    source.write_text(json.dumps({"cells": [title], "metadata": {"extra": "connections"}}))
    made = take_along.notebook(source, [], page, "https://a.org/", "https://a.org/x.whl")
    _, install = json.loads(made)["cells"]
    said = '%pip install -q "adamdocs[connections] @ https://a.org/x.whl"'
    assert install["source"] == [said]


def test_a_notebook_s_text_is_found_as_it_is_read():
    text = '{"source": [\n "a $\\\\m_t$ and \\"b\\"\\n",\n "c"\n]}'
    assert readable(text).splitlines()[1] == ' a $\\m_t$ and "b" ,'
    assert len(readable(text).splitlines()) == len(text.splitlines())
