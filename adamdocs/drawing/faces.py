"""The faces that figures are set in: the site's own, as its build leaves them, and no others."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "fonts"
FILES = (FOLDER / "figure-400.ttf", FOLDER / "figure-600.ttf")
FAMILY = "Adamdocs Sans"
FAMILIES = [FAMILY, "DejaVu Sans"]  # the second comes with Matplotlib, for rare signs


def register() -> None:
    """Give Matplotlib these faces and its own, and hide the machine's: none may change a figure.

    Raises:
        FileNotFoundError: the site's faces are not made yet; the message says how to make them.
    """
    from matplotlib import font_manager, get_data_path  # not to be paid for by who needs a name

    for path in FILES:
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is not made yet: run scripts/figures once")
    manager = font_manager.fontManager
    known = {font.fname for font in manager.ttflist}
    if known.issuperset(map(str, FILES)):
        return
    manager.ttflist = [font for font in manager.ttflist if font.fname.startswith(get_data_path())]
    for path in FILES:
        manager.addfont(path)
