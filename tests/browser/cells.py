"""A built page with cells of one's own: run them, wait for them, read what they show."""

from contextlib import contextmanager

from .conftest import HEIGHT, PATIENCE, WIDE, profile
from .serving import BELOW
from .watching import SETTLED

PAGE = BELOW + "learn/adam/"  # a page that loads the cells' script
# The shape that adamdocs/publishing/cells.py writes.
PUT = """(sources) => {
  const made = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  };
  const cell = (source) => {
    const pre = made("pre", "", made("code", "", source));
    const code = made("div", "language-python highlight", pre);
    const output = made("div", "ad-cell-output", made("pre", "", "as built"));
    output.firstChild.dataset.kind = "text";
    return made("adam-cell", "", code, made("div", "ad-cell-bar"), output);
  };
  document.querySelector("article").replaceChildren(...sources.map(cell));
}"""
CLICK = """(numbers) => {
  const all = document.querySelectorAll("adam-cell");
  const asked = numbers.map((number) => all[number - 1]);
  for (const cell of asked) delete cell.dataset.status;
  for (const cell of asked) cell.runs.click();
}"""
# A cell without a status was clicked, and the queue has not been told yet.
IDLE = """async ([numbers, seconds]) => {
  const all = [...document.querySelectorAll("adam-cell")];
  const asked = numbers.map((number) => all[number - 1]);
  const isBusy = ({ dataset }) => ["waiting", "running"].includes(dataset.status);
  const end = performance.now() + 1000 * seconds;
  while (all.some(isBusy) || asked.some(({ dataset }) => dataset.status === undefined)) {
    if (performance.now() > end) throw new Error("the cells do not come to rest");
    await new Promise((done) => setTimeout(done, 10));
  }
}"""
UNTIL = """async ([number, selector, part, seconds]) => {
  const cell = document.querySelectorAll("adam-cell")[number - 1];
  const end = performance.now() + 1000 * seconds;
  while (!cell.querySelector(selector)?.textContent.includes(part)) {
    if (performance.now() > end) throw new Error(`${part} does not come: ${cell.textContent}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}"""
READ = """(number) => {
  const { place } = document.querySelectorAll("adam-cell")[number - 1];
  const kindOf = (node) => (node.localName === "pre" && node.dataset.kind) || "markup";
  const htmlOf = (node) => (kindOf(node) === "markup" ? node.outerHTML : undefined);
  const textOf = (node) => htmlOf(node) ?? node.textContent;
  return [...place.childNodes].map((node) => [kindOf(node), textOf(node)]);
}"""
STATUS = """(number) => {
  const cell = document.querySelectorAll("adam-cell")[number - 1];
  return [cell.dataset.status, cell.status.textContent];
}"""
# A page that shows these lives.
FRAMES = """async () => {
  for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame);
  return true;
}"""
ANEW = "Python begins anew; the cells above run again when they are needed."
SLOWEST = 60  # seconds after which a cell is given up


@contextmanager
def tab_of(browser, **settings):
    """A tab in a profile of its own."""
    settings = {"viewport": {"width": WIDE, "height": HEIGHT}} | settings
    with profile(browser, **settings) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def visit(page, origin, *sources, address=PAGE):
    """Open a page of the site and put cells in the place of its article."""
    page.goto(origin + address)
    page.evaluate(SETTLED)
    return put(page, *sources)


def put(page, *sources):
    """Put cells in the place of the article, or of the cells before."""
    page.evaluate(PUT, list(sources))
    return page


def cell(page, number):
    return page.locator("adam-cell").nth(number - 1)


def edit(page, number, source):
    """Change a cell's text as its editor does."""
    cell(page, number).evaluate("(cell, source) => { cell.source = source; }", source)


def click(page, *numbers):
    """Press Run on some cells in one go."""
    page.evaluate(CLICK, list(numbers))


def wait(page, *numbers):
    """Wait until no cell runs or waits, and these have been asked."""
    page.evaluate(IDLE, [list(numbers), SLOWEST])


def run(page, *numbers):
    """Run some cells to their end; what the last of them shows."""
    click(page, *numbers)
    wait(page, *numbers)
    return read(page, numbers[-1])


def ran(page, *sources):
    """Put cells and run the last; what it shows."""
    put(page, *sources)
    return run(page, len(sources))


def read(page, number=1):
    """What a cell shows: [kind, text] for every piece, HTML for a drawing."""
    return page.evaluate(READ, number)


def status(page, number=1):
    """How a cell stands, and what its reader is told."""
    return page.evaluate(STATUS, number)


def until_shown(page, part, number=1):
    """Wait until a cell's output holds a text."""
    page.evaluate(UNTIL, [number, ".ad-cell-output", part, SLOWEST])


def until_told(page, part, number=1):
    """Wait until a cell's status holds a text."""
    page.evaluate(UNTIL, [number, ".ad-cell-status", part, SLOWEST])


def stop(page, number=1):
    """Press Stop, as a reader does, and wait until nothing runs."""
    cell(page, number).get_by_role("button", name="Stop").click()
    wait(page)


def live(urls):
    """Names of the runtime's files among some addresses."""
    return sorted(url.rpartition("/live/")[2] for url in urls if "/live/" in url)
