// What a cell shows: text as it comes, drawings cleaned of everything but drawing.

import DOMPurify from "dompurify";
import { h } from "../widgets/elements.js";

// A cell is the reader's own code; what it gives as markup still gets no script, no style sheet of
// its own, no form and no address to load.
const CLEAN = {
  USE_PROFILES: { svg: true, html: true },
  FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "a", "image", "img", "use"],
  FORBID_ATTR: ["id", "name", "tabindex"],
  RETURN_DOM_FRAGMENT: true,
};

/** The place of a cell's output; pieces are written in the order they come. */
export class Output {
  #waiting = []; // pieces that came since the last frame
  #frame = 0;

  constructor(place) {
    this.place = place;
  }

  /** Make room for a new run; the height stays until its first piece or its end. */
  clear() {
    this.place.style.minHeight = `${this.place.offsetHeight}px`;
    this.#waiting = [];
    this.place.replaceChildren();
  }

  write(kind, text) {
    this.#waiting.push([kind, text]);
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  /** Show what has come. */
  flush() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const [kind, text] of this.#waiting.splice(0)) this.#show(kind, text);
  }

  /** All has come: give up the height that was kept. */
  end() {
    this.flush();
    this.place.style.minHeight = "";
  }

  #show(kind, text) {
    if (kind === "markup") {
      this.place.append(DOMPurify.sanitize(text, CLEAN));
      return;
    }
    const last = this.place.lastElementChild;
    if (last?.matches(`pre[data-kind="${kind}"]`)) last.append(text);
    else this.place.append(h("pre", { "data-kind": kind }, text));
  }
}
