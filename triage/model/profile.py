"""Profile: how the library speaks of a tree, its people and its emergencies.

A clinical tree speaks of patients, is no medical advice, and begins with whom to call
in an emergency. A tree of another field says itself what there is to say.
"""

from triage.base.immutable import immutable
from triage.base.pattern import pattern
from triage.base.speech import ENGLISH, Speech
from triage.model.notice import DISCLAIMER, IN_AN_EMERGENCY, NO_ADVICE

CLINICAL, GENERAL = "clinical", "general"

SOUNDS_LIKE_A_VOWEL = pattern(r"(?i)[aio]|e(?!u)|u(?!ni|s[aeiu])|h(?:our|eir|onest)")


@immutable
class Profile:
    """Say how a tree is spoken of.

    Args:
        name: ``clinical`` or ``general``.
        person: What somebody is called who answers, such as ``patient``.
        people: What several are called.
        disclaimer: What every picture and every answer says about the tree; may be
            empty.
        emergency: What is said of emergencies before anything is asked; may be empty.

    >>> import triage
    >>> profile = triage.load("back_pain").profile
    >>> profile.name, profile.a_person
    ('clinical', 'a patient')
    """

    name: str = CLINICAL
    person: str = "patient"
    people: str = "patients"
    disclaimer: str = DISCLAIMER
    emergency: str = ""

    @property
    def is_clinical(self) -> bool:
        """Whether the checks of clinical trees are made of it."""
        return self.name == CLINICAL

    @property
    def a_person(self) -> str:
        """The noun with its article."""
        return with_article(self.person)

    @property
    def usual(self) -> str:
        """Who gives the ordinary answers, with an article."""
        kind = "well" if self.is_clinical else "ordinary"
        return with_article(f"{kind} {self.person}")

    def counted(self, number: int) -> str:
        """Return how many people there are, in words."""
        noun = self.person if number == 1 else self.people
        return f"{number or 'no'} {noun}"


def with_article(noun: str) -> str:
    """Return a noun behind "a" or "an".

    >>> with_article("user"), with_article("applicant"), with_article("hour")
    ('a user', 'an applicant', 'an hour')
    """
    return f"{'an' if SOUNDS_LIKE_A_VOWEL.match(noun) else 'a'} {noun}"


def clinical(number: str, speech: Speech = ENGLISH) -> Profile:
    """Return the profile of a clinical tree where a number is called in emergencies."""
    return Profile(
        disclaimer=speech.say(NO_ADVICE).format(number),
        emergency=speech.say(IN_AN_EMERGENCY).format(number),
    )


def general() -> Profile:
    """Return the profile of a tree of any other field."""
    return Profile(GENERAL, "person", "people", "", "")
