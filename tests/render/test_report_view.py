"""The report as a document: the paper's layout, what stands below each table, and what changes with the question."""

from itertools import pairwise
from typing import Any

import pytest

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.mark import Mark
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.report import Scope, build_report
from dxkpi.render.blocks import Doc, Grid, Heading, Items, Notes, Paragraph, Tone
from dxkpi.render.formats import Look, render, view
from tests.build import declared, finals, plan
from tests.build import indicator as build_indicator
from tests.render.docs import report_doc
from tests.render.papers import CHIBA, absolute, chiba_report, indicator, small_report

PUBLICATION = "＊ 公表された件数、または資料に名称のない指標の件数による（データだけでは決まらない）"
ASSUMED, CARRIED, PARTIAL = (f"{mark.sign} {mark.meaning}" for mark in (Mark.ASSUMED, Mark.CARRIED, Mark.PARTIAL))
FORMULA = (
    "達成率 = (実績値 - 基準値) ÷ (目標値 - 基準値)。比較対象は最終目標値。達成率は表示だけを小数第1位に四捨五入する"
)
BANDS = (
    "達成区分は丸める前の達成率で決める: "
    "100%=100%以上、60%以上100%未満=60%以上、30%以上60%未満=30%以上、30%未満=それ未満"
)
WARNING = "注意: 公表結果とデータが食い違っている（不整合）。dxkpi reconcile --plan chiba-ict --year R3 で確かめる"


def grids(doc: Doc) -> list[Grid]:
    return [block for block in doc if isinstance(block, Grid)]


def notes(doc: Doc) -> list[tuple[str, ...]]:
    return [block.lines for block in doc if isinstance(block, Notes)]


def headings(doc: Doc) -> list[str]:
    return [block.text for block in doc if isinstance(block, Heading)]


def lists(doc: Doc) -> dict[str, Items]:
    found: dict[str, Items] = {}
    for before, block in pairwise(doc):
        if isinstance(before, Heading) and isinstance(block, Items):
            found[before.text] = block
    return found


@pytest.fixture(scope="module")
def doc() -> Doc:
    return report_doc(chiba_report(), detail=False)


def test_the_tables_of_the_paper(doc: Doc) -> None:
    overview, one, two = grids(doc)
    assert [(column.above, column.head) for column in overview.columns] == [
        ("", "達成率＼項目・指標"),
        ("達成", "100%"),
        ("未達成", "60%以上\n100%未満"),
        ("未達成", "30%以上\n60%未満"),
        ("未達成", "30%未満"),
        ("その他", "進捗管理の\n停止"),
    ]
    assert overview.rows == (
        ("1. 波及効果の高いプロジェクト（計12指標）", "7前途", "1＊推", "1＊推", "2＊途", "1"),
        ("2. 個別施策（計48指標）", "36＊", "2＊", "0＊", "10＊", "-"),
        ("3. 推進を支える土台づくり（計8指標）", "7＊", "0", "0", "1推", "-"),
        ("（計68指標）", "73.5%＊前途", "4.4%＊推", "1.5%＊推", "19.1%＊推途", "1.5%"),
    )
    assert one.rows == (
        ("1. 波及効果の高いプロジェクト（計12指標）", "7前途", "1＊推", "1＊推", "2＊途", "1"),
        ("（計12指標）", "58.3%前途", "8.3%＊推", "8.3%＊推", "16.7%＊途", "8.3%"),
    )
    assert two.rows == (
        ("2. 個別施策（計48指標）", "36＊", "2＊", "0＊", "10＊"),
        ("3. 推進を支える土台づくり（計8指標）", "7＊", "0", "0", "1推"),
        ("（計56指標）", "76.8%＊", "3.6%＊", "0%＊", "19.6%＊推"),
    )


