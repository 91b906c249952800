"""Every page's register, found by importing the modules of this package."""

import importlib
import pkgutil
from types import ModuleType

from adamdocs.explainers.framework import DuplicateName, Explainer
from adamdocs.explainers.pieces import from_package


def discover(package: ModuleType | None = None) -> dict[str, tuple[str, Explainer]]:
    """Import every module of the package and gather its name and its `page`, by slug.

    Args:
        package: where to look; this package if not given.

    Raises:
        DuplicateName: two modules explain one page.
        AttributeError: a module has no `page`.
    """
    package = package or importlib.import_module("adamdocs.explainers")
    pages: dict[str, tuple[str, Explainer]] = {}
    for module_name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        if module_name in ("audits", "discovery", "experiments", "framework", "pieces", "rules"):
            continue
        module = importlib.import_module(f"{package.__name__}.{module_name}")
        page, where = getattr(module, "page", None), from_package(module.__file__)
        if not isinstance(page, Explainer):
            raise AttributeError(f"{where}:1: must define page = Explainer(…)")
        if page.slug in pages:
            other = pages[page.slug][0]
            raise DuplicateName(
                f"{where}:1: {page.slug} is explained by {other} already; leave one of them out"
            )
        pages[page.slug] = module.__name__, page
    return pages
