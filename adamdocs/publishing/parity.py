"""Our rules against PyTorch, Keras and Optax: a matrix, and each comparison with its code.

    {{parity}}          an answer in one paragraph, and the matrix
    {{parity_rules}}    every rule: code that is equal, differences, and what is not compared

Everything is counted in the recordings, or measured on them, when the site is built; names and
reasons are those of `docs/optimizers.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from adamdocs.optimizers import RULES
from adamdocs.parity import FOLDER, Comparison, Found, Survey, survey
from adamdocs.parity.recordings import FIRST_STEP_IS_HALF, MEND, fingerprint, shown
from adamdocs.publishing import keys
from adamdocs.publishing.cheat_sheet import FILE, FRAMEWORKS, PACKAGES, number_in_code, read
from adamdocs.publishing.folders import sweep
from adamdocs.publishing.pages import PAGE
from adamdocs.publishing.parity_formulas import formula
from adamdocs.publishing.problems import Problem, one_line
from adamdocs.publishing.shelves import shelf

HEADS = ("framework", "settings", "first setting", "farthest", "our step there", "of the bound")
KEPT = keys.PACKAGE.parent / ".cache" / "parity"


def compared(folder: Path = FOLDER) -> Survey:
    """All comparisons, kept until a recording or the code that compares changes.

    Raises:
        Problem: a recording is missing, unknown, or cannot be read.
    """
    try:
        return _compared(folder, fingerprint(folder))
    except ValueError as error:
        raise Problem(one_line(error)) from None


@lru_cache(maxsize=2)
def _compared(folder: Path, key: str) -> Survey:
    here = PAGE.get(None)
    sources = (here and here.snapshot) or keys.Snapshot()
    fetch = shelf(sources, "adamdocs.parity.comparing", "survey", KEPT)
    found: Survey = fetch((key,), lambda: survey(folder))
    sweep(KEPT.glob("*.pickle"))
    return found


def checked(found: Survey, entries: Mapping[str, Any], folder: Path = FOLDER) -> None:
    """See to it that what a framework has is recorded, and that it has what is recorded.

    Raises:
        Problem: naming the recording and the mend.
    """
    for name in RULES:
        for framework in FRAMEWORKS:
            entry, place = entries[name][framework], f"[{name}.{framework}] of {FILE}"
            path = shown(folder / framework / f"{name}.npz")
            is_due = "call" in entry and not entry.get("unrecorded")
            if is_due and (framework, name) not in found.comparisons:
                raise Problem(
                    f"{path}: is missing, and {place} names a call; {MEND}, or write "
                    "unrecorded = true there"
                )
            if not is_due and (framework, name) in found.comparisons:
                raise Problem(
                    f"{path}: is there, but {place} says that nothing is recorded; give its call "
                    "there, or remove the file"
                )


def page() -> Iterator[str]:
    """Markdown of the answer and the matrix."""
    entries, found = _ready()
    yield from ("", _answer(found), "")
    rows = []
    for name in RULES:
        cells = [_cell(found, key, name, entries[name][key]) for key in FRAMEWORKS]
        rows.append((f"[{entries[name]['title']}](#{name})", *cells))
    label = "Our rules against three frameworks"
    yield from _table(label, "ad-parity", ("rule", *FRAMEWORKS.values()), rows)


def _table(
    label: str, kind: str, heads: Iterable[str], rows: Iterable[Iterable[str]]
) -> Iterator[str]:
    """A table that scrolls in a box of its own; its first column names the rows."""
    yield f'<section class="{kind}" aria-label="{label}" markdown="1">'
    yield '<table class="ad-rules" markdown="1">'
    said = "".join(f'<th scope="col" markdown="1">{head}</th>' for head in heads)
    yield f'<thead markdown="1"><tr markdown="1">{said}</tr></thead>'
    yield '<tbody markdown="1">'
    for first, *others in rows:
        yield '<tr markdown="1">'
        yield f'<th scope="row" markdown="1">{first}</th>'
        yield from (f'<td markdown="1">{cell}</td>' for cell in others)
        yield "</tr>"
    yield from ("</tbody>", "</table>", "</section>", "")


def rules() -> Iterator[str]:
    """Markdown of every rule, and of what is not compared."""
    entries, found = _ready()
    for name in RULES:
        yield from _rule(found, name, entries[name])
    yield from _not_compared(entries)


def _ready() -> tuple[dict[str, Any], Survey]:
    entries, found = read(), compared()
    checked(found, entries)
    return entries, found


def _answer(found: Survey) -> str:
    """The page's answer, with everything counted."""
    named = [f"{one} {found.versions[key]}" for key, one in PACKAGES.items()]
    all_of_them = found.comparisons.values()
    count = sum(one.found.settings for one in all_of_them)
    farthest = max(one.found.share for one in all_of_them)
    apart = [one for one in all_of_them if not one.agrees]
    frameworks = f"{', '.join(named[:-1])} and {named[-1]}"
    opening = (
        f"**Every rule that is recorded of {frameworks} takes the same steps here, once its "
        "options are set as below.** [Some are not recorded](#what-is-not-compared)."
    )
    if apart:
        places = ", ".join(f"[{_pair(one)}](#{one.rule}-{one.framework})" for one in apart)
        opening = (
            f"**{len(apart)} of {len(found.comparisons)} recordings of {frameworks} are farther "
            f"from our rules than rounding can explain: {places}.**"
        )
    exact = sum(one.exact for one in all_of_them)
    left_out = count * found.sequences * found.kept - sum(one.values for one in all_of_them)
    return (
        f"{opening} The same means *open loop*: both are fed the same gradients, the parameter is "
        "set anew before each step, and the two steps differ by no more than a "
        "[bound on the rounding](#what-the-same-means) of two correct programs. "
        f"{len(found.comparisons)} recordings hold {count:,} settings of hyper-parameters, each "
        f"run over {found.sequences} sequences of {found.steps} gradients: "
        f"{count * found.sequences:,} trajectories, of which {found.kept} steps each were kept. "
        f"{left_out:,} of these are first steps of Optimistic Adam, which are "
        "[left out](#optimistic_adam). "
        f"None of the other {sum(one.values for one in all_of_them):,} numbers is farther off than "
        f"{_part(farthest)} of that bound; {exact} recordings are ours to the last bit."
    )


