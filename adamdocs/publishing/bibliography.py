"""The sources that pages cite, from `docs/references.bib`: read, checked, and in one house style.

    Kingma and Ba (2015)
    D. P. Kingma and J. Ba. *Adam: A Method for Stochastic Optimization.* ICLR 2015. arXiv:…

Knows neither Markdown nor the pages: see `citations`.
"""

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts
from bibtexparser.model import DuplicateBlockKeyBlock
from bibtexparser.model import Entry as Block
from pylatexenc.latexencode import UnicodeToLatexEncoder

from adamdocs.publishing import keys
from adamdocs.publishing.problems import Problem, one_line

FILE = "docs/references.bib"
PMLR = "Proceedings of Machine Learning Research"
NAMED_ALL = 3  # authors whom a citation names; of more, the first
LISTED_ALL = 8  # authors whom a reference names; of more, the first
ARXIV, DOI = "https://arxiv.org/abs/", "https://doi.org/"
NEEDED = {  # beside author, title and year
    "article": {"journal"},
    "book": {"publisher"},
    "incollection": {"booktitle", "publisher", "pages"},
    "inproceedings": {"booktitle"},
    "misc": set[str](),
}
PLACES = {"doi", "eprint", "url"}
ORDER = """author title journal booktitle series volume number pages publisher howpublished year doi
    eprint archiveprefix url""".split()
SHAPES = {
    "year": r"\d{4}",
    "pages": r"\d+--\d+",
    "eprint": r"\d{4}\.\d{4,5}",
    "archiveprefix": "arXiv",
    "doi": r"10\.\d+/\S+",
    "url": r"https://\S+",
}
KEY = re.compile(r"[a-z]+\d{4}[a-z]?")
_LATEX = UnicodeToLatexEncoder(non_ascii_only=True, replacement_latex_protection="braces-all")
_TITLE_END = re.compile(r"[.?!]$")


def in_latex(text: str) -> str:
    """A text in ASCII, in which letters with accents are commands."""
    plain = text.replace("’", "'").replace("—", "---").replace("–", "--")
    return str(_LATEX.unicode_to_latex(plain))


class Piece(NamedTuple):
    """Some words of a reference: plain, its title, or a link to where the source is."""

    text: str
    kind: str = "plain"
    address: str = ""


class Author(NamedTuple):
    """A name in two parts: `K.-R.` and `Müller`, `J.` and `van der Berg`."""

    initials: str
    family: str


class Entry(NamedTuple):
    """A source: its key, kind, authors, and all fields as the file has them."""

    key: str
    kind: str
    authors: tuple[Author, ...]
    fields: dict[str, str]

    @property
    def year(self) -> str:
        """The year of publication."""
        return self.fields["year"]

    @property
    def names(self) -> str:
        """The authors as a sentence calls them."""
        families = [author.family for author in self.authors]
        if len(families) > NAMED_ALL:
            return f"{families[0]} et al."
        return _joined(families)

    @property
    def address(self) -> str:
        """Where the source is, or nothing."""
        fields = self.fields
        if "eprint" in fields:
            return ARXIV + fields["eprint"]
        return DOI + fields["doi"] if "doi" in fields else fields.get("url", "")

    @property
    def bibtex(self) -> str:
        """The entry as others can use it: by itself, fields in one order, for any BibTeX."""
        fields = {name: in_latex(self.fields[name]) for name in ORDER if name in self.fields}
        rows = [f"  {name} = {{{text}}},\n" for name, text in fields.items()]
        return f"@{self.kind}{{{self.key},\n{''.join(rows)}}}"

    def pieces(self) -> Iterator[Piece]:
        """The reference in the house style."""
        people = [f"{author.initials} {author.family}".strip() for author in self.authors]
        named = _joined(people) if len(people) <= LISTED_ALL else f"{people[0]} et al."
        yield Piece(f"{named} " if named.endswith(".") else f"{named}. ")
        title = self.fields["title"].replace("{", "").replace("}", "")
        yield Piece(title if _TITLE_END.search(title) else f"{title}.", "title")
        yield Piece(f" {_venue(self)}.")
        for text, address in self._links():
            yield Piece(" ")
            yield Piece(text, "link", address)
            yield Piece(".")

    def _links(self) -> Iterator[tuple[str, str]]:
        fields = self.fields
        if "eprint" in fields:
            yield f"arXiv:{fields['eprint']}", ARXIV + fields["eprint"]
        if "doi" in fields:
            yield f"doi:{fields['doi']}", DOI + fields["doi"]
        if "url" in fields and not {"eprint", "doi"} & fields.keys():
            shown = re.sub(r"^https://(?:www\.)?|\.html$|/$", "", fields["url"])
            yield shown, fields["url"]


