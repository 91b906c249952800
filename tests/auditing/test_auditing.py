"""Audits name the defect of a wrong Adam, and find none in a right one."""

import math
import subprocess
import sys
from textwrap import dedent, indent

import numpy as np
import pytest

from adamdocs import auditing as package
from adamdocs.auditing import CHANGES, BadScript, Settings, judge
from adamdocs.auditing.__main__ import main
from adamdocs.auditing.formulas import ADAM
from adamdocs.auditing.scripts import read
from adamdocs.auditing.verdicts import STEPS, probes
from adamdocs.optimizers import adam, amsgrad
from adamdocs.runs import feed

BODY = """\
m = beta1 * m + (1 - beta1) * g
v = beta2 * v + (1 - beta2) * g**2
m_hat = m / (1 - beta1**t)
v_hat = v / (1 - beta2**t)
theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
"""
SETTINGS = "lr=0.01, beta1=0.9, beta2=0.999, eps=1e-8"
STEP = f"""\
import numpy as np

def update(theta, g, m, v, t, {SETTINGS}):
{{body}}
    return theta, m, v
"""
LOOP = f"""\
import numpy as np

def minimize(grad_fn, theta_init, {SETTINGS}, max_iters=1000):
    theta, m, v = theta_init, 0.0, 0.0
    for t in range(1, max_iters + 1):
        g = grad_fn(theta)
{{body}}
    return theta
"""
STATE = f"""\
import numpy as np

def update(theta, g, state, {SETTINGS}):
    t, m, v = state or (0, 0.0, 0.0)
    t += 1
{{body}}
    return theta, (t, m, v)
"""
DEPTHS = {STEP: 4, LOOP: 8, STATE: 4}

# What is written in a program, what is written there instead, and what the audit calls it.
DEFECTS = {
    "ε inside the root": ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat + eps)"),
    "no ε": ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat)"),
    "no root": ("np.sqrt(v_hat)", "v_hat"),
    "no correction of m": ("m / (1 - beta1**t)", "m"),
    "no correction of v": ("v / (1 - beta2**t)", "v"),
    "no correction": ("lr * m_hat / (np.sqrt(v_hat)", "lr * m / (np.sqrt(v)"),
    "t frozen at 1": ("lr * m_hat / (np.sqrt(v_hat)", "lr * m / 0.1 / (np.sqrt(v / 0.001)"),
    "t one too large": ("**t)", "**(t + 1))"),
    "t one too small": ("**t)", "**(t - 1))"),
    "β times t": ("**t)", " * t)"),
    "corrections multiplied": (" / (1 - beta", " * (1 - beta"),
    "m and v dropped": ("m = beta1 * m", "m = v = 0.0\nm = beta1 * m"),
    "β₁ on the new gradient": ("beta1 * m + (1 - beta1) * g", "(1 - beta1) * m + beta1 * g"),
    "β₂ on the new square": ("beta2 * v + (1 - beta2) * g", "(1 - beta2) * v + beta2 * g"),
    "m without 1 − β₁": ("(1 - beta1) * g", "g"),
    "v without 1 − β₂": ("(1 - beta2) * g", "g"),
    "v never forgets": ("beta2 * v + (1 - beta2) * g**2", "v + g**2"),
    "v without the square": ("g**2", "g"),
    "v of sizes": ("g**2", "abs(g)"),
    "v is of m": ("g**2", "m**2"),
    "v is a variance": ("g**2", "(g - m) ** 2"),
    "g in place of m̂": ("lr * m_hat", "lr * g"),
    "look-ahead": (
        "lr * m_hat",
        "lr * (beta1 * m_hat + (1 - beta1) * g / (1 - beta1**t))",
    ),
    "the wrong sign": ("theta - lr", "theta + lr"),
    "the rate over √t": ("lr * m_hat", "lr / np.sqrt(t) * m_hat"),
    "the rate over t": ("lr * m_hat", "lr / t * m_hat"),
}
KEEPING = {  # defects that need a memory of their own, in the form with a loop
    "the largest v̂ so far": (
        "theta = theta",
        "top = v_hat = max(locals().get('top', 0.0), v_hat)\ntheta = theta",
    ),
    "the largest v so far": (
        "v_hat = v /",
        "top = max(locals().get('top', 0.0), v)\nv_hat = top /",
    ),
    "steps of the moments before": (
        "theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)",
        (
            "old = locals().get('new', (0.0, 0.0))\nnew = (m_hat, v_hat)\n"
            "theta = theta - lr * old[0] / (np.sqrt(old[1]) + eps)"
        ),
    ),
}


def program(form, old="", new=""):
    """A program of this form, with one line of Adam changed."""
    assert old in BODY
    body = BODY.replace(old, new) if old else BODY
    return form.format(body=indent(body, " " * DEPTHS[form]))


