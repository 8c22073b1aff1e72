"""The outlook as people read it: charts, words for each case, and text of the data that stays text."""

import csv
import json
from fractions import Fraction
from io import StringIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import numbers_apart
from dxkpi.core.outcomes.report import OutlookOutcome, ReportOutcome
from dxkpi.core.outlook import plan_outlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import Scope, build_report
from dxkpi.core.trajectory import NoTrajectoryReason
from dxkpi.render.formats import Look, render, view
from dxkpi.render.views.outlook import drawn
from dxkpi.render.views.outlook_words import why_words
from tests import build
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import looked_out

F = Fraction


def record(value: str) -> dict[str, str]:
    return {"value": value, "status": "実績"}


def own(**changes: Any) -> Indicator:
    """0 (H30) → 60 (R6), 20 in R2, 45 in R4; the line stands at 40 in R4."""
    declared = {
        "baseline": {"value": "0", "year": "H30"},
        "target": {"value": "60"},
        "actuals": {"R2": record("20"), "R4": record("45")},
    }
    return build.indicator(**{**declared, **changes})


def looked(of: Plan | None = None, **changes: Any) -> OutlookOutcome:
    return looked_out(own(**changes), year="R4", of=of)


def block(outcome: OutlookOutcome, form: str = "text") -> str:
    """What stands below the heading of the only section."""
    text = render(outcome, form, Look()).decode()
    return text.partition("----\n\n" if form == "text" else "## 分野\n\n")[2]


def test_an_indicator_in_full() -> None:
    assert (
        block(looked())
        == """\
指標（a）: 先行
    目標値 60件（R6年度まで）／R4年度の目安値 40件／R4年度実績 45件
    H30 [+....................]  0 基準値
    R2  [######+..............] 20 目安値 20
    R4  [#############+#......] 45 目安値 40
    R6  [....................+] 60 目標値
    ペース: これまで1年に+11.25件（H30年度から4年）、これから1年に+7.5件が要る（R6年度まで2年）。\
これまでのペースが続けば、R6年度に目標値に達する
"""
    )


def test_an_indicator_in_markdown_keeps_its_chart_in_a_fence() -> None:
    assert (
        block(looked(actuals={"R4": record("30")}), "markdown")
        == """\
- 指標（a）: 遅れ
  - 目標値 60件（R6年度まで）／R4年度の目安値 40件／R4年度実績 30件
  ```text
  H30 [+....................]  0 基準値
  R4  [##########...+.......] 30 目安値 40
  R6  [....................+] 60 目標値
  ```
  - ペースは判定できない。理由: 基準値を含めて3年度分の実績がない
"""
    )


def test_what_is_added_up_is_called_so() -> None:
    plan = build.plan(target_year="R6", period={"from": "R1", "to": "R6"})
    years = {"R1": record("20"), "R2": record("10"), "R3": record("0"), "R4": record("25")}
    text = block(looked(plan, counting="summed", baseline=None, target={"value": "90"}, actuals=years))
    assert (
        text
        == """\
指標（a）: 遅れ
    目標値 90件（累計）（R6年度まで）／R4年度の目安値 60件／R4年度までの累計 55件
    H30 [+....................]  0 累計の始まり
    R1  [###+.................] 20 目安値 15
    R2  [######+..............] 30 目安値 30
    R3  [######....+..........] 30 目安値 45
    R4  [############.+.......] 55 目安値 60
    R6  [....................+] 90 目標値
    ペース: これまで1年に+13.75件（H30年度から4年）、これから1年に+17.5件が要る（R6年度まで2年）。\
これまでのペースが続けば、R6年度は82.5件で、目標値 90件に達しない
"""
    )


@pytest.mark.parametrize(
    ("gone", "expected", "strokes"),
    [
        (F(0), F(0), "[+....................]"),
        (None, F(1, 2), "[..........+..........]"),
        (F(1, 20), F(1, 2), "[#.........+..........]"),
        (F(1, 20) - F(1, 10**12), F(1, 2), "[..........+..........]"),
        (F(1, 2), F(1, 2), "[##########+..........]"),
        (F(3, 4), F(1, 2), "[##########+####......]"),
        (F(1), F(1), "[####################+]"),
        (F(1), F(1, 2), "[##########+#########.]"),
        (F(1) + F(1, 10**12), F(1, 2), "[##########+#########.>"),
        (F(-1, 10**12), F(1, 2), "<..........+..........]"),
        (F(-9), F(0), "<+....................]"),
    ],
)
def test_a_track_has_twenty_steps_and_shows_what_lies_outside(gone: F | None, expected: F, strokes: str) -> None:
    assert drawn(gone, expected) == strokes


