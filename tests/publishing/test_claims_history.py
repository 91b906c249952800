"""The record of the ledger: what is new, reworded, turned or withdrawn, and the feed of it."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from adamdocs.publishing import claims_feed, claims_history
from adamdocs.publishing.claims_history import FILE, WITHDRAWN, behind, changes, record
from adamdocs.publishing.edition import Edition
from adamdocs.publishing.ledger import Entry, led
from adamdocs.publishing.problems import Problem

from .test_ledger import CLAIM, PAGES

FIRST, NEXT, LAST = date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)
ATOM = "{http://www.w3.org/2005/Atom}"


def with_claims(**claims):
    """An index whose page has these claims, and no audits."""
    page = PAGES["learn/one"] | {"claims": claims, "audits": {}}
    return {"learn/one": page}


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(claims_history, "entries", claims_alone)
    return tmp_path


def claims_alone(pages, order, root):
    """The entries of pages, without what the project's own register of texts judges."""
    return [
        Entry(f"{slug}:{name}", "claim", {"says": led(words["says"], slug, root)}, "", verdict, ())
        for slug, page in pages.items()
        for name, words in page["claims"].items()
        for verdict in (words["verdict"],)
    ]


def kinds(found):
    return {change.id.partition(":")[2]: change.kind for change in found}


def test_what_changed_is_told_apart(root):
    a, b, c = (CLAIM | {"says": f"{name} is {{{{size}}}}."} for name in "abc")
    begun = record(with_claims(a=a, b=b, c=c), FIRST, root)
    assert kinds(begun) == dict.fromkeys("abc", "new")
    again = with_claims(a=a | {"says": "Else."}, b=b | {"verdict": "true"}, d=CLAIM)
    assert kinds(record(again, NEXT, root)) == {
        "a": "reworded",
        "b": "turned",
        "d": "new",
        "c": WITHDRAWN,
    }
    assert behind(again, root) == []
    back = with_claims(a=a, b=b | {"verdict": "true"}, c=c, d=CLAIM)
    assert behind(back, root) == ["learn/one:a", "learn/one:c"]
    assert kinds(record(back, LAST, root)) == {"a": "reworded", "c": "new"}
    assert len(changes(root)) == 3 + 4 + 2


def test_a_day_is_made_anew_and_earlier_days_stay(root):
    record(with_claims(a=CLAIM), FIRST, root)
    before = (root / FILE).read_text()
    record(with_claims(a=CLAIM | {"verdict": "true"}), NEXT, root)
    assert (root / FILE).read_text().startswith(before)
    assert record(with_claims(a=CLAIM), NEXT, root) == []
    assert (root / FILE).read_text() == before
    with pytest.raises(Problem, match="goes to 2026-01-01, beyond 2025-12-31; see to the machine"):
        record(with_claims(a=CLAIM), date(2025, 12, 31), root)


def entry(day="2026-01-01", name="learn/one:a", verdict="true", says="It is."):
    return f'[{day}."{name}"]\nverdict = "{verdict}"\nsays = "{says}"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry(day="2026-13-01"), f"{FILE}:1: 2026-13-01 is no day; write it as 2026-11-23"),
        (entry(day="today"), f"{FILE}:1: today is no day"),
        (entry("2026-01-02") + entry(name="x:b"), f"{FILE}:4: 2026-01-01 stands behind a later"),
        (entry() + entry("2026-01-02"), f"{FILE}:4: learn/one:a is as it was before; drop"),
        (entry(verdict=WITHDRAWN), f"{FILE}:1: learn/one:a is withdrawn and was never there"),
        (entry(verdict="maybe"), "has the verdict 'maybe'; there are: true, false, depends, with"),
        (entry(says=""), f'{FILE}:1: [2026-01-01."learn/one:a"] lacks says; add it'),
        (entry() + "why = 1\n", "has why, which nothing reads"),
        (entry(name="a claim"), f'{FILE}:1: [2026-01-01."a claim"] is no entry; write'),
        (entry() + entry(), f"{FILE}:4: "),
        ("[2026-01-01]\n", f"{FILE}:1: 2026-01-01 holds nothing; write"),
        ("[2026-01-01", f"{FILE}: "),
    ],
)
def test_a_broken_record_is_refused(root, text, said):
    (root / FILE).write_text(text)
    with pytest.raises(Problem, match=re.escape(said)):
        changes(root)


def fed(root, address="https://x.org/y/"):
    text = claims_feed.feed(changes(root), Edition("T", "A & B", FIRST), "Site", address)
    feed = ElementTree.fromstring(text)
    return feed, feed.findall(f"{ATOM}entry")


def told(one):
    words = {name: one.findtext(ATOM + name) for name in ("title", "content", "updated")}
    return words | {"way": one.find(f"{ATOM}link").get("href")}


