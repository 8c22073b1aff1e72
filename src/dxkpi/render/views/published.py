"""Published years: those written, and their conformity."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.numerals import actual_phrase, day_phrase, number
from dxkpi.core.outcomes.change import CheckOutcome, PublishOutcome
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.conformity import Conformity
from dxkpi.core.publication.lacking import Lack
from dxkpi.render.blocks import Block, Doc, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain


def view(outcome: PublishOutcome | CheckOutcome, look: Look) -> Doc:  # noqa: ARG001 - it looks the same everywhere
    """Return a line for each year, and below it what to do next."""
    if isinstance(outcome, CheckOutcome):
        lines = (*map(_checked, outcome.conformities), *(f"{plain(name)}: 読めない" for name in outcome.unread))
        more = () if outcome.sound else (Paragraph("dxkpi validate で、指摘と場所を見る。"),)
        return (*(Paragraph(line) for line in lines), *more)
    if outcome.lacks:
        return tuple(block for own in outcome.lacks for block in _lack(own))
    written = zip(outcome.names, outcome.published, strict=True)
    return (*(Paragraph(f"書いた: {plain(name)}（{_size(own)}）") for name, own in written), _next())


def _lack(own: Lack) -> Iterator[Block]:
    """Yield the indicators whose values are still owed, by owner."""
    parts = (("前の年度の値による指標", own.carried), ("値のない指標", own.missing))
    counts = "、".join(f"{name}{number(len(part))}" for name, part in parts if part)
    yield Paragraph(f"{own.plan.name}（{own.plan.plan}）: その年度の値がない（{counts}）")
    yield Items(tuple(Item(owner or NO_OWNER, tuple(map(_lacking, found))) for owner, found in own.owners))


def _lacking(assessment: Assessment) -> str:
    indicator = assessment.indicator
    value = actual_phrase(assessment) if assessment.carried else "判定に使える値がない"
    return f"{indicator.heading}（{indicator.id}）: {value}"


def _size(published: Published) -> str:
    day = f"{day_phrase(published.date)}公表、" if published.date else ""
    return f"{published.year.label}、{day}指標{number(len(published.rows))}"


def _next() -> Items:
    return Items(
        (
            Item("書いたファイルを、データとともに版の管理に入れる（git add、git commit）"),
            Item("公表の後に見つかった誤りは、計画の corrections に書いてから直す"),
            Item("dxkpi publish --check で、公表した値とデータが合っているかを確かめる"),
        )
    )


def _checked(stand: Conformity) -> str:
    head = f"{plain(stand.declared.document)}: {'一致' if stand.sound else '不一致'}"
    corrected = sum(step.misfit is None for step in stand.steps)
    told = [_size(stand.declared.published), *([f"正誤{number(corrected)}件"] if corrected else [])]
    return "。".join((f"{head}（{'、'.join(told)}）", *_wrong(stand)))


def _wrong(stand: Conformity) -> Iterator[str]:
    if stand.faults:
        yield "件数や割合が、その中の指標の行から出ない"
    if stand.plan is None:
        yield "計画がデータにない"
    if stand.deviations:
        yield f"今のデータと違う指標が{number(len(stand.deviations))}ある"
    if stand.faults_corrected:
        yield "正誤のとおりに直した行から、件数や割合が出ない"
    unfit = sum(step.misfit is not None for step in stand.steps)
    if unfit:
        yield f"当てはまらない正誤が{number(unfit)}件ある"
    if stand.added:
        yield f"公表の後に加わった指標が{number(len(stand.added))}ある（{'、'.join(stand.added)}）"
