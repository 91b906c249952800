"""The faces' style sheet: where they are, what stands in for them, the variables that name them."""

from collections.abc import Iterable, Iterator

from adamdocs.publishing.fonts.characters import HELP
from adamdocs.publishing.fonts.faces import STACKS, SYMBOLS, Face
from adamdocs.publishing.fonts.subsets import Metrics


def part_rules(face: Face, covered: str, file: str) -> Iterator[str]:
    """Rules for a part of a face, and for the signs that it lends to faces which lack them."""
    source = f'url("../fonts/{file}") format("woff2")'
    yield _rule(face.family, face.slope, str(face.weight), source, covered)
    signs = set(covered) & set(HELP.get(face.name, ""))
    if signs:
        yield _rule(SYMBOLS, "normal", "400 600", source, signs)


def stand_in_rules(face: Face, metrics: Metrics) -> Iterator[str]:
    """Rules for readers' own faces, as wide as ours and standing on its lines."""
    for stand_in in face.stand_ins:
        scale = metrics.width / stand_in.width
        yield _rule(
            stand_in.family,
            face.slope,
            str(face.weight),
            ", ".join(f'local("{name}")' for name in stand_in.names),
            size_adjust=scale,
            ascent_override=metrics.ascent / scale,
            descent_override=metrics.descent / scale,
            line_gap_override=metrics.line_gap / scale,
        )


def variables() -> str:
    """The stacks as custom properties, ours and the theme's, and the face of formulas."""
    lines = []
    for name, stack in STACKS.items():
        families = (f'"{family}"' if " " in family else family for family in stack)
        lines.append(f"--ad-{name}-font: {', '.join(families)}")
    lines += ["--md-text-font: var(--ad-text-font)", "--md-code-font: var(--ad-code-font)"]
    return _block(":root", lines) + _block("math", ["font-family: var(--ad-math-font)"])


def _rule(
    family: str,
    slope: str,
    weight: str,
    source: str,
    covered: Iterable[str] = "",
    **adjustments: float,
) -> str:
    lines = [f'font-family: "{family}"', f"font-style: {slope}", f"font-weight: {weight}"]
    lines += [f"src: {source}"]
    if covered:
        lines += ["font-display: swap", f"unicode-range: {ranges(covered)}"]
    lines += [f"{name.replace('_', '-')}: {share:.2%}" for name, share in adjustments.items()]
    return _block("@font-face", lines)


def ranges(characters: Iterable[str]) -> str:
    """Characters as `unicode-range` lists them."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _block(selector: str, declarations: Iterable[str]) -> str:
    body = "".join(f"  {declaration};\n" for declaration in declarations)
    return f"{selector} {{\n{body}}}\n\n"
