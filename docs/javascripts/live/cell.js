// <adam-cell>: code that a reader can change and run. Without this script it is code and its output.
//
// The attribute `alone` sets a cell apart from the page's others; `label` names it.

import { define } from "../widgets/base.js";
import { h } from "../widgets/elements.js";
import { chain, nameOf } from "./chain.js";
import { CACHE, MEGABYTES, RUNTIME } from "./place.js";

const TICK = 1000; // milliseconds between two looks at the clock
const LOST = "A part of this site could not be loaded. Try again, or reload the page.";
const KEYS = `${/Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl"}-Enter runs, Escape leaves.`;
const BUSY = ["waiting", "running"];
const STALE = "The code has changed since it ran.";

const hinted = new Set(); // cells that tell what the first run costs

/** What a reader wrote into a cell of this page in this tab, if the cell is still what it was. */
const memory = {
  key: (cell) => `adam-cell ${location.pathname} ${nameOf(cell)}`,
  read(cell) {
    try {
      const { original, source } = JSON.parse(sessionStorage.getItem(this.key(cell)));
      return original === cell.original ? source : cell.original;
    } catch {
      return cell.original; // nothing there, or no store
    }
  },
  write(cell) {
    const { original, source } = cell;
    try {
      if (source === original) sessionStorage.removeItem(this.key(cell));
      else sessionStorage.setItem(this.key(cell), JSON.stringify({ original, source }));
    } catch {
      // no store, or a full one: the text lasts as long as the page
    }
  },
};

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** Whether an earlier visit left the whole of Python in this browser. */
async function isKept() {
  try {
    return (await caches.match(RUNTIME, { cacheName: CACHE })) !== undefined;
  } catch {
    return false; // some private windows, and addresses without https
  }
}

class Cell extends HTMLElement {
  #editor;
  #isPointed = false; // a pointer is down in the code
  #clock = 0;
  #ran = ""; // the text that did, since the cell was as the page came

