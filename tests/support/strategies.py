"""Random trees that load, and random answers to them."""

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product
from typing import Any

from hypothesis import strategies as st

import triage
from triage.base.question import Question
from triage.model.tree import TODAY

Draw = Callable[[st.SearchStrategy[Any]], Any]

LEVELS = ("self_care", "pharmacist", "routine", "soon", "same_day", "emergency")

RECOMMENDATIONS = {
    **{
        f"r{rank}": {"title": level, "urgency": level}
        for rank, level in enumerate(LEVELS)
    },
    "note": {
        "title": "A note: {b2 | lower}",
        "text": "- *{b1}*\n- [{v4}](https://example.org)",
    },
    "warn": {"title": "A warning", "warning": "true"},
    "only": {"title": "Alone", "urgency": "emergency", "alone": "true"},
}

BASE = {
    "b0": {"text": "Yes or no?", "type": "yes_no"},
    "b1": {"text": "How many?", "type": "integer", "min": "0", "max": "9"},
    "b2": {"text": "Which one?", "type": "one_of", "options": {"p": "P", "q": "Q"}},
}
"""Questions that the first step asks, and that are always plain afterwards."""

WRITTEN = ("", "unsure", "no", "*b* {b1} $5", "- <i>\n\n1. [x](y)", "a | b\n# é")
"""What is written where a text is asked for."""

URGENT = "urgency >= routine"
"""A condition that only ways and advice may use."""


PAGE = ("ask", "checklist")
"""The keys by which a step asks."""

KINDS = ("yes_no", "one_of", "any_of", "integer", "number", "date", "text")


def question(
    draw: Draw, index: int, earlier: dict[str, Any], kinds: tuple[str, ...]
) -> dict[str, Any]:
    """Return a random question, which may depend on the answers to earlier ones."""
    kind = draw(st.sampled_from(kinds))
    shown = " of {b1}" if draw(st.integers(0, 3)) == 0 else ""
    made: dict[str, Any] = {"text": f"Question {index}{shown}?", "type": kind}
    if kind in ("one_of", "any_of"):
        made["options"] = {
            f"o{n}": {"text": f"Option {n}", "points": points}
            for n, points in enumerate(["-1", "2", "0.5"][: draw(st.integers(2, 3))])
        }
    if "options" in made and draw(st.integers(0, 2)) == 0:
        made["options"]["o1"]["name"] = f"the second of {index}"
    if kind == "one_of" and draw(st.booleans()):
        made["ordered"] = "true"
    if kind == "any_of" and draw(st.integers(0, 2)) == 0:
        made["options"][draw(st.sampled_from(["o0", "o1"]))]["alone"] = "true"
    numbers = {"min": "0", "max": "10", "unit": "days"}
    days = {"min": "2024-02-26", "max": "2024-03-07"}
    made |= {"integer": numbers, "number": numbers, "date": days}.get(kind, {})
    if shown:
        made["name"] = f"the {index}th thing"
    if kind == "text":
        return written(draw, made, earlier)
    if draw(st.booleans()):
        again = {"again": f"Question {index}, plainly?"}
        made["unsure"] = draw(st.sampled_from(["true", again]))
    told = {"yes_no": "yes", "one_of": "o1", "any_of": "o0"}.get(kind, "unsure")
    if shown and (told != "unsure" or "unsure" in made):
        made["reply"] = {told: "- *{b1}*"}
    if draw(st.integers(0, 3)) == 0:
        made["only_if"] = wanted(draw, earlier)
        plain = USUALLY.get(kind, "3")
        counted = [plain, "unsure"] if "unsure" in made else [plain]
        made["otherwise"] = draw(st.sampled_from(counted))
    return made


USUALLY = {"yes_no": "no", "one_of": "o0", "any_of": "none", "date": "2024-02-29"}
"""What counts where a question is not asked; of numbers it is three."""


