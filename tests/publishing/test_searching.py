"""What the search reads of a page, and what it finds besides sections."""

import re

import pytest

from adamdocs.publishing import bibliography, ledger, symbols
from adamdocs.publishing.pages import SITE, Page
from adamdocs.publishing.searching import SOURCES, complete, put_back, set_aside

from .test_pages import PAGES, convert


def test_drawings_and_formulas_are_set_aside_and_put_back_where_they_were():
    one, two = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Of {n}" id="{n}">'
        f"\n<text>{n}</text></svg>"
        for n in (1, 2)
    )
    formula = '<math alttext="x"><msub><mi>m</mi><mi>t</mi></msub></math>'
    folded = '<details class="note"><p>c</p></details><pre>d</pre><h2 id="references">e</h2>'
    folded += '<section aria-label="f" class="ad-parity ad-differences"><p>f</p></section>'
    content = f"<p>a {formula}</p>{two}<p>b</p><svg><path/></svg>{one}{folded}"
    light, drawings = set_aside(content)
    assert drawings == [formula, two, one]
    assert "<text>" not in light
    assert "<mi>" not in light
    assert ">mt<" in light
    assert "Of 1" not in light
    excluded = re.findall(r"<(\w+)[^>]* data-search-exclude", light)
    assert excluded == ["details", "pre", "h2", "section"]
    assert 'class="ad-parity ad-differences" data-search-exclude>' in light
    assert "<svg><path/></svg>" in light
    assert put_back(f"<body>{light}</body>", drawings) == f"<body>{content}</body>"


CLAIM = (
    '<div class="ad-claim ad-claim-false" id="claim-grows">\n<p class="ad-claim-says">'
    '<strong class="ad-verdict">False</strong> <span class="ad-said">It <math><mi>m</mi></math> '
    'grows &lt; 2.</span><a class="headerlink" href="#claim-grows" title="x">¶</a></p>'
    '<p class="ad-claim-holds">It falls. <em>Heard in</em> a <a href="x">talk</a>.</p></div>'
)


def found(content, slug="learn/one", entries=None, title="One"):
    """The entries of a page, as they are completed."""
    light, _ = set_aside(content)
    page = Page(slug, "docs/page.md", "", "", PAGES, title=title)
    ledger_page = Page("reference/claims", "", "", "", PAGES, title="Claims")
    SITE.set((page, ledger_page))
    entries = [] if entries is None else entries
    complete(page, f"{slug}/", light, entries)
    return entries


def test_of_a_caption_its_beginning_is_sought():
    first = 'A <a href="x">first sentence. It</a> says a good deal of <b>what is</b> seen.'
    caption = "<figcaption><strong>Figure 1.</strong> <span>{}</span>{}</figcaption>"
    links = '<span class="ad-downloads"><a href="y">SVG</a></span>'
    for words, rest in (
        (f"{first} Then <em>more</em>. And more.", "Then <em>more</em>. And more."),
        (f"{first} <em>Then</em> more.", ""),
        (first, ""),
        ("Two charts. Then more that tells.", ""),
    ):
        content = caption.format(words, links)
        light, aside = set_aside(content)
        marked = re.findall(r"<ad-rest data-search-exclude>(.*?)</ad-rest>", light)
        assert [one.strip() for one in marked] == ([rest] if rest else [])
        assert put_back(light, aside) == content


def test_a_claim_is_found_by_its_words_on_its_page_and_in_the_ledger(monkeypatch):
    said = ledger.Said("a", "it & grows", "text", "learn/one:grows", denies=False, cited=None)
    monkeypatch.setattr(ledger, "texts", lambda: [ledger.Text("text", "", "", (said,))])
    on_page, home, entry = found(CLAIM)
    text = "False. Heard in a talk."
    assert on_page == {
        "location": "learn/one/#claim-grows",
        "title": "It m grows &lt; 2.",
        "text": text,
    }
    assert (home["location"], home["title"]) == ("reference/claims/", "Claims")
    assert entry["location"] == "reference/claims/#learn-one-grows"
    assert entry["text"] == f"{text} “it &amp; grows”"
    assert entry["boost"] < 1
    light, _ = set_aside(CLAIM)
    assert 'class="ad-claim ad-claim-false" data-search-exclude' in light
    assert len(found(CLAIM, entries=[home])) == 3  # the ledger stands for itself once
    assert found("", "reference/claims", [home, entry]) == [home, entry]
    assert "boost" in entry


def test_a_page_is_named_as_in_the_navigation_and_sections_without_words_are_left_out():
    own = {"location": "learn/one/", "title": "What is it?", "text": "x"}
    sections = [{"location": f"learn/one/#{n}", "title": n, "text": t} for n, t in ("ax", "b ")]
    coded = {**sections[0], "text": "<code>x</code>"}
    other = {"location": "learn/two/#c", "title": "c", "text": ""}
    entries = found(
        "", entries=[other, {**own}, *({**one, "boost": 6} for one in (coded, sections[1]))]
    )
    assert entries == [other, {**own, "title": "One: What is it?"}, sections[0]]
    assert found("", entries=[{**own, "title": "One and more"}])[0]["title"] == "One and more"
    lifted = {"title": "One", "text": "<p>What is it?</p> x", "boost": 6}
    assert found("", entries=[{**own, "boost": 6}]) == [{**own, **lifted}]
    home = {**own, "location": "index/"}
    assert found("", "index", [home])[0]["title"] == "What is it?"


def test_symbols_are_found_by_what_readers_type():
    entries = found('<div class="ad-symbols"></div>', "reference/symbols")
    titles = {entry["location"].partition("#")[2]: entry["title"] for entry in entries}
    assert len(titles) == len(entries) == sum(len(group) for _, group in symbols.read())
    assert titles["symbol-beta_2"] == "β₂, β2, beta2, beta_2: the decay of the second moment"
    assert titles["symbol-B"].startswith("B: how many")
    assert not any("$" in one["title"] + one["text"] or "`" in one["text"] for one in entries)


def test_sources_are_found_by_their_number():
    entries = found("", SOURCES, title="Bibliography")
    assert entries[0]["location"] == f"{SOURCES}/"
    assert len(entries) == 1 + len(bibliography.read())
    (adam,) = [one for one in entries if one["text"] == "1412.6980"]
    assert adam["location"] == f"{SOURCES}/#ref-kingma2015"
    assert adam["title"] == "Kingma and Ba (2015): Adam: A Method for Stochastic Optimization"
    assert not any(set("{}$") & {*one["title"]} for one in entries)


@pytest.mark.parametrize("kind", ["figure", "claim"])
def test_a_piece_has_a_link_to_itself_that_the_search_does_not_read(kind):
    claim = {
        "says": "It grows.",
        "holds": "No.",
        "otherwise": "Yes.",
        "verdict": "false",
        "heard": "",
        "evidence": (),
        "statistic": "it",
        "relation": "<",
        "threshold": "1",
        "finding": "2",
        "otherwise_finding": "0",
    }
    pages = {"learn/one": {**PAGES["learn/one"], "claims": {"shape": claim}}}
    text = convert(f"{{{{{kind} shape}}}}", pages=pages)
    link = f'<a class="headerlink" href="#{kind}-shape" title="Permanent link">¶</a>'
    assert text.count(link) == 1
    assert 'class="headerlink" data-search-exclude' in set_aside(text)[0]
