"""What was proved, and of whom not, in words for a terminal."""

from collections.abc import Iterator, Sequence

from triage.base.wording import paragraph
from triage.cases.writer import Neighbour
from triage.model.tree import Tree
from triage.verify.properties import Proof
from triage.verify.report import finding, stories

COLUMN = 10
"""Where a property begins, behind its verdict."""

LONGEST_ID = 58
"""How much of the id of a property the id of a case begins with."""

PATIENTS = (
    ("", "A patient of whom it does not hold:"),
    ("_worse", "The same patient, worse off:"),
)
CASES = "The same as cases, for a person to confirm what is expected:"


def told(tree: Tree, proof: Proof, beside: Neighbour, width: int = 80) -> str:
    """Return what came of one property: a line, and of a failure who shows it.

    Args:
        tree: The tree.
        proof: What came of the property.
        beside: The cases file that the patient could be put into.
        width: The most characters of a line.
    """
    first, rest = proof.verdict.ljust(COLUMN), " " * COLUMN
    line = f"{proof.property.id}: {proof.property.says}"
    blocks = [paragraph(line, width, first, rest)]
    said = finding(tree, proof)
    if said is not None:
        blocks += [str(said), *patients(proof, width), *cases(proof, beside)]
        blocks[-1] += "\n"
    return "\n\n".join(blocks)


def patients(proof: Proof, width: int) -> Iterator[str]:
    """Yield the story of each patient of whom a property does not hold."""
    for (_, title), story in zip(PATIENTS, stories(proof), strict=False):
        yield f"{title}\n{story.text(width)}"


def cases(proof: Proof, beside: Neighbour) -> Iterator[str]:
    """Yield those patients as cases, below a title."""
    name, says = proof.property.id[:LONGEST_ID], proof.property.says
    pairs = zip(PATIENTS, stories(proof), strict=False)
    found = [story.case(f"{name}{end}", says, beside) for (end, _), story in pairs]
    written = "\n\n".join(filter(None, found))
    if written:
        yield f"{CASES}\n\n{written}"


def cut_short(tree: Tree, proofs: Sequence[Proof], total: int) -> str:
    """Return what is said when proving was stopped.

    Args:
        tree: The tree.
        proofs: What came of properties by then.
        total: How many there are.
    """
    proved = sum(proof.verdict == "proved" for proof in proofs)
    return f"{tree.id}: stopped; {proved} of {total} properties are proved by now"
