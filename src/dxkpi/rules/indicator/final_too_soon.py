"""A value called final (実績) of a year that had months to run when it became known."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.record import Status
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_VALUES = "actuals:\n  R3:\n    value: 5445\n    status: {}\n    known: 2021-06-30\n{}"

INFO = warning(
    "KPI345",
    "final-too-soon",
    "年度が終わる3か月より前に分かった値が、実績になっている",
    Page(
        why="年度の途中に分かった値は、その年度を通した実績ではない。途中の値が実績として数えられると、"
        "達成率が低く（減らす目標では高く）出る。"
        "分かった日（known、なければ資料の date）が12月31日より前の実績を挙げる。"
        "時点の値、as_of や period のある値、段階の指標、推移だけを見る指標は見ない。",
        fix="途中の値なら、status を 時点 とし、as_of か period を添える。年度末の見通しなら 見込 とする。"
        "毎年その時期に調べる水準なら、そのことを理由に書いて免除する。年度か日付の書き間違いなら直す。",
        bad=(Example(_VALUES.format("実績", "")),),
        good=(Example(_VALUES.format("時点", "    as_of: 2021-06\n")),),
        others=(
            (Example(_VALUES.format("見込", "")),),
            (Example(_VALUES.format("実績  # dxkpi: ignore[KPI345] 毎年6月1日に調べる水準である", "")),),
        ),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, indicator = subject.declared, subject.indicator
    if not indicator.rated or indicator.value_key == "done":
        return
    for year, index, record, known in subject.records:
        if record.status is not Status.FINAL or record.as_of or record.period:
            continue
        if known is None or year.around(known) < year or known.last >= _quarter_before(year.last):
            continue  # what is known before its year even begins is reported by another rule
        yield Diagnostic(
            INFO,
            declared.at("actuals", str(year), index, "status"),
            f"{named(declared)}の{year.formal}の実績が、年度の途中（{known}）に分かったことになっている",
            "途中の値は 時点（as_of か period を添える）、年度末の見通しは 見込 とする。" + to_waive(INFO, declared),
        )


@lru_cache(maxsize=1 << 6)  # few days end a year
def _quarter_before(end: date) -> date:
    """Return the last day of the month three months before `end`, the last day of March or of December."""
    return end.replace(month=end.month - 2, day=1) - timedelta(days=1)


FINAL_TOO_SOON = IndicatorRule(INFO, _check)
