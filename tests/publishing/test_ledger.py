"""The ledger: its register of texts is checked, and its entries are those of the pages."""

import json

import pytest

from adamdocs.publishing import bibliography, ledger, ledger_data
from adamdocs.publishing.ledger import entries, led, texts, verdict_of
from adamdocs.publishing.pages import Page
from adamdocs.publishing.problems import Problem

CLAIM = {
    "says": "Steps are small.",
    "verdict": "false",
    "holds": "They are {{size}}, see [there](two.md#x) and $\\mhat$. More {{cite kingma2015}}.",
    "otherwise": "Not with $\\lr = 0$.",
    "heard": None,
    "evidence": ("figure steps", "[a page](two.md)"),
    "statistic": "the step",
    "topic": None,
    "finding": "3.16",
    "relation": "<",
    "threshold": "1",
    "otherwise_finding": "0",
}
AUDIT = {
    "heard": "a tutorial",
    "settings": "none",
    "prints": "",
    "says": "it falls",
    "command": "run()",
    "agrees": True,
    "holds": "It does fall, all the way to the end.",
    "text": "0.5",
}
FOUND = """\
[chapter.found]
quote = "Kingma and Ba found that steps are small"
cites = "kingma2015"
reports = "steps are bounded"
verdict = "depends"
holds = "Bounded, they say."
"""
NUMBER = {"text": "3.16", "tex": "3.16", "value": 3.16}
PAGES = {
    "learn/one": {
        "module": "one",
        "topic": "Steps",
        "claims": {"small": CLAIM, "other": CLAIM | {"topic": "Games", "verdict": "depends"}},
        "audits": {"falls": AUDIT},
        "numbers": {"size": NUMBER},
    },
}
SITE = (Page("learn/one", "docs/learn/one.md", "", "", PAGES),)
TEXT = """\
[chapter]
called = "A chapter"
begins = "In the world"
[chapter.small]
quote = "steps are small"
answer = "learn/one:small"
[chapter.large]
quote = "steps are not small"
answer = "learn/one:small"
denies = true
[chapter.paper]
quote = "Kingma and Ba, 2014"
cites = "kingma2015"
verdict = "false"
holds = "It is of 2015."
printed = { authors = "Kingma, Ba", year = "2014" }
"""


