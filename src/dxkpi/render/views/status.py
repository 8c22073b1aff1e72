"""The questions to departments and the state of their answers: for people, and as flat rows for programs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dxkpi.core.collection.ask import Ask, CollectionStatus, Questionnaire, Round, Want, answered_elsewhere
from dxkpi.core.departments import Department
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.numerals import day_phrase
from dxkpi.core.outcomes.sheet import SheetOutOutcome, StatusOutcome
from dxkpi.render.blocks import Block, Column, Grid, Heading, Item, Items, Notes, Paragraph, Tone, figures
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.views.cautions import pending_phrase
from dxkpi.render.views.flat import Row
from dxkpi.render.views.sheet_rows import answered_at, due_words, seen

_NEAR = 60
"""Days before a deadline from which on it is said what is missing, and not only how much."""
_SHOWN = (
    CollectionStatus.DONE,
    CollectionStatus.TENTATIVE,
    CollectionStatus.PENDING,
    CollectionStatus.BROKEN,
    CollectionStatus.UNANSWERED,
)
_TO_COPY = {
    CollectionStatus.UNANSWERED: "未回答",
    CollectionStatus.BROKEN: "約束の時期を過ぎたもの",
    CollectionStatus.TENTATIVE: "確定していない値",
}
"""The standings for which somebody is written to, in the words of a letter; a promise is left alone until its day."""
_BESIDE = {Want.REASON: "理由がない", Want.RATING: "自己評価がない"}
_LACKING = {Want.REASON: "達していない理由がない", Want.RATING: "自己評価がない"}


def status(outcome: StatusOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield a part for each round, the overdue first."""
    for collection in outcome.rounds:
        yield from _round(collection, outcome)


def _round(collection: Round, outcome: StatusOutcome) -> Iterator[Block]:
    yield Heading(2, _title(collection, outcome))
    exempt = [ask for ask in collection.asks if ask.standing is CollectionStatus.EXEMPT]
    counted = [ask for ask in collection.asks if ask.standing is not CollectionStatus.EXEMPT or ask.wants]
    if counted:
        yield _table(collection, counted, outcome)
    lent = sum(ask.declared.lender is not None for ask in exempt)
    if len(exempt) > lent:
        yield Notes((f"対象外（停止、続く状態など）: {len(exempt) - lent}指標",))
    if lent:
        yield Notes((f"値を、実績値の同じ別の指標で答えるもの: {lent}指標",))
    elsewhere = answered_elsewhere(collection.asks)
    yield from _elsewhere(elsewhere)
    if not collection.owed:
        yield Paragraph(_none(collection.wanted.value, elsewhere))
        return
    if collection.late > -_NEAR or collection.day is None:
        yield Items(tuple(_item(collection, ask) for ask in collection.owed))
    for standing, words in _TO_COPY.items():
        owing = Counter(_owner(ask) for ask in collection.owed if ask.standing is standing)
        if owing:
            parts = "、".join(f"{owner}（{count}）" for owner, count in owing.items())
            yield Paragraph(f"{words}: {parts}", Tone.WARNING if collection.late > 0 else Tone.PLAIN)


def _elsewhere(asks: Sequence[Ask]) -> Iterator[Block]:
    """Yield where values are answered that are asked for in another plan alone."""
    if asks:
        yield Items(tuple(Item(_where(ask)) for ask in asks))


def _where(ask: Ask) -> str:
    assert ask.declared.lender
    head = f"{plain(ask.declared.indicator.heading)}（{ask.declared.indicator.id}）"
    return f"{head}の値は{plain(answered_at(ask, ask.declared.lender))}（--plan {ask.declared.lender.indicator.plan}）"


def _none(what: str, elsewhere: Sequence[Ask]) -> str:
    return f"{what}で、{'ほかに' if elsewhere else ''}答えていないものはない。"


def _title(collection: Round, outcome: StatusOutcome) -> str:
    title = f"{plain(collection.plan.plan.name)} {collection.year.label} {collection.wanted.value}"
    if collection.day is None:
        return f"{title}（今日 {outcome.today}）"
    late = f"、{collection.late}日過ぎ" if collection.late > 0 else ""
    return f"{title}  期限 {collection.day}（今日 {outcome.today}{late}）"


def _owner(ask: Ask) -> str:
    return plain(ask.owner or NO_OWNER)


def _table(collection: Round, counted: list[Ask], outcome: StatusOutcome) -> Grid:
    """Return the counts by department, and how to reach it; a standing that no indicator has is left out."""
    standings = [standing for standing in _SHOWN if any(ask.standing is standing for ask in counted)]
    beside = [want for want in _BESIDE if any(want in ask.wants for ask in collection.asks)]
    names = ["指標", *(standing.value for standing in standings), *(_BESIDE[want] for want in beside)]
    columns = (Column("担当"), *map(figures, names))
    rows, reach = [], []
    for owner in dict.fromkeys(ask.owner for ask in counted):
        of = [ask for ask in counted if ask.owner == owner]
        rows.append((_owner(of[0]), *_counts(of, standings, beside)))
        department = outcome.departments.of(owner)
        reach.append(plain(department.reach) if department else "")
    rows.append(("計", *_counts(counted, standings, beside)))
    if any(reach):
        columns = (*columns, Column("連絡先"))
        rows = [(*row, to) for row, to in zip(rows, (*reach, ""), strict=True)]
    return Grid(columns, tuple(rows), total=1)


