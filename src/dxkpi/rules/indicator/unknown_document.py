"""A source that names no document of the plan: nobody could look the value up."""

from collections.abc import Collection, Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Ref, Related
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.core.indicator.attested import Source
from dxkpi.rules.base import DatasetRule, IndicatorRule, Subject, error, first

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
        mend="document を、計画のファイルの documents にある id に直す。"
        "新しい資料なら、documents に題名と発行者を加える。",
        bad=(Example(_SOURCE.format("report-r3")),),
        good=(Example(_SOURCE.format("report")),),
        others=((Example(_SOURCE.format("report-r3")), Example(_DOCUMENTS, PLAN)),),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    return first(_of_indicator(subject))


def _of_indicator(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    documents = plan.plan.documents
    lent = frozenset() if declared.plans else plan.lent
    for path, source in subject.sources:
        if source.document in documents and source.document not in lent:
            continue
        if not declared.inherits(*path, "document"):
            yield _unknown(declared.at(*path, "document"), source, plan, documents.keys() - lent)


def _plans(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        yield from first(_of_plan(declared))
        yield from (found for own in declared.published for found in first(_of_published(own, declared)))


def _of_plan(declared: DeclaredPlan) -> Iterator[Diagnostic]:
    known = declared.plan.documents.keys() - declared.lent
    for path, source in declared.plan.sources():
        if source.document not in known:
            yield _unknown(declared.at(*path, "document"), source, declared, known)


def _of_published(declared: DeclaredPublished, plan: DeclaredPlan) -> Iterator[Diagnostic]:
    known = plan.plan.documents.keys() - plan.lent
    for path, source in declared.published.sources():
        if source.document not in known:
            yield _unknown(declared.at(*path, "document"), source, plan, known)


def _unknown(place: Ref, source: Source, plan: DeclaredPlan, known: Collection[str]) -> Diagnostic:
    meant = nearest(source.document, known)
    return Diagnostic(
        INFO,
        place,
        f"資料「{clip(source.document)}」は、計画「{plan.plan.plan}」の documents にない",
        f"「{meant}」のことなら、そう書く" if meant else _declared(source, plan),
        (Related(plan.at("documents"), "計画の資料"),) if known else (),
    )


def _declared(source: Source, plan: DeclaredPlan) -> str:
    """Return how to declare the document, as a line to be filled in."""
    where = "documents の下" if plan.plan.documents else "documents: の次の行"
    line = f"{source.document}: {{title: 資料の題名, publisher: 発行者}}"
    return f"計画の {where}に、字下げして「{line}」と書く（題名と発行者は資料のとおりに。公表の日が分かれば date も）"


UNKNOWN_DOCUMENT = IndicatorRule(INFO, _check)
UNKNOWN_DOCUMENT_IN_PLAN = DatasetRule(INFO, _plans)
