"""<adam-guess>: a reader commits to an answer, and what is typed is checked strictly."""

import pytest

from .serving import BELOW, deployed, where
from .test_navigation import leave, reloaded, stay_open

ADAM, CORRECTION = "learn/adam/", "learn/bias-correction/"
JUDGE = """async ([address, text, answer, unit]) => {
  const { judge, read } = await import(address);
  return judge(read(text), answer, unit)[0];
}"""


@pytest.fixture
def page(reader, origin):
    """`page(address)`: a page whose questions can be answered."""

    def go(address):
        page = reader(origin + where(address))
        page.wait_for_selector(".ad-guess-form")
        return page

    return go


def test_a_wrong_and_a_right_choice_open_the_answer_and_are_told_apart(page):
    page = page(ADAM)
    box = page.locator("#prediction-hundred_times")
    assert box.locator("details").get_attribute("open") is None
    box.get_by_role("button", name="They shrink").click()
    assert box.locator("[role=status]").inner_text() == "The run says otherwise."
    assert box.locator("details").get_attribute("open") is not None
    box.get_by_role("button", name="Nothing").press("Enter")
    assert box.locator("[role=status]").inner_text() == "The run agrees."
    assert box.locator("[aria-pressed=true]").all_inner_texts() == ["Nothing"]


def test_choices_are_a_list_for_readers_without_scripts_and_on_paper(page, tab, origin):
    opened = page(ADAM)
    words = opened.locator("#prediction-hundred_times button").all_inner_texts()
    choices = "#prediction-hundred_times .ad-choices"
    assert not opened.locator(choices).is_visible()
    opened.emulate_media(media="print")
    assert opened.locator(f"{choices} li").all_inner_texts() == words
    opened.emulate_media(media="null")
    still = tab(java_script_enabled=False)
    still.goto(origin + where(ADAM))
    assert still.locator(f"{choices} li").all_inner_texts() == words
    assert still.locator(choices).is_visible()


def test_an_exercise_is_checked_and_only_a_right_answer_opens_its_explanation(page):
    page = page(CORRECTION)
    box = page.locator("#exercise-half_memory")
    field = box.get_by_label("Your answer to exercise 1")
    for text, told in (
        ("700", "Not yet: too large."),
        ("69300", "Not yet: mind the percent."),
        ("twelve", "Write a number with a point, such as 3.16 or 1,751."),
        ("693,5", "Write a number with a point, such as 3.16 or 1,751."),
        ("693", "Right."),
    ):
        assert box.locator("details").get_attribute("open") is None
        field.fill(text)
        field.press("Enter")
        assert box.locator("[role=status]").inner_text() == told
    assert box.locator("details").get_attribute("open") is not None


TYPED = [  # text, answer, unit of its last digit, what it is
    ("3.16", 3.1622776, 0.01, "right"),
    ("3.1623", 3.1622776, 0.01, "right"),
    ("3.2", 3.1622776, 0.01, "wrong"),
    ("1,751", 1751, 1, "right"),
    ("1751", 1751, 1, "right"),
    ("1752", 1751, 1, "wrong"),  # a count is exact
    ("692", 692.8, 1, "right"),
    ("0.21", 0.1999, 0.01, "right"),  # shown as 0.20
    ("0.19", 0.1999, 0.01, "right"),
    ("1/3", 1 / 3, 0.001, "right"),
    ("−2 / 3", -2 / 3, 0.001, "right"),
    ("1/0", 1, 1, ""),
    ("2^-9", 0.001953125, 1e-5, "right"),
    ("2 ^ −9", 0.001953125, 1e-5, "right"),
    ("0.00195", 0.001953125, 1e-5, "right"),
    ("2^9", 0.001953125, 1e-5, "wrong"),
    ("-2^2", 4, 1, ""),  # a sign before a power could mean either
    ("0^-1", 1, 1, ""),
    ("2^", 2, 1, ""),
    ("0,333", 333, 1, ""),
    ("−0.5", -0.5, 0.1, "right"),
    ("0.5", -0.5, 0.1, "wrong"),
    ("28 %", 0.2824, 0.01, "right"),
    ("28", 0.2824, 0.01, "wrong"),
    ("1.06 %", 1.06, 0.01, "wrong"),  # points were asked for
    ("3e-8", 3e-8, 1e-9, "right"),
    ("3 × 10^-8", 3e-8, 1e-9, "right"),
    ("56 GB", 56, 1, "right"),
    ("56GB", 56, 1, "right"),
    ("125 steps", 125, 1, "right"),
    ("126 steps", 125, 1, "wrong"),
    ("2.03 bytes a parameter", 2.03125, 0.01, "right"),
    ("−99 units of x", -99, 1, "right"),
    ("28% of the rate", 0.2824, 0.01, "right"),
    ("28 percent", 0.2824, 0.01, "right"),
    ("1/3 of it", 1 / 3, 0.001, "right"),
    ("3e-8 m/s", 3e-8, 1e-9, "right"),
    ("2.83·10⁻⁴", 2.828e-4, 1e-6, "right"),
    ("3.5 × 10^-6 per step", 3.46e-6, 1e-7, "right"),
    ("3 × 100", 3, 1, ""),
    ("3×10^x", 3, 1, ""),
    ("3e", 3, 1, ""),
    ("2 k", 2, 1, ""),
    ("2 thousand", 2, 1, ""),
    ("2 million steps", 2, 1, ""),
    ("2 bytes", 2, 1, "right"),
    ("2 or 3", 2, 1, ""),
    ("2 <b>", 2, 1, ""),
    ("GB", 2, 1, ""),
    ("", 0, 1, ""),
    (".", 0, 1, ""),
    ("1,2", 12, 1, ""),
    ("0x10", 16, 1, ""),
    ("1e9999", 1, 1, ""),
    ("Infinity", 1, 1, ""),
    ("9" * 500, 1, 1, ""),
    ("<img src=x onerror=alert(1)>", 1, 1, ""),
]


def test_what_is_typed_is_read_strictly(page, site, origin):
    [file] = site.folder.glob("javascripts/*/parts/guess.js")
    address = f"{origin}/{file.relative_to(site.folder).as_posix()}"
    opened = page(ADAM)
    for text, answer, unit, kind in TYPED:
        assert opened.evaluate(JUDGE, [address, text, answer, unit]) == kind, text


def test_an_answer_is_remembered_until_the_page_is_loaded_anew(tab, origin, site):
    page = deployed(tab(), site, origin + BELOW)
    page.goto(origin + BELOW + CORRECTION)
    box = page.locator("#exercise-half_memory")
    box.get_by_role("textbox").fill("693")
    box.get_by_role("textbox").press("Enter")
    stay_open(page)
    leave(page, page.locator(".md-nav--primary a", has_text="Home").first.click)
    leave(page, page.locator("article a[href*='learn/bias-correction']").first.click)
    assert not reloaded(page)
    assert box.get_by_role("textbox").input_value() == "693"
    assert box.get_by_role("status").inner_text() == "Right."


def test_without_javascript_question_and_answer_are_there(reader, origin):
    page = reader(origin + where(CORRECTION), scripts=False)
    assert page.locator("#prediction-equal_memories > p").first.is_visible()
    page.locator("#prediction-equal_memories summary").click()
    assert page.locator("#prediction-equal_memories details").inner_text().startswith("Commit")
    assert page.locator(".ad-guess-form").count() == 0