def test_what_the_tables_rest_on(doc: Doc) -> None:
    overview, one, two, method = notes(doc)
    rpa = "推 RPA導入により削減した作業時間: 基準値は推定（新規の取組として0とした）"
    work = "推 業務改革に資する取組の数: 基準値は推定（新規の取組として0とした）"
    needs = "推 ニーズ把握の体制整備: 分野は推定（資料は分野を記していない）"
    school = "前 ICT関連訓練科の就職率: R2年度実績"
    paper = "前 年間用紙使用量: R2年度速報（公表件数から充当した。どの区分に入るかは決まらない）"
    telework = "途 テレワーク実施者数: R3年度実績（4月〜8月）"
    jobs = "途 情報系コースの就職率: R3年度（2021年12月時点）"
    assert overview == (
        PUBLICATION, ASSUMED, rpa, work, needs, CARRIED, paper, school, PARTIAL, telework, jobs,
    )  # fmt: skip
    assert doc[3] == Paragraph(
        "内訳: データから判定12（うち前の年度の値1、年度途中の値1）、停止1、推定を含む判定2、"
        "公表件数から充当10（うち前の年度の値1、年度途中の値1）、名称の公表なし43"
    )
    assert one == (
        PUBLICATION, ASSUMED, rpa, work, CARRIED, school, PARTIAL, telework, jobs,
        "12指標の内訳: データから判定7（うち前の年度の値1、年度途中の値1）、停止1、推定を含む判定2、"
        "公表件数から充当2（うち年度途中の値1）",
    )  # fmt: skip
    assert two == (
        PUBLICATION, ASSUMED, needs, CARRIED, paper,
        "56指標の内訳: データから判定5、公表件数から充当8（うち前の年度の値1）、名称の公表なし43",
    )  # fmt: skip
    assert method == (
        FORMULA,
        BANDS,
        "構成比は四捨五入のため、合計が100%にならないことがある",
        "出典: 令和3年度 進捗状況について（千葉県、2022年3月）",
    )


@pytest.mark.parametrize("scope", [Scope(), Scope(computed=True), Scope(section="kobetsu")])
def test_what_the_figures_rest_on_adds_up_to_the_indicators_of_every_table(scope: Scope) -> None:
    report = chiba_report(scope)
    assert report.overview
    for table in (report.overview, *report.tables):
        assert table.composition.total == table.size


def test_headings_and_what_was_asked(doc: Doc) -> None:
    assert headings(doc) == [
        "千葉県ICT利活用戦略 令和3年度 進捗状況",
        "概要",
        "（1）波及効果の高いプロジェクト",
        "（2）個別施策・推進を支える土台づくり",
        "算定方法と出典",
    ]
    assert doc[4] == Paragraph("R3年度（2021年度）／データにある最新の値による")
    asked = report_doc(chiba_report(Scope(parse_day("2022-04-01"), "kobetsu", computed=True)), detail=False)
    assert asked[4] == Paragraph(
        "R3年度（2021年度）／2022年4月1日までに分かっていた値による／「個別施策」のみ／公表件数による補いなし"
    )


def test_one_section_is_one_table() -> None:
    (table,) = grids(report_doc(chiba_report(Scope(section="kobetsu")), detail=False))
    assert table.rows[-1] == ("（計48指標）", "75.0%＊", "4.2%＊", "0%＊", "20.8%＊")


def test_without_the_published_counts_there_is_a_column_not_assessed() -> None:
    doc = report_doc(chiba_report(Scope(computed=True)), detail=False)
    overview = grids(doc)[0]
    assert (overview.columns[-1].above, overview.columns[-1].head) == ("算定不能", "判定\nできない")
    assert [row[-1] for row in overview.rows] == ["2", "8", "0", "14.7%"]
    assert doc[3] == Paragraph(
        "内訳: データから判定12（うち前の年度の値1、年度途中の値1）、停止1、推定を含む判定2、"
        "名称の公表なし43、算定不能10"
    )


def counts(**hakyu: str) -> dict[str, Any]:
    published = CHIBA["published"]["R3"]
    return {"R3": published | {"counts": published["counts"] | {"hakyu": hakyu}}}


def test_a_contradiction_is_said_and_nothing_is_filled_in_from_it() -> None:
    contradicted = counts(achieved="6", from60="2", from30="1", below30="2", suspended="1")
    doc = report_doc(chiba_report(published=contradicted), detail=False)
    assert doc[5] == Paragraph(WARNING, Tone.WARNING)
    assert notes(doc)[0][-1] == (
        "波及効果の高いプロジェクト: 公表された件数がデータと食い違う（不整合）ため、公表件数では補っていない"
    )
    assert Paragraph(WARNING) not in report_doc(chiba_report(), detail=False)


def test_before_the_publication_nothing_is_filled_in() -> None:
    doc = report_doc(chiba_report(Scope(parse_day("2022-02"))), detail=False)
    assert any("まだない）ため、判定できない指標を算定不能とした" in line for line in notes(doc)[0])


