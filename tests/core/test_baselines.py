"""Baselines that are the mean of years, and those that were restated later: old and new kept, each in its time."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.record import Better
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.compare import compare
from dxkpi.core.explain import explain
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.keys import ORDER
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import baseline_phrase
from dxkpi.core.plan.plan import as_written
from dxkpi.core.published_rows import row_of
from dxkpi.render.canonical import facts
from dxkpi.render.text import text
from dxkpi.render.views.report import lists
from dxkpi.rules.review.case import Case
from tests.build import actual, dataset, declared, indicator, plan
from tests.render.docs import explain_doc, show_doc
from tests.render.outcomes import shown, where

F = Fraction
TWICE = {
    "value": "20",
    "year": "H30",
    "restated": [
        {"date": "2020-06", "value": "30", "reason": "統計の遡及改定"},
        {"date": "2021-06-01", "value": "40", "year": "R1", "reason": "基準年の付け替え"},
    ],
}


def on(day: str | None, *, method: dict[str, str] | None = None, **changes: Any) -> Assessment:
    told = {"baseline": TWICE, "target": {"value": "100"}, "actuals": actual("50", known="2019-12-31"), **changes}
    of = plan(method=method or {"formula": "distance", "against": "target"}, target_year="R5")
    return assess(indicator(**told), of, parse_fiscal_year("R3"), parse_day(day) if day else None)


def way(found: Assessment) -> tuple[Fraction | None, Fraction]:
    assert isinstance(found.measure, Progress)
    return found.measure.baseline, found.measure.target


@pytest.mark.parametrize(
    ("day", "baseline", "rate"),
    [
        ("2020-05-31", 20, F(30, 80)),
        ("2020-06-29", 20, F(30, 80)),  # of a bare month only its last day is certain
        ("2020-06-30", 30, F(20, 70)),
        ("2021-05-31", 30, F(20, 70)),
        ("2021-06-01", 40, F(10, 60)),
        (None, 40, F(10, 60)),
    ],
)
def test_the_baseline_is_the_one_known_then(day: str | None, baseline: int, rate: Fraction) -> None:
    found = on(day)
    assert way(found)[0] == baseline
    assert isinstance(found.outcome, Rated)
    assert found.outcome.rate == rate
    assert [vintage.baseline.value for vintage in found.baselines] == [v for v in (20, 30, 40) if v <= baseline]


def test_the_line_begins_in_the_year_of_the_value_in_force() -> None:
    line = {"formula": "distance", "against": "straight_line"}
    assert way(on("2020-05-31", method=line)) == (F(20), F(20) + F(80 * 3, 5))
    assert way(on("2021-05-31", method=line)) == (F(30), F(30) + F(70 * 3, 5))
    assert way(on(None, method=line)) == (F(40), F(40) + F(60 * 2, 4))


def test_a_change_of_the_baseline_moves_with_it() -> None:
    found = on(None, direction="relative", target={"change": "10"})
    assert way(found) == (F(40), F(44))


def test_the_good_side_does_not_turn_with_the_baseline() -> None:
    past = {"value": "20", "restated": [{"date": "2020-06", "value": "120", "reason": "改定"}]}
    found = on(None, baseline=past)
    assert isinstance(found.measure, Progress)
    assert found.measure.better is Better.HIGHER
    assert isinstance(found.outcome, NotAssessed)
    assert (found.outcome.why, found.outcome.met) == (NotAssessedReason.FORMULA_INAPPLICABLE, False)


def test_a_baseline_that_was_restated_is_assumed_no_more() -> None:
    """What no source gave before the restatement has one since; its year only where the restatement says it."""
    old = {"value": "20", "year": "H30", "restated": [{"date": "2020-06", "value": "30", "reason": "遡及改定"}]}
    guessed = {"baseline": "資料にない", "baseline.year": "資料にない", "target.year": "資料にない"}
    assert on("2020-05-31", baseline=old, assumed=guessed).assumed == tuple(guessed)
    assert on("2020-06-30", baseline=old, assumed=guessed).assumed == ("baseline.year", "target.year")
    assert on(None, baseline=TWICE, assumed=guessed).assumed == ("target.year",)
    assert on(None, baseline=TWICE, assumed={"baseline": "資料にない"}).assumed == ()


def test_a_revised_target_starts_from_the_baseline_in_force() -> None:
    revision = {
        "date": "2021-02", "indicator": "a", "from": {"value": "100"}, "to": {"value": "60"}, "reason": "見直し",
        "decision": "会議",
    }  # fmt: skip
    own = indicator(baseline=TWICE, target={"value": "100"}, actuals=actual("50"))
    of = plan(revisions=[revision])
    found = assess(own, of, parse_fiscal_year("R3"))
    assert way(found) == (F(40), F(60))
    explained = explain(declared(own)[0], DeclaredPlan("targets/p.yaml", of), declared(own), parse_fiscal_year("R3"))
    assert explained.history == explained.assessment.revisions
    assert len(explained.history) == 1


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (["H26", "H27", "H28", "H29", "H30"], "基準値 5.2件（H26〜H30年度の平均）"),
        (["H30", "H28"], "基準値 5.2件（H28・H30年度の平均）"),
        (["H30", "R1"], "基準値 5.2件（H30〜R元年度の平均）"),
    ],
)
def test_a_mean_names_its_years(years: list[str], words: str) -> None:
    """長崎県 国土強靭化: 基準値は5年平均."""
    assert baseline_phrase(indicator(baseline={"value": "5.2", "average_of": years})) == words


def test_a_mean_names_the_year_that_a_line_begins_in() -> None:
    mean: dict[str, Any] = {"value": "20", "average_of": ["H29", "H30"], "year": "H30"}
    assert baseline_phrase(indicator(baseline=mean)) == "基準値 20件（H29〜H30年度の平均、線の始まりはH30年度）"
    told = shown(baseline=mean)
    page = text(show_doc(told.declared, told.plan, told.assessments, told.where), 100, colour=False)
    assert "・基準値: 20件（H29〜H30年度の平均、線の始まりはH30年度）\n" in page
    mean["restated"] = [{"date": "2020-06", "value": "30", "reason": "改定"}]
    own = declared(indicator(baseline=mean, actuals=actual("50")))
    found = explain(own[0], DeclaredPlan("targets/p.yaml", plan()), own, parse_fiscal_year("R3"))
    lines = text(explain_doc(found, where), 100, colour=False).splitlines()
    assert "・基準値（改めた値）: 30件（H29〜H30年度の平均、線の始まりはH30年度）" in lines
    assert "・改める前の基準値: 20件（H29〜H30年度の平均、線の始まりはH30年度）" in lines


def test_every_value_of_a_baseline_is_a_fact_of_its_own() -> None:
    assert [line for line in facts({"baseline": TWICE}, ORDER) if "改めた" in line] == [
        "基準値 改めた基準値 2020-06 値: 30",
        "基準値 改めた基準値 2020-06 理由: 統計の遡及改定",
        "基準値 改めた基準値 2021-06-01 値: 40",
        "基準値 改めた基準値 2021-06-01 理由: 基準年の付け替え",
        "基準値 改めた基準値 2021-06-01 年度: R1",
    ]


def test_a_line_from_a_mean_needs_the_year_that_it_begins_in() -> None:
    line = {"formula": "distance", "against": "straight_line"}
    mean = {"value": "20", "average_of": ["H28", "H29", "H30"]}
    without = on(None, method=line, baseline=mean).outcome
    assert isinstance(without, NotAssessed)
    assert without.why is NotAssessedReason.BASELINE_YEAR_UNKNOWN
    assert way(on(None, method=line, baseline={**mean, "year": "H30"})) == (F(20), F(20) + F(80 * 3, 5))
    assert way(on(None, baseline=mean)) == (F(20), F(100))


@pytest.mark.parametrize(
    ("baseline", "place", "reason"),
    [
        ({"value": "5", "average_of": ["H30"]}, ("average_of",), "一つの年度の平均になっている"),
        ({"value": "5", "average_of": ["R1", "H31"]}, ("average_of",), "平均した年度に、同じ年度が二度ある"),
        (
            {"value": "5", "restated": list(reversed(TWICE["restated"]))},
            ("restated", "1", "date"),
            "基準値を改めた日（2020-06）が、前に書かれたもの（2021-06-01）より古い",
        ),
    ],
)
def test_baselines_that_contradict_themselves(baseline: dict[str, Any], place: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicator(baseline=baseline)
    context = refused.value.errors()[0]["ctx"]
    assert (context["keys"], context["reason"]) == (place, reason)


def test_a_change_of_a_baseline_that_was_restated_as_nothing() -> None:
    with pytest.raises(ValidationError) as refused:
        on(None, direction="relative", target={"change": "10"},
           baseline={"value": "5", "restated": [{"date": "2020-06", "value": "0", "reason": "改定"}]})  # fmt: skip
    assert refused.value.errors()[0]["ctx"]["keys"] == ("baseline", "restated", "0", "value")


def test_a_weak_target_rests_on_the_baseline_in_force() -> None:
    own = declared(indicator(baseline=TWICE, target={"value": "100"}))[0]
    of = DeclaredPlan("targets/p.yaml", plan())
    for day, path in (("2020-05-31", ("baseline", "value")), (None, ("baseline", "restated", 1, "value"))):
        case = Case(own, of, parse_fiscal_year("R3"), parse_day(day) if day else None)
        assert case.of_baseline().place == own.at(*path)


def explanation(day: str | None) -> list[str]:
    own = declared(indicator(baseline=TWICE, target={"value": "100"}, actuals=actual("50", known="2019-12-31")))
    of = DeclaredPlan("targets/p.yaml", plan())
    found = explain(own[0], of, own, parse_fiscal_year("R3"), parse_day(day) if day else None)
    return text(explain_doc(found, where), 100, colour=False).splitlines()


def test_an_explanation_tells_what_the_baseline_was_and_why_it_is_another() -> None:
    lines = explanation(None)
    start = lines.index("・基準値（改めた値）: 40件（R元年度）")
    assert lines[start : start + 14] == [
        "・基準値（改めた値）: 40件（R元年度）",
        "    data/data/indicators/p/s/a.yaml:5:1",
        "    出典: 「資料」（県、2022年3月14日）1ページ",
        "    改めた日: 2021年6月1日",
        "    理由: 基準年の付け替え",
        "    使う年度: 過ぎた年度も含めてすべて（ある年度からの定義の変更は、breaks に書く）",
        "・いったん改めた基準値: 30件（H30年度）",
        "    data/data/indicators/p/s/a.yaml:5:1",
        "    出典: 「資料」（県、2022年3月14日）1ページ",
        "    改めた日: 2020年6月",
        "    理由: 統計の遡及改定",
        "・改める前の基準値: 20件（H30年度）",
        "    data/data/indicators/p/s/a.yaml:3:1",
        "    出典: 「資料」（県、2022年3月14日）1ページ",
    ]
    assert "・基準値: 20件（H30年度）" in explanation("2020-05-31")


def test_what_is_declared_is_shown_as_declared() -> None:
    told = shown(baseline=TWICE)
    page = text(show_doc(told.declared, told.plan, told.assessments, told.where), 100, colour=False)
    assert "・基準値: 20件（H30年度）\n・2020年6月に改めた基準値: 30件\n    理由: 統計の遡及改定\n" in page
    assert "・2021年6月1日に改めた基準値: 40件（R元年度）\n    理由: 基準年の付け替え\n" in page


def test_a_report_says_when_the_baseline_was_restated() -> None:
    from dxkpi.core.report import build_report

    own = declared(indicator(baseline=TWICE, target={"value": "100"}, actuals=actual("50")))
    report = build_report(plan(), own, parse_fiscal_year("R3"))
    assert report.overview is not None
    shown_lines = [line for block in lists(report, report.overview) for item in getattr(block, "items", ())
                   for line in item.lines]  # fmt: skip
    assert shown_lines[0] == "目標値 100件／基準値 40件（R元年度、2021年6月1日に改めた値）／R3年度実績 50件"


def test_a_published_year_rests_on_what_the_baseline_was_by_then() -> None:
    year = parse_fiscal_year("R3")
    for day, value, of in (("2020-05-31", "20", "H30"), ("2020-06-30", "30", "H30"), ("2022-01-01", "40", "R1")):
        row = row_of(assess(indicator(baseline=TWICE), plan(), year, parse_day(day)), plan())
        assert as_written(row.baseline) == {"value": value, "year": of}


def test_a_baseline_that_is_restated_is_a_changed_baseline() -> None:
    before, after = (dataset(plan(), indicator(baseline=b)) for b in ({"value": "20", "year": "H30"}, TWICE))
    assert {change.kind for change in compare(before, after).changes} == {ChangeKind.BASELINE_CHANGED}
