"""HTML: a page that needs nothing else, in which text of the data is never more than text."""

import base64
import hashlib
import re
from fractions import Fraction
from pathlib import Path

import pytest

from dxkpi.core.basis.calendar import CalendarYear, parse_fiscal_year
from dxkpi.core.outcome import Outcome
from dxkpi.render.blocks import (
    About,
    Align,
    Bar,
    Column,
    Doc,
    Drawn,
    Grid,
    Heading,
    Item,
    Items,
    Length,
    Link,
    Named,
    Notes,
    Paragraph,
    Part,
    PlacedRemark,
    Tone,
    Toned,
    Trend,
    TrendTarget,
    TrendValue,
    Verbatim,
    WayChart,
    WayStep,
)
from dxkpi.render.formats import Look, render
from dxkpi.render.gfm import markdown
from dxkpi.render.html.charts import shares, trended, way
from dxkpi.render.html.document import Title, alone, written
from dxkpi.render.html.pages import Frame, page
from dxkpi.render.plain import plain, verbatim
from dxkpi.render.text import text
from tests.render.hostile import FORGED, HOSTILE
from tests.render.outcomes import outcomes
from tests.render.reader import ATTACKS, Reader, refuse_what_acts
from tests.run import ROOT

TEMPLATES = ROOT / "src/dxkpi/render/html/templates"
STYLE = (TEMPLATES / "page.css").read_text("utf-8")


def written_page(doc: Doc, title: str = "題") -> str:
    return page(written(doc, alone, title), Frame("1.0")).decode()


def body(doc: Doc) -> str:
    """What stands below the first heading."""
    found = re.search(r"</h1>\n(.*)\n</main>", written_page(doc), re.DOTALL)
    assert found
    return found[1]


RPA = About("chiba-ict", "rpa-hours")


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (
            (Heading(2, "概要", (About("p", part="overview"), About("p", part="s-a"))), Heading(5, "深い")),
            '<h2 id="overview"><span id="s-a"></span>概要</h2>\n<h3>深い</h3>',
        ),
        ((Paragraph("一文", Tone.WARNING),), '<p class="warning">一文</p>'),
        (
            (Paragraph(Toned(("達成", Tone.MET), ("の見込", Tone.PLAIN))),),
            '<p><span class="met">達成</span>の見込</p>',
        ),
        (
            (Items((Item("一"), Item("二"))),),
            '<ul class="plain">\n<li>一</li>\n<li>二</li>\n</ul>',
        ),
        (
            (Items((Item(Named("RPA", RPA), ("値 1", Link("出典", "https://a.example/x?y=1&z"))),)),),
            '<ul class="cards">\n<li id="i-rpa-hours"><p class="name">RPA</p>\n<p>値 1</p>\n'
            '<p><a href="https://a.example/x?y=1&amp;z" rel="noopener noreferrer external">出典</a></p></li>\n</ul>',
        ),
        (
            (Items((Item("一", (Link("ここ", "javascript:alert(1)"),)),)),),
            '<ul class="cards">\n<li><p class="name">一</p>\n<p>ここ</p></li>\n</ul>',
        ),
        ((Notes(("＊ 印",)),), '<ul class="footnotes">\n<li>＊ 印</li>\n</ul>'),
        (
            (Heading(2, "例"), PlacedRemark("誤り", ("説明", Verbatim(("a:  1", "b: <2>"))))),
            '<h2>例</h2>\n<ul class="cards">\n<li><p class="name">誤り</p>\n<p>説明</p>\n'
            '<pre tabindex="0" role="group" aria-label="例の文字の図">a:  1\nb: &lt;2&gt;\n</pre></li>\n</ul>',
        ),
    ],
    ids=lambda own: type(own[-1]).__name__ if isinstance(own, tuple) else "",
)
def test_a_block(doc: Doc, expected: str) -> None:
    assert body(doc) == expected


