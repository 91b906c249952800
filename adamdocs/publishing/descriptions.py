"""What a search engine shows of a page: its own first sentences, numbers included."""

import re
from html.parser import HTMLParser

LENGTH = 200  # search engines cut near here
_FORMULA = "\0"


class _Paragraphs(HTMLParser):
    """Text of every paragraph, a mark in place of every formula."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self.texts.append("")
        if tag == "math" and "p" in self._open:
            self.texts[-1] += _FORMULA
        if tag in ("p", "math"):
            self._open.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.discard(tag)

    def handle_data(self, data: str) -> None:
        if self._open == {"p"}:
            self.texts[-1] += data


def opening(content: str) -> str:
    """The first sentences of a page that have no formula, as many as fit; empty if it has none.

    Args:
        content: the page's HTML, without the theme's frame.
    """
    reader = _Paragraphs()
    reader.feed(content)
    for text in reader.texts:
        sentences = re.split(r"(?<=[.!?]) ", " ".join(text.split()))
        plain = " ".join(sentence for sentence in sentences if _FORMULA not in sentence)
        if plain:
            return _shortened(plain)
    return ""


def _shortened(text: str) -> str:
    if len(text) <= LENGTH:
        return text
    ends = [end.start() + 1 for end in re.finditer(r"[.!?](?= )", text[: LENGTH + 1])]
    if ends:
        return text[: ends[-1]]
    return text[:LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"
