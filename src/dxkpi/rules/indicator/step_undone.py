"""A step done in one year and not in a later one: it was forgotten when the list was written again."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import clip
from dxkpi.rules.base import IndicatorRule, Subject, named, to_waive

_R3 = (
    "direction: milestone\nbaseline:\n  text: 窓口がない\n"
    "target:\n  steps:\n    - 設計\n    - 公開\n    - 周知\n    - 研修\n    - 運用\nactuals:\n"
    "  R2:\n    done: [設計]\n    status: 実績\n"
    "  R3:\n    done: {}\n    status: 実績\n"
)

INFO = warning(
    "KPI317",
    "step-undone",
    "前の年度に済んだ段階が、後の年度の done にない",
    Page(
        why="done には、その年度までに済んだ段階をすべて書く。新しく済んだ段階だけを書くと、達成率が下がる。",
        fix="前の年度までに済んだ段階も done に並べる。取りやめて元に戻ったのなら、そのことを理由に書いて免除する。",
        bad=(Example(_R3.format("[公開, 周知, 研修]")),),
        good=(Example(_R3.format("[設計, 公開, 周知, 研修]")),),
        others=((Example(_R3.format("[公開, 周知, 研修]  # dxkpi: ignore[KPI317] 設計をやり直した")),),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared = subject.declared
    actuals = declared.indicator.actuals
    if declared.indicator.value_key != "done":
        return
    finals = {y: [r for r in actuals[y] if r.status is Status.FINAL] for y in sorted(actuals)}
    for year, records in actuals.items():
        earlier = [y for y, own in finals.items() if y < year and own]
        for index, record in enumerate(records):
            lost = [s for s in finals[earlier[-1]][-1].form.names if s not in record.form.names] if earlier else []
            if lost:
                yield Diagnostic(
                    INFO,
                    declared.at("actuals", str(year), index, "done"),
                    f"{named(declared)}で{earlier[-1].formal}に済んだ「{clip(lost[0])}」が、"
                    f"{year.formal}の done にない",
                    "前の年度までに済んだ段階もすべて書く。" + to_waive(INFO, declared),
                    (Related(declared.at("actuals", str(earlier[-1])), earlier[-1].formal),),
                )


STEP_UNDONE = IndicatorRule(INFO, _check)
