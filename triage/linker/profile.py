"""The profile of a tree: how its file lets it be spoken of."""

from collections.abc import Mapping

import attrs

from triage.base.speech import ENGLISH, Speech
from triage.linker.convert import line
from triage.model.profile import CLINICAL, Profile, clinical, general
from triage.treefile.document import Document


def profile(
    document: Document, contacts: Mapping[str, str], speech: Speech = ENGLISH
) -> Profile:
    """Return the profile of a tree; a scale of its own makes it a general one."""
    said = CLINICAL if not document.scale else ""
    if (line(document.profile) or said) == CLINICAL:
        found = clinical(contacts["emergency_number"], speech)
    else:
        found = general()
    texts = {
        "disclaimer": line(document.disclaimer, contacts),
        "emergency": line(document.emergency, contacts),
    }
    words = document.words
    if words is not None:
        texts |= {"person": line(words.person), "people": line(words.people)}
    return attrs.evolve(found, **{name: text for name, text in texts.items() if text})
