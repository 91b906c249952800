"""Scripts live below a folder named by what they hold, so that browsers may keep them for good."""

import re

CONFIG = (
    "extra_javascript:\n  - javascripts/plain.js\n  - path: javascripts/main.js\n    type: module\n"
)
HEAD = "{%- for s in config.extra_javascript %}{{ s | script_tag }}{% endfor %}\n</head>"


def scripts(project):
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    page = (project.root / "site" / "learn" / "tiny" / "index.html").read_text()
    tags = re.findall(r'<script src="\.\./\.\./(javascripts/\w+)/(\S+)"( type="module")?>', page)
    [folder] = {folder for folder, _, _ in tags}
    assert [tag[1:] for tag in tags] == [("plain.js", ""), ("main.js", ' type="module"')]
    return project.root / "site" / folder


def test_one_edit_moves_them_all_and_nothing_is_left_behind(project):
    project.edit("mkdocs.yml", "plugins:", f"{CONFIG}plugins:")
    project.edit("theme/main.html", "</head>", HEAD)
    project.write("docs/javascripts/plain.js", "let a;\n")
    project.write("docs/javascripts/main.js", "import './parts/one.js';\n")
    project.write("docs/javascripts/parts/one.js", "export const one = 1;\n")
    before = scripts(project)
    assert (before / "parts" / "one.js").read_text() == "export const one = 1;\n"
    assert scripts(project) == before
    project.write("docs/javascripts/parts/one.js", "export const one = 2;\n")
    after = scripts(project)
    assert after != before
    assert [path.name for path in (project.root / "site" / "javascripts").iterdir()] == [after.name]
    assert sorted(path.name for path in after.rglob("*.js")) == ["main.js", "one.js", "plain.js"]
