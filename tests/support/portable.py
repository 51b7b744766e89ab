"""A runtime for programs, as plainly as it can be said: it reads JSON and nothing else.

It shares with the library how days, money and units are worded, and what Markdown makes
of words. All else that is asked, decided and read follows from the program alone.
"""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

from calendars import CALENDAR

from triage.base import markdown
from triage.base.answer import tidy
from triage.base.looks import WORDS
from triage.base.money import CURRENCIES, money
from triage.base.speech import ENGLISH
from triage.base.wording import amount

UNSURE = "unsure"


def nearest(number, unit):
    """Return how many units are nearest, from the middle away from zero."""
    units = math.floor(Fraction(abs(number)) / unit + Fraction(1, 2))
    return units if number >= 0 else -units


STEPS = {
    "round": nearest,
    "floor": lambda number, unit: math.floor(Fraction(number) / unit),
    "ceil": lambda number, unit: math.ceil(Fraction(number) / unit),
}


def every(truths):
    """Return whether all of some truths hold; None while that waits."""
    return False if False in truths else None if None in truths else True


def negated(truth):
    """Return the opposite of a truth."""
    return None if truth is None else not truth


def crossed(made, one, other):
    """Return the ends of what two numbers make, each anywhere between its own."""
    found = [made(x, y) for x in one for y in other]
    return min(found), max(found)


