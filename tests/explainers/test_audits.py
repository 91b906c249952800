"""Audits: what they hold a run to, what they say of a search, and how they come out."""

from dataclasses import FrozenInstanceError

import pytest

from adamdocs.explainers import Explainer, Outcome, Tried, WrongAudit
from adamdocs.explainers.audits import differences, sentences

WORDS = {
    "heard": "A tutorial",
    "settings": "$\\lr = 0.1$",
    "prints": "step 817: 0.10",
    "command": "run()",
    "comes_out": "step 10: 4.25",
    "agrees": False,
    "holds": "It is not.",
}


def audit(text="step 10: 4.25", agrees=None, **words):
    page = Explainer("learn/test")

    def program():
        return Outcome(text, agrees)

    words = {key: word for key, word in (WORDS | words).items() if word is not None}
    assert page.audit(**words)(program) is program
    return page.audits["program"]


def test_an_audit_runs_compares_and_searches():
    search = audit(search=lambda: [Tried("Rate alone", 0.001, 1, 50)]).compare()
    assert search == {
        "text": "step 10: 4.25",
        "differences": ["−807", "+4.15"],
        "tried": ["No value found: Rate alone (50 values from 0.001 to 1)."],
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("step 11: 4.25", {}),  # comes out otherwise than it is written
        ("step 10: 4.25", {"agrees": True}),
        ("step 817: 0.10", {"comes_out": "step 817: 0.10"}),  # agrees after all
    ],
)
def test_a_run_that_is_not_as_the_audit_has_it_names_file_line_and_both(text, words):
    with pytest.raises(
        WrongAudit, match=r"test_audits\.py:\d+: program printed 'step .*mend the run or"
    ):
        audit(text, **words).compare()


def test_of_an_outcome_in_words_the_run_says_whether_it_agrees():
    told = {"prints": None, "says": "It is slower"}
    assert audit(agrees=False, **told).compare()["differences"] == []
    with pytest.raises(WrongAudit):
        audit(agrees=True, **told).compare()
    with pytest.raises(WrongAudit, match="on a condition"):
        audit(agrees="depends", **told).compare()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"prints": None}, " needs one of prints= and says="),
        ({"says": "x"}, " needs one of prints= and says="),
        ({"says": "x", "search": list}, " needs one of prints= and says="),
        ({"heard": None, "color": "red"}, ": missing or unknown: color, heard"),
        ({"heard": None}, ": missing or unknown: heard"),
    ],
)
def test_what_is_missing_unknown_or_too_much_is_refused(words, told):
    with pytest.raises(ValueError, match=rf"test_audits\.py:\d+: program{told}$"):
        audit(**words)


def test_an_audit_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        audit().agrees = True


def test_an_audit_has_a_name_of_its_own():
    page = Explainer("learn/test")

    @page.number(form="g", expect=lambda: 1.0)
    def program():
        return 1.0

    with pytest.raises(ValueError, match="two things called 'program'"):
        page.audit(**WORDS)(program)


@pytest.mark.parametrize(
    ("printed", "text", "expected"),
    [
        ("a=1.5 b=−2", "a=1.25 b=2", ["−0.25", "+4"]),
        ("w=1.9953 ok", "w=1.9953 ok", []),
        ("Epoch 50: 0.000042", "Epoch 50: 30.797351", ["+30.797309"]),
        ("step 8", "nothing", []),
        ("a=1", "b=2", []),  # of another shape: no number belongs to another
    ],
)
def test_differences_are_exact_and_only_of_outputs_of_one_shape(printed, text, expected):
    assert differences(printed, text) == expected


def test_a_search_is_told_with_its_grid():
    hits = ((0.03101, 0.03104),)
    assert sentences(
        [
            Tried("Rate alone", 1e-4, 1e4, 40_001, hits),
            Tried("Start alone", 0.01, 100, 4001, ((0.1758, 0.1758),)),
            Tried("ε alone", 1e-12, 10, 1001),
            Tried("β₁ alone", 0, 0.999, 1000),
            Tried("Epoch", 1, 6000, 6000, ((1, 2), (4, 4), (7, 8), (9, 12))),
            Tried("Batch", 1, 12345, 9, ((1, 2), (4, 4), (1.2345e-5, 12345))),
        ]
    ) == [
        "Rate alone, 40,001 values from 0.0001 to 10⁴: 0.03101 to 0.03104.",
        "Start alone, 4,001 values from 0.01 to 100: 0.1758.",
        "Epoch, 6,000 values from 1 to 6,000: 4 scattered stretches, 1 to 12.",
        "Batch, 9 values from 1 to 1.23 · 10⁴: 1 to 2 or 4 or 1.23 · 10⁻⁵ to 1.23 · 10⁴.",
        (
            "No value found: ε alone (1,001 values from 10⁻¹² to 10); "
            "β₁ alone (1,000 values from 0 to 0.999)."
        ),
    ]
