"""The commands in scripts/: what they do on a fresh machine, and what they say when they cannot.

Each test gets a copy of them in a folder of its own, with a stand-in for uv that only writes down
how it was called. Nothing is fetched.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ["audit", "bench", "build", "serve", "figures", "new-page", "test", "lock", "mutation"]
COMMANDS += ["worker", "claims", "lighthouse", "prove", "zensical"]
TOOLS = "bash env dirname cat cmp cp cut flock grep id mkdir mv nice rm sed sh sleep kill".split()
PYTHON = getattr(sys, "_base_executable", sys.executable)

UV = """#!/bin/sh
case "$1" in pip) echo "$*" >>"{log}" ;; *) exit 1 ;; esac
{then}
"""
# Answers the set-up's questions truly, and else only says what it was asked to run.
ECHO = """#!/bin/sh
case "$*" in *" -c "*) exec "{python}" "$@" ;; esac
echo "ran $*"
case "$*" in *"$BREAK"*) exit 1 ;; esac
"""


class Tree:
    """A checkout with nothing but the commands, and a PATH with nothing but what they need."""

    def __init__(self, folder):
        self.root = folder / "a project"
        self.bin = folder / "bin"
        self.log = folder / "uv.log"
        self.elsewhere = folder / "elsewhere"
        for made in (self.bin, self.elsewhere, folder / "home"):
            made.mkdir()
        for name in ("scripts", ".ci"):
            shutil.copytree(
                ROOT / name,
                self.root / name,
                ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
            )
        for name in ("pyproject.toml", "requirements.lock", ".python-version"):
            shutil.copy(ROOT / name, self.root)
        for tool in TOOLS:
            if path := shutil.which(tool):
                (self.bin / tool).symlink_to(path)
        self.env = {
            "PATH": str(self.bin),
            "HOME": str(folder / "home"),
            "ADAMDOCS_PYTHON": PYTHON,
            "BREAK": "nothing",
        }

    def program(self, name, text):
        path = self.bin / name if "/" not in name else self.root / name
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def uv(self, then=""):
        self.program("uv", UV.format(log=self.log, then=then))

    def start(self, *command, **env):
        command = [str(self.root / command[0]), *command[1:]]
        given = {key: value for key, value in (self.env | env).items() if value is not None}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=self.elsewhere, env=given, **pipes)

    def run(self, *command, **env):
        process = self.start(*command, **env)
        process.out, process.err = process.communicate(timeout=60)
        return process

    def calls(self):
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines

    def set_up(self):
        """Set up as the first call would, with a stand-in for npm."""
        self.uv()
        self.run("scripts/build")
        self.program(".venv/bin/npm", "#!/bin/sh\nmkdir -p node_modules\n")
        self.run("scripts/build")

    def echo(self):
        """Set up, then put stand-ins where Python and the browser were."""
        self.set_up()
        self.program(".venv/bin/python", ECHO.format(python=PYTHON))
        self.program(".venv/bin/lint-imports", ECHO.format(python=PYTHON))
        self.program("chromium", "#!/bin/sh\n")


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_needs_no_set_up(tree, name, flag):
    done = tree.run(f"scripts/{name}", flag)
    assert (done.returncode, done.err) == (0, "")
    assert f"Usage: scripts/{name}" in done.out
    assert "set -" not in done.out
    assert not (tree.root / ".venv").exists()


@pytest.mark.parametrize("arguments", [["--chekc"], ["--upgrade", "numpy"], ["numpy"]])
def test_lock_refuses_unknown_arguments(tree, arguments):
    done = tree.run("scripts/lock", *arguments)
    assert done.returncode == 1
    assert f"unknown arguments: {' '.join(arguments)}. Try scripts/lock --help." in done.err


def test_a_machine_without_python_is_told_what_to_install(tree):
    done = tree.run("scripts/build", ADAMDOCS_PYTHON=None)
    assert done.returncode == 1
    assert done.err == (
        "scripts/build: no Python 3.12 or newer was found. Install one (python3.12, pyenv or uv "
        "can), or set ADAMDOCS_PYTHON to its path.\n"
    )
    assert not (tree.root / ".venv").exists()


def old_python(name="python3"):
    pretend = "import sys; sys.version_info = (3, 11, 7); exec(sys.argv[1])"
    return name, f'#!/bin/sh\nexec "{PYTHON}" -I -c "{pretend}" "$3"\n'


def test_an_old_python_on_path_is_passed_over(tree):
    tree.program(*old_python())
    assert "no Python 3.12 or newer" in tree.run("scripts/build", ADAMDOCS_PYTHON=None).err


@pytest.mark.parametrize("named", ["python3", "no-such-python", "cat"])
def test_a_wrong_adamdocs_python_is_refused(tree, named):
    tree.program(*old_python())
    done = tree.run("scripts/figures", ADAMDOCS_PYTHON=named)
    assert done.returncode == 1
    assert done.err.startswith(f"scripts/figures: ADAMDOCS_PYTHON={named} is not Python 3.12")


def test_set_up_happens_once_and_again_when_the_lock_changes(tree):
    tree.uv()
    first = tree.run("scripts/build")
    sync, install = tree.calls()
    assert sync.startswith("pip sync")
    assert "--require-hashes" in sync
    assert install.startswith("pip install")
    assert "--no-deps" in install
    assert "Ready." in first.err

    second = tree.run("scripts/build")
    assert tree.calls() == []
    assert "Ready." not in second.err

    with (tree.root / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    tree.run("scripts/build")
    assert len(tree.calls()) == 2


@pytest.mark.parametrize("forbidden", ["1", None])
def test_where_no_process_may_write_bytecode_it_is_written_once(tree, forbidden):
    installed = f'cd "{tree.root}"/.venv/lib/python3*/site-packages\n'
    tree.uv(f"{installed} echo 'x = 1' >one.py; echo 'print x' >of_python_2.py")
    done = tree.run("scripts/build", PYTHONDONTWRITEBYTECODE=forbidden)
    written = [path.name.split(".")[0] for path in tree.root.glob(".venv/lib/**/*.pyc")]
    assert "Ready." in done.err
    assert ("one" in written) == bool(forbidden)


def test_arguments_and_failures_are_handed_on_from_another_folder(tree):
    tree.echo()
    done = tree.run("scripts/figures", "adam", "two words", BREAK="two words")
    assert done.returncode == 1
    assert done.out == "ran -m adamdocs.publishing figures adam two words\n"


def test_a_moved_checkout_gets_a_new_environment(tree):
    tree.uv()
    tree.run("scripts/build")
    tree.root = tree.root.rename(tree.root.with_name("moved"))
    assert "making it again" in tree.run("scripts/build").err
    assert str(tree.root) in (tree.root / ".venv/bin/activate").read_text()


def test_an_environment_whose_python_is_gone_is_made_again(tree):
    tree.uv()
    tree.run("scripts/build")
    (tree.root / ".venv/bin/python").unlink()
    assert "making it again" in tree.run("scripts/build").err
    assert (tree.root / ".venv/bin/python").exists()


def test_a_failed_download_says_so_and_is_repeated(tree):
    tree.uv("exit 2")
    done = tree.run("scripts/build")
    assert done.returncode == 1
    assert "requirements.lock could not be installed" in done.err
    assert "Check the network" in done.err
    assert tree.calls()
    tree.uv()
    assert "Ready." in tree.run("scripts/build").err


def test_a_killed_set_up_is_redone_from_clean_packages(tree):
    tree.uv("kill -9 $PPID")
    assert tree.run("scripts/build").returncode == -9
    tree.calls()
    tree.uv()
    assert "Ready." in tree.run("scripts/build").err
    assert "--reinstall" in tree.calls()[0]
    tree.run("scripts/build")
    assert tree.calls() == []


def test_two_set_ups_at_once_install_once(tree):
    if not (tree.bin / "flock").exists():
        return  # without flock the commands promise nothing
    tree.uv("sleep 0.3")
    both = [tree.start("scripts/build") for _ in range(2)]
    errors = sorted(process.communicate(timeout=60)[1] for process in both)
    assert len(tree.calls()) == 2
    assert any("Another setup is under way" in error for error in errors)


def test_without_any_browser_the_browser_tests_say_what_to_do(tree):
    tree.set_up()
    done = tree.run("scripts/test", "tests/browser")
    assert done.returncode == 1
    assert "no Chromium was found or could be installed" in done.err
    assert "set CHROMIUM to its path" in done.err
    assert (tree.root / ".cache/chromium-install.log").exists()


# Debian's, for the superuser: a package is a command of its name, which starts.
DEBIAN = """#!/bin/sh
[ "$1" = update ] && exit
for package; do :; done
[ "$package" = {missing} ] && exit 100
printf '#!/bin/sh\\n' >{bin}/$package
/bin/chmod +x {bin}/$package
"""


@pytest.mark.parametrize(
    ("missing", "installed"),
    [("nothing", "chromium-headless-shell"), ("chromium-headless-shell", "chromium")],
)
def test_debian_installs_a_browser_without_windows_where_there_is_one(tree, missing, installed):
    tree.set_up()
    tree.program(".venv/bin/python", ECHO.format(python=PYTHON) + "exit 1\n")  # no playwright
    tree.program("id", "#!/bin/sh\necho 0\n")
    tree.program("apt-get", DEBIAN.format(missing=missing, bin=tree.bin))
    tree.run("scripts/test", "tests/browser")
    assert (tree.root / ".cache/chromium-path").read_text() == f"{tree.bin}/{installed}\n"


def test_a_wrong_chromium_is_refused(tree):
    tree.set_up()
    done = tree.run("scripts/test", "tests/browser", CHROMIUM="no-such-browser")
    assert done.returncode == 1
    assert "CHROMIUM=no-such-browser is not a browser that starts" in done.err


def test_arguments_go_to_pytest_alone(tree):
    tree.echo()
    done = tree.run("scripts/test", "tests/test_theory.py", "-k", "memory")
    assert done.out == "ran -m pytest tests/test_theory.py -k memory\n"


@pytest.mark.parametrize("command", ["scripts/test", ".ci/run"])
def test_a_full_run_ends_with_the_closing_line_of_pytest(tree, command):
    tree.echo()
    done = tree.run(command)
    assert (done.returncode, done.err) == (0, "")
    ran = [line for line in done.out.splitlines() if line.startswith("ran ")]
    assert [line.split()[-1] for line in ran[:2]] == ["check", "--check"]
    assert ran[-3:] == [
        "ran -m adamdocs.publishing build",
        "ran -m mypy",
        "ran -m pytest -n auto --dist worksteal",
    ]
    assert done.out.endswith("ran -m pytest -n auto --dist worksteal\n")


@pytest.mark.parametrize(
    ("broken", "reported", "tested"),
    [
        ("ruff check", "failed: style.", True),
        ("mypy", "failed: types.", True),
        ("format", "failed: format.", True),
        ("publishing build", "failed: build. The tests read the built site", False),
        ("-m", "failed: style, format, build, types. The tests read the built site", False),
        ("pytest", "failed: tests.", True),
    ],
)
def test_a_failing_stage_fails_the_run(tree, broken, reported, tested):
    tree.echo()
    done = tree.run("scripts/test", BREAK=broken)
    assert done.returncode == 1
    assert reported in done.err
    assert ("ran -m pytest" in done.out) == tested


@pytest.mark.parametrize("path", ["scripts/*", "scripts/lib/*.sh", ".ci/run"])
def test_the_commands_are_valid_and_executable(path):
    texts = {file: file.read_text(encoding="utf-8") for file in ROOT.glob(path) if file.is_file()}
    files = [file for file, text in texts.items() if "bash" in text.splitlines()[0]]
    assert files
    for file in files:
        assert subprocess.run(["bash", "-n", file]).returncode == 0
        assert os.access(file, os.X_OK) == (file.suffix != ".sh")