def test_later_knowledge_leaves_the_published_table_to_as_of() -> None:
    documents = CHIBA["documents"] | {"later": {"title": "次の資料", "publisher": "県", "date": "2023-03"}}
    first = {"value": "4", "status": "見込", "source": {"document": "r3-progress"}}
    then = {"value": "6", "status": "実績", "source": {"document": "later"}}
    changed = indicator(
        id="c", baseline={"value": "0"}, target={"value": "8"}, actuals={"R3": [first, then]}, section="s"
    )
    unknown = absolute("不明", "8", "R3 見込 4", id="u", better="higher")
    published = {"R3": CHIBA["published"]["R3"] | {"counts": {"s": {"from30": "1", "below30": "1"}}}}
    doc = report_doc(small_report(changed, unknown, documents=documents, published=published), detail=False)
    assert notes(doc)[0][-1] == (
        "分野: 公表の後に分かった値で結果が変わったため、公表件数では補っていない。"
        "公表時点の表は --as-of 2022-03 で出せる"
    )


def test_the_lists_below_a_table() -> None:
    doc = report_doc(chiba_report(), detail=True)
    found = lists(doc)
    met = found["達成（見込）となる指標"]  # of the second table, the later of two
    assert [item.text for item in met.items] == [
        "個別施策「100%」: ほか36指標（名称の記載なし）",
        "土台づくり「100%」: ほか7指標（名称の記載なし）",
    ]
    covid = found["未達成（見込）となる指標: 新型コロナウイルス感染症の影響が大きいと思われるもの"]
    assert [item.text for item in covid.items] == ["年間用紙使用量", "ちば医療ナビ", "ちばりすネット", "応需情報"]
    assert covid.items[0].lines == (
        "目標値 365,241千枚／R2年度速報 437,322千枚（前年度の値）",
        "算定不能前: 基準値が資料にないため。未達成は確か",
    )
    missed = found["未達成（見込）となる指標"].items
    assert missed[0].lines == (
        "目標値 6,000時間／基準値 0時間（推定）／R3年度実績 5,445時間",
        "達成率 90.8%推（60%以上100%未満）",
        "理由: 適性が想定より低かった",
    )
    suspended = found["進捗管理を停止している指標"].items[0]
    assert suspended.lines == (
        "目標値 150手続",
        "停止（R3年度から）: 調査の結果を基に把握する",
        "後継: 様式単位の把握",
    )


def test_a_day_before_the_suspension_and_the_reason_were_told_has_neither() -> None:
    source, none_yet = {"document": "r3-progress"}, "算定不能: 実績値がまだないため"
    missed = absolute("未達成のもの", "8", "R3 実績 4", id="m", baseline={"value": "0"}, source=source,
                      unmet={"R3": {"reason": "機器の納入が遅れた"}})  # fmt: skip
    stopped = absolute("停止したもの", "8", "R3 実績 1", id="t", better="higher", source=source,
                       suspended={"since": "R3", "reason": "見直し", "source": source})  # fmt: skip
    known = {"documents": CHIBA["documents"]}
    then = lists(report_doc(small_report(missed, stopped, scope=Scope(parse_day("2022-02-28")), **known), detail=True))
    assert {item.text: item.lines for item in then["判定できない指標"].items} == {
        "未達成のもの": ("目標値 8件／基準値 0件", none_yet),
        "停止したもの": ("目標値 8件", none_yet),
    }
    now = lists(report_doc(small_report(missed, stopped, **known), detail=True))
    assert now["未達成の指標"].items[0].lines[-1] == "理由: 機器の納入が遅れた"
    assert now["進捗管理を停止している指標"].items[0].lines[-1] == "停止（R3年度から）: 見直し"


def test_named_and_unnamed_in_one_list_and_what_no_actual_tells() -> None:
    undisclosed = [{"section": "s", "rating": "from60", "count": "3", "source": {"document": "r3-progress"}}]
    published = {"R3": CHIBA["published"]["R3"] | {"counts": {"s": {"from60": "3", "below30": "1"}}}}
    missed = absolute("未達成のもの", "8", "R3 実績 0", id="m", baseline={"value": "0"})
    waiting = indicator(id="w", name="待つもの", target={"value": "8"}, better="higher")
    report = small_report(missed, waiting, undisclosed=undisclosed, published=published, documents=CHIBA["documents"])
    found = lists(report_doc(report, detail=True))
    assert [item.text for item in found["未達成の指標"].items] == [
        "未達成のもの",
        "分野「60%以上100%未満」: ほか3指標（名称の記載なし）",
    ]
    assert found["判定できない指標"].items[0].lines == ("目標値 8件", "算定不能: 実績値がまだないため")


def followed(**fields: Any) -> Any:
    return indicator(direction="monitor", **fields)


ACTUALS = {
    "R元": {"value": "1000", "status": "実績", "approximate": "true"},
    "R3": {"value": "73.50", "status": "速報", "period": {"from": "2021-04", "to": "2021-08"}},
    "R4": {"value": "99", "status": "実績"},
}


