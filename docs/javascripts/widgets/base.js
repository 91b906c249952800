// The base of every widget: life cycle, state, links, captions. A widget is written like this:
//
//   class Warmup extends Widget {
//     static label = "Adam's first steps"; // the whole, for a screen reader
//     static schema = { // see state.js; the page's `settings` take the place of these values
//       b2: number({ min: 0, max: 0.9999, stops: [0.9, 0.99, 0.999], value: 0.999 }),
//       t: number({ min: 1, max: 60, whole: true, value: 12 }), // cursor: needs no new run
//     };
//     build() { // once; controls follow the state by themselves
//       this.chart = s("svg", { class: "chart", role: "img", "aria-labelledby": "caption" });
//       const b2 = slider(this, "b2", { label: "β₂" });
//       return [this.chart, transport(this, () => 60), this.caption, b2, this.actions()];
//     }
//     compute({ b2 }) { // the run, by the mirror alone
//       this.run = feed(adam({ lr: 1, b2 }), constant({ steps: 60 }));
//     }
//     draw(width) { this.chart.replaceChildren(…); } // after a run, and at a new width
//     seek({ t }) { … } // after `draw`, and when only t has moved: look-ups
//     story({ t }) { return `At step ${t} [step] is ${text(this.run.step[t - 1][0])}.`; }
//     table() { return [["t", "step"], …]; } // rows of the CSV
//     async python() { return "…"; } // a cell whose run is this one's to the bit: see python.js
//   }
//   define("adam-warmup", Warmup); // and a line in ../widgets.js
//
// `this.set({ b2: 0.99 })` clamps, remembers, and redraws in the next frame. Names in brackets, such
// as `[m_hat]`, become symbols. A canvas takes its shades from `this.ink("m")` and draws again in
// `themed()`. Lesser controls go into `fold(this, "More settings", …)`.

import { actions } from "./actions.js";
import { h, plain, prose } from "./elements.js";
import { linkedInk, unlink, watch } from "./linking.js";
import { defaults, fitting, fromQuery, toQuery } from "./state.js";
import { look } from "./style.js";

const REMEMBERED = new Map(); // states by path and id: instant navigation makes elements anew
const CONNECTED = new Set();
const PATIENCE = 700; // milliseconds of rest before a change is announced
const UNREADABLE = "The page's settings could not be read; these are the widget's own.";
const FAILED = "The widget that belongs here failed. The figure stands in its place.";
const still = matchMedia("(prefers-reduced-motion: reduce)");