def wanted(draw: Draw, earlier: dict[str, Any]) -> str:
    """Return a condition under which a question is asked."""
    some = ["b0", "b1 > 4", "b2 == p or not b0", "surely(v0)", "not surely(v0)"]
    some += ["maybe(v1 >= 1) and b0"]
    some += [atom(draw, earlier, ()).replace(URGENT, "b0")] * 6 if earlier else []
    return draw(st.sampled_from(some))


def written(
    draw: Draw, made: dict[str, Any], earlier: dict[str, Any]
) -> dict[str, Any]:
    """Return a question of which the answer is a text, which decides nothing."""
    flag = st.sampled_from(["yes", "no"])
    made["lines"], made["personal"] = draw(flag), draw(flag)
    if draw(st.booleans()):
        made["most"] = "12"
    if draw(st.integers(0, 3)) == 0:
        made["only_if"] = wanted(draw, earlier)
    return made


def atom(draw: Draw, questions: dict[str, Any], values: tuple[str, ...]) -> str:
    """Return a random condition without connectives."""
    plain = ["b0", "not b0", "b1 >= 5", "2 <= b1 < 7", "b2 == p", "b2 != p"]
    wrap = draw(st.sampled_from(["maybe", "surely"]))
    name = draw(st.sampled_from(sorted(questions)))
    kind = questions[name]["type"]
    if kind == "text":
        return draw(
            st.sampled_from([*plain, f"asked({name})", f"not answered({name})"])
        )
    number = draw(st.integers(1, 9))
    forms = {
        "yes_no": [f"{wrap}({name})", f"{wrap}(not {name})"],
        "one_of": [
            f"{wrap}({name} == o0)",
            f"{wrap}({name} in [o0, o1])",
            f"{wrap}(points({name}) + {number} > {number})",
            f"{wrap}(points({name}) * 2 < 1)",
        ],
        "any_of": [
            f"{wrap}(o1 in {name})",
            f"{wrap}(count({name}) == 1)",
            f"{wrap}(count({name}) < 2)",
            f"{wrap}(points({name}) * 2 + count({name}) >= 2)",
        ],
        "integer": [
            f"{wrap}({name} < {number})",
            f"{wrap}({name} + b1 == {number})",
            f"{wrap}({name} == {number} and b0 or {name} > 0 and not b0)",
        ],
        "number": [f"{wrap}({name} >= {number}.5)", f"{wrap}(2 * {name} != {number})"],
        "date": [
            f"{wrap}({name} <= 2024-02-27 + days({number}))",
            f"{wrap}({name} == 2024-02-29)",
            f"{wrap}(days(2024-02-26, {name}) + b1 >= {number})",
            f"{wrap}({name} - days(b1) < 2024-03-01 and {name} != 2024-03-01)",
            f"{wrap}(max({name}, 2024-02-29) == {name})",
            f"{wrap}(weeks(2024-02-27, {name}) == 0)",
            f"{wrap}({name} - weeks(1) < 2024-02-28)",
            f"{wrap}(months(2024-01-29, {name}) + b1 > {number})",
            f"{wrap}(years({name}, 2028-02-29) == 4 and {name} > 2024-02-27)",
            f"{wrap}({name} - years(1) + months(b1) <= 2023-08-29)",
            f"{wrap}(weekday({name}) in [saturday, sunday])",
            f"{wrap}(on_or_after({name} + days(b1), monday) > 2024-03-04)",
            f"{wrap}(({name} if b0 else 2024-03-01 + days(b1)) >= 2024-03-03)",
        ],
    }[kind]
    if "ordered" in questions[name]:
        forms += [f"{wrap}({name} > o0)", f"{wrap}(not ({name} < o1) and b0)"]
    both = f"count({wrap}(not b0), maybe({name} == {name}), b0) >= 1"
    general = [f"unsure({name})", f"asked({name})", f"answered({name})", URGENT]
    if kind in ("integer", "number", "date"):
        general.append(both)
    general += [f"{wrap}({value})" for value in values]
    general += ["unsure(v3)"] if values else []
    return draw(st.sampled_from(plain + forms + general))


