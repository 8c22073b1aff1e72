"""A comparison in words, and as one comment: inert, within what GitHub takes, and open about what it leaves out."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Spot
from dxkpi.core.diff.naming import Naming
from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.diff.words import KINDS
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan
from dxkpi.render.comment import FRAME, LIMIT, MARKER, comment
from dxkpi.render.formats import Look, render
from tests.build import RATINGS, actual, dataset, indicator, plan
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import compared, finding

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = re.compile(
    r"</?(?:h\d|p|ul|li|table|thead|tbody|tr|th|td|details|summary)(?: style=\"text-align:\w+\")?>"
    r"|</?pre>|<code class=\"language-text\">|</code>|<a href=\"data/[\w/.%-]+#L\d+\">|</a>|<!-- (?:dxkpi-diff )?-->"
)

METHOD = {"formula": "distance", "against": "target"}


def between(before: dict[str, Any], after: dict[str, Any]) -> DiffOutcome:
    return compared(dataset(plan(), indicator(**before)), dataset(plan(), indicator(**after)))


def text(outcome: DiffOutcome) -> str:
    return render(outcome, "text", Look()).decode()


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(ChangeKind)


MAIN = "版 main（コミット 0123456789ab）"
HEAD = f"データの違い: {MAIN} → フォルダ data"


def test_nothing_changed_is_a_sentence() -> None:
    assert text(between({}, {})) == f"{HEAD}\n{'=' * 62}\n\n変更はない。\n"
    assert comment(between({}, {})) == f"{MARKER}\n## {HEAD}\n\n変更はない。\n"


RATE = """\
データの違い: 版 main（コミット 0123456789ab） → フォルダ data
==============================================================

変更1件。1指標の達成率か値が変わる。

もう一度見るところ
------------------

・指標（a） 実績値の訂正 R3年度: 値 50件 → 51件
    KPI871 まだ公表していないR3年度の実績値が書き換わる
    data/data/indicators/p/s/a.yaml:5

番号の説明と直し方は「dxkpi rule 番号」で見る。

結果の変わる指標
----------------

+-----------+--------+-------------------------------------------+-------------------------------------------+
| 指標      | 年度   | 前                                        | 後                                        |
+===========+========+===========================================+===========================================+
| 指標（a） | R3年度 | 実績 50件、達成率 50.0%（30%以上60%未満） | 実績 51件、達成率 51.0%（30%以上60%未満） |
+-----------+--------+-------------------------------------------+-------------------------------------------+

数字に関わる変更
----------------

・指標（a） 実績値の訂正 R3年度: 値 50件 → 51件
    data/data/indicators/p/s/a.yaml:5
"""


def test_a_rate_alone_is_told_as_such() -> None:
    assert text(between({}, {"actuals": actual("51")})) == RATE


LAST = {"R2": [{"value": "50", "status": "実績"}]}


def test_a_result_bears_its_marks_and_what_they_mean() -> None:
    shown = text(between({"actuals": LAST}, {"actuals": LAST | actual("50")}))
    assert "変更1件。1指標の印か添え書きが変わる。\n" in shown
    was, now = (
        "R2年度実績 50件（前年度の値）、達成率 50.0%前（30%以上60%未満）",
        "実績 50件、達成率 50.0%（30%以上60%未満）",
    )
    assert ["指標（a）", "R3年度", was, now] in rows(
        comment(between({"actuals": LAST}, {"actuals": LAST | actual("50")}))
    )
    assert "\n前 前の年度の値による（この年度の値ではない）\n" in shown
    assert comment(between({"actuals": LAST}, {"actuals": LAST | actual("51")})).count("前 前の年度の値による") == 1


def test_counts_bear_the_marks_of_what_they_count_and_what_these_mean() -> None:
    """Of two indicators judged by last year's values one gets the value of the year, in another rating."""
    other = indicator(id="b", name="乙", actuals=LAST)
    before, after = (dataset(plan(), indicator(actuals=own), other) for own in (LAST, LAST | actual("60")))
    outcome = compared(before, after)
    assert ["30%以上60%未満", "2前 → 1前（100.0% → 50.0%）"] in rows(comment(outcome))
    assert ["60%以上100%未満", "0 → 1（0% → 50.0%）"] in rows(comment(outcome))
    counts = text(outcome).partition("動く件数と割合\n")[2].partition("結果の変わる指標")[0]
    assert counts.endswith("前 前の年度の値による（この年度の値ではない）\n\n")
    (impact,) = json.loads(render(outcome, "json", Look()))["effects"]
    assert [(own["marks_before"], own["marks_after"]) for own in impact["tables"][0]["ratings"]] == [
        ([], []),
        (["carried"], ["carried"]),
    ]


