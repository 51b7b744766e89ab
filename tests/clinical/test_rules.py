"""The published decision rules: each against a plain reference, on its whole grid."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import attrs
import pytest
from trees_for_tests import built_in

import triage
from triage.linker.loader import builtins

Facts = Mapping[str, Any]

NO_YES = (False, True)
"""The values of a yes_no question, the unremarkable one first."""


# The rules in plain Python, written from the publications and not from the trees.


def start(f: Facts) -> str:
    if f["walks"]:
        return "minor"
    if not f["breathing"]:
        return "immediate" if f["breathing_after_airway"] else "deceased"
    if f["respiratory_rate"] > 30 or not f["perfusion_ok"] or not f["obeys"]:
        return "immediate"
    return "delayed"


def jumpstart(f: Facts) -> str:
    if f["walks"]:
        return "minor"
    if not f["breathing"]:
        revived = f["pulse"] and f["breathing_after_breaths"]
        return "immediate" if f["breathing_after_airway"] or revived else "deceased"
    if not 15 <= f["respiratory_rate"] <= 45 or not f["pulse"]:
        return "immediate"
    good = {"alert", "voice", "pain_appropriate"}
    return "delayed" if f["avpu"] in good else "immediate"


def cannot_bear(f: Facts) -> bool:
    return f["cannot_bear_now"] and f["cannot_bear_ed"]


def ottawa_ankle(f: Facts) -> str:
    signs = (f["lateral_tender"], f["medial_tender"], cannot_bear(f))
    return "xray" if f["malleolar_pain"] and any(signs) else "no_xray"


def ottawa_foot(f: Facts) -> str:
    signs = (f["fifth_base_tender"], f["navicular_tender"], cannot_bear(f))
    return "xray" if f["midfoot_pain"] and any(signs) else "no_xray"


def ottawa_knee(f: Facts) -> str:
    signs = (f["patella_only"], f["fibula_head"], f["cannot_flex"], cannot_bear(f))
    return "xray" if f["age"] >= 55 or any(signs) else "no_xray"


LOW_RISK = ("rear_end", "sitting", "walked", "delayed_pain", "no_midline_tenderness")


def canadian_c_spine(f: Facts) -> str:
    if not f["applies"] or f["age"] < 16:
        return "not_applicable"
    if f["age"] >= 65 or f["dangerous_mechanism"] or f["paraesthesia"]:
        return "image"
    movable = any(f[name] for name in LOW_RISK)
    return "no_image" if movable and f["rotates"] else "image"


def nexus(f: Facts) -> str:
    return "image" if any(f.values()) else "no_image"


def pecarn(high: tuple[str, ...]) -> Callable[[Facts], str]:
    """Return the rule of one age: its own high risk findings, then any other."""

    def rule(f: Facts) -> str:
        found = {name for name, value in f.items() if value} - {"applies"}
        if not f["applies"]:
            return "not_applicable"
        if found & set(high):
            return "ct"
        return "observe_or_ct" if found else "no_ct"

    return rule


CENTOR = ("no_cough", "tender_nodes", "tonsils")


def mcisaac_score(f: Facts) -> int:
    points = (f["temperature"] > 38) + sum(f[name] for name in CENTOR)
    if 3 <= f["age"] <= 14:
        return points + 1
    return points - 1 if f["age"] >= 45 else points


def mcisaac(f: Facts) -> str:
    if f["age"] < 3:
        return "not_applicable"
    bands = ("score_0_or_less", "score_1", "score_2", "score_3", "score_4_or_more")
    return bands[min(max(mcisaac_score(f), 0), 4)]


def curb_65_score(f: Facts) -> int:
    low_pressure = f["systolic"] < 90 or f["diastolic"] <= 60
    others = (f["urea"] > 7, f["respiratory_rate"] >= 30, f["age"] >= 65)
    return f["confusion"] + low_pressure + sum(others)


def curb_65(f: Facts) -> str:
    return ("low", "low", "moderate", "high", "high", "high")[curb_65_score(f)]


HISTORY = ("haemoptysis", "oestrogen", "surgery", "previous_vte", "leg_swelling")


def perc(f: Facts) -> str:
    numbers = f["age"] < 50 and f["pulse"] < 100 and f["saturation"] >= 95
    clear = numbers and not any(f[name] for name in HISTORY)
    return "ruled_out" if f["low_pretest"] and clear else "test_further"


def wells_dvt_score(f: Facts) -> int:
    return sum(-2 * v if name == "alternative" else v for name, v in f.items())


def wells_dvt(f: Facts) -> str:
    return "likely" if wells_dvt_score(f) >= 2 else "unlikely"


def qsofa_score(f: Facts) -> int:
    return (f["respiratory_rate"] >= 22) + f["altered"] + (f["systolic"] <= 100)


def qsofa(f: Facts) -> str:
    return "high" if qsofa_score(f) >= 2 else "not_high"


def fast_stroke(f: Facts) -> str:
    doubtful = any(value in (True, "unsure") for value in f.values())
    return "emergency_call" if doubtful else "watch"


# What is tried: every value of every answer, on both sides of each boundary.


@attrs.frozen
class Rule:
    """Say what a rule should do.

    Args:
        end: The rule in plain Python: from the facts to how it ends.
        facts: What is tried of each question, the unremarkable value first.
        grid: What the published grid tries instead, where that is less.
        ends: How often each end is reached on the published grid.
        ordered: The questions whose place in the order is part of the rule. Without
            an answer there the rule stops; anywhere else only if it matters.
        score: The score in plain Python, for the rules that have one.
        scores: How often each score is reached on the published grid.
    """

    end: Callable[[Facts], str]
    facts: Mapping[str, tuple[Any, ...]]
    grid: Mapping[str, tuple[Any, ...]]
    ends: Mapping[str, int]
    ordered: tuple[str, ...] = ()
    score: Callable[[Facts], int] | None = None
    scores: Mapping[int, int] = attrs.field(factory=dict)

    def published(self) -> Iterator[Facts]:
        """Yield every row of the published grid."""
        return rows({**self.facts, **self.grid})

    def usual(self) -> Facts:
        """Return the unremarkable facts."""
        return {name: values[0] for name, values in self.facts.items()}


def rows(facts: Mapping[str, tuple[Any, ...]]) -> Iterator[Facts]:
    """Yield every combination of facts."""
    for values in product(*facts.values()):
        yield dict(zip(facts, values, strict=True))


def without(facts: Facts, left_out: str) -> Facts:
    """Return facts without one of them."""
    return {name: value for name, value in facts.items() if name != left_out}


def flags(*names: str) -> dict[str, tuple[bool, ...]]:
    """Return the values of yes_no questions."""
    return dict.fromkeys(names, NO_YES)


START = ("walks", "breathing", "breathing_after_airway", "perfusion_ok", "obeys")
JUMPSTART = ("walks", "breathing", "breathing_after_airway", "pulse")
AVPU = ("alert", "voice", "pain_appropriate", "pain_inappropriate", "unresponsive")
ANKLE = ("malleolar_pain", "lateral_tender", "medial_tender")
FOOT = ("midfoot_pain", "fifth_base_tender", "navicular_tender")
KNEE = ("patella_only", "fibula_head", "cannot_flex")
BEAR = ("cannot_bear_now", "cannot_bear_ed")
NECK = ("dangerous_mechanism", "paraesthesia", *LOW_RISK, "rotates")
NEXUS = (
    "midline_tenderness",
    "focal_deficit",
    "altered_alertness",
    "intoxication",
    "distracting_injury",
)
UNDER_2 = ("haematoma", "loc_5s", "severe_mechanism", "acting_abnormally")
FROM_2 = ("loc", "vomiting", "severe_mechanism", "severe_headache")
WELLS = (
    "cancer",
    "immobile_leg",
    "bedridden",
    "tenderness",
    "whole_leg",
    "calf_3cm",
    "oedema",
    "collaterals",
    "previous_dvt",
)
PECARN_ENDS = {"ct": 48, "observe_or_ct": 15, "no_ct": 1}
MADE_FOR = {"applies": (True,)}

RULES = {
    "start": Rule(
        end=start,
        facts={**flags(*START), "respiratory_rate": (30, 31, 1, 120)},
        grid={"respiratory_rate": (20, 31)},
        ends={"minor": 32, "immediate": 22, "deceased": 8, "delayed": 2},
        ordered=(*START, "respiratory_rate"),
    ),
    "jumpstart": Rule(
        end=jumpstart,
        facts={
            **flags(*JUMPSTART, "breathing_after_breaths"),
            "respiratory_rate": (15, 14, 45, 46),
            "avpu": AVPU,
        },
        grid={"respiratory_rate": (10, 30, 50)},
        ends={"minor": 240, "immediate": 183, "deceased": 45, "delayed": 12},
        ordered=(*JUMPSTART, "breathing_after_breaths", "respiratory_rate", "avpu"),
    ),
    "ottawa_ankle": Rule(
        end=ottawa_ankle,
        facts=flags(*ANKLE, *BEAR),
        grid={},
        ends={"xray": 13, "no_xray": 19},
    ),
    "ottawa_foot": Rule(
        end=ottawa_foot,
        facts=flags(*FOOT, *BEAR),
        grid={},
        ends={"xray": 13, "no_xray": 19},
    ),
    "ottawa_knee": Rule(
        end=ottawa_knee,
        facts={"age": (54, 55), **flags(*KNEE, *BEAR)},
        grid={},
        ends={"xray": 61, "no_xray": 3},
    ),
    "canadian_c_spine": Rule(
        end=canadian_c_spine,
        facts={"applies": (True, False), "age": (64, 65, 16, 15), **flags(*NECK)},
        grid={**MADE_FOR, "age": (64, 65)},
        ends={"image": 481, "no_image": 31},
        ordered=("applies", "age", *NECK),
    ),
    "nexus": Rule(
        end=nexus,
        facts=flags(*NEXUS),
        grid={},
        ends={"image": 31, "no_image": 1},
    ),
    "pecarn_under_2": Rule(
        end=pecarn(high=("altered", "palpable_fracture")),
        facts={
            "applies": (True, False),
            **flags("altered", "palpable_fracture", *UNDER_2),
        },
        grid=MADE_FOR,
        ends=PECARN_ENDS,
        ordered=("applies",),
    ),
    "pecarn_2_and_over": Rule(
        end=pecarn(high=("altered", "basilar_signs")),
        facts={"applies": (True, False), **flags("altered", "basilar_signs", *FROM_2)},
        grid=MADE_FOR,
        ends=PECARN_ENDS,
        ordered=("applies",),
    ),
    "mcisaac": Rule(
        end=mcisaac,
        facts={
            "age": (15, 44, 45, 14, 3, 2),
            "temperature": (38, 38.1),
            **flags(*CENTOR),
        },
        grid={"age": (10, 30, 50)},
        ends={
            "score_0_or_less": 6,
            "score_1": 11,
            "score_2": 14,
            "score_3": 11,
            "score_4_or_more": 6,
        },
        score=mcisaac_score,
        scores={-1: 1, 0: 5, 1: 11, 2: 14, 3: 11, 4: 5, 5: 1},
    ),
    "curb_65": Rule(
        end=curb_65,
        facts={
            "confusion": NO_YES,
            "urea": (7, 7.1),
            "respiratory_rate": (29, 30),
            "systolic": (90, 89),
            "diastolic": (61, 60),
            "age": (64, 65),
        },
        grid={"diastolic": (61,)},
        ends={"low": 6, "moderate": 10, "high": 16},
        score=curb_65_score,
        scores={0: 1, 1: 5, 2: 10, 3: 10, 4: 5, 5: 1},
    ),
    "perc": Rule(
        end=perc,
        facts={
            "low_pretest": (True, False),
            "age": (49, 50),
            "pulse": (99, 100),
            "saturation": (95, 94.9),
            **flags(*HISTORY),
        },
        grid={"low_pretest": (True,), "saturation": (95, 94)},
        ends={"ruled_out": 1, "test_further": 255},
        ordered=("low_pretest",),
    ),
    "wells_dvt": Rule(
        end=wells_dvt,
        facts=flags(*WELLS, "alternative"),
        grid={},
        ends={"likely": 884, "unlikely": 140},
        score=wells_dvt_score,
    ),
    "qsofa": Rule(
        end=qsofa,
        facts={
            "respiratory_rate": (21, 22),
            "altered": NO_YES,
            "systolic": (101, 100),
        },
        grid={},
        ends={"high": 4, "not_high": 4},
        score=qsofa_score,
        scores={0: 1, 1: 3, 2: 3, 3: 1},
    ),
    "fast_stroke": Rule(
        end=fast_stroke,
        facts=dict.fromkeys(("face", "arm", "speech"), (False, True, "unsure")),
        grid=flags("face", "arm", "speech"),
        ends={"emergency_call": 7, "watch": 1},
    ),
}

SCORED = [name for name, rule in RULES.items() if rule.score is not None]


# Trees take answers, and facts are plain Python.


def decide(name: str, facts: Facts) -> triage.Decision:
    """Return what the tree of a rule decides."""
    words = {True: "yes", False: "no"}
    answers = {q: words[v] if isinstance(v, bool) else v for q, v in facts.items()}
    return built_in(name).decide(answers)


# The tests


def test_every_rule_is_built_in_and_tried():
    """Each rule is loaded by its id, and each is tried here."""
    assert set(RULES) <= set(builtins())
    assert all(built_in(name).version == "1.0.0" for name in RULES)


@pytest.mark.parametrize("name", RULES)
def test_questions_and_ends_are_those_of_the_rule(name):
    """A rule asks for its own findings and ends in its own outcomes, nothing else."""
    rule = RULES[name]
    ends = {rule.end(facts) for facts in rows(rule.facts)}

    assert set(built_in(name).questions) == set(rule.facts)
    assert set(built_in(name).recommendations) == ends


@pytest.mark.parametrize("name", RULES)
def test_published_grid(name):
    """On every row of the published grid a rule ends as counted there."""
    ends = Counter(decide(name, facts).end for facts in RULES[name].published())

    assert ends == RULES[name].ends


@pytest.mark.parametrize("name", RULES)
def test_every_row_ends_as_the_reference(name):
    """On both sides of every boundary a rule ends as it does in plain Python."""
    rule = RULES[name]
    tried = [*rows(rule.facts), *rule.published()]
    wrong = [facts for facts in tried if decide(name, facts).end != rule.end(facts)]

    assert wrong == []


@pytest.mark.parametrize("name", SCORED)
def test_score_is_that_of_the_reference(name):
    """The score that a decision shows is the one counted in plain Python."""
    rule = RULES[name]
    tried = [*rows(rule.facts), *rule.published()]

    def wrong(facts: Facts) -> bool:
        # Nobody looks at the score of someone for whom the rule was not made.
        decision = decide(name, facts)
        outside = decision.end == "not_applicable"
        return not outside and decision.shows["score"] != rule.score(facts)

    assert [facts for facts in tried if wrong(facts)] == []


@pytest.mark.parametrize("name", [name for name in SCORED if RULES[name].scores])
def test_published_scores(name):
    """On the published grid each score is as frequent as counted there."""
    shown = (decide(name, facts).shows["score"] for facts in RULES[name].published())

    assert Counter(shown) == RULES[name].scores


@pytest.mark.slow
@pytest.mark.parametrize("name", RULES)
def test_a_missing_answer_leaves_open_what_it_could_change(name):
    """Without an answer a rule waits for it, and says what is certain all the same."""
    rule = RULES[name]
    for left_out, values in rule.facts.items():
        for facts in rows(without(rule.facts, left_out)):
            ends = {rule.end({**facts, left_out: value}) for value in values}
            decision = decide(name, facts)

            if decision.complete:
                assert ends == {decision.end}
            else:
                assert decision.missing == (left_out,)
                certain = decision.settled
                assert certain is None or ends == {certain.end}
                assert certain or len(ends) > 1 or left_out in rule.ordered


@pytest.mark.parametrize("name", RULES)
def test_without_answers_nothing_is_decided(name):
    """Before the first answer every rule is open, and no level has been reached."""
    decision = decide(name, {})

    assert not decision.complete
    assert decision.urgency is None
    assert decision.recommendations == ()


@pytest.mark.parametrize("name", RULES)
def test_outside_its_population_a_rule_is_silent(name):
    """Whoever a rule was not made for gets information, and never a level."""
    told = built_in(name).recommendations.get("not_applicable")

    assert told is None or told.urgency is None


@pytest.mark.parametrize("name", RULES)
def test_no_rule_reassures(name):
    """No outcome says that someone is fine, and none quotes a percentage."""
    texts = " ".join(
        f"{told.title} {told.text} {told.watch_for}".lower()
        for told in built_in(name).recommendations.values()
    )

    for phrase in ("%", "percent", " fine", "nothing to worry", "is safe", "no risk"):
        assert phrase not in texts


# Patients of the publications and of teaching material, and those at the boundaries

BREATHING = {"breathing": True, "perfusion_ok": True, "obeys": True}
CHILD = {"breathing": True, "pulse": True}

VECTORS = {
    "start": {
        "walking at 40 breaths": ("minor", {"walks": True, "respiratory_rate": 40}),
        "no breath at all": ("deceased", {}),
        "breath once the airway is open": (
            "immediate",
            {"breathing_after_airway": True},
        ),
        "exactly 30 breaths": ("delayed", {**BREATHING, "respiratory_rate": 30}),
        "31 breaths": ("immediate", {**BREATHING, "respiratory_rate": 31}),
        "slow refill at 24 breaths": (
            "immediate",
            {**BREATHING, "respiratory_rate": 24, "perfusion_ok": False},
        ),
        "no commands at 24 breaths": (
            "immediate",
            {**BREATHING, "respiratory_rate": 24, "obeys": False},
        ),
    },
    "jumpstart": {
        "exactly 15 breaths, alert": ("delayed", {**CHILD, "respiratory_rate": 15}),
        "14 breaths": ("immediate", {**CHILD, "respiratory_rate": 14}),
        "exactly 45 breaths, voice": (
            "delayed",
            {**CHILD, "respiratory_rate": 45, "avpu": "voice"},
        ),
        "46 breaths": ("immediate", {**CHILD, "respiratory_rate": 46}),
        "no breath, no pulse": ("deceased", {"breathing_after_breaths": True}),
        "five breaths help": (
            "immediate",
            {"pulse": True, "breathing_after_breaths": True},
        ),
        "five breaths do not help": ("deceased", {"pulse": True}),
        "posturing": ("immediate", {**CHILD, "avpu": "pain_inappropriate"}),
    },
    "ottawa_ankle": {
        "no pain in the zone, all else": (
            "no_xray",
            dict.fromkeys((*ANKLE[1:], *BEAR), True),
        ),
        "no steps at first alone": (
            "no_xray",
            {"malleolar_pain": True, "cannot_bear_now": True},
        ),
        "no steps later alone": (
            "no_xray",
            {"malleolar_pain": True, "cannot_bear_ed": True},
        ),
        "no steps both times": (
            "xray",
            {"malleolar_pain": True, **dict.fromkeys(BEAR, True)},
        ),
    },
    "ottawa_foot": {
        "no pain in the zone, all else": (
            "no_xray",
            dict.fromkeys((*FOOT[1:], *BEAR), True),
        ),
        "no steps at first alone": (
            "no_xray",
            {"midfoot_pain": True, "cannot_bear_now": True},
        ),
        "no steps both times": (
            "xray",
            {"midfoot_pain": True, **dict.fromkeys(BEAR, True)},
        ),
    },
    "ottawa_knee": {
        "54 years": ("no_xray", {"age": 54}),
        "exactly 55 years": ("xray", {"age": 55}),
        "no steps at first alone": ("no_xray", {"cannot_bear_now": True}),
    },
    "canadian_c_spine": {
        "no low risk factor, though the neck turns": ("image", {"rotates": True}),
        "one low risk factor, and the neck turns": (
            "no_image",
            {"delayed_pain": True, "rotates": True},
        ),
        "one low risk factor, and the neck does not turn": ("image", {"walked": True}),
        "exactly 65 years": (
            "image",
            {"age": 65, **dict.fromkeys((*LOW_RISK, "rotates"), True)},
        ),
        "15 years": ("not_applicable", {"age": 15, "dangerous_mechanism": True}),
        "not awake": ("not_applicable", {"applies": False, "paraesthesia": True}),
    },
    "nexus": {
        "all clear": ("no_image", {}),
        "drunk alone": ("image", {"intoxication": True}),
    },
    "pecarn_under_2": {
        "swelling at the side": ("observe_or_ct", {"haematoma": True}),
        "sleepy with a swelling": ("ct", {"altered": True, "haematoma": True}),
        "another child": ("not_applicable", {"applies": False, "altered": True}),
    },
    "pecarn_2_and_over": {
        "vomiting and headache": (
            "observe_or_ct",
            {"vomiting": True, "severe_headache": True},
        ),
        "basilar sign": ("ct", {"basilar_signs": True}),
        "all clear": ("no_ct", {}),
    },
    "mcisaac": {
        "10 years, all four": (
            "score_4_or_more",
            {"age": 10, "temperature": 39, **dict.fromkeys(CENTOR, True)},
            5,
        ),
        "30 years, all four": (
            "score_4_or_more",
            {"age": 30, "temperature": 39, **dict.fromkeys(CENTOR, True)},
            4,
        ),
        "50 years, none": ("score_0_or_less", {"age": 50}, -1),
        "exactly 38.0 degrees": ("score_0_or_less", {"temperature": 38.0}, 0),
        "38.1 degrees": ("score_1", {"temperature": 38.1}, 1),
        "14 years": ("score_1", {"age": 14}, 1),
        "15 years": ("score_0_or_less", {"age": 15}, 0),
        "44 years": ("score_0_or_less", {"age": 44}, 0),
        "45 years": ("score_0_or_less", {"age": 45}, -1),
        "2 years": ("not_applicable", {"age": 2, "temperature": 40}),
    },
    "curb_65": {
        "every item just under": ("low", {}, 0),
        "every item": (
            "high",
            {
                "confusion": True,
                "urea": 7.1,
                "respiratory_rate": 30,
                "systolic": 89,
                "diastolic": 80,
                "age": 65,
            },
            5,
        ),
        "diastolic of exactly 60 alone": (
            "low",
            {"systolic": 120, "diastolic": 60},
            1,
        ),
        "both pressures low": ("low", {"systolic": 80, "diastolic": 50}, 1),
    },
    "perc": {
        "49 years, pulse 99, saturation 95": ("ruled_out", {}),
        "exactly 50 years": ("test_further", {"age": 50}),
        "pulse of exactly 100": ("test_further", {"pulse": 100}),
        "saturation of 94": ("test_further", {"saturation": 94}),
        "all clear, but not unlikely": ("test_further", {"low_pretest": False}),
    },
    "wells_dvt": {
        "all nine": ("likely", dict.fromkeys(WELLS, True), 9),
        "another diagnosis alone": ("unlikely", {"alternative": True}, -2),
        "three and another diagnosis": (
            "unlikely",
            dict.fromkeys((*WELLS[:3], "alternative"), True),
            1,
        ),
        "two": ("likely", dict.fromkeys(WELLS[:2], True), 2),
    },
    "qsofa": {
        "exactly 22 breaths and 100 mmHg": (
            "high",
            {"respiratory_rate": 22, "systolic": 100},
            2,
        ),
        "22 breaths and 101 mmHg": ("not_high", {"respiratory_rate": 22}, 1),
        "21 breaths and 100 mmHg": ("not_high", {"systolic": 100}, 1),
    },
    "fast_stroke": {
        "no sign": ("watch", {}),
        "not sure about the arm": ("emergency_call", {"arm": "unsure"}),
        "speech alone": ("emergency_call", {"speech": True}),
    },
}


def vectors() -> list[Any]:
    """Return every patient as a parameter with a readable id."""
    return [
        pytest.param(name, end, facts, score, id=f"{name}: {story}")
        for name, patients in VECTORS.items()
        for story, (end, facts, *score) in patients.items()
    ]


@pytest.mark.parametrize(("name", "end", "facts", "score"), vectors())
def test_patient(name, end, facts, score):
    """A known patient ends as the publications say, with the score they count."""
    decision = decide(name, {**RULES[name].usual(), **facts})

    assert decision.end == end
    assert score in ([], [decision.shows.get("score")])


def test_the_neck_is_turned_last():
    """While a danger is not ruled out, an answer about turning the neck waits."""
    facts = {**RULES["canadian_c_spine"].usual(), "rotates": True}
    decision = decide("canadian_c_spine", without(facts, "paraesthesia"))

    assert decision.missing == ("paraesthesia",)
    assert "rotates" in decision.unused


def test_swapped_blood_pressures_are_refused():
    """A diastolic pressure above the systolic one is a slip, and not a finding."""
    swapped = {**RULES["curb_65"].usual(), "systolic": 61, "diastolic": 90}

    with pytest.raises(triage.AnswerError, match="do not go together"):
        decide("curb_65", swapped)