@pytest.fixture
def audit(tmp_path):
    def run(text, name=None, **given):
        file = tmp_path / "tutorial.py"
        file.write_text(dedent(text))
        return judge(read(file, name, **given))

    return run


@pytest.mark.parametrize("form", [STEP, LOOP, STATE], ids=["step", "loop", "state"])
def test_nothing_is_found_in_a_right_adam(audit, form):
    verdict = audit(program(form))
    assert verdict.right
    assert verdict.parting is None
    assert verdict.difference < 1e-11
    assert "tutorial.py:3" in str(verdict)


@pytest.mark.parametrize("form", [STEP, LOOP, STATE], ids=["step", "loop", "state"])
@pytest.mark.parametrize("name", DEFECTS)
def test_a_seeded_defect_is_named(audit, form, name):
    verdict = audit(program(form, *DEFECTS[name]))
    assert [change.name for change in verdict.changes] == [name]
    assert not verdict.right
    assert name in str(verdict)


@pytest.mark.parametrize("name", KEEPING)
def test_a_defect_that_remembers_is_named(audit, name):
    verdict = audit(program(LOOP, *KEEPING[name]))
    assert [change.name for change in verdict.changes] == [name]


@pytest.mark.parametrize("form", [STEP, LOOP, STATE], ids=["step", "loop", "state"])
def test_swapped_betas_are_named(audit, form):
    text = program(form)
    head, body = text[: text.index("m = ")], text[text.index("m = ") :]
    swapped = body.replace("beta1", "other").replace("beta2", "beta1").replace("other", "beta2")
    verdict = audit(head + swapped)
    assert [change.name for change in verdict.changes] == ["β₁ and β₂ swapped"]


def test_every_known_change_was_seeded():
    accepted = {change.name for change in CHANGES if change.accepted}
    assert {change.name for change in CHANGES} == {
        *(*DEFECTS, *KEEPING, *accepted),
        "β₁ and β₂ swapped",
    }


def test_the_efficient_form_is_adam_too(audit):
    verdict = audit(
        """
        from math import sqrt
        def update(theta, g, m, v, t, alpha=0.001, b1=0.9, b2=0.999, epsilon=1e-7):
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g * g
            rate = alpha * sqrt(1 - b2**t) / (1 - b1**t)
            return theta - rate * m / (sqrt(v) + epsilon), m, v
        """
    )
    assert verdict.right
    assert [change.name for change in verdict.changes] == ["ε̂ of the efficient form"]
    assert verdict.parting.symbol == "theta"


@pytest.mark.parametrize(
    ("defects", "step", "symbol"),
    [
        (("no correction of v", "ε inside the root"), 1, "v_hat"),
        (("no root", "m without 1 − β₁"), 1, "m"),
        (("no correction of m", "v never forgets"), 1, "v"),
    ],
)
def test_two_defects_are_both_named(audit, defects, step, symbol):
    body = BODY
    for name in defects:
        old, new = DEFECTS[name]
        body = body.replace(old, new)
    verdict = audit(STEP.format(body=indent(body, "    ")))
    assert {change.name for change in verdict.changes} == set(defects)
    assert (verdict.parting.step, verdict.parting.symbol) == (step, symbol)


def test_where_two_part_is_told_with_both_values(audit):
    verdict = audit(program(STEP, *DEFECTS["t frozen at 1"]))
    assert (verdict.parting.step, verdict.parting.symbol) == (2, "theta")
    verdict = audit(program(STEP, "1 - beta1**t", "1 - beta1"))
    assert (verdict.parting.step, verdict.parting.symbol) == (2, "m_hat")
    g = probes()[0].gradients
    assert verdict.parting.theirs == pytest.approx((0.09 * g[0] + 0.1 * g[1]) / 0.1)
    assert verdict.parting.ours == pytest.approx((0.09 * g[0] + 0.1 * g[1]) / 0.19)


def test_what_is_not_known_is_said_to_be_unknown(audit):
    verdict = audit(program(STEP, "lr * m_hat", "lr * 0.7 * m_hat"))
    assert verdict.changes == ()
    assert not verdict.right
    assert "none of" in str(verdict)


def test_settings_are_the_programs_own_or_those_given(audit):
    strange = program(STEP).replace("beta2=0.999", "beta2=0.95")
    assert audit(strange).script.settings == Settings(lr=0.01, b2=0.95)
    assert audit(strange).right
    assert audit(strange, lr=0.5, eps=0.01).script.settings == Settings(0.5, 0.9, 0.95, 0.01)