def test_what_was_reached_in_the_target_year_is_part_of_the_result() -> None:
    def met(value: str) -> dict[str, Any]:
        return {"target": {"value": "100", "year": "R2"},
                "actuals": {"R2": [{"value": value, "status": "実績"}]} | actual("50")}  # fmt: skip

    shown = rows(comment(between(met("100"), met("99"))))
    assert ["指標（a）", "R3年度", "実績 50件、達成率 50.0%（30%以上60%未満）。目標年度R2には達成",
            "実績 50件、達成率 50.0%（30%以上60%未満）"] in shown  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({}, {"unit": "人"}, "単位の変更: 件 → 人"),
        ({}, {"baseline": {"value": "1000"}, "target": {"value": "2000"}}, "基準値の変更: 値 0件 → 1,000件"),
        ({}, {"actuals": actual("50", approximate="true")}, "実績値の訂正 R3年度: 約の値 いいえ → はい"),
        ({}, {"assumed": {"baseline": "仮に"}}, "推定の変更 基準値（追加）: 仮に"),
        (
            {"note": "長" * 90 + "甲"},
            {"note": "長" * 90 + "乙"},
            "説明・出典の変更 注記: …長長長長長長長長長長甲 → …長長長長長長長長長長乙",
        ),
        ({"note": "長" * 90}, {"note": "短"}, f"説明・出典の変更 注記: {'長' * 80}… → 短"),
        ({}, {"owner": "課"}, "説明・出典の変更 担当（追加）: 課"),
        ({"owner": "課"}, {}, "説明・出典の変更 担当（削除）: 課"),
        ({}, {"baseline": None, "better": "higher"}, "基準値の変更（削除）: 値 0件"),
        ({"baseline": None, "better": "higher"}, {}, "基準値の変更（追加）: 値 0件"),
        ({"better": "higher"}, {}, "定義の変更 良い向き（削除）: 高いほど良い"),
        (
            {"actuals": {"R3": [{"value": "1", "status": "実績"}, {"value": "2", "status": "実績"}]}},
            {"actuals": {"R3": [{"value": "2", "status": "実績"}, {"value": "1", "status": "実績"}]}},
            "実績値の訂正 R3年度 （並び順）",
        ),
    ],
)  # fmt: skip
def test_a_change_is_one_line_in_the_readers_words(before: dict[str, Any], after: dict[str, Any], line: str) -> None:
    told = re.findall(r"^・指標（a） (.*?)(?:（data/.*）)?$", text(between(before, after)), re.MULTILINE)
    assert line in told


def test_days_are_told_by_what_happens_on_them() -> None:
    """改めた基準値の日は公表の日ではなく、集計中の until は停止の終わりではない."""
    base = {"value": "10", "year": "R1"}
    again = {"date": "2022-06", "value": "12", "reason": "遡及改定", "source": {"document": "doc"}}
    told = text(
        between(
            {"baseline": base}, {"baseline": {**base, "restated": [again]}, "pending": {"R4": {"until": "2023-08"}}}
        )
    )
    assert "改めた基準値 2022-06 理由 なし → 遡及改定、" in told
    assert "値の出る時期 2023-08" in told
    assert "公表日" not in told
    assert "停止" not in told