@given(st.fractions(), st.fractions(0, 1))
def test_every_track_is_as_long_and_in_ascii(gone: Fraction, expected: Fraction) -> None:
    strokes = drawn(gone, expected)
    assert (len(strokes), strokes.isascii(), strokes.count("+")) == (23, True, 1)


@given(st.fractions(), st.fractions())
@example(F(280, 3), F("93.33"))
@example(F(1, 3), F("0.333333333333"))
def test_two_figures_are_never_printed_in_another_order_than_they_have(first: Fraction, second: Fraction) -> None:
    one, other = (Fraction(shown.replace(",", "")) for shown in numbers_apart(first, second))
    assert (one < other, one > other) == (first < second, first > second)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"baseline": None, "better": "higher"}, "判定できない。理由: 基準値が資料になく、線を引けない"),
        (
            {"baseline": {"value": "0"}},
            "判定できない。理由: 基準値の年度がなく（複数年の平均などを含む）、線を引けない",
        ),
        (
            {"direction": "increase", "target": None},
            "判定できない。理由: 目標（増加を目指す）に、年ごとに進む線を引けない",
        ),
        (
            {"suspended": {"since": "R3", "reason": "終了"}},
            "判定できない。理由: 「進捗管理の停止」とした指標である",
        ),
        ({"target": {"value": "60", "year": "R4"}}, "R4年度が目標年度である。結果は達成区分による"),
        ({"target": {"value": "60", "year": "R3"}}, "目標年度（R3年度）を過ぎている"),
    ],
)
def test_an_indicator_without_a_chart_says_why(changes: dict[str, Any], said: str) -> None:
    late = own(id="late")
    text = render(looked_out(late, own(**changes), year="R4"), "text", Look()).decode()
    assert text.endswith(f"\n・指標（a）: {said}\n")


@pytest.mark.parametrize("why", NoTrajectoryReason)
def test_every_reason_is_a_sentence_of_its_own(why: NoTrajectoryReason) -> None:
    said = why_words(why, parse_fiscal_year("R4"))
    assert not said.isascii()
    assert "{" not in said


def test_a_state_and_its_reason_are_named() -> None:
    states = [{"id": "ended", "label": "中止", "group": "その他"}]
    entered = {"R4": {"state": "ended", "reason": "事業が終わったため"}}
    said = block(looked(build.plan(target_year="R6", states=states), states=entered))
    assert said == "・指標（a）: 判定できない。理由: 「中止（事業が終わったため）」とした指標である\n"


@pytest.mark.parametrize(
    ("changes", "pace"),
    [
        (
            {"actuals": {"R2": record("20"), "R4": record("60")}},
            "これまで1年に+15件（H30年度から4年）。目標値には既に達している",
        ),
        (
            {"actuals": {"R2": record("20"), "R4": record("0")}},
            "これまで1年に0件（H30年度から4年）、これから1年に+30件が要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度は0件で、目標値 60件に達しない",
        ),
        (
            {"baseline": {"value": "30", "year": "H30"}, "actuals": {"R2": record("20"), "R4": record("0")}},
            "これまで1年に-7.5件（H30年度から4年）、これから1年に+30件が要る（R6年度まで2年）。"
            "これまでのペースが続けば、目標値に達しない",
        ),
        (
            {"actuals": {"R2": record("20"), "R4": record("-1")}},
            "これまで1年に-0.25件（H30年度から4年）、これから1年に+30.5件が要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度は-1.5件で、目標値 60件に達しない",
        ),
        (
            {"unit": "人", "baseline": {"value": "-1577", "year": "H30"}, "target": {"value": "0"},
             "actuals": {"R2": record("-1500"), "R4": record("-1377")}},
            "これまで1年に+50人（H30年度から4年）、これから1年に+688.5人が要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度は-1,277人で、目標値 0人に達しない",
        ),
        (
            {"unit": "%", "baseline": {"value": "16", "year": "H30"}, "target": {"value": "10", "exclusive": "true"},
             "actuals": {"R2": record("15"), "R4": record("12")}},
            "これまで1年に-1ポイント（H30年度から4年）、これから1年に-1ポイントを下回ることが要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度は10%で、目標値 10%に達しない",
        ),
        (
            {"target": {"value": "60", "tolerance": "2"}, "actuals": {"R2": record("20"), "R4": record("58")}},
            "これまで1年に+14.5件（H30年度から4年）。既に目標値の許容幅の中にある",
        ),
        (
            {"target": {"value": "60", "tolerance": "2"}, "actuals": {"R2": record("20"), "R4": record("39")}},
            "これまで1年に+9.75件（H30年度から4年）、これから1年に+10.5件が要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度に目標値の許容幅の中に入る",
        ),
        (
            {"target": {"value": "60", "exclusive": "true"}, "actuals": {"R2": record("20"), "R4": record("50")}},
            "これまで1年に+12.5件（H30年度から4年）、これから1年に+5件を上回ることが要る（R6年度まで2年）。"
            "これまでのペースが続けば、R6年度に目標値に達する",
        ),
    ],
)  # fmt: skip
def test_the_pace_in_words(changes: dict[str, Any], pace: str) -> None:
    assert block(looked(**changes)).endswith(f"    ペース: {pace}\n")


