// A page's cells as a Jupyter notebook, in their present state.

import { download } from "../widgets/actions.js";
import { WHEEL } from "./place.js";

const FORMAT = { nbformat: 4, nbformat_minor: 5 };
const PYTHON = { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } };

/** Source as a notebook keeps it: lines with their ends. */
const lines = (text) => text.split(/(?<=\n)/);

const prose = (text) => ({ cell_type: "markdown", metadata: {}, source: lines(text) });
const code = (text) => ({
  cell_type: "code",
  metadata: {},
  execution_count: null,
  outputs: [],
  source: lines(text),
});

/** A heading's words, without the theme's link to it. */
const wordsOf = (heading) =>
  [...heading.childNodes]
    .filter((node) => !node.matches?.(".headerlink"))
    .map((node) => node.textContent)
    .join("")
    .trim();

/** Words of the heading that a cell stands under. */
function headingOf(cell) {
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3)")];
  const above = (heading) =>
    heading.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING;
  return wordsOf(headings.findLast(above));
}

/** The cells as a notebook's JSON. */
export function notebookOf(cells) {
  const title = wordsOf(document.querySelector("article h1"));
  const page = location.origin + location.pathname;
  const parts = [
    prose(`# ${title}\n\nThe cells of [${page}](${page}), as they stood there.`),
    code(`%pip install -q ${WHEEL}`),
  ];
  let heading = title;
  for (const cell of cells) {
    const next = headingOf(cell);
    if (next !== heading) parts.push(prose(`## ${next}`));
    heading = next;
    parts.push(code(cell.source));
  }
  const numbered = parts.map((part, i) => ({ id: `cell-${i}`, ...part }));
  return JSON.stringify({ cells: numbered, metadata: PYTHON, ...FORMAT }, null, 1);
}

/** Hand cells to the reader as a notebook named like the page, and by what else is given. */
export function saveNotebook(cells, more = "-cells") {
  const parts = location.pathname.replace(/index\.html$/, "").split("/");
  const name = parts.filter(Boolean).at(-1) ?? "adamdocs";
  download(`${name}${more}.ipynb`, notebookOf(cells), "application/x-ipynb+json");
}
