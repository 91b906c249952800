"""What pages load beside their text, put in place for MkDocs: style sheets, scripts, Python."""

import copy
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from adamdocs.publishing import framing, live, offline, scripts, styles

ALONE = ("lost", "moved")  # scripts of pages that load no others: 404.html, old addresses


def place(files: Files, config: MkDocsConfig, *, serving: bool) -> None:
    """Put style sheets, scripts and Python for browsers where pages load them.

    Args:
        files: the files of the site as they lie in the sources.
        config: what names those that every page loads; it names the new ones afterwards.
        serving: whether this is for the server that rebuilds: style sheets keep their names there,
            and no worker keeps anything.

    Raises:
        Problem: a script or a style sheet cannot be read, or a program or Python is missing.
    """
    _place_styles(files, config, serving=serving)
    _join_scripts(files, config, serving=serving)
    _add_python(files, config)


def _place_styles(files: Files, config: MkDocsConfig, *, serving: bool) -> None:
    """Put the site's own style sheets in place: without comments, and for readers as one."""
    for name, file in list(files.src_uris.items()):
        if _is_ours(name) and file.abs_src_path:
            files.remove(file)
            content = styles.without_comments(file.content_string)
            files.append(File.generated(config, name, content=content))
    for name in filter(styles.THEME.fullmatch, list(files.src_uris)):
        theme = files.src_uris[name]
        files.remove(theme)
        content = styles.of_tables(theme.content_string)
        files.append(File.generated(config, name, content=content))
    known = dict(files.src_uris)
    loaded = [known[name] for name in map(str, config.extra_css) if name in known]
    if serving or not loaded:
        return
    palettes = [file for name, file in known.items() if styles.PALETTE.fullmatch(name)]
    used = {one.get(kind, "indigo") for one in _palettes(config) for kind in ("primary", "accent")}
    colors = [styles.of_colors(file.content_string, used) for file in palettes]
    place, content = styles.joined("site", [*colors, *(file.content_string for file in loaded)])
    made, instead = {place: content}, dict.fromkeys((file.src_uri for file in palettes), "")
    own = "".join(file.content_string for name, file in known.items() if _is_ours(name))
    for name in filter(styles.THEME.fullmatch, known):
        theme = styles.of_features(known[name].content_string, own)
        instead[name], made[instead[name]] = styles.joined("theme", [theme])
    for name in (*instead, *(file.src_uri for file in loaded)):
        files.remove(known[name])
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    config.extra["instead"] = instead  # of a style sheet of the theme another, or none
    config.extra_css = [place, *(one for one in config.extra_css if str(one) not in known)]


def _is_ours(name: str) -> bool:
    return name.startswith(styles.FOLDER) and name.endswith(".css")


def _palettes(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The color schemes that readers choose from."""
    palette = config.theme.get("palette") or []
    return palette if isinstance(palette, list) else [palette]


def _add_python(files: Files, config: MkDocsConfig) -> None:
    """Add what browsers run Python with, and tell the templates where it is."""
    if not config.extra.get("live"):
        return
    runtime = live.assemble(Path(config.docs_dir))
    for address, name in runtime.files.items():
        files.append(File.generated(config, address, abs_src_path=str(live.STORE / name)))
    config.extra["live"] = runtime


def _join_scripts(files: Files, config: MkDocsConfig, *, serving: bool) -> None:
    """Put what pages load of our scripts in the place of their modules."""
    modules = [file for name, file in files.src_uris.items() if name.startswith(scripts.FOLDER)]
    known = {file.src_uri for file in modules}
    loaded = {n: str(one) for n, one in enumerate(config.extra_javascript) if str(one) in known}
    docs = Path(config.docs_dir)
    worker = offline.is_here(docs) and not serving
    alone = {one: f"{scripts.FOLDER}{one}.js" for one in ALONE}
    alone = {one: name for one, name in alone.items() if name in known}
    frames = [name for name in framing.SCRIPTS if name in known]
    entries = [*loaded.values(), *alone.values(), *frames]
    folder, contents = scripts.joined(docs, entries, offline=worker)
    for module in modules:
        files.remove(module)
    for name, content in contents.items():
        files.append(File.generated(config, folder + name, content=content))
    config.extra["build"] = folder.removeprefix(scripts.FOLDER).rstrip("/")  # for access.js
    config.extra["alone"] = {one: f"{folder}{one}.js" for one in alone}
    for number, name in loaded.items():
        path = folder + name.removeprefix(scripts.FOLDER)
        config.extra_javascript[number] = _with_path(config.extra_javascript[number], path)


def _with_path(script: Any, path: str) -> Any:
    """An entry of `extra_javascript` that loads another file the same way."""
    if isinstance(script, str):
        return path
    moved = copy.copy(script)
    moved.path = path
    return moved
