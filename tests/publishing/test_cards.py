"""Pages' pictures: the same bytes every time, light, and drawn once for what they show."""

import io

import pytest
from PIL import Image

from adamdocs.drawing.faces import FILES
from adamdocs.publishing import cards
from adamdocs.publishing.cards import INK, SIZE, Card, build, draw
from adamdocs.publishing.problems import Problem
from adamdocs.publishing.workers import processes

LONG = (
    "Does a memory of every gradient that ever was make descent on a ravine any faster, and when?"
)


@pytest.fixture
def figure(tmp_path):
    """A figure of as many shades as a map of a landscape has."""
    path = tmp_path / "0123.png"
    picture = Image.radial_gradient("L").resize((1120, 1080))
    Image.merge("RGBA", [picture, picture, picture, picture.point(lambda _: 255)]).save(path)
    return path


def opened(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("title", ["What is ε for?", LONG])
def test_words_stay_in_their_column(figure, title):
    picture = opened(draw(Card("learn/x", title, "Adamdocs", figure)))
    assert picture.size == SIZE
    left, right = cards.MARGIN + cards.COLUMN + 1, cards.MARGIN + cards.COLUMN + cards.GAP
    gap = picture.crop((left, cards.BAR + 1, right, SIZE[1]))
    paper = tuple(bytes.fromhex(INK["paper"][1:]))
    assert gap.getcolors() == [(gap.width * gap.height, paper)]


@pytest.mark.parametrize("title", [f"{LONG} {LONG} {LONG}", "Overparameterization-of-everything?"])
def test_words_that_find_no_room_are_refused(figure, title):
    with pytest.raises(Problem, match=r"^learn/x: its heading is too long for the picture"):
        draw(Card("learn/x", title, "Adamdocs", figure))


def test_a_picture_is_light_and_the_same_in_another_process(figure):
    card = Card("learn/x", "What is ε for?", "Adamdocs", figure)
    with processes(1) as executor:
        there = executor.submit(draw, card).result()
    assert there == draw(card)
    assert len(there) < 60_000


def test_pictures_are_drawn_once_and_anew_for_what_they_show(figure, tmp_path, monkeypatch):
    monkeypatch.setattr(cards, "STORE", tmp_path / "cards")
    card = Card("learn/x", "One?", "Adamdocs", None)
    first, files = build([card], "<svg/>")
    assert set(files) == {*first.values(), *cards.ICONS}
    with monkeypatch.context() as no_workers:
        no_workers.setattr(cards.workers, "processes", None)
        assert build([card], "<svg/>")[0] == first
    others = [card._replace(title="Two?"), card._replace(figure=figure), card._replace(site="S")]
    for other in others:
        assert build([other], "<svg/>")[0] != first


def test_the_faces_are_those_of_figures():
    assert all(path.is_file() for path in FILES)