def parted(name: str, value: str) -> dict[str, Any]:
    return {
        "direction": "composite", "better": "higher", "baseline": {"parts": {name: "0"}},
        "target": {"parts": {name: "10"}, "rule": "sum"}, "actuals": {"R3": {"parts": {name: value}, "status": "実績"}},
    }  # fmt: skip


def counted(count: str) -> Plan:
    counts = {"s1": {"achieved": count, "from60": "0", "from30": "0", "below30": "0"}}
    return plan(sections=SECTIONS, published={"R3": {"source": {"document": "doc"}, "counts": counts}})


def mean(first: str, restated: str) -> dict[str, Any]:
    again = {"date": "2022-06", "value": restated, "reason": "遡及改定"}
    return {"value": "4", "average_of": [first, "H30"], "restated": [again]}


def graded(edge: str) -> Plan:
    ratings = [{**rating, "points": "0"} for rating in RATINGS]
    bands = [{"id": "high", "label": "高い", "at_least": edge}, {"id": "low", "label": "低い"}]
    method = {"formula": "distance", "against": "target", "grades": {"by": "sum", "bands": bands}}
    return plan(ratings=ratings, method=method)


def waiting(label: str, *before: dict[str, str]) -> Plan:
    return plan(states=[*before, {"id": "unknown", "label": label, "group": "その他"}])


SECTIONS = [{"id": "s1", "name": "一"}, {"id": "s2", "name": "二"}]
STEPS = {"direction": "milestone", "unit": None, "baseline": None, "actuals": None}


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (between(parted("2021", "5"), parted("2021", "6")), "実績値の訂正 R3年度: 部分ごとの値 2021 5件 → 6件"),
        (
            between(parted("1" * 200, "5"), parted("1" * 200, "6")),
            f"実績値の訂正 R3年度: 部分ごとの値 {'1' * 80}… 5件 → 6件",
        ),
        (
            compared(dataset(counted("1"), indicator(section="s1")), dataset(counted("2"), indicator(section="s1"))),
            "公表結果の変更 R3年度: 公表された数 一 100% 1 → 2",
        ),
        (
            between(STEPS | {"target": {"steps": ["甲", "乙"]}}, STEPS | {"target": {"steps": ["甲", "丙"]}}),
            "目標値の変更（改定の記録によらない）: 段階 丙（追加）、段階 乙（削除）",
        ),
        (
            between({"baseline": mean("H28", "5")}, {"baseline": mean("H27", "6")}),
            "基準値の変更: 平均した年度 H27（追加）、平均した年度 H28（削除）、改めた基準値 2022-06 値 5件 → 6件",
        ),
        (
            compared(dataset(graded("10"), indicator()), dataset(graded("9"), indicator())),
            "算定方法の変更: 評語 評語の境目 高い 下限 10 → 9",
        ),
        (
            compared(
                dataset(plan(method=METHOD | {"rounding": {"as": "percent"}}), indicator()),
                dataset(plan(method=METHOD | {"against": "previous_year", "rounding": {"as": "factor"}}), indicator()),
            ),
            "算定方法の変更: 比べる値 最終の目標値 → 前年度の実績値、丸め 率の書き方 %（95%） → 倍率（0.95）",
        ),
        (
            between(
                {"direction": "reference", "target": {"reference": {"name": "全国", "by_year": {"R3": "60"}}}},
                {"direction": "reference", "target": {"reference": {"name": "全国", "by_year": {"R3": "61"}}}},
            ),
            "目標値の変更（改定の記録によらない）: 比べる相手 年度ごとの相手の値 R3 60 → 61",
        ),
        (
            compared(
                dataset(plan(), indicator()),
                dataset(plan(), indicator(judged={"R3": {"rating": RATINGS[0]["id"], "by": "外部委員会"}})),
            ),
            "人の評価の変更 R3年度（追加）: 評価した人 外部委員会、達成区分 100%",
        ),
        (
            compared(
                dataset(plan(sections=SECTIONS), indicator(section="s1")),
                dataset(plan(sections=SECTIONS), indicator(section="s2", year_kind="calendar", relisted=["s1"])),
            ),
            "定義の変更 年の数え方: 年度（4月から翌年3月まで） → 暦年（1月から12月まで）",
        ),
        (
            compared(dataset(waiting("未判明"), indicator()), dataset(waiting("集計中"), indicator())),
            "達成区分の変更 状態 未判明: 印刷する語 未判明 → 集計中",
        ),
        (
            compared(
                dataset(plan(sections=SECTIONS, tables=[["s1", "s2"]]), indicator(section="s1")),
                dataset(plan(sections=SECTIONS, tables=[["s1"], ["s2"]]), indicator(section="s1")),
            ),
            "分野・表の変更 分野別の表: 1 二（削除）、2 二（追加）",
        ),
    ],
)
def test_a_name_of_digits_is_told_as_it_is_and_an_entry_of_a_list_by_its_name_or_position(
    outcome: DiffOutcome, line: str
) -> None:
    assert line in re.sub(r"\s*\n\s+", " ", text(outcome))


