"""Goals of cases: branches, advice, and both sides of every limit.

A limit may be one of a single number, of a sum, or of an ``only_if``.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import attrs

from triage.base.question import Question
from triage.engine.coverage import Coverage
from triage.engine.outcome import Outcome
from triage.language.ast import Expr
from triage.model.traversal import advice_sites, conditions_at
from triage.model.tree import Guard, Step, Tree, Way
from triage.verify.counterexample import Search, Walked
from triage.verify.detours import Detours
from triage.verify.encode import Encoding, encode
from triage.verify.mutants import Mutant, mutants
from triage.verify.reachability import Survey
from triage.verify.readers import Readers
from triage.verify.solver import UNKNOWN, Unknown
from triage.verify.substitute import exact_number, substitute
from triage.verify.thresholds import limits_in, told_apart

LONGEST = 58  # letters of the id of a case, before a number


@attrs.frozen(eq=False)
class Goal:
    """Be something that a case can reach, as walking shows and as a proof wants it.

    Args:
        seems: Whether a patient seems to reach it, as gates; None where there are none.
        settles: Whether nobody reaches it who does not seem to, and everybody who does.
        wanted: Whether a patient reaches it, as gates that take long to make.
        mistaken: The mutant that it is told apart from, where it notices a mistake.
        concerns: Says of whom that is not plain.
        step: The step at which it is, where it is at one.
    """

    name: str
    shows: Callable[[Outcome], bool]
    seems: int | None = None
    settles: bool = True
    wanted: Callable[[], Iterable[int]] = tuple
    mistaken: Mutant | None = None
    concerns: Callable[[Outcome], bool] = lambda _: True
    step: str = ""

    def reached(self, outcome: Outcome) -> bool:
        """Whether a patient reaches it, on a path that is written."""
        end = outcome.trace.end
        return bool(end) and self.concerns(outcome) and self.shows(outcome)

    def find(self, survey: Survey) -> Walked | Unknown | None:
        """Return somebody who reaches it, whom the solver finds."""
        if self.seems is not None and self.settles:
            return self.search(survey, self.seems).ask()
        if self.seems is not None:
            search = self.search(survey, self.seems)
            found = survey.solver.ask(*search.wanted)
            if found is not None and found is not UNKNOWN:
                walked = search.walk([survey.variables.decode(found)])
                if search.confirms(walked):
                    return walked
        survey.solver.forget()  # the gates of other mistaken trees matter no more
        return self.search(survey, *self.wanted()).ask()

    def search(self, survey: Survey, *wanted: int) -> Search:
        """Return the search for a patient who reaches it, on a path that is written."""
        encoding = survey.encoding
        wanted = (encoding.valid, -encoding.ends[""], *wanted)
        about = f"who reaches `{self.name}`"
        return Search(survey.solver, about, (encoding,), wanted, self.reached)


def goals_of(survey: Survey, covered: Coverage) -> Iterator[Goal]:
    """Yield the goals of the cases of a tree, the deepest branches first.

    Branches and recommendations that are covered already are left out.
    """
    tree = survey.tree
    for step, way in reversed(tree.edges):
        if way.number in survey.found and not covered.edges[way.number]:
            yield taken(survey, step, way)
    for name, count in covered.recommendations.items():
        if not count and name in survey.found:
            yield told(survey, name)
    for step in tree.steps.values():
        yield from sides(survey, step)
    yield from moved_limits(survey)


def taken(survey: Survey, step: Step, way: Way) -> Goal:
    return Goal(
        word(f"{step.id}_{way.answer or 'to_' + way.to}"),
        lambda outcome: way.number in outcome.took,
        survey.encoding.takes[way.number],
        step=step.id,
    )


def told(survey: Survey, name: str) -> Goal:
    return Goal(
        word(f"told_{name}"),
        lambda outcome: name in outcome.here.told,
        survey.encoding.told[name],
    )


def sides(survey: Survey, step: Step) -> Iterator[Goal]:
    conditions = (condition for _, condition in conditions_at([step]))
    limits = limits_in(conditions, survey.tree.values)
    for name, below in dict.fromkeys((limit.question, limit.below) for limit in limits):
        question = survey.tree.questions[name]
        low, high = question.range
        if low <= below < high:
            yield side(survey, step, question, below, below + 1)
            yield side(survey, step, question, below + 1, below)


def side(survey: Survey, step: Step, question: Question, here: int, there: int) -> Goal:
    """Return the goal of an answer where another makes a step do something else.

    Both are in units of the last decimal.
    """
    own, other = question.from_scaled(here), question.from_scaled(there)

    def shows(outcome: Outcome) -> bool:
        if outcome.answers[question.id] != own:
            return False
        instead = attrs.evolve(outcome, answers={**outcome.answers, question.id: other})
        both = done_at(step, outcome), done_at(step, instead)
        return instead.is_possible and all(both) and both[0] != both[1]

    encoding, gates, variables = survey.encoding, survey.gates, survey.variables
    does = done_by_gates(encoding, step.id)
    must = [encoding.valid, encoding.reach[step.id]]
    supposed = exact_number(variables, question, there)
    valid, reach, *would = substitute(gates, [*must, *does], supposed)
    exactly, differ = variables.exactly(question, own), gates.differ(does, would)
    literal = gates.every([*must, valid, reach, exactly, differ])
    return Goal(word(f"{question.id}_{own}"), shows, literal, step=step.id)


def moved_limits(survey: Survey) -> Iterator[Goal]:
    """Yield the goals of who is told something else where a limit is a step elsewhere.

    They stand on either side of it, also where it is one of a sum or of `only_if`.
    """
    moved_in = defaultdict[str, list[Tree]](list)
    places = list[tuple[Mutant, str, int]]()
    only = Readers(survey.tree).only
    for mutant in mutants(survey.tree):
        if mutant.limit:
            step = only(*mutant.part)
            places.append((mutant, step, len(moved_in[step])))
            moved_in[step].append(mutant.tree)
    moved_in.pop("", None)
    detours = Detours(survey.tree, survey.variables, moved_in)
    for mutant, step, number in places:
        if not step:
            yield moved(survey, mutant)
            continue
        yield attrs.evolve(
            moved(survey, mutant),
            seems=detours.told_otherwise(step, number),
            step=step,
            settles=detours.settles(step, number),
        )


def moved(survey: Survey, mutant: Mutant) -> Goal:
    field, name = mutant.part

    def wanted() -> Iterator[int]:
        sides = survey.encoding, encode(mutant.tree, survey.variables)
        yield survey.gates.differ(*(side.outcome for side in sides))
        if field == "steps":  # that follows, and is much easier to see
            yield survey.gates.differ(*(done_by_gates(side, name) for side in sides))

    return Goal(
        word(f"limit_{mutant.says.partition(':')[0]}"),
        mutant.tells,
        settles=False,
        wanted=wanted,
        mistaken=mutant,
        concerns=concerned(survey.tree, mutant),
    )


def concerned(tree: Tree, mutant: Mutant) -> Callable[[Outcome], bool]:
    """Return who may be told something else where a limit moved.

    Nobody else is, and to look costs less than to walk.
    """
    stands, at = standing(tree, mutant), mutant.at

    def concerns(outcome: Outcome) -> bool:
        passes = at is None or not outcome.passed.isdisjoint(at)
        return passes and stands(outcome)

    return concerns


def standing(tree: Tree, mutant: Mutant) -> Callable[[Outcome], bool]:
    """Return whether somebody stands where a limit moved; where that is not plain, yes.

    Nobody else is told anything else, and to look costs less than to walk.
    """
    old, new = (conditions_of(one, *mutant.part) for one in (tree, mutant.tree))
    apart = told_apart(old, new, tree.questions)
    if apart is None:
        return lambda _: True
    name, numbers = apart
    question = tree.questions[name]

    def stands(outcome: Outcome) -> bool:
        answer = outcome.trace.asked.get(name, outcome.answers[name])
        return isinstance(answer, str | tuple) or question.scaled(answer) in numbers

    return stands


def conditions_of(tree: Tree, field: str, name: str) -> list[Expr]:
    """Return the conditions of a step, of a guarded question or of a value."""
    match getattr(tree, field)[name]:
        case Step() as step:
            return [condition for _, condition in conditions_at([step])]
        case Guard() as guard:
            return [guard.when]
        case value:
            return [value.body]


def done_by_gates(side: Encoding, name: str) -> list[int]:
    """Return what a step does, as literals: which way is taken, what is collected."""
    step = side.tree.steps[name]
    sites = (side.collects[site.place] for site in advice_sites([step]))
    return [*(side.takes[way.number] for way in step.ways), *sites]


def done_at(step: Step, outcome: Outcome) -> tuple[object, ...]:
    """Return what a step does on a path; nothing where the path passes it by."""
    took = {way.number for way in step.ways} & outcome.took
    here = {step.id, *took}
    advice = [place for place in outcome.trace.collected if place[0] in here]
    return (took, *advice) if took else ()


def word(text: str) -> str:
    """Return a text as an id, short enough for a number to be added.

    >>> word("mood/talk_to_38.5")
    'mood_talk_to_38_5'
    """
    return re.sub("[^a-z0-9]+", "_", text.lower())[:LONGEST].strip("_")