def test_followed_indicators_over_the_years() -> None:
    report = small_report(
        followed(id="a", name="甲", actuals=ACTUALS, baseline={"value": "7"}, assumed={"section": "示されていない"}),
        followed(id="b", name="乙", actuals={"R2": {"value": "2", "status": "見込"}}),
        name="DX戦略",
    )
    doc = report_doc(report, detail=True)
    assert headings(doc) == ["DX戦略 令和3年度 進捗状況", "推移を見る指標", "分野"]
    (table,) = grids(doc)
    assert [column.head for column in table.columns] == ["指標", "単位", "基準値", "R元年度", "R2年度", "R3年度"]
    assert table.rows == (
        ("甲", "件", "7件", "約1,000", "", "速報 73.50"),
        ("乙", "件", "", "", "見込 2", ""),
    )
    assert notes(doc)[0] == ("甲: R3年度速報（4月〜8月）", "推 甲: 分野は推定（示されていない）")


def test_a_plan_may_rate_some_and_follow_others() -> None:
    rated = absolute("達成するもの", "8", "R3 実績 9", id="r", baseline={"value": "0"})
    doc = report_doc(small_report(rated, followed(id="a", name="甲", actuals=ACTUALS)), detail=False)
    assert len(grids(doc)) == 2
    assert "推移を見る指標" in headings(doc)


def test_a_plan_without_ratings_shows_targets_beside_the_values() -> None:
    report = small_report(
        absolute("目標のあるもの", "8", "R3 実績 9", id="r", baseline={"value": "0"}),
        indicator(
            id="m", unit=None, direction="milestone", target={"steps": ["設置"]},
            actuals={"R3": {"done": [], "text": "未整備", "status": "実績"}},
        ),
        ratings=[], method=None, suspended=None,
    )  # fmt: skip
    (table,) = grids(report_doc(report, detail=False))
    assert table.rows == (
        ("目標のあるもの", "件", "目標値 8件", "0件", "9"),
        ("指標", "", "設置", "", "未整備"),
    )


def test_an_empty_plan_has_a_title() -> None:
    assert headings(report_doc(small_report(), detail=True)) == ["計画 令和3年度 進捗状況"]


def test_every_report_of_an_outcome() -> None:
    outcome = ReportOutcome((chiba_report(), small_report()))
    doc = view(outcome, Look())
    assert headings(doc)[0] == "千葉県ICT利活用戦略 令和3年度 進捗状況"
    assert headings(doc)[-1] == "計画 令和3年度 進捗状況"


@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
def test_every_format_writes_it_the_same_each_time(form: str) -> None:
    outcome = ReportOutcome((chiba_report(),))
    assert render(outcome, form, Look(width=80)) == render(outcome, form, Look(width=80))


def test_building_a_document_draws_nothing() -> None:
    import subprocess
    import sys

    code = "import dxkpi.render.views.report, dxkpi.render.csv, sys; print({'rich', 'tabulate'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_suspended_indicators_outside_the_denominator_have_no_share() -> None:
    met = absolute("達成するもの", "8", "R3 実績 9", id="r", baseline={"value": "0"})
    stopped = absolute(
        "停止したもの", "8", "R3 実績 1", id="t", better="higher", suspended={"since": "R3", "reason": "見直し"}
    )
    report = small_report(met, stopped, suspended={"label": "停止", "group": "その他", "in_denominator": "false"})
    doc = report_doc(report, detail=True)
    assert grids(doc)[0].rows == (
        ("1. 分野（計2指標）", "1", "0", "0", "0", "1"),
        ("（計2指標）", "100.0%", "0%", "0%", "0%", "-"),
    )
    assert lists(doc)["進捗管理を停止している指標"].items[0].lines[-1] == "停止（R3年度から）: 見直し"


def test_detail_begins_with_the_indicators_and_their_values_year_by_year() -> None:
    values = {"R2": {"value": "3", "status": "実績"}, "R3": {"value": "6", "status": "見込"}}
    first = indicator(
        name="講座の数", target={"value": "8"}, actuals=values, id="a", number="1-1", baseline={"value": "0"}
    )
    second = absolute("待ち時間", "10", "R3 実績 22", "分", id="b", number="1-2", baseline={"value": "30"})
    doc = report_doc(small_report(first, second, target_year="R5"), detail=True)
    table = next(block for block in grids(doc) if block.columns[0].head == "番号")
    heads = ("番号", "指標", "単位", "基準値", "R2年度", "R3年度", "目標", "達成率", "達成区分")
    assert tuple(column.head for column in table.columns) == heads
    assert table.rows == (
        ("1-1", "講座の数", "件", "0", "3", "見込 6", "8件", "75.0%", "60%以上100%未満"),
        ("1-2", "待ち時間", "分", "30", "-", "22", "10分", "40.0%", "30%以上60%未満"),
    )
    assert set(lists(doc)) == {"未達成（見込）となる指標"}


