"""A change of definition (`breaks`): each year is judged within its own series, and nothing reaches across."""

# ruff: noqa: E501 - whole messages in one line each

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.data import Data
from dxkpi.app.report import ReportRequest, report
from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.indicator import Indicator
from dxkpi.core.outcomes.report import OutlookOutcome
from dxkpi.core.outlook import outlook_of, plan_outlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import Point, Track
from dxkpi.render import text
from dxkpi.render.formats import Look, render
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import cautions
from dxkpi.render.views.outlook_words import outlook_rows
from dxkpi.rules import check
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import finals, indicator, plan
from tests.source.telling import told_of_file

NEW = {"from": "R4", "reason": "電話の相談を除いた", "baseline": {"value": "40", "year": "R3"}}
BARE = {"from": "R4", "reason": "電話の相談を除いた"}


def of(against: str = "target", **changes: Any) -> Plan:
    years = {"adopted": "2020-04", "target_year": "R6", "method": {"formula": "distance", "against": against}}
    return plan(**years | changes)


def broken(new: dict[str, Any] = NEW, **changes: Any) -> Indicator:
    """0 → 100 from R2 on, measured otherwise since R4, when 40 was the baseline."""
    keys = {"baseline": {"value": "0", "year": "R2"}, "better": "higher", "breaks": [new]}
    return indicator(**{**keys, "actuals": finals(R2="20", R3="50", R4="70", R5="85"), **changes})


def told(own: Indicator, year: str, plan: Plan | None = None, as_of: str | None = None) -> str:
    plan, day = plan or of(), parse_day(as_of) if as_of else None
    return outcome_phrase(assess(own, plan, parse_fiscal_year(year), day), plan)


ACROSS = "算定不能: 定義の変更をまたいで、比べることも足すこともできないため"
NO_BASELINE = "算定不能: 基準値が資料にないため"
MISSED = "。未達成は確か"
NO_VALUE = "算定不能: 実績値がまだないため"


TABLE: list[tuple[str, str, Indicator, Plan, str]] = [
    ("before the change by the old baseline", "R3", broken(), of(), "達成率 50.0%（30%以上60%未満）"),
    ("after it by the new one", "R4", broken(), of(), "達成率 50.0%（30%以上60%未満）"),
    ("the new line begins in its own year", "R5", broken(), of("straight_line"), "達成率 112.5%（100%）"),
    ("without a new baseline it is unknown", "R4", broken(BARE), of(), NO_BASELINE + MISSED),
    ("a met target is met all the same", "R4", broken(BARE, actuals=finals(R4="100")), of(), "達成区分 100%"),
    ("nothing is carried across", "R4", broken(actuals=finals(R3="50")), of(), NO_VALUE),
    ("within a series it is", "R5", broken(actuals=finals(R4="70")), of(), "達成率 50.0%（30%以上60%未満）"),
    ("the year before is another series", "R4", broken(), of("previous_year"), ACROSS),
    ("two years later it is the same", "R5", broken(), of("previous_year"), "達成率 150.0%（100%）"),
    ("as a baseline neither", "R4", broken(), of("since_previous"), ACROSS),
    ("a sum of years", "R4", broken(BARE, baseline=None, counting="summed"), of(), ACROSS),
    ("a sum up to the change", "R3", broken(BARE, baseline=None, counting="summed"), of(), "達成率 70.0%（60%以上100%未満）"),
    ("cumulative values are levels", "R4", broken(counting="cumulative"), of(), "達成率 50.0%（30%以上60%未満）"),
    ("more than the old baseline", "R3", broken(direction="increase", target=None, better=None), of(), "達成区分 100%"),
    ("more than the new one", "R4", broken(direction="increase", target=None, better=None), of(), "達成区分 100%"),
    ("more than nobody knows", "R4", broken(BARE, direction="increase", target=None, better=None), of(), NO_BASELINE),
    ("10 % of the new baseline", "R4", broken(direction="relative", target={"change": "10", "value": "22"}, baseline={"value": "20"}), of(), "達成率 750.0%（100%）"),
    ("10 % of nobody knows", "R4", broken(BARE, direction="relative", target={"change": "10"}, baseline={"value": "20"}), of(), NO_BASELINE),
    ("the change from the year before", "R4", broken(BARE, direction="increase", target={"from": "previous_year"}, baseline=None, better=None), of(), ACROSS),
    ("a mean as the new baseline", "R4", broken({**NEW, "baseline": {"value": "40", "average_of": ["R2", "R3"]}}), of(), "達成率 50.0%（30%以上60%未満）"),
    ("what is held has no baseline", "R4", broken(BARE, direction="keep", target={"value": "70"}), of(), "達成区分 100%"),
    ("two changes in one year: the later", "R4", broken(breaks=[NEW, {**NEW, "baseline": {"value": "60"}}]), of(), "達成率 25.0%（30%未満）"),
    ("and a third one", "R5", broken(breaks=[NEW, {**BARE, "from": "R5"}]), of(), NO_BASELINE + MISSED),
]  # fmt: skip