def sectioned(*subsections: tuple[str, str]) -> Plan:
    named = [{"id": key, "name": name} for key, name in subsections]
    return plan(sections=[{"id": "s", "name": "分野", "indicators": "1", "subsections": named}])


def banded(*bands: tuple[str, str, str | None]) -> Plan:
    ratings = [{**rating, "points": "0"} for rating in RATINGS]
    each = [{"id": key, "label": label, "at_least": edge} for key, label, edge in bands]
    written = [{key: own for key, own in band.items() if own} for band in each]
    return plan(ratings=ratings, method=METHOD | {"grades": {"by": "sum", "bands": written}})


def excepted(*exceptions: tuple[str, str]) -> Plan:
    return plan(
        method=METHOD
        | {"exceptions": [{"indicators": [own], "formula": "ratio", "reason": why} for own, why in exceptions]}
    )


def restated(*values: tuple[str, str]) -> dict[str, Any]:
    again = [{"date": day, "value": value, "reason": "遡及改定"} for day, value in values]
    return {"baseline": {"value": "10", "year": "R1", "restated": again}}


def redefined(*reasons: tuple[str, str]) -> dict[str, Any]:
    return {"better": "higher", "breaks": [{"from": year, "reason": why} for year, why in reasons]}


def called(*names: tuple[str, str]) -> dict[str, Any]:
    return {"formerly": [{"until": year, "name": name} for year, name in names]}


