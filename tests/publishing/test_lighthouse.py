"""What Lighthouse found becomes a table, and a failure where a score is too low."""

import json
import sys

import pytest

from adamdocs.publishing import lighthouse
from adamdocs.publishing.problems import Problem

# Stands in for Lighthouse: a report with the scores of the page's address, run after run.
TOOL = """
import json, pathlib, sys
asked = dict(one.partition("=")[::2] for one in sys.argv[1:])
place = pathlib.Path(asked["--output-path"])
run = int(place.name[-1])
if "broken" in sys.argv[1]:
    sys.exit("the browser does not start")
audits = {
    name: {"title": name, "displayValue": "1 s", "score": 1}
    for name in %r
}
if "part" in sys.argv[1]:
    audits["speed-index"] = {"title": "speed-index", "score": None, "errorMessage": "no frames"}
audits["image-alt"] = {"title": "Images have words", "score": 0 if "bad" in sys.argv[1] else 1}
scores = {"performance": [0.90, 0.97, 0.99][run - 1], "seo": 1, "best-practices": 1,
          "accessibility": 0.9 if "bad" in sys.argv[1] else 1}
categories = {
    name: {"score": scores[name], "auditRefs": [{"id": "image-alt", "weight": 1}]}
    for name in asked["--only-categories"].split(",")
}
result = {"audits": audits, "categories": categories, "environment": {"benchmarkIndex": 999}}
place.with_name(place.name + ".report.json").write_text(json.dumps(result))
place.with_name(place.name + ".report.html").write_text("report")
"""


@pytest.fixture
def judged(tmp_path, monkeypatch, capsys):
    """`judged(*pages)`: what is printed when these pages of a small site are judged."""
    for name in ("", "learn/bad", "learn/good", "learn/part", "learn/broken"):
        (tmp_path / "site" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name / "index.html").write_text("a page")
    tool = tmp_path / "tool.py"
    tool.write_text(TOOL % (lighthouse.MEASURES,))
    monkeypatch.setattr(lighthouse, "SITE", tmp_path / "site")
    monkeypatch.setattr(lighthouse, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(lighthouse, "TOOL", tool)
    monkeypatch.setattr(lighthouse, "NODE", sys.executable)

    def judge(*pages):
        lighthouse.run(pages)
        return capsys.readouterr().out

    return judge


def test_a_table_has_the_median_of_three_runs(judged, tmp_path):
    told = judged("learn/good")
    for form in ("mobile", "desktop"):
        assert f"learn/good/                     {form:<9}" in told
    assert told.count("97  (90 97 99)") == 2
    assert "benchmark index is 999: busy or slow" in told
    kept = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert [name for name in kept if name.endswith(".html")] == [
        "learn-good-desktop-1.report.html",
        "learn-good-mobile-1.report.html",
    ]
    assert len([name for name in kept if name.endswith(".json")]) == 6
    first = json.loads((tmp_path / "reports" / "learn-good-mobile-1.report.json").read_text())
    later = json.loads((tmp_path / "reports" / "learn-good-mobile-2.report.json").read_text())
    assert (len(first["categories"]), len(later["categories"])) == (4, 1)


def test_a_measure_that_failed_is_told_as_such(judged):
    assert "cumulative-layout-shift 1 s, speed-index failed" in judged("learn/part")


def test_a_score_too_low_is_a_problem_that_names_the_page_and_what_was_found(judged, capsys):
    with pytest.raises(Problem) as problem:
        judged("/learn/bad/", "")
    assert str(problem.value).splitlines()[1:] == [
        "learn/bad/ mobile: accessibility",
        "learn/bad/ desktop: accessibility",
    ]
    told = capsys.readouterr().out
    assert "learn/bad/ mobile: accessibility: Images have words (image-alt)" in told
    assert "(home) mobile: accessibility" not in told


def test_a_page_that_is_not_there_is_named_before_anything_runs(judged, capsys):
    with pytest.raises(Problem, match=r"site/learn/gone/index\.html is missing; name a page"):
        judged("learn/good", "learn/gone")
    assert capsys.readouterr().out == ""


def test_what_lighthouse_says_when_it_fails_is_handed_on(judged):
    with pytest.raises(Problem, match="failed on learn/broken/:\nthe browser does not start"):
        judged("learn/broken")
