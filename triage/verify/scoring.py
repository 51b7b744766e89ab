"""The mutation score, in words for a terminal and as JSON."""

from collections.abc import Iterable, Iterator

import attrs

from triage.base.wording import paragraph
from triage.cases.writer import Neighbour, free_id
from triage.verify.explain import Story
from triage.verify.mutation_score import Judged, Score

CASE = "notices_a_mistake"
"""The id of a case that would notice a mistake."""


def as_text(score: Score, beside: Neighbour, width: int = 80) -> str:
    """Return a mutation score, and what would notice each mistake that nothing did.

    Args:
        score: The score.
        beside: The cases file that further cases are for.
        width: The most characters of a line.
    """
    missed = (item for item in score.judged if item.fate in ("survived", "open"))
    blocks = [
        "\n".join(unnoticed(item, near, width)) for item, near in apart(missed, beside)
    ]
    return "\n\n".join([*blocks, paragraph(summary(score), width, rest="  ")])


def summary(score: Score) -> str:
    """Return a mutation score in a sentence.

    >>> import triage
    >>> from triage.verify.mutation_score import Score
    >>> summary(Score(triage.load("start"), ()))
    'start: 0 small mistakes made, 100.0 % noticed'
    """
    counts = [
        (score.count("case"), "by a case"),
        (score.count("property"), "only by a property"),
        (score.count("survived"), "by nothing"),
        (score.count("open"), "not settled in the time there was"),
    ]
    said = [f"{count} {words}" for count, words in counts if count]
    if same := score.count("equivalent"):
        verb = "makes" if same == 1 else "make"
        said.append(f"{same} {verb} no difference to anybody")
    total = len(score.judged)
    made = "1 small mistake" if total == 1 else f"{total} small mistakes"
    details = f" ({', '.join(said)})" if said else ""
    return f"{score.tree.id}: {made} made, {score.percent:.1f} % noticed{details}"


def apart(
    missed: Iterable[Judged], beside: Neighbour
) -> Iterator[tuple[Judged, Neighbour]]:
    """Yield each mistake with what its case must know, also of the cases before it."""
    for item in missed:
        yield item, beside
        if item.patient is not None:
            taken = beside.ids | {free_id(CASE, beside.ids)}
            beside = attrs.evolve(beside, ids=taken)


def unnoticed(item: Judged, beside: Neighbour, width: int) -> Iterator[str]:
    """Yield what is said of a mistake that nothing noticed."""
    where = f"{item.mutant.span}: " if item.mutant.span else ""
    if item.patient is None:
        line = f"{where}{item.mutant.says}: not settled in the time there was"
        yield paragraph(line, width, rest="  ")
        return
    yield paragraph(f"{where}{item.mutant.says}, and nothing fails", width, rest="  ")
    yield "A patient who would be told something else, as a case to be confirmed:"
    yield ""
    yield Story(item.patient).case(CASE, item.mutant.says, beside)


def as_dict(score: Score) -> dict[str, object]:
    """Return a mutation score as JSON."""
    return {
        "mutants": len(score.judged),
        "by_cases": score.count("case"),
        "by_properties": score.count("property"),
        "equivalent": score.count("equivalent"),
        "survived": score.count("survived"),
        "open": score.count("open"),
        "percent": round(score.percent, 1),
        "unnoticed": [
            {
                "says": item.mutant.says,
                "at": str(item.mutant.span or ""),
                "patient": item.patient and Story(item.patient).to_dict(),
            }
            for item in score.judged
            if item.fate in ("survived", "open")
        ],
    }