def test_years_before_the_change_are_not_told_to_have_no_value() -> None:
    found = assess(broken(BARE, baseline=None, counting="summed"), of(), parse_fiscal_year("R4"))
    assert list(cautions(found, of())) == [
        "R2年度は定義の変更（R4年度から）より前なので、累計に足せない",
        "R3年度は定義の変更（R4年度から）より前なので、累計に足せない",
    ]


def test_each_year_is_judged_within_its_series() -> None:
    assert {case: told(own, year, plan) for case, year, own, plan, _ in TABLE} == {row[0]: row[4] for row in TABLE}


def test_parts_have_a_baseline_each_after_a_change_too() -> None:
    own = indicator(
        direction="composite",
        target={"parts": {"県": "10", "市": "20"}, "rule": "worst"},
        baseline={"parts": {"県": "0", "市": "0"}},
        better="higher",
        breaks=[{**BARE, "baseline": {"parts": {"県": "5", "市": "10"}}}],
        actuals={year: {"parts": {"県": "6", "市": "18"}, "status": "実績"} for year in ("R3", "R4")},
    )
    assert [told(own, "R3"), told(own, "R4")] == ["達成率 60.0%（60%以上100%未満）", "達成率 20.0%（30%未満）"]


def test_a_revised_target_holds_for_the_new_definition() -> None:
    revision = {
        "date": "2022-10-01",
        "indicator": "a",
        "from": {"value": "100"},
        "to": {"value": "80"},
        "reason": "定義",
        "decision": "本部",
    }
    plan = of(revisions=[revision])
    assert [told(broken(), year, plan) for year in ("R3", "R4")] == [
        "達成率 50.0%（30%以上60%未満）",
        "達成率 75.0%（60%以上100%未満）",
    ]
    late = broken(
        {**NEW, "baseline": {"value": "40", "year": "R3"}},
        breaks=[{**NEW, "from": "R4"}, {**NEW, "from": "R5", "baseline": {"value": "60", "year": "R4"}}],
    )
    assert told(late, "R5", plan) == "達成率 125.0%（100%）"


def test_on_a_day_before_it_was_known_the_old_definition_holds() -> None:
    own = broken(
        {**NEW, "known": "2023-07-01"}, actuals={"R4": {"value": "70", "status": "実績", "known": "2023-06-01"}}
    )
    assert told(own, "R4", as_of="2023-06-30") == "達成率 70.0%（60%以上100%未満）"
    assert told(own, "R4", as_of="2023-07-01") == "達成率 50.0%（30%以上60%未満）"


def test_a_restated_baseline_of_the_new_definition_is_its_own() -> None:
    again = {"date": "2023-09-01", "value": "50", "reason": "統計の遡及改定"}
    own = broken({**NEW, "baseline": {"value": "40", "restated": [again]}})
    assert [told(own, year) for year in ("R3", "R4")] == [
        "達成率 50.0%（30%以上60%未満）",
        "達成率 40.0%（30%以上60%未満）",
    ]


def test_the_pace_is_that_of_the_years_since() -> None:
    plan = of()
    found = outlook_of(assess(broken(), plan, parse_fiscal_year("R5")), plan)
    (track,) = found.tracks
    assert isinstance(track, Track)
    assert track.trajectory.baseline == 40
    assert {str(point.year): str(point.actual) for point in track.points} == {"R4": "70", "R5": "85"}
    assert isinstance(track.here, Point)


NUMBERS = st.integers(-50, 200).map(str)
METHODS = st.sampled_from(("target", "straight_line", "previous_year", "since_previous", "elapsed_share"))
KINDS = st.sampled_from(
    (
        {},
        {"counting": "cumulative"},
        {"direction": "keep"},
        {"direction": "reference", "target": {"reference": {"name": "全国", "value": "100"}}},
    )
)


@given(
    st.dictionaries(st.sampled_from(("R2", "R3")), NUMBERS),
    NUMBERS,
    st.dictionaries(st.sampled_from(("R4", "R5", "R6")), NUMBERS),
    METHODS,
    KINDS,
    st.sampled_from((NEW, BARE)),
)
def test_what_was_before_a_change_never_changes_a_result_after_it(
    before: dict[str, str],
    baseline: str,
    after: dict[str, str],
    against: str,
    kind: dict[str, Any],
    new: dict[str, Any],
) -> None:
    plan = of(against)
    one = broken(new, actuals=finals(**after), **kind)
    other = broken(new, actuals=finals(**before, **after), **{**kind, "baseline": {"value": baseline, "year": "R2"}})
    for year in map(parse_fiscal_year, ("R4", "R5", "R6")):
        found = [assess(own, plan, year) for own in (one, other)]
        assert found[0].outcome == found[1].outcome
        assert found[0].marks == found[1].marks
        assert outlook_of(found[0], plan) == outlook_of(found[1], plan)


PLAN = """
plan: p
name: 計画
period: {from: R2, to: R6}
target_year: R6
method: {formula: ratio, against: target}
sections:
  - {id: one, name: 分野一}
"""
LEAPS = """
id: a
name: 登録した人
plan: p
section: one
unit: 人
direction: absolute
counting: cumulative
better: higher
baseline: {value: 2000, year: R2}
target: {value: 5000}
BREAKS
actuals:
  R3: {value: 3100, status: 実績}
  R4: {value: 310, status: 実績}
"""


