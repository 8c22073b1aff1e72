"""A cause that the plan does not have: the indicator would be listed under none."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.rules.base import IndicatorRule, Subject, named, to_write

INFO = error(
    "KPI405",
    "unknown-cause",
    "未達成の要因が計画にない",
    Page(
        why="要因の id のつづりを間違えたり、日本語の名称で書こうとして似た語を入れたりすると起きる。"
        "その指標は、要因ごとの未達成の一覧のどこにも載らない。",
        fix="cause を、計画のファイルの causes にある id に直す。"
        "当てはまる要因がなければ、cause を消して reason に理由を文章で書く。",
        bad=(Example("unmet:\n  R3:\n    cause: corona\n"),),
        good=(Example("unmet:\n  R3:\n    cause: covid\n"),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    known = [cause.id for cause in plan.plan.causes]
    for year, unmet in declared.indicator.unmet.items():
        if unmet.cause is None or unmet.cause in known:
            continue
        yield Diagnostic(
            INFO,
            declared.at("unmet", str(year), "cause"),
            f"{named(declared)}の要因「{clip(unmet.cause)}」は、計画の causes にない",
            to_write(unmet.cause, known, "計画の causes に加えるか、reason に理由を書く"),
            (Related(plan.at("causes" if known else "plan"), "計画の要因"),),
        )


UNKNOWN_CAUSE = IndicatorRule(INFO, _check)