  connectedCallback() {
    if (this.code) return;
    this.code = this.querySelector("pre > code");
    this.original = this.code.textContent.replace(/\n$/, "");
    this.source = this.original;
    this.isAlone = this.hasAttribute("alone");
    this.place = this.querySelector(".ad-cell-output");
    this.built = [...this.place.childNodes]; // what the build computed
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.label);
    this.#openToReader(this.code.parentElement);
    this.#controls(this.querySelector(".ad-cell-bar"));
    this.#hint();
    this.#recall();
  }

  async disconnectedCallback() {
    clearInterval(this.#clock);
    hinted.delete(this);
    if (!this.#ran) return;
    const { left } = await import("./queue.js"); // it has come: there was a run
    if (!this.isConnected) left(this);
  }

  /** What a screen reader calls it. */
  get label() {
    return this.getAttribute("label") ?? `Python, ${nameOf(this)}`;
  }

  get #isBusy() {
    return BUSY.includes(this.dataset.status);
  }

  #controls(bar) {
    const button = (text, onclick, more) =>
      h("button", { type: "button", onclick, ...more }, text);
    this.runs = button("Run", () => this.run(), { class: "ad-run" });
    this.stops = button("Stop", () => this.stop(), { hidden: true });
    this.status = h("span", { class: "ad-cell-status" });
    const name = h("span", { class: "ad-cell-name" }, this.isAlone ? "" : capital(nameOf(this)));
    const closes = this.isAlone ? [button("Close", () => this.remove())] : [];
    this.resets = button("Reset", () => this.reset(), { hidden: true });
    this.saves = button("Open as notebook", () => this.save());
    this.news = h("span", { class: "ad-cell-news", role: "status" }); // what is worth being said
    bar.replaceChildren(this.runs, this.stops, name, this.status, this.resets);
    bar.append(this.saves, ...closes, this.news);
  }

  /** Until the editor is here the code takes its place: for keys, and for a pointer that clicks. */
  #openToReader(pre) {
    const names = { role: "textbox", "aria-multiline": "true", "aria-label": this.label };
    for (const [name, value] of Object.entries(names)) pre.setAttribute(name, value);
    pre.tabIndex = 0;
    const isCode = ({ target }) => target === pre || target.closest("code"); // not the copy button
    pre.addEventListener("focusin", (event) => {
      if (isCode(event) && !this.#isPointed) this.edit();
    });
    pre.addEventListener("pointerdown", () => {
      this.#isPointed = true; // it may be to select, which the editor would cut short
      const over = () => (this.#isPointed = false);
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, over, { once: true });
    });
    pre.addEventListener("click", (event) => {
      const { clientX: x, clientY: y } = event;
      if (isCode(event) && getSelection().isCollapsed) this.edit({ x, y });
    });
  }

  /** What the first run costs, until there was one. */
  async #hint() {
    if ((await isKept()) || this.status.textContent) return;
    this.status.textContent = `Change it, run it. The first run loads ${MEGABYTES} MB.`;
    hinted.add(this);
  }

  /** Take up what the reader wrote here before. */
  async #recall() {
    if (this.isAlone) return;
    this.source = memory.read(this);
    if (this.source !== this.original) await this.edit();
    this.#offer();
  }

  /** A part of the site that comes when it is needed; told, and undefined, if it does not. */
  async #coming(part) {
    try {
      return await part;
    } catch (error) {
      this.show("failed", LOST);
      reportError(error);
      return undefined;
    }
  }

  /** Put the editor in the place of the still code, and the cursor into it, where a pointer was. */
  async edit(at) {
    const parts = await this.#coming(import("./editor.js"));
    if (!parts || this.#editor) return;
    this.#editor = parts.editor(this.source, {
      label: `${this.label}. Escape leaves.`,
      changed: (text) => this.#changed(text),
      entered: () => this.#say(KEYS),
      run: () => this.run(),
      leave: () => this.runs.focus(),
    });
    const still = this.code.closest(".highlight");
    const goesIn = still.contains(document.activeElement);
    still.after(h("div", { class: "highlight ad-editor" }, this.#editor.dom));
    still.hidden = true;
    if (!goesIn) return;
    this.#editor.focus();
    if (at) parts.placeCursor(this.#editor, at);
  }

  #changed(text) {
    this.source = text;
    if (!this.isAlone) memory.write(this);
    if (this.#ran) this.stale(text !== this.#ran);
    this.#offer();
  }

  /** Mark whether what it shows is of other code than what stands here or above. */
  stale(isStale, why = STALE) {
    if (!this.#ran || this.#isBusy || this.hasAttribute("stale") === isStale) return;
    this.toggleAttribute("stale", isStale);
    this.#say(isStale ? why : "");
  }

  /** Show the buttons that do something now. */
  #offer() {
    const busy = this.#isBusy;
    if (!busy && document.activeElement === this.stops) this.runs.focus();
    this.stops.hidden = !busy;
    this.runs.setAttribute("aria-disabled", String(busy));
    this.resets.hidden = busy || (this.source === this.original && !this.#ran);
  }

  async run() {
    const queue = await this.#coming(import("./queue.js"));
    queue?.ask(this);
  }

  async stop() {
    this.runs.focus();
    const queue = await this.#coming(import("./queue.js"));
    queue?.stop();
  }

  /** Back to the code and the output that the page came with. */
  async reset() {
    this.runs.focus();
    const parts = this.#editor && (await this.#coming(import("./editor.js")));
    parts?.replace(this.#editor, this.original);
    this.source = this.original;
    if (!this.isAlone) memory.write(this);
    this.place.replaceChildren(...this.built);
    this.#ran = "";
    this.toggleAttribute("stale", false);
    this.show("", "");
  }

  /** Give the page's cells as a notebook; a cell that stands alone goes alone. */
  async save() {
    const parts = await this.#coming(import("./notebook.js"));
    if (this.isAlone) parts?.saveNotebook([this], `-${this.id}`);
    else parts?.saveNotebook(chain());
    if (parts) this.#say("Saved as a notebook for Jupyter.", true);
  }

  /** Tell something beside the buttons, unless it is in the way; aloud, if it is news. */
  #say(text, isNews = false) {
    if (!this.#isBusy) this.status.textContent = text;
    if (isNews) this.news.textContent = text;
  }

  /** How it stands: `waiting`, `running`, or how it ended; and what the reader is told. */
  show(status, text) {
    clearInterval(this.#clock);
    this.dataset.status = status;
    this.status.textContent = text;
    this.news.textContent = text;
    this.#offer();
    document.dispatchEvent(new Event("ad-shown")); // see ../access.js
  }

  /** A run begins, as soon as Python is there. */
  begin(isReady) {
    this.#ran = this.source;
    this.toggleAttribute("stale", false);
    this.show("running", isReady ? "Running" : "Loading Python");
  }

  /** Python comes: packed bytes so far and in all, or nothing more once all are here. */
  progress(done, all) {
    this.status.textContent =
      all === undefined
        ? "Starting Python"
        : `Loading Python: ${megabytes(done)} of ${megabytes(all)} MB`;
  }

  /** The code runs. */
  started() {
    for (const cell of hinted) if (!cell.#isBusy) cell.status.textContent = "";
    hinted.clear();
    const began = performance.now();
    const tell = () => {
      const seconds = Math.round((performance.now() - began) / TICK);
      this.status.textContent = seconds > 0 ? `Running, ${seconds} s` : "Running";
    };
    tell();
    this.#clock = setInterval(tell, TICK);
  }
}

define("adam-cell", Cell);
