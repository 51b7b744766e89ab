"""Write the page about the article that began the project.

Its claims, and what it leaves out, are in `seeds/claims.yaml`. That file is read as a
tree file is, so that a wrong key or a misspelt verdict is pointed at.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

import triage
from triage.base.text import Span, Text
from triage.linker.library import library
from triage.model.tree import Tree
from triage.treefile.decode import read_entries
from triage.treefile.fields import ID, TEXT, Few, Record, Scalar, choice, key, place

SEEDS = Path(__file__).parent.parent / "seeds" / "claims.yaml"

VERDICTS = {
    "contradicted": "what was read, or plain reason, says otherwise",
    "unsupported": "nothing was found that says so, or it is too vague to be looked up",
    "partly": "so in part, or of other people or treatments than the article means",
    "supported": "what was read says so too",
}

NUMBER = Scalar("number", r"[CO]\d\d", "`C` or `O` and two digits, such as `C07`")


@attrs.frozen
class ClaimEntry:
    """Judge what the article says, or hold what it leaves out."""

    id: Text
    span: Span = place()
    claim: Text = key(TEXT, "What it says or leaves out, in our words.", required=True)
    verdict: Text | None = key(choice(*VERDICTS), "What is left out has none.")
    why: Text = key(TEXT, "What is known, in one sentence.", required=True)
    sources: tuple[Text, ...] = key(Few(ID), "Ids of `sources.yaml`.")
    answered_by: tuple[Text, ...] = key(Few(ID), "Where `back_pain` answers it.")
    not_answered: Text | None = key(TEXT, "Why `back_pain` does not answer it.")


def claims(path: Path = SEEDS) -> tuple[ClaimEntry, ...]:
    """Return what the article says and leaves out, in the order of the file."""
    return tuple(read_entries(path, Record(ClaimEntry), NUMBER).values())


def judged(entries: Sequence[ClaimEntry], verdict: str) -> list[ClaimEntry]:
    """Return the claims with a verdict; with none, what the article leaves out."""
    return [entry for entry in entries if str(entry.verdict or "") == verdict]


HEAD = """\
<!-- Written by docs/claims.py from seeds/claims.yaml: change those, not this page. -->
# An article about Xanax and back pain

This project began with an article for consumers, which asks if Xanax, a medicine for
anxiety, can help back pain. It makes {claims} claims. Here they are told in our own
words, each with what guidelines, reviews, trials, labels and safety notices say of it:
{supported} are supported, {partly} hold in part, {contradicted} are contradicted, and
{unsupported} are unsupported. Most of what is supported is background: every claim that
Xanax helps the back, is mild, or is easy to get is contradicted or unsupported. The
article also leaves out {left_out} things that whoever thinks of taking Xanax has to
know. No clinician has reviewed the verdicts, and they are not medical advice.

| verdict | claims | it means |
|---|---|---|
{verdicts}
The names in brackets are the sources, listed at the end. The last column says where the
tree [`back_pain`](library/back_pain.md) answers: *the title of a recommendation*, or
“the words of a question”.
"""


def page() -> str:
    """Return the page."""
    entries = claims()
    tree = triage.load("back_pain")
    left_out = table("it leaves out", "why that matters", judged(entries, ""), tree)
    parts = [head(entries), f"\n## What the article leaves out\n\n{left_out}"]
    for verdict in VERDICTS:
        rows = table("it says", "what is known", judged(entries, verdict), tree)
        parts.append(f"\n## {verdict.capitalize()}\n\n{rows}")
    return "".join([*parts, *sources(entries)])


def head(entries: Sequence[ClaimEntry]) -> str:
    """Return the beginning of the page, with what was counted."""
    counts = {verdict: len(judged(entries, verdict)) for verdict in VERDICTS}
    rows = [
        f"| {verdict} | {counts[verdict]} | {meaning} |\n"
        for verdict, meaning in VERDICTS.items()
    ]
    return HEAD.format(
        claims=sum(counts.values()),
        left_out=len(judged(entries, "")),
        verdicts="".join(rows),
        **counts,
    )


def table(said: str, known: str, entries: Sequence[ClaimEntry], tree: Tree) -> str:
    """Return a table of claims."""
    rows = [
        f"| {entry.id} | {line(entry.claim)} "
        f"| {known_of(entry)} | {where(entry, tree)} |\n"
        for entry in entries
    ]
    return f"| | {said} | {known} | the tree |\n|---|---|---|---|\n" + "".join(rows)


def line(text: Text | None) -> str:
    """Return a text without its line breaks; nothing when it is not there."""
    return " ".join(str(text or "").split())


def known_of(entry: ClaimEntry) -> str:
    """Return what is known of a claim, with its sources."""
    links = ", ".join(f"[{source}]" for source in entry.sources)
    return line(entry.why) + (f" ({links})" if links else "")


def where(entry: ClaimEntry, tree: Tree) -> str:
    """Return where the tree answers a claim, or why it does not."""
    told = "; ".join(words(str(part), tree) for part in entry.answered_by)
    return told or f"not answered: {line(entry.not_answered)}"


def words(part: str, tree: Tree) -> str:
    """Return the words by which a reader finds a part of the tree."""
    if part in tree.recommendations:
        return f"*{tree.recommendations[part].title}*"
    return f"“{tree.questions[part].text}”"


SOURCES_HEAD = """
## Sources

*Verified*: what it says was read at the address, often as an excerpt. *Secondary*: that
was read on another page than the original, which has to be checked before use.
`trees/sources.yaml` has all sources of the library, with the day they were looked up.

| | source | |
|---|---|---|
"""


def sources(entries: Sequence[ClaimEntry]) -> Iterator[str]:
    """Yield the table of the sources of claims, and then where each link leads."""
    names = sorted({str(source) for entry in entries for source in entry.sources})
    known = library().sources
    yield SOURCES_HEAD
    for name in names:
        year = f", {known[name].year}" if known[name].year else ""
        yield f"| [{name}] | {known[name].title}{year} | {known[name].status} |\n"
    yield "\n"
    for name in names:
        yield f"[{name}]: <{known[name].url or '#sources'}>\n"
