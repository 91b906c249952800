"""The Content-Security-Policy is on every page, the same on all, and allows what they run."""

import re

import pytest

from adamdocs.publishing import csp

from .built import BODY_LINE

NEEDED = {
    "default-src": "'none'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


def policies(page):
    return [
        element
        for element in page.all("meta")
        if element.get("http-equiv").lower() == "content-security-policy"
    ]


def directives(policy):
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def lax_policies(site):
    """Pages without the policy, with another one, or with one that is too late or too wide."""
    found, first = [], None
    for page in site.pages.values():
        metas = policies(page)
        if len(metas) != 1:
            found.append(f"{page.path}: has {len(metas)} policies")
            continue
        policy = metas[0].get("content")
        first = first or policy
        if policy != first:
            found.append(f"{page.path}: its policy differs from the first page's")
        loading = [element.start for element in page.all("script", "link", "style")]
        if metas[0].start > min(loading, default=metas[0].start):
            found.append(page.at(metas[0], "the policy comes after what it should govern"))
        given = directives(policy)
        found += [
            f"{page.path}: {name} is {given.get(name)!r}, not {sources!r}"
            for name, sources in NEEDED.items()
            if given.get(name) != sources
        ]
        wide = re.findall(
            r"'unsafe-(?:inline|eval|hashes)'|\*|https?:", given.get("script-src", "")
        )
        if wide or "script-src" not in given:
            found.append(f"{page.path}: script-src allows {', '.join(wide) or 'anything'}")
        missing = csp.hashes(page.source) - set(given.get("script-src", "").split())
        found += [f"{page.path}: an inline script is not allowed: {one}" for one in sorted(missing)]
        found += [f"{page.path}:{line}: {what}" for line, what in csp.handlers(page.source)]
    return found


def test_one_strict_policy_governs_every_page(site):
    assert lax_policies(site) == []


GOOD = csp.policy({"'sha256-x'"})


def test_a_page_that_the_builder_protected_is_good(small):
    site = small("<script>let a = 1;</script>")
    csp.protect(site.folder)
    assert lax_policies(small.func(site.folder, files=reread(site))) == []


def reread(site):
    return {path: site.read(path) for path in site.files}


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("'none'", "'self'", "default-src is"),
        ("; font-src 'self'", "", "font-src is None"),
        ("'sha256-x'", "'unsafe-inline'", "script-src allows 'unsafe-inline'"),
        ("'sha256-x'", "https://example.org", "script-src allows https:"),
        ("'sha256-x'", "", "an inline script is not allowed: 'sha256-"),
    ],
)
def test_a_lax_policy_is_found(small, old, new, finding):
    body = "<script>let a = 1;</script>" if "allowed" in finding else ""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{GOOD.replace(old, new)}">'
    found = lax_policies(small(body, head=meta))
    assert any(one.startswith(f"index.html: {finding}") for one in found)


def test_a_page_without_policy_or_with_another_one_is_found(small):
    meta = '<meta http-equiv="Content-Security-Policy" content="{}">'
    page = "<html><head>{}</head></html>"
    files = {
        "index.html": page.format(meta.format(GOOD)),
        "404.html": page.format(meta.format(GOOD)),
        "late.html": page.format("<script src=a.js></script>\n" + meta.format(GOOD)),
        "other.html": page.format(meta.format(GOOD.replace("-x'", "-y'"))),
        "other/index.html": page.format(""),
    }
    assert lax_policies(small(files=files)) == [
        "late.html:2: the policy comes after what it should govern",
        "other.html: its policy differs from the first page's",
        "other/index.html: has 0 policies",
    ]


def test_a_handler_in_an_attribute_is_found(small):
    meta = f'<meta http-equiv="Content-Security-Policy" content="{GOOD}">'
    found = lax_policies(small('<p onclick="x()">x</p>', head=meta))
    assert f"index.html:{BODY_LINE}: onclick on <p>" in found
