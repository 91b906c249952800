"""Every character of every page is in the face that it is set in, or in one that helps out."""

import unicodedata
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from adamdocs.publishing import fonts
from adamdocs.publishing.fonts.characters import HELP
from adamdocs.publishing.fonts.faces import FACES

from .built import BODY_LINE

UNSEEN = ("head", "noscript", "script", "style", "template", "title")
CODE = ("code", "kbd", "pre", "samp")
BOLD = ("b", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "summary", "th")
ITALIC = ("cite", "em", "i")
UNDRAWN = ("Cc", "Cf", "Zl", "Zp")  # line ends, joiners, the silent operators of formulas
LATIN_ITALIC, GREEK_ITALIC = 0x1D44E - ord("a"), 0x1D6FC - ord("α")


@cache
def covered():
    """Characters of each face, its parts together, and of the help that texts get."""
    found = {face.name: set() for face in FACES}
    for _, path in fonts.build():
        if path.suffix == ".woff2":
            found[path.name.partition(".")[0]] |= set(map(chr, TTFont(path).getBestCmap()))
    found["help"] = {one for name, signs in HELP.items() for one in signs if one in found[name]}
    return found


def within(element, *tags):
    return element.tag in tags or element.inside(*tags)


def faces_of(element):
    """Faces that the style sheets may set an element in."""
    if within(element, "math"):
        return ("math-400",)
    if within(element, *CODE):
        return ("code-400",)
    if within(element, "svg"):
        return ("ui-400", "ui-600")
    if within(element, *BOLD):
        return ("text-600", "ui-600")
    if within(element, *ITALIC):
        return ("text-400-italic", "ui-400")
    return ("text-400", "ui-400")


def drawn(element, text):
    """Characters that a browser draws: it makes the lone letter of a formula's `<mi>` italic."""
    letter = text.strip()
    if element.tag == "mi" and element.get("mathvariant") != "normal" and len(letter) == 1:
        if "a" <= letter <= "z" and letter != "h":
            text += chr(ord(letter) + LATIN_ITALIC)
        if "α" <= letter <= "ω":
            text += chr(ord(letter) + GREEK_ITALIC)
    return {one for one in text if unicodedata.category(one) not in UNDRAWN}


def strangers(site, page):
    """Characters that the site has no face for where they stand."""
    found = []
    for element in page.elements:
        text = "".join(child for child in element.children if isinstance(child, str))
        if not text.strip() or within(element, *UNSEEN):
            continue
        for face in faces_of(element):
            known = covered()[face] | (set() if face == "math-400" else covered()["help"])
            found += [
                page.at(element, f"U+{ord(one):04X} {one} is not in {face}")
                for one in sorted(drawn(element, text) - known)
            ]
    return found


def test_every_character_is_in_the_face_it_is_set_in(site):
    assert site.findings(strangers) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>m̂ₜ / √v̂ₜ, β₁ᵗ · 10⁻⁸ → ½ ≈ Łukasz Grönwall’s ∇f ∈ ℝ ✗</p>",
        "<h2>ε ≤ θₜ₋₁</h2><em>naïve</em><script>'鱼'</script>",
        "<pre><code>├── 10⁻⁸ ⌊t⌋</code></pre>",
        "<math><mi>ϵ</mi><mi>m</mi><mo>√</mo><mi>ℒ</mi><mi mathvariant='normal'>Δ</mi></math>",
        "<figure><svg><text>m̂ₜ, −1 × 10⁻³</text></svg></figure>",
    ],
)
def test_what_the_site_writes_is_in_its_faces(small, body):
    assert small(body).findings(strangers) == []


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("<p>鱼</p>", "U+9C7C 鱼 is not in text-400"),
        ("<h3>鱼</h3>", "U+9C7C 鱼 is not in text-600"),
        ("<p><em>鱼</em></p>", "U+9C7C 鱼 is not in text-400-italic"),
        ("<code>鱼</code>", "U+9C7C 鱼 is not in code-400"),
        ("<svg><text>鱼</text></svg>", "U+9C7C 鱼 is not in ui-400"),
        ("<math><mi>ж</mi></math>", "U+0436 ж is not in math-400"),
    ],
)
def test_a_character_without_a_face_is_found(small, body, finding):
    assert f"index.html:{BODY_LINE}: {finding}" in small(body).findings(strangers)
