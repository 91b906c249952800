// A figure or widget by itself: the code that shows it on another page follows what is chosen here.

const code = document.querySelector("#snippet");
const theme = document.querySelector("#theme");
const copy = document.querySelector("#copy");
const told = document.querySelector("#told");
const piece = document.querySelector("#piece");
const widget = piece.querySelector("[id^=widget-]");
const frame = document.createRange().createContextualFragment(code.defaultValue).firstElementChild;
const least = Number(frame.height);
const desk = 600; // pixels of width from which on the height is that of a desk
const spare = 28; // pixels: one more line of the caption, in a frame that is narrower

/** Address, theme and state as they are now, and the height that the piece has here. */
function show() {
  const address = new URL(location.pathname, location.href);
  address.search = widget?.query ?? "";
  if (theme.value) address.searchParams.set("theme", theme.value);
  frame.setAttribute("src", address.href);
  const { width, height } = piece.getBoundingClientRect();
  const needed = Math.ceil((height + spare) / 10) * 10;
  frame.height = width < desk ? least : needed;
  code.value = frame.outerHTML;
  told.textContent = "";
}

theme.addEventListener("change", () => {
  const isDark = theme.value
    ? theme.value === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.mdColorScheme = isDark ? "slate" : "default";
  show();
});
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(code.value);
    told.textContent = "Copied.";
  } catch {
    code.select();
    told.textContent = "The browser does not let a page copy: the code is marked, copy it by hand.";
  }
});
code.addEventListener("focus", () => code.select());

const asked = new URLSearchParams(location.search).get("theme");
theme.value = asked === "light" || asked === "dark" ? asked : "";
new ResizeObserver(show).observe(piece);
if (widget) {
  await customElements.whenDefined(widget.localName);
  if (parent !== window) widget.tell?.(""); // of its state a frame's reader knows no other
  widget.follows?.(show);
}
