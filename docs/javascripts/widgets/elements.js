// Elements of HTML, SVG and MathML; numbers and symbols as the figures write them.

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

function made(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat());
  return node;
}

/** An HTML element; attributes named `on…` are listeners. */
export const h = (tag, attributes, ...children) =>
  made(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = (tag, attributes, ...children) =>
  made(document.createElementNS(SVG, tag), attributes, children);

const math = (tag, attributes, ...children) =>
  made(document.createElementNS(MATHML, tag), attributes, children);

/** A number for a reader: shortest form, thousands apart, a real minus. */
export function number(value, digits = 3) {
  if (Number.isNaN(value)) return "—";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  let text = rounded.toString();
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    text = rounded.toExponential().replace("+", "");
  } else if (size >= 1000) {
    const [whole, ...rest] = text.split(".");
    text = [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ","), ...rest].join(".");
  }
  return text.replaceAll("-", "−");
}

// Name in brackets: letter, hat, root, ink. Texts of widgets name a symbol as `[m_hat]`.
export const SYMBOLS = {
  g: ["g", false, false, "g"],
  m: ["m", false, false, "m"],
  v: ["v", false, false, "v"],
  m_hat: ["m", true, false, "m"],
  v_hat: ["v", true, false, "v"],
  root_v_hat: ["v", true, true, "v"],
  step: ["Δ", false, false, "adam"],
};
const TOKEN = /\[([a-z_]+)\]/;

/** Texts and names of symbols in turn: every second part is a name. */
export const parts = (text) => text.split(TOKEN);

/** A symbol in MathML, in its colour. */
export function symbol(name) {
  const [letter, hat, root, ink] = SYMBOLS[name];
  const upright = letter === "Δ" ? { mathvariant: "normal" } : {}; // as in the page's formulas
  const base = math("mi", upright, letter);
  const hatted = hat
    ? math("mover", { accent: "true" }, base, math("mo", { stretchy: "false" }, "ˆ"))
    : base;
  const whole = root ? math("msqrt", {}, math("mpadded", { height: "0.86em" }, hatted)) : hatted;
  return math("math", {}, math("mrow", { class: `ad-symbol ad-${ink}` }, whole));
}

/** Text with symbols, as nodes. */
export const prose = (text) =>
  parts(text).map((part, i) => (i % 2 ? symbol(part) : document.createTextNode(part)));

/** Text with symbols, as a string for announcements and attributes. */
export const plain = (text) =>
  parts(text)
    .map((part, i) => (i % 2 ? spoken(part) : part))
    .join("");

function spoken(name) {
  const [letter, hat, root] = SYMBOLS[name];
  return (root ? "√" : "") + letter + (hat ? "\u0302" : "");
}

/** Where a pointer is in an element, in the pixels that it is drawn in: a page may be enlarged. */
export function within(node, { clientX, clientY }) {
  const { left, top } = node.getBoundingClientRect();
  const zoom = node.currentCSSZoom ?? 1;
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}
