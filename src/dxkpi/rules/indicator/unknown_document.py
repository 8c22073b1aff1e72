"""A source that names no document of the plan: nobody could look the value up."""

from collections.abc import Collection, Iterable, Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Path, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.indicator.attested import Source
from dxkpi.rules.base import DatasetRule, IndicatorRule, Subject, first, to_write

_SOURCE = "source:\n  document: {}\n  page: 2\n"
_DOCUMENTS = (
    "documents:\n  report: {title: 進捗状況, publisher: 県, date: 2022-03-14}\n"
    "  report-r3: {title: 進捗状況（確定版）, publisher: 県}\n"
)

INFO = error(
    "KPI701",
    "unknown-document",
    "出典の資料が計画の documents にない",
    Page(
        why="資料の id のつづりを間違えたり、別の計画のファイルを写したりすると起きる。"
        "値がどの資料のどこにあるかを、誰も確かめられない。",
        fix="document を、計画のファイルの documents にある id に直す。"
        "新しい資料なら、documents に題名と発行者を加える。",
        bad=(Example(_SOURCE.format("report-r3")),),
        good=(Example(_SOURCE.format("report")),),
        others=((Example(_SOURCE.format("report-r3")), Example(_DOCUMENTS, PLAN)),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    known = plan.plan.documents.keys() if declared.plans else _own(plan)
    written = ((path, source) for path, source in subject.sources if not declared.inherits(*path, "document"))
    return first(_unknown(declared, written, plan, known))


def _plans(dataset: Dataset) -> Iterator[Diagnostic]:
    for plan in dataset.plans:
        yield from first(_unknown(plan, plan.plan.sources(), plan, _own(plan)))
        for declared in plan.published:
            yield from first(_unknown(declared, declared.published.sources(), plan, _own(plan)))


def _own(plan: DeclaredPlan) -> set[str]:
    """Return the documents that a plan declares itself; others are lent by plans that share its indicators."""
    return plan.plan.documents.keys() - plan.lent


def _unknown(
    declared: DeclaredPlan | DeclaredIndicator | DeclaredPublished,
    sources: Iterable[tuple[Path, Source]],
    plan: DeclaredPlan,
    known: Collection[str],
) -> Iterator[Diagnostic]:
    for path, source in sources:
        if source.document not in known:
            yield Diagnostic(
                INFO,
                declared.at(*path, "document"),
                f"資料「{clip(source.document)}」は、計画「{plan.plan.plan}」の documents にない",
                to_write(source.document, known, _declared(source, plan)),
                (Related(plan.at("documents"), "計画の資料"),) if known else (),
            )


def _declared(source: Source, plan: DeclaredPlan) -> str:
    """Return how to declare the document, as a line to be filled in."""
    where = "documents の下" if plan.plan.documents else "documents: の次の行"
    line = f"{source.document}: {{title: 資料の題名, publisher: 発行者}}"
    return f"計画の {where}に、字下げして「{line}」と書く（題名と発行者は資料のとおりに。公表の日が分かれば date も）"


UNKNOWN_DOCUMENT = IndicatorRule(INFO, _check)
UNKNOWN_DOCUMENT_IN_PLAN = DatasetRule(INFO, _plans)
