"""The policy's builder: it allows what the pages run, refuses what no policy can, and repeats."""

import base64
import hashlib

import pytest

from adamdocs.publishing import csp
from adamdocs.publishing.problems import Problem

HEAD = "<!doctype html><html><head><meta charset=utf-8>"


def source(script):
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@pytest.mark.parametrize(
    ("page", "scripts"),
    [
        ("<script>let a = 1 < 2;</script>", ["let a = 1 < 2;"]),
        ("<script>\n a &amp; b\n</script>", ["\n a &amp; b\n"]),
        ("<script>a</script><script>b</script><script>a</script>", ["a", "b"]),
        ("<SCRIPT type=module>import './x.js'</SCRIPT>", ["import './x.js'"]),
        ("<script type='text/javascript'>a</script>", ["a"]),
        ("<script type=importmap>{}</script>", ["{}"]),
        ("<script></script>", [""]),
        ("<script type='application/json'>{}</script>", []),
        ("<script type='application/ld+json'>{}</script>", []),
        ("<script src=a.js></script>", []),
        ("<!-- <script>a</script> --><pre>&lt;script>a&lt;/script></pre>", []),
    ],
)
def test_every_inline_program_is_hashed_as_a_browser_does(page, scripts):
    assert csp.hashes(HEAD + page) == {source(script) for script in scripts}


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>\n<b onclick='x()'>x</b>", [(2, "onclick on <b>")]),
        ("<svg><path onload='x()'/></svg>", [(1, "onload on <path>")]),
        ("<a href='javascript:x()'>x</a>", [(1, "a javascript: address on <a>")]),
        ("<a href=' JavaScript&#58;x()'>x</a>", [(1, "a javascript: address on <a>")]),
        ("<p title='onclick' class=on>javascript: is a word</p><pre>onclick=</pre>", []),
    ],
)
def test_what_no_hash_can_allow_is_found(page, found):
    assert csp.handlers(page) == found


@pytest.fixture
def site(tmp_path):
    pages = {
        "index.html": f"{HEAD}<script>home</script>",
        "a/b/index.html": f"{HEAD}<script>inner</script>",
        "404.html": f"{HEAD}<script>lost</script>",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def read(site):
    return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}


def test_every_page_gets_the_policy_that_allows_the_scripts_of_all(site):
    csp.protect(site)
    policy = csp.policy({source("home"), source("inner"), source("lost")})
    for page in read(site).values():
        assert page.count(f'<meta http-equiv="Content-Security-Policy" content="{policy}">') == 1
        assert page.index("charset") < page.index("Content-Security-Policy") < page.index("<script")


def test_protecting_twice_is_protecting_once(site):
    csp.protect(site)
    once = read(site)
    csp.protect(site)
    assert read(site) == once


def test_a_page_that_loses_a_script_loses_its_hash(site):
    csp.protect(site)
    (site / "404.html").write_text(HEAD, encoding="utf-8")
    csp.protect(site)
    assert source("lost") not in read(site)["index.html"]


def test_the_server_that_rebuilds_may_add_its_own_script(site):
    csp.protect(site, serving=True)
    policy = read(site)["index.html"]
    assert "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';" in policy
    assert "sha256" not in policy  # a hash would switch 'unsafe-inline' off


def test_problems_name_file_line_and_mend_and_leave_the_site_alone(site):
    (site / "a.html").write_text(f"{HEAD}\n<b onclick='x()'>x</b>", encoding="utf-8")
    (site / "z.html").write_text("<p>no head</p>", encoding="utf-8")
    before = read(site)
    with pytest.raises(Problem) as raised:
        csp.protect(site)
    mend = "use addEventListener in a file of docs/javascripts"
    assert str(raised.value).splitlines() == [
        f"a.html:2: onclick on <b> would be blocked; {mend}",
        "z.html: must begin with a head that holds <meta charset=utf-8>",
    ]
    assert read(site) == before
