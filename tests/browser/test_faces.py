"""What the browser says it drew every text with: the site's faces, each in its place.

More pages: test_pages.py.
"""

import pytest

OWN = "Adamdocs "
EXPECTED = {"math": "Adamdocs Math", "code": "Adamdocs Code", "svg": "Adamdocs Sans"}

# Elements with a character that none before them has in the same style, marked, and the tags around
# each. What draws a character is decided by these properties; the tags are those that must agree.
MARK = """(expected) => {
  const known = new Map(), found = [];
  const styleOf = (element) => {
    const css = getComputedStyle(element);
    return [css.fontFamily, css.fontWeight, css.fontStyle, css.fontStretch, css.fontVariant,
      css.fontFeatureSettings, css.textTransform, element.closest("[lang]")?.lang];
  };
  const visit = (element, above) => {
    if (["SCRIPT", "STYLE", "TEMPLATE"].includes(element.nodeName)) return;
    const tags = [...above, element.nodeName];
    const words = [...element.childNodes].filter(({ nodeType }) => nodeType === 3)
      .map(({ data }) => data).join("");
    if (words.trim()) {
      const among = expected.map((tag) => tags.some((one) => one.toLowerCase() === tag));
      const isDrawn = element.getClientRects().length > 0;
      const kind = JSON.stringify([isDrawn, among, styleOf(element)]);
      if (!known.has(kind)) known.set(kind, new Set());
      const letters = known.get(kind);
      const isNews = [...words].some((letter) => !letters.has(letter));
      if (isNews) element.dataset.face = found.push(tags);
      for (const letter of words) letters.add(letter);
    }
    for (const child of element.children) visit(child, tags);
  };
  visit(document.body, []);
  return found;
}"""
UNMARK = """() => document.querySelectorAll('[data-face]')
  .forEach((element) => element.removeAttribute('data-face'))"""


def faces(page):
    """Families that drew the texts of a page, and the tags around each text."""
    page.evaluate("document.fonts.ready")
    found = page.evaluate(MARK, list(EXPECTED))
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    document = tools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    asked = {"nodeId": document, "selector": "[data-face]"}
    nodes = tools.send("DOM.querySelectorAll", asked)["nodeIds"]
    for node, tags in zip(nodes, found, strict=True):
        drawn = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        yield tags, {face["familyName"] for face in drawn}
    tools.detach()
    page.evaluate(UNMARK)


def strangers(page):
    """Texts that some face of the machine drew, and texts in a face of another place."""
    found = set()
    for tags, families in faces(page):
        name = " ".join(tags[-3:]).lower()
        found |= {f"{name}: {family}" for family in families if not family.startswith(OWN)}
        for tag, family in EXPECTED.items():
            if tag in map(str.lower, tags) and families and family not in families:
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
