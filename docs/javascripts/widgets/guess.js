// <adam-guess>: commit to an answer before the result is shown; or have an exercise's answer checked.
// It adds to what the page holds: question and folded answer are there without it.

const GIVEN = new Map(); // answers by path and id: instant navigation makes elements anew
const NUMBER = /^[-+]?([1-9]\d{0,2}(,\d{3})+|\d+)?(\.\d+)?(e[-+]?\d{1,3})?\s?%?$/i;
const PAIR = /^(?!-.*\^)([-+]?\d{1,9})\s?([/^])\s?([-+]?\d{1,9})$/; // 1/3 or 2^-9
const UNIT = /([\d%])\s?(?!(e.?|k|hundred|thousand|\S*illion)s?\b)\p{L}[\p{L}\s/-]*$/iu;
const LONGEST = 40; // characters of an answer

/** The number that a reader wrote, as 1,751 or 1/3 or 2^-9 or 28% or 125 steps; NaN if it is none. */
export function read(text) {
  const plain = text
    .trim()
    .normalize("NFKC") // 10⁻⁴ becomes 10−4
    .replaceAll("−", "-")
    .replace(/\s*[×·*]\s*10(\^|(?=-))/, "e")
    .replace(/\s?per ?cent/i, "%")
    .replace(UNIT, "$1");
  const [, one, sign, other] = PAIR.exec(plain) ?? [];
  if (sign) return sign === "/" ? one / other : one ** other;
  if (plain.length > LONGEST || !/\d/.test(plain) || !NUMBER.test(plain)) return NaN;
  return parseFloat(plain.replaceAll(",", "")) / (plain.endsWith("%") ? 100 : 1);
}

/** What to say to a number: right within one unit of the last digit shown; a count is exact. */
export function judge(value, answer, unit) {
  if (!Number.isFinite(value)) return ["", "Write a number with a point, such as 3.16 or 1,751."];
  const shown = Math.round(answer / unit) * unit;
  const room = unit === 1 && Number.isInteger(answer) ? 0 : unit * (1 + 1e-9);
  const fits = (said) => [answer, shown].some((one) => Math.abs(said - one) <= room);
  if (fits(value)) return ["right", "Right."];
  if (fits(value * 100) || fits(value / 100)) return ["wrong", "Not yet: mind the percent."];
  const far = value < answer ? "too small" : "too large";
  return ["wrong", `Not yet: ${value === -answer ? "the sign is another" : far}.`];
}

function made(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

class Guess extends HTMLElement {
  connectedCallback() {
    if (this.querySelector(".ad-guess-form")) return;
    this.folded = this.querySelector("details");
    if (!this.folded) return;
    this.verdict = made("p", { class: "ad-guess-verdict", role: "status" });
    const form = this.hasAttribute("right") ? this.#choices() : this.#field();
    form.classList.add("ad-guess-form");
    this.folded.before(form, this.verdict);
    const given = GIVEN.get(this.#key());
    if (given !== undefined) this.#take(given);
  }

  #key() {
    return `${location.pathname}#${this.id}`;
  }

  /** A button for each choice of the page's list, which is there for readers without scripts. */
  #choices() {
    const group = made("div", { role: "group", "aria-label": "Your answer" });
    this.buttons = [...this.querySelectorAll(".ad-choices li")].map(({ textContent: words }) => {
      const button = made("button", { type: "button", "aria-pressed": "false" }, words);
      button.addEventListener("click", () => this.#take(words));
      return button;
    });
    group.append(...this.buttons);
    return group;
  }

  /** A field for a number. */
  #field() {
    const title = this.folded.querySelector("summary").textContent.replace(/^Answer to /, "");
    this.field = made("input", {
      autocomplete: "off", maxlength: 40,
      "aria-label": `Your answer to ${title}`, placeholder: "your answer",
    });
    const form = made("form", {}, this.field, made("button", { type: "submit" }, "Check"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take(this.field.value);
    });
    return form;
  }

  #take(given) {
    GIVEN.set(this.#key(), given);
    const [kind, words] = this.buttons ? this.#chosen(given) : this.#written(given);
    if (this.buttons || kind === "right") this.folded.open = true;
    this.verdict.dataset.kind = kind;
    this.verdict.textContent = words;
  }

  #chosen(given) {
    const right = this.getAttribute("right");
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.textContent === given));
    }
    if (given === right) return ["right", "The run agrees."];
    return ["wrong", "The run says otherwise."];
  }

  #written(given) {
    this.field.value = given;
    const [answer, unit] = ["answer", "unit"].map((name) => Number(this.getAttribute(name)));
    return judge(read(given), answer, unit);
  }
}

if (!customElements.get("adam-guess")) customElements.define("adam-guess", Guess);
