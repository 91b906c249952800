"""The ledger's filter: what is chosen is shown, stands in the address, and comes back from it."""

import pytest

from .conftest import NARROW, WIDE
from .serving import BELOW
from .watching import Watch

CLAIMS = BELOW + "reference/claims/"
SHOWN = """() => [...document.querySelectorAll('.ad-ledger .ad-claim')]
  .filter((card) => card.checkVisibility()).map((card) => card.dataset.verdict)"""


@pytest.fixture
def ledger(tab, origin):
    """The ledger at an address."""

    def opened(query="", width=WIDE):
        watch = Watch(tab(width), origin)
        watch.go(CLAIMS + query)
        return watch

    return opened


def shown(watch):
    return watch.tab.evaluate(SHOWN)


def told(watch):
    return watch.tab.locator("adam-claims [role=status]").inner_text()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_choice_is_shown_and_stands_in_the_address(ledger, width):
    watch = ledger(width=width)
    every = shown(watch)
    assert told(watch) == f"All {len(every)} entries"
    watch.tab.get_by_label("Verdict").select_option("True")
    assert set(shown(watch)) == {"true"}
    assert len(shown(watch)) == every.count("true")
    assert told(watch) == f"{every.count('true')} of {len(every)} entries"
    watch.tab.get_by_label("Topic", exact=True).select_option("Bias correction")
    assert watch.tab.url.endswith("?verdict=true&topic=topic-bias-correction")
    heads = watch.tab.locator(".ad-ledger h2:visible")
    assert [head.strip("¶") for head in heads.all_inner_texts()] == ["Bias correction"]
    assert watch.complaints == []


def test_words_are_found_in_any_order(ledger):
    watch = ledger()
    watch.tab.get_by_label("Words").fill("overshoot flip")
    assert 0 < len(shown(watch)) < 5
    watch.tab.get_by_label("Words").fill("no such words anywhere")
    assert shown(watch) == []
    assert told(watch).startswith("0 of ")


def test_an_address_brings_its_choice_back(ledger):
    watch = ledger("?verdict=depends&words=rate")
    assert set(shown(watch)) == {"depends"}
    assert watch.tab.get_by_label("Words").input_value() == "rate"


@pytest.mark.parametrize(
    "query",
    [
        "?verdict=maybe&topic=nowhere",
        "?verdict=<script>alert(1)</script>",
        "?topic=" + "a" * 5000,
        "?verdict=%ff&words=%00",
    ],
)
def test_a_hostile_address_shows_everything_or_nothing_and_complains_of_nothing(ledger, query):
    watch = ledger(query)
    assert told(watch).endswith(" entries")
    assert watch.complaints == []
    assert watch.violations() == []


def test_an_entry_that_a_link_leads_to_is_shown(ledger):
    watch = ledger("?verdict=true#learn-adam-steps_stay_below_the_rate")
    card = watch.tab.locator("#learn-adam-steps_stay_below_the_rate")
    assert card.is_visible()
    watch.tab.get_by_label("Verdict").select_option("True")
    assert not card.is_visible()
    watch.tab.get_by_role("link", name="Citations").click()
    assert watch.tab.locator("#topic-citations").is_visible()


def test_without_scripts_every_entry_is_there_and_no_empty_form(tab, origin):
    page = tab(java_script_enabled=False)
    page.goto(origin + CLAIMS)
    assert page.locator("adam-claims form").count() == 0
    assert page.locator(".ad-ledger .ad-claim:visible").count() >= 80
