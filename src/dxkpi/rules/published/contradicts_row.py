"""A printed row of an indicator that the data contradict (不整合): one of the two has a slip."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.dataset import DeclaredPublished
from dxkpi.core.reconcile import RATE, Agreement, PrintedRow
from dxkpi.rules.base import PlanRule, PlanSubject, named
from dxkpi.rules.published.published_row import difference_words
from dxkpi.rules.published_years import MAPS, paper, renamed

_ROW = "rows:\n  maps:\n    target: {{value: 100}}\n    actual: {{value: {}, status: 実績}}{}\n"
_ACTUAL = "actuals:\n  R3:\n    - value: 101\n      status: 実績\n"
_LATER = "    - value: 100\n      status: 実績\n      known: 2022-05-20\n"

INFO = error(
    "KPI605",
    "contradicts-row",
    "資料が指標ごとに印刷した値と、データが両立しない（不整合）",
    Page(
        why="資料の値を写し間違えたか、公表の後に指標の値を直したときに起きる。"
        "行の指標の id を書き間違えると、その行は何とも突き合わされない。",
        fix="dxkpi reconcile で資料とデータの値を見比べ、違っている方を直す。"
        "資料の方が誤っているなら、そのことを理由に書いて免除してよい。"
        "資料の後に分かった値なら、資料の値を残し、その下に known（分かった日）を添えて並べる。",
        bad=(paper(_ROW.format(101, "")),),
        good=(paper(_ROW.format(100, "")),),
        others=(
            (paper(_ROW.format(101, "")), Example(_ACTUAL, MAPS)),
            (paper(_ROW.format(101, "  # dxkpi: ignore[KPI605] 資料が後に訂正された")),),
            (paper(_ROW.format(101, "")), Example(_ACTUAL + _LATER, MAPS)),
        ),
    ),
    waivable=True,
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan = subject.plan.plan
    for declared in () if subject.again else subject.plan.published:
        year = declared.published.year
        if not declared.published.transcribed:
            continue
        known = {own.indicator.id for own in subject.subjects}
        for identifier in declared.published.rows:
            if identifier not in known and subject.complete:
                again = renamed(declared.published, identifier, (own.declared for own in subject.subjects))
                meant = again.indicator.id if again else nearest(identifier, known)
                yield Diagnostic(
                    INFO,
                    declared.at("rows", identifier, key=True),
                    f"{year.formal}の行の指標「{clip(identifier)}」が、計画「{plan.plan}」のデータにない",
                    f"「{meant}」のことなら、そう書く" if meant else "指標のファイルの id を書くか、この行を消す",
                    blocks=False,
                )
        result = subject.reconciliations.get(year)
        for row in result.rows if result else ():
            if row.agreement is Agreement.CONTRADICTED:
                yield _finding(subject, declared, row)


def _finding(subject: PlanSubject, declared: DeclaredPublished, row: PrintedRow) -> Diagnostic:
    identifier = row.assessment.indicator.id
    own = next(own.declared for own in subject.subjects if own.indicator.id == identifier)
    return Diagnostic(
        INFO,
        declared.at("rows", identifier, *row.contradicted[0].path),
        f"{declared.published.year.formal}の {named(own)}: {'、'.join(_wrong(row))}",
        "書き写した値か、指標の値を確かめる",
        (Related(own.at(), "指標"),),
        blocks=False,
    )


def _wrong(row: PrintedRow) -> Iterator[str]:
    """Yield what is said of each figure that cannot be true."""
    for difference in row.contradicted:
        if difference.path == RATE and row.ratings:
            left = "か".join(f"「{clip(rating.heading)}」" for rating in row.ratings)
            yield f"rate 公表「{difference.published}」は、達成区分{left}の率でない"
        else:
            yield difference_words((difference,))


CONTRADICTS_ROW = PlanRule(INFO, _check)
