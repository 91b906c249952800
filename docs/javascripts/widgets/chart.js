// Charts in the hand of the figures: their weights, letters and axes, to the width of a widget.

import { SYMBOLS, number, parts, plain, s } from "./elements.js";

const WIDTH = 403.2; // of a figure, in the units of its letters and lines
const HAT = "\u0302";

/** Sizes for a width: letters stay above 12 px on a phone. */
export function measures(width) {
  const unit = Math.min(1.5, Math.max(1.18, width / WIDTH));
  return {
    unit,
    text: 10.2 * unit,
    tick: Math.max(12, 9.2 * unit),
    line: 1.8 * unit,
    hair: 0.8 * unit,
  };
}

/** A map from values to places; `invert` leads back, `round(count)` gives ticks. */
export function scale([low, high], [from, to], kind = "linear") {
  const bend = kind === "log" ? Math.log10 : (x) => x;
  const straighten = kind === "log" ? (x) => 10 ** x : (x) => x;
  const span = bend(high) - bend(low) || 1;
  const place = (x) => from + ((bend(x) - bend(low)) / span) * (to - from);
  place.invert = (p) => straighten(bend(low) + ((p - from) / (to - from)) * span);
  place.range = [from, to];
  place.round = (count) => (kind === "log" ? decades : rounds)(low, high, count);
  return place;
}

/** About `count` round numbers from low to high. */
function rounds(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  const ticks = [];
  for (let i = first; i * step <= high + step * 1e-9; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten from low to high, thinned to `count`. */
function decades(low, high, count) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / count));
  const ticks = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** An axis at the bottom or on the left, its name below or above it as in the figures. */
export function axis(
  side,
  place,
  { at, name = "", ticks = place.round(4), size, format = number },
) {
  const [from, to] = place.range;
  const down = side === "bottom";
  const reach = 3.5 * size.unit;
  const marks = ticks.map((x) =>
    down ? `M${place(x)} ${at}v${reach}` : `M${at} ${place(x)}h${-reach}`,
  );
  const d = (down ? `M${from} ${at}H${to}` : `M${at} ${from}V${to}`) + marks.join("");
  const style = `font-size: ${size.tick}px`;
  const texts = ticks.map((x) => {
    const spot = down
      ? { x: place(x), y: at + reach + size.tick * 1.1, "text-anchor": "middle" }
      : { x: at - reach - 3, y: place(x) + size.tick * 0.36, "text-anchor": "end" };
    return s("text", { ...spot, style, class: "ad-muted" }, format(x));
  });
  const line = s("path", { d, "stroke-width": size.hair });
  const title = down
    ? label({
        x: (from + to) / 2,
        y: at + reach + size.tick * 1.2 + size.text * 1.1,
        text: name,
        size,
        anchor: "middle",
      })
    : label({ x: at, y: Math.min(from, to) - size.text * 0.85, text: name, size });
  return s("g", { class: "axis", "aria-hidden": "true" }, line, ...texts, name ? title : "");
}

/** A direct label on a baseline, ringed by the page's color; `[m_hat]` becomes a symbol. */
export function label({
  x,
  y,
  text,
  size,
  ink = "ink",
  anchor = "start",
  bold = false,
  halo = true,
}) {
  const attributes = {
    x,
    y,
    "text-anchor": anchor,
    style: `font-size: ${size.text}px`,
    class: `ad-${ink}${bold ? " bold" : ""}${halo ? " halo" : ""}`,
  };
  if (anchor !== "start" || !text.includes("[")) return s("text", attributes, plain(text));
  const written = s("text", attributes);
  parts(text).forEach((part, i) => {
    if (i % 2 === 0) return written.append(part);
    const [letter, hat, root, own] = SYMBOLS[part];
    const body = s(
      "tspan",
      { class: `ad-${own} bold` },
      (root ? "√" : "") + letter + (hat ? HAT : ""),
    );
    written.append(body);
  });
  return written;
}

const tenth = (x) => Math.round(x * 10) / 10;

/** A line through points, as path data. */
export function trail(xs, ys) {
  let d = "";
  for (let i = 0; i < xs.length; i++) d += `${i ? "L" : "M"}${tenth(xs[i])} ${tenth(ys[i])}`;
  return d;
}

/** Stems from a ground line to each point, as path data. */
export function stems(xs, ys, ground) {
  let d = "";
  for (let i = 0; i < xs.length; i++) d += `M${tenth(xs[i])} ${tenth(ground)}V${tenth(ys[i])}`;
  return d;
}

/** Points without length, for a line with round ends: heads of stems in one path. */
export function heads(xs, ys) {
  let d = "";
  for (let i = 0; i < xs.length; i++) d += `M${tenth(xs[i])} ${tenth(ys[i])}h0`;
  return d;
}

/** A curve that can be pointed at, in the ink of its symbol. */
export function curve(ink, d, width, extra = {}) {
  const line = s("path", {
    d,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
    ...extra,
  });
  return s("g", { class: `ad-symbol ad-${ink}` }, s("path", { d, class: "hit" }), line);
}

/** Places moved apart to at least `gap`, in their order, within [low, high] where there is room. */
export function apart(places, gap, low = -Infinity, high = Infinity) {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  order.forEach((i, rank) => {
    const least = rank ? moved[order[rank - 1]] + gap : low;
    moved[i] = Math.max(moved[i], least);
  });
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const most = rank < order.length - 1 ? moved[order[rank + 1]] - gap : high;
    moved[order[rank]] = Math.min(moved[order[rank]], most);
  }
  return moved;
}

/** Powers of ten as they are written. */
export function power(value) {
  const exponent = Math.round(Math.log10(value));
  if (exponent >= -2 && exponent <= 3) return number(value);
  const raised = String(exponent).replace(/./g, (digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)]);
  return `10${raised}`;
}
