"""The matrix of frameworks: what it shows is what the recordings hold."""

import json
import re
import shutil

import numpy as np
import pytest

from adamdocs.explainers.parity import DEFAULTS
from adamdocs.optimizers import RULES
from adamdocs.parity import FOLDER, compare
from adamdocs.parity.recordings import contents, shared
from adamdocs.publishing import parity
from adamdocs.publishing.cheat_sheet import FRAMEWORKS, read
from adamdocs.publishing.parity_formulas import formula
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.tables import ROOT

from .test_pages import PAGES, convert

CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


@pytest.fixture(autouse=True)
def kept(tmp_path_factory, monkeypatch):
    monkeypatch.setattr(parity, "KEPT", tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def found():
    return parity.compared()


@pytest.fixture(scope="module")
def html():
    return convert("{{parity}}\n\n## Rules\n\n{{parity_rules}}", "reference/parity", PAGES)


def plain(cell):
    return re.sub(r"<[^>]+>", "", cell)


def test_the_answer_counts_what_there_is(html, found):
    with np.load(FOLDER / "gradients.npz") as file:
        steps, sequences = file["g"].shape
        kept = len(file["kept"])
    files = list(FOLDER.glob("*/*.npz"))
    settings = 0
    for path in files:
        with np.load(path) as file:
            settings += len(json.loads(str(file["settings"])))
    answer = plain(html.split("</p>")[0])
    assert f"{len(files)} recordings hold {settings:,} settings" in answer
    assert f"over {sequences} sequences of {steps} gradients" in answer
    assert f"{settings * sequences:,} trajectories, of which {kept} steps each were" in answer
    known = json.loads((FOLDER / "versions.json").read_text())
    for name in ("torch", "keras", "optax"):
        assert known[name].partition("+")[0] in answer
    farthest = max(one.found.share for one in found.comparisons.values())
    assert f"farther off than {100 * farthest:.0f}% of that bound" in answer
    assert "Every rule that is recorded of" in answer
    left_out = settings * sequences * kept - sum(o.values for o in found.comparisons.values())
    assert f"{left_out:,} of these are first steps of Optimistic Adam" in answer
    assert left_out == sequences * len(contents("optax", "optimistic_adam")["settings"])


def test_every_rule_and_framework_has_its_cell_and_leads_to_its_detail(html):
    matrix = html.partition("</table>")[0]
    assert matrix.count('<th scope="row">') == len(RULES)
    for name in RULES:
        for framework in FRAMEWORKS:
            assert f'href="#{name}-{framework}"' in matrix
            assert html.count(f'id="{name}-{framework}"') == 1
        assert html.count(f'id="{name}"') == 1


def test_a_cell_says_formula_call_and_differences(html):
    cells = CELL.findall(html.partition("</table>")[0])
    keras = plain(cells[3 * list(RULES).index("adam") + 1])
    one = compare("keras", "adam")
    assert "adam(eps=1e-7, eps_placement=&quot;efficient&quot;)".replace("&quot;", '"') in keras
    assert f"{100 * one.found.share:.0f}%" in keras
    assert f"{one.default.difference:.2g}".replace("-", "−") in keras
    optax = plain(cells[3 * list(RULES).index("adagrad") + 2])
    assert "adagrad(learning_rate, initial=0.1, eps=1e-7," in optax


@pytest.mark.parametrize("name", RULES)
def test_code_beside_a_call_is_the_rule_that_was_recorded_with_it(name, found):
    """What a reader pastes has every hyper-parameter that the recording names."""
    entries = read()
    code = "\n".join(parity._rule(found, name, entries[name]))
    block = re.search(r"```python\n(.*?)```", code, re.DOTALL)[1]
    pairs = re.findall(r"# (\w+): (.*)\n(.*)\n", block)
    called = {title: key for key, title in FRAMEWORKS.items()}
    assert pairs
    for title, call, ours in pairs:
        settings = contents(called[title], name)["settings"]
        (wanted,) = [one["ours"] for one in settings if one["call"] == call][:1]
        names = {}
        exec(block.partition("\n")[0], names)
        assert eval(ours, names).hyper == {**RULES[name]().hyper, **wanted}


def test_every_set_of_options_is_shown(html, found):
    for one in found.comparisons.values():
        for group in one.groups:
            assert f"# {FRAMEWORKS[one.framework]}: {group.call}" in plain(html).replace(
                "&quot;", '"'
            ).replace("&lt;", "<")


@pytest.fixture
def golden(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "golden", ignore=lambda *_: ["recorder"])


def shown(golden, monkeypatch):
    monkeypatch.setattr(parity, "FOLDER", golden)
    compared, checked = parity.compared, parity.checked
    monkeypatch.setattr(parity, "compared", lambda: compared(golden))
    monkeypatch.setattr(parity, "checked", lambda found, entries: checked(found, entries, golden))
    return "\n".join([*parity.page(), *parity.rules()])


def test_a_planted_difference_is_shown(golden, monkeypatch):
    path = golden / "keras" / "nadam.npz"
    with np.load(path) as file:
        arrays = dict(file)
    arrays["step"][2, 9, 4] *= 1 + 1e-6
    np.savez(path, **arrays)
    text = shown(golden, monkeypatch)
    assert "**1 of 37 recordings of" in text
    assert (
        "farther from our rules than rounding can explain: [nadam in Keras](#nadam-keras)" in text
    )
    assert "Every rule that" not in text
    assert text.count('<strong class="ad-differs">differs</strong>') == 2
    call = json.loads(str(arrays["settings"]))[2]["call"]
    assert f"differs</strong> at `{call}`, step 13 of the drifting gradients of scale 1" in text
    assert re.search(r"\[\S+ \$\\lr\$; [\d.e+]+ times\]\(#nadam-keras\)", text)


SPOILED = {
    "missing": (
        lambda golden: (golden / "keras" / "adam.npz").unlink(),
        "keras/adam.npz: is missing, and [adam.keras] of docs/optimizers.toml names a call; record",
    ),
    "not offered": (
        lambda golden: shutil.copy(golden / "keras/lion.npz", golden / "pytorch/lion.npz"),
        "pytorch/lion.npz: is there, but [lion.pytorch] of docs/optimizers.toml says that nothing",
    ),
    "unknown": (
        lambda golden: shutil.copy(golden / "keras/lion.npz", golden / "keras/tiger.npz"),
        "keras/tiger.npz: 'tiger' is no rule of RULES; remove the file, or name it after one of: ",
    ),
    "torn": (
        lambda golden: (golden / "optax" / "adam.npz").write_bytes(b""),
        "optax/adam.npz: cannot be read (EOFError: ",
    ),
    "no gradients": (
        lambda golden: (golden / "gradients.npz").unlink(),
        "gradients.npz: is missing; record it with tests/golden/recorder, whose README tells how",
    ),
}


@pytest.mark.parametrize("kind", SPOILED)
def test_recordings_that_are_missing_or_unknown_are_one_error(golden, monkeypatch, kind):
    spoil, told = SPOILED[kind]
    spoil(golden)
    with pytest.raises(Problem) as raised:
        shown(golden, monkeypatch)
    assert str(raised.value).startswith(f"{golden}/{told}")
    assert "\n" not in str(raised.value)


def test_a_comparison_is_kept_until_a_recording_changes(golden, monkeypatch):
    ran = []
    monkeypatch.setattr(parity, "survey", lambda folder: ran.append(folder) or "found")
    for _ in range(2):
        parity._compared.cache_clear()
        assert parity.compared(golden) == "found"
    assert len(ran) == 1
    (golden / "versions.json").write_text("{}")
    assert parity.compared(golden) == "found"
    assert len(ran) == 2
    parity._compared.cache_clear()


@pytest.mark.parametrize("name", RULES)
def test_options_that_differ_have_formulas_that_differ(name, found):
    """No two first cells of a rule look alike while options, ψ, v₀, or having a decay, differ."""
    seen = {}
    for framework in FRAMEWORKS:
        if (framework, name) in found.comparisons:
            hyper = {**RULES[name]().hyper, **found.comparisons[framework, name].ours}
            chosen = {
                key: value
                for key, value in hyper.items()
                if isinstance(value, bool | str) or key in ("mu_decay", "initial")
            }
            if name == "rmsprop":
                chosen.pop("initial")
            if name == "lion":
                chosen["decays"] = hyper["weight_decay"] > 0
            seen.setdefault(formula(name, hyper), []).append(chosen)
    assert all(one == alike[0] for alike in seen.values() for one in alike)
    assert len(seen) == len({json.dumps(alike[0], sort_keys=True) for alike in seen.values()})


def test_the_claim_is_of_the_recorded_defaults():
    for framework, ours in DEFAULTS.items():
        recorded = contents(framework, "adam")["settings"][0]["ours"]
        assert {**RULES["adam"]().hyper, **ours} == {**RULES["adam"]().hyper, **recorded}


def test_the_cell_repeats_what_was_recorded():
    page = (ROOT / "docs/reference/parity.md").read_text(encoding="utf-8")
    given = dict(re.findall(r"^(g|torch_took|keras_took) = (\S+)$", page, re.MULTILINE))
    (i,) = np.flatnonzero(shared()["g"][0] == float(given["g"]))
    for framework, name in (("pytorch", "torch_took"), ("keras", "keras_took")):
        assert contents(framework, "adam")["step"][0, 0, i] == float(given[name])