def remarked(*remarks: tuple[str, str]) -> dict[str, Any]:
    return {"remarks": {"R3": [{"heading": heading, "text": told} for heading, told in remarks]}}


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (
            compared(
                dataset(sectioned(("aa", "甲"), ("bb", "乙")), indicator()),
                dataset(sectioned(("new", "新"), ("aa", "甲"), ("bb", "丙")), indicator()),
            ),
            "分野・表の変更 分野: 項目 乙 名称 乙 → 丙、項目 新 名称 なし → 新",
        ),
        (
            compared(
                dataset(sectioned(("aa", "甲"), ("bb", "乙")), indicator()),
                dataset(sectioned(("bb", "乙"), ("aa", "甲")), indicator()),
            ),
            "分野・表の変更 分野: 項目（並び順）",
        ),
        (
            compared(
                dataset(banded(("high", "高い", "3"), ("low", "低い", None)), indicator()),
                dataset(banded(("high", "高い", "3"), ("mid", "中ほど", "2"), ("low", "低い", None)), indicator()),
            ),
            "算定方法の変更: 評語 評語の境目 中ほど 下限 なし → 2、評語 評語の境目 中ほど 印刷する語 なし → 中ほど",
        ),
        (
            compared(
                dataset(excepted(("a", "訳")), indicator(), indicator(id="b", name="別の指標")),
                dataset(excepted(("b", "訳"), ("a", "別の訳")), indicator(), indicator(id="b", name="別の指標")),
            ),
            "算定方法の変更: 例外 指標 理由 訳 → 別の訳、例外 別の指標 計算式 なし → "
            "実績 ÷ 目標。減らす目標では 目標 ÷ 実績、例外 別の指標 指標 別の指標（追加）、"
            "例外 別の指標 理由 なし → 訳",
        ),
        (
            between(restated(("2022-06", "12")), restated(("2021-06", "11"), ("2022-06", "13"))),
            "基準値の変更: 改めた基準値 2021-06 理由 なし → 遡及改定、改めた基準値 2021-06 値 なし → 11件、"
            "改めた基準値 2022-06 値 12件 → 13件",
        ),
        (
            between(redefined(("R3", "数え方")), redefined(("R2", "はじめ"), ("R3", "数え直し"))),
            "定義の変更: R2 変更の内容 なし → はじめ、R3 変更の内容 数え方 → 数え直し",
        ),
        (
            between(called(("R1", "旧い名")), called(("H30", "もっと旧い名"), ("R1", "旧名"))),
            "分野の変更 前の名称・分野・担当: H30 名称 なし → もっと旧い名、R1 名称 旧い名 → 旧名",
        ),
        (
            between(remarked(("課題", "甲"), ("課題", "乙")), remarked(("取組", "丙"), ("課題", "甲"), ("課題", "丁"))),
            "説明・出典の変更 所見 R3年度: 取組 文章 なし → 丙、課題 (2) 文章 乙 → 丁",
        ),
        (
            compared(
                dataset(waiting("未判明"), indicator()),
                dataset(waiting("未判明", {"id": "gone", "label": "中止", "group": "他"}), indicator()),
            ),
            "達成区分の変更 状態 中止（追加）: 大きな分け 他、母数に入れる はい、印刷する語 中止",
        ),
    ],
)
def test_an_entry_that_has_a_name_is_told_by_it_wherever_it_stands(outcome: DiffOutcome, line: str) -> None:
    assert line in re.sub(r"\s*\n\s+", " ", text(outcome))


def test_the_years_of_a_section_are_not_told_as_those_of_a_suspension() -> None:
    told = [list(Naming().titles((key,), ("sections", "s"))) for key in ("since", "until")]
    assert told == [["最初の年度"], ["最後の年度"]]


def test_keys_of_a_correction_may_be_anything() -> None:
    odd = ("steps", "x", "1" * 5000, "tables", "(2)")
    assert list(Naming().titles(odd, ("tables",))) == ["段階", "x", f"{'1' * 80}…", "分野別の表", "2"]


def test_a_correction_is_told_by_its_day_from_what_to_what_and_why() -> None:
    correction = {"date": "2022-06-01", "year": "R3", "indicator": "a", "why": "集計の誤り",
                  "from": {"actual": {"value": "5445"}}, "to": {"actual": {"value": "5500"}}}  # fmt: skip
    told = text(compared(dataset(plan(), indicator()), dataset(plan(corrections=[correction]), indicator())))
    assert (
        "計画（p） 正誤の変更 R3 a（追加）: 正誤の日 2022-06-01、訂正前 実績値 値 5,445、訂正後 実績値 値 5,500、"
        "訂正の理由 集計の誤り\n" in told
    )


