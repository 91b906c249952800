// <adam-cell>: code that a reader can change and run. Without this script it is code and its output.
//
// The attribute `alone` sets a cell apart from the page's others; `label` names it.

import { define } from "../widgets/base.js";
import { h } from "../widgets/elements.js";
import { chain, nameOf } from "./chain.js";
import { CACHE, MEGABYTES } from "./place.js";

const TICK = 1000; // milliseconds between two looks at the clock
const LOST = "A part of this site could not be loaded. Try again, or reload the page.";
const BUSY = ["waiting", "running"];

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** Whether an earlier visit left Python in this browser. */
async function isKept() {
  try {
    return await caches.has(CACHE);
  } catch {
    return false; // some private windows, and addresses without https
  }
}

class Cell extends HTMLElement {
  #editor;
  #clicked; // where a pointer went into the code
  #clock = 0;
  #ran = false;

  connectedCallback() {
    if (this.code) return;
    this.code = this.querySelector("pre > code");
    this.original = this.code.textContent.replace(/\n$/, "");
    this.source = this.original;
    this.place = this.querySelector(".ad-cell-output");
    this.built = [...this.place.childNodes]; // what the build computed
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.label);
    this.#openToKeyboard(this.code.parentElement);
    this.#controls(this.querySelector(".ad-cell-bar"));
    this.#hint();
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    if (this.#ran) this.#queue(({ left }) => left(this));
  }

  /** What a screen reader calls it. */
  get label() {
    return this.getAttribute("label") ?? `Python, ${nameOf(this)}`;
  }

  #controls(bar) {
    const button = (text, onclick, more) =>
      h("button", { type: "button", onclick, ...more }, text);
    this.runs = button("Run", () => this.run(), { class: "ad-run" });
    this.stops = button("Stop", () => this.stop(), { hidden: true });
    this.status = h("span", { class: "ad-cell-status", role: "status" });
    this.resets = button("Reset", () => this.reset(), { hidden: true });
    this.saves = button("Open as notebook", () => this.save());
    bar.replaceChildren(this.runs, this.stops, this.status, this.resets, this.saves);
  }

  /** Until the editor is here, the code itself takes the focus. */
  #openToKeyboard(pre) {
    const names = { role: "textbox", "aria-multiline": "true", "aria-label": this.label };
    for (const [name, value] of Object.entries(names)) pre.setAttribute(name, value);
    pre.tabIndex = 0;
    pre.addEventListener("pointerdown", ({ clientX, clientY }) => {
      this.#clicked = { x: clientX, y: clientY };
    });
    pre.addEventListener("focusin", () => this.edit()); // the theme lets wide code take it as well
  }

  /** What the first run costs, until there was one. */
  async #hint() {
    if (!(await isKept()) && !this.status.textContent) {
      this.status.textContent = `The first run loads ${MEGABYTES} MB.`;
    }
  }

  /** Do something with the queue, which comes with the first run. */
  async #queue(use) {
    try {
      use(await import("./queue.js"));
    } catch (error) {
      this.show("failed", LOST);
      reportError(error);
    }
  }

  /** Put the editor in the place of the still code, and the cursor into it. */
  async edit() {
    const { editor, placeCursor } = await import("./editor.js");
    if (this.#editor) return;
    this.#editor = editor(this.source, {
      label: `${this.label}. Escape leaves.`,
      changed: (text) => this.#changed(text),
      run: () => this.run(),
      leave: () => this.runs.focus(),
    });
    const still = this.code.closest(".highlight");
    const entered = still.contains(document.activeElement);
    still.after(h("div", { class: "highlight ad-editor" }, this.#editor.dom));
    still.hidden = true;
    if (!entered) return;
    this.#editor.focus();
    if (this.#clicked) placeCursor(this.#editor, this.#clicked);
  }

  #changed(text) {
    this.source = text;
    this.resets.hidden = text === this.original && !this.#ran;
  }

  run() {
    this.#ran = true;
    this.resets.hidden = false;
    return this.#queue(({ ask }) => ask(this));
  }

  stop() {
    this.runs.focus();
    return this.#queue(({ stop }) => stop());
  }

  /** Back to the code and the output that the page came with. */
  async reset() {
    this.runs.focus();
    this.source = this.original;
    if (this.#editor) (await import("./editor.js")).replace(this.#editor, this.original);
    this.place.replaceChildren(...this.built);
    this.#ran = false;
    this.resets.hidden = true;
    this.show("", "");
  }

  /** Give the page's cells as a notebook; a cell that stands alone goes alone. */
  async save() {
    const { saveNotebook } = await import("./notebook.js");
    saveNotebook(this.hasAttribute("alone") ? [this] : chain());
    this.status.textContent = "Saved as a notebook for Jupyter.";
  }

  /** How it stands: `waiting`, `running`, or how it ended; and what the reader is told. */
  show(status, text) {
    clearInterval(this.#clock);
    this.dataset.status = status;
    this.status.textContent = text;
    const busy = BUSY.includes(status);
    this.stops.hidden = !busy;
    this.runs.setAttribute("aria-disabled", String(busy));
  }

  /** A run begins, as soon as Python is there. */
  begin(isReady) {
    this.show("running", isReady ? "Runs." : "Loads Python …");
  }

  /** Python comes: packed bytes so far and in all, or nothing more once all are here. */
  progress(done, all) {
    this.status.textContent =
      all === undefined
        ? "Starts Python …"
        : `Loads Python: ${megabytes(done)} of ${megabytes(all)} MB`;
  }

  /** The code runs. */
  started() {
    const began = performance.now();
    const tell = () => {
      const seconds = Math.round((performance.now() - began) / TICK);
      this.status.textContent = seconds > 0 ? `Runs for ${seconds} s.` : "Runs.";
    };
    tell();
    this.#clock = setInterval(tell, TICK);
  }
}

define("adam-cell", Cell);