def test_a_column_without_any_value_is_left_out() -> None:
    people = {"formula": "judged"}
    own = indicator(
        id="a", name="指針", unit=None, direction="judged", target={"text": "定める"},
        judged={"R3": {"rating": "achieved", "by": "課", "reason": "定めたため"}},
    )  # fmt: skip
    ratings = [{"id": "achieved", "label": "できた", "symbol": "◎", "group": "評価"}]
    doc = report_doc(small_report(own, method=people, ratings=ratings), detail=True)
    assert grids(doc)[0].columns[0].head == "達成区分＼項目・指標"
    (table,) = (block for block in grids(doc) if block.columns[0].head == "指標")
    assert [column.head for column in table.columns] == ["指標", "R3年度", "目標", "達成区分"]
    assert table.rows == (("指針", "-", "定める", "◎ できた評"),)
    assert lists(doc)["人が評価した指標"].items[0].lines == (
        "定める",
        "達成区分 ◎ できた評",
        "評価: 「◎ できた」（課。定めたため）",
    )


def test_lists_of_a_year_on_the_way_say_what_was_reached() -> None:
    on_the_way: dict[str, Any] = {"method": {"formula": "distance", "against": "straight_line"}, "target_year": "R5"}
    ahead = absolute("先行するもの", "50", "R3 実績 40", id="a", baseline={"value": "0", "year": "H30"})
    behind = absolute("遅れるもの", "50", "R3 実績 20", id="b", baseline={"value": "0", "year": "H30"})
    found = lists(report_doc(small_report(ahead, behind, **on_the_way), detail=True))
    assert {title: [item.text for item in own.items] for title, own in found.items()} == {
        "目安値に達した指標": ["先行するもの"],
        "目安値に達していない指標": ["遅れるもの"],
    }


def test_a_forecast_that_nothing_is_judged_by_is_not_in_the_headings() -> None:
    met = absolute("達成するもの", "8", "R3 実績 9", id="r", baseline={"value": "0"})
    watched = indicator(direction="monitor", id="m", actuals={"R3": {"value": "6", "status": "見込"}})
    assert "達成した指標" in lists(report_doc(small_report(met, watched), detail=True))


def test_a_column_names_the_years_that_its_values_are_of() -> None:
    values = finals(R3="6")
    fiscal = indicator(id="f", name="年度", direction="monitor", actuals=values)
    calendar = indicator(id="c", name="暦年", direction="monitor", year_kind="calendar", actuals={"2021": values["R3"]})
    for own, head in (((fiscal,), "R3年度"), ((calendar,), "2021年"), ((fiscal, calendar), "R3年度・2021年")):
        found = grids(report_doc(small_report(*own), detail=True))[-1]
        assert found.columns[-1].head == head
    rated = absolute("暦年", "8", "2020 実績 9", id="r", baseline={"value": "0", "year": "2019"}, year_kind="calendar")
    table = next(
        t for t in grids(report_doc(small_report(rated), detail=True)) if "単位" in [c.head for c in t.columns]
    )
    assert "2021年" in [column.head for column in table.columns]  # the year of the report, without a value


def test_a_rating_by_people_does_not_say_that_a_value_was_reached() -> None:
    said = {"R3": {"rating": "below30", "by": "委員会", "reported": "委員会"}}
    method = {"formula": "distance", "against": "straight_line"}
    own = absolute("評価", "8", "R3 実績 9", id="r", baseline={"value": "0", "year": "H30"}, judged=said)
    by_value = absolute("値", "8", "R3 実績 9", id="v", baseline={"value": "0", "year": "H30"})
    doc = report_doc(small_report(own, by_value, method=method, target_year="R5"), detail=True)
    assert set(lists(doc)) == {"達成した指標", "未達成の指標"}
    doc = report_doc(small_report(by_value, method=method, target_year="R5"), detail=True)
    assert set(lists(doc)) == {"目安値に達した指標"}


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_section_without_indicators_lists_none(form: str) -> None:
    sections = [{"id": "s", "name": "分野"}, {"id": "empty", "name": "空の分野"}]
    report = build_report(plan(sections=sections), declared(build_indicator()), parse_fiscal_year("R3"))
    shown = render(ReportOutcome((report,)), form, Look(detail=True)).decode()
    assert ("（2）空の分野" in shown, shown.count("基準値 0件")) == (True, 1)
