"""Kept: what is remembered of a page until it is read anew, and its files."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias, cast

import attrs
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

FOLDER = "triage"
"""The folder of our files, among those of the site that can be downloaded."""

READ = (".yaml", ".yml", ".csv", ".po")
"""How the files end that a tree is made from, or that stand beside one."""


@attrs.define
class Page:
    """Hold what stood in the folders of its trees, and the files that it leads to."""

    folders: dict[Path, tuple[str, ...]] = attrs.field(factory=dict)
    files: set[str] = attrs.field(factory=set)

    def is_outdated(self) -> bool:
        """Whether a file was added beside a tree, or taken away."""
        return any(beside(folder) != names for folder, names in self.folders.items())


Pages: TypeAlias = dict[str, Page]


def pages(env: BuildEnvironment) -> Pages:
    """Return what is remembered, by page."""
    return cast("Pages", vars(env).setdefault("triage_pages", {}))


def page(env: BuildEnvironment) -> Page:
    """Return what is remembered of the page that is being read."""
    return pages(env).setdefault(env.docname, Page())


def beside(folder: Path) -> tuple[str, ...]:
    """Return which files of trees stand in a folder; none where there is no folder."""
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path.name for path in found if path.suffix in READ))


def forget(_app: Sphinx, env: BuildEnvironment, name: str) -> None:
    """Forget a page, which is read anew or is gone."""
    pages(env).pop(name, None)


def merge(
    _app: Sphinx, env: BuildEnvironment, names: Iterable[str], other: BuildEnvironment
) -> None:
    """Remember what another process read."""
    pages(env).update({n: one for n, one in pages(other).items() if n in {*names}})


def outdated(
    _app: Sphinx, env: BuildEnvironment, *_changed: Iterable[str]
) -> list[str]:
    """Return the pages of trees beside which other files stand than did."""
    return [name for name, one in pages(env).items() if one.is_outdated()]


def sweep(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove our files of earlier builds to which no page leads any more."""
    folder = folder_of(app.outdir)
    named = {name for one in pages(env).values() for name in one.files}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in named:
            path.unlink()


def folder_of(site: Path) -> Path:
    return Path(site, "_downloads", FOLDER)


def add_to(app: Sphinx) -> None:
    """Let Sphinx remember pages."""
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", sweep)
