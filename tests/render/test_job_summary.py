"""The job summary: as the format markdown writes it, or whole findings and what was left out."""

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Spot
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.render.ci.github import job_summary
from dxkpi.render.formats import Look, render
from tests.render.outcomes import UNEXPLAINED, finding

LIGHT = finding("理由がない", Spot("data/a.yaml", 1, 1), None, UNEXPLAINED, hint="書く")
HEAVY = finding("「6,000」は数値ではない", Spot("data/b.yaml", 9, 10), "  value: 6,000")


def test_what_has_room_is_what_markdown_writes() -> None:
    outcome = ValidateOutcome((LIGHT, HEAVY), 35, ("data/~a.yaml",))
    assert job_summary(outcome) == render(outcome, "markdown", Look())


CUT = """\
- data/b.yaml:<!-- -->9:<!-- -->10: error KPI203 「6,000」は数値ではない
  ```text
  9 |   value: 6,000
    |          ^
  ```

ここに入りきらないため、指摘40件と見なかったファイルの名前1件を省いた。すべてジョブのログにある

エラー1件、警告40件（35ファイル）
"""


def test_what_has_no_room_is_counted_and_the_heaviest_stays() -> None:
    outcome = ValidateOutcome((*[LIGHT] * 40, HEAVY), 35, ("data/~a.yaml",))
    assert job_summary(outcome, 380).decode() == CUT


def test_more_than_github_takes_is_cut_without_being_asked() -> None:
    long = finding("「6,000」は数値ではない", Spot("data/b.yaml", 9, 10), hint="「6000」と書く。" * 100)
    written = job_summary(ValidateOutcome((long,) * 600, 35, ()))
    assert 1_000_000 < len(written) <= 1 << 20
    assert written.decode().endswith("すべてジョブのログにある\n\nエラー600件（35ファイル）\n")


@given(st.integers(0, 60), st.integers(0, 60), st.integers(400, 3000))
def test_it_is_never_more_and_every_finding_is_shown_or_counted(heavy: int, light: int, limit: int) -> None:
    written = job_summary(ValidateOutcome((LIGHT,) * light + (HEAVY,) * heavy, 35, ()), limit).decode()
    assert len(written.encode()) <= limit
    shown = written.count("\n- data/") + written.startswith("- data/")
    left = written.partition("入りきらないため、指摘")[2].partition("件")[0] or "0"
    assert shown + int(left) == heavy + light
