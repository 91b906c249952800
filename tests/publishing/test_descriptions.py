"""What a page says of itself to a search engine when its author says nothing."""

import pytest

from adamdocs.publishing.descriptions import LENGTH, opening

LONG = "Adam keeps two averages of each gradient, and divides one by the root of the other. "


@pytest.mark.parametrize(
    ("content", "described"),
    [
        ("<h1>T</h1><p>Adam is <em>fast</em>.</p><p>More.</p>", "Adam is fast."),
        (
            "<p>Its step is <data value='3.1622'>3.16</data>\ntimes α.</p>",
            "Its step is 3.16 times α.",
        ),
        ("<p>a &amp; b.</p>", "a & b."),
        ("<p></p><p>Second.</p>", "Second."),
        ("<p>Here <math><mi>m</mi></math> grows. It is late.</p>", "It is late."),
        ("<p>Only <math><mi>m</mi></math>.</p><p>Words.</p>", "Words."),
        ("<math><mi>m</mi></math><h1>T</h1>", ""),
        (f"<p>{LONG * 3}</p>", (LONG * 2).strip()),
        (f"<p>{'word, ' * 50}</p>", "word, " * 32 + "word …"),
    ],
)
def test_a_page_opens_with_whole_sentences_without_formulas(content, described):
    assert opening(content) == described
    assert len(opening(content)) <= LENGTH + 2
