"""Predictions, exercises and widgets on a page, and what an author can get wrong about them."""

import html
import json
import re

from .test_bad_input import PAGE, TINY
from .test_pages import NUMBER, PAGES, convert

NEXT = "\n@page.claim"
PREDICTION = '''

@page.prediction(
    question="Up or down?",
    choices=("Up", "Down"),
    right="Up",
    solution="It is {{first_step}}.",
)
def direction():
    """Where the first step goes."""
    return "Up" if first(0.999)[0] > 1 else "Down"
'''
WIDGET = '''

@page.widget("adam-stream", figure="steps")
def pushed():
    """Settings."""
    return {"b2": 0.999}
'''


def shown(monkeypatch, text, **entries):
    page = PAGES["learn/one"] | {
        f"{kind}s": {name: entry} for name, (kind, entry) in entries.items()
    }
    monkeypatch.setitem(PAGES, "learn/one", page)
    return convert(text)


def test_a_prediction_asks_before_it_tells_and_folds_its_answer_away(monkeypatch):
    entry = {
        "question": "Is $x$ above {{size}}?",
        "choices": ["Yes", 'No "never"'],
        "right": "Yes",
        "solution": "By *far*.",
    }
    page = shown(monkeypatch, "{{prediction above}}", above=("prediction", entry))
    assert page.startswith('<adam-guess id="prediction-above" right="Yes">')
    question, answer = page.split("<details")
    listed = re.findall(r"<li>(.*?)</li>", question.partition('<ul class="ad-choices">')[2])
    assert [html.unescape(choice) for choice in listed] == entry["choices"]
    assert '3.16</data>?<a class="headerlink"' in question
    assert "Yes." not in question
    assert "<strong>Yes.</strong> By <em>far</em>." in answer


def test_exercises_are_counted_and_carry_what_their_answer_must_be(monkeypatch):
    entries = {
        name: ("exercise", {"question": "How large?", "solution": "{{size}}"})
        for name in ("size", "again")
    }
    page = PAGES["learn/one"] | {"exercises": {name: entry for name, (_, entry) in entries.items()}}
    page["numbers"] = {name: NUMBER | {"unit": 0.01} for name in entries}
    monkeypatch.setitem(PAGES, "learn/one", page)
    made = convert("{{exercise size}}\n\n{{exercise again}}")
    assert made.count('answer="3.1622776601683795"') == 2
    assert made.count('unit="0.01"') == 2
    assert "<strong>Exercise 2.</strong>" in made
    assert "<summary>Answer to exercise 1</summary>" in made


def test_a_widget_carries_its_settings_and_holds_the_figure_that_stands_in_for_it(monkeypatch):
    entry = {"element": "adam-stream", "figure": "shape", "settings": '{"b1": 0.9, "to": "<&"}'}
    page = shown(monkeypatch, "{{widget push}}", push=("widget", entry))
    opening = (
        r'<div class="ad-widget" id="figure-shape">\s*<adam-stream id="widget-push" number="1" '
    )
    settings = re.match(rf'{opening}settings="([^"]*)">', page)[1]
    assert json.loads(html.unescape(settings)) == {"b1": 0.9, "to": "<&"}
    assert '<figure class="ad-figure">' in page
    assert "<svg" in page
    before, after = page.split("</adam-stream>")
    assert "shape.svg" not in before
    assert "shape.svg" in after  # what a script shows in the figure's place has no downloads


def test_what_a_page_asks_and_lets_push_is_built(project):
    project.edit(TINY, NEXT, f"{PREDICTION}{WIDGET}\n{NEXT}")
    project.edit(PAGE, "{{figure steps}}", "{{prediction direction}}\n\n{{widget pushed}}")
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    page = (project.root / "site" / "learn" / "tiny" / "index.html").read_text()
    assert 'id="prediction-direction"' in page
    assert 'settings="{&quot;b2&quot;: 0.999}"' in page


def test_a_prediction_that_the_run_does_not_bear_out_is_told(project, refused):
    project.edit(TINY, NEXT, PREDICTION.replace('right="Up"', 'right="Down"') + NEXT)
    refused(
        r"adamdocs/explainers/tiny\.py:\d+: direction calls 'Down' right, but its run gives 'Up'; "
        "mend the choice or the run, whichever is wrong"
    )


def test_a_widget_without_a_figure_or_settings_that_are_no_json_is_told(project, refused):
    project.edit(TINY, NEXT, WIDGET.replace('"steps"', '"stepz"') + NEXT)
    refused(
        r"adamdocs/explainers/tiny\.py:\d+: pushed stands for the figure 'stepz', which learn/tiny "
        "does not have; mend the name, or draw it"
    )
    project.edit(TINY, '"stepz"', '"steps"')
    project.edit(TINY, '{"b2": 0.999}', '{"b2": float("nan")}')
    refused(r"adamdocs/explainers/tiny\.py:\d+: .*not JSON compliant.*")


AUDIT = {
    "heard": "A tutorial on $\\m$",
    "settings": "from `5`",
    "prints": "Converged *at* step 817",
    "says": "",
    "command": "run(lr=*args)",
    "agrees": False,
    "holds": "It takes {{size}}.",
    "text": "step 10\nθ = 4.04",
    "differences": ["−807"],
    "tried": ["Rate alone: none."],
}


def test_an_audit_shows_both_outputs_to_the_letter_and_folds_the_search(monkeypatch):
    page = shown(monkeypatch, "{{audit stop}}", stop=("audit", AUDIT))
    card, more = page.split("<details")
    assert '<div class="ad-audit ad-audit-no" id="audit-stop">' in card
    assert "Does not come out</strong>" in card
    assert "Audit 1. A tutorial on <math" in card
    printed, *lines = re.findall('<samp class="ad-output">(.*?)</samp>', card)
    assert (printed, lines) == ("Converged *at* step 817", ["step 10", "θ = 4.04"])
    assert "<dd>−807</dd>" in card
    assert "It takes <data" in card
    assert "Settings and command, and the search</summary>" in more
    assert '<code class="ad-output">run(lr=*args)</code>' in more
    assert "<li>Rate alone: none.</li>" in more


def test_an_outcome_in_words_is_quoted_and_needs_no_search(monkeypatch):
    words = {"prints": "", "says": "it is slow", "agrees": True, "tried": [], "differences": []}
    page = shown(monkeypatch, "{{audit stop}}", stop=("audit", AUDIT | words))
    assert '<div class="ad-audit ad-audit-yes"' in page
    assert "<dt>It says</dt>\n<dd>“it is slow”</dd>" in page
    assert "Settings and command</summary>" in page
    assert "Difference" not in page
    assert "Would print it" not in page


def test_an_outcome_may_hang_on_a_condition(monkeypatch):
    words = {"prints": "", "says": "it is slow", "agrees": "depends", "tried": []}
    page = shown(monkeypatch, "{{audit stop}}", stop=("audit", AUDIT | words))
    assert '<div class="ad-audit ad-audit-depends"' in page
    assert "It depends</strong>" in page