def computed(draw: Draw, questions: dict[str, Any], *, tests: bool = True) -> str:
    """Return a random number that is computed, over questions that may be open.

    Behind a test another of the same number may be one that decides nothing.
    """
    numbers = [n for n, q in questions.items() if q["type"] in ("integer", "number")]
    one, two = (draw(st.sampled_from([*numbers, "b1"])) for _ in "12")
    forms = [
        f"min({one}, {two} + 2, 7)",
        f"floor({one} / 3, 0.5) + {two}",
        f"{one} if b2 == p and {two} < 5 else -{one} * 0.5",
        f"max(b1 if {one} > 3 else 2 * {two}, ceil({one}, 2))",
    ]
    hard = [
        f"min({one} * {two}, 2 * {one} + 5)",
        f"floor(({one} + {two}) / (b1 + 1), 0.5)",
        f"round(10 * {one} / max({two}, 2), 0.1) - {two}",
        f"ceil(7 / {one}) if {one} > 0 else {two}",
    ]
    some = hard if draw(st.integers(0, 7)) == 0 else forms
    return draw(st.sampled_from([x for x in some if tests or " if " not in x]))


def form(draw: Draw, questions: dict[str, Any]) -> Any:
    """Return a number as an expression, as cases, or as a table."""
    made, row = (computed(draw, questions, tests=tests) for tests in (True, False))
    numbers = [n for n, q in questions.items() if q["type"] in ("integer", "number")]
    by = draw(st.sampled_from([*numbers, "b1"]))
    cases = [{"when": f"{by} < 4", "is": row}, {"when": "b0", "is": "2"}, {"is": "b1"}]
    forms = [
        made,
        {"is": f"({made}) / 3", "decimals": "1", "unit": "mg", "title": "The dose"},
        {"is": cases},
        {"by": "b2", "is": {"p": made, "otherwise": "1.5"}},
        {"by": "b0", "is": {"no": "b1", "yes": made}},
        {"by": by, "from": {"0": "1", "2": row, "6": "4"}},
    ]
    if days := [name for name, q in questions.items() if q["type"] == "date"]:
        by, later = draw(st.sampled_from(days)), {"2024-02-29": row, "2024-03-05": "4"}
        forms.append({"by": by, "from": {"2024-02-26": "1", **later}})
    return draw(st.sampled_from(forms))