def test_a_table_has_heads_over_several_columns_marks_with_their_meaning_and_links_within_the_page() -> None:
    columns = (
        Column("項目"),
        Column("60%以上\n100%未満", Align.RIGHT, wraps=False, tone=Tone.NEAR, above="未達成"),
        Column("30%未満", Align.RIGHT, wraps=False, above="未達成"),
    )
    rows = ((Named("RPA", RPA), "1推", "0"), ("計", "50%", "-"))
    doc = (Heading(2, "表"), Grid(columns, rows, total=1), Grid((Column("項目"),), (rows[0][:1],)))
    assert '<th scope="row"><a href="#i-rpa-hours">RPA</a></th>' in body(doc)
    assert body(doc).partition("</div>")[0] == (
        '<h2>表</h2>\n<div class="scroll" tabindex="0" role="group" aria-label="表の表">\n'
        '<table class="folds under-2">\n<thead>\n'
        '<tr>\n<th scope="col" rowspan="2">項目</th>\n'
        '<th scope="colgroup" colspan="2" class="center">未達成</th>\n</tr>\n'
        '<tr>\n<th scope="col" class="right">60%以上<wbr>100%未満</th>\n'
        '<th scope="col" class="right">30%未満</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<th scope="row" id="i-rpa-hours">RPA</th>\n'
        '<td class="right whole near">1<abbr title="資料にない値を推定したものを含む">推</abbr></td>\n'
        '<td class="right whole">0</td>\n</tr>\n</tbody>\n'
        '<tbody class="apart">\n<tr>\n<th scope="row">計</th>\n<td class="right whole near">50%</td>\n'
        '<td class="right whole">-</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_a_length_is_drawn_beside_its_value_and_is_nothing_to_a_reader() -> None:
    doc = (Grid((Column("年度"), Column("長さ")), (("R3", Length("####", Fraction(1, 3))), ("", ""))),)
    assert (
        '<th scope="row">R3</th>\n<td><svg class="length" viewBox="0 0 120 16" width="120" height="16" '
        'aria-hidden="true" focusable="false"><rect class="solid" x="0" y="2" width="40" height="12"/></svg></td>'
    ) in body(doc)
    assert "<tr>\n<td></td>\n<td></td>\n</tr>" in body(doc)
    assert '<table class="folds stacked">' in body(doc)  # its narrow form: what stands behind the bar goes below it


def test_a_bar_says_what_it_shows_and_has_a_pattern_for_each_part() -> None:
    parts = (
        Part("達成 100%", 50, Tone.MET),
        Part("60%以上", 3, Tone.NEAR),
        Part("30%以上", 0, Tone.MIDDLE),
        Part("停止", 1, Tone.SUSPENDED),
        Part("算定不能", 14, Tone.NOT_ASSESSED),
    )
    drawn = shares(Bar(parts), "chart-1")
    assert (drawn.title, drawn.spoken) == (
        "68指標の達成区分の内訳",
        "達成 100% 50、60%以上 3、停止 1、算定不能 14",
    )
    assert [(own.left, own.width, own.fill) for own in drawn.segments] == [
        ("0", "500", "solid"),
        ("500", "30", "slanted"),
        ("530", "10", "empty"),
        ("540", "140", "sparse"),
    ]
    read = Reader(written_page((Bar(parts), Bar(parts))))
    refuse_what_acts(read)
    fills = [own["fill"] for tag, own in read.elements if tag == "rect" and "fill" in own]
    assert {fill[5:-1] for fill in fills} <= set(read.values("id"))


def test_more_ratings_than_patterns_share_the_last() -> None:
    drawn = shares(Bar(tuple(Part(str(place), 1, Tone.MET) for place in range(7))), "c")
    assert [own.fill for own in drawn.segments][3:] == ["level", "crossed", "crossed", "crossed"]


def dated(year: str, value: int, **more: bool) -> TrendValue:
    return TrendValue(parse_fiscal_year(year), Fraction(value), f"{value:,}", **more)


def goal(first: str, last: str, value: int, **more: bool) -> TrendTarget:
    return TrendTarget(parse_fiscal_year(first), parse_fiscal_year(last), Fraction(value), f"{value:,}", **more)


REVISED = Trend(
    "削減時間",
    (dated("H30", 0, baseline=True), dated("R2", 3900), dated("R4", 5600, final=False)),
    (goal("H30", "R3", 5500, former=True), goal("R3", "R5", 7000)),
    (dated("H30", 0), dated("R5", 7000)),
    parse_fiscal_year("R5"),
)


def test_a_trend_has_its_values_where_they_belong_and_tells_them() -> None:
    drawn = trended(REVISED, "chart-1")
    assert (drawn.title, drawn.spoken) == (
        "「削減時間」の推移",
        "H30年度の0からR4年度の5,600。目標は7,000",
    )
    assert [(own.at, own.label) for own in drawn.years] == [
        ("346", "R5"), ("287.2", "R4"), ("228.4", "R3"), ("169.6", "R2"), ("110.8", "R元"), ("52", "H30"),
    ]  # fmt: skip
    assert [(own.at, own.label) for own in drawn.values] == [
        ("184", "0"), ("143.5", "2,000"), ("103", "4,000"), ("62.5", "6,000"), ("22", "8,000"),
    ]  # fmt: skip
    assert [(own.x, own.y, own.shape, own.label, own.anchor) for own in drawn.spots] == [
        ("52", "184", "baseline", "0", "start"),
        ("169.6", "105.02", "final", "3,900", "middle"),
        ("287.2", "70.6", "open", "5,600", "middle"),
    ]
    assert [(own.left, own.right, own.y, own.label, own.x, own.anchor, own.former) for own in drawn.levels] == [
        ("52", "228.4", "72.62", "5,500", "56", "start", True),
        ("228.4", "346", "42.25", "7,000", "232.4", "start", False),
    ]
    assert (drawn.lines, drawn.way) == (("52,184 169.6,105.02",), "52,184 346,42.25")
    assert (drawn.ended, drawn.ended_width, drawn.start) == ("346", "0", "")
    assert [meaning for _, meaning in drawn.shapes] == [
        "基準値", "実績（確定）", "確定前の値、または年度の一部の値", "目標", "改定の前の目標",
        "目安値（基準値と目標値を均等に結んだ線）",
    ]  # fmt: skip


def test_no_line_is_drawn_across_a_change_of_definition() -> None:
    def value(year: str, amount: int, series: int, *, baseline: bool = False) -> TrendValue:
        return dated(year, amount)._replace(series=series, baseline=baseline)

    old = (value("R1", 100, 0, baseline=True), value("R2", 140, 0), value("R3", 160, 0))
    new = (value("R3", 60, 1, baseline=True), value("R4", 90, 1), value("R5", 120, 1))
    drawn = trended(Trend("相談", (*old, *new), (), breaks=(parse_fiscal_year("R4"),)), "c")
    assert drawn.breaks == ("235.75",)
    assert [[x.partition(",")[0] for x in line.split()] for line in drawn.lines] == [
        ["52", "125.5", "199"],
        ["272.5", "346"],
    ]
    assert drawn.spoken == "R4年度の90からR5年度の120。R4年度に定義が変わり、その前の値とは比べられない"
    assert ("break", "定義の変更（前後の値は比べられない）") in drawn.shapes


def test_a_trend_on_a_page_is_one_picture_with_its_words_and_no_value_that_is_only_there() -> None:
    read = Reader(written_page((REVISED,)))
    refuse_what_acts(read)
    assert [own["role"] for tag, own in read.elements if tag == "svg" and "role" in own] == ["img"]
    assert text((Heading(1, "題"), REVISED), None, colour=False) == text((Heading(1, "題"),), None, colour=False)
    assert markdown((Heading(1, "題"), REVISED)) == "# 題\n"


def test_an_axis_begins_above_zero_only_where_values_lie_close_together_and_says_so() -> None:
    close = trended(Trend("間隔", (dated("R1", 410), dated("R2", 447, final=False)), ()), "c")
    assert ([own.label for own in close.values], close.start) == (["410", "420", "430", "440", "450"], "410")
    assert (close.lines, close.spoken) == ((), "R元年度の410からR2年度の447")
    assert (
        "縦の軸は410から始まる。" in Reader(written_page((Trend("x", (dated("R1", 410), dated("R2", 447)), ()),))).texts
    )
    crashes = tuple(
        TrendValue(CalendarYear(year), Fraction(size), f"{size}") for year, size in ((2020, 52), (2021, 48))
    )
    drawn = trended(Trend("暦年", crashes, ()), "c")
    assert (drawn.spoken, [tick.label for tick in drawn.years]) == ("2020年の52から2021年の48", ["2021", "2020"])
    below = trended(Trend("増減", (dated("R1", -30), dated("R2", 20)), ()), "c")
    assert [own.label for own in below.values] == ["-40", "-20", "0", "20"]
    level = trended(Trend("同じ", (dated("R1", 5), dated("R2", 5)), ()), "c")
    assert [own.label for own in level.values] == ["0", "2", "4", "6"]


WAY = WayChart(
    ("R1 [###+##....] 6 目安値 4", "R2 <...+......] -1 目安値 6"),
    steps=(
        WayStep(parse_fiscal_year("R1"), Fraction(1, 2), Fraction(1, 3), "6", "目安値 4"),
        WayStep(parse_fiscal_year("R2"), Fraction(-1, 10), Fraction(2, 5), "-1", "目安値 6"),
        WayStep(parse_fiscal_year("R3"), Fraction(9, 8), Fraction(1, 2), "<b>", "目安値 8"),
        WayStep(parse_fiscal_year("R4"), None, Fraction(1), "-", "目標値"),
    ),
)


def test_a_way_to_the_target_is_drawn_a_year_a_row_and_says_how_far_it_is() -> None:
    assert [(own.year, own.right, own.mark, own.beyond, own.spoken) for own in way(WAY, "名").rows] == [
        ("R元年度", "80", "53.33", "", "道のりの50%、目安は33%"),
        ("R2年度", "0", "64", "worse", "道のりの-10%、目安は40%"),
        ("R3年度", "160", "80", "better", "道のりの112%、目安は50%"),
        ("R4年度", "", "160", "", "値なし、目安は100%"),
    ]


def test_a_way_on_a_page_stands_in_its_table_and_its_words_are_those_of_the_picture() -> None:
    legend = Drawn("# は実績まで", "塗った帯は実績まで")
    doc: Doc = (Heading(1, "題"), PlacedRemark("窓口の数", (legend, WAY)))
    read = Reader(written_page(doc))
    refuse_what_acts(read)
    assert [own["aria-label"] for tag, own in read.elements if tag == "svg"] == [
        row.spoken for row in way(WAY, "").rows
    ]
    assert read.texts[read.texts.index("窓口の数") + 1 :] == [
        "塗った帯は実績まで", "年度", "基準値から", "目標値まで", "値", "何の値か", "R元年度", "6", "目安値 4",
        "R2年度", "-1", "目安値 6", "R3年度", "<b>", "目安値 8", "R4年度", "-", "目標値", "dxkpi 1.0",
    ]  # fmt: skip
    told = text(doc, None, colour=False)
    assert "# は実績まで" in told
    assert WAY.lines[0] in told


def test_of_many_values_the_first_the_last_and_the_extremes_have_their_number() -> None:
    points = tuple(dated(f"R{year}", value) for year, value in enumerate((5, 6, 9, 4, 5, 6, 7, 8, 8, 7), 1))
    drawn = trended(Trend("十年", points, ()), "c")
    assert [own.label for own in drawn.spots if own.label] == ["5", "9", "4", "7"]
    assert [own.label for own in drawn.years] == ["R10", "R8", "R6", "R4", "R2"]


def test_the_title_is_that_of_the_document_or_the_given_one_where_there_are_several() -> None:
    assert (written((Heading(1, "A\nB"),), alone, "題").title) == "A B"
    two = written((Heading(1, "A"), Heading(2, "a"), Heading(1, "B")), alone, "題")
    assert (two.title, [own.level for own in two.parts if isinstance(own, Title)]) == ("題", [2, 3, 2])
    assert written((Paragraph("指摘なし"),), alone, "点検").title == "点検"


def test_of_two_plans_on_a_page_each_has_its_own_anchors() -> None:
    doc = tuple(Heading(2, plan, (About(plan, part="overview"),)) for plan in ("a", "b", "a"))
    assert Reader(body(doc)).values("id") == ["overview", "overview-b"]


@pytest.mark.parametrize("words", [*HOSTILE, *FORGED, *ATTACKS])
def test_text_of_the_data_is_text_everywhere(words: str) -> None:
    about = About("p", "i")
    doc = (
        Heading(1, words),
        Heading(2, words, (about,)),
        Paragraph(words),
        Grid(
            (Column(words, above=words), Column("値", Align.RIGHT, above=words)),
            ((words, words), (Named(words, about), "1")),
        ),
        Items((Item(words, (words, Link(words, words))), Item(Named(words, about)))),
        Notes((words,)),
        PlacedRemark(words, (words, Verbatim((words,)))),
        Bar((Part(words, 1, Tone.MET),)),
    )
    written = written_page(doc, words)
    read = Reader(written)
    refuse_what_acts(read)
    expected = {plain(words), verbatim(words), *map(plain, words.split("\n"))}
    seen = {text.removesuffix("の表").removesuffix(" 1") for text in read.texts}
    assert {text for text in seen if text.strip() not in {own.strip() for own in expected}} <= {
        "本文へ", "dxkpi 1.0", "1", "値", "1指標の達成区分の内訳",
    }  # fmt: skip
    outward = [own["href"] for _, own in read.elements if own.get("rel")]
    assert [href for href in outward if not href.startswith(("https://", "http://"))] == []


@pytest.mark.parametrize("outcome", outcomes(), ids=lambda o: type(o).__name__)
def test_every_outcome_is_a_page(outcome: Outcome) -> None:
    once, again = (render(outcome, "html", Look(detail=True)) for _ in range(2))
    assert once == again
    read = Reader(once.decode())
    refuse_what_acts(read)
    within = {href[1:] for href in read.values("href") if href.startswith("#")}
    assert within <= set(read.values("id"))


def test_a_browser_may_apply_the_one_style_and_nothing_else() -> None:
    written = written_page((Paragraph("一文"),))
    style = re.search("<style>(.*)</style>", written, re.DOTALL)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', written)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("template", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_a_template_escapes_everything_and_knows_all_that_it_gets(template: Path) -> None:
    found = template.read_text("utf-8")
    assert not re.findall(r"\|\s*safe|Markup|autoescape|default\(|is defined|style=", found)
    assert "{#" not in STYLE


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", text))


def luminance(colour: str) -> Fraction:
    digits = colour[1:] if len(colour) > 4 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return Fraction(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return float((light + Fraction(1, 20)) / (dark + Fraction(1, 20)))


@pytest.mark.parametrize("position", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_read_on_both_grounds(position: int) -> None:
    scheme = colours(re.findall(r":root\{([^}]*)\}", STYLE)[position])
    grounds = [scheme.pop("ground"), scheme.pop("panel")]
    lines = {name: scheme.pop(name) for name in ("line", "ink")}
    assert [name for name, own in scheme.items() for ground in grounds if contrast(own, ground) < 4.5] == []
    assert [name for name, own in lines.items() for ground in grounds if contrast(own, ground) < 3] == []
