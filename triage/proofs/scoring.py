"""The mutation score, in words for a terminal and as JSON."""

from collections.abc import Iterator

import attrs

from triage.cases.write import Neighbour, free_id
from triage.paragraphs import paragraph
from triage.proofs.score import Judged, Score
from triage.proofs.story import Story

__all__ = ["as_dict", "as_text"]


def as_text(score: Score, beside: Neighbour, width: int = 80) -> str:
    """Return a mutation score, and what would notice each mistake that nothing did.

    Args:
        score: The score.
        beside: The cases file that further cases are for.
        width: The most characters of a line.
    """
    missed = (item for item in score.judged if item.fate in ("survived", "open"))
    blocks = ["\n".join(unnoticed(item, beside, width)) for item in missed]
    return "\n\n".join([*blocks, paragraph(summary(score), width, rest="  ")])


def summary(score: Score) -> str:
    """Return a mutation score in a sentence.

    >>> import triage
    >>> from triage.proofs.score import Score
    >>> summary(Score(triage.load("start"), ()))
    'start: 0 small mistakes made, 100.0 % of them noticed'
    """
    counts = [
        (score.count("case"), "by a case"),
        (score.count("property"), "only by a property"),
        (score.count("survived"), "by nothing"),
        (score.count("open"), "not settled in the time there was"),
        (score.count("equivalent"), "make no difference to anybody"),
    ]
    said = ", ".join(f"{count} {words}" for count, words in counts if count)
    made = f"{score.tree.id}: {len(score.judged)} small mistakes made"
    return f"{made}, {score.percent:.1f} % of them noticed" + (
        f" ({said})" * bool(said)
    )


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
    yield Story(item.patient).case("notices_a_mistake", item.mutant.says, beside)


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
