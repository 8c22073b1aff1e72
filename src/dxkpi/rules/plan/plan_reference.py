"""A plan that names a section or rating which it does not have, or a section twice: figures lost, or counted twice."""

from collections.abc import Collection, Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Ref, error
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.counts import columns_of
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.scheme import UNASSESSED, Scheme
from dxkpi.rules.base import DatasetRule, first, to_write

INFO = error(
    "KPI501",
    "plan-reference",
    "計画か公表結果が、ない分野か区分を、または同じ分野を二度挙げている",
    Page(
        why="分野の名前や分け方を変えた後、表の並び tables や公表結果のファイルに前の id が残ると起きる。"
        "その分野が表から抜けるか、二度数えられる。",
        fix="分野は sections、区分は ratings にある id のとおりに書く。一つの分野は一つの表にだけ入れる。",
        bad=(Example("tables:\n  - [one, tow]\n", PLAN),),
        good=(Example("tables:\n  - [one]\n", PLAN),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        yield from first(_of_plan(declared))
    for published in dataset.published:
        plan = dataset.plan(published.published.plan)
        if plan is not None:
            yield from first(_of_published(published, published.published.judged or plan.plan))


def _of_plan(declared: DeclaredPlan) -> Iterator[Diagnostic]:
    sections, seen = dict.fromkeys(declared.plan.section_ids), set[str]()
    for row, group in enumerate(declared.plan.tables):
        for position, section in enumerate(group):
            place = declared.at("tables", row, position)
            if section not in sections:
                yield _unknown(place, "分野", section, sections)
            if section in seen:
                found = f"分野「{clip(section)}」が tables に二度ある"
                yield Diagnostic(INFO, place, found, "一つの分野は一つの表に入れる")
            seen.add(section)


def _of_published(declared: DeclaredPublished, scheme: Scheme) -> Iterator[Diagnostic]:
    sections, columns = dict.fromkeys(scheme.section_ids), dict.fromkeys(columns_of(scheme))
    for place, found in _sections_named(declared):
        if found not in sections:
            yield _unknown(place, "分野", found, sections)
    for place, found in _columns_named(declared):
        if found not in columns and found != UNASSESSED:
            yield _unknown(place, "区分", found, columns)


def _sections_named(declared: DeclaredPublished) -> Iterator[tuple[Ref, str]]:
    published = declared.published
    for section in published.counts:
        yield declared.at("counts", section, key=True), section
    for position, group in enumerate(published.unnamed):
        yield declared.at("unnamed", position, "section"), group.section
    for identifier, row in published.rows.items():
        if row.section is not None:
            yield declared.at("rows", identifier, "section"), row.section
        for position, section in enumerate(row.relisted or ()):
            yield declared.at("rows", identifier, "relisted", position), section


def _columns_named(declared: DeclaredPublished) -> Iterator[tuple[Ref, str]]:
    published = declared.published
    for section, counts in published.counts.items():
        for column in counts:
            yield declared.at("counts", section, column, key=True), column
    for column in published.percent.total or {}:
        yield declared.at("percent", "total", column, key=True), column
    for position, percentages in enumerate(published.percent.tables):
        for column in percentages:
            yield declared.at("percent", "tables", position, column, key=True), column
    for position, group in enumerate(published.unnamed):
        yield declared.at("unnamed", position, "rating"), group.rating
    for identifier, row in published.rows.items():
        for key, own in (("rating", row.rating), ("state", row.state)):
            if own is not None:
                yield declared.at("rows", identifier, key), own


def _unknown(place: Ref, word: str, found: str, known: Collection[str]) -> Diagnostic:
    return Diagnostic(
        INFO,
        place,
        f"{word}「{clip(found)}」は、計画にない（あるのは {listed(known)}）",
        to_write(found, known, f"計画にある{word}の id を書く"),
    )


PLAN_REFERENCE = DatasetRule(INFO, _check)