document.addEventListener("ad-link", ({ detail }) => {
  for (const widget of CONNECTED) widget.showLink(detail);
});
const themes = new MutationObserver(() => {
  for (const widget of CONNECTED) widget.themed();
});
for (const root of [document.documentElement, document.body]) {
  themes.observe(root, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
}

/** Whether the reader asked for less motion. */
export const isStill = () => still.matches;

/** Settings as the page has them; undefined if they are no JSON. */
function settingsOf(element) {
  try {
    return JSON.parse(element.getAttribute("settings") ?? "{}");
  } catch {
    return undefined;
  }
}

export class Widget extends HTMLElement {
  static label = "";
  static schema = {};
  static sheets = [];

  caption = h("p", { class: "caption", id: "caption" });
  #notice = h("p", { class: "notice", hidden: true });
  #status = h("p", { class: "away", role: "status" });
  #followers = [];
  #folds = [];
  #resized = new ResizeObserver(([entry]) => this.#resize(entry.contentRect.width));
  #frame = 0;
  #announcement = 0;
  #stale = true; // the run is older than the state
  #undrawn = true; // the drawing is older than the run or the width
  #width = 0;
  #told = "";

  /** What names the widget in a link. */
  get name() {
    return this.id.replace(/^widget-/, "") || this.localName.replace(/^adam-/, "");
  }

  /** The state as a link holds it: what differs from the page's settings. */
  get query() {
    return toQuery(this.constructor.schema, this.name, this.state, this.initial);
  }

  connectedCallback() {
    CONNECTED.add(this);
    try {
      if (!this.shadowRoot) this.#create();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.showLink(linkedInk());
    this.#resized.observe(this);
    this.#later();
  }

  disconnectedCallback() {
    CONNECTED.delete(this);
    if (CONNECTED.size === 0) unlink();
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#announcement);
    this.#frame = 0;
    this.stop?.();
  }

  /** Change the state: unknown keys and wrong values are left out, numbers clamped. */
  set(changes) {
    const fits = Object.entries(fitting(this.constructor.schema, changes));
    const changed = fits.filter(([key, value]) => this.state[key] !== value);
    if (changed.length === 0) return;
    this.state = { ...this.state, ...Object.fromEntries(changed) };
    this.#remember();
    if (changed.some(([key]) => key !== "t")) {
      this.#stale = true;
      this.tell(""); // what was told is of the state before
    }
    this.#later();
  }

  /** Back to what the page began with. */
  reset() {
    this.stop?.();
    this.set(this.initial);
    this.tell("");
  }

  /** Call `follow(state)` now and whenever the state has changed. */
  follows(follow) {
    this.#followers.push(follow);
    follow(this.state);
  }

  /** Keep a folding part open where there is room for it. */
  folds(details) {
    this.#folds.push(details);
  }

  /** A notice that all can see and a screen reader hears; none with an empty text. */
  tell(text, bad = false) {
    this.#notice.hidden = text === "";
    this.#notice.classList.toggle("bad", bad);
    this.#notice.replaceChildren(text);
    if (text) this.announce(text);
  }

  /** Let a screen reader say a text, once nothing has changed for a while. */
  announce(text) {
    clearTimeout(this.#announcement);
    this.#announcement = setTimeout(() => (this.#status.textContent = plain(text)), PATIENCE);
  }

  /** The shade of an ink in the present theme, for a canvas. */
  ink(name) {
    return getComputedStyle(this).getPropertyValue(`--ad-${name}`).trim();
  }

  /** Mark which ink stands out on the page. */
  showLink(ink) {
    if (ink) this.dataset.linked = ink;
    else delete this.dataset.linked;
  }

  /** Buttons that every widget has: link, data, Python, reset. */
  actions() {
    return actions(this);
  }

  build() {
    return [];
  }
  compute() {}
  draw() {}
  seek() {}
  themed() {}
  story() {
    return "";
  }

  #create() {
    const { schema, label, sheets } = this.constructor;
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [look, ...sheets];
    watch(this.shadowRoot);
    const settings = settingsOf(this);
    this.initial = defaults(schema, settings);
    this.state = { ...this.initial };
    const news = this.#recall() || (settings === undefined ? UNREADABLE : "");
    const body = h("div", { class: "widget", role: "group", "aria-label": label });
    body.append(this.#notice, ...this.build(), this.#status);
    if (!this.caption.isConnected && !body.contains(this.caption)) body.append(this.caption);
    this.shadowRoot.append(h("slot"), body);
    if (news) this.tell(news);
  }

  #key() {
    const twins = [...document.querySelectorAll(this.localName)];
    return `${location.pathname}#${this.id || twins.indexOf(this)}`;
  }

  /** Take up the state of this place: of a link not read yet, or as the reader left it. */
  #recall() {
    const { schema } = this.constructor;
    const left = REMEMBERED.get(this.#key());
    if (left) this.state = { ...this.initial, ...fitting(schema, left.state) };
    if (left && left.query === location.search) return "";
    const { changes, ignored } = fromQuery(schema, this.name, location.search);
    Object.assign(this.state, changes);
    if (Object.keys(changes).length > 0 || ignored > 0) this.#remember();
    if (ignored > 0) return "Some of this link could not be read and was ignored.";
    return Object.keys(changes).length > 0 ? "State from the link." : "";
  }

  #remember() {
    REMEMBERED.set(this.#key(), { state: this.state, query: location.search });
  }

  #later() {
    if (this.isConnected) this.#frame ||= requestAnimationFrame(() => this.#refresh());
  }

  #resize(width) {
    if (width === 0 || width === this.#width) return;
    const wide = width > 480;
    if (wide !== this.#width > 480 || this.#width === 0) {
      for (const details of this.#folds) details.open = wide;
    }
    this.#width = width;
    this.#undrawn = true;
    this.#later();
  }

  #refresh() {
    this.#frame = 0;
    try {
      if (this.#stale) this.compute(this.state);
      this.#undrawn ||= this.#stale;
      this.#stale = false;
      for (const follow of this.#followers) follow(this.state);
      if (this.#width > 0) {
        if (this.#undrawn) this.draw(this.#width, this.state);
        this.#undrawn = false;
        this.seek(this.state);
        this.toggleAttribute("drawn", true); // until then the figure stays: nothing grows in sight
      }
      this.#tellStory(this.story(this.state));
    } catch (error) {
      this.#fail(error);
    }
  }

  #tellStory(story) {
    if (story === this.#told) return;
    if (this.#told) this.announce(story);
    this.#told = story;
    const place = this.getAttribute("number"); // among the page's figures
    const title = place ? [h("strong", {}, `Figure ${place}.`), " "] : [];
    this.caption.replaceChildren(...title, ...prose(story));
  }

  /** Give the static figure back, and let the error be seen where errors are looked for. */
  #fail(error) {
    this.toggleAttribute("failed", true);
    if (!this.shadowRoot.querySelector(".failure")) {
      this.shadowRoot.append(h("p", { class: "notice bad failure", role: "status" }, FAILED));
    }
    reportError(error);
  }
}

/** Define an element once. */
export function define(name, widget) {
  if (!customElements.get(name)) customElements.define(name, widget);
}
