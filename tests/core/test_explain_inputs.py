"""The law of explanations: whatever can change a result has its place among the inputs of `explain`."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.explain import Explanation, explain
from dxkpi.core.indicator import Indicator
from dxkpi.core.method.method import Exceptional, Method
from dxkpi.core.method.rating import Rating
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.revision import TargetValues
from dxkpi.core.vocabulary import CHOICES
from dxkpi.render.verdicts import rate_phrase
from tests.build import declared, finals, indicator, leaves, plan

Path = tuple[str | int, ...]
POSITIONS = {"from_target": ["beyond", "on"]}
SCALES: list[list[dict[str, Any]]] = [
    [{"at_least": "100"}, {"at_least": "80"}, {"at_least": "50"}, {}],
    [{"at_least": "110"}, {"more_than": "80"}, {}],
    [{"at_least": "100", "from_baseline": "better"}, POSITIONS, {"from_baseline": ["better", "same"]}, {}],
    [POSITIONS, {"from_baseline": "better"}, {"from_baseline": "same"}, {}],
    [{"at_least": "100"}, {"from_baseline": "better", "without_target": "true"}, {"at_least": "50"}, {}],
]
EXCEPTION = {
    "indicators": ["a"],
    "formula": "distance",
    "against": "target",
    "dead_band": {"within": "3"},
    "reason": "例",
}
METHODS: list[dict[str, Any]] = [
    {"without_baseline": "ratio", "rounding": {"digits": "0", "mode": "down", "rated": "rounded"}},
    {"dead_band": {"within": "5", "relative": "true", "side": "worse"}, "without_rate": {"met": "r1", "missed": "r2"}},
    {"dead_band": {"under": "10"}, "clip": {"lower": "0", "upper": "120"}},
    {
        "carried_against": "own_year",
        "rounding": {"digits": "1", "as": "factor", "rated": "rounded"},
        "without_rate": {"missed": "r1"},
    },
    {"exceptions": [EXCEPTION], "without_baseline": "ratio_mirrored", "clip": {"upper": "99"}},
    {"exceptions": [{"indicators": ["other"], "formula": "ratio", "reason": "例"}]},
]
TARGETS: list[dict[str, Any]] = [
    {"target": {"value": "100", "exclusive": "true", "by_year": {"R3": "50", "R4": "80"}, "year": "R6"}},
    {"target": {"value": "100", "tolerance": "20", "by_year": {"R4": "60"}, "year": "R8"}},
    {"target": {"value": "100", "tolerance_percent": "20", "year": "R3"}},
    {"target": {"value": "100"}, "better": "higher"},
    {"direction": "relative", "target": {"points": "40"}, "baseline": {"value": "40", "year": "R1"}},
    {
        "direction": "relative",
        "target": {"from": "previous_year", "change": "50"},
        "baseline": None,
        "actuals": finals(R3="60", R4="80"),
    },
    {
        "direction": "relative",
        "target": {"change": "50", "rounded": {"digits": "1", "mode": "up"}, "value": "61"},
        "baseline": {"value": "40", "year": "R1"},
    },
    {
        "direction": "relative",
        "target": {"change": "51", "rounded": {"digits": "0", "mode": "up"}},
        "baseline": {"value": "41", "year": "R1"},
    },
    {
        "direction": "reference",
        "target": {"reference": {"name": "全国", "value": "80", "year": "R1"}},
        "better": "higher",
    },
    {
        "counting": "cumulative",
        "target": {"value": "100", "by_year": {"R3": "25", "R4": "30"}, "by_year_counting": "yearly"},
    },
    {
        "counting": "summed",
        "baseline": None,
        "target": {
            "value": "99",
            "by_year": dict.fromkeys(("R1", "R2", "R3", "R4"), "25"),
            "by_year_counting": "yearly",
        },
        "actuals": {year: {"value": "24", "status": "実績"} for year in ("R1", "R2", "R3", "R4")},
    },
    {"counting": "cumulative", "better": "lower", "target": {"value": "100", "year": "R8"}},
    {"direction": "increase", "target": {"year": "R8"}},
    {"direction": "keep", "better": "higher", "target": {"value": "60", "tolerance": "5"}},
    {"direction": "range", "target": {"min": "40", "max": "60"}},
    {
        "direction": "milestone",
        "baseline": None,
        "target": {"steps": ["甲", "乙"]},
        "actuals": {"R4": {"done": ["甲"], "status": "実績"}},
    },
    *(
        {
            "direction": "composite",
            "baseline": {"parts": {"甲": "0", "乙": "1"}},
            "target": {"parts": {"甲": "10", "乙": "20"}, "rule": rule, "year": "R5"},
            "actuals": {"R4": {"parts": {"甲": "8", "乙": "15"}, "status": "実績"}},
        }
        for rule in ("sum", "all", "worst")
    ),
]


def written_plan(method: dict[str, Any], formula: str, against: str, scale: list[dict[str, Any]]) -> dict[str, Any]:
    ratings = [{"id": f"r{n}", "label": f"区分{n}", "group": "区分", **own} for n, own in enumerate(scale)]
    return {
        "adopted": "2019-04",
        "target_year": "R6",
        "method": {"formula": formula, "against": against, **method},
        "ratings": ratings,
    }


def written_indicator(target: dict[str, Any], value: str, baseline: bool) -> dict[str, Any]:
    start = {"baseline": {"value": "20", "year": "R1"} if baseline else None}
    actuals = finals(R2="30", R4=value)
    return {**start, "better": None, "actuals": actuals, **target}


def others(key: str | int, value: Any) -> list[Any]:
    """What may stand in the place of `value`; None: nothing."""
    if isinstance(key, str) and key in CHOICES:
        return [*CHOICES[key], None]
    if isinstance(value, list):
        return [value[:1], [*value, "丙"], None]
    if value in {"true", "false"}:
        return ["false" if value == "true" else "true"]
    if value.isdigit():
        return [str(max(int(value) + step, 0)) for step in (-60, -20, -1, 1, 5, 60)] + [None]
    if value[:1] == "R":
        return ["R1", "R2", "R3", "R5", "R6", "R9", None]
    return [*CHOICES["formula"], "r0", "r1", "r2", None]


def put(record: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """`record` with `value` at `path`, or without anything there."""
    record = deepcopy(record)
    holder: Any = record
    for step in path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return record


def explained(of: dict[str, Any], own: dict[str, Any], year: str) -> Explanation:
    one = declared(indicator(**own))
    return explain(one[0], DeclaredPlan("plan", plan(**of)), one, parse_fiscal_year(year))


def result(of: Plan, own: Indicator, year: str) -> object:
    """What comes out, without the names of ratings."""
    outcome = assess(own, of, parse_fiscal_year(year)).outcome
    places = {rating.id: place for place, rating in enumerate(of.ratings)}
    match outcome:
        case Rated(rating, met=met, reason=reason):
            return places[rating.id], met, bool(reason), rate_phrase(outcome, of)
        case NotAssessed(why, possible, met):
            return why, [places[rating.id] for rating in possible], met, rate_phrase(outcome, of)
        case _:
            return outcome


KEYS = {"method", "ratings", "target", "baseline", "better", "counting"}
NAMES = {"id", "label", "group", "reason", "indicators", "name"}


def tried(of: dict[str, Any], own: dict[str, Any], year: str) -> Iterator[Path]:
    """Every key of the method, the ratings and the target of which another value changes the result."""
    own_plan, own_indicator = plan(**of), indicator(**own)
    before = result(own_plan, own_indicator, year)
    for file, record in (("plan", of), ("indicator", own)):
        for path in leaves(record):
            if path[0] not in KEYS or path[-1] in NAMES:
                continue
            value: Any = record
            for step in path:
                value = value[step]
            if value is None:
                continue
            for other in others(path[-1] if not str(path[-1]).startswith("R") else 0, value):
                changed = put(record, path, other)
                try:
                    with_it = (plan(**changed), own_indicator) if file == "plan" else (own_plan, indicator(**changed))
                except ValidationError:
                    continue
                if result(*with_it, year) != before:
                    yield path
                    break


@pytest.mark.parametrize("target", TARGETS, ids=lambda own: f"{own.get('direction', 'absolute')}")
@example(METHODS[0], "distance", "target", SCALES[0], "100", True, "R4")
@example(METHODS[2], "distance", "target", SCALES[2], "20", True, "R4")
@example(METHODS[2], "ratio", "year_target", SCALES[3], "99", True, "R3")
@example(METHODS[2], "ratio", "straight_line", SCALES[3], "99", False, "R6")
@example(METHODS[3], "ratio", "year_target", SCALES[2], "100", False, "R6")
@settings(max_examples=settings().max_examples // 3)  # each tries some eighty values
@given(
    st.sampled_from(METHODS),
    st.sampled_from(["distance", "ratio", "ratio_mirrored", "position"]),
    st.sampled_from(["target", "year_target", "straight_line", "elapsed_share", "previous_year", "since_previous"]),
    st.sampled_from(SCALES),
    st.sampled_from(["19", "20", "30", "55", "79", "84", "99", "100", "130"]),
    st.booleans(),
    st.sampled_from(["R3", "R4", "R5", "R6"]),
)
def test_whatever_can_change_a_result_has_its_place_in_the_explanation(
    target: dict[str, Any],
    method: dict[str, Any],
    formula: str,
    against: str,
    scale: list[dict[str, Any]],
    value: str,
    baseline: bool,
    year: str,
) -> None:
    of, own = written_plan(method, formula, against, scale), written_indicator(target, value, baseline)
    try:
        found = explained(of, own, year)
    except ValidationError:
        return
    told = {ref.path for entry in found.inputs for ref in (entry.place, *entry.parts)}
    assert [path for path in tried(of, own, year) if path not in told] == []


def test_the_law_tries_every_key() -> None:
    """A key that is added to a method, a target or a rating has to be tried here as well."""
    methods = {key for method in METHODS for key in method} | {"formula", "against"}
    assert set(Method.model_fields) - methods == {"preset", "denominator", "grades", "headline"}  # name it, or count
    assert set(EXCEPTION) == set(Exceptional.model_fields)
    targets = {key for own in TARGETS for key in own.get("target", {})}
    assert {field.alias or name for name, field in TargetValues.model_fields.items()} - targets == {"text"}
    ratings = {key for scale in SCALES for own in scale for key in own}
    assert set(Rating.model_fields) - ratings == {"id", "label", "en", "group", "symbol", "points"}