def test_numbers_of_the_data_keep_their_decimals_and_computed_ones_have_what_they_need() -> None:
    own: dict[str, Any] = {"unit": "‰", "baseline": {"value": "5.0", "year": "H30"}, "target": {"value": "28.0"}}
    assert (
        block(looked(**own, actuals={"R2": record("12.50"), "R4": record("21")}))
        == """\
指標（a）: 先行
    目標値 28.0‰（R6年度まで）／R4年度の目安値 20.33‰／R4年度実績 21‰
    H30 [+....................]   5.0 基準値
    R2  [######+..............] 12.50 目安値 12.67
    R4  [#############+.......]    21 目安値 20.33
    R6  [....................+]  28.0 目標値
    ペース: これまで1年に+4‰（H30年度から4年）、これから1年に+3.5‰が要る（R6年度まで2年）。\
これまでのペースが続けば、R6年度に目標値に達する
"""
    )


AVERAGED = {"value": "8", "average_of": ["H28", "H29", "H30"]}
RESTATED = {"value": "0", "year": "H30", "restated": [{"date": "2022-06-01", "value": "6", "reason": "遡及改定"}]}


def test_a_baseline_that_is_a_mean_or_was_restated_is_named() -> None:
    said = "判定できない。理由: 基準値 8件（H28〜H30年度の平均）に、線の始まる年度が決められていない"
    assert block(looked(baseline=AVERAGED)) == f"・指標（a）: {said}\n"
    averaged = block(looked(baseline={**AVERAGED, "year": "H30"})).splitlines()
    assert averaged[1].startswith("    基準値 8件（H28〜H30年度の平均")
    restated = block(looked(baseline=RESTATED)).splitlines()
    assert restated[1].startswith("    基準値 6件（")
    assert restated[2] == "    H30 [+....................]  6 基準値"


def test_what_is_assumed_or_revised_is_marked_and_explained() -> None:
    revision = {"date": "2021-06-01", "indicator": "a", "from": {"value": "60"}, "to": {"value": "90"},
                "reason": "見直し", "decision": "会"}  # fmt: skip
    outcome = looked(build.plan(target_year="R6", revisions=[revision]), assumed={"baseline": "新規のため"})
    text = render(outcome, "text", Look()).decode()
    assert "指標推改（a）: 遅れ\n" in text
    assert "\n推 指標: 基準値は推定（新規のため）\n" in text
    assert "\n改 指標: 目標値は改定後（2021年6月1日改定 60件 → 90件（見直し））\n" in text


def test_what_is_listed_again_is_drawn_once_and_named_in_both_sections() -> None:
    plan = build.plan(
        target_year="R6", sections=[{"id": "s", "name": "一"}, {"id": "t", "name": "二"}], relisted_count="each"
    )
    text = render(looked_out(own(relisted=["t"]), year="R4", of=plan), "text", Look()).decode()
    assert "\n再掲 指標: 「一」「二」のそれぞれに数える\n計1は、再掲を一度だけ数えた数\n" in text
    assert "\n一\n--\n\n指標（a）（「二」に再掲）: 先行\n    目標値 60件" in text
    assert text.endswith("\n二\n--\n\n・指標（a）（「一」の再掲）: 先行\n")


