"""Names for people: what conditions in words call questions and values."""

import pytest

import triage
from triage.language.english import English

TREE = triage.loads(
    """
triage: 1
id: names
title: Names
questions:
  partner: {text: Is there a partner?, name: living partner, unsure: true}
  worth:
    text: What is it worth?
    name: the estate
    type: integer
    min: 0
    max: 9
    unit: pounds
  days:
    {text: How long?, name: days since then, type: integer, min: 0, max: 9, unit: days}
  kin:
    text: Who is left?
    name: relatives
    type: any_of
    options: {a: An aunt, b: A brother}
  sort: {text: Which?, name: sort of will, options: {old: An old one, new: A new one}}
values:
  large: {is: worth > 3, title: it is a large estate}
  most: {is: worth * 2, title: the double, unit: pounds}
  plain: worth > 4
recommendations: {rest: {title: Rest, urgency: routine}}
start: one
steps:
  one:
    ask: [partner, worth, days, kin, sort]
    branches:
      - {when: WHEN, go: rest}
      - go: rest
""".replace("WHEN", "large")
)


def said(when):
    """Return a condition in words."""
    text = TREE.documents[0].span.source.text.replace(
        "{when: large,", f"{{when: {when},"
    )
    tree = triage.loads(text)
    return English(tree.questions, tree.values).of(tree.edges[0][1].when)


MONEY = """
triage: 1
id: money
title: Money
questions:
  paid: {text: P?, name: the sum, type: number, min: 0, max: 9000, unit: GBP}
  sort: {text: Which?, name: sort of will, options: {old: An old one, new: A new one}}
values: {fee: VALUE}
show: [fee]
recommendations: {rest: {title: Rest, urgency: routine}}
start: one
steps: {one: {ask: [paid, sort], go: rest}}
"""


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("maybe(partner)", "living partner (or not sure)"),
        ("surely(not partner)", "no living partner for certain"),
        ("unsure(partner)", "living partner not known"),
        ("not unsure(partner)", "living partner known"),
        ("worth >= 1", "the estate at least 1 pound"),
        ("worth < 2", "the estate under 2 pounds"),
        ("days > 1", "days since then over 1"),
        ("a in kin", "relatives include “An aunt”"),
        ("not (a in kin)", "relatives do not include “An aunt”"),
        ("count(kin) > 1", "number of relatives over 1"),
        ("sort == old", "sort of will is “An old one”"),
        ("asked(sort)", "sort of will was asked"),
        ("answered(sort)", "sort of will was answered"),
        ("large", "it is a large estate"),
        ("not large", "not (it is a large estate)"),
        ("plain", "plain"),
        ("not plain", "not plain"),
        ("most > 4", "the double over 4 pounds"),
        ("most > worth", "the double over the estate"),
    ],
)
def test_a_condition_says_the_names(when, words):
    """Ids stand only for what has no name, and a number has its unit."""
    assert said(when) == words


def test_a_reason_says_the_names():
    """What was answered stands beside the name, and what was not asked."""
    answers = {"partner": "no", "worth": 5, "days": 1, "kin": [], "sort": "old"}
    step = TREE.decide(answers).path[0]

    assert step.because == "it is a large estate (the estate: 5 pounds)"
    assert TREE.questions["days"].to_dict()["name"] == "days since then"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1250.5", "£1,250.50"),
        (
            "{by: sort, is: {old: 12, new: 1200}}",
            "£12 if sort of will is “An old one”, else £1,200",
        ),
        (
            "[{when: paid > 3, is: paid * 2 - 500}, {when: paid > 1, is: 5}, {is: 6}]",
            "2 times the sum - £500 if the sum over £3, £5 if the sum over £1, else £6",
        ),
        ("paid * 2", "2 times the sum"),
        ("'min(paid, 12.5)'", "the least of (the sum; £12.50)"),
        ("'max(paid - 5, 0)'", "the greatest of (the sum - £5; £0)"),
    ],
)
def test_a_sum_of_money_has_its_sign(value, said):
    """In what a name means, plain numbers are sums where the value is money."""
    is_ = value.removesuffix("}") if value.startswith("{") else f"{{is: {value}"
    tree = triage.loads(MONEY.replace("VALUE", f"{is_}, unit: GBP}}"))
    english = English(tree.questions, tree.values)

    assert english.meaning(tree.values["fee"]) == said
