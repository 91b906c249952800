"""What the browser says it drew every text with: the site's faces, each where it belongs."""

from collections import defaultdict

import pytest

OWN = "Adamdocs "
STYLED = ("class", "style", "font-family", "lang", "mathvariant")
EXPECTED = {"MATH": "Adamdocs Math", "CODE": "Adamdocs Code", "svg": "Adamdocs Sans"}


def texts(node, above=()):
    """Elements that hold text themselves: number, tags and attributes around it, characters."""
    inside = (*above, (node["nodeName"], *node.get("attributes", [])))
    children = node.get("children", [])
    words = {
        letter for child in children if child["nodeType"] == 3 for letter in child["nodeValue"]
    }
    if "".join(words).strip():
        yield node["nodeId"], inside, words
    for child in children:
        if child["nodeType"] == 1 and child["nodeName"] not in ("SCRIPT", "STYLE", "TEMPLATE"):
            yield from texts(child, inside)


def unlike(found):
    """Elements among these with a character that none before drew in the same kind of place.

    Places are of a kind that agree in their tags and in all that style sheets ask them for.
    """
    drawn = defaultdict(set)
    for number, inside, words in found:
        kind = tuple(
            (tag, *(of for of in pairs(given) if of[0] in STYLED)) for tag, *given in inside
        )
        if not words <= drawn[kind]:
            drawn[kind] |= words
            yield number, tuple(tag for tag, *_ in inside)


def pairs(given):
    """Names and values of attributes, which alternate in a list."""
    return zip(given[::2], given[1::2], strict=True)


def faces(page):
    """Families that drew the texts of a page, and the tags around each text."""
    page.evaluate("document.fonts.ready")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    document = tools.send("DOM.getDocument", {"depth": -1})["root"]
    body = document["children"][-1]["children"][-1]
    for node, tags in unlike(texts(body)):
        drawn = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        yield tags, {face["familyName"] for face in drawn}
    tools.detach()


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