def test_the_feed_tells_each_change_after_the_first_day(root):
    a = CLAIM | {"says": "`a` & <b> are $\\beta_1 \\ge 0$."}
    record(with_claims(a=a, c=CLAIM), FIRST, root)
    record(with_claims(a=a | {"verdict": "true"}), NEXT, root)
    record(with_claims(a=a | {"verdict": "true", "says": "More {{size}}."}), LAST, root)
    feed, (reworded, withdrawn, turned, opening) = fed(root)
    assert told(reworded) == {
        "title": "Reworded: More 3.16.",
        "content": "<p>“More 3.16.”</p><p>Before: “a &amp; &lt;b&gt; are β_1 ≥ 0.”</p>"
        "<p>Verdict: true.</p>",
        "updated": "2026-01-03T00:00:00Z",
        "way": "https://x.org/y/reference/claims/#learn-one-a",
    }
    assert told(withdrawn)["way"] == "https://x.org/y/reference/claims/"
    assert "Its verdict was: false." in told(withdrawn)["content"]
    assert "<p>Verdict: true. It was: false.</p>" in told(turned)["content"]
    assert told(opening)["title"] == "The ledger begins with 2 entries"
    assert told(opening)["content"] == "<p>0 true, 2 false, 0 that depend.</p>"
    assert feed.findtext(f"{ATOM}updated") == "2026-01-03T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A & B"


def test_identifiers_stay_wherever_the_site_is_and_whatever_comes_later(root):
    record(with_claims(a=CLAIM), FIRST, root)
    record(with_claims(a=CLAIM, b=CLAIM, c=CLAIM), NEXT, root)
    feed, found = fed(root)
    record(with_claims(b=CLAIM, c=CLAIM), LAST, root)
    later, more = fed(root, "http://elsewhere.test/")
    ids = [one.findtext(f"{ATOM}id") for one in (feed, *found)]
    assert [one.findtext(f"{ATOM}id") for one in (later, *more[1:])] == ids
    assert len({*ids, more[0].findtext(f"{ATOM}id")}) == 5


def test_no_entry_leads_to_what_the_ledger_has_no_more(root):
    record(with_claims(a=CLAIM), FIRST, root)
    record(with_claims(a=CLAIM, b=CLAIM), NEXT, root)
    _, found = fed(root)
    assert told(found[0])["way"].endswith("#learn-one-b")
    record(with_claims(a=CLAIM), LAST, root)
    _, (withdrawn, new, _) = fed(root)
    assert (told(withdrawn)["title"][:9], told(new)["title"][:4]) == ("Withdrawn", "New:")
    assert {told(one)["way"] for one in (withdrawn, new)} == {"https://x.org/y/reference/claims/"}


def test_who_read_the_first_wording_of_a_day_reads_the_second(root):
    record(with_claims(a=CLAIM), FIRST, root)
    ids = set()
    for says in ("Once.", "Twice.", "Twice."):
        record(with_claims(a=CLAIM | {"says": says}), NEXT, root)
        _, (latest, _) = fed(root)
        ids.add(latest.findtext(f"{ATOM}id"))
    assert len(ids) == 2


def test_a_page_that_moves_takes_its_claims_along(root):
    record(with_claims(a=CLAIM, b=CLAIM), FIRST, root)
    record(with_claims(a=CLAIM | {"verdict": "true"}, b=CLAIM), NEXT, root)
    before, (_, opening) = (root / FILE).read_text(), fed(root)[1]
    later = {"learn/two": with_claims(a=CLAIM, b=CLAIM)["learn/one"]}
    (root / "docs/redirects.toml").write_text('"learn/one" = "learn/two"\n')
    assert behind(later, root) == ["learn/two:a"]
    assert kinds(record(later, LAST, root)) == {"a": "turned"}
    assert (root / FILE).read_text().startswith(before)
    _, (turned, once, begun) = fed(root)
    assert {told(one)["way"].partition("#")[2] for one in (turned, once)} == {"learn-two-a"}
    assert begun.findtext(f"{ATOM}id") == opening.findtext(f"{ATOM}id")


def test_the_feed_ends_somewhere(root, monkeypatch):
    monkeypatch.setattr(claims_feed, "MOST", 1)
    record(with_claims(a=CLAIM), FIRST, root)
    record(with_claims(a=CLAIM, b=CLAIM, c=CLAIM), NEXT, root)
    _, found = fed(root)
    assert len(found) == 1


def test_a_site_with_a_ledger_needs_the_record_which_the_command_writes(project, refused):
    project.write("docs/reference/claims.md", "# Claims\n\n{{claims}}\n")
    project.write("docs/references.bib", "")
    project.edit("mkdocs.yml", "hooks:", "  - Claims: reference/claims.md\nhooks:")
    refused(f"{re.escape(FILE)}: is missing; run scripts/claims, which writes it")
    done = project.run("claims")
    assert (done.status, done.out, done.errors) == (0, "new       learn/tiny:it_is_small\n", [])
    done = project.run("build")
    assert (done.status, done.errors) == (0, [])
    text = project.built()["reference/claims.xml"].decode()
    assert "<updated>2023-11-14T00:00:00Z</updated>" in text
    project.edit(FILE, '"false"', '"maybe"')
    refused(f"{re.escape(FILE)}:4: .* has the verdict 'maybe'; there are: .*")
