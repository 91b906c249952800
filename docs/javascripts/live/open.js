// Opens a widget's state as a cell of Python below the widget.

import { h } from "../widgets/elements.js";
import "./cell.js";

let count = 0; // of cells that were kept

/** A cell with a source below a widget, in an untouched one's place; focus goes to its Run. */
export function openCell(widget, source) {
  const box = widget.closest(".ad-widget") ?? widget;
  const id = `${widget.id || widget.localName}-python`;
  const before = document.getElementById(id);
  if (before?.source === before?.original) before?.remove();
  else before.id = `${id}-${(count += 1)}`; // the reader has changed it: it stays
  const code = h("div", { class: "highlight" }, h("pre", {}, h("code", {}, source)));
  const cell = h(
    "adam-cell",
    { id, alone: true, label: `Python, state of: ${widget.constructor.label}` },
    code,
    h("div", { class: "ad-cell-bar" }),
    h("div", { class: "ad-cell-output" }),
  );
  box.after(cell);
  cell.edit(); // the editor brings the code's colors
  cell.runs.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest" });
  return cell;
}
