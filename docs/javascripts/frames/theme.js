// The theme of a page without the theme's switch: as its address asks, else the system's.
// It runs before anything is drawn, and needs no storage, which frames on other sites are denied.

{
  const asked = new URLSearchParams(location.search).get("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const isDark = asked === "dark" || (asked !== "light" && dark.matches);
    document.documentElement.dataset.mdColorScheme = isDark ? "slate" : "default";
  };
  dark.addEventListener("change", show);
  show();
}
