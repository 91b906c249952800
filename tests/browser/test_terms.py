"""Terms and citations lead on without a reload, take no room, and leave paper alone."""

from .serving import BELOW, deployed
from .test_navigation import leave, reloaded, stay_open

PAGE = "learn/momentum/"
TERM = "article a.ad-term"
CITATION = "article .ad-cite a"
ROOM = """() => {
  const sizes = () => [...document.querySelectorAll('article p')].map((p) => p.offsetHeight);
  const before = sizes();
  document.querySelectorAll('a.ad-term').forEach((a) => a.replaceWith(a.textContent));
  return [before, sizes()];
}"""
LINE = "(a) => getComputedStyle(a).textDecorationLine"
COLOR = "(a) => [a, a.parentElement].map((e) => getComputedStyle(e).color)"


def opened(tab, origin, address=PAGE, **options):
    page = tab(**options)
    page.goto(origin + BELOW + address)
    return page


def test_a_term_leads_to_its_entry_without_a_reload(tab, origin, site):
    page = deployed(tab(), site, origin + BELOW)
    page.goto(origin + BELOW + PAGE)
    stay_open(page)
    term = page.locator(TERM).first
    name = term.get_attribute("href").rpartition("#")[2]
    assert len(term.get_attribute("title")) > 20
    leave(page, term.click)
    assert page.url == f"{origin}{BELOW}reference/glossary/#{name}"
    assert page.locator(f"dt #{name}").is_visible()
    assert not reloaded(page)


def test_a_term_looks_like_its_text_and_takes_no_room(tab, origin):
    page = opened(tab, origin)
    own, around = page.locator(TERM).first.evaluate(COLOR)
    assert own == around
    assert page.locator(TERM).first.evaluate(LINE) == "underline"
    before, after = page.evaluate(ROOM)
    assert before == after


def test_a_term_is_plain_on_paper(tab, origin):
    page = opened(tab, origin)
    page.emulate_media(media="print")
    assert page.locator(TERM).first.evaluate(LINE) == "none"


def test_a_citation_leads_to_the_list_of_its_page_and_on_to_the_source(tab, origin):
    page = opened(tab, origin)
    stay_open(page)
    first = page.locator(CITATION).first
    first.click()
    key = page.url.rpartition("#ref-")[2]
    assert page.locator(f"#ref-{key}").is_visible()
    assert page.url.startswith(f"{origin}{BELOW}{PAGE}#")
    assert not reloaded(page)


def test_the_bibtex_of_a_source_can_be_opened_by_keyboard(tab, origin):
    page = opened(tab, origin, "reference/bibliography/")
    summary = page.locator(".ad-sources summary").first
    summary.focus()
    page.keyboard.press("Enter")
    code = page.locator(".ad-sources details[open] code")
    assert code.inner_text().startswith("@misc{alpaydin1998,")
