"""Pseudo-translations: each text between marks, so that what is left out is seen."""

from collections.abc import Mapping

import attrs

from triage.base import po
from triage.base.speech import FOLDER
from triage.base.text import Source

LANGUAGE = "qps"
"""A language that nobody speaks."""


def between_marks(text: str) -> str:
    """Return a text between marks; of a list each item, so that it stays one."""
    return "\n".join(map(marked, text.split("\n")))


def marked(line: str) -> str:
    body = line.lstrip(" ")
    lead = line[: len(line) - len(body)]
    for bullet in ("- ", "1. "):
        if body.startswith(bullet):
            return f"{lead}{bullet}{marked(body.removeprefix(bullet))}"
    return f"{lead}«{body}»" if body else line


def catalog(texts: Mapping[str, str]) -> po.Catalog:
    """Return the pseudo-translations of some texts."""
    begun = po.updated(po.Catalog({"Language": LANGUAGE}, {}), texts)
    return attrs.evolve(
        begun,
        messages={
            key: attrs.evolve(one, texts=(between_marks(one.source),))
            for key, one in begun.messages.items()
        },
    )


def files(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the files of pseudo-translations, by their names."""
    return {
        f"{name}.{LANGUAGE}.po": po.text_of(catalog(said))
        for name, said in texts.items()
    }


OURS = ("accept: ", "command: ", "decimal mark", "thousands mark")
"""How phrases of the library begin that are nothing to read."""


def library() -> str:
    """Return the pseudo-translations of what the library itself says."""
    path = FOLDER / "es.po"
    known = po.read(Source(path.name, path.read_text("utf-8"))).messages
    said = {
        name: attrs.evolve(one, texts=tuple(map(between_marks, forms(one))))
        for name, one in known.items()
        if not name.startswith(OURS)
    }
    return po.text_of(po.Catalog({"Language": LANGUAGE}, said))


def forms(one: po.Message) -> tuple[str, ...]:
    return (one.source, one.plural) if one.plural else (one.source,)
