"""Each rule of `dxkpi diff`: what of a change deserves a second look, with what it was and is, and what does not."""

from dataclasses import replace
from typing import Any

import pytest

from dxkpi.core.dataset import Dataset
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.impact import Snapshot
from dxkpi.core.diff.outcome import SecondLook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.site import DeclaredSite, Site
from dxkpi.rules.review.change import infos, second_looks
from tests.build import RATINGS, actual, dataset, indicator, plan
from tests.core.test_reconcile import published
from tests.render.outcomes import locate

Changes = dict[str, Any]


def between(before: Dataset, after: Dataset) -> list[SecondLook]:
    return list(second_looks(Snapshot(before), Snapshot(after), compare(before, after), (locate, locate)))


def looks(before: Changes | None, after: Changes | None, old: Plan | None = None, new: Plan | None = None) -> list[str]:
    """`KPI869 の値が…` with the evidence behind it, for each finding about the one indicator."""
    states = [
        dataset(of, *([indicator(**changes)] if changes is not None else []))
        for of, changes in ((old or plan(), before), (new or old or plan(), after))
    ]
    return [told(look) for look in between(*states)]


def told(look: SecondLook) -> str:
    own = look.finding.diagnostic
    reason = own.message.removeprefix("指標（a）: ").removeprefix("計画（p）: ")
    return " | ".join((f"{own.rule.code[-2:]} {reason}", *(words for _, words in look.finding.related)))


def years(**values: str) -> Changes:
    return {"actuals": {year: {"value": value, "status": "実績"} for year, value in values.items()}}


def words(**values: str) -> Changes:
    actuals = {year: {"text": text, "status": "実績"} for year, text in values.items()}
    judged = {"direction": "judged", "target": {"text": "指針"}, "baseline": None, "unit": None, "better": None}
    return {**judged, "actuals": actuals}


LOW = {"target": {"value": "80"}}
RESULT = plan(**published("0", "0", "1", "0"))
TARGET = "目標値の変更（改定の記録によらない）: 値 100件 → 80件"
UNRECORDED = f"63 目標値が、改定の記録（計画の revisions）なしに変わる | {TARGET}"
R3 = "まだ公表していないR3年度の実績値が書き換わる"


