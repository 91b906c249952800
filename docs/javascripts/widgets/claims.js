// <adam-claims>: the ledger's entries, filtered by verdict, topic and words. The choice stands in the
// address, so that it can be sent on; without it, and without scripts, all entries are there.

const VERDICTS = { true: "True", false: "False", depends: "It depends" };
const LONGEST = 60; // characters that are looked for

function made(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A field below its name; the name is given again, for a label would read all choices of a list. */
function field(label, control) {
  control.setAttribute("aria-label", label);
  return made("label", {}, made("span", { "aria-hidden": "true" }, label), control);
}

function select(name, label, choices) {
  const options = Object.entries(choices).map(([value, text]) => made("option", { value }, text));
  return field(label, made("select", { name }, made("option", { value: "" }, "All"), ...options));
}

class Claims extends HTMLElement {
  connectedCallback() {
    this.ledger = document.querySelector(".ad-ledger");
    if (this.form || !this.ledger) return;
    this.cards = [...this.ledger.querySelectorAll(".ad-claim")];
    const heads = [...this.ledger.querySelectorAll("h2")];
    const topics = heads.map((head) => [head.id, head.firstChild.textContent.trim()]);
    this.form = made(
      "form",
      { class: "ad-guess-form ad-filter" },
      select("verdict", "Verdict", VERDICTS),
      select("topic", "Topic", Object.fromEntries(topics)),
      field("Words", made("input", { name: "words" })),
    );
    this.form.words.maxLength = LONGEST;
    this.told = made("p", { class: "ad-guess-verdict", role: "status" });
    this.append(this.form, this.told);
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.#choose());
    this.follow = () => this.#reveal();
    addEventListener("hashchange", this.follow);
    this.#read();
    this.#show();
    this.#reveal();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.follow);
  }

  /** Take from the address what is a choice; all else in it is as if it were not there. */
  #read() {
    const asked = new URLSearchParams(location.search);
    for (const list of [this.form.verdict, this.form.topic]) {
      const value = asked.get(list.name) ?? "";
      list.value = [...list.options].some((option) => option.value === value) ? value : "";
    }
    this.form.words.value = (asked.get("words") ?? "").slice(0, LONGEST);
  }

  #choose() {
    const chosen = new URLSearchParams();
    for (const { name, value } of [this.form.verdict, this.form.topic, this.form.words]) {
      if (value.trim()) chosen.set(name, value.trim());
    }
    const query = chosen.size ? `?${chosen}` : "";
    history.replaceState(history.state, "", `${location.pathname}${query}`);
    this.#show();
  }

  #show() {
    const [verdict, topic, words] = ["verdict", "topic", "words"].map((name) => this.form[name].value);
    const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    let head = null;
    for (const node of this.ledger.querySelectorAll("h2, .ad-claim")) {
      if (node.matches("h2")) {
        head = node;
        head.hidden = true;
        continue;
      }
      const text = node.textContent.toLowerCase();
      const fits =
        (!verdict || node.dataset.verdict === verdict) &&
        (!topic || head.id === topic) &&
        sought.every((word) => text.includes(word));
      node.hidden = !fits;
      if (fits) head.hidden = false;
      shown += fits;
    }
    const all = this.cards.length;
    this.told.textContent = shown === all ? `All ${all} entries` : `${shown} of ${all} entries`;
  }

  /** An entry that a link leads to is shown, whatever was chosen. */
  #reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.hidden || !this.ledger.contains(target)) return;
    this.form.reset();
    this.#show();
    target.scrollIntoView();
  }
}

customElements.define("adam-claims", Claims);
