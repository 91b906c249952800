// Where this site keeps Python for browsers. Read with the first page, while its relative addresses
// still hold: instant navigation changes the page's address under them.

const meta = document.querySelector('meta[name="ad-live"]');

const absolute = (address) => address && new URL(address, document.baseURI).href;

/** Address of the list of what Python consists of; undefined on a site built without it. */
export const RUNTIME = absolute(meta?.content);

/** Address of the package as a wheel, for a notebook elsewhere. */
export const WHEEL = absolute(meta?.dataset.wheel);

/** How much the first run fetches, in megabytes. */
export const MEGABYTES = meta?.dataset.megabytes;

/** Where the browser keeps it: sites that share an origin keep their own. */
export const CACHE = RUNTIME && `adamdocs-live ${new URL(".", RUNTIME).pathname}`;