def revised(value: str, date: str = "2021-02") -> Changes:
    to = {"value": value}
    return {"date": date, "indicator": "a", "from": {"value": "100"}, "to": to, "reason": "訳", "decision": "会議"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"name": "別", "note": "注"}, []),
        ({}, {"actuals": actual("50", note="注")}, []),
        # a Japanese text whose English stays
        ({"en": {"name": "A", "unit": "cases"}}, {"name": "別", "en": {"name": "A", "unit": "cases"}},
         ["74 別（a）: 名称の日本語が変わり、英語（en）はそのままである | 指標の名前の変更: 指標 → 別"]),
        ({"en": {"name": "A"}}, {"name": "別", "en": {"name": "B"}}, []),
        ({"en": {"name": "A"}}, {"name": "別", "en": None}, []),
        # an actual that is written over
        ({}, years(R3="60"), [f"71 {R3} | 実績値の訂正 R3年度: 値 50件 → 60件"]),
        ({}, {"actuals": None}, ["71 まだ公表していないR3年度の実績値がなくなる"
          " | 実績値の削除 R3年度: 値の別 実績、値 50件"]),
        (
            {"actuals": actual("50", status="見込")},
            years(R3="50"),
            [f"71 {R3} | 実績値の確定 R3年度: 値の別 見込 → 実績"],
        ),
        (
            {"actuals": actual("50", status="見込")},
            {"actuals": {"R3": [{"value": "50", "status": "見込"}, *actual("52").values()]}},
            [],
        ),
        # far from the series
        (years(R2="50"), years(R2="50", R3="249"), []),
        (years(R2="50"), years(R2="50", R3="250"),
         ["69 R3年度の値が、R2年度の値の5.0倍になる | 実績値の追加 R3年度: 値の別 実績、値 250件 | R2年度実績 50件"]),
        (years(R2="50"), years(R2="50", R3="10"),
         ["69 R3年度の値が、R2年度の値の5.0分の1になる | 実績値の追加 R3年度: 値の別 実績、値 10件 | R2年度実績 50件"]),
        (years(R2="50"), years(R2="50", R3="0"),
         ["69 R3年度の値が、R2年度の値から0になる | 実績値の追加 R3年度: 値の別 実績、値 0件 | R2年度実績 50件"]),
        ({"baseline": {"value": "10"}, "actuals": None}, {"baseline": {"value": "10"}, **years(R3="90")},
         ["69 R3年度の値が、基準値の9.0倍になる | 実績値の追加 R3年度: 値の別 実績、値 90件 | 基準値 10件"]),
        ({}, years(R3="500"),
         ["69 R3年度の値が、書き換える前の値の10.0倍になる | 実績値の訂正 R3年度: 値 50件 → 500件",
          f"71 {R3} | 実績値の訂正 R3年度: 値 50件 → 500件"]),
        ({}, {"actuals": {"R3": [*actual("50").values(), *actual("500").values()]}},
         ["69 R3年度の値が、R3年度の値の10.0倍になる | 実績値の追加 R3年度: 値の別 実績、値 500件 | R3年度実績 50件"]),
        # a slip that is put right, and a leap that was there before
        (years(R2="50", R3="550"), years(R2="50", R3="55"), [f"71 {R3} | 実績値の訂正 R3年度: 値 550件 → 55件"]),
        (years(R2="50", R3="550"), years(R2="50", R3="560"), [f"71 {R3} | 実績値の訂正 R3年度: 値 550件 → 560件"]),
        # last year's value
        (years(R2="50"), years(R2="50", R3="50"),
         ["70 R3年度の値が、R2年度の値とまったく同じである | 実績値の追加 R3年度: 値の別 実績、値 50件"
           " | R2年度実績 50件"]),
        (years(R1="50"), years(R1="50", R3="50"), []),
        (words(R2="案"), words(R2="案", R3="指針"), []),
        (words(R2="案"), words(R2="案", R3="案"),
         ["70 R3年度の値が、R2年度の値とまったく同じである | 実績値の追加 R3年度: 値の別 実績、状態 案"
           " | R2年度実績 案"]),
        # not the newest year
        (years(R3="50"), years(R2="40", R3="50"),
         ["72 R2年度の値が変わる。このファイルで最も新しいのはR3年度 | 実績値の追加 R2年度: 値の別 実績、値 40件"
           " | R3年度実績 50件"]),
        (years(R3="50"), years(R3="50", R4="60"), []),
        # targets
        ({}, LOW, [UNRECORDED]),
        (years(R3="90"), {**years(R3="90"), **LOW},
         [f"64 改定で易しくなり、それで達成した（R3年度） | {TARGET} | R3年度実績 90件", UNRECORDED]),
        ({}, {**years(R3="60"), **LOW},
         [UNRECORDED, f"65 目標が達しやすくなるのと同時に、R3年度の実績値が良くなる | {TARGET}"
           " | 実績値の訂正 R3年度: 値 50件 → 60件",
          f"71 {R3} | 実績値の訂正 R3年度: 値 50件 → 60件"]),
        ({}, {**years(R3="40"), **LOW}, [UNRECORDED, f"71 {R3} | 実績値の訂正 R3年度: 値 50件 → 40件"]),
        # what an indicator is
        ({}, {"baseline": {"value": "10"}}, ["66 基準値が変わる | 基準値の変更: 値 0件 → 10件"]),
        ({}, {"baseline": {"value": "-100"}},
         ["66 基準値が変わる。それだけで、R3年度の達成率が上がる | 基準値の変更: 値 0件 → -100件"]),
        ({"baseline": None, "better": "higher"}, {},
         ["66 基準値が変わる | 基準値の変更（追加）: 値 0件", "67 良い向きが変わる"
           " | 定義の変更 良い向き（削除）: 高いほど良い"]),
        ({}, {"unit": "人"}, ["67 単位が変わるのに、値は変わらない | 単位の変更: 件 → 人"]),
        ({}, {"unit": "千件", **LOW}, ["63 目標値が、改定の記録（計画の revisions）なしに変わる"
          " | 目標値の変更（改定の記録によらない）: 値 100件 → 80千件", "67 単位が変わる | 単位の変更: 件 → 千件"]),
        ({}, {"counting": "cumulative"}, ["67 累計・単年の別が変わる"
          " | 定義の変更 累計・単年の別（追加）: 実績値も目標値も累計（実績値は減らない）"]),
        # no longer counted
        ({}, None, ["68 R3年度に未達成で、「30%以上60%未満」だった指標が、なくなる | 指標の削除"]),
        (years(R3="100"), None, ["68 R3年度に「100%」だった指標が、なくなる | 指標の削除"]),
        ({}, {"suspended": {"since": "R3", "reason": "終了"}},
         ["68 R3年度に未達成で、「30%以上60%未満」だった指標が、「進捗管理の停止」になる"
           " | 進捗管理の停止: 理由 終了、停止の年度 R3"]),
        (None, {}, []),
    ],
)  # fmt: skip
def test_what_deserves_a_second_look(before: Changes | None, after: Changes | None, expected: list[str]) -> None:
    assert looks(before, after) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (years(R3="51"), ["61 結果を公表したR3年度の実績値が書き換わる | 実績値の訂正 R3年度: 値 50件 → 51件"]),
        ({"actuals": None}, ["61 結果を公表したR3年度の実績値がなくなる | 実績値の削除 R3年度: 値の別 実績、値 50件"]),
        (years(R3="50", R4="60"), []),
        (LOW, [f"62 目標や基準の変更で、結果を公表したR3年度の結果が変わる | {TARGET}", UNRECORDED]),
    ],
)
def test_a_year_whose_result_is_published_is_not_edited_lightly(after: Changes, expected: list[str]) -> None:
    assert looks({}, after, RESULT) == expected


