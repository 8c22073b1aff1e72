"""Findings as lines: whole, aligned, and cut where they would not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxkpi.core.basis.finding import Severity, Spot
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.core.settling import Waived
from dxkpi.render.blocks import Paragraph, PlacedRemark, Tone
from dxkpi.render.formats import Look, view
from dxkpi.render.gfm import markdown
from dxkpi.render.text import text
from dxkpi.render.views.findings import excerpt
from tests.render.hostile import HOSTILE
from tests.render.outcomes import UNEXPLAINED, finding

SPOT = Spot("data/indicators/p/s/a.yaml", 9, 10)
FINDING = finding(
    "「6,000」は半角の数値（例 6000）ではない", SPOT, "  value: 6,000", hint="「6000」と書く",
    related=((Spot("data/b.yaml", 1, 1), "最初に書かれた所"),),
)  # fmt: skip

WHOLE = """\
data/indicators/p/s/a.yaml:9:10: error KPI203 「6,000」は半角の数値（例 6000）ではない
    9 |   value: 6,000
      |          ^
    直し方: 「6000」と書く
    関連: data/b.yaml:1:1 最初に書かれた所

data/a.yaml:1:1: warning KPI309 理由がない

見なかったファイル。読むのは、targets、indicators、published の中の、名前が .yaml で終わる\
ファイルだけである。指標や計画なら、名前と場所を直す:
    data/~a.yaml

エラー1件、警告1件（35ファイル）
"""


def test_the_findings_of_a_run() -> None:
    other = finding("理由がない", Spot("data/a.yaml", 1, 1), None, UNEXPLAINED)
    outcome = ValidateOutcome((FINDING, other), 35, ("data/~a.yaml",))
    assert text(view(outcome, Look()), None, colour=False) == WHOLE


IN_MARKDOWN = """\
- data/indicators/p/s/a.yaml:<!-- -->9:<!-- -->10: error KPI203 「6,000」は半角の数値（例 6000）ではない
  ```text
  9 |   value: 6,000
    |          ^
  ```
  - 直し方: 「6000」と書く
  - 関連: data/b.yaml:<!-- -->1:1 最初に書かれた所

エラー1件（35ファイル）
"""


def test_in_markdown_the_caret_keeps_its_place() -> None:
    assert markdown(view(ValidateOutcome((FINDING,), 35, ()), Look())) == IN_MARKDOWN


WARNING = finding("x", SPOT, None, UNEXPLAINED)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (ValidateOutcome((), 35, ()), "指摘なし（35ファイル）"),
        (ValidateOutcome((FINDING, FINDING), 35, ()), "エラー2件（35ファイル）"),
        (ValidateOutcome((FINDING, WARNING), 35, ()), "エラー1件、警告1件（35ファイル）"),
        (ValidateOutcome((WARNING,), 35, (), (Waived(WARNING, "県の様式"),)), "警告1件、免除1件（35ファイル）"),
        (ValidateOutcome((), 35, (), hidden=3), "指摘なし（35ファイル）。ほかに、選ばれていない規則の指摘が3件"),
    ],
)
def test_the_summary(outcome: ValidateOutcome, said: str) -> None:
    last = view(outcome, Look())[-1]
    assert isinstance(last, Paragraph)
    assert last.text == said


def test_a_plan_may_settle_what_a_finding_weighs() -> None:
    lighter = finding("x", SPOT, weight=Severity.WARNING)
    told, summed = view(ValidateOutcome((lighter,), 35, ()), Look())
    assert told == PlacedRemark("data/indicators/p/s/a.yaml:9:10: warning KPI203 x")
    assert summed == Paragraph("警告1件（35ファイル）", Tone.WARNING)


def caret(line: str, column: int, room: int = 100) -> tuple[str, str]:
    shown, below = excerpt(line, Spot("x", 7, column), room)
    start = cell_len(below) - 1
    return shown, next(shown[i:] for i in range(len(shown) + 1) if cell_len(shown[:i]) == start)


def test_the_caret_stands_below_full_width_text() -> None:
    assert caret("名称: ＲＰＡ導入 [再掲]", 11)[1] == "[再掲]"
    assert caret("\tか\u3099: 値", 6)[1] == "値"


def test_a_place_behind_the_end_of_a_line_is_behind_it() -> None:
    assert excerpt("name:", Spot("x", 1, 6), 80) == ("1 | name:", "  |      ^")


def test_only_what_fits_around_the_place_is_shown() -> None:
    line = "名称: " + "ながい" * 40 + "X" + "y" * 200
    shown, at = caret(line, line.index("X") + 1, 60)
    assert cell_len(shown) <= 60
    assert shown.startswith("7 | ...")
    assert at.startswith("Xyyy")
    assert shown.endswith("...")


def test_a_line_of_a_megabyte_is_not_looked_at_as_a_whole() -> None:
    assert len(excerpt("あ" * 1_000_000, Spot("x", 1, 500_000), 80)[0]) < 80


@given(st.text(), st.integers(1, 60), st.integers(30, 100))
def test_an_excerpt_fits_and_points_into_itself(line: str, column: int, room: int) -> None:
    shown, below = excerpt(line, Spot("x", 12, min(column, len(line) + 1)), room)
    assert len(below) <= room + 1
    assert "\n" not in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_shown_of_data_does_nothing(hostile: str) -> None:
    own = finding(hostile, Spot(hostile, 1, 1), hostile, hint=hostile, related=((Spot(hostile, 1, 1), hostile),))
    doc = view(ValidateOutcome((own,), 1, (hostile,)), Look())
    for shown in (text(doc, None, colour=False), text(doc, 40, colour=False), markdown(doc)):
        assert not {"\x1b", "\x9b", "\u202e", "\x00", "\r"} & set(shown)