@pytest.fixture
def register(tmp_path, monkeypatch):
    """Write a register of texts, and read it."""
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(ledger, "ROOT", tmp_path)

    def read(text=TEXT):
        (tmp_path / "docs/sources.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(ledger, "texts", lambda root=tmp_path: texts(root))
        monkeypatch.setattr(ledger_data, "texts", lambda root=tmp_path: texts(root))
        return texts(tmp_path)

    return read


def test_entries_are_the_pages_claims_and_audits_and_the_citations(register):
    register()
    found = {entry.id: entry for entry in entries(PAGES, {"learn/one": 0}, "../")}
    assert {token: entry.kind for token, entry in found.items()} == {
        "learn/one:small": "claim",
        "learn/one:other": "claim",
        "learn/one:falls": "audit",
        "chapter:paper": "citation",
    }
    assert [entry.verdict for entry in found.values()] == ["false", "depends", "true", "false"]
    assert [entry.topic for entry in found.values()] == ["Steps", "Games", "Steps", "Citations"]
    assert [one.name for one in found["learn/one:small"].said] == ["small", "large"]
    assert found["learn/one:falls"].statement == "“it falls”"
    assert found["learn/one:small"].correction.startswith("They are {{learn/one:size}}, see ")
    assert found["learn/one:small"].cited == ("kingma2015",)


def test_a_text_that_denies_a_false_claim_is_right(register):
    (text,) = register()
    known = {entry.id: entry for entry in entries(PAGES, {}, "")}
    assert [verdict_of(one, known) for one in text.said] == ["false", "true", "false"]


def test_a_sentence_may_have_a_verdict_of_its_own_and_says_why(register):
    because = 'verdict = "depends"\nbecause = "It says “can”, of {{learn/one:size}}."'
    (text,) = register(TEXT.replace("denies = true", because))
    known = {entry.id: entry for entry in entries(PAGES, {}, "")}
    assert [verdict_of(one, known) for one in text.said] == ["false", "depends", "false"]
    data = json.loads(ledger_data.claims(SITE, PAGES, "https://e.org/"))
    said = data["texts"]["chapter"]["said"]
    assert [one["because"] for one in said] == [None, "It says “can”, of 3.16.", None]


def test_what_a_source_has_found_is_told_with_its_words(register):
    register(TEXT + FOUND)
    data = json.loads(ledger_data.claims(SITE, PAGES, "https://e.org/"))
    found = next(one for one in data["entries"] if one["id"] == "chapter:found")
    assert found["test"] == {"reports": "steps are bounded"}
    assert (found["kind"], found["verdict"]) == ("citation", "depends")
    assert found["correction"] == "Bounded, they say."
    assert [one["key"] for one in found["references"]] == ["kingma2015"]


@pytest.mark.parametrize(
    ("old", "told"),
    [("kingma2015", r"\[chapter.found\] cites 'other'"), ("depends", "has the verdict 'other'")],
)
def test_a_finding_of_an_unknown_source_or_verdict_is_told(register, old, told):
    with pytest.raises(Problem, match=told):
        register(TEXT + FOUND.replace(old, "other"))


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("[a](two.md#x)", "[a](../learn/two.md#x)"),
        ("[a](../reference/two.md)", "[a](../reference/two.md)"),
        ("[a](#claim-x)", "[a](../learn/one.md#claim-x)"),
        ("[a](https://e.org/two.md)", "[a](https://e.org/two.md)"),
        ("{{size}} of {{learn/two:size}}", "{{learn/one:size}} of {{learn/two:size}}"),
        (None, None),
    ],
)
def test_words_mean_the_same_from_another_page(words, there):
    assert led(words, "learn/one", "../") == there


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "learn/one:small",
            "learn/one:tiny",
            r"\[chapter.small\] is answered by 'learn/one:tiny', which is no claim and no audit",
        ),
        (
            'verdict = "false"',
            'verdict = "true"',
            r"\[chapter.paper\] is called true, but year differ",
        ),
        ('year = "2014"', 'year = "2015"', r"\[chapter.paper\] is called false, but no field"),
        ('"kingma2015"', '"kingma2051"', r"cites 'kingma2051', which docs/references.bib does not"),
        ("year =", "decade =", r"\[chapter.paper\] prints decade; fields are authors, title"),
        ('holds = "It is of 2015."\n', "", r"\[chapter.paper\] needs holds=, as it is false"),
        ("denies = true", 'verdict = "true"', r"\[chapter.large\] has a verdict of its own, and"),
        (
            "denies = true",
            'verdict = "so"\nbecause = "x"',
            r"has the verdict 'so'; verdicts are true",
        ),
        ('called = "A chapter"\n', "", r"sources.toml:\d+: \[chapter\] lacks called; add it"),
        ("denies", "refutes", r"\[chapter.large\] has refutes, which nothing reads"),
        ("[chapter.small]", "[chapter.small", r"sources.toml:4: .*mend the TOML"),
    ],
)
def test_a_wrong_register_is_told_with_its_place(register, old, new, told):
    assert old in TEXT

    def read():
        register(TEXT.replace(old, new))
        return entries(PAGES, {}, "")

    with pytest.raises(Problem, match=told):
        read()


@pytest.mark.parametrize(
    ("key", "fields", "differ"),
    [
        (
            "wilson2017",
            {"title": "The marginal value of ADAPTIVE gradient methods in machine learning."},
            (),
        ),
        ("wilson2017", {"title": "The marginal value of momentum"}, ("title",)),
        ("sutskever2013", {"pages": "1139–1147", "year": "2013"}, ()),
        ("sutskever2013", {"pages": "1139–1148"}, ("pages",)),
        ("lecun1998", {"authors": "LeCun, Bottou, Orr, Müller"}, ()),
        ("lecun1998", {"authors": "LeCun, Bottou, Orr"}, ("authors",)),
        ("lecun1998", {"address": "https://link.springer.com/10.1007/3-540-49430-8_2"}, ()),
        ("kingma2015", {"submitted": "2014", "address": "arxiv.org/abs/1412.6980"}, ()),
        ("kingma2015", {"submitted": "2015"}, ("submitted",)),
    ],
)
def test_a_citation_is_held_against_its_source(key, fields, differ):
    from adamdocs.publishing.printed import differs

    source = bibliography.read()[key]
    assert tuple(name for name in fields if differs(name, fields, source)) == differ


def test_data_knows_no_token_macro_or_relative_link(register):
    register()
    data = json.loads(ledger_data.claims(SITE, PAGES, "https://e.org/"))
    small = next(one for one in data["entries"] if one["id"] == "learn/one:small")
    assert small["holds"] == (
        "They are 3.16, see [there](https://e.org/learn/two/#x) and $\\hat{m}$. "
        "More [Kingma and Ba (2015)](https://arxiv.org/abs/1412.6980)."
    )
    assert small["otherwise"] == r"Not with $\alpha = 0$."
    assert small["evidence"] == [
        {"kind": "figure", "name": "steps", "address": "https://e.org/learn/one/#figure-steps"},
        {"words": "[a page](https://e.org/learn/two/)"},
    ]
    assert [one["key"] for one in small["references"]] == ["kingma2015"]
    assert [one["verdict"] for one in data["texts"]["chapter"]["said"]] == [
        "false",
        "true",
        "false",
    ]
