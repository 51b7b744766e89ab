"""A pack: a tree whole, with what was proved, tried and changed."""

import json
from pathlib import Path

import attrs
import pytest
from hazards_for_tests import THROAT
from reviews_for_tests import DAY, pack, packs
from trees_for_tests import built_in

import triage
import triage.review
from triage.base.limits import LIMITS
from triage.comparison.demanded import Ending, floor
from triage.comparison.matrix import Matrix
from triage.diagram.notation import notation
from triage.language import ast as e
from triage.model.traversal import advice_sites
from triage.model.tree import Citation
from triage.review.evidence import Evidence
from triage.review.limits import limits, unread


def cards(found):
    return {card.advice.id: card for rung in found.rungs for card in rung.cards}


def test_every_step_and_every_advice_is_there_once():
    """Nothing is left out: steps, what they ask, and all that can be told."""
    for found in packs():
        asked = [one.question.id for sheet in found.sheets for one in sheet.asked]

        assert {*asked} == {x for step in found.tree.steps.values() for x in step.ask}
        assert cards(found).keys() == found.tree.recommendations.keys()
        assert [sheet.number for sheet in found.sheets] == [
            *range(1, 1 + len(found.sheets))
        ]


def test_who_is_told_has_every_place():
    """Each place where advice is collected, and each way that ends with it, counts."""
    for found in packs():
        tree = found.tree
        places = [
            site.advice.recommendation for site in advice_sites(tree.steps.values())
        ]
        places += [way.to for _, way in tree.edges if way.to in tree.recommendations]
        for name, card in cards(found).items():
            assert len(card.sites) == places.count(name), (tree.id, name)
            assert (card.heading == "Told nowhere") == (not card.sites)


def test_ways_lead_to_the_steps_that_say_where_they_come_from():
    """Whatever goes on at a step is named there, and nothing else."""
    for found in packs():
        ahead = {
            (sheet.number, way.step)
            for sheet in found.sheets
            for way in sheet.ways
            if way.step
        }

        behind = {(n, sheet.number) for sheet in found.sheets for n in sheet.before}
        assert ahead == behind


def test_a_pack_can_be_written_as_json():
    """All of it is plain JSON, with the hashes that a signature is of."""
    for found in packs():
        record = json.loads(json.dumps(found.to_dict()))

        assert record["logic"] == found.tree.full_logic
        assert len(record["steps"]) == len(found.sheets)


def test_a_statement_says_the_least_that_is_told():
    """Whoever must be told at least a level is told none below it."""
    low, high = e.Urgent(1, "soon"), e.Urgent(2, "now")

    assert floor(e.And((low, high))) == 2
    assert floor(e.Or((low, high))) == 1
    assert floor(e.Not(high)) == -1


def test_a_statement_is_said_of_an_outcome():
    """What is told, or not, and how it ended, is said by titles."""
    tree = built_in("start")
    words = Ending.of_tree(tree)
    level = tree.levels[-1]
    urgent = e.Urgent(level.rank, level.id)
    parts = urgent, e.Advised("minor"), e.Ends("minor")

    assert [words.of(part) for part in parts] == [
        "told at least “Immediate”",
        "told “Minor”",
        "ended with “Minor”",
    ]
    assert [words.of(e.Not(part)) for part in parts] == [
        "told less than “Immediate”",
        "not told “Minor”",
        "not ended with “Minor”",
    ]


def test_the_lowest_level_lists_who_is_never_told_so_little():
    """What is proved of them stands there, with the hazard and the case behind it."""
    found = pack()
    *_, home = found.rungs
    [stated] = home.floors

    assert home.title == "Care at home"
    assert stated.id == "airway_first"
    assert stated.then == "told at least “Emergency care now”"
    assert stated.hazards == ("airway_missed",)
    assert stated.cases == ("drools",)


