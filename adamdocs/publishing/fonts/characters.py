"""Which characters the site's faces hold, in two parts each: what most pages need, and more.

A browser loads the second part only for a page that has one of its characters.
"""


def _between(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


ASCII = _between(" ", "~")
_SPACES = "\u00a0\u2009\u202f"  # no-break, thin, narrow no-break
_PUNCTUATION = "–—‘’“”…·•¶‑"  # lists are marked by •
_GREEK = "αβεηθκλμπρσφψΔΣ"
_SIGNS = "×±−≤≥≈≠∞√→←½¼°′%"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁱᵏᵗⁿ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₋ₜₙ"
_HATS = "\u0302\u0304"  # m̂, v̂; an average
_NAMES = "áäèéíóöü"  # of people whom pages cite, and of their titles

TEXT = ASCII + _SPACES + _PUNCTUATION + _GREEK + _SIGNS + _RAISED + _LOWERED + _HATS + _NAMES
TEXT_MORE = (
    "".join(c for c in _between("¡", "ÿ") if c not in TEXT + "\u00ad")
    + _between("Ā", "ž")
    + "ȘșȚț†″‐‒‚„‡‰‹›⁄€™№"
    + "ΓΘΛΞΠΦΨΩγδζνωξτχιος∂∑∏∆Ω⅓⅔¾⅛←↑↓↔⇒↦√∫◊✓✗▲▼■●○"
    + "⁺⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵘᵛʷˣʸᶻᴷᴹᴺᴾᵀ₊₍₎ᵢⱼₖₘ\u0300\u0301\u0303\u0307\u0308"
)
CODE_MORE = TEXT_MORE + "─│┌┐└┘├┤┬┴┼█░▒▓"

# Signs that some text faces lack, and the face that helps out with them.
HELP = {
    "math-400": "∇∈∉∝∼≃≡≪≫∘⊙⊗⊕∅∪∩⊂⊆∧∨¬∀∃⟨⟩⌈⌉⌊⌋‖ℝℕℤϵϕ⁺↩⇔⇒↔↦",
    "ui-400": "ᴷᴹᴺᴾᵀ✓✗●○",
}

_ITALIC = (
    _between("𝐴", "𝑔") + "ℎ" + _between("𝑖", "𝑧") + _between("𝛼", "𝜛")  # as <mi> shows letters
)
_STRETCHING = "()[]{}|‖√⟨⟩⌈⌉⌊⌋/\u0305\u0332"  # a browser stretches signs of the first part only
_ACCENTS = "^~¯˙ˆ˜‾\u0302\u0303\u0304\u0307"
_OPERATORS = "−×÷⋅·±∑∫∂∇∞≤≥≈≠∼≡∈→←⁺…′∣\u2061\u2062\u2063\u200b"

# A browser fetches the part that holds a letter as it stands, before it makes it italic.
_UPRIGHT = _GREEK + "γδζνωξτχϕϵ"

MATHS = ASCII + _SPACES + _UPRIGHT + _ITALIC + _STRETCHING + _ACCENTS + _OPERATORS + "ℝ"
MATHS_MORE = (
    HELP["math-400"]
    + "∗∏⋯⏞⏟"
    + _between("Α", "Ρ")
    + _between("Σ", "Ω")
    + _between("α", "ω")
    + _between("𝐀", "𝐳")  # bold
    + _between("𝑨", "𝒛")  # bold italic
    + _between("𝛂", "𝛚")
    + _between("𝜶", "𝝎")
    + _between("𝛢", "𝛺")  # capital Greek, italic
    + _between("𝒜", "𝒵")  # script
    + "ℬℰℱℋℐℒℳℛℯℊℴℓ"
    + _between("𝔸", "𝕐")  # double-struck
    + "ℂℍℕℙℚℤ𝟙"
    + "∓∬∮∪∩⊂⊃⊆⊇∉∋∅∀∃¬∧∨⊕⊗⊤⊥∥∘⋆⋮⋱⟵⟶⟹⟺↑↓↔⇔↦≔≜≃≅≍≲≳†‡″‴°\u0305\u0308\u20d7"
)
