"""Every update rule on one page: what the package tells of it, and `docs/optimizers.toml`.

    {{optimizers}}

Arguments, defaults and bytes of state are asked of the rules themselves.
"""

from collections.abc import Iterator, Mapping
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from adamdocs.optimizers import MATRIX_RULES, RULES, Rule
from adamdocs.publishing.pages import PAGE
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.symbols import led
from adamdocs.publishing.tables import ROOT, refuse, table

FILE = "docs/optimizers.toml"
FRAMEWORKS = {"pytorch": "PyTorch", "keras": "Keras", "optax": "Optax"}
PACKAGES = {"torch": "PyTorch", "keras": "Keras", "optax": "Optax"}
NEEDED, ALLOWED = ("title", "lines", "cite"), ("page", "by")
UNEXPLAINED = "reference/rules#optimizers-{}"
UNRECORDED = "Read in its source; its steps are not among those recorded."


SIDE = 1024  # rows and columns of the matrix that the states of MATRIX_RULES are weighed for


def read(root: Path = ROOT, rules: Mapping[str, Any] = RULES) -> dict[str, Any]:
    """What is written of each rule, in the order of `RULES`; under `versions` those it holds for.

    Raises:
        Problem: a rule has no entry, an entry no rule; or an entry lacks something.
    """
    whole = dict(table(FILE, root))
    versions = whole.pop("versions", {})
    whole.pop("matrices", None)
    refuse(FILE, "[versions]", versions, PACKAGES, root=root)
    for name in rules:
        if name not in whole:
            parts = ", ".join(f"[{name}.{framework}]" for framework in FRAMEWORKS)
            raise Problem(
                f"{FILE}: no entry for the rule {name!r}; add [{name}] with "
                f"{', '.join(NEEDED)}, and {parts} with call or none"
            )
    for name, entry in whole.items():
        if name not in rules:
            raise Problem(f"{FILE}: [{name}] is no rule of RULES; there are: {', '.join(rules)}")
        refuse(FILE, f"[{name}]", entry, (*NEEDED, *FRAMEWORKS), ALLOWED, root)
        for framework in FRAMEWORKS:
            one, place = entry[framework], f"[{name}.{framework}]"
            allowed = () if "none" in one else ("defaults", "differs", "adds", "unrecorded")
            refuse(FILE, place, one, ("none",) if "none" in one else ("call",), allowed, root)
    return {"versions": versions} | {name: whole[name] for name in rules}


def read_matrices(root: Path = ROOT) -> dict[str, Any]:
    """What is written of each rule that looks at a matrix, in the order of `MATRIX_RULES`.

    Raises:
        Problem: a rule has no entry, an entry no rule; or an entry lacks something.
    """
    whole = table(FILE, root).get("matrices", {})
    refuse(FILE, "[matrices]", whole, MATRIX_RULES, root=root)
    for name, entry in whole.items():
        needed = ("title", "cite", "page", *FRAMEWORKS)
        refuse(FILE, f"[matrices.{name}]", entry, needed, root=root)
    return {name: whole[name] for name in MATRIX_RULES}


def state_bytes(rule: Rule, dtype: Any = np.float32) -> int:
    """Bytes of state that a parameter costs, measured on a state for a thousand of them."""
    theta = np.zeros(1000, dtype)
    state = rule.init(theta)
    held = [np.asarray(getattr(state, field)) for field in rule.memory]
    return sum(array.astype(dtype).nbytes for array in held) // theta.size


def matrix_bytes(rule: Rule) -> float:
    """Bytes of state that a parameter of a square matrix in float32 costs."""
    state = rule.init(np.zeros((SIDE, SIDE), np.float32))
    return float(sum(getattr(state, field).nbytes for field in rule.memory) / SIDE**2)


def page() -> Iterator[str]:
    """Markdown of the page of all rules."""
    whole, matrices = read(), read_matrices()
    yield from ("", '<table class="ad-rules">')
    yield _row("th", "rule", "bytes of state", "what is kept")
    for name, make in RULES.items():
        yield _summary(name, whole[name], make(), str(state_bytes(make())))
    for name, make in MATRIX_RULES.items():
        yield _summary(name, matrices[name], make(), _weight(make()))
    versions = ", ".join(f"{one} {whole['versions'][key]}" for key, one in PACKAGES.items())
    yield from ("</table>", "", f"Checked against {versions}; [how](#where-this-comes-from).")
    for name, make in RULES.items():
        yield from _rule(name, make(), whole[name])
    yield from ("", "## Rules that look at a matrix { #matrices }", "")
    yield f"Their bytes are those of a matrix of {SIDE:,} rows and as many columns; they"
    yield "depend on its shape. Equations and code are on the page that explains them. Steps were"
    yield "recorded of Optax's Adafactor and Muon; the other names are read in each framework's"
    yield "source or documentation."
    for name, make in MATRIX_RULES.items():
        yield from _matrix_rule(name, make(), matrices[name])