def test_what_is_not_proved_shows_somebody_and_is_a_limit():
    """A violated property names whom it does not hold of, and counts for nothing."""
    found = next(one for one in packs() if one.tree.id == "properties")
    [wrong] = [one for one in found.statements if one.verdict != "proved"]

    assert any(line.startswith("Result:") for line in wrong.story)
    assert f"Shown to be false: {wrong.id}." in found.limits
    assert not any(text.startswith("Not proved") for text in found.limits)
    assert found.wrong == "1 property violated"
    assert wrong not in {one for rung in found.rungs for one in rung.floors}


def test_what_was_not_settled_is_wrong_but_not_false():
    """A property that is open, or says nothing of anybody, counts as not proved."""
    found = pack()
    stated = found.statements[0]
    open_ = attrs.evolve(stated, id="slow", verdict="open")
    unsettled = attrs.evolve(found, statements=(open_, open_))
    said = limits(found.tree, notation(found.tree), (open_,), (), 1)

    assert found.wrong == ""
    assert unsettled.wrong == "2 properties open"
    assert "Not proved: slow." in [*said]


def test_a_pack_tells_what_changed():
    """Against another version there are its changes, words included."""
    Path("old.yaml").write_text(THROAT.replace("Call now", "Call one"))
    found = pack(against="old.yaml")

    assert [item.old for item in found.changes.words] == ["Call one"]
    assert found.picture.view.compared
    assert found.to_dict()["changes"]["same_logic"]


def test_what_changed_is_drawn(monkeypatch):
    """It is a picture with the same in words; of what is too large there is none."""
    Path("old.yaml").write_text(THROAT.replace("Call now", "Call one"))
    found = pack(against="old.yaml")
    page = found.html()

    assert page.count('<img class="edited" src="data:image/svg+xml;base64,') == 1
    assert "[- one] [+ now]" in page
    assert "img-src data:" in page
    assert "<h3>What changed, and" not in pack().html()
    monkeypatch.setattr(
        "triage.review.html.LIMITS", attrs.evolve(LIMITS, picture_parts=1)
    )
    assert "<h3>What changed, and" not in found.html()


def test_another_tree_is_no_other_version():
    """It is refused before anything is proved, by its id."""
    with pytest.raises(triage.TriageError, match="is `start`, and no version of"):
        pack(against="start")


def start(name="start.yaml", **texts):
    """Write START with some texts of it replaced; return the name of the file."""
    text = built_in("start").documents[0].span.source.text
    for old, new in texts.values():
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text)
    return name


def test_a_weakened_property_is_shown_before_and_now():
    """Its hash stays, and so the page names what it demanded, and that it is less."""
    then = ("then: urgency >= minor", "then: urgency >= deceased")
    found = triage.review.pack(start(then=then), against="start", today=DAY)

    [row] = found.restated
    assert (row.part, row.id, row.note) == (
        "property",
        "breath_is_life",
        "demands less urgency",
    )
    assert "told at least “Minor”" in row.old
    assert "told at least “Minor”" not in row.new
    assert found.tree.full_wording == built_in("start").full_wording
    assert "demands less urgency" in found.html()
    assert any("are in no hash" in text for text in found.limits)


def test_properties_added_and_removed_are_shown():
    """Each stands beside nothing."""
    text = THROAT.replace("  airway_first:", "  airway_once:")
    Path("old.yaml").write_text(text)
    rows = {row.id: row for row in pack(against="old.yaml").restated}

    assert (rows["airway_once"].note, rows["airway_once"].new) == ("removed", "")
    assert (rows["airway_first"].note, rows["airway_first"].old) == ("added", "")


def test_what_a_tree_says_of_itself_is_shown_before_and_now():
    """A disclaimer and the words for people are in the hash, and in the table."""
    Path("old.yaml").write_text(f"{THROAT}disclaimer: No advice.\n")
    found = pack(against="old.yaml")
    [row] = found.restated

    assert (row.part, row.old) == ("disclaimer", "No advice.")
    assert row.new == found.tree.profile.disclaimer


def test_what_changed_has_no_commands_and_no_places():
    """Who signs types nothing and edits no file; each text is listed once."""
    old = THROAT.replace("yes: ambulance", "yes: rest").replace("now}", "one}")
    Path("old.yaml").write_text(old)
    changes = pack(against="old.yaml").changes

    assert "--allow" in changes.text()
    assert "throat.yaml:" in changes.text()
    for left_out in ("--allow", ".yaml:", "Call one", "--json"):
        assert left_out not in changes.reading()
    assert "1 text reads otherwise: a person must look." in changes.reading(200)


