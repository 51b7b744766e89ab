"""Generated cases: for every branch, and for both sides of every limit, a patient.

A limit may be one of a single number, of a sum, or of an ``only_if``.

What the tree decides of each stands in the case, to be confirmed by a person. Nothing
is proposed that cases reach already.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from triage.base.answer import Answer
from triage.base.question import Question
from triage.base.wording import capitalised
from triage.cases.loader import Neighbour
from triage.cases.model import Case
from triage.cases.writer import DraftCase, free_id
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.engine.trace import steps_of
from triage.engine.walk import walk
from triage.language.ast import Expr
from triage.language.english import humanise
from triage.model.traversal import advice_sites, conditions_at
from triage.model.tree import Guard, Step, Tree, Way
from triage.verify.counterexample import Patient, Search, patients
from triage.verify.encode import Encoding, encode
from triage.verify.explain import Story
from triage.verify.mutants import Mutant, mutants
from triage.verify.reachability import Progress, Survey
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Unknown
from triage.verify.substitute import exact_number, substitute
from triage.verify.thresholds import limits_in, told_apart

LONGEST = 58  # letters of the id of a case, before a number


@attrs.frozen
class Proposal:
    drafts: tuple[DraftCase, ...]
    unsettled: int  # goals, in the time there was


def propose(
    tree: Tree,
    cases: Iterable[Case],
    beside: Neighbour,
    *,
    seconds: float = SECONDS,  # for each question to the solver
    progress: Progress = lambda _settled, _total: None,
) -> Proposal:
    survey = Survey(tree, Budget(seconds))
    survey.settle()
    goals = goals_left(survey, tuple(cases))
    found, settled, unsettled = list[Found](), set[int](), 0
    for number, goal in enumerate(goals):
        if number in settled:
            continue
        progress(len(settled), len(goals))
        settled.add(number)
        somebody = goal.find(survey)
        if somebody is UNKNOWN:
            unsettled += 1
        elif somebody is not None:
            [patient] = somebody
            outcome = patient.outcome
            reached = frozenset(n for n, g in enumerate(goals) if g.reached(outcome))
            wrong = (goals[n].mistaken for n in sorted(reached))
            mistaken = tuple(tree for tree in wrong if tree is not None)
            found.append(Found(goal.name, patient, reached, mistaken))
            settled |= reached
    ids, drafts = set(beside.ids), []
    for one in sorted(needed(found), key=lambda f: f.patient.outcome.trace.edges):
        name = free_id(one.name, ids)
        ids.add(name)
        drafts.append(drafted(name, one, beside.base))
    return Proposal(tuple(drafts), unsettled)


@attrs.frozen
class Goal:
    """Be something that a case can reach, as walking shows and as a proof wants it.

    Where it is to notice a mistake, it is told apart from the mistaken tree.
    """

    name: str
    shows: Callable[[Outcome], bool]
    wanted: Callable[[], Iterable[int]]
    mistaken: Tree | None = None
    concerns: Callable[[Outcome], bool] = lambda _: True

    def reached(self, outcome: Outcome) -> bool:
        """Whether a patient reaches it: of whom it does not concern, that is plain."""
        return self.concerns(outcome) and self.shows(outcome)

    def find(self, survey: Survey) -> tuple[Patient, ...] | Unknown | None:
        """Return the simplest patient who reaches it.

        Of two trees side by side it takes too long to prove that nobody is simpler.
        """
        search = self.search(survey)
        if self.mistaken is None:
            return search.find()
        found = search.ask()
        if found is None or found is UNKNOWN:
            return found
        return patients(search.shrink(found))

    def search(self, survey: Survey) -> Search:
        """Return the search for a patient who reaches it, on a path that is written."""
        encoding = survey.encoding
        wanted = (encoding.valid, -encoding.ends[""], *self.wanted())
        about = f"who reaches `{self.name}`"
        if self.mistaken:  # the gates of other mistaken trees matter no more
            survey.solver.forget()

        def shows(outcome: Outcome) -> bool:
            return bool(outcome.trace.end) and self.shows(outcome)

        return Search(survey.solver, about, (encoding,), wanted, shows)


@attrs.frozen
class Found:
    name: str
    patient: Patient
    reached: frozenset[int]  # the numbers of goals
    mistaken: tuple[Tree, ...] = ()  # trees that tell the patient something else


def goals_left(survey: Survey, cases: tuple[Case, ...]) -> list[Goal]:
    """Return the goals that no case reaches, the deepest first."""
    tree = survey.tree
    decisions = [Decision.of(tree, walk(tree, c.answers), c.answers) for c in cases]
    coverage = Coverage.of(tree, decisions)
    well = ordinary(tree)
    outcomes = [Outcome(tree, {**well, **d.given}) for d in decisions if d.complete]
    goals = [
        taken(survey, step, way)
        for step, way in reversed(tree.edges)
        if way.number in survey.found and not coverage.edges[way.number]
    ]
    goals += [
        told(survey, name)
        for name, count in coverage.recommendations.items()
        if not count and name in survey.found
    ]
    goals += [
        goal
        for step in tree.steps.values()
        for goal in sides(survey, step)
        if not any(map(goal.reached, outcomes))
    ]
    goals += [
        goal for goal in moved_limits(survey) if not any(map(goal.reached, outcomes))
    ]
    return goals


def taken(survey: Survey, step: Step, way: Way) -> Goal:
    return Goal(
        word(f"{step.id}_{way.answer or 'to_' + way.to}"),
        lambda outcome: way.number in outcome.trace.edges,
        lambda: [survey.encoding.takes[way.number]],
    )


def told(survey: Survey, name: str) -> Goal:
    return Goal(
        word(f"told_{name}"),
        lambda outcome: name in outcome.here.told,
        lambda: [survey.encoding.told[name]],
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
        instead = Outcome(outcome.tree, {**outcome.answers, question.id: other})
        both = done_at(step, outcome), done_at(step, instead)
        return instead.is_possible and all(both) and both[0] != both[1]

    def wanted() -> Iterator[int]:
        encoding, gates, variables = survey.encoding, survey.gates, survey.variables
        does = done_by_gates(encoding, step.id)
        must = [encoding.valid, encoding.reach[step.id]]
        supposed = exact_number(variables, question, there)
        valid, reach, *would = substitute(gates, [*must, *does], supposed)
        differ = gates.differ(does, would)
        yield from (*must, valid, reach, variables.exactly(question, own), differ)

    return Goal(word(f"{question.id}_{own}"), shows, wanted)


def moved_limits(survey: Survey) -> Iterator[Goal]:
    """Yield the goals of who is told something else where a limit is a step elsewhere.

    They stand on either side of it, also where it is one of a sum or of `only_if`.
    """
    for mutant in mutants(survey.tree):
        if mutant.limit:
            yield moved(survey, mutant)


def moved(survey: Survey, mutant: Mutant) -> Goal:
    field, name = mutant.part

    def shows(outcome: Outcome) -> bool:
        if not comes_by(outcome, field, name):
            return False  # walking the other tree would take much longer
        return mutant.tells(outcome)

    def wanted() -> Iterator[int]:
        sides = survey.encoding, encode(mutant.tree, survey.variables)
        yield survey.gates.differ(*(side.outcome for side in sides))
        if field == "steps":  # that follows, and is much easier to see
            yield survey.gates.differ(*(done_by_gates(side, name) for side in sides))

    limit = word(f"limit_{mutant.says.partition(':')[0]}")
    return Goal(limit, shows, wanted, mutant.tree, standing(survey.tree, mutant))


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


def comes_by(outcome: Outcome, field: str, name: str) -> bool:
    """Return whether a path may come by a step, a guarded question or a value."""
    trace = outcome.trace
    match field:
        case "steps":
            return any(step.id == name for step in steps_of(outcome.tree, trace))
        case "guards":
            return name in trace.asked
        case _:
            return True


def done_by_gates(side: Encoding, name: str) -> list[int]:
    """Return what a step does, as literals: which way is taken, what is collected."""
    step = side.tree.steps[name]
    sites = (side.collects[site.place] for site in advice_sites([step]))
    return [*(side.takes[way.number] for way in step.ways), *sites]


def done_at(step: Step, outcome: Outcome) -> tuple[object, ...]:
    """Return what a step does on a path; nothing where the path passes it by."""
    took = {way.number for way in step.ways}.intersection(outcome.trace.edges)
    here = {step.id, *took}
    advice = [place for place in outcome.trace.collected if place[0] in here]
    return (took, *advice) if took else ()


def needed(found: list[Found]) -> list[Found]:
    """Return the patients without whom some goal would not be reached."""
    kept = found
    for one in found:
        others = [other for other in kept if other is not one]
        if one.reached <= frozenset[int]().union(*(o.reached for o in others)):
            kept = others
    return kept


def drafted(name: str, found: Found, base: Mapping[str, Answer]) -> DraftCase:
    patient = found.patient
    story = Story(patient, mistaken=found.mistaken)
    questions = patient.tree.questions
    facts = [
        f"{humanise(name)}: {questions[name].brief.describe(answer)}"
        for name, answer in patient.unusual.items()
    ]
    said = "; ".join(facts) or f"all as {patient.tree.profile.usual} answers"
    says = f"TODO: tell the story. {capitalised(said)}."
    return DraftCase(name, says, story.answers(base), story.decision, story.never)


def word(text: str) -> str:
    """Return a text as an id, short enough for a number to be added.

    >>> word("mood/talk_to_38.5")
    'mood_talk_to_38_5'
    """
    return re.sub("[^a-z0-9]+", "_", text.lower())[:LONGEST].strip("_")
