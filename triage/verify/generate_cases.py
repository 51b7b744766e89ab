"""Generated cases: for every branch, and for both sides of every limit, a patient.

What the tree decides of each stands in the case, to be confirmed by a person. Nothing
is proposed that cases reach already.

Who reaches a goal is looked for among the patients by whom the tree was surveyed, all
goals at once; the solver is asked for whom none of them reaches.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from triage.base.answer import Answer
from triage.base.immutable import immutable
from triage.base.limits import LIMITS
from triage.base.wording import capitalised
from triage.cases.loader import Neighbour
from triage.cases.model import Case
from triage.cases.writer import DraftCase, free_id
from triage.engine.coverage import Coverage
from triage.engine.decision import Decision
from triage.engine.defaults import ordinary
from triage.engine.outcome import Outcome
from triage.engine.walk import walk
from triage.language.english import humanise
from triage.model.tree import Tree
from triage.verify.circuit import TRUE
from triage.verify.counterexample import Answers, Patient, Walked, unusual
from triage.verify.explain import Story
from triage.verify.goals import Goal, goals_of
from triage.verify.mutants import Mutant
from triage.verify.reachability import Progress, Survey
from triage.verify.ripple import Ripple
from triage.verify.simulate import Crowd, Neighbours, Variant, Variants, batches
from triage.verify.solver import SECONDS, UNKNOWN, Budget, Unknown

AT_ONCE = 10
"""Of how many patients the time to simplify one is there for all together."""


@immutable
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
    survey = Survey(tree, Budget(seconds), progress)
    survey.settle()
    goals = goals_left(survey, tuple(cases))
    seeking, found, unsettled = Seeking(survey, goals), list[Found](), 0
    while seeking.left:
        progress(len(goals) - len(seeking.left), len(goals))
        one = seeking.seek(next(iter(seeking.left)))
        if one is UNKNOWN:
            unsettled += 1
        elif one is not None:
            found.append(one)
    ids, drafts = set(beside.ids), []
    for one in sorted(needed(found), key=lambda f: f.outcome.trace.edges):
        name = free_id(one.name, ids)
        ids.add(name)
        drafts.append(drafted(name, one, beside.base))
    return Proposal(tuple(drafts), unsettled)


@attrs.frozen(eq=False)
class Found:
    name: str
    outcome: Outcome
    reached: frozenset[int]  # the numbers of goals
    mistaken: tuple[Mutant, ...] = ()  # which tell the patient something else


def goals_left(survey: Survey, cases: tuple[Case, ...]) -> list[Goal]:
    """Return the goals that no case reaches."""
    tree, well = survey.tree, ordinary(survey.tree)
    decisions = [Decision.of(tree, walk(tree, c.answers), c.answers) for c in cases]
    goals = [*goals_of(survey, Coverage.of(tree, decisions))]
    whole = [Outcome(tree, {**well, **d.given}) for d in decisions if d.complete]
    seeming = Seeming(survey, goals, [apart(well, one.answers) for one in whole])
    reached = {
        number
        for at, outcome in enumerate(whole)
        for number in seeming.of(at)
        if goals[number].reached(outcome)
    }
    return [goal for number, goal in enumerate(goals) if number not in reached]


def apart(well: Answers, answers: Answers) -> Answers:
    return {name: a for name, a in answers.items() if a != well[name]}


class Seeming:
    """Say which goals a patient seems to reach.

    Args:
        people: What is unusual of some, who are judged at once.
    """

    def __init__(
        self, survey: Survey, goals: Sequence[Goal], people: Sequence[Answers]
    ) -> None:
        self.encode, base = survey.variables.encode, survey.well
        self.valid = survey.encoding.valid
        self.seems = [TRUE if goal.seems is None else goal.seems for goal in goals]
        self.others = Ripple(survey.gates, [self.valid, *self.seems], base)
        each = [Neighbours(Variant(base, self.encode(one, one))) for one in people]
        self.bits = self.judged(Variants(survey.gates, each)) if each else []

    def judged(self, crowd: Crowd) -> list[int]:
        valid = crowd.holds(self.valid)
        return [crowd.holds(seems) & valid for seems in self.seems]

    def of(self, at: int) -> Iterator[int]:
        """Yield the numbers of the goals that one of the people seems to reach."""
        return (number for number, bits in enumerate(self.bits) if bits >> at & 1)

    def to(self, unusual: Answers) -> Iterator[int]:
        """Yield the numbers of the goals that anybody seems to reach."""
        bits = self.judged(self.others.after(self.encode(unusual, unusual)))
        return (number for number, bit in enumerate(bits) if bit)


class Seeking:
    """Find somebody for each goal: all at once among many patients, or by itself."""

    def __init__(self, survey: Survey, goals: Sequence[Goal]) -> None:
        self.survey = survey
        self.goals = goals
        self.well = ordinary(survey.tree)
        self.left = dict.fromkeys(range(len(goals)))
        self.people = simple(survey, goals)
        self.places = {number: at for at, number in enumerate(self.people)}
        self.seeming = Seeming(survey, goals, [*self.people.values()])
        self.allowance = survey.solver.budget.shrinking()
        self.allowance.edges *= AT_ONCE

    def seek(self, number: int) -> Found | Unknown | None:
        """Return a patient who reaches a goal, with all that is reached."""
        goal = self.goals[number]
        walked = self.somebody(number) or goal.find(self.survey)
        if walked is None or walked is UNKNOWN:
            del self.left[number]
            return walked
        [outcome] = self.simpler(goal, walked)
        seeming = self.seeming_to(number, apart(self.well, outcome.answers))
        reached = {n for n in seeming if self.is_reached(n, outcome)} | {number}
        for one in reached:
            self.left.pop(one, None)
        wrong = (self.goals[n].mistaken for n in sorted(reached))
        mistaken = tuple(mutant for mutant in wrong if mutant is not None)
        return Found(goal.name, outcome, frozenset(reached), mistaken)

    def is_reached(self, number: int, outcome: Outcome) -> bool:
        """Return whether a goal is reached; of other trees, if nobody reached it yet.

        To walk through those takes the longest.
        """
        goal = self.goals[number]
        wanted = goal.mistaken is None or number in self.left
        return wanted and goal.reached(outcome)

    def somebody(self, number: int) -> Walked | None:
        """Return who was found to seem to reach a goal, if walking says so, too."""
        if number not in self.people:
            return None
        tree = self.survey.tree
        outcome = Outcome(tree, {**self.well, **self.people[number]}, tree.engine)
        return (outcome,) if self.goals[number].reached(outcome) else None

    def seeming_to(self, number: int, unusual: Answers) -> Iterator[int]:
        """Return the goals that who was found for one of them seems to reach."""
        if self.people.get(number) == unusual:
            return self.seeming.of(self.places[number])
        return self.seeming.to(unusual)

    def simpler(self, goal: Goal, walked: Walked) -> Walked:
        """Return who reaches a goal with fewer unusual answers, as far as time allows.

        Of two trees side by side it takes too long to prove that nobody is simpler, and
        so it does of very many answers.
        """
        if self.allowance.is_spent:
            return walked
        search = goal.search(self.survey, *filter(None, [goal.seems]))
        answers = len(self.well) * len(unusual(walked[0]))
        if goal.mistaken is not None or answers > LIMITS.sums:
            return search.shrink(walked, self.allowance)
        return search.fewest_unusual(walked, self.allowance)


def simple(survey: Survey, goals: Sequence[Goal]) -> dict[int, Answers]:
    """Return for goals somebody who seems to reach them, as what is unusual of them."""
    gates, encoding, nearest = survey.gates, survey.encoding, survey.nearest
    written = gates.every([encoding.valid, -encoding.ends[""]])
    left = {n: goal.seems for n, goal in enumerate(goals) if goal.seems is not None}
    found = dict[int, Answers]()

    def look(groups: Mapping[Neighbours, str]) -> None:
        for some in batches(groups):
            crowd, steps = Variants(gates, some), {"", *map(groups.__getitem__, some)}
            whole = crowd.holds(written)
            for number, literal in [*left.items()]:
                near = goals[number].step in steps
                if near and (bits := crowd.holds(literal) & whole):
                    found[number] = survey.unusual(crowd.first(bits))
                    del left[number]

    steps = [survey.tree.steps[name] for name in nearest.coming]
    steps.sort(key=lambda step: len(nearest.coming[step.id].unusual))
    looked = {step.id: survey.looked_at(step.id) for step in steps}
    look({nearest.neighbours(name, looked[name]): name for name in looked})
    at = {goals[number].step for number in left if goals[number].mistaken}
    groups = (
        (group, step.id)
        for step in steps
        if step.id in at
        for group in nearest.apart(step, looked[step.id])
    )
    look(dict(groups))
    return found


def needed(found: Sequence[Found]) -> list[Found]:
    """Return the patients without whom some goal would not be reached."""
    count = Counter(number for one in found for number in one.reached)
    kept = []
    for one in found:
        if any(count[number] == 1 for number in one.reached):
            kept.append(one)
        else:
            count.subtract(one.reached)
    return kept


def drafted(name: str, found: Found, base: Mapping[str, Answer]) -> DraftCase:
    patient = Patient(found.outcome.tree, found.outcome.answers)
    mistaken = (mutant.instead(patient.outcome) for mutant in found.mistaken)
    story = Story(patient, mistaken=tuple(mistaken))
    questions = patient.tree.questions
    facts = [
        f"{humanise(name)}: {questions[name].brief.describe(answer)}"
        for name, answer in patient.unusual.items()
    ]
    said = "; ".join(facts) or f"all as {patient.tree.profile.usual} answers"
    says = f"TODO: tell the story. {capitalised(said)}."
    return DraftCase(name, says, story.answers(base), story.decision, story.never)