@pytest.mark.parametrize("probe", probes(), ids=lambda probe: probe.name)
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ((), adam()),
        (("the largest v̂ so far",), amsgrad(maximum_of="v_hat")),
        (("the largest v so far",), amsgrad(maximum_of="v")),
        (("ε inside the root",), adam(eps_placement="inside")),
        (("ε̂ of the efficient form",), adam(eps_placement="efficient")),
        (("no correction",), adam(correct_m=False, correct_v=False)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and value else "",
)
def test_formulas_are_the_packages(changes, rule, probe):
    formula = ADAM
    for change in CHANGES:
        if change.name in changes:
            formula = change.of(formula)
    ours = [now.theta for now in formula.run(probe.gradients, probe.start, Settings())]
    run = feed(rule, np.array(probe.gradients)[:, None], np.array([probe.start]))
    assert ours == pytest.approx([*run.theta[:, 0]], rel=1e-12)
    assert len(ours) == STEPS


BAD = {
    "nothing": ("x = 1", "no function that can be audited. It takes one of"),
    "an error": (
        "def update(theta, g):\n    pass\n1 / 0",
        "fails when it is run: ZeroDivisionError",
    ),
    "an exit": ("raise SystemExit(3)", "fails when it is run: SystemExit: 3"),
    "a mistake": ("def a(theta, g, m, v, t): return w", "(a) fails: NameError: name 'w'"),
    "two": (
        "def a(theta, g, m, v, t): pass\ndef b(theta, g, m, v, t): pass",
        "has several: name one of a, b with --function",
    ),
    "an odd argument": ("def a(theta, g, q): pass", "no function that can be audited"),
    "a wrong return": (
        "def a(theta, g, m, v, t): return {'theta': theta}",
        "returned {'theta': 1.0}; it must return theta or theta, m, v",
    ),
    "a short loop": (
        "def a(grad_fn, theta_init):\n    grad_fn(theta_init)\n    return theta_init",
        f"after 1 of {STEPS + 1} gradients; call its number of steps max_iters",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_program_that_cannot_be_audited_is_told_in_a_sentence(audit, case):
    text, message = BAD[case]
    with pytest.raises(BadScript, match="tutorial.py") as problem:
        audit(text)
    assert message in str(problem.value)


def test_a_function_that_is_not_there_is_told(audit):
    with pytest.raises(BadScript, match=r"has no function adm; it has update"):
        audit(program(STEP), "adm")


def test_a_function_can_be_audited_where_it_stands():
    def update(theta, g, m, v, t, lr=0.1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        return theta - lr * m / (np.sqrt(v) + 1e-8), m, v

    assert [change.name for change in package.audit(update).changes] == ["no correction"]
    with pytest.raises(BadScript, match=r"<lambda> cannot be audited. It takes one of"):
        package.audit(lambda a, b: a)


def test_one_of_several_can_be_named(audit):
    assert audit(program(STEP) + program(LOOP), "minimize").right


def test_a_program_prints_nothing_into_the_verdict_and_may_import_its_neighbor(tmp_path, capsys):
    (tmp_path / "beside.py").write_text("from math import sqrt\n")
    file = tmp_path / "tutorial.py"
    file.write_text("import beside\nprint('loud')\n" + program(STEP))
    assert main([str(file)]) == 0
    assert "loud" not in capsys.readouterr().out


@pytest.mark.parametrize(("name", "code"), [("no root", 1), (None, 0)])
def test_the_command_ends_with_what_it_found(tmp_path, name, code, capsys):
    file = tmp_path / "tutorial.py"
    file.write_text(program(LOOP, *DEFECTS.get(name, ())))
    assert main([str(file), "--lr", "0.5"]) == code
    assert "lr = 0.5" in capsys.readouterr().out


def test_the_command_tells_what_is_wrong_with_its_file(tmp_path, capsys):
    assert main([str(tmp_path / "gone.py")]) == 2
    assert "gone.py" in capsys.readouterr().err
    assert capsys.readouterr().out == ""


def test_a_rate_that_is_no_rate_is_told(tmp_path, capsys):
    file = tmp_path / "tutorial.py"
    file.write_text(program(STEP))
    assert main([str(file), "--b1", "1.5"]) == 2
    assert "b1 must be in [0, 1)" in capsys.readouterr().err


def test_it_runs_as_a_module(tmp_path):
    file = tmp_path / "tutorial.py"
    file.write_text(program(STEP, *DEFECTS["v of sizes"]))
    command = [sys.executable, "-m", "adamdocs.auditing", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "v of sizes" in done.stdout


def test_a_program_whose_theta_is_no_number_is_told(audit):
    verdict = audit(program(STEP, "lr * m_hat", "lr * float('nan') * m_hat"))
    assert math.isnan(verdict.difference)
    assert not verdict.right
