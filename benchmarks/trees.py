"""Large trees, generated: as long and as varied as real ones, only bigger."""

__all__ = ["chain", "grown", "merging"]

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

EVERY = 10
"""How many questions there are for each value."""

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
        steps: How many steps, at least 2.
    """
    rows = [*head(steps), "start: s0", "steps:"]
    for number in range(steps):
        rows += asking(number, *leading(number, steps))
    return "\n".join([*rows, ""])


def grown(steps: int) -> str:
    """Return the same tree, said with tables, computed numbers and texts with answers.

    Args:
        steps: How many steps, at least 2.
    """
    text = chain(steps)
    for number in range(0, steps, EVERY):
        value, when = f"v{number}", f"surely({condition(number)})"
        cases = f"[{{when: {when}, is: 1.5}}, {{is: 0.5}}]"
        text = text.replace(f"  {value}: {when}\n", f"  {value}: {{is: {cases}}}\n")
        text = text.replace(f"when: {value}\n", f"when: {value} * 2 > 2\n")
    for number in range(1, steps, len(KINDS)):
        then, otherwise = leading(number, steps)
        table = f"{{inputs: [q{number}], rows: [['> 21', {then}], ['-', {otherwise}]]}}"
        lines = "\n".join(asking(number, then, otherwise)[2:])
        text = text.replace(f"{lines}\n", f"    table: {table[:-1]}, hit: first}}\n")
        seen = f"sign number {number + 1} since the pain began"
        text = text.replace(seen, f"{seen}, {{q{number}}} days ago")
    return text.replace("drink enough", "*drink enough*")


def leading(number: int, steps: int) -> tuple[str, str]:
    """Return where a step of a chain leads, and where it leads otherwise."""
    end = "ambulance" if number % 2 else "same_day"
    return end, target(number + 1, steps)


def merging(steps: int) -> str:
    """Return a tree whose ways part and meet again, over and over.

    Of three steps the first chooses between the others, which lead to the next three.

    Args:
        steps: How many steps, at least 3.
    """
    rows = [*head(steps), "start: s0", "steps:"]
    for number in range(steps):
        meets = target(number + 3 - number % 3, steps)
        if number % 3 == 0:
            one, other = target(number + 1, steps), target(number + 2, steps)
            rows += [*asking(number, one, other), *looking_back(number)]
        else:
            rows += asking(number, "ambulance" if number % 2 else "same_day", meets)
    return "\n".join([*rows, ""])


def target(number: int, steps: int) -> str:
    """Return a step, or the end behind the last one."""
    return f"s{number}" if number < steps else "home"


def asking(number: int, then: str, otherwise: str) -> list[str]:
    """Return the lines of a step that asks its question and chooses by the answer."""
    when = f"v{number}" if number % EVERY == 0 else condition(number)
    return [
        f"  s{number}:",
        f"    ask: q{number}",
        "    branches:",
        f"      - when: {when}",
        f"        go: {then}",
        f"      - go: {otherwise}",
    ]


def looking_back(number: int) -> list[str]:
    """Return advice that depends on a question that not everybody was asked."""
    back = max(0, number - 2)
    when = f"asked(q{back}) and surely({condition(back)})"
    return ["    advise:", f"      - {{when: {when}, add: note}}"]


def head(steps: int) -> list[str]:
    """Return the lines above the steps: a question for every one of them."""
    rows = [HEAD + "questions:"]
    for number in range(steps):
        rows += [
            f"  q{number}:",
            f"    text: Have you noticed sign number {number} since the pain began?",
            KINDS[number % len(KINDS)]
            + "    help: If you are not sure, think of the last time you looked.",
            "    why: It can mean something else.",
            "    cites: [made_up]",
        ]
    values = [f"  v{n}: surely({condition(n)})" for n in range(0, steps, EVERY)]
    return [*rows, "values:", *values, RECOMMENDATIONS.rstrip()]


def condition(number: int) -> str:
    """Return when the answer to a question matters."""
    return CONDITIONS[number % len(CONDITIONS)].format(number)


def diamonds(count: int) -> str:
    """Return a tree whose way parts and meets again at every question.

    A score over all questions decides in the end, and a property compares them all.

    Args:
        count: How many questions, at least 2.
    """
    names = [f"q{number}" for number in range(count)]
    rows = ["triage: 1", "id: diamonds", "title: Diamonds", "questions:"]
    rows += [f"  {q}: {{text: Sign?, type: yes_no, unsure: true}}" for q in names]
    rows += ["values:", f"  score: count({', '.join(names)})", RECOMMENDATIONS.rstrip()]
    rows += ["start: d0", "steps:"]
    for number, name in enumerate(names):
        after = f"d{number + 1}" if number + 1 < count else "decide"
        rows += [
            f"  d{number}:",
            f"    ask: {name}",
            f"    answers: {{yes: y{number}, no: {after}, unsure: u{number}}}",
            f"  y{number}: {{go: {after}}}",
            f"  u{number}: {{advise: note, go: {after}}}",
        ]
    return "\n".join(
        [
            *rows,
            "  decide:",
            "    branches:",
            f"      - {{when: maybe(score >= {count // 2}), go: ambulance}}",
            f"      - {{when: maybe(score >= {count // 4}), go: same_day}}",
            "      - go: home",
            "properties:",
            "  worse_never_lowers:",
            "    says: A worse answer never lowers the urgency.",
            f"    monotone: [{', '.join(names)}]",
            "",
        ]
    )
