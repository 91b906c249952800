// The table of the moments: what the gradient has, and what the averages make of its draws.

import { h, number, prose } from "../elements.js";

function row(name, ...data) {
  const cells = data.map((one) => h("td", {}, one));
  return h("tr", {}, h("th", { scope: "row" }, ...prose(name)), ...cells);
}

/** The table; `show(t, numbers)` fills it after draw t. */
export function tally() {
  const cells = Array.from({ length: 7 }, () => h("data", { class: "number" }));
  const draws = h("th", { scope: "col" });
  const titles = ["moment, estimate", "gradient"].map((one) => h("th", { scope: "col" }, one));
  const element = h(
    "table",
    { class: "tally" },
    h("caption", { class: "away" }, "The gradient's moments and their estimates"),
    h("thead", {}, h("tr", {}, ...titles, draws)),
    h(
      "tbody",
      {},
      row("mean μ, [m_hat]", cells[0], cells[1]),
      row("second moment μ² + σ², [v_hat]", cells[2], cells[3]),
      row("variance σ²", cells[4], "not kept"),
      row("ratio μ/√(μ² + σ²), [m_hat]/[root_v_hat]", cells[5], cells[6]),
    ),
  );
  return {
    element,
    show(t, numbers) {
      draws.textContent = `after draw ${number(t, 6)}`;
      cells.forEach((cell, i) => {
        cell.value = numbers[i];
        cell.textContent = number(numbers[i]);
      });
    },
  };
}
