"""Certificates: what was proved of a tree, to be kept beside it."""

from datetime import UTC, datetime

from triage.base.files import Sort
from triage.verify.outdated import FORMAT, stated
from triage.verify.properties import Proofs
from triage.verify.solver import solver_library

CERTIFICATE = Sort.of("certificate", rb'"triage_certificate"\s*:')


def certificate(
    proofs: Proofs, library: str, *, now: datetime | None = None
) -> dict[str, object]:
    """Return proofs as a record to be kept beside the tree.

    The ``library`` is the version of this one; the time is now, unless given.
    """
    time = (now or datetime.now(UTC)).astimezone(UTC)
    return {
        "triage_certificate": FORMAT,
        "tree": proofs.tree.id,
        "version": proofs.tree.version,
        "logic": proofs.tree.logic,
        "proved": proofs.proved,
        "properties": [
            {
                "id": proof.property.id,
                "says": proof.property.says,
                "stated": stated(proofs.tree, proof.property),
                "verdict": proof.verdict,
            }
            for proof in proofs.proofs
        ],
        "solver": {"name": "z3", "version": solver_library().get_version_string()},
        "library": library,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "seconds": round(proofs.seconds, 3),
    }
