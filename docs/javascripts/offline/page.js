// The page that says what is kept, with a button that ends it; and that stands in for what is not.

import { HOME, PAGE, inventory, isOff, wayOf } from "./store.js";

const PLACE = /<div id="ad-stored">[^]*?<\/div>/; // in docs/reference/offline.md

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt()};`);

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** A page's title without the site's name; it is markup already. */
const titleOf = (text) => text.match(/<title>([^]*?)(?: - [^-]*)?<\/title>/)?.[1];

const button = (value, words) =>
  `<form class="ad-guess-form" method="post" action="${HOME}${PAGE}">` +
  `<button name="keep" value="${value}">${words}</button></form>`;

/** The name of a page in the navigation of another page's text. */
function nameIn(text, way) {
  const links = text.split(`href="../..${way && `/${way}`}"`).slice(1);
  const named = links.map((link) => link.match(/^[^>]*>\s*<span[^>]*>\s*([^<]+?)\s*</)?.[1]);
  return named.find(Boolean) ?? escaped(way || "Home");
}

/** What is said of a page that is not kept; `missed` is its way with its query. */
function excuse(text, missed) {
  const name = nameIn(text, wayOf(HOME + missed));
  return (
    `<p><strong>“${name}” is not stored here, and the network does not answer.</strong> ` +
    `<a href="${escaped(HOME + missed)}">Try again</a>.</p>`
  );
}

async function listed() {
  const { pages, size, python } = await inventory();
  const cells = python ? ` Python for the cells is stored too: ${megabytes(python)}.` : "";
  if (await isOff()) {
    return (
      `<p>This browser stores only this page, and that you wish so.${cells}</p>` +
      (python ? button("nothing", "Remove Python") : "") +
      button("begin", "Store the pages that I read")
    );
  }
  const link = ({ way, text }) => `<li><a href="${HOME}${way}">${titleOf(text)}</a></li>`;
  return (
    `<p>Stored in this browser: ${megabytes(size)}, with these pages.${cells}</p>` +
    `<ul>${pages.map(link).join("")}</ul>${button("nothing", "Remove all and store nothing")}`
  );
}

// A browser that hides where a form was sent from is not told apart from another site's form.
const REFUSAL =
  "<p><strong>Nothing was changed: this browser does not say on which page the button was " +
  "pressed.</strong> Its settings for this site can remove what is stored.</p>";

/** The page with what is kept in its place; `missed` is what the reader wanted instead. */
export async function rendered(response, missed, isRefused) {
  const text = await response.text();
  const list = await listed();
  const said = (missed === undefined ? "" : excuse(text, missed)) + (isRefused ? REFUSAL : "");
  const body = text
    .replace(PLACE, () => `<div id="ad-stored">${list}</div>`)
    .replace("</h1>", () => `</h1>${said}`);
  return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
}