def test_reasons_are_of_the_indicators_that_the_table_counts() -> None:
    """うち（内数）は表の数に入らないので、理由の数にも入らない."""
    plan, year = build.plan(target_year="R6"), parse_fiscal_year("R4")
    data = build.declared(
        own(), own(id="b", baseline=None, better="higher"), own(id="c", of="b", baseline=None, better="higher")
    )
    report = build_report(plan, data, year, Scope())
    outcome = ReportOutcome((report,), (), {}, {"p": plan_outlook(plan, year, report.assessments)})
    text = render(outcome, "text", Look()).decode()
    assert "| 分野 |    1 |      0 |    0 |        1 |  2 |\n" in text
    assert "\nほかに、うち（別の指標の内数）の指標1。この表の数に入れない\n" in text
    assert "\n判定できない1指標の理由: 基準値が資料になく、線を引けない 1\n" in text


@pytest.mark.parametrize("text", [*map(line, HOSTILE)])
@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
def test_text_of_the_data_stays_text(text: str, form: str) -> None:
    parts = {"R4": {"parts": {text: "1"}, "status": "実績"}}
    whole = own(
        direction="composite", name=text, unit=text, better="higher", actuals=parts,
        baseline={"parts": {text: "0"}, "year": "H30"}, target={"parts": {text: "6"}, "rule": "worst"},
    )  # fmt: skip
    written = render(looked_out(whole, year="R4"), form, Look()).decode("utf-8-sig")
    assert all(sign.isprintable() or sign in "\r\n" for sign in written)
    assert "<script>" not in written or form != "markdown"
    if form == "csv":
        (row,) = csv.DictReader(StringIO(written, newline=""))
        assert not row["part"].startswith(tuple("=+-@＝"))


def test_csv_holds_exact_figures() -> None:
    outcome = looked_out(own(target={"value": "70"}), own(id="b", baseline=None, better="higher"), year="R4")
    told, untold = csv.DictReader(StringIO(render(outcome, "csv", Look()).decode("utf-8-sig"), newline=""))
    expected = {
        "standing": "behind", "unclear": "", "target_year": "2024", "target_value": "70", "baseline_year": "2018",
        "baseline_value": "0", "actual_value": "45", "line_value": "46.666667", "line_numerator": "140",
        "line_denominator": "3", "gained_per_year_value": "11.25", "gained_per_year_numerator": "45",
        "gained_per_year_denominator": "4", "needed_per_year_value": "12.5", "years_gone": "4", "years_left": "2",
        "extended_value": "67.5", "met": "false", "pace_unclear": "", "assumed": "false",
    }  # fmt: skip
    assert {key: told[key] for key in expected} == expected
    assert (untold["standing"], untold["unclear"]) == ("unclear", "baseline_unknown")
    assert {value for key, value in untold.items() if key.startswith(("line", "gained", "needed", "actual"))} == {""}


@pytest.mark.parametrize("detail", [False, True])
def test_a_report_says_the_same_with_an_outlook_below_it(detail: bool) -> None:
    plan, year = build.plan(target_year="R6"), parse_fiscal_year("R4")
    report = build_report(plan, build.declared(own(), own(id="b", baseline=None, better="higher")), year, Scope())
    found = plan_outlook(plan, year, report.assessments)
    look = Look(detail=detail)
    without, beside = view(ReportOutcome((report,)), look), view(ReportOutcome((report,), (), {}, {"p": found}), look)
    assert beside[: len(without)] == without
    assert len(beside) > len(without)
    outcomes = ReportOutcome((report,)), ReportOutcome((report,), (), {}, {"p": found})
    bare, full = (render(outcome, "csv", look) for outcome in outcomes)
    assert bare == full
    (bare_json,), (full_json,) = (json.loads(render(outcome, "json", look))["reports"] for outcome in outcomes)
    (told,) = json.loads(render(OutlookOutcome((found,)), "json", look))["plans"]
    assert full_json == bare_json | {"outlook": told}


def test_the_years_of_values_are_calendar_ones_where_the_indicator_says_so() -> None:
    calendar: dict[str, Any] = {
        "year_kind": "calendar",
        "baseline": {"value": "0", "year": "2018"},
        "target": {"value": "60", "year": "2024"},
        "actuals": {"2022": record("45")},
    }
    assert "目標値 60件（2024年まで）／2022年の目安値 40件／2022年実績 45件" in block(looked(**calendar))
