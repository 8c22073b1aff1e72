"""When a year was published, what was corrected since (正誤), and why the figures may not be those of that day."""

from collections.abc import Iterator

from dxkpi.core.diff.parts import leaves
from dxkpi.core.publication.correction import Correction
from dxkpi.core.publication.review import Corrected, Publication, Rerated
from dxkpi.core.report import Report
from dxkpi.render.doc import Block, Heading, Item, Items, Paragraph
from dxkpi.render.phrases import day_phrase
from dxkpi.render.schema_words import title_of
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.diff_tables import table_rows
from dxkpi.render.views.diff_words import key_titles

_NOTHING = "なし"


def published(report: Report, own: Publication) -> Paragraph:
    """Below the title: the day of publication, and what the reader must know of it."""
    return Paragraph("。".join((f"{day_phrase(own.day)}に公表した（公表記録 {own.document}）", *_stands(report, own))))


def _stands(report: Report, own: Publication) -> Iterator[str]:
    asked = f"--plan {report.plan.plan} --year {report.year}"
    if own.corrections:
        yield f"公表の後に{len(own.corrections)}件を直した（下の「正誤」）"
    if not own.sound:
        yield f"注意: 公表記録と今のデータが合わない。dxkpi publish --check {asked} で確かめる"
    elif own.differs:
        that = "正誤を反映した、公表の日の数字" if own.corrections else "公表した数字"
        yield f"公表の後に分かった値により、この報告は{that}と違う。公表の日の数字は {_command(asked, own)} で出せる"


def _command(asked: str, own: Publication) -> str:
    return f"dxkpi report {asked} --as-of {own.day}"


def corrections(own: Publication) -> Iterator[Block]:
    """The list of corrections, in the order in which the plan has them; nothing where nothing was corrected."""
    if own.corrections:
        yield Heading(2, "正誤")
        yield Items(tuple(map(_item, own.corrections)))


def _item(corrected: Corrected) -> Item:
    correction = corrected.correction
    whose = f"{corrected.name or correction.indicator}の" if correction.indicator else "計画の"
    head = f"{day_phrase(correction.date)}: {whose}{_record(correction)}（{_change(correction)}）"
    return Item(head, tuple(_lines(corrected)))


def _record(correction: Correction) -> str:
    field, *words = correction.key
    return " ".join((title_of(field), *words))


def _change(correction: Correction) -> str:
    """`値 0 → 5`; of what is no record of keys, both values alone."""
    old, new = leaves(correction.before), leaves(correction.after)
    pairs = ((_called(key, correction), old.get(key, _NOTHING), new.get(key, _NOTHING)) for key in {**old, **new})
    return "、".join(f"{key}{was} → {now}" for key, was, now in pairs if was != now)


def _called(key: tuple[str, ...], correction: Correction) -> str:
    return "".join(f"{title} " for title in key_titles(key, correction.key))


def _lines(corrected: Corrected) -> Iterator[str]:
    if corrected.correction.what:
        yield f"内容: {corrected.correction.what}"
    yield f"理由: {corrected.correction.why}"
    results, moves = corrected.results, tuple(table_rows(corrected.tables or ()))
    for result in results:
        sides = ((result.before, corrected.before), (result.after, corrected.after))
        was, now = (outcome_phrase(one, plan) if one else _NOTHING for one, plan in sides)
        yield f"結果: {_name(result)} {was} → {now}"
    for place, column, was, now, _ in moves:
        yield f"表: {place} {column} {was} → {now}"
    if corrected.tables is None:
        yield "表の数字がどう変わったかは、同じ日の最後の正誤に示す"
    elif not results and not moves:
        yield "達成率・達成区分と表の数字は変わらない"


def _name(result: Rerated) -> str:
    one = result.after or result.before
    return one.indicator.name if one else ""
