"""What becomes of an indicator once its target year is over, and of values of earlier years before that."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.calendar import FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.plan.plan import Plan
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.method_words import compared_words, method_lines, plan_lines
from tests.build import finals, indicator, plan

STATES = [
    {"id": "stopped", "label": "中止", "group": "その他"},
    {"id": "pending", "label": "集計中", "group": "その他", "when": "no_actual"},
]


def of(after: str | None = None, **changes: Any) -> Plan:
    """A plan of R2 to R6."""
    key = {"after_target_year": after} if after else {}
    return plan(**{"adopted": "2020-04", "target_year": "R6", "states": STATES, **key, **changes})


def told(own: Plan, year: str, **changes: Any) -> Assessment:
    declared = {"baseline": {"value": "0", "year": "R1"}, "target": {"value": "100", "year": "R4"}, **changes}
    return assess(indicator(**declared), own, parse_fiscal_year(year))


FELL = finals(R3="50", R4="100", R5="70")
MISSED = finals(R4="90", R5="120")


@pytest.mark.parametrize(
    ("actuals", "year", "latest", "frozen"),
    [
        (FELL, "R3", "達成率 50.0%（30%以上60%未満）", None),
        (FELL, "R4", "達成率 100.0%（100%）", None),
        (FELL, "R5", "達成率 70.0%（60%以上100%未満）。目標年度R4には達成", "達成率 100.0%（100%）。目標年度R4の結果"),
        (FELL, "R6", "達成率 70.0%（60%以上100%未満）。目標年度R4には達成", "達成率 100.0%（100%）。目標年度R4の結果"),
        (finals(R4="100", R5="99.9"), "R5", "達成率 99.9%（60%以上100%未満）。目標年度R4には達成",
         "達成率 100.0%（100%）。目標年度R4の結果"),
        (finals(R4="100", R5="100"), "R5", "達成率 100.0%（100%）", "達成率 100.0%（100%）。目標年度R4の結果"),
        (finals(R4="99.9", R5="70"), "R5", "達成率 70.0%（60%以上100%未満）",
         "達成率 99.9%（60%以上100%未満）。目標年度R4の結果"),
        (MISSED, "R5", "達成率 120.0%（100%）", "達成率 90.0%（60%以上100%未満）。目標年度R4の結果"),
        (finals(R3="100", R5="70"), "R5", "達成率 70.0%（60%以上100%未満）。目標年度R4には達成",
         "達成率 100.0%（100%）。目標年度R4の結果"),
        (finals(R5="70"), "R5", "達成率 70.0%（60%以上100%未満）", "集計中。目標年度R4の結果"),
    ],
)  # fmt: skip
def test_after_its_target_year_an_indicator_is_judged_by_its_latest_value_or_stays_as_it_was(
    actuals: dict[str, Any], year: str, latest: str, frozen: str | None
) -> None:
    for after in (None, "latest"):
        assert outcome_phrase(told(of(after), year, actuals=actuals), of(after)) == latest
    found = told(of("freeze"), year, actuals=actuals)
    assert outcome_phrase(found, of("freeze")) == (frozen or latest)
    assert (found.year, found.frozen) == (parse_fiscal_year(year), parse_fiscal_year("R4") if frozen else None)
    assert found.carried is (frozen is not None and found.observation is not None)


def test_what_has_no_target_year_of_its_own_has_that_of_the_plan() -> None:
    own = of("freeze", period={"from": "R2", "to": "R8"})
    found = told(own, "R7", target={"value": "100"}, actuals=finals(R6="100", R7="10"))
    assert outcome_phrase(found, own) == "達成率 100.0%（100%）。目標年度R6の結果"


@pytest.mark.parametrize("after", ["latest", "freeze"])
def test_what_the_data_say_of_the_year_itself_goes_first(after: str) -> None:
    own = of(after)
    stopped = told(own, "R5", actuals=FELL, states={"R5": {"state": "stopped", "reason": "例"}})
    assert outcome_phrase(stopped, own) == "中止（例）"
    suspended = told(own, "R5", actuals=FELL, suspended={"since": "R5", "reason": "例"})
    assert outcome_phrase(suspended, own) == "進捗管理の停止"
    said = {"R5": {"rating": "from30", "by": "委員会", "reason": "例", "reported": "企画課"}}
    judged = told(own, "R5", actuals=FELL, judged=said)
    assert isinstance(judged.outcome, Rated)
    assert (judged.outcome.rating.id, judged.judged, judged.frozen) == (
        "from30",
        judged.indicator.judged[judged.year],
        None,
    )
    assert told(own, "R6", actuals=FELL, judged=said).judged is None


def test_a_target_that_was_put_off_is_not_over() -> None:
    revision = {"date": "2022-12", "indicator": "a", "from": {"year": "R4"}, "to": {"year": "R6"}, "reason": "例",
                "decision": "会議"}  # fmt: skip
    own = of("freeze", revisions=[revision])
    assert outcome_phrase(told(own, "R5", actuals=FELL), own) == "達成率 70.0%（60%以上100%未満）"


YEARS = st.sampled_from(["R2", "R3", "R4", "R5", "R6"])
VALUES = st.dictionaries(YEARS, st.integers(-50, 150).map(str), max_size=5)
AGAINST = st.sampled_from(["target", "straight_line", "year_target", "elapsed_share", "previous_year"])


@given(VALUES, YEARS, st.booleans(), AGAINST, st.sampled_from([None, "2023-03-31", "2024-03-31"]))
def test_a_frozen_result_is_that_of_the_target_year(
    values: dict[str, str],
    aimed: str,
    exclusive: bool,
    against: str,
    day: str | None,
) -> None:
    method = {"formula": "distance", "against": against}
    target = {"value": "100", "year": aimed, "exclusive": str(exclusive).lower(), "by_year": {"R4": "60"}}
    one = indicator(baseline={"value": "0", "year": "R1"}, target=target, actuals=finals(**values), better="higher")
    as_of, frozen, plain = parse_day(day) if day else None, of("freeze", method=method), of(method=method)
    for start in range(parse_fiscal_year(aimed).start + 1, 2025):
        found = assess(one, frozen, FiscalYear(start), as_of)
        then = assess(one, plain, parse_fiscal_year(aimed), as_of)
        assert (found.outcome, found.observation, found.measure) == (then.outcome, then.observation, then.measure)


@given(VALUES, YEARS)
def test_what_was_met_once_is_said_only_where_it_is_not_any_more(values: dict[str, str], aimed: str) -> None:
    one = indicator(target={"value": "100", "year": aimed}, actuals=finals(**values))
    for start in range(2020, 2025):
        found, then = (assess(one, of(), year) for year in (FiscalYear(start), parse_fiscal_year(aimed)))
        met = [isinstance(own.outcome, Rated | NotAssessed) and own.outcome.met is True for own in (found, then)]
        late = start > parse_fiscal_year(aimed).start
        assert (found.once_met is not None) is (late and met == [False, True])


def test_the_printed_method_says_what_becomes_of_them() -> None:
    lines = {after: list(plan_lines(of(after))) for after in (None, "latest", "freeze")}
    assert lines["latest"] == [*lines[None], "目標年度を過ぎた指標も、最新の値で判定する"]
    assert lines["freeze"] == [*lines[None], "目標年度を過ぎた指標は、目標年度の結果のまま示す"]


LATE = {"target": {"value": "100", "year": "R6", "by_year": {"R3": "40", "R5": "80"}}, "actuals": finals(R3="40")}


@pytest.mark.parametrize(
    ("against", "carried", "rates", "words"),
    [
        ("straight_line", None, ["100.0%", "66.7%", "50.0%", "40.0%"], "目安値 60件"),
        ("straight_line", "report_year", ["100.0%", "66.7%", "50.0%", "40.0%"], "目安値 60件"),
        ("straight_line", "own_year", ["100.0%"] * 4, "R3年度の目安値 40件"),
        ("year_target", None, ["100.0%", None, "50.0%", "40.0%"], None),
        ("year_target", "own_year", ["100.0%"] * 4, "R3年度の年度目標値 40件"),
        ("elapsed_share", "report_year", ["100.0%", "66.7%", "50.0%", "40.0%"], "按分した目標値 60件"),
        ("elapsed_share", "own_year", ["100.0%"] * 4, "R3年度の按分した目標値 40件"),
    ],
)
def test_a_value_of_an_earlier_year_is_held_against_the_report_s_year_or_its_own(
    against: str, carried: str | None, rates: list[str | None], words: str | None
) -> None:
    """基準値 0（R1）、目標値 100（R6）、R3 の実績値 40 を、R3 から R6 に示す."""
    method = {"formula": "ratio", "against": against, **({"carried_against": carried} if carried else {})}
    own = of(method=method, period={"from": "R2", "to": "R6"})
    found = [told(own, year, **LATE) for year in ("R3", "R4", "R5", "R6")]
    assert [outcome_phrase(one, own).removeprefix("達成率 ").partition("（")[0] for one in found] == [
        rate or "算定不能: その年度の目標値がないため" for rate in rates
    ]
    assert list(compared_words(found[1], own)) == ([words] if words else [])


@pytest.mark.parametrize("against", ["target", "previous_year", "since_previous"])
def test_a_method_whose_value_is_no_other_in_another_year_says_nothing_of_it(against: str) -> None:
    method = {"formula": "ratio", "against": against, "carried_against": "own_year"}
    with pytest.raises(ValidationError, match="年度によって違う値と比べない方法である"):
        of(method=method)
    exception = {"indicators": ["a"], "against": "straight_line", "reason": "例"}
    assert of(method={**method, "exceptions": [exception]}).method is not None


def test_the_printed_method_says_which_year_an_earlier_value_is_held_against() -> None:
    for word, said in (("own_year", "実績値の年度"), ("report_year", "報告する年度")):
        own = of(method={"formula": "ratio", "against": "straight_line", "carried_against": word})
        assert own.method is not None
        line = f"その年度の実績値がなく、前の年度の値で判定するときは、{said}の比べる値と比べる"
        assert line in list(method_lines(own.method, own.ratings))
