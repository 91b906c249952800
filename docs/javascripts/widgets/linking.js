// Symbol and curve: whoever points at one of them makes the other stand out, all over the page.
//
// A mark is an element of the classes `ad-symbol ad-m` (or g, v, adam) in prose, formula or widget,
// or a part of a static figure drawn in that ink. The page hears of it as `ad-link`.

const INKS = ["g", "m", "v", "adam"];
const FIGURE = ".ad-figure > svg";
let linked = null;
let pinned = null;

/** Ink of the mark that an event met, or null. */
function inkAt(event) {
  for (const node of event.composedPath()) {
    if (!(node instanceof Element)) continue;
    if (node.classList.contains("ad-symbol")) {
      return INKS.find((ink) => node.classList.contains(`ad-${ink}`)) ?? null;
    }
    const style = node.getAttribute("style") ?? "";
    const ink = INKS.find((one) => style.includes(`var(--ad-${one})`));
    if (ink && node.closest(FIGURE)) return ink;
  }
  return null;
}

/** Make an ink stand out on the whole page, or none. */
export function link(ink) {
  if (ink === linked) return;
  linked = ink;
  if (ink) document.documentElement.dataset.adLinked = ink;
  else delete document.documentElement.dataset.adLinked;
  document.dispatchEvent(new CustomEvent("ad-link", { detail: ink }));
}

/** Ink that stands out now. */
export const linkedInk = () => linked;

/** Let go of everything. */
export function unlink() {
  pinned = null;
  link(null);
}

const enter = (event) => {
  const ink = inkAt(event);
  if (ink) link(ink);
};
const leave = (event) => {
  if (inkAt(event)) link(pinned);
};
const press = (event) => {
  const path = event.composedPath();
  if (event.target !== path[0]) return; // heard already, inside the shadow tree
  const button = path.find((node) => node.matches?.("button.ad-symbol"));
  if (!button) return;
  pinned = pinned === inkAt(event) ? null : inkAt(event);
  link(pinned);
};
const LISTENERS = {
  pointerover: enter,
  pointerout: leave,
  focusin: enter,
  focusout: leave,
  click: press,
};

/** Hear of the marks below a root: events inside one shadow tree do not leave it. */
export function watch(root) {
  for (const [type, listener] of Object.entries(LISTENERS)) root.addEventListener(type, listener);
}

const others = (ink, pattern) =>
  INKS.filter((one) => one !== ink)
    .map((one) => pattern.replace("INK", one))
    .join();

const faded = (ink) => `:is(${others(ink, ".ad-INK")})`;

/** Rules that fade, once and not again inside, what is drawn in another ink than the one linked. */
export const fading = INKS.map(
  (ink) => `
  :host([data-linked="${ink}"]) svg.chart ${faded(ink)}:not(${faded(ink)} *) { opacity: 0.16; }
  :host([data-linked="${ink}"]) .ad-symbol.ad-${ink}:not(svg *) {
    background: color-mix(in srgb, currentcolor 16%, transparent);
  }`,
).join("");

const page = new CSSStyleSheet();
page.replaceSync(
  INKS.map(
    (ink) => `
  [data-ad-linked="${ink}"] .ad-symbol.ad-${ink} {
    border-radius: 1px; background: color-mix(in srgb, currentcolor 16%, transparent);
    box-shadow: 0 0 0 2px color-mix(in srgb, currentcolor 16%, transparent);
  }
  [data-ad-linked="${ink}"] ${FIGURE}:has([style*="var(--ad-${ink})"])
    :is(${others(ink, '[style*="var(--ad-INK)"]')}) { opacity: 0.16; }`,
  ).join(""),
);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
watch(document);
document.addEventListener("keydown", (event) => event.key === "Escape" && unlink());