def test_an_error_on_a_side_is_counted_and_what_it_touches_is_not_compared() -> None:
    error = finding("「6,000」は数値ではない", Spot("data/indicators/p/s/a.yaml", 1, 1))
    outcome = compared(dataset(plan(), indicator()), dataset(plan(), indicator(actuals=actual("60"))), (error,))
    note = (
        "注意: 「main」のデータに、数字に関わる誤りが1件ある（下に示す）。"
        "直すまで、誤りのあるファイルの結果と、表の件数・割合は比べない"
    )
    told = "data/indicators/p/s/a.yaml:1:1: error KPI203 「6,000」は数値ではない"
    told_of_it = text(outcome).split("\n\n")
    assert [*told_of_it[1:3], told_of_it[6]] == [
        "変更1件。分かる範囲で、達成率・達成区分・件数・割合はどれも変わらない。",
        note,
        "データの誤り: 版 main（コミット 0123456789ab）\n----------------------------------------------",
    ]
    assert told in text(outcome)
    assert note in comment(outcome)
    assert (
        f"<summary>データの誤り: {MAIN}（1件）</summary>\n\n- {told.replace(':1:1:', ':<!-- -->1:<!-- -->1:')}"
        in comment(outcome)
    )


def headings(outcome: DiffOutcome) -> list[str]:
    return re.findall(r"^(.*)\n-+$", text(outcome), re.MULTILINE)


def test_of_one_year_nothing_is_said_about_the_others() -> None:
    outcome = between({}, {"actuals": actual("51"), "note": "注"})._replace(year=FiscalYear(2021))
    assert "変更2件。R3年度では、1指標の達成率か値が変わる。" in text(outcome)
    assert headings(outcome)[2:] == ["R3年度の数字に関わる変更", "R3年度の数字に関わらない変更"]
    outcome = outcome._replace(impacts=(), year=FiscalYear(2020))
    assert "変更2件。R2年度では、達成率・達成区分・件数・割合はどれも変わらない。" in text(outcome)
    assert headings(outcome)[1:] == ["値や定義の変更（R2年度の数字は動かない）", "R2年度の数字に関わらない変更"]
    assert "<summary>R2年度の数字に関わらない変更（1件）</summary>" in comment(outcome)


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ({"actuals": actual("51")}, "数字に関わる変更"),
        ({"unit": "人"}, "値や定義の変更（数字は動かない）"),
        ({"actuals": {"H30": {"value": "5", "status": "実績"}, **actual("50")}}, "値や定義の変更（数字は動かない）"),
        ({"subsection": "x"}, "値や定義の変更（数字は動かない）"),
        ({"note": "注"}, "数字に関わらない変更"),
        ({"owner": "課"}, "数字に関わらない変更"),
        ({"name": "別"}, "数字に関わらない変更"),
        ({"unmet": {"R3": {"reason": "訳"}}}, "数字に関わらない変更"),
    ],
)
def test_only_words_are_said_to_have_nothing_to_do_with_figures(after: dict[str, Any], title: str) -> None:
    assert headings(between({}, after))[-1] == title


def test_of_several_sections_each_is_told_below_all_together() -> None:
    of = plan(sections=SECTIONS, tables=[["s1"], ["s2"]])
    others = [indicator(id=f"b{n}", name=f"乙{n}", section="s2") for n in (1, 2)]
    before, after = (dataset(of, indicator(section="s1", actuals=actual(value)), *others) for value in ("50", "60"))
    written = comment(compared(before, after))
    whole, _, below = written.partition("<details>\n<summary>動く件数と割合（分野別）（2件）</summary>")
    assert rows(whole.partition("### 動く件数と割合")[2]) == [
        ["60%以上100%未満", "0 → 1（0% → 33.3%）"],
        ["30%以上60%未満", "3 → 2（100.0% → 66.7%）"],
    ]
    assert rows(below.partition("</details>")[0]) == [
        ["一", "60%以上100%未満", "0 → 1（0% → 100.0%）"],
        ["一", "30%以上60%未満", "1 → 0（100.0% → 0%）"],
    ]