def _pair(one: Comparison) -> str:
    return f"{one.rule} in {FRAMEWORKS[one.framework]}"


def _cell(found: Survey, framework: str, name: str, entry: Mapping[str, Any]) -> str:
    """One cell: the formula of the first call, ours that equals it, how far apart they are."""
    to = f"#{name}-{framework}"
    if "none" in entry:
        return f'<a class="ad-none" href="{to}">none of its own</a>'
    if (framework, name) not in found.comparisons:
        return f'<a class="ad-none" href="{to}">not recorded</a>'
    one = found.comparisons[framework, name]
    free_rate = "learning_rate" in entry["call"] and "learning_rate" not in entry.get(
        "defaults", {}
    )
    ours = {key: value for key, value in one.ours.items() if key != "lr" or not free_rate}
    said = _breaking(
        ours_in_code(name, ours, "learning_rate" if free_rate else ""), after=r'=(?=")|\('
    )
    if one.exact:
        far = f"[identical bits]({to})"
    else:
        far = f"[{_size(one.default.difference)} $\\lr$; {_part(one.found.share)}]({to})"
    mark = "" if one.agrees else '<strong class="ad-differs">differs</strong>'
    return f"{mark}<span>{formula(name, one.ours)}</span> {said} <small>{far}</small>"


