// Python source of what a widget shows: literals with the very bits, calls, lists, whole cells.

import { check_finite } from "../checks.js";
import { adam } from "../optimizers.js";

const WIDTH = 66; // characters of a line: cells are read on phones
const INDENT = "    ";
const COUNTS = new Set(["steps", "at", "every", "seed"]); // arguments that are ints

/** A literal of the same 64 bits; `whole` writes an int. A text is source already. */
export function literal(value, whole = false) {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  check_finite("literal", value);
  if (Object.is(value, -0)) return "-0.0";
  if (whole) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace("+", "");
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A call, such as of `"rule = adam"`; arguments equal to their defaults are left out. */
export function call(head, args, defaults = {}) {
  const given = Object.entries(args).filter(([key, value]) => value !== defaults[key]);
  const parts = given.map(([key, value]) => `${key}=${literal(value, COUNTS.has(key))}`);
  const joined = parts.join(", ");
  if (head.length + joined.length + 2 <= WIDTH) return `${head}(${joined})`;
  const fits = INDENT.length + joined.length <= WIDTH;
  const lines = fits ? [joined] : parts.map((part) => `${part},`);
  return [`${head}(`, ...lines.map((line) => INDENT + line), ")"].join("\n");
}

/** A list of literals under a name, in as few lines as hold it. */
export function list(name, literals) {
  const lines = [];
  let line = INDENT;
  for (const one of literals) {
    if (line.length + one.length + 1 > WIDTH) {
      lines.push(line.trimEnd());
      line = INDENT;
    }
    line += `${one}, `;
  }
  return [`${name} = [`, ...lines, line.trimEnd(), "]"].join("\n");
}

/** The rule; rate and decays stand there at their defaults too: they are what one changes. */
export function adamRule(hyper) {
  const { eps, correct_m, correct_v } = adam.defaults;
  return call("rule = adam", hyper, { eps, correct_m, correct_v });
}

/** Imports from modules of the package, `{ runs: "feed" }`, and of what draws. */
export function imports(names, numpy = false) {
  const all = Object.entries({ "drawing.curves": "plot", ...names }).sort();
  const lines = all.map(([module, name]) => `from adamdocs.${module} import ${name}`);
  return [...(numpy ? ["import numpy as np", ""] : []), ...lines].join("\n");
}

/** A cell of paragraphs, each of them lines. */
export function cell(...paragraphs) {
  return `${paragraphs.map((lines) => [lines].flat().join("\n")).join("\n\n")}\n`;
}
