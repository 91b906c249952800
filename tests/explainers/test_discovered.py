"""Everything every page computes: adding a figure, number, claim or exercise edits no test."""

import re

import pytest

from adamdocs.drawing.rendering import render
from adamdocs.explainers import discover
from adamdocs.publishing import artefacts

PAGES = {slug: page for slug, (_, page) in discover().items()}
TOKEN = re.compile(r"\{\{\s*([\w/:-]+)\s*\}\}")


def each(kind):
    return [
        pytest.param(page, item, id=f"{slug}:{name}")
        for slug, page in PAGES.items()
        for name, item in getattr(page, kind).items()
    ]


@pytest.fixture(scope="session")
def made():
    """What the build made of every page; what it has not made yet is made now."""
    return artefacts.refresh()["pages"]


CAME = {"numbers": "text", "claims": "finding", "predictions": "right", "audits": "key"}


@pytest.mark.parametrize("kind", CAME)
def test_everything_came_out_as_it_is_written(made, kind):
    """Making it ends in an error otherwise: see the tests of `pieces` and `audits`."""
    for slug, page in PAGES.items():
        assert list(made[slug][kind]) == list(getattr(page, kind))
        assert all(item[CAME[kind]] for item in made[slug][kind].values())


def test_whatever_is_measured_says_what_it_is():
    for page in PAGES.values():
        measured = [number.measure for number in page.numbers.values()]
        assert all(one.__doc__ for one in [*measured, *(a.run for a in page.audits.values())])


@pytest.mark.parametrize(("page", "claim"), each("claims"))
def test_claims_show_evidence_that_exists(page, claim):
    shown = {"figure": page.figures, "exercise": page.exercises, "claim": page.claims}
    shown["audit"] = page.audits
    for token in claim.evidence:
        kind, _, name = token.partition(" ")
        assert name in shown.get(kind, [name])


@pytest.mark.parametrize("slug", [slug for slug, page in PAGES.items() if page.figures])
def test_a_figure_drawn_again_has_the_bytes_of_the_build(made, slug):
    """The first of each page; `scripts/prove` makes everything again, which takes minutes."""
    page = PAGES[slug]
    figure = next(iter(page.figures.values()))
    key = made[page.slug]["figures"][figure.name]["key"]
    drawn = render(figure.name, figure.draw)
    drawings = {"inline.svg": drawn.inline, "svg": drawn.svg, "dark.svg": drawn.dark}
    contents = {form: text.encode() for form, text in (drawings | {"csv": drawn.csv}).items()}
    for form, content in (contents | {"png": drawn.png}).items():
        assert (artefacts.STORE / f"{key}.{form}").read_bytes() == content


SHADE = re.compile(r"\b(?:black|white)\b(?! noise)", re.IGNORECASE)


@pytest.mark.parametrize(("page", "figure"), each("figures"))
def test_figures_say_what_to_see_and_what_to_conclude(page, figure):
    assert figure.caption.endswith(".")
    assert figure.alt.endswith(".")
    for what, text in (("caption", figure.caption), ("alt text", figure.alt)):
        assert len(text) > 60, f"say more in the {what} of {figure.name}: more than 60 letters"
        assert not SHADE.search(text), f"{what} of {figure.name}: in the dark black is white"


@pytest.mark.parametrize(("page", "exercise"), each("exercises"))
def test_exercises_end_in_their_computed_answer(page, exercise):
    assert exercise.name in TOKEN.findall(exercise.solution)
    assert exercise.question.endswith("?")


def texts():
    for slug, page in PAGES.items():
        for figure in page.figures.values():
            yield slug, f"{figure.caption} {figure.alt}"
        for claim in page.claims.values():
            yield slug, f"{claim.holds} {claim.otherwise} {claim.heard}"
        for exercise in page.exercises.values():
            yield slug, f"{exercise.question} {exercise.solution}"


def test_every_token_in_a_caption_claim_or_exercise_names_a_number():
    for slug, text in texts():
        for token in TOKEN.findall(text):
            where, _, name = token.rpartition(":")
            assert name in PAGES[where or slug].numbers, token


def test_pinned_numbers_say_why():
    pinned = [n for page in PAGES.values() for n in page.numbers.values() if n.pinned is not None]
    assert all(number.reason for number in pinned)