def word(draw: Draw, questions: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a value that is one of some words, and conditions that use it.

    Where it is never open, one of these is ``v3 != lo``.
    """
    test = atom(draw, questions, ()).replace(URGENT, "b0")
    numbers = [n for n, q in questions.items() if q["type"] in ("integer", "number")]
    asked = [n for n, q in questions.items() if q["type"] == "one_of"]
    by = draw(st.sampled_from([*numbers, "b1"]))
    cases = [{"when": test, "is": "mid"}, {"when": "b1 < 3", "is": "lo if b0 else hi"}]
    forms = [
        {"is": [*cases, {"is": "hi"}]},
        {"by": by, "from": {"0": "lo", "3": "mid", "6": f"mid if {test} else hi"}},
        {"by": "b2", "is": {"p": f"hi if {test} else lo", "otherwise": "mid"}},
    ]
    if asked and draw(st.integers(0, 3)) == 0:
        like = draw(st.sampled_from(asked))
        made = {"like": like, "is": f"{like} if asked({like}) else o1", "title": "Own"}
        return made, ["v3 == o0", "v3 != o1"]
    high = draw(st.sampled_from(["High", {"text": "High", "name": "the most"}]))
    made = {"options": {"lo": "Low", "mid": "Middle", "hi": high}}
    made |= draw(st.sampled_from(forms))
    uses = ["v3 in [lo, hi]", "not (v3 == mid)"]
    if draw(st.booleans()):
        made["ordered"] = "true"
        uses = ["v3 >= mid", "v3 < mid"]
    return made, [*uses, *(["v3 != lo"] if made.get("by") != by or by == "b1" else [])]


def condition(
    draw: Draw, questions: dict[str, Any], values: tuple[str, ...], depth: int = 2
) -> str:
    """Return a random condition."""
    if depth == 0 or draw(st.booleans()):
        return atom(draw, questions, values)
    parts = [
        f"({condition(draw, questions, values, depth - 1)})"
        for _ in range(draw(st.integers(2, 3)))
    ]
    joined = draw(st.sampled_from([" and ", " or "])).join(parts)
    return f"not ({joined})" if draw(st.booleans()) else joined


def plainly(text):
    """Return a condition that can be assumed of every patient."""
    about_answers = re.sub(
        r"urgency >= routine|(unsure|asked|answered)\(\w+\)", "b0", text
    )
    return about_answers.replace("surely(", "maybe(")


OFTEN = {
    "options": {"few": "Few", "many": "Many"},
    "by": "b1",
    "from": {"0": "few", "5": "many"},
}


def pieces(draw: Draw, questions: dict[str, Any], values: tuple[str, ...]) -> list[Any]:
    """Return a text in pieces, of which some only some people read."""
    shown = " {v5 | lower}"
    own = [name for name, entry in questions.items() if entry["type"] == "text"]
    shown += "".join(f" *{{{name} else nothing}}*" for name in own)
    made: list[Any] = ["- {b2}"] if draw(st.booleans()) else [f"{{v4}} times{shown}:"]
    for n in range(draw(st.integers(1, 2))):
        when = condition(draw, questions, values, 1).replace(URGENT, "b0")
        piece = {"when": when, "text": f"- *piece {n}* of {{b1}}"}
        if draw(st.booleans()):
            piece["otherwise"] = draw(st.sampled_from(["- none", "Nothing, {b2}."]))
        made.append(piece)
    return made


def advice(draw: Draw, questions: dict[str, Any], values: tuple[str, ...]) -> list[Any]:
    """Return some random advice."""
    made = []
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(sorted(RECOMMENDATIONS)))
        when = condition(draw, questions, values, 1)
        made.append(draw(st.sampled_from([name, {"add": name, "when": when}])))
    return made


def way_on(
    draw: Draw,
    step: dict[str, Any],
    questions: dict[str, Any],
    values: tuple[str, ...],
    targets: list[str],
) -> dict[str, Any]:
    """Return a random way on from a step."""
    to = st.sampled_from(targets)
    asked = step.get("ask", [])
    kind = questions.get(asked[0], {}).get("type") if len(asked) == 1 else None
    if kind in ("yes_no", "one_of") and draw(st.booleans()):
        made = questions[asked[0]]
        keys = ["yes", "no"] if kind == "yes_no" else [*made["options"]]
        keys += ["unsure"] if "unsure" in made else []
        return {"answers": {key: draw(to) for key in keys}}
    if draw(st.booleans()):
        return {"go": draw(to)}
    if draw(st.integers(0, 2)) == 0:
        return {"table": table(draw, step, questions, values, targets)}
    branches = [
        {"when": condition(draw, questions, values), "go": draw(to)}
        | ({"advise": found} if (found := advice(draw, questions, values)) else {})
        for _ in range(draw(st.integers(1, 2)))
    ]
    return {"branches": [*branches, {"go": draw(to)}]}


def table(
    draw: Draw,
    step: dict[str, Any],
    questions: dict[str, Any],
    values: tuple[str, ...],
    targets: list[str],
) -> dict[str, Any]:
    """Return a random decision table, of answers that were asked for by now."""
    asked = {name: questions[name] for key in PAGE for name in step.get(key, [])}
    columns = {name: cells(entry) for name, entry in (BASE | asked).items()}
    columns |= {"v0": ["yes", "no"], "v1": ["0", "1", "2"]} if values else {}
    columns |= {"v3": ["lo", "mid", "hi"]} if "v3 != lo" in values else {}
    known = st.sampled_from(sorted(name for name, each in columns.items() if each))
    inputs = draw(st.lists(known, min_size=1, max_size=3, unique=True))
    to = st.sampled_from(targets)
    if draw(st.booleans()):
        every = product(*(columns[name] for name in inputs))
        rows, more = [[*cells, draw(to)] for cells in every], {}
    else:
        rows = [
            [*(some_cell(draw, columns[name]) for name in inputs), draw(to)]
            for _ in range(draw(st.integers(1, 4)))
        ]
        rows.append([*("-" for _ in inputs), draw(to)])
        more = {"hit": "first"}
    if draw(st.integers(0, 3)) == 0:
        told = st.sampled_from(["-", "-", "note", "warn", "r2 and note"])
        rows = [[*row[:-1], draw(told), row[-1]] for row in rows]
        more["advise"] = "true"
    return {"inputs": inputs, "rows": rows} | more


def some_cell(draw: Draw, each: list[str]) -> str:
    """Return a random cell: any answer, or some of them."""
    some = draw(st.lists(st.sampled_from(each), max_size=2, unique=True))
    return " or ".join(some) or "-"


def cells(entry: dict[str, Any]) -> list[str]:
    """Return cells that part the answers to a question; none where several count."""
    unsure = ["unsure"] if "unsure" in entry else []
    match entry["type"]:
        case "yes_no":
            return ["yes", "no", *unsure]
        case "one_of":
            return [*entry["options"], *unsure]
        case "any_of" | "text":
            return []
        case "integer":
            return ["<= 3", "4", f"5..{entry['max']}", *unsure]
        case "date":
            days = ["< 2024-02-29", "2024-02-29..2024-03-01", ">= 2024-03-02"]
            return [*days, *unsure]
        case _:
            return ["< 2.5", "2.5..7", "> 7", *unsure]


def in_pieces(
    draw: Draw, questions: dict[str, Any], values: tuple[str, ...]
) -> dict[str, Any]:
    """Return the recommendations, some in pieces; a note may be the first warning."""
    told = dict(RECOMMENDATIONS)
    for name, key in (("r2", "text"), ("warn", "watch_for")):
        if draw(st.booleans()):
            told[name] = told[name] | {key: pieces(draw, questions, values)}
    if "watch_for" in told["warn"] and draw(st.booleans()):
        told["warn"] = told["warn"] | {"signs": ["b0"]}
    if draw(st.booleans()):
        told["note"] = told["note"] | {"warning": "true", "rank": "7"}
    return told


def guarded(draw: Draw, questions: dict[str, Any]) -> list[str]:
    """Guard a question by one that may be asked behind it; return both, if any."""
    free = [n for n, q in questions.items() if not {"only_if", "reply"} & q.keys()]
    if len(free) < 2 or draw(st.booleans()):
        return []
    name, read = draw(st.permutations(free))[:2]
    if questions[name]["type"] != "text":
        usual = USUALLY.get(questions[name]["type"], "3")
        questions[name] = questions[name] | {"otherwise": usual}
    about = {read: questions[read]}
    when = atom(draw, about, ()).replace(URGENT, f"answered({read})")
    questions[name] = questions[name] | {"only_if": when}
    return [name, name, read]


@st.composite
def documents(
    draw: Draw, kinds: tuple[str, ...] = KINDS, most: int = 5
) -> dict[str, Any]:
    """Return a random tree file, as a mapping, with questions of some types."""
    questions: dict[str, Any] = {}
    for n in range(draw(st.integers(2, most))):
        questions[f"q{n}"] = question(draw, n, questions, kinds)
    often = guarded(draw, questions)
    first, second = (atom(draw, questions, ()).replace(URGENT, "b0") for _ in "12")
    values = {"v0": first, "v1": f"count(b0, {second})"}
    values["v2"] = form(draw, questions)
    days = [name for name, q in questions.items() if q["type"] == "date"]
    if days and draw(st.integers(0, 3)) == 0:
        by, rates = draw(st.sampled_from(days)), {"2024-02-26": "2", "2024-03-01": "1"}
        values["daily"] = {"by": by, "from": rates}
        values["v2"] = f"accrued(daily, {by}, {days[0]} + days(b1)) * 0.5"
    values["v3"], of_words = word(draw, questions)
    values["v4"], values["v5"] = "count(b0, b1 > 4)", OFTEN  # of what is never left
    uses = ("v0", "v1 >= 1", "v2 >= b1", *of_words)
    count = draw(st.integers(2, most + 1))
    steps: dict[str, Any] = {"s0": {"ask": [*BASE], "go": "s1"}}
    for n in range(1, count):
        least = draw(st.integers(0, 2))
        names = st.sampled_from([*sorted(questions), *often])
        ask = draw(st.lists(names, min_size=least, max_size=3, unique=True))
        ticked = all(questions[name]["type"] == "yes_no" for name in ask)
        key = "checklist" if ticked and draw(st.booleans()) else "ask"
        step: dict[str, Any] = {key: ask} if ask else {}
        if draw(st.booleans()):
            step["title"] = draw(st.sampled_from(["The one part", "The other"]))
        if found := advice(draw, questions, uses):
            step["advise"] = found
        later = [f"s{m}" for m in range(n + 1, count)]
        ends = [*(f"r{rank}" for rank in range(len(LEVELS))), "only"]
        step |= way_on(draw, step, questions, uses, later * 2 + ends)
        if ask and "branches" in step and draw(st.integers(0, 3)) == 0:
            step["whole"] = "true"
        steps[f"s{n}"] = step
    shared = {"options": {"p": "P", "q": "Q"}, "some": ["q"]}
    lists = {"lists": shared} if draw(st.booleans()) else {}
    asked = {**BASE, "b2": BASE["b2"] | {"options": "options"}} if lists else BASE
    return lists | {
        "triage": "1",
        "id": "random",
        "version": "1.0",
        "title": "A random tree",
        "questions": asked | questions,
        "values": values,
        "show": ["v0", "v1", "v2", "v3"],
        "recommendations": in_pieces(draw, questions, uses),
        "start": "s0",
        "steps": steps,
    }


def terse(draw: Draw, document: dict[str, Any]) -> dict[str, Any]:
    """Return a file that says the same, some of it in fewer words."""
    by_default = draw(st.booleans())
    asked = document["questions"]
    made = document | {
        "questions": {
            name: terse_question(draw, entry, by_default=by_default)
            for name, entry in asked.items()
        },
        "recommendations": {
            name: terse_entry(draw, entry, by_default=by_default)
            for name, entry in document["recommendations"].items()
        },
        "steps": {n: terse_step(draw, s) for n, s in document["steps"].items()},
    }
    if by_default:
        made["defaults"] = {"cites": "nobody", "unsure": "yes"}
    return sharing(draw, made)


def sharing(draw: Draw, made: dict[str, Any]) -> dict[str, Any]:
    """Return a file in which some texts of pieces have names, one for each text."""
    names: dict[str, str] = {}
    told = dict(made["recommendations"])
    for name, entry in told.items():
        for key in ("text", "watch_for"):
            in_pieces = isinstance(entry, dict) and isinstance(entry.get(key), list)
            if in_pieces and draw(st.booleans()):
                told[name] = told[name] | {key: [use(x, names) for x in entry[key]]}
    texts = {name: text for text, name in names.items()}
    return made | {"recommendations": told} | ({"texts": texts} if texts else {})


def use(piece: Any, names: dict[str, str]) -> dict[str, Any]:
    """Return a piece whose text has a name, of which all texts are noted."""
    made = {"text": piece} if isinstance(piece, str) else dict(piece)
    text = made.pop("text")
    return made | {"use": names.setdefault(text, f"t{len(names)}")}


def terse_question(draw: Draw, entry: dict[str, Any], *, by_default: bool) -> Any:
    """Return a question without a type where that is plain."""
    made = dict(entry)
    says_unsure = by_default and made["type"] != "text"
    if says_unsure and made.get("unsure", "true") == "true":
        made["unsure"] = "no"
        if "unsure" in entry and draw(st.booleans()):
            del made["unsure"]
        elif "unsure" in entry:
            made["unsure"] = "yes"
    if made["type"] in ("yes_no", "one_of") and draw(st.booleans()):
        del made["type"]
    made = made | ({"cites": []} if by_default else {})
    return made["text"] if made.keys() == {"text"} else made


def terse_entry(draw: Draw, entry: dict[str, Any], *, by_default: bool) -> Any:
    """Return a recommendation, by its title alone if that is all."""
    made = entry | ({"cites": []} if by_default else {})
    short = made.keys() == {"title"} and draw(st.booleans())
    return made["title"] if short else made


def terse_step(draw: Draw, step: dict[str, Any]) -> dict[str, Any]:
    """Return a step in which `otherwise` stands for options that lead to one place."""
    answers = step.get("answers", {})
    targets = [to for key, to in answers.items() if key.startswith("o")]
    several = sorted({to for to in targets if targets.count(to) > 1})
    if not several or draw(st.booleans()):
        return step
    rest = draw(st.sampled_from(several))
    kept = {k: to for k, to in answers.items() if k == "unsure" or to != rest}
    return step | {"answers": kept | {"otherwise": rest}}


@st.composite
def texts(draw: Draw, kinds: tuple[str, ...] = KINDS) -> str:
    """Return the text of a random tree, long or short."""
    made = draw(documents(kinds))
    made = terse(draw, made) if draw(st.booleans()) else made
    if draw(st.booleans()):
        made["profile"] = draw(st.sampled_from(["clinical", "general"]))
        made["words"] = {"person": "applicant", "people": "applicants"}
    return json.dumps(made)


OF_MODULES = ("triage", "id", "title", "lists", "questions", "values", "steps", "start")
"""The keys that a module may have of those of a random tree file."""


def as_module(made: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return a random tree file as a module."""
    kept = {key: made[key] for key in OF_MODULES if key in made}
    told = made["recommendations"]
    return kept | {"kind": "module", "recommendations": told} | others


def going_on(draw: Draw, step: dict[str, Any]) -> dict[str, Any]:
    """Return a step of a module that goes on behind the module instead of to an end."""
    end = draw(st.sampled_from([*RECOMMENDATIONS])) if draw(st.booleans()) else "r0"
    text = json.dumps(step).replace(f'"go": "{end}"', '"go": "done"')
    made: dict[str, Any] = json.loads(text)
    return made


@st.composite
def runs_of_copies(draw: Draw) -> triage.Tree:
    """Return a random tree that runs a module once or twice, each time as a copy."""
    whole = draw(documents(most=3))
    asked, steps = whole["questions"], whole["steps"].items()
    own = {name: entry for name, entry in asked.items() if name not in BASE}
    module = as_module(
        whole,
        needs=[*BASE],
        questions=own,
        steps={name: going_on(draw, step) for name, step in steps},
    )
    copies = ["c0", {"id": "c1", "title": "Again"}][: draw(st.integers(1, 2))]
    met = {
        name
        for step in whole["steps"].values()
        for key in PAGE
        for name in step.get(key, [])
    }
    of_copy = [
        f"{said}(c0.{name})"
        for said in ("answered", "asked")
        for name in sorted(met & own.keys())
    ]
    look = {"when": draw(st.sampled_from(["b1 > 7", *of_copy])), "go": "far"}
    runs: dict[str, Any] = {"base": {"ask": [*BASE], "go": "c0"}}
    for copy, to in zip(copies, ["look", "end"], strict=False):
        runs |= {f"c{len(runs) // 2}": {"run": "module", "as": copy, "go": to}}
        runs |= {"look": {"branches": [look, {"go": "c1" if copies[1:] else "end"}]}}
    made = {
        key: whole[key]
        for key in ("triage", "id", "title", "version", "lists")
        if key in whole
    }
    made |= {
        "questions": {name: asked[name] for name in BASE},
        "recommendations": AFTER,
        "start": "base",
        "steps": runs,
    }
    return triage.loads(json.dumps(made), modules={"module": json.dumps(module)})


AFTER = {
    "end": {"urgency": "self_care", "title": "End"},
    "far": {"urgency": "soon", "title": "Far"},
}
"""Where a tree ends behind the modules that it runs."""

of_one_file = texts().map(triage.loads)
"""Random trees of one file."""

trees = st.one_of(of_one_file, of_one_file, of_one_file, runs_of_copies())
"""Random trees."""

ticked_trees = texts(("yes_no",)).map(triage.loads)
"""Random trees with many lists to tick."""


@st.composite
def moving_trees(draw: Draw) -> triage.Tree:
    """Return a random tree in which the limits of some dates go by today."""
    made = draw(documents(("date", "date", "integer", "yes_no")))
    for name, entry in made["questions"].items():
        if entry["type"] == "date" and "only_if" not in entry:
            moves = {draw(st.sampled_from(["min", "max"])): "today"}
            made["questions"][name] = entry | moves
            gap = f"days({f'today, {name}' if 'min' in moves else f'{name}, today'})"
            made["values"] |= {
                f"day_{name}": {"is": name},
                f"gap_{name}": {"is": gap},
                f"part_{name}": {"is": f"ceil(9 / ({gap} + 1))"},
            }
            made["show"] += [f"day_{name}", f"gap_{name}", f"part_{name}"]
    made["valid"] = {"from": "2024-02-26", "until": "2024-03-07"}
    return triage.loads(json.dumps(made))


any_trees = st.one_of(trees, trees, moving_trees())
"""Random trees, some with a `today`."""


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Return random answers to a question, in the forms a program would give."""
    unsure = st.just("unsure") if question.unsure else st.nothing()
    if question.type == "yes_no":
        return st.sampled_from([True, False, "yes", "no"]) | unsure
    if question.type == "one_of":
        return st.sampled_from(sorted(question.choices)) | unsure
    if question.type == "any_of":
        some = st.lists(st.sampled_from(question.keys), unique=True)
        return some.map(lambda keys: keys if question.can_stand(keys) else keys[:1])
    if question.is_text:
        return st.sampled_from([text[: question.most] for text in WRITTEN])
    low, high = question.range
    if question.is_date:
        return st.integers(low, high).map(date.fromordinal) | unsure
    scale = 10**question.decimals
    return st.integers(low, high).map(lambda n: n / scale if scale > 1 else n) | unsure


def answer_sets(tree: triage.Tree, *, complete: bool = False) -> st.SearchStrategy[Any]:
    """Return random answers to the questions of a tree; to all, or to some.

    Where one of them is the day, it is there, and all others are answers on it.
    """
    if (today := tree.questions.get(TODAY)) is not None:
        return answers_to(today).flatmap(partial(answers_on, tree, complete=complete))
    each = {name: answers_to(question) for name, question in tree.questions.items()}
    if complete:
        return st.fixed_dictionaries(each)
    return st.fixed_dictionaries({}, optional=each)


def answers_on(
    tree: triage.Tree, day: date, *, complete: bool
) -> st.SearchStrategy[Any]:
    """Return random answers on a day, which is one of them."""
    questions = {n: q for n, q in tree.questions.items() if n != TODAY}
    each = {name: answers_to(asked.on(day)) for name, asked in questions.items()}
    if complete:
        return st.fixed_dictionaries({TODAY: st.just(day), **each})
    return st.fixed_dictionaries({TODAY: st.just(day)}, optional=each)


@st.composite
def trees_with_answers(
    draw: Draw, *, complete: bool = False
) -> tuple[triage.Tree, Any]:
    """Return a random tree and random answers to it."""
    tree = draw(trees)
    return tree, draw(answer_sets(tree, complete=complete))


@st.composite
def trees_with_gaps(draw: Draw) -> tuple[triage.Tree, Any]:
    """Return a random tree and answers of which a few are missing, far along too."""
    tree, answers = draw(trees_with_answers(complete=True))
    later = st.sampled_from(sorted(answers.keys() - BASE.keys()))
    missing = draw(st.sets(later, min_size=1, max_size=2))
    return tree, {name: a for name, a in answers.items() if name not in missing}
