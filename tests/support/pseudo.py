"""Pseudo-translations: each text between marks, so that what is left out is seen."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

import triage
from triage.base import po
from triage.base.speech import FOLDER
from triage.base.text import Source
from triage.linker.catalogs import texts_by_file
from triage.linker.faults import msgid
from triage.linker.loader import opened
from triage.linker.shelf import Given
from triage.treefile.files import source_from

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


def in_marks(path: Path) -> triage.Tree:
    """Return a tree each text of which is between marks, and each phrase of ours."""
    text = path.read_text("utf-8")
    found = opened(source_from("<text>", text), None, Given())
    said = texts_by_file(found.document, found.around)
    made = {
        file or found.document.id.value: {key: msgid(x) for key, x in each.items()}
        for file, each in said.items()
    }
    called = {f"contacts/generic.{n}": x for n, x in found.around.contacts.items()}
    modules = files({**made, "contacts": called}) | {f"triage.{LANGUAGE}.po": library()}
    return triage.loads(text, modules=modules, language=LANGUAGE)


CUT = re.compile(r"«[^«»]* …(?![»:])")
"""A text in short, without its last mark."""


def unmarked(tree: triage.Tree, text: str) -> list[str]:
    """Return the words of a text that stand between no marks, apart from names."""
    before, text = None, re.sub(r"\d\d:\d\d \w+", "", text)
    text = CUT.sub("", text)
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", "", text)
    for name in sorted(filter(None, names(tree)), key=len, reverse=True):
        text = text.replace(name, "")
    return re.findall(r".{0,30}[^\W\d_]{2,}.{0,30}", text)


def names(tree: triage.Tree) -> Iterator[str]:
    """Yield what is the same in every language: names, sources and symbols."""
    yield from (tree.logic, tree.wording, tree.version, tree.id)
    yield from (question.unit for question in tree.questions.values())
    yield from (tree.logic[:8], *tree.steps)
    for one in tree.citations.values():
        yield from (one.title, one.year, one.identifier, one.url)