def found(breaks: str) -> list[str]:
    tree = DictTree({"targets/p.yaml": PLAN, "indicators/p/a.yaml": LEAPS.replace("BREAKS", breaks)})
    return sorted({one.rule.code for one in check(load(tree).dataset)})


def test_values_by_two_definitions_are_not_held_against_each_other_for_slips() -> None:
    assert found("") == ["KPI308", "KPI331"]
    assert found("breaks: [{from: R4, reason: 市外の人を除いた}]") == []


def test_a_table_of_years_shows_where_the_values_are_others() -> None:
    own = LEAPS.replace("BREAKS", "breaks: [{from: R4, reason: 市外の人を除いた}]")
    monitored = own.replace("id: a", "id: m").replace("direction: absolute", "direction: monitor")
    monitored = monitored.replace("better: higher\n", "").replace("target: {value: 5000}\n", "")
    tree = DictTree({"targets/p.yaml": PLAN, "indicators/p/a.yaml": own, "indicators/p/m.yaml": monitored})
    outcome = report(Data(tree, load(tree)), ReportRequest(year="R4", compared_with="R3"))
    lines = [" ".join(line.split()) for line in render(outcome, "text", Look(detail=True)).decode().splitlines()]
    assert "| 登録した人 | 人 | 3,100 | ｜310 | 5,000人（累計） | 6.2% | 未到達 |" in lines
    assert lines.count("｜定義の変更 登録した人: R4年度から（市外の人を除いた）。その前の値とは比べられない") == 2
    assert "| 登録した人 | 人 | 3,100 | ｜310 |" in lines


def test_a_break_far_from_the_plan_is_a_slip() -> None:
    assert found("breaks: [{from: R40, reason: 打ち間違い}]") == ["KPI308", "KPI319", "KPI331", "KPI417"]


FILE = "id: a\nname: 相談の件数\nplan: p\nsection: one\nunit: 件\ndirection: absolute\n{}"


REFUSED = [
    (
        "baseline: {value: 0}\ntarget: {value: 100}\nbreaks:\n  - {from: R4, reason: 一つ}\n",
        "10:5 KPI212 増えるのが良いのか減るのが良いのか、定義の変更の後の基準値と目標値からは分からない | better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
    ),
    (
        "baseline: {value: 0}\ntarget: {value: 100}\nbreaks:\n  - {from: R4, reason: 一つ, baseline: {value: 120}}\n",
        "10:28 KPI212 増えるのが良いのか減るのが良いのか、定義の変更の後の基準値と目標値からは分からない | better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
    ),
    (
        "better: higher\ntarget: {value: 100}\nbreaks:\n  - {from: R4, reason: 一つ}\n  - {from: R3, reason: 二つ}\n",
        "11:12 KPI212 定義の変更（R3）が、前に書かれたもの（R4）より古い | 定義の変更を古い順に並べる",
    ),
    (
        "baseline: {value: 0, year: R4}\ntarget: {value: 100}\nbetter: higher\nbreaks:\n  - {from: R4, reason: 一つ}\n",
        "7:28 KPI212 基準値の年度（R4）が、定義の変更（R4）より前でない | 後の定義による基準値なら、その変更の baseline に書く。計画の前の変更なら、breaks でなく note に書く",
    ),
    (
        "baseline: {value: 0, average_of: [R2, R4]}\ntarget: {value: 100}\nbetter: higher\nbreaks:\n  - {from: R4, reason: 一つ}\n",
        "7:22 KPI212 基準値の平均した年度に、定義の変更（R4）の後の年度がある | 一つの定義による年度だけを平均する",
    ),
    (
        "counting: summed\ntarget: {value: 100}\nbetter: higher\nbreaks:\n  - {from: R4, reason: 一つ, baseline: {value: 3}}\n",
        "11:28 KPI212 単年度の実績を足す指標（counting: summed）の定義の変更に、基準値がある | 累計は計画の始まりの0から数える。baseline を消す",
    ),
]


def test_contradictions_are_refused_where_they_stand() -> None:
    found = [
        " |".join(told_of_file("indicators/a.yaml", FILE.format(written))).replace("|  ", "| ")
        for written, _ in REFUSED
    ]
    assert found == [expected for _, expected in REFUSED]


def test_an_outlook_tells_the_change_that_its_way_begins_with() -> None:
    own, year = of(), parse_fiscal_year("R5")
    found = [plan_outlook(own, year, [assess(broken(new), own, year)]) for new in (NEW, BARE)]
    began, unknown = (text.write(OutlookOutcome((one,)), Look()).decode() for one in found)
    assert "定義の変更: R4年度から（電話の相談を除いた）。それより前の値は、線にもペースにも使わない\n" in began
    assert "判定できない。理由: R4年度からの定義による基準値が資料になく、線を引けない\n" in unknown
    assert [row["definition_since_year"] for row in outlook_rows(found)] == [2022, 2022]