def test_a_table_of_several_sections_is_told_together_too() -> None:
    of = plan(sections=[*SECTIONS, {"id": "s3", "name": "三"}], tables=[["s1", "s2"], ["s3"]])
    others = [indicator(id=f"b{n}", name=f"乙{n}", section=f"s{n}") for n in (2, 3)]
    before, after = (dataset(of, indicator(section="s1", actuals=actual(value)), *others) for value in ("50", "60"))
    below = comment(compared(before, after)).partition("（分野別）")[2].partition("</details>")[0]
    assert rows(below) == [
        ["一", "60%以上100%未満", "0 → 1"],
        ["一", "30%以上60%未満", "1 → 0"],
        ["一・二", "60%以上100%未満", "0 → 1（0% → 50.0%）"],
        ["一・二", "30%以上60%未満", "2 → 1（100.0% → 50.0%）"],
    ]


def rows(written: str) -> list[list[str]]:
    """The cells of the rows of a table below its head."""
    found = [[cell.strip() for cell in row.split("|")[1:-1]] for row in written.splitlines() if row.startswith("|")]
    return found[2:]


def test_where_something_could_not_be_compared_no_change_is_said_to_move_nothing() -> None:
    error = finding("「R3x」は年度ではない", Spot("data/targets/p.yaml", 1, 1))
    outcome = compared(dataset(plan(), indicator()), dataset(plan(), indicator(actuals=actual("60"))), (error,))
    title = "そのほかの変更（数字に関わるかは、誤りを直すと分かる）"
    assert headings(outcome)[1:] == ["データの誤り: 版 main（コミット 0123456789ab）", title]
    assert f"<summary>{title}（1件）</summary>" in comment(outcome)


@pytest.mark.parametrize(
    ("value", "before", "after"),
    [
        ("51", "50.0%", "51.0%"),
        ("50.01", "50.00%", "50.01%"),
        ("50.0001", "50.0000%", "50.0001%"),
        ("50.000001", "50.0000%", "50.0000%（30%以上60%未満）。違いは小数第5位以下"),
    ],
)
def test_two_rates_that_differ_never_read_the_same(value: str, before: str, after: str) -> None:
    row = next(line for line in comment(between({}, {"actuals": actual(value)})).splitlines() if "達成率 5" in line)
    was, now = (cell.strip().partition("達成率 ")[2] for cell in row.split("|")[3:5])
    assert (was, now.removesuffix("（30%以上60%未満）")) == (f"{before}（30%以上60%未満）", after)


def test_a_percentage_that_prints_as_before_is_told_once() -> None:
    """999 of 1,999 and 1,000 of 2,000 both print 50.0%."""
    many = [indicator(id=f"a{n}", actuals=actual("100" if n % 2 else "0")) for n in range(1999)]
    told = comment(compared(dataset(plan(), *many), dataset(plan(), *many, indicator(id="b", actuals=actual("100")))))
    rows = [line for line in told.splitlines() if re.match(r"\| (?:100%|30%未満|計) ", line)]
    assert [[cell.strip() for cell in row.split("|")[1:3]] for row in rows] == [
        ["100%", "999 → 1,000（50.0%）"],
        ["計", "1,999 → 2,000"],
    ]


def test_a_section_that_no_paper_could_complete_gets_no_line() -> None:
    open_now = dataset(plan(), indicator(baseline=None, better="higher"))
    shown = text(compared(dataset(plan(), indicator()), open_now))
    assert "| 算定不能 " in shown
    assert "分野:" not in shown


PLACES = [
    ("data/a b/実績.yaml", "data/a%20b/%E5%AE%9F%E7%B8%BE.yaml"),
    ("data/x](javascript:y).yaml", "data/x%5D%28javascript%3Ay%29.yaml"),
    ("./data/a#1.yaml", "data/a%231.yaml"),
    ("javascript:alert(1)", "javascript%3Aalert%281%29"),
]