def _counts(asks: list[Ask], standings: list[CollectionStatus], beside: list[Want]) -> tuple[str, ...]:
    found = Counter(ask.standing for ask in asks)
    wants = Counter(want for ask in asks for want in ask.wants)
    counts = [str(found[standing]) for standing in standings]
    return str(len(asks) - found[CollectionStatus.EXEMPT]), *counts, *(str(wants[want]) for want in beside)


def _item(collection: Round, ask: Ask) -> Item:
    indicator = ask.declared.indicator
    parts = [_standing(collection, ask)] if ask.standing.asked else []
    parts += [_LACKING[want] for want in ask.wants if want in _LACKING]
    head = f"{_owner(ask)}: {plain(indicator.heading)}（{indicator.id}）"
    return Item(f"{head} {'、'.join(parts)}")


def _standing(collection: Round, ask: Ask) -> str:
    pending = ask.declared.indicator.pending.get(collection.year)
    match ask.standing:
        case CollectionStatus.BROKEN if pending is not None and pending.until is not None:
            late = (collection.today - pending.until.last).days
            return f"約束過ぎ（{day_phrase(pending.until)}の約束を{late}日過ぎた）"
        case CollectionStatus.PENDING if ask.now is None and pending is not None:
            return plain(pending_phrase(pending))
        case CollectionStatus.TENTATIVE | CollectionStatus.PENDING:
            return f"{ask.standing.value}（{plain(seen(ask) or '')}）"
        case _:
            return ask.standing.value


_COLUMNS = (
    Column("ファイル"),
    Column("担当"),
    figures("行"),
    Column("求めること"),
    Column("期限", wraps=False),
    Column("連絡先"),
)


def asked(outcome: SheetOutOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield a table with a row for each answer sheet, or say that nothing is asked."""
    yield from _elsewhere(outcome.elsewhere)
    if not outcome.files:
        yield Paragraph(_none(f"{outcome.year.label}の{outcome.wanted.value}", outcome.elsewhere))
        return
    reach = [department.reach if (department := outcome.departments.of(own.owner)) else "" for _, own in outcome.files]
    table = [(*_sheet(name, own), plain(to) or "-") for (name, own), to in zip(outcome.files, reach, strict=True)]
    width = len(_COLUMNS) if any(reach) else len(_COLUMNS) - 1
    yield Grid(_COLUMNS[:width], tuple(row[:width] for row in table))


def _sheet(name: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    rows = sum(len(ask.asked_parts) or 1 for ask in questionnaire.asks)
    return (
        plain(name),
        plain(questionnaire.called),
        str(rows),
        _wants(questionnaire),
        due_words(questionnaire.due) or "-",
    )


def _wants(questionnaire: Questionnaire) -> str:
    names = {
        Want.VALUE: questionnaire.asked.wanted.value,
        Want.CONFIRM: "確定",
        Want.REASON: "達していない理由",
        Want.RATING: "自己評価",
    }
    counts = Counter(want for ask in questionnaire.asks for want in ask.wants)
    return "、".join(f"{names[want]}{counts[want]}" for want in Want if counts[want])


def status_rows(outcome: StatusOutcome) -> Iterator[Row]:
    """Yield a row for each indicator and round."""
    for collection in outcome.rounds:
        for ask in collection.asks:
            yield _row(collection, ask, outcome.departments.of(ask.owner))


def _row(collection: Round, ask: Ask, department: Department | None) -> Row:
    indicator, pending = ask.declared.indicator, ask.declared.indicator.awaited(collection.year)
    return {
        "plan_id": collection.plan.plan.plan,
        "plan": collection.plan.plan.name,
        "fiscal_year": collection.year.start,
        "wanted": collection.wanted.value,
        "deadline": str(collection.day) if collection.day else None,
        "days_late": collection.late if collection.late > 0 else None,
        "id": indicator.id,
        "number": indicator.number,
        "name": indicator.name,
        "owner": indicator.owner,
        "standing": ask.standing.value,
        "overdue": collection.overdue(ask),
        "promised": str(pending.until) if pending and pending.until else None,
        "reason_owed": Want.REASON in ask.wants,
        "rating_owed": Want.RATING in ask.wants,
        "actual_status": ask.now.actual.status.value if ask.now else None,
        "contact": department.contact if department else None,
        "mail": department.mail if department else None,
    }
