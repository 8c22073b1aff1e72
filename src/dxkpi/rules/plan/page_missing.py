"""A source without page or heading, where other sources of the same document have one: nobody could look it up."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Path, Ref, Related, warning
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.indicator.attested import Source
from dxkpi.rules.base import PlanRule, PlanSubject

INFO = warning(
    "KPI702",
    "page-missing",
    "ほかの出典にはあるページが、この出典にない",
    Page(
        why="出典にページも見出しもないと、値を確かめる人が資料の全体を探すことになる。"
        "同じ資料をページ付きで挙げている出典がほかにあるときだけ挙げる。",
        fix="出典に page を書く。ページの番号がない所なら、heading に見出しを書く。",
        bad=(Example("source:\n  document: report\n"),),
        good=(Example("source:\n  document: report\n  heading: 庁内業務の効率化\n"),),
        others=((Example("source:\n  document: report\n  page: 2\n"),),),
    ),
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    if subject.again:
        return
    paged: dict[str, Ref] = {}
    bare: list[tuple[Ref, Source]] = []
    for declared, path, source in _cited(subject):
        if source.page is not None:
            if source.document not in paged:
                paged[source.document] = declared.at(*path)
        elif source.heading is None:
            bare.append((declared.at(*path), source))
    for place, source in bare:
        if source.document in paged:
            yield Diagnostic(
                INFO,
                place,
                f"資料「{clip(source.document)}」の出典に、ページも見出しもない",
                "page: 8 のようにページを書く。番号がなければ heading に見出しを書く",
                (Related(paged[source.document], "ページのある出典"),),
            )


def _cited(subject: PlanSubject) -> Iterator[tuple[DeclaredPlan | DeclaredIndicator | DeclaredPublished, Path, Source]]:
    """Yield every source of a plan or of one of its indicators, with its record and path."""
    for path, source in subject.plan.plan.sources():
        yield subject.plan, path, source
    for declared in subject.plan.published:
        yield from ((declared, path, source) for path, source in declared.published.sources())
    for own in subject.subjects:
        for path, source in own.sources:
            yield own.declared, path, source


PAGE_MISSING = PlanRule(INFO, _check)