class Machine:
    """Run a program over the codes of some answers, by the index of the question."""

    def __init__(self, program, given):
        self.program, self.given = program, given
        self.questions, self.nodes = program["questions"], program["nodes"]
        self.steps = {step["id"]: step for step in program["steps"]}
        ways = [(s["id"], n) for s in program["steps"] for n in range(len(s["ways"]))]
        self.numbers = {place: number for number, place in enumerate(ways)}
        self.ranks = {r["id"]: r["level"] for r in program["recommendations"]}
        self.asked, self.skipped, self.waiting = {}, [], set()
        self.edges, self.collected, self.advice, self.rank = [], [], {}, -1
        self.memo = {}

    # Nodes

    def node(self, number):
        """Return a truth, None while it waits, or the ends of a number."""
        if number not in self.memo:
            self.memo[number] = self.worked_out(*self.nodes[number])
        return self.memo[number]

    def changed(self):
        """Forget what was worked out before something else was known."""
        self.memo = {}

    def worked_out(self, operator, *operands):  # noqa: C901, PLR0911, PLR0912
        """Return what an operator makes of its operands."""
        match operator, *operands:
            case "true" | "false", *_:
                return operator == "true"
            case "is", question, option:
                return self.word(question, option)
            case "open", question:
                return self.word(question, UNSURE, unasked=True)
            case "asked", question:
                return question in self.asked or question in self.waiting
            case "put", question:
                if question in self.waiting:
                    return None
                return question in self.asked and question not in self.skipped
            case "urgent", rank:
                return self.here >= rank
            case (("lo" | "hi"), question):
                return self.answer(question, -1 if operator == "hi" else 0)
            case "not", item:
                return negated(self.node(item))
            case "and", *items:
                return every([self.node(item) for item in items])
            case "or", *items:
                return negated(every([negated(self.node(item)) for item in items]))
            case (("lt0" | "le0"), item):
                low, high = self.node(item)
                test = int(operator == "le0")
                return True if high < test else False if low >= test else None
            case "if", item:
                truth = self.node(item)
                return (0, 1) if truth is None else (int(truth), int(truth))
            case "sum", constant, *parts:
                return self.added(int(constant), [int(part) for part in parts])
            case "mul", one, other:
                return crossed(lambda x, y: x * y, self.node(one), self.node(other))
            case "div", one, other:
                return crossed(Fraction, self.node(one), self.node(other))
            case (("round" | "floor" | "ceil"), item, unit):
                return tuple(STEPS[operator](x, int(unit)) for x in self.node(item))
            case (("mark" | "close" | "day"), item):
                return tuple(CALENDAR[operator](int(end)) for end in self.node(item))
            case (("min" | "max"), one, other):
                best = min if operator == "min" else max
                return tuple(map(best, self.node(one), self.node(other)))
            case "pick", test, then, other:
                truth, ends = self.node(test), self.node(then) + self.node(other)
                if truth is None:
                    return min(ends), max(ends)
                return ends[:2] if truth else ends[2:]

    def word(self, question, key, *, unasked=False):
        """Return whether an answer is a word, or has it; None while it waits."""
        if question in self.waiting:
            return None
        if question not in self.asked:
            return unasked
        answer = self.asked[question]
        return key in answer if isinstance(answer, list) else key == answer

    def answer(self, question, end):
        """Return a number; one that is open is at the end that is asked for."""
        ends = self.questions[question]["range"]
        if question in self.waiting:
            return tuple(ends)
        found = self.asked.get(question, UNSURE)
        return (ends[end],) * 2 if found == UNSURE else (found,) * 2

    def added(self, constant, parts):
        """Return a sum: a constant, then factors, each with a number."""
        low = high = constant
        for factor, item in zip(parts[::2], parts[1::2], strict=True):
            ends = sorted(factor * end for end in self.node(item))
            low, high = low + ends[0], high + ends[1]
        return low, high

    # The walk

    def run(self):
        """Walk from the first step to an end, or to a page that waits."""
        step = self.steps[self.program["first"]]
        while True:
            self.arrival = len(self.asked), len(self.skipped)
            self.step, self.missing = step["id"], self.ask(step)
            self.here, self.fresh = self.rank, []
            number = self.leave(step)
            if number is None:
                return self.trace()
            way = step["ways"][number]
            self.edges.append(self.numbers[step["id"], number])
            self.collected += [place for place, _ in self.fresh]
            self.advice |= dict.fromkeys(name for _, name in self.fresh)
            self.rank = self.here
            if way["to"] not in self.steps:
                self.missing = ()
                return self.trace(way["to"], way.get("todo", ""))
            step = self.steps[way["to"]]

    def ask(self, step):
        """Take the answers to a page; return what is asked now."""
        missing = []
        for index in step.get("ask", ()):
            if index in self.asked:
                continue
            question = self.questions[index]
            self.changed()
            wanted = self.node(question["only_if"]) if "only_if" in question else True
            if wanted is False:
                self.skipped.append(index)
                self.asked[index] = question["otherwise"]
            elif wanted and index in self.given:
                self.asked[index] = self.given[index]
            else:
                self.waiting.add(index)
                missing += [index] if wanted else []
        return tuple(missing)

    def leave(self, step):
        """Return the number of the way on; None while that is open."""
        if not self.collect(step["id"], step):
            return None
        number = self.first(step["ways"])
        if number is None:
            return None
        way = step["ways"][number]
        if not self.collect(self.numbers[step["id"], number], way):
            return None
        return number if not self.waiting or self.breaks_off(step, way) else None

    def first(self, ways):
        """Return the number of the first way that holds; None while one waits."""
        for number, way in enumerate(ways):
            holds = self.holds(way)
            if holds is not False:
                return number if holds else None
        raise AssertionError(ways)

    def holds(self, part):
        """Return whether a part counts, which has a condition or none."""
        self.changed()
        return self.node(part["when"]) if "when" in part else True

    def collect(self, where, part):
        """Collect what is advised at a place; return whether that is certain."""
        for index, item in enumerate(part.get("advise", ())):
            holds = self.holds(item)
            if holds is None:
                return False
            if holds:
                told = self.program["recommendations"][item["recommendation"]]
                self.fresh.append(((where, index), told["id"]))
                self.here = max(self.here, told["level"])
        return True

    def breaks_off(self, step, way):
        """Return whether the rest of a page stays unasked."""
        if way["to"] != "done" and way["to"] not in self.ranks:
            return False
        rank = max(self.here, self.ranks.get(way["to"], -1))
        top = len(self.program["levels"]) - 1
        return step.get("may_be_left", False) and rank == top > 0

    def trace(self, end="", todo=""):
        """Return what became of the walk, as JSON of plain parts."""
        if end in self.ranks:
            self.advice[end] = None
            self.rank = max(self.rank, self.ranks[end])
        ids = [question["id"] for question in self.questions]
        self.end = end
        return {
            "edges": tuple(self.edges),
            "step": self.step,
            "end": end,
            "advice": tuple(self.advice),
            "collected": tuple(self.collected),
            "missing": tuple(ids[index] for index in self.missing),
            "asked": [(ids[index], code) for index, code in self.asked.items()],
            "skipped": tuple(ids[index] for index in self.skipped),
            "rank": self.rank,
            "asked_before": self.arrival[0],
            "skipped_before": self.arrival[1],
            "todo": todo,
        }

    # What is told

    def told(self):
        """Return the indices of what is told, as it is listed."""
        all_of = [*enumerate(self.program["recommendations"])]
        order = [*self.advice]
        found = sorted(
            (p for p in all_of if p[1]["id"] in order),
            key=lambda pair: order.index(pair[1]["id"]),
        )
        alone = [item["level"] for _, item in found if item.get("alone")]
        if alone:
            found = [
                (index, item)
                for index, item in found
                if item.get("warning")
                or item.get("alone")
                or item["level"] > max(alone)
            ]
        found.sort(key=lambda pair: self.place(pair[1]))
        return [index for index, _ in found]

    def place(self, item):
        """Return what puts advice before other advice."""
        rank = item.get("rank")
        return not item.get("warning"), -item["level"], rank is None, rank or 0

    def shows(self):
        """Return what is shown of values, while all that may still be asked waits."""
        page = self.steps[self.step].get("ask", ())
        left = page if self.end else range(len(self.questions))
        self.waiting = {*left} - self.asked.keys()
        self.changed()
        return {show["id"]: self.shown(show) for show in self.program["show"]}

    def broken(self):
        """Return the entries of what is assumed that the answers rule out."""
        self.waiting = {*range(len(self.questions))} - self.asked.keys()
        self.changed()
        return [
            n for n, x in enumerate(self.program["assume"]) if self.node(x) is False
        ]

    def shown(self, show):
        """Return a value as a decision shows it."""
        if show["kind"] == "word":
            nodes = zip(show["words"], map(self.node, show["nodes"]), strict=True)
            left = [word for word, fits in nodes if fits is not False]
            return left[0] if len(left) == 1 else left
        one, two = map(self.node, show["nodes"])
        if show["kind"] == "truth":
            return "yes" if one else "no" if two is False else "unsure"
        low, high = (self.number(int(end), show) for end in (one[0], two[1]))
        return low if low == high else [low, high]

    def number(self, units, part):
        """Return a number as JSON has it."""
        if part.get("dated"):
            return date.fromordinal(units).isoformat()
        found = Fraction(units, 10 ** part["scale"])
        return int(found) if found.denominator == 1 else float(found)

    def texts(self):
        """Return the texts of what is told, as the person reads them."""
        self.waiting = set()
        self.changed()
        (texts,) = self.program["texts"].values()
        self.words = texts["questions"]
        found = [texts["recommendations"][index] for index in self.told()]
        return [
            (
                self.filled(item["title"]),
                self.long(item.get("text", "")),
                self.long(item.get("watch_for", "")),
            )
            for item in found
        ]

    def replies(self):
        """Return what is said back to the answers of the path, by question."""
        asked = {q: a for q, a in self.asked.items() if q not in self.skipped}
        found = {self.questions[q]["id"]: self.reply(q, a) for q, a in asked.items()}
        return {name: text for name, text in found.items() if text}

    def reply(self, index, code):
        """Return what is said back to an answer; of several options, to each."""
        options = self.questions[index].get("options", [])
        codes = code if isinstance(code, list) else [code]
        free = self.questions[index]["domain"] in ("number", "text")
        words = {UNSURE if x == UNSURE else free or options[x] for x in codes}
        words |= set() if words or "none" in options else {"none"}
        texts = self.words[index].get("replies", {}).items()
        return markdown.joined(self.long(text) for key, text in texts if key in words)

    def asks(self):
        """Return the texts of what is missing, as they are read now."""
        long = dict.fromkeys(("help", "why"), markdown.escaped)
        keys = dict.fromkeys(("text", "again", "if_wrong"), str) | long
        found = []
        for index in self.missing:
            texts = self.words[index]
            read = {k: self.filled(texts[k], e) for k, e in keys.items() if k in texts}
            found.append({"id": self.questions[index]["id"], **read})
        return found

    def long(self, text):
        """Return a long text, in pieces or not."""
        if not isinstance(text, dict):
            return self.filled(text, markdown.escaped)
        return markdown.joined(self.piece(piece) for piece in text["pieces"])

    def piece(self, piece):
        """Return what is read of a piece."""
        holds = self.node(piece["when"]) if "when" in piece else True
        if holds is None:
            return "…"
        text = piece["text"] if holds else piece.get("otherwise", "")
        return self.filled(text, markdown.escaped)

    def filled(self, parts, escaped=str):
        """Return a template with every hole filled."""
        if isinstance(parts, str):
            return parts
        return "".join(
            part
            if isinstance(part, str)
            else escaped(self.hole(part) or part.get("otherwise") or "…")
            for part in parts
        )

    def hole(self, hole):
        """Return what is read in a hole; nothing while it is not known."""
        look = hole.get("look", "")
        if "question" in hole:
            return self.answer_in_words(hole["question"], look)
        if "word" in hole:
            nodes = zip(hole["words"], map(self.node, hole["word"]), strict=True)
            left = [text for text, fits in nodes if fits is not False]
            return WORDS.get(look, str)(left[0] if len(left) == 1 else "")
        (low, _), (_, high) = map(self.node, hole["number"])
        if low != high:
            return ""
        if hole.get("dated"):
            return ENGLISH.day(date.fromordinal(int(low)), look)
        return self.amount(int(low), hole.get("unit", ""), hole["scale"], look)

    def answer_in_words(self, index, look):
        """Return an answer as a text shows it; nothing while it is open."""
        answer, question = self.asked.get(index, UNSURE), self.questions[index]
        if answer == UNSURE or (isinstance(answer, list) and UNSURE in answer):
            return ""
        if question["domain"] == "text":
            return " ".join(answer.split())
        if question.get("dated"):
            return ENGLISH.day(date.fromordinal(answer), look)
        if question["domain"] == "number":
            digits = question.get("decimals", 0)
            return self.amount(answer, question.get("unit", ""), digits, look)
        chosen = answer if isinstance(answer, list) else [answer]
        ids = [question["options"][each] for each in chosen]
        words = self.words[index].get("options", {})
        found = "; ".join(words.get(key, key) for key in ids) or "none of these"
        return WORDS.get(look, str)(found)

    def amount(self, units, unit, digits, look):
        """Return a number with its unit, if that is asked for."""
        found = tidy(Decimal(units).scaleb(-digits))
        if unit in CURRENCIES:
            return money(found, unit)
        return amount(f"{found:f}", unit) if look else f"{found:f}"