@pytest.mark.parametrize("address", ["", "https://git.example/ken/kpi/blob/0123/"])
@pytest.mark.parametrize(("document", "path"), PLACES)
def test_a_file_is_a_link_to_its_line_and_nothing_else(document: str, path: str, address: str) -> None:
    outcome = between({}, {"unit": "人"})
    after = outcome.after._replace(locate=lambda _: Spot(document, 5, 7), address=address)
    written = comment(outcome._replace(after=after))
    links = [token.attrs["href"] for line in READER.parse(written) for token in line.children or [] if token.attrs]
    assert links == [f"{address}{path}#L5"] * 2


# Hostile text


def hostile(words: str) -> DiffOutcome:
    name = line(words)
    before = indicator(name=f"x{name}", unit=name, owner=name, note=words, actuals=actual("1", note=words))
    after = indicator(name=f"y{name}", unit=f"{name}2", owner="課", note="注", actuals=actual("1000"),
                      target={"value": "7"}, unmet={"R3": {"reason": words}}, assumed={words: words})  # fmt: skip
    error = finding(words, Spot(words, 1, 1))
    own = plan(name=name, sections=[{"id": "s", "name": name}], ratings=_bands(name))
    return compared(dataset(own, before), dataset(own, after), (error,), name=words)


def _bands(words: str) -> list[dict[str, str]]:
    return [
        {"id": "met", "label": words, "group": words, "at_least": "100"},
        {"id": "unmet", "label": f"{words}2", "group": words},
    ]


WRITABLE = [words for words in HOSTILE if words.strip()]


@pytest.mark.parametrize("words", WRITABLE)
def test_in_a_comment_text_of_the_data_stays_text(words: str) -> None:
    written = comment(hostile(words))
    assert written.startswith(f"{MARKER}\n")
    assert written.count(MARKER) == 1
    assert not re.search(r"@\w|#\d|://|www\.\w|:[\w+-]+:", written.replace("\\", ""))
    html = READER.render(written)
    assert not re.search(r"<(?!!--)", OURS.sub("", html))
    assert html.count("<details>") == html.count("</details>") == written.count("<details>")


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("words", WRITABLE)
def test_nothing_acts_on_a_terminal(form: str, words: str) -> None:
    written = render(hostile(words), form, Look()).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", written)


# One comment


def many(count: int, length: int = 1) -> DiffOutcome:
    def states(value: str) -> list[Indicator]:
        return [
            indicator(
                id=f"i{n}", name=f"{n}{'😀' * (length if n % 5 == 0 else 1)}", actuals=actual(value), note=f"{n}{value}"
            )
            for n in range(count)
        ]

    return compared(dataset(plan(), *states("50")), dataset(plan(), *states("70")))


TITLES = ("### もう一度見るところ", "### 結果の変わる指標", "数字に関わる変更（", "数字に関わらない変更（")


def size(written: str) -> int:
    return len(written.encode("utf-16-le")) // 2


def told(written: str, title: str) -> int:
    """How many entries a part shows, and says that it has left out."""
    part = re.split(r"\n### |\n<details>\n<summary>", written.partition(title)[2])[0]
    left = re.search(r"ほか([\d,]+)件は", part)
    return len(re.findall(r"^(?:- |\| \d)", part, re.MULTILINE)) + (int(left[1].replace(",", "")) if left else 0)


@pytest.mark.slow
def test_a_change_of_thousands_is_told_within_one_comment() -> None:
    written = comment(many(500, 70))
    assert 50_000 < size(written) <= LIMIT - FRAME
    assert "変更1,000件。500指標の達成区分、R3年度の表の件数・割合が変わる。" in written
    assert written.count("入りきらないため省いた") == 4
    assert written.count("<details>") == written.count("</details>") == 2
    assert [told(written, title) for title in TITLES] == [500] * 4


@pytest.mark.slow
@given(st.integers(0, 40), st.integers(0, 40), st.integers(2500, 12000))
def test_it_is_never_longer_and_every_entry_is_shown_or_counted(count: int, length: int, limit: int) -> None:
    written = comment(many(count, length), limit)
    assert size(written) <= limit
    if count:
        assert [told(written, title) for title in TITLES] == [count] * 4