def _summary(name: str, entry: Mapping[str, Any], rule: Rule, weight: str) -> str:
    kept = ", ".join(f"<code>{field}</code>" for field in rule.memory) or "nothing"
    return _row("td", f'<a href="#{name}">{entry["title"]}</a>', weight, kept)


def _weight(rule: Rule) -> str:
    weight = matrix_bytes(rule)
    return f"{weight:.2g}" if weight < 1 else f"{weight:.4g}"


def _row(tag: str, *cells: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _rule(name: str, rule: Rule, entry: Mapping[str, Any]) -> Iterator[str]:
    words = "Explained on" if "page" in entry else "Code on"
    explained = led(PAGE.get(), entry.get("page", UNEXPLAINED.format(name)), words)
    lines = [line.replace(" = ", " &= ", 1) + r" \\" for line in entry["lines"]]
    cost = state_bytes(rule)
    yield from ("", f"## {entry['title']} {{ #{name} }}", "", "$$", r"\begin{aligned}")
    yield from lines
    yield from (r"\end{aligned}", "$$", "")
    held = "no state" if not cost else f"{cost} bytes of state for each parameter"
    *first, last = (f"{{{{cite {key}}}}}" for key in entry["cite"])
    sources = f"{', '.join(first)} and {last}" if first else last
    yield f"{held[0].upper()}{held[1:]}. {explained}; {entry.get('by', 'introduced by')} {sources}."
    yield from _calls(_ours(name, rule), {key: _theirs(entry[key]) for key in FRAMEWORKS})


def _matrix_rule(name: str, rule: Rule, entry: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"### {entry['title']} {{ #{name} }}", "")
    sources = " and ".join(f"{{{{cite {key}}}}}" for key in entry["cite"])
    explained = led(PAGE.get(), entry["page"], "Explained on")
    cost = f"{_weight(rule)} bytes of state for each parameter"
    yield f"{cost}. {explained}; introduced by {sources}."
    yield from _calls(_ours(name, rule), {key: f"{entry[key]}." for key in FRAMEWORKS})


def _calls(ours: str, theirs: Mapping[str, str]) -> Iterator[str]:
    yield from ("", '<div class="ad-calls" markdown="1">', "")
    yield from ("adamdocs", f":   {ours}", "")
    for framework, called in FRAMEWORKS.items():
        yield from (called, f":   {theirs[framework]}", "")
    yield "</div>"


def _ours(name: str, rule: Rule) -> str:
    numbers = {key: value for key, value in rule.hyper.items() if _is_number(value)}
    options = [key for key in rule.hyper if key not in numbers]
    said = (
        f"`{name}({', '.join(f'{key}={number_in_code(value)}' for key, value in numbers.items())})`"
    )
    return said + (f"; options {', '.join(f'`{key}`' for key in options)}" if options else "")


def _theirs(one: Mapping[str, Any]) -> str:
    if "none" in one:
        return f"{one['none']}."
    said = f"`{one['call']}`"
    if one.get("defaults"):
        values = [f"`{key}={_value(value)}`" for key, value in one["defaults"].items()]
        said += f"; by default {', '.join(values)}"
    for key in ("differs", "adds"):
        said += f". *{key.title()}:* {one[key]}" if key in one else ""
    return f"{said}. {UNRECORDED}" if one.get("unrecorded") else f"{said}."


def cited() -> set[str]:
    """Keys of the sources that the page names."""
    entries = [*read().values(), *read_matrices().values()]
    return {key for entry in entries for key in entry.get("cite", ())}


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _value(value: Any) -> str:
    return (
        f"({', '.join(map(number_in_code, value))})"
        if isinstance(value, list)
        else number_in_code(value)
    )


def number_in_code(value: float) -> str:
    """A number as code: `1e-3` for 0.001 and less, `0.9` as it is."""
    if 0 < value < 0.01:
        digits, _, power = f"{value:.10e}".partition("e")
        return f"{float(digits):g}e{int(power)}"
    return f"{value:g}"
