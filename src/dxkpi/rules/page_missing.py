"""A source without page or heading, where other sources of the same document have one: nobody could look it up."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Example, Page
from dxkpi.core.reference import Ref
from dxkpi.core.source import Source
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, warning

INFO = warning(
    "KPI702",
    "page-missing",
    "ほかの出典にはあるページが、この出典にない",
    Page(
        why="出典にページも見出しもないと、値を確かめる人が資料の全体を探すことになる。"
        "同じ資料をページ付きで挙げている出典がほかにあるときだけ挙げる。",
        mend="出典に page を書く。ページの番号がない所なら、heading に見出しを書く。",
        bad=(Example("source:\n  document: report\n"),),
        good=(Example("source:\n  document: report\n  heading: 庁内業務の効率化\n"),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        if dataset.plan(declared.plan.plan) is not declared:
            continue
        cited = list(_cited(dataset, declared))
        paged = {source.document: place for place, source in reversed(cited) if source.page is not None}
        for place, source in cited:
            if source.page is None and source.heading is None and source.document in paged:
                yield Diagnostic(
                    INFO,
                    place,
                    f"資料「{clip(source.document)}」の出典に、ページも見出しもない",
                    "page: 8 のようにページを書く。番号がなければ heading に見出しを書く",
                    (Related(paged[source.document], "ページのある出典"),),
                )


def _cited(dataset: Dataset, plan: DeclaredPlan) -> Iterator[tuple[Ref, Source]]:
    for path, source in plan.plan.sources():
        yield plan.at(*path), source
    for declared in dataset.of_plan(plan.plan.plan):
        for path, source in declared.indicator.sources():
            yield declared.at(*path), source


PAGE_MISSING = DatasetRule(INFO, _check)
