// What a reader takes along: a link to the state, the run as a file or as Python.

import { h } from "./elements.js";

/** Address of this page in the widget's present state. */
export function addressOf(widget) {
  const { query } = widget;
  const hash = widget.id ? `#${widget.id}` : "";
  return location.origin + location.pathname + (query && `?${query}`) + hash;
}

/** Copy the address, or show it where the browser refuses. */
async function copyLink(widget, place) {
  const address = addressOf(widget);
  try {
    await navigator.clipboard.writeText(address);
    const note = widget.linkNote?.() ?? "Link copied.";
    place.replaceChildren(h("p", { class: "notice" }, note)); // where the reader is looking
    widget.announce(note);
  } catch {
    const field = h("input", { type: "text", readonly: true, "aria-label": "Link to this state" });
    field.value = address;
    place.replaceChildren(field);
    field.select();
    field.focus();
    widget.tell("The browser does not let a page copy: take the link from the field below.");
  }
}

/** A table as CSV; numbers in full precision. */
function csvOf(rows) {
  return rows.map((row) => `${row.join(",")}\n`).join("");
}

/** Hand a text to the reader as a file. */
export function download(name, text, type = "text/csv") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Whether Python runs on this site's pages. */
const hasPython = () => document.querySelector('meta[name="ad-live"]') !== null;

/** Hand the widget's state to the page's Python, which is fetched when it is asked for. */
async function openPython(widget) {
  try {
    const { openCell } = await import("../live/open.js");
    openCell(widget, await widget.python());
  } catch (error) {
    widget.tell("Python could not be opened: reload the page and try again.", true);
    reportError(error);
  }
}

/** The row of buttons for link, data, Python and reset. */
export function actions(widget) {
  const place = h("div");
  const embed = widget.parentNode.querySelector(".ad-embed");
  let before = widget.state;
  widget.follows((state) => {
    if (embed) embed.search = widget.query;
    if (state !== before) place.replaceChildren(); // a link is of the state that it was copied in
    before = state;
  });
  const button = (text, onclick) => h("button", { type: "button", onclick }, text);
  const row = h(
    "div",
    { class: "row ending" },
    button("Copy link", () => copyLink(widget, place)),
  );
  if (widget.table) {
    const save = () => download(`${widget.name}.csv`, csvOf(widget.table()));
    row.append(button("Run as CSV", save));
  }
  if (widget.python && hasPython()) {
    const open = button("Open in Python", () => openPython(widget));
    open.title = "Open this state in Python";
    row.append(open);
  }
  const reset = () => {
    widget.reset();
    place.replaceChildren();
  };
  row.append(button("Reset", reset));
  return h("div", {}, row, place);
}