def _rule(found: Survey, name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """A rule: code that is equal, a table of differences, what frameworks do otherwise."""
    yield from ("", f"### {entry['title']} {{ #{name} data-search-exclude=rules }}", "")
    yield "```python"
    yield from (f"from adamdocs.optimizers import {name}", "")
    there = [key for key in FRAMEWORKS if (key, name) in found.comparisons]
    for framework in there:
        for group in _groups(found.comparisons[framework, name]):
            yield f"# {FRAMEWORKS[framework]}: {group.call}"
            yield ours_in_code(name, group.ours)
    yield from ("```", "")
    rows = [row for key in there for row in _differences(found.comparisons[key, name])]
    label = f"Differences of {entry['title']}"
    yield from _table(label, "ad-parity ad-differences", HEADS, rows)
    yield from ('<div class="ad-parity-notes" markdown="1">', "")
    yield from (f"- {line}" for line in _notes(name, entry, there))
    yield from ("", "</div>", "")


def _notes(name: str, entry: Mapping[str, Any], there: list[str]) -> Iterator[str]:
    """What frameworks do otherwise, or why nothing of theirs is compared."""
    for framework, called in FRAMEWORKS.items():
        one = entry[framework]
        told = [f"{one[key]}." for key in ("differs", "adds", "none") if key in one]
        said = [line if line.startswith(called) else f"{called}: {line}" for line in told]
        if one.get("unrecorded"):
            said.insert(0, f"{called}: `{one['call']}`, of which nothing is recorded.")
        if framework not in there:
            said[0] = f'<span id="{name}-{framework}"></span>{said[0]}'
        if (framework, name) == FIRST_STEP_IS_HALF:
            said.append("That first step is left out of the comparison.")
        yield from said


def _groups(one: Comparison) -> Iterator[Any]:
    """The defaults first, then one setting for every other set of options."""
    yield one
    yield from one.groups[1:]


def _differences(one: Comparison) -> Iterator[tuple[str, ...]]:
    """Rows of a rule's table: a framework, and its settings with other options than its own."""
    called = f'<span id="{one.rule}-{one.framework}">{FRAMEWORKS[one.framework]}</span>'
    mark = ""
    if not one.agrees:
        call, t, pattern, scale = one.found.where
        place = f"`{call}`, step {t} of the {pattern} gradients of scale {scale:g}"
        mark = f' <strong class="ad-differs">differs</strong> at {place}'
    yield called + mark, *_sizes(one.found, _size(one.default.difference))
    for group in one.groups[1:]:
        options = {key: v for key, v in group.ours.items() if isinstance(v, bool | str)}
        said = ", ".join(f"{key}={_code(value)}" for key, value in options.items())
        yield f"with {_breaking(said, after='[_=]')}", *_sizes(group.found, "")


def _sizes(found: Found, default: str) -> tuple[str, ...]:
    exact = found.difference == 0
    far = ("0", "") if exact else (_size(found.difference), _size(found.step))
    return str(found.settings), default, *far, "0" if exact else _part(found.share)


def _breaking(code: str, after: str) -> str:
    """Code that may break behind what a pattern finds."""
    return f"<code>{re.sub(f'({after})', r'\1<wbr>', code)}</code>"


def _not_compared(entries: Mapping[str, Any]) -> Iterator[str]:
    """What frameworks lack, and what they have that was not recorded."""
    yield from ("", "## What is not compared", "")
    for framework, called in FRAMEWORKS.items():
        lacks = [name for name in RULES if "none" in entries[name][framework]]
        if lacks:
            links = ", ".join(f"[{entries[name]['title']}](#{name}-{framework})" for name in lacks)
            yield f"- {called} lacks {links}, for the reasons given there."
        for name in RULES:
            one = entries[name][framework]
            if one.get("unrecorded"):
                yield f"- {called} offers `{one['call']}`, of which nothing is recorded."


def ours_in_code(name: str, ours: Mapping[str, Any], first: str = "") -> str:
    """A call of our rule: the arguments that are not its defaults."""
    usual = RULES[name]().hyper
    said = [f"{key}={_code(value)}" for key, value in ours.items() if value != usual[key]]
    return f"{name}({', '.join([first, *said] if first else said)})"


def _code(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value)
    return 'float("inf")' if value == float("inf") else number_in_code(value)


def _size(value: float) -> str:
    return re.sub(r"e([+-])0*", lambda e: "e−" if e[1] == "-" else "e", f"{value:.2g}")


def _part(share: float) -> str:
    """A share as a percentage, as a multiple where it is more than all."""
    if share == float("inf"):
        return "infinitely many times"
    return f"{100 * share:.0f}%" if share <= 1 else f"{share:.3g} times"
