"""Comments that set findings aside: where they count, what they must say, and what is no waiver at all."""

import pytest

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import Diagnostic, Spot
from dxkpi.core.settling import Waiver
from dxkpi.source.comments import waivers_of
from dxkpi.source.document import read_document
from dxkpi.source.findings import Findings

NAME = "data/a.yaml"


def read(text: str) -> tuple[tuple[Waiver, ...], tuple[Diagnostic, ...]]:
    findings = Findings(NAME)
    return waivers_of(read_document(NAME, text.encode()), findings), findings.reported()


def only(text: str) -> Waiver:
    waivers, problems = read(text)
    assert problems == ()
    (waiver,) = waivers
    return waiver


def test_at_the_end_of_a_line_it_speaks_of_that_line() -> None:
    assert only("id: a\nname: b  # dxkpi: ignore[KPI407] 県と市で同じ名前を使う\n") == Waiver(
        Spot(NAME, 2, 10), ("KPI407",), "県と市で同じ名前を使う", None, 2
    )


def test_above_the_first_key_it_speaks_of_the_whole_file() -> None:
    text = "# 注意\n# dxkpi: ignore[KPI302, KPI407] 様式に欄がない until: 2026-03\nid: a\n"
    assert only(text) == Waiver(Spot(NAME, 2, 1), ("KPI302", "KPI407"), "様式に欄がない", Day(2026, 3), None)


@pytest.mark.parametrize(
    ("comment", "reason", "until"),
    [
        ("# dxkpi: ignore[KPI407]理由", "理由", None),
        ("#dxkpi:ignore[KPI407] 理由", "理由", None),
        ("# dxkpi: Ignore［KPI407］ 理由", "理由", None),
        ("# dxkpi： ignore[KPI407]： 理由。", "理由", None),
        ("# dxkpi: ignore [KPI407、KPI407] - 理由（until: 2026-03-31）", "理由", Day(2026, 3, 31)),
        ("# 注 # dxkpi: ignore[KPI407] until: 2026-03 まで、原課に確認中", "まで、原課に確認中", Day(2026, 3)),
    ],
)
def test_spellings(comment: str, reason: str, until: Day | None) -> None:
    waiver = only(f"id: a {comment}\r\nname: b\r\n")
    assert (waiver.codes, waiver.reason, waiver.until, waiver.line) == (("KPI407",), reason, until, 1)


@pytest.mark.parametrize(
    "text",
    [
        "note: '引用 # dxkpi: ignore[KPI407] 理由'\n",
        'note: "引用\n  # dxkpi: ignore[KPI407] 理由"\n',
        "note: |\n  文章\n  # dxkpi: ignore[KPI407] 理由\nname: b\n",
        "list: ['# dxkpi: ignore[KPI407] 理由']\n",
        "note: x# dxkpi: ignore[KPI407] 理由\n",
        "id: a  # dxkpi validate で確かめる\n",
        "",
        "a: [\n# dxkpi: ignore[KPI407] 読めないファイル\n",
    ],
)
def test_what_is_no_comment_is_no_waiver(text: str) -> None:
    assert read(text) == ((), ())


def test_a_block_of_text_may_have_one_behind_its_mark_and_end_before_one() -> None:
    text = "note: |  # dxkpi: ignore[KPI407] 一\n  文章\nname: b  # dxkpi: ignore[KPI407] 二\n"
    assert [(waiver.line, waiver.reason) for waiver in read(text)[0]] == [(1, "一"), (3, "二")]


@pytest.mark.parametrize(
    ("comment", "message", "hint"),
    [
        (
            "# dxkpi: noqa",
            "「dxkpi:」の後が「ignore[番号]」ではない（noqa）",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            "# dxkpi:",
            "「dxkpi:」の後が「ignore[番号]」ではない（何もない）",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            "# dxkpi: ignore[KPI407]",
            "免除に理由がない",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            "# dxkpi: ignore[KPI407] until: 2026-03",
            "免除に理由がない",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            "# dxkpi: ignore[] 理由",
            "規則の番号がない",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            f"# dxkpi: ignore[{'KPI407,' * 20}KPI407] 理由",
            "一つの免除に規則の番号が21個ある（20個まで）",
            "要る番号だけを残す",
        ),
        (
            "# dxkpi: ignore[KPI407] 正しい until 2026-03",
            "until の書き方が違い、期限として読めない",
            "「until: 2026-03」のように、「:」を付けて一つだけ書く",
        ),
        ("# dxkpi: ignore[kpi４０７] 理由", "「kpi４０７」は規則の番号（例 KPI407）ではない", "「KPI407」と書く"),
        (
            "# dxkpi: ignore[duplicate-name] 理由",
            "「duplicate-name」は規則の番号（例 KPI407）ではない",
            "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く",
        ),
        (
            "# dxkpi: ignore[KPI407] 理由 until: R8.3",
            "until の「R8.3」は日付（例 2021-12、2021-12-31）ではない",
            "「2026-03」と書く",
        ),
        (
            "# dxkpi: ignore[KPI407] 理由 until:",
            "until の「」は日付（例 2021-12、2021-12-31）ではない",
            "until: 2026-03 のように書く",
        ),
    ],
)
def test_what_tries_to_be_a_waiver_and_is_none(comment: str, message: str, hint: str) -> None:
    waivers, (problem,) = read(f"id: a\nname: b  {comment}\n")
    assert waivers == ()
    assert (problem.rule.code, problem.place) == ("KPI801", Spot(NAME, 2, 10))
    assert (problem.message, problem.hint) == (message, hint)


def test_between_the_entries_it_is_told_that_it_speaks_of_nothing() -> None:
    waivers, (problem,) = read("id: a\n# dxkpi: ignore[KPI407] 理由\nname: b\n")
    assert waivers == ()
    assert problem.place == Spot(NAME, 2, 1)
    assert problem.message == "免除の注釈が、項目の間の行にある"
    assert problem.hint == "免除する行の終わりに移すか、ファイルの先頭に移す"
