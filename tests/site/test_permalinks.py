"""Whatever can be cited has an address of its own, and a link that shows it."""

import json
import re

import pytest

CITABLE = re.compile(r"(?:figure|claim|exercise|prediction|audit)-\w+")


def links(element):
    return [one for one in element.all("a") if "headerlink" in one.get("class").split()]


def unlinked(site, page):
    """What can be cited and has no link to itself, or several, or an id that something else has."""
    found = []
    for one in page.elements:
        name = one.get("id")
        if not CITABLE.fullmatch(name) or one.tag in ("h2", "h3"):
            continue
        ways = [link.get("href") for link in links(one)]
        if ways != [f"#{name}"]:
            found.append(page.at(one, f"{name} has the permalinks {ways}"))
        if page.ids[name] != 1:
            found.append(page.at(one, f"{name} stands for {page.ids[name]} elements"))
    return found


def test_whatever_can_be_cited_has_one_link_to_itself(site):
    assert site.findings(unlinked) == []
    kinds = {name.partition("-")[0] for page in site.pages.values() for name in page.ids}
    assert {"figure", "claim", "exercise", "prediction", "audit", "widget", "symbol"} <= kinds


def test_what_the_ledger_names_can_be_linked_to(site):
    data = json.loads(site.read("reference/claims.json"))
    for entry in data["entries"]:
        for address in {entry["address"], entry["ledger"]}:
            path, _, anchor = address.removeprefix(site.base).partition("#")
            page = site.pages[f"{path}index.html"]
            (place,) = [one for one in page.elements if one.get("id") == anchor]
            assert f"#{anchor}" in [link.get("href") for link in links(place)], address


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ('<p id="claim-a">x</p>', "claim-a has the permalinks []"),
        ('<p id="claim-a"><a class="headerlink" href="#claim-b">¶</a></p>', "['#claim-b']"),
        ('<p id="claim-a"></p>' * 2, "claim-a stands for 2 elements"),
    ],
)
def test_what_has_no_link_of_its_own_is_found(small, body, finding):
    assert any(finding in one for one in small(body).findings(unlinked))
