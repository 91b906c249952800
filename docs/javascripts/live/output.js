// What a cell shows: text as it comes, drawings cleaned of everything but drawing.

import DOMPurify from "dompurify";
import { h } from "../widgets/elements.js";

// A cell is the reader's own code; what it gives as markup still gets no script, no style of its
// own, no form, no name, and no address to load.
const CLEAN = {
  USE_PROFILES: { svg: true, html: true },
  FORBID_TAGS: [
    ..."a area map form input button textarea select style use".split(" "),
    ..."image img picture source audio video track".split(" "),
  ],
  FORBID_ATTR: [
    ..."id name style tabindex popover".split(" "),
    ..."href xlink:href src srcset poster background action cite".split(" "),
  ],
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};
const LOADS = /\\|(url|src|image|image-set)\s*\(/i; // in CSS, as `fill` and `mask` hold it

// What a reader is told may hold any words.
const SAID = /^(aria-|alt$|title$)/;

DOMPurify.addHook("uponSanitizeAttribute", (element, attribute) => {
  const { attrName, attrValue } = attribute;
  if (!SAID.test(attrName) && LOADS.test(attrValue)) attribute.keepAttr = false;
});

/** The place of a cell's output; pieces are written in the order they come. */
export class Output {
  #waiting = []; // pieces that came since the last frame
  #frame = 0;

  constructor(place) {
    this.place = place;
  }

  /** Make room for a new run; the height stays until its end. */
  clear() {
    this.place.style.minHeight = `${this.place.offsetHeight}px`;
    this.#waiting = [];
    this.place.replaceChildren();
  }

  write(kind, text) {
    const last = this.#waiting.at(-1);
    if (last?.kind === kind && kind !== "markup") last.text += text;
    else this.#waiting.push({ kind, text });
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  /** Show what has come. */
  flush() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const { kind, text } of this.#waiting.splice(0)) this.#show(kind, text);
  }

  /** All has come: give up the height that was kept. */
  end() {
    this.flush();
    this.place.style.minHeight = "";
  }

  #show(kind, text) {
    const last = this.place.lastChild;
    if (kind === "markup") this.place.append(DOMPurify.sanitize(text, CLEAN));
    else if (last?.dataset?.kind === kind) last.append(text);
    else this.place.append(h("pre", { "data-kind": kind }, text));
  }
}
