"""The changes that the answers of departments make: first what is refused, then what is written, and its effect."""

from collections import Counter
from collections.abc import Iterator

from dxkpi.core.basis.quantity import quantity_of
from dxkpi.core.basis.text import listed
from dxkpi.core.collection.answer import Rejection, ValueAnswer
from dxkpi.core.collection.columns import PENDING
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import day_phrase, number, quantity, record_phrase, status_with
from dxkpi.core.outcomes.sheet import ReadBook, SheetInOutcome, Taken
from dxkpi.render.blocks import Block, Heading, Item, Items, Paragraph, Tone, Toned, titled
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.views.diff import (
    SECOND_LOOKS,
    headline,
    joined,
    result_blocks,
    second_look_blocks,
    section,
    table_blocks,
)
from dxkpi.render.views.findings import brought_blocks


def view(outcome: SheetInOutcome, look: Look) -> Iterator[Block]:
    """Yield what was read, whether or not it is written."""
    yield Items(tuple(Item(_book(book)) for book in outcome.books))
    yield from titled("書けない", map(_refused, outcome.refused))
    yield from titled("書き込む", map(_taken, outcome.taken))
    yield from titled("公表の前に確かめること", map(plain, outcome.cautions))
    yield from _unanswered(outcome)
    yield from titled("読み方", map(plain, outcome.notes))
    if outcome.diff is not None:
        yield Heading(2, "全体")
        yield Paragraph(headline(outcome.diff))
        yield from joined(table_blocks(outcome.diff.impacts, level=3))
        yield from joined(result_blocks(outcome.diff))
        yield from section(SECOND_LOOKS, second_look_blocks(outcome.diff))
    yield from brought_blocks(outcome.findings, look)
    if outcome.writes:
        yield Paragraph(f"記録の言葉の例: {_sentence(outcome)}")
    elif not outcome.taken and not outcome.refused:
        yield Paragraph("書き込むものはない。")


def _book(book: ReadBook) -> str:
    about = [plain(book.owner)] if book.owner else []
    about += [f"{book.made}に作成"] if book.made else []
    about += [f"回答者 {plain(book.answered_by)}"] if book.answered_by else []
    about += [f"課内の確認 {plain(book.checked)}"] if book.checked else []
    head = plain(book.file) + (f"（{'、'.join(about)}）" if about else "")
    counts = {
        "書き込む": book.written,
        "もうある": book.already,
        "未回答": len(book.unanswered),
        "書けない": book.refused,
    }
    words = "、".join(f"{name}{count}" for name, count in counts.items() if count)
    return f"{head}: {book.asked}件のうち {words}" if book.asked and words else f"{head}: {words or '答えはない'}"


def _refused(rejection: Rejection) -> Item:
    name = f" {plain(rejection.name)}" if rejection.name else ""
    return Item(
        Toned(
            (plain(str(rejection.cell)), Tone.PATH),
            (f"{name}: {plain(rejection.message)} ", Tone.PLAIN),
            (f"[{rejection.rule.code}]", Tone.CODE),
        )
    )


def _taken(taken: Taken) -> Item:
    indicator = taken.declared.indicator
    answer = taken.answer
    value, reason, pending = answer.value, answer.reason, answer.pending
    lines = []
    if value is not None:
        was = f"{record_phrase(indicator, taken.was)} → " if taken.was else ""
        lines.append(was + _value(value, indicator))
    if reason is not None:
        cause = next((cause.label for cause in taken.plan.plan.causes if cause.id == reason.cause), reason.cause)
        lines.append(f"達していない理由: {plain('。'.join(filter(None, (cause, reason.reason))))}")
    if pending is not None:
        until = f"{day_phrase(pending.until)}の見込み" if pending.until else ""
        words = "。".join(filter(None, (until, pending.reason)))
        lines.append("集計中" + (f"（{plain(words)}）" if words else ""))
    if answer.rating is not None and taken.plan.plan.scale:
        rating = taken.plan.plan.scale.named(answer.rating.rating)
        lines.append(f"自己評価: {plain(rating.heading if rating else answer.rating.rating)}")
    lines += [f"{plain(remark.heading)}: {plain(remark.text)}" for remark in answer.remarks]
    return Item(f"{plain(indicator.name)}（{indicator.id}）{indicator.year_kind.of(taken.year).label}", tuple(lines))


def _value(value: ValueAnswer, indicator: Indicator) -> str:
    status = status_with(value.status, (f"{day_phrase(value.as_of)}時点",) if value.as_of else ())
    about = "約" if value.approximate else ""
    written = value.written
    if "value" in written:
        shown = about + quantity(quantity_of(written["value"], indicator.unit), indicator.unit)
    elif "parts" in written:
        each = ((name, quantity_of(own, indicator.unit)) for name, own in written["parts"].items())
        shown = about + "、".join(f"{plain(name)}{number(own)}" for name, own in each)
    elif "text" in written:
        shown = plain(written["text"])
    else:
        shown = f"{'、'.join(map(plain, written['done']))}が済み" if written["done"] else "済んだ段階なし"
    note = f"（注記: {plain(value.note)}）" if value.note else ""
    return f"{status} {shown}{note}"


def _unanswered(outcome: SheetInOutcome) -> Iterator[Block]:
    for book in outcome.books:
        names = [f"{count}番 {plain(name)}" if count else plain(name) for count, name in book.unanswered]
        if names:
            of = f"（{plain(book.file)}）" if len(outcome.books) > 1 else ""
            yield Paragraph(f"未回答{of}: {listed(names)}")


def _sentence(outcome: SheetInOutcome) -> str:
    """Return a sentence for the record of changes: `R7年度 実績の回答: 業務改革課（4件）`."""
    years = dict.fromkeys(taken.year.label for taken in outcome.taken)
    answers = [taken.answer for taken in outcome.taken]
    statuses = dict.fromkeys(answer.value.status.value for answer in answers if answer.value)
    statuses |= {PENDING: None} if any(answer.pending for answer in answers) else {}
    owners = Counter({book.owner or plain(book.file): book.written for book in outcome.books if book.written})
    words = "、".join(f"{owner}（{count}件）" for owner, count in owners.items())
    return f"{'・'.join(years)} {'・'.join(statuses) or '理由など'}の回答: {words}"
