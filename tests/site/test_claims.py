"""The ledger has every claim of every page, and its data are of the shape that they name."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from adamdocs.explainers.discovery import discover

from .built import SITE

FOLDER = SITE / "reference"


@pytest.fixture(scope="module")
def data(site):
    return json.loads((FOLDER / "claims.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shape():
    return json.loads((FOLDER / "claims.schema.json").read_text(encoding="utf-8"))


def test_the_data_are_of_their_shape(data, shape):
    Draft202012Validator.check_schema(shape)
    assert [*Draft202012Validator(shape).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "maybe"), ("id", "No token"), ("statement", ""), ("test", {}), ("more", 1)],
)
def test_a_wrong_entry_does_not_fit_the_shape(data, shape, key, value):
    entries = [data["entries"][0] | {key: value}, *data["entries"][1:]]
    assert not Draft202012Validator(shape).is_valid(data | {"entries": entries})


def test_every_claim_and_audit_of_the_pages_is_there_once(data):
    pages = {slug: page for slug, (_, page) in discover().items()}
    known = [
        f"{slug}:{name}" for slug, page in pages.items() for name in (*page.claims, *page.audits)
    ]
    found = [entry["id"] for entry in data["entries"] if entry["kind"] != "citation"]
    assert sorted(found) == sorted(known)
    assert len({entry["id"] for entry in data["entries"]}) == len(data["entries"]) >= 80


def test_every_sentence_leads_to_an_entry_that_leads_back(data):
    known = {entry["id"]: entry for entry in data["entries"]}
    said = [one for text in data["texts"].values() for one in text["said"]]
    assert len(said) >= 100
    assert len({one["id"] for one in said}) == len(said)
    for one in said:
        assert one["id"] in known[one["entry"]]["said"]
    assert sum(len(entry["said"]) for entry in known.values()) == len(said)


def test_the_page_shows_what_the_data_hold(site, data):
    page = site.pages["reference/claims/index.html"]
    cards = {
        card.get("id"): (card.get("data-verdict"), card.get("data-topic"))
        for card in page.all("div")
        if card.get("data-verdict")
    }
    assert cards == {
        re.sub("[/:]", "-", one["id"]): (one["verdict"], one["topic"]) for one in data["entries"]
    }


def test_nothing_of_ours_is_left_in_the_data(data):
    text = json.dumps(data, ensure_ascii=False)
    assert re.findall(r"\{\{[^}]*\}\}(?!\})|\.md[#)]|\\\\(?:mhat|vhat|eps|lr|th|g)\b", text) == []


def test_addresses_lead_to_what_they_name(site, data):
    for entry in data["entries"]:
        for address in (
            entry["address"],
            entry["ledger"],
            *(one["address"] for one in entry["evidence"] if "address" in one),
        ):
            path, _, anchor = address.removeprefix(site.base).partition("#")
            ids = {element.get("id") for element in site.pages[f"{path}index.html"].elements}
            assert not anchor or anchor in ids, address
