"""What every page's text and drawings must be: whole, and without leftovers of the source."""

import re
from xml.etree import ElementTree

import pytest

from .built import BODY_LINE

LEFTOVERS = (
    ("an unreplaced token", re.compile(r"\{\{[^{}]*\}\}")),
    ("a formula that was not set", re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", re.DOTALL)),
    ("a reference that Markdown did not resolve", re.compile(r"\]\[[\w -]*\]|\[\^[\w-]+\]")),
    ("an escaped tag", re.compile(r"</?(?:figure|figcaption|span|div|p|a|math|svg)\b[^>]*>")),
)
VALUELESS = set(
    "alt checked class controls disabled download hidden inert multiple open readonly required "
    "selected tabindex value".split()
)
VERBATIM = ("code", "pre", "script", "style", "textarea", "annotation")


def repeated_ids(site, page):
    """Ids that two elements of a page share."""
    return [
        f"{page.path}: {count} elements have the id {identifier!r}"
        for identifier, count in page.ids.items()
        if count > 1
    ]


def leftovers(site, page):
    """Source text that should have become something else; code may say what it likes."""
    found = []
    for element in page.elements:
        if element.tag in VERBATIM or element.inside(*VERBATIM):
            continue
        texts = [child for child in element.children if isinstance(child, str)]
        texts += [value for name, value in element.attributes.items() if name != "alttext"]
        found += [
            page.at(element, f"{what} is left: {match[0]!r}")
            for what, pattern in LEFTOVERS
            for text in texts
            for match in pattern.finditer(text)
        ]
    return found


def strange_attributes(site, page):
    """Attributes that no element has: Markdown took braces in a text for its own."""
    return [
        page.at(element, f"<{element.tag} {name}> has an attribute of no meaning")
        for main in page.all("main")
        for element in main.walk()
        for name, value in element.attributes.items()
        if not value and name not in VALUELESS and not name.startswith(("data-", "aria-"))
    ]


def torn_drawings(site):
    """Inline and separate SVG that is not well-formed XML."""
    drawings = [
        (f"{page.path}:{svg.line}", page.raw(svg))
        for page in site.pages.values()
        for svg in page.all("svg")
        if not svg.inside("svg")
    ]
    drawings += [(path, site.read(path)) for path in site.ending(".svg")]
    found = []
    for where, text in drawings:
        try:
            ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            found.append(f"{where}: the drawing is not well-formed: {error}")
    return found


def test_no_two_elements_of_a_page_share_an_id(site):
    assert site.findings(repeated_ids) == []


def test_no_source_text_is_left_on_any_page(site):
    assert site.findings(leftovers) == []


def test_no_braces_of_a_text_became_attributes(site):
    assert site.findings(strange_attributes) == []


def test_every_drawing_is_well_formed(site):
    assert torn_drawings(site) == []


def test_a_shared_id_is_found(small):
    site = small('<p id="a">x</p><p id="a">y</p>')
    assert site.findings(repeated_ids) == ["index.html: 2 elements have the id 'a'"]


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("<p>Adam is {{first_step}} times</p>", "an unreplaced token is left: '{{first_step}}'"),
        ("<p>{{figure x}}</p>", "an unreplaced token"),
        ('<p title="{{x}}">x</p>', "an unreplaced token"),
        ('<span class="arithmatex">\\(m_t\\)</span>', "a formula that was not set"),
        ("<p>as shown[^1]</p>", "a reference that Markdown did not resolve"),
        ("<p>see [Kingma][kb]</p>", "a reference that Markdown did not resolve"),
        ("<p>&lt;figure class=x&gt;</p>", "an escaped tag"),
    ],
)
def test_source_text_that_is_left_is_found(small, body, finding):
    (found,) = small(body).findings(leftovers)
    assert found.startswith(f"index.html:{BODY_LINE}: {finding}")


def test_braces_that_became_attributes_are_found(small):
    site = small('<p>∫<em i_1>x</em> <a href="other/" download data-x>y</a><input hidden></p>')
    (found,) = site.findings(strange_attributes)
    assert found == f"index.html:{BODY_LINE}: <em i_1> has an attribute of no meaning"


def test_code_may_hold_what_looks_like_source(small):
    body = "<pre><code>{{token}} [a][b]</code></pre><code>\\(x\\)</code>"
    assert small(body).findings(leftovers) == []


def test_a_torn_drawing_is_found_in_a_page_and_in_a_file(small):
    body = '<svg><path d="M 0 0"/></svg><svg><g></svg>'
    inline, separate = torn_drawings(small(body, files={"a.svg": "<svg><path></svg>"}))
    assert inline.startswith(f"index.html:{BODY_LINE}: the drawing is not well-formed")
    assert separate.startswith("a.svg: the drawing is not well-formed")
