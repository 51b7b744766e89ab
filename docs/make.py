"""Write what a program can write of the docs, or check that it is fresh.

    python docs/make.py              writes it
    python docs/make.py --check      names what is stale, and then exits with 1
    python docs/make.py PART         only a part: `pages`, or `mutation`, which is slow;
                                     or `screens`, which needs Chromium

That is: the output under each command of a page; the references of the commands, the
checks, the formats and the JSON for programs; a page for each built-in tree, and what
notices a mistake in them; the lists of modules and of decisions; and the two pictures
of the README; and the apps in `examples`.
`making` has a module for each of them; `claims` writes the page about the article that
began the project.
"""

import difflib
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import claims
from making.checks import checks_page
from making.commands import commands_page
from making.decisions import decisions_page
from making.examples import EXAMPLES, with_examples
from making.flowcharts import FLOWCHARTS, with_flowcharts
from making.format import format_page
from making.gallery import gallery_pages
from making.library import library_pages
from making.modules import MODULES, with_modules
from making.mutation import mutation_page
from making.pictures import Picture, pictures
from making.places import DOCS, ROOT
from making.shapes import json_page
from making.shell import CONSOLE, transcribed


def pages() -> Iterator[tuple[Path, str | Picture]]:
    """Yield files that this program writes, with what belongs in them."""
    yield DOCS / "commands.md", commands_page()
    yield DOCS / "checks.md", checks_page()
    yield DOCS / "format.md", format_page()
    yield DOCS / "json.md", json_page()
    yield DOCS / "decisions" / "README.md", decisions_page()
    yield from library_pages()
    yield from gallery_pages()
    yield DOCS / "claims.md", claims.page()
    yield from pictures()
    for path in [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        page = path.read_text(encoding="utf-8")
        if any(each.search(page) for each in (CONSOLE, MODULES, EXAMPLES, FLOWCHARTS)):
            made = with_flowcharts(with_examples(with_modules(page)))
            yield path, transcribed(made)


def mutation() -> Iterator[tuple[Path, str]]:
    """Yield the page that takes a mistake in every tree for each of its lines."""
    yield DOCS / "mutation.md", mutation_page()


def seen() -> Iterator[tuple[Path, bytes]]:
    """Yield pictures of screens, which need a browser."""
    from making.screens import screens  # noqa: PLC0415  seldom wanted

    yield from screens()


Wanted: TypeAlias = str | Picture | bytes

PARTS: dict[str, Callable[[], Iterator[tuple[Path, Wanted]]]] = {
    "pages": pages,
    "mutation": mutation,
    "screens": seen,
}

ALWAYS = ("pages", "mutation")
"""What is written, or checked, where no part is named."""


def stale(path: Path, wanted: Wanted) -> str:
    """Return how a file differs from what belongs in it; nothing when it is fresh."""
    if isinstance(wanted, bytes):
        return f"{path.relative_to(ROOT)} is drawn anew each time"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if isinstance(wanted, Picture):
        text, wanted = Picture(text).facts, wanted.facts
    name = str(path.relative_to(ROOT))
    lines = difflib.unified_diff(
        text.splitlines(), wanted.splitlines(), name, f"{name}, fresh", lineterm="", n=1
    )
    return "\n".join(list(lines)[:40])


def encoded(wanted: Wanted) -> bytes:
    """Return what a file holds."""
    if isinstance(wanted, bytes):
        return wanted
    text = wanted.text if isinstance(wanted, Picture) else wanted
    return text.encode("utf-8")


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it."""
    if unknown := {*arguments} - {*PARTS, "--check"}:
        print(f"`{min(unknown)}` is none of: {', '.join(PARTS)}, --check")
        return 2
    failed = False
    named = [name for name in PARTS if name in arguments] or ALWAYS
    for path, wanted in chain.from_iterable(PARTS[name]() for name in named):
        difference = stale(path, wanted)
        if not difference:
            continue
        failed = True
        if "--check" in arguments:
            print(f"{difference}\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(encoded(wanted))
            print(f"wrote {path.relative_to(ROOT)}")
    if failed and "--check" in arguments:
        print("stale: run `python docs/make.py`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