def test_what_is_lower_is_read_without_what_allows_it():
    """Whoever signs sees who is told something less urgent, and no option to type."""
    text = Path(triage.__file__).parents[1].joinpath("trees/rules/curb_65.yaml")
    new = triage.loads(text.read_text(encoding="utf-8").replace(">= 3", ">= 4", 1))
    changes = triage.compare(built_in("curb_65"), new)

    assert "--allow" in changes.text()
    assert "--allow" not in changes.reading()


def test_which_fall_goes_where_is_a_table_whose_cells_stay_under_their_columns():
    """Lines that wrap would put a count under another level than it is of."""
    old = THROAT.replace("yes: ambulance", "yes: rest")
    Path("old.yaml").write_text(old)
    found = pack(against="old.yaml")
    changes, page = found.changes, found.html()
    matrix = Matrix.of(changes.then, changes.new, changes.outcomes)

    assert matrix.text() in found.changes.text()
    assert matrix.text() not in found.changes.reading()
    assert matrix.columns == ("Emergency care now",)
    for title in matrix.columns:
        assert f'<th scope="col">now: {title}</th>' in page
    for title, cells in matrix.rows:
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        assert f'<th scope="row">{title}</th>{row}' in page


def test_whoever_is_worse_off_is_told_apart():
    """The two people of one story stand each under a line that says who it is."""
    text = Path(triage.__file__).parents[1].joinpath("trees/rules/curb_65.yaml")
    new = text.read_text(encoding="utf-8").replace(">= 3, go: high", ">= 4, go: high")
    Path("curb.yaml").write_text(new)
    found = triage.review.pack("curb.yaml", today=DAY)
    story = next(
        one.story for one in found.statements if one.id == "worse_findings_never_lower"
    )

    assert story[0] == "A patient of whom it does not hold:"
    assert story[story.index("The same patient, worse off:") - 1] == ""
    assert found.wrong == "2 properties violated"


def test_sources_nobody_read_are_counted_without_ones_own_choices():
    """A choice has no publisher; one is said to be one."""
    names = {"a": "verified", "b": "recalled", "c": "policy"}
    sources = [
        Evidence(1, Citation(id=n, title=n, status=s), (), is_stale=False)
        for n, s in names.items()
    ]
    never = attrs.evolve(
        sources[0], source=attrs.evolve(sources[0].source, opened="never")
    )

    assert [*unread([never, *sources[1:]])] == [
        "1 of 2 published sources was not read there, or nobody says so.",
        "1 of 2 published sources was never opened at the publisher.",
    ]
    assert [*unread([*sources[1:2] * 2])] == [
        "2 of 2 published sources were not read there, or nobody says so."
    ]
    assert [*unread(sources[2:])] == []


def test_a_tree_alone_has_limits():
    """Without cases, hazards, sources and properties, just that is said."""
    text = THROAT.partition("properties:")[0]
    Path("bare.yaml").write_text(text)
    found = triage.review.pack("bare.yaml", today=DAY)

    assert found.trace is None
    assert found.limits[0] == "Nothing is stated of everybody, so nothing is proved."
    assert "There are no cases." in found.limits
    assert "no cases (none failed)" in found.summary


@pytest.mark.parametrize("is_current", [True, False])
def test_signatures_are_held_against_the_tree(is_current):
    """Each review in the file is shown, with whether it is of this version."""
    tree = built_in("start")
    logic = tree.logic if is_current else "0" * 16
    review = f"by: A, on: 2026-12-01, decision: approved, logic: {logic}"
    review = f"reviews: [{{{review}, wording: {tree.wording}}}]\n"
    text = tree.documents[0].span.source.text
    Path("start.yaml").write_text(f"{text}\n{review}")
    found = triage.review.pack("start.yaml", today=DAY)

    [(entry, current)] = found.reviews
    assert entry.by.value == "A"
    assert current is is_current
