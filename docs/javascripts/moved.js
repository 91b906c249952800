// On the page that stands at an old address: leads to the new one, and to the place on it that the
// link named.

const { href } = document.querySelector("main a");
location.replace(href + location.search + location.hash);
