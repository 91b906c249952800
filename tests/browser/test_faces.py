"""What the browser says it drew every text with: the site's faces, each where it belongs."""

import pytest

from .serving import where

OWN = "Adamdocs "
EXPECTED = {"MATH": "Adamdocs Math", "CODE": "Adamdocs Code", "svg": "Adamdocs Sans"}


def texts(node, above=()):
    """Elements that hold text themselves, with the tags of those they stand in."""
    inside = (*above, node["nodeName"])
    children = node.get("children", [])
    if any(child["nodeType"] == 3 and child["nodeValue"].strip() for child in children):
        yield node["nodeId"], inside
    for child in children:
        if child["nodeType"] == 1 and child["nodeName"] not in ("SCRIPT", "STYLE", "TEMPLATE"):
            yield from texts(child, inside)


def faces(page):
    """Families that drew the texts of a page, and the tags around each text."""
    page.evaluate("document.fonts.ready")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    document = tools.send("DOM.getDocument", {"depth": -1})["root"]
    body = document["children"][-1]["children"][-1]
    for node, tags in texts(body):
        drawn = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        yield tags, {face["familyName"] for face in drawn}


def strangers(page):
    """Texts that some face of the machine drew, and texts in a face of another place."""
    found = set()
    for tags, families in faces(page):
        name = " ".join(tags[-3:]).lower()
        found |= {f"{name}: {family}" for family in families if not family.startswith(OWN)}
        for tag, family in EXPECTED.items():
            if tag.lower() in map(str.lower, tags) and families and family not in families:
                found.add(f"{name}: {', '.join(sorted(families))}")
    return sorted(found)


def test_every_text_is_in_a_face_of_the_site(tab, origin, address):
    page = tab()
    page.goto(origin + where(address))
    assert strangers(page) == []


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("<p style='font-family: monospace'>Text</p>", "body main p: "),
        ("<math><mi>x</mi></math>", "main math mi: "),
    ],
)
def test_a_face_of_the_machine_is_found(tab, served, body, finding):
    page = tab()
    page.goto(served(body))
    assert any(one.startswith(finding) for one in strangers(page))