def test_a_published_file_comes_first_whatever_becomes_of_it() -> None:
    other = plan(**published("0", "1", "0", "0"))
    changed = looks({}, {"unit": "人"}, RESULT, other)
    assert [line[:2] for line in changed] == ["60", "67"]
    assert changed[0].startswith("60 R3年度の公表結果のファイルが書き換わる | 公表結果の変更 R3年度: 公表された数")
    assert looks({}, {}, plan(), RESULT) == ["60 R3年度の公表結果のファイルが増える | 公表結果の追加 R3年度"]
    assert looks({}, {}, RESULT, plan()) == ["60 R3年度の公表結果のファイルがなくなる | 公表結果の削除 R3年度"]


def test_another_method_is_seen_before_what_it_moves_and_other_words_are_not() -> None:
    ratio = plan(method={"formula": "ratio", "against": "target"})
    held = "dxkpi publish で書き留めた年度のほかは、新しい方法で判定される"
    changed = "算定方法の変更: 計算式 （実績 − 基準）÷（目標 − 基準） → 実績 ÷ 目標。減らす目標では 目標 ÷ 実績"
    assert looks({}, {"unit": "人"}, plan(), ratio) == [
        f"75 算定方法が変わる。{held} | {changed}",
        "67 単位が変わるのに、値は変わらない | 単位の変更: 件 → 人",
    ]
    bands = [RATINGS[0], {**RATINGS[1], "at_least": "50"}, *RATINGS[2:]]
    assert looks({}, {}, plan(), plan(ratings=bands)) == [
        f"75 達成区分が変わる。{held} | 達成区分の変更 60%以上100%未満: 下限 60 → 50"
    ]
    assert looks({}, {}, plan(), plan(ratings=bands, carry="none")) == [
        f"75 前の年度の値の扱い、達成区分が変わる。{held}"
        " | 算定方法の変更 前の年度の値の扱い: 何年度前の値でも → その年度の値だけ"
    ]
    words = [{**RATINGS[0], "label": "達成"}, *RATINGS[1:]]
    assert looks({}, {}, plan(), plan(ratings=words)) == []


def test_a_recorded_revision_deserves_a_look_only_beside_a_better_actual_or_where_it_decides() -> None:
    new = plan(revisions=[revised("80")])
    assert looks({}, {}, plan(), new) == []
    both = looks({}, years(R3="60"), plan(), new)
    assert [line[:2] for line in both] == ["65", "71"]
    assert looks(years(R3="80"), years(R3="80"), plan(), new) == [
        "64 改定で易しくなり、それで達成した（R3年度） | 目標値の改定（記録あり）: 決定の日 2021-02、"
        "改定前 値 100件、改定後 値 80件、理由 訳、決定 会議 | R3年度実績 80件"
    ]


