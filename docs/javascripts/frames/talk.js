// Slides by keys. Without this script they are sections that scroll, each with its way to the next.

const slides = [...document.querySelectorAll(".ad-slide")];
const HELD = "input, select, textarea, [contenteditable], [role=slider]"; // keys belong to these
const STEPS = {
  ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1,
  Home: -Infinity, End: Infinity,
};
let present = 0;

/** Show a slide; a screen reader says which of how many it is. */
function go(number) {
  const slide = slides[Math.min(slides.length - 1, Math.max(0, number))];
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
  mark();
}

/** Take the slide in the middle of the window for the present one, and its address for the page's. */
function mark() {
  const middle = innerHeight / 2;
  const found = slides.findLastIndex((slide) => slide.getBoundingClientRect().top <= middle);
  if (found === present || found < 0) return;
  present = found;
  history.replaceState(history.state, "", `${location.pathname}${location.search}#${slides[found].id}`);
}

/** Whether the present slide goes on beyond the window's edge, where arrows up and down lead. */
function goesOn(down) {
  const { top, bottom } = slides[present].getBoundingClientRect();
  return down ? bottom > innerHeight + 4 : top < -4;
}

function leave(target) {
  if (target.matches(":focus") && target.closest(HELD)) {
    target.blur();
    slides[present].focus({ preventScroll: true });
  } else {
    location.assign(slides[present].querySelector(".ad-leave").href);
  }
}

function otherTheme() {
  const { dataset } = document.documentElement;
  dataset.mdColorScheme = dataset.mdColorScheme === "slate" ? "default" : "slate";
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // a browser may refuse
}

const DOES = { theme: otherTheme, screen: fullScreen };
const LETTERS = { t: "theme", f: "screen" };

addEventListener("click", ({ target }) => DOES[target.closest("[data-does]")?.dataset.does]?.());
for (const button of document.querySelectorAll("[data-does=screen]")) {
  button.hidden = !document.fullscreenEnabled;
}

addEventListener("keydown", (event) => {
  const [target] = event.composedPath();
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!(target instanceof Element)) return;
  if (event.key === "Escape") {
    leave(target);
    return;
  }
  if (target.closest(HELD)) return;
  if (event.key === " " && target.closest("button, summary")) return;
  const letter = event.key.toLowerCase(); // caps lock and Shift are no other key
  if (Object.hasOwn(LETTERS, letter)) {
    // Whoever speaks to the machine says letters by chance: they count on a slide itself alone.
    if (!target.matches(".ad-slide")) return;
    DOES[LETTERS[letter]]();
  } else if (event.key === "ArrowDown" && !goesOn(true)) go(present + 1);
  else if (event.key === "ArrowUp" && !goesOn(false)) go(present - 1);
  else if (Object.hasOwn(STEPS, event.key)) {
    go(present + STEPS[event.key] * (event.key === " " && event.shiftKey ? -1 : 1));
  } else return;
  event.preventDefault();
});

let waiting = 0;
addEventListener("scroll", () => (waiting ||= requestAnimationFrame(() => ((waiting = 0), mark()))), {
  passive: true,
});
present = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
if (document.activeElement === document.body) slides[present].focus({ preventScroll: true });