def _venue(entry: Entry) -> str:
    """Where it was published, and when."""
    fields = entry.fields
    volume = fields.get("volume", "")
    if "number" in fields:
        volume += f"({fields['number']})"
    pages = fields.get("pages", "").replace("--", "–")
    year = entry.year
    if entry.kind == "article":
        parts = [f"{fields['journal']} {volume}".strip(), pages, year]
    elif entry.kind == "incollection":
        series = f"{fields.get('series', '')} {volume}".strip()
        parts = [f"In {fields['booktitle']}", series, fields["publisher"], year, pages]
    elif entry.kind == "inproceedings":
        acronym = re.search(r"\(([^()]+)\)$", fields["booktitle"])
        called = f"{acronym[1] if acronym else fields['booktitle']} {year}"
        series = fields.get("series", "").replace(PMLR, "PMLR")
        parts = [called, f"{series} {volume}".strip() if series else "", pages]
    else:
        parts = [fields.get("publisher", fields.get("howpublished", "")), year]
    return ", ".join(part for part in parts if part)


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def read(root: Path = keys.PACKAGE.parent) -> dict[str, Entry]:
    """Every source by its key, in the order of names and years.

    Args:
        root: folder that holds `docs/`.

    Raises:
        Problem: the file is missing, or an entry is broken, incomplete or there twice; a line for
            each, which names file and line.
    """
    path = root / FILE
    if not path.is_file():
        raise Problem(f"{FILE}: is missing; pages that cite take their sources from there")
    return parsed(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def parsed(text: str) -> dict[str, Entry]:
    """The sources in a text, as `read`.

    Raises:
        Problem: as `read`.
    """
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # failures are told below
    library = parse_string(text)
    problems = []
    for block in library.failed_blocks:
        at = f"{FILE}:{(block.start_line or 0) + 1}"
        if isinstance(block, DuplicateBlockKeyBlock):
            problems.append(f"{at}: {block.key!r} is here twice; drop one, or end its year in a, b")
        else:
            said = getattr(block.error, "abort_reason", "") or one_line(block.error)
            said = said.strip().removesuffix(".") or "the entry is broken"
            problems.append(f"{at}: {said}; mend the BibTeX")
    entries = []
    for block in library.entries:
        at = f"{FILE}:{(block.start_line or 0) + 1}"
        found = [f"{at}: {block.key}: {wrong}" for wrong in _wrong(block)]
        problems += found
        if not found:
            entries.append(_entry(block))
    if problems:
        raise Problem("\n".join(problems))
    ordered = sorted(entries, key=lambda one: (one.authors[0].family.lower(), one.year, one.key))
    return {entry.key: entry for entry in ordered}


def _entry(block: Block) -> Entry:
    fields = {field.key.lower(): " ".join(str(field.value).split()) for field in block.fields}
    return Entry(block.key, block.entry_type, tuple(_authors(fields["author"])), fields)


def _authors(text: str) -> Iterator[Author]:
    for name in re.split(r"\s+and\s+", text):
        parts = parse_single_name_into_parts(name)
        initials = " ".join(_initial(first) for first in parts.first)
        yield Author(initials, " ".join([*parts.von, *parts.last]))


def _initial(name: str) -> str:
    """`Klaus-Robert` as K.-R.; what is short already stays."""
    return "-".join(f"{part[0]}." for part in name.split("-") if part)


def _wrong(block: Block) -> Iterator[str]:
    """What an entry lacks, or has in a shape that it should not have."""
    fields = {field.key.lower(): str(field.value).strip() for field in block.fields}
    if block.entry_type not in NEEDED:
        yield f"@{block.entry_type} is not among {', '.join(map('@{}'.format, NEEDED))}"
        return
    missing = ({"author", "title", "year"} | NEEDED[block.entry_type]) - {
        name for name, value in fields.items() if value
    }
    if missing:
        yield f"lacks {', '.join(sorted(missing))}"
    unknown = fields.keys() - set(ORDER)
    if unknown:
        yield f"has the unknown field {', '.join(sorted(unknown))}; there are: {', '.join(ORDER)}"
    for name, shape in SHAPES.items():
        if name in fields and not re.fullmatch(shape, fields[name]):
            yield f"{name} is {fields[name]!r}, which is not of the shape {shape}"
    if ("eprint" in fields) != ("archiveprefix" in fields):
        yield "eprint and archiveprefix = {arXiv} go together"
    if block.entry_type == "misc" and not {*PLACES, "howpublished"} & fields.keys():
        yield f"says nowhere where it is; add one of {', '.join(sorted(PLACES))} or howpublished"
    if not missing & {"author", "year"}:
        yield from _wrong_key(block.key, fields)


def _wrong_key(key: str, fields: dict[str, str]) -> Iterator[str]:
    try:
        family = next(_authors(fields["author"])).family
    except ValueError as error:
        yield f"author: {one_line(error)}"
        return
    due = re.sub(r"[^a-z]", "", family.lower()) + fields["year"]
    if not KEY.fullmatch(key) or re.sub(r"[a-z]$", "", key) != due:
        yield f"its key should be {due!r}, the first author's family name and the year"
