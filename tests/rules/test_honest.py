"""Honest data that look like a slip: what a hasty rule would accuse, and what ours leave alone."""

import pytest

from tests.build import actual
from tests.rules.telling import LIMIT, PERCENT, STEPS, Changes, told, years

HONEST: list[tuple[str, Changes]] = [
    ("a third more than all", PERCENT | {"name": "予算の達成率"} | years("98", "133")),
    ("ratios that pass 100 by nature", PERCENT | {"name": "経常収支比率"} | years("98", "101.2")),
    ("a rate that is above 100 altogether", PERCENT | {"baseline": {"value": "180"}, "target": {"value": "150"}}),
    (
        "a rate to be brought below 1 %",
        PERCENT | LIMIT | {"target": {"value": "0.5"}, "baseline": {"value": "0.9"}} | years("0.7"),
    ),
    (
        "fractions of a point",
        {"unit": "点", "baseline": {"value": "0.4"}, "target": {"value": "0.9"}} | years("0.5", "0.7"),
    ),
    ("a rate below 1 % on its way up", PERCENT | {"baseline": {"value": "0.4"}} | years("0.8", "12")),
    ("a first school", {"target": {"value": "40"}} | years("1", "12", "31")),
    ("what was meant to leap", {"baseline": {"value": "20"}, "target": {"value": "6000"}} | years("5445")),
    ("from nothing", {"target": {"value": "500"}} | years("0", "120", "480")),
    ("a change of sign", {"target": {"value": "500"}, "baseline": {"value": "-120"}} | years("480")),
    (
        "teleworkers of R3",
        {"baseline": None, "better": "higher", "target": {"value": "280"}, "actuals": actual("36821")},
    ),
    (
        "web meetings of R3",
        {"baseline": None, "better": "higher", "target": {"value": "1000"}, "actuals": actual("131704")},
    ),
    ("a tenth of the way", {"baseline": None, "better": "higher", "target": {"value": "5000"}} | years("500")),
    ("ten times a small target", {"baseline": None, "better": "higher", "target": {"value": "5"}} | years("50")),
    ("実績 in a paper of March", {"actuals": actual("50")}),
    ("the year's end expected in March", {"actuals": actual("50", "見込", as_of="2022-03-31")}),
    ("next year expected", {"actuals": {"R4": {"value": "50", "status": "見込"}}}),
    ("counted on the first of April", {"actuals": actual("50", as_of="2022-04-01", known="2022-06")}),
    ("a calendar year", {"actuals": actual("50", period={"from": "2021-01", "to": "2021-12"})}),
    ("five months of 実績", {"actuals": actual("50", period={"from": "2021-04", "to": "2021-08"}, as_of="2021-08")}),
    (
        "every year in May",
        {
            "actuals": {
                y: {"value": "50", "status": "実績", "as_of": f"{d}-05-01"} for y, d in (("R2", 2020), ("R3", 2021))
            }
        },
    ),
    ("the last day of the year", {"actuals": actual("50", as_of="2022-03", known="2022-05")}),
    ("時点 of some months", {"actuals": actual("50", "時点", period={"from": "2021-04", "to": "2021-08"})}),
    (
        "missed when only expected, met in the end",
        {
            "unmet": {"R3": {"reason": "中止"}},
            "actuals": {
                "R3": [
                    {"value": "50", "status": "見込", "known": "2021-11"},
                    {"value": "100", "status": "実績", "known": "2022-05"},
                ]
            },
        },
    ),
    ("stopped in the year of its last value", {"suspended": {"since": "R3", "reason": "終了"}}),
    ("stopped after the plan", {"suspended": {"since": "R5", "reason": "事業の終了"}}),
    (
        "a target that has to be passed",
        {"better": "higher", "baseline": {"value": "100"}, "target": {"value": "100", "exclusive": "true"}},
    ),
    ("the target year of a longer plan", {"target": {"value": "100", "year": "R7"}}),
    (
        "a step that was only expected",
        STEPS | {"actuals": {"R2": {"done": ["設計"], "status": "見込"}, "R3": {"done": [], "status": "実績"}}},
    ),
    (
        "a heading for a page",
        {
            "source": {"document": "doc", "heading": "別紙"},
            "target": {"value": "100", "source": {"document": "doc", "page": "3"}},
        },
    ),
    ("no pages in the document at all", {"source": {"document": "doc"}}),
    (
        "an undated value before a firmer one",
        {
            "actuals": {
                "R3": [
                    {"value": "40", "status": "見込", "source": {"document": "list", "page": "1"}},
                    {"value": "50", "status": "実績"},
                ]
            }
        },
    ),
]


@pytest.mark.parametrize("changes", [pytest.param(c, id=name) for name, c in HONEST])
def test_honest_data_are_left_alone(changes: Changes) -> None:
    documents = {
        "doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"},
        "list": {"title": "一覧", "publisher": "県"},
    }
    assert told(changes, of={"documents": documents}) == []
