"""The site needs nobody else, and tells nothing about the machine that built it."""

import gzip
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from .addresses import in_css, in_element, in_page, outside
from .built import BODY_LINE, ROOT, Page

OF_ANY_MACHINE = re.compile(
    rb"""(?<![\w.-])(?: /home/[\w.-]+/ | /Users/[\w.-]+/ | /root/ | /private/var/ | /var/folders/
       | /tmp/[\w.-]+ | [A-Z]:\\{1,2}Users\\ ) | /site-packages/ | ipykernel_\d+ | file:///""",
    re.VERBOSE,
)


def loaded_from_outside(site):
    """Addresses outside the site in anything that a browser loads without being asked."""
    places = [(page.path, address) for page in site.pages.values() for address in in_page(page)]
    for path in site.ending(".css"):
        places += [(path, address) for address in in_css(site.read(path))]
    for path in site.ending(".svg"):
        drawing = Page(path, site.read(path))
        places += [
            (path, address) for element in drawing.elements for address in in_element(element)
        ]
    return [
        f"{path}:{address.line}: loads {address.text}"
        for path, address in places
        if address.loaded and outside(address.text)
    ]


def machine_paths(site):
    """Files, packed ones included, that name a folder of the machine that built them."""
    ours = {str(path) for path in (ROOT, Path.home(), sys.prefix, Path(tempfile.gettempdir()))}
    ours = {path.encode() for path in ours if path.count("/") > 1}
    found = []
    for path in sorted(site.files):
        for name, content in unpacked(path, (site.folder / path).read_bytes()):
            shown = OF_ANY_MACHINE.findall(content) + [one for one in ours if one in content]
            found += [f"{name}: shows {one.decode()}" for one in sorted(set(shown))]
    return found


def unpacked(name, content):
    """A file, or the files packed in it."""
    if name.endswith(".gz"):
        yield name, gzip.decompress(content)
    elif name.endswith((".zip", ".whl")):
        archive = zipfile.ZipFile(io.BytesIO(content))
        yield from ((f"{name}/{inner}", archive.read(inner)) for inner in archive.namelist())
    else:
        yield name, content


def test_no_page_style_sheet_or_drawing_loads_anything_from_outside(site):
    assert loaded_from_outside(site) == []


def test_no_published_file_names_a_folder_of_the_machine_that_built_it(site):
    assert machine_paths(site) == []


def test_a_link_that_a_reader_follows_may_lead_outside(small):
    assert loaded_from_outside(small('<a href="https://example.org/">x</a>')) == []


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="x">',
        '<img srcset="//example.org/a.png 2x" alt="x">',
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link rel="preconnect" href="https://example.org">',
        '<link rel="preload" as="font" href="https://example.org/a.woff2">',
        '<iframe src="https://example.org/"></iframe>',
        '<video poster="https://example.org/a.png"></video>',
        '<form action="https://example.org/"></form>',
        '<a href="other/" ping="https://example.org/">x</a>',
        '<style>@import "https://example.org/a.css";</style>',
        '<p style="background: url(https://example.org/a.png)">x</p>',
        '<svg><image xlink:href="https://example.org/a.png"/></svg>',
    ],
)
def test_what_a_page_loads_from_outside_is_found(small, body):
    (found,) = loaded_from_outside(small(body))
    assert found.startswith(f"index.html:{BODY_LINE}: loads ")


def test_what_a_style_sheet_or_a_drawing_loads_from_outside_is_found(small):
    files = {
        "a.css": "p { color: red }\n@font-face { src: url('https://example.org/a.woff2') }",
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a"/></svg>',
    }
    assert loaded_from_outside(small(files=files)) == [
        "a.css:2: loads https://example.org/a.woff2",
        "a.svg:1: loads https://example.org/a",
    ]


@pytest.mark.parametrize(
    "text",
    ["/home/ada/site", "/Users/ada/x", "C:\\Users\\ada", "/tmp/ipykernel_12/3.py", str(ROOT)],
)
def test_a_folder_of_a_machine_is_found_in_plain_and_packed_files(small, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.py", f"# {text}/\n")
    content = f"see {text}/\n".encode()
    files = {"a.csv": content, "b.xml.gz": gzip.compress(content), "c.whl": buffer.getvalue()}
    assert {finding.split(":")[0] for finding in machine_paths(small(files=files))} == {
        "a.csv",
        "b.xml.gz",
        "c.whl/inner.py",
    }


def test_words_that_look_like_folders_are_not(small):
    files = {"a.txt": "the learning/home/page, and/tmp", "b.js": "import('./root/a.js')"}
    assert machine_paths(small(files=files)) == []
