"""Large trees, generated: as long and as varied as real ones, only bigger."""

__all__ = ["chain", "merging"]

HEAD = """\
triage: 1
id: generated
version: 1.0.0
title: A generated tree
status: draft
review_by: 2099-12-31
audience: Nobody; this tree measures how long things take.
sources:
  made_up: {title: "Made up: texts of a usual length", status: policy}
"""

KINDS = (
    """\
    type: yes_no
    unsure: {again: "Has anybody told you that you have this sign?"}
""",
    """\
    type: integer
    min: 0
    max: 400
    unit: days
""",
    """\
    type: one_of
    options:
      none: {text: "No, not at all", points: 0}
      mild: {text: "Yes, but it does not keep me from anything", points: 1}
      severe: {text: "Yes, and it keeps me from what I usually do", points: 3}
""",
    """\
    type: any_of
    options:
      fever: A temperature over 38 °C
      rash: A rash that does not fade under a glass
      stiffness: A stiff neck
""",
)
"""What each kind of question has besides its texts, in turn."""

CONDITIONS = (
    "maybe(q{0})",
    "q{0} > 21",
    "q{0} == severe",
    "fever in q{0} and count(q{0}) >= 2",
)
"""When a question of each kind matters."""

RECOMMENDATIONS = """\
recommendations:
  ambulance:
    urgency: emergency
    alone: true
    title: Call $emergency_number now
    text: Say what you have just answered, and do not drive yourself.
    watch_for: If you get worse while you wait, call again.
    cites: [made_up]
  same_day:
    urgency: same_day
    title: See a clinician today
    text: Call the practice now, and say which of these signs you have.
    watch_for: If you get worse before you are seen, call $emergency_number.
    cites: [made_up]
  home:
    urgency: self_care
    title: Care for yourself at home
    text: Rest, drink enough, and see whether it gets better within three days.
    watch_for: If it gets worse, or is not better after three days, ask again.
    cites: [made_up]
  note:
    title: Write down when it began
    cites: [made_up]
"""


def chain(steps: int) -> str:
    """Return a tree in which every step asks a question and most lead to the next.

    Args:
        steps: How many steps, at least 1.
    """
    rows = [*head(steps), "start: s0", "steps:"]
    for number in range(steps):
        after = f"s{number + 1}" if number + 1 < steps else "home"
        rows += [
            f"  s{number}:",
            f"    ask: q{number}",
            "    branches:",
            f"      - when: {condition(number)}",
            f"        go: {'ambulance' if number % 2 else 'same_day'}",
            f"      - go: {after}",
        ]
    return "\n".join([*rows, ""])


def merging(steps: int) -> str:
    """Return a tree whose ways part and meet again, over and over.

    Every third step chooses between the next two, which meet in the one after.

    Args:
        steps: How many steps, at least 1.
    """
    rows = [*head(steps), "start: s0", "steps:"]
    for number in range(steps):
        rows += [f"  s{number}:", f"    ask: q{number}"]
        after, other = (f"s{n}" if n < steps else "home" for n in meeting(number))
        if after == other:
            rows += ["    advise: {when: " + asked(number) + ", add: note}"]
            rows += [f"    go: {after}"]
        else:
            rows += [
                "    branches:",
                f"      - when: {condition(number)}",
                "        advise: note",
                f"        go: {after}",
                f"      - go: {other}",
            ]
    return "\n".join([*rows, ""])


def meeting(number: int) -> tuple[int, int]:
    """Return the numbers of the two steps that a step leads to."""
    if number % 3 == 0:
        return number + 1, number + 2
    meets = number + 3 - number % 3
    return meets, meets


def head(steps: int) -> list[str]:
    """Return the lines above the steps: a question for every one of them."""
    rows = [HEAD + "questions:"]
    for number in range(steps):
        rows += [
            f"  q{number}:",
            f"    text: Have you noticed sign number {number} since the pain began?",
            KINDS[number % len(KINDS)]
            + "    help: If you are not sure, think of the last time you looked.",
            "    why: It can mean that something else than the muscles is hurting.",
            "    cites: [made_up]",
        ]
    return [*rows, "values:", *values(steps), RECOMMENDATIONS.rstrip()]


def values(steps: int) -> list[str]:
    """Return a value for every tenth question."""
    rows = [
        f"  v{number}: surely({condition(number)})" for number in range(0, steps, 10)
    ]
    return [*rows, "show: [v0]"] if False else rows


def condition(number: int) -> str:
    """Return when the answer to a question matters."""
    return CONDITIONS[number % len(CONDITIONS)].format(number)


def asked(number: int) -> str:
    """Return a condition that looks back, over questions that some were not asked."""
    back = max(0, number - 4)
    return f"asked(q{back}) and surely({condition(back)})"
