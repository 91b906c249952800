r"""LaTeX to MathML at build time, with the symbols of the equations in their colours.

Authors write `\m_t`, `\vhat_t`, `\g_t` and so on; math-core turns the macro into a marker colour,
and the marker becomes a class, so that formula, figure and code share one palette.
"""

import html
import re

from math_core import LatexError, LatexToMathML

# macro: (LaTeX, ink, a colour math-core knows by name and writes as style)
SYMBOLS = {
    "g": ("g", "g", "gray"),
    "m": ("m", "m", "blue"),
    "mhat": (r"\hat{m}", "m", "blue"),
    "v": ("v", "v", "orange"),
    "vhat": (r"\hat{v}", "v", "orange"),
    "u": ("u", "v", "orange"),
    "step": (r"\Delta", "adam", "violet"),
    "lr": (r"\alpha", "ink", "black"),
}
PLAIN = {"eps": r"\epsilon", "th": r"\theta", "sign": r"\operatorname{sign}"}
OURS = PLAIN | {name: tex for name, (tex, _, _) in SYMBOLS.items()}
_ROOT = re.compile(r"<msqrt>((?:(?!<(?:/?msqrt|mfrac|munder|mtable)).)*)</msqrt>", re.DOTALL)
_LETTER = re.compile(r"\\[gmvu](?![A-Za-z])")
_OUR = re.compile(rf"\\({'|'.join(OURS)})(?![A-Za-z])")


def common(tex: str) -> str:
    """LaTeX with the meaning of our macros in their place, for programs that do not know them."""

    def meaning(ours: re.Match[str]) -> str:
        letter_next = _LETTER.match(tex, ours.end())  # `\lr\g` is not `\alphag`
        return OURS[ours[1]] + (" " if letter_next and OURS[ours[1]].startswith("\\") else "")

    return _OUR.sub(meaning, tex)


def _marker(colour: str) -> str:
    """The style math-core writes for a named colour."""
    mathml = LatexToMathML().convert_with_local_state(
        rf"\textcolor{{{colour}}}{{x}}", displaystyle=False
    )
    found = re.search(r'style="color:[^"]+"', mathml)
    assert found, f"math-core writes {colour} in a new way: {mathml}"
    return found[0]


class Mathematics:
    """Converter from LaTeX to MathML Core."""

    def __init__(self) -> None:
        macros = {
            name: rf"\textcolor{{{colour}}}{{{tex}}}" for name, (tex, _, colour) in SYMBOLS.items()
        }
        self._convert = LatexToMathML(macros=macros | PLAIN, fancy_error=False)
        self._classes = {
            _marker(colour): f'class="ad-symbol ad-{ink}"' for _, ink, colour in SYMBOLS.values()
        }

    def mathml(self, tex: str, *, block: bool) -> str:
        """Formula as MathML, its source in common LaTeX kept as alternative text.

        Raises:
            ValueError: the LaTeX is wrong; the message says what and where.
        """
        try:
            mathml = self._convert.convert_with_local_state(tex, displaystyle=block)
        except LatexError as error:
            raise ValueError(_reason(str(error), tex)) from None
        for style, name in self._classes.items():
            mathml = mathml.replace(style, name)
        mathml = mathml.replace(' scriptlevel="0"', "")  # not in MathML Core's mtable
        # An index under a root would make browsers take the next taller radical, hanging far below.
        mathml = _ROOT.sub(r'<msqrt><mpadded depth="0.08em">\1</mpadded></msqrt>', mathml)
        alttext = html.escape(common(" ".join(tex.split())))
        return mathml.replace("<math", f'<math alttext="{alttext}"', 1)


def _reason(error: str, tex: str) -> str:
    """math-core's compact message, its byte offset turned into the text found there."""
    offset, _, message = error.partition(":")
    if not offset.strip().isdigit():
        return error.strip()
    rest = tex.encode()[int(offset) :].decode(errors="replace")
    near = f" near {rest[:20]!r}" if rest else " at its end"
    return message.strip().rstrip(".") + near
