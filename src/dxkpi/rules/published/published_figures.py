"""A published year whose figures do not follow from its own rows: edited by hand, or corrected only in part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dxkpi.core.basis.finding import Diagnostic, Page, Path, Related, error
from dxkpi.core.dataset import Dataset, DeclaredPublished
from dxkpi.core.numerals import percent_figure
from dxkpi.rules.base import DatasetRule, PlanRule, PlanSubject, first
from dxkpi.rules.published_years import flow, made

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Conformity

INFO = error(
    "KPI712",
    "published-figures",
    "公表した件数や割合が、公表した指標の行から出ない",
    Page(
        why="dxkpi publish が書いたファイルを手で直すと起きる。"
        "正誤で指標の行を直し、件数や割合の正誤を書かなかったときにも起きる。何を公表したのかを、確かめられなくなる。",
        fix="ファイルは、git から dxkpi publish が書いたときのものに戻す。"
        "公表の後に見つかった誤りは、計画の corrections に書く。"
        "件数と割合が変わる正誤なら、indicator のない正誤も書く。",
        bad=(made("99.0"),),
        good=(made("100.0"),),
    ),
)


def _twice(dataset: Dataset) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], DeclaredPublished] = {}
    for declared in dataset.published:
        published = declared.published
        other = seen.setdefault((published.plan, str(published.year)), declared)
        if other is not declared:
            found = f"計画「{published.plan}」の{published.year.formal}の公表結果が、ほかにもある"
            related = (Related(other.at("year"), "もう一つのファイル"),)
            yield Diagnostic(INFO, declared.at("year"), found, "一つを消す", related, blocks=False)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    for stand in subject.conformities:
        declared = stand.declared
        yield from first(_as_written(declared, path) for path in stand.faults)
        if stand.faults_corrected and stand.steps:
            wrong, published = "、".join(map(_key, stand.faults_corrected)), declared.published
            yield Diagnostic(
                INFO,
                subject.plan.at("corrections", stand.steps[-1].position),
                f"{published.year.formal}の公表件数か割合（{wrong}）が、正誤のとおりに直した行から出ない",
                f"行が変わると変わる件数と割合も、indicator のない正誤に書く: {_entry(subject, stand)}",
                (Related(declared.at("counts"), "公表した件数"),),
                blocks=False,
            )


def _entry(subject: PlanSubject, stand: Conformity) -> str:
    """Return the correction of the totals to paste; while rows differ from the data too, how to write it later."""
    published = stand.declared.published
    then = f" --as-of {published.date}" if published.date else ""
    report = f"dxkpi report --plan {published.plan} --year {published.year}{then}"
    from dxkpi.core.publication.owed import sides_of_totals, totals_owed  # noqa: PLC0415 - it needs a report

    sides = {} if stand.deviations else sides_of_totals(totals_owed(stand, subject.dataset, percent_figure))
    if sides:
        entry = {"date": "正誤を出した日", "year": str(published.year), **sides, "why": "誤っていた理由"}
        return f"- {flow(entry)}（{report} の表で確かめる）"
    return f"from に公表した数、to に今の数（{report} の表にある）"


def _as_written(declared: DeclaredPublished, path: Path) -> Diagnostic:
    message = f"公表した数字（{_key(path)}）が、公表した指標の行と件数から出ない"
    hint = "このファイルは直さない。dxkpi publish が書いたものに戻す"
    return Diagnostic(
        INFO, declared.at(*path), message, hint, (Related(declared.at("rows"), "指標の行"),), blocks=False
    )


def _key(path: Path) -> str:
    return ".".join(map(str, path))


PUBLISHED_FIGURES = PlanRule(INFO, _check)
PUBLISHED_TWICE = DatasetRule(INFO, _twice)
