"""What the commands in scripts/ take from npm: installed once, and whole."""

import json
import time

import pytest

from tests.test_scripts import ROOT, Tree

WEB = ROOT / "scripts" / "web"
NPM = """#!/bin/sh
echo "$*" >>"{log}"
rm -rf node_modules
mkdir node_modules
{then}
"""


@pytest.fixture
def tree(tmp_path):
    tree = Tree(tmp_path)
    tree.set_up()
    tree.calls()
    (tree.root / "scripts/web/node_modules/.ready").unlink()
    return tree


def npm(tree, then=""):
    tree.program(".venv/bin/npm", NPM.format(log=tree.log, then=then))


def test_packages_are_installed_once_and_again_when_their_lock_changes(tree):
    npm(tree)
    assert "Installing the packages of scripts/web" in tree.run("scripts/build").err
    assert len(tree.calls()) == 1
    assert "scripts/web" not in tree.run("scripts/build").err
    assert tree.calls() == []
    with (tree.root / "scripts/web/package-lock.json").open("a") as lock:
        lock.write("\n")
    tree.run("scripts/build")
    assert len(tree.calls()) == 1


@pytest.mark.parametrize(
    "setting",
    ["--global=false", "--include=dev", "--ignore-scripts", "--dry-run=false", "--before=null"],
)
def test_settings_of_the_reader_that_would_break_it_are_overruled(tree, setting):
    npm(tree)
    tree.run("scripts/build")
    (call,) = tree.calls()
    assert setting in call.split()
    assert call.endswith(" ci")


def test_no_other_node_is_looked_at(tree):
    npm(tree)
    for name in ("node", "npm", "npx"):
        tree.program(name, f'#!/bin/sh\necho "{name}" >>"{tree.log}"\n')
    tree.run("scripts/build")
    assert all(call.endswith(" ci") for call in tree.calls())


def test_a_failed_download_says_so_and_is_repeated(tree):
    npm(tree, "exit 1")
    done = tree.run("scripts/build")
    assert done.returncode == 1
    assert "the packages of scripts/web could not be installed" in done.err
    assert "Check the network" in done.err
    npm(tree)
    assert "Ready." in tree.run("scripts/build").err


def test_a_killed_installation_is_redone(tree):
    npm(tree, "sleep 1")
    process = tree.start("scripts/build")
    while not tree.log.exists() and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert not (tree.root / "scripts/web/node_modules/.ready").exists()
    npm(tree)
    tree.calls()
    assert "Ready." in tree.run("scripts/build").err
    assert len(tree.calls()) == 1


def test_lighthouse_is_installed_once_and_by_its_own_command_alone(tree):
    npm(tree, "pwd >where")
    tree.program("chromium", "#!/bin/sh\n")
    tree.run("scripts/build")
    assert len(tree.calls()) == 1
    folder = tree.root / "scripts/web/lighthouse"
    assert not (folder / "node_modules").exists()
    said = tree.run("scripts/lighthouse").err
    assert "Installing the packages of scripts/web/lighthouse, which" in said
    assert (folder / "where").read_text().strip() == str(folder)
    assert len(tree.calls()) == 1
    assert "Installing" not in tree.run("scripts/lighthouse").err
    assert "Installing" not in tree.run("scripts/build").err


def test_zensical_is_installed_once_as_pinned_and_apart(tree):
    assert "Installing Zensical" in tree.run("scripts/zensical").err
    (sync,) = (call for call in tree.calls() if "zensical.txt" in call)
    assert "--require-hashes" in sync
    assert ".cache/zensical/environment/bin/python" in sync
    (beside,) = (tree.root / ".cache/zensical/environment").rglob("adamdocs.pth")
    ours, packages = beside.read_text().splitlines()
    assert ours == str(tree.root)
    assert packages.startswith(str(tree.root / ".venv"))
    assert "Installing Zensical" not in tree.run("scripts/zensical").err
    assert "unknown argument: --fast" in tree.run("scripts/zensical", "--fast").err


@pytest.mark.parametrize("folder", [WEB, WEB / "lighthouse"], ids=["the site", "Lighthouse"])
def test_the_lock_names_exact_versions_and_no_addresses(folder):
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    locked = json.loads(text)["packages"]
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    for name, version in (asked["dependencies"] | asked.get("devDependencies", {})).items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in package for path, package in locked.items() if path)
