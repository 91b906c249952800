// The cells of a page.

/** Those that build on one another, in order; one that a widget opened stands alone. */
export const chain = () => [...document.querySelectorAll("adam-cell:not([alone])")];

/** What tracebacks and labels call a cell. */
export const nameOf = (cell) =>
  cell.hasAttribute("alone") ? "this cell" : `cell ${chain().indexOf(cell) + 1}`;