def test_whoever_records_a_revision_leaves_the_adopted_target_as_it_is() -> None:
    """What the revision starts from is gone, so that it does not count: the target is rewritten twice for nothing."""
    assert looks({}, LOW, plan(), plan(revisions=[revised("80")])) == [
        f"63 改定を記録したうえに、指標の target も書き換わる | {TARGET}"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [([], [revised("80")]), ([revised("80")], []), ([revised("80")], [revised("60")])],
)
def test_what_moves_a_published_year_by_another_target_deserves_a_look(
    before: list[Changes], after: list[Changes]
) -> None:
    old, new = (plan(revisions=revisions, **published("0", "0", "1", "0")) for revisions in (before, after))
    (line,) = looks({}, {}, old, new)
    assert line.startswith("62 目標や基準の変更で、結果を公表したR3年度の結果が変わる | 目標値の改定")


def test_a_decision_of_a_later_year_leaves_the_published_one_alone() -> None:
    new = plan(revisions=[revised("80", "2022-05")], **published("0", "0", "1", "0"))
    assert looks({}, {}, RESULT, new) == []


def test_english_that_stays_is_found_wherever_the_plan_has_it() -> None:
    def named(name: str, english: str, heading: str) -> Plan:
        below = [{"id": "x", "name": heading, "en": {"name": "Heading"}}]
        return plan(sections=[{"id": "s", "name": name, "en": {"name": english}, "subsections": below}])

    old = named("分野", "Field", "項目")
    assert looks({}, {}, old, named("別の分野", "Field", "項目")) == [
        "74 名称の日本語が変わり、英語（en）はそのままである | 分野・表の変更 分野: 名称 分野 → 別の分野"
    ]
    assert [line[:2] for line in looks({}, {}, old, named("分野", "Field", "別の項目"))] == ["74"]
    assert looks({}, {}, old, named("別の分野", "Another field", "項目")) == []


def test_english_that_stays_is_found_in_the_words_of_the_site() -> None:
    def of(title: str) -> Dataset:
        declared = DeclaredSite("data/site.yaml", Site.model_validate({"title": title, "en": {"title": "Our work"}}))
        return replace(dataset(plan()), site=declared)

    (look,) = between(of("取組"), of("別の取組"))
    assert look.finding.diagnostic.message == "サイト: 題名の日本語が変わり、英語（en）はそのままである"
    assert between(of("取組"), of("取組")) == []


def test_a_finding_stands_where_the_change_is_and_names_it() -> None:
    (look,) = between(dataset(plan(), indicator()), dataset(plan(), indicator(unit="人")))
    assert (look.finding.spot.document, look.finding.spot.line) == ("data/data/indicators/p/s/a.yaml", 2)
    assert [change.key for change in look.changes] == [("unit",)]
    assert look.finding.diagnostic.hint == look.finding.diagnostic.rule.page.fix


def test_codes_are_in_the_order_of_their_numbers_and_none_can_be_waived_but_that_of_a_target() -> None:
    codes = [info.code for info in infos()]
    assert sorted(codes) == [f"KPI{number}" for number in (*range(860, 873), 874, 875)]
    assert {info.code for info in infos() if info.waivable} == {"KPI864"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"R2": "40"}, {"R2": "40", "R3": "60"}, []),
        ({"R2": "40"}, {"R2": "50"}, ["年度ごとの目標値 R2 40 → 50"]),
        ({"R2": "40", "R3": "60"}, {"R2": "40"}, ["年度ごとの目標値 R3 60 → なし"]),
        ({"R2": "40"}, {"R2": "30", "R3": "60"}, ["年度ごとの目標値 R2 40 → 30、年度ごとの目標値 R3 なし → 60"]),
    ],
)
def test_setting_the_target_of_a_further_year_rewrites_none(
    before: Changes, after: Changes, expected: list[str]
) -> None:
    of = plan(method={"formula": "ratio", "against": "year_target"})
    told = looks({"target": {"by_year": before}}, {"target": {"by_year": after}}, of)
    start = "63 目標値が、改定の記録（計画の revisions）なしに変わる | 目標値の変更（改定の記録によらない）: "
    assert [own.removeprefix(start) for own in told] == expected
