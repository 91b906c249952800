"""licenses.txt names everything of others that a reader is sent."""

import json
from importlib.metadata import version

import pytest

from adamdocs.publishing import notices
from adamdocs.publishing.problems import Problem

LOCK = json.loads(notices.LOCK.read_text(encoding="utf-8"))["packages"]
NAMED = notices.licenses()
SENT = (
    "pyodide", "dompurify", "@codemirror/view", "@lezer/python", "style-mod",
    "source-serif", "source-sans", "source-code-pro", "@fontsource/stix-two-math",
)  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_a_part_is_named_with_its_version_and_terms(name):
    package = LOCK[f"node_modules/{name}"]
    assert f"\n{name} {package['version']} ({package['license']})\n" in NAMED


def test_numpy_comes_with_its_license():
    (wheel,) = (notices.WEB / "vendor").glob("numpy-*.whl")
    assert f"\nnumpy {wheel.name.split('-')[1]} (BSD-3-Clause)\n" in NAMED
    assert "NumPy Developers" in NAMED


def test_tools_are_not_named():
    for name in ("axe-core", "html-validate", "esbuild", "ws"):
        assert f"\n{name} " not in NAMED


def test_every_license_has_its_text():
    parts = NAMED.split(notices.LINE)[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        assert len(text.strip()) > 500, name


def test_the_theme_comes_with_its_license():
    assert f"\nmkdocs-material {version('mkdocs-material')} (MIT)\n" in NAMED
    assert "Martin Donath" in NAMED


def test_a_package_without_terms_or_their_text_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(notices, "WEB", tmp_path)
    monkeypatch.setattr(notices, "LOCK", tmp_path / "package-lock.json")
    for package, told in (({}, "names no license"), ({"license": "X"}, "without the text of X")):
        lock = {"packages": {"node_modules/some": {"version": "1", **package}}}
        notices.LOCK.write_text(json.dumps(lock))
        with pytest.raises(Problem, match=f"some .*{told}"):
            notices.licenses()
