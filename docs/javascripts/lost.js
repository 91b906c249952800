// On the page that tells of a wrong address: the pages whose addresses are most like it, in place of
// the three that stand there, and a search for its words. All pages are listed below.

const PAIR = /(?=([a-z0-9]{2}))/g;
const FEW = 3;

/** Pairs of neighboring letters in an address, each with how often it is there. */
function pairs(words) {
  const found = new Map();
  for (const [, pair] of words.toLowerCase().matchAll(PAIR)) {
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

/** How much of two addresses is the same, from 0 to 1: Dice's coefficient of their pairs. */
export function likeness(one, other) {
  const [a, b] = [pairs(one), pairs(other)];
  const size = (map) => [...map.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  return (2 * common) / (size(a) + size(b) || 1);
}

/** Words of an address without its suffix: `learn/bias-corection.html` is `bias corection`. */
export function wordsOf(way) {
  const last = way.replace(/(\/index)?(\.\w+)?\/*$/, "").split("/").pop();
  return last.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** The path that was asked for, as a reader would type it. */
function asked() {
  try {
    return decodeURI(location.pathname);
  } catch {
    return location.pathname; // a stray % sign
  }
}

/** A link like another one, to put elsewhere. */
function copied({ href, textContent }) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = textContent;
  return link;
}

/** Put the nearest pages, and the search, in their places. */
function help(box) {
  const base = box.dataset.home;
  const way = asked().startsWith(base) ? asked().slice(base.length) : asked().slice(1);
  const words = wordsOf(way);
  if (!words) return;
  const score = ({ href, textContent }) => {
    const path = new URL(href).pathname.slice(base.length);
    return Math.max(likeness(way, path), likeness(words, wordsOf(path)), likeness(words, textContent));
  };
  const all = [...box.querySelectorAll("[data-pages] a")].map((link) => [score(link), link]);
  const near = all.sort(([a], [b]) => b - a).slice(0, FEW);
  const places = box.querySelectorAll("[data-near] li");
  near.forEach(([, link], n) => places[n]?.replaceChildren(copied(link)));
  const search = document.createElement("a");
  search.href = `${base}?q=${encodeURIComponent(words)}`;
  search.target = "_self"; // a whole new page, whose search begins with these words
  search.textContent = `search for “${words}”`;
  box.querySelector("[data-search]").replaceChildren("Or ", search);
}

const box = typeof document === "undefined" ? null : document.querySelector(".ad-lost");
if (box) help(box);
