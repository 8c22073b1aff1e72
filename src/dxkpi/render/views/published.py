"""Published years: those written, and their conformity."""

from collections.abc import Collection, Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.text import listed
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import actual_phrase, day_phrase, number
from dxkpi.core.outcomes.change import CheckOutcome, PublishOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import CarriedOver, Correction, Published
from dxkpi.core.publication.conformity import Conformity, Corrected, Publication
from dxkpi.core.publication.made import Lack
from dxkpi.core.published_rows import values
from dxkpi.core.report import Report
from dxkpi.render.blocks import Block, Item, Items, Paragraph, titled
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.views.cautions import section_name
from dxkpi.render.views.reconcile import column_label, figure_words, table_name


def published(outcome: PublishOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield the years that were written and what to do next, or what the values of a year still lack."""
    for lack in outcome.lacks:
        yield from _lack(lack)
    if outcome.lacks:
        return
    for name, year in zip(outcome.names, outcome.published, strict=True):
        yield Paragraph(f"書いた: {plain(name)}（{_size(year)}）")
    yield _NEXT


def checked(outcome: CheckOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield a line for each year that was published, and below what to do next."""
    yield from (Paragraph(_checked(conformity)) for conformity in outcome.conformities)
    yield from (Paragraph(f"{plain(name)}: 読めない") for name in outcome.unread)
    if not outcome.sound:
        yield Paragraph("dxkpi validate で、指摘と場所を見る。")


def _lack(lack: Lack) -> Iterator[Block]:
    """Yield the indicators whose values are still owed, by owner."""
    parts = (("前の年度の値による指標", lack.carried), ("値のない指標", lack.missing))
    counts = "、".join(f"{name}{number(len(part))}" for name, part in parts if part)
    yield Paragraph(f"{lack.plan.name}（{lack.plan.plan}）: その年度の値がない（{counts}）")
    yield Items(tuple(Item(owner or NO_OWNER, tuple(map(_lacking, found))) for owner, found in lack.owners))


def _lacking(assessment: Assessment) -> str:
    indicator = assessment.indicator
    value = actual_phrase(assessment) if assessment.carried else "判定に使える値がない"
    return f"{indicator.heading}（{indicator.id}）: {value}"


def _size(published: Published) -> str:
    day = f"{day_phrase(published.date)}公表、" if published.date else ""
    return f"{published.year.label}、{day}指標{number(len(published.rows))}"


_NEXT = Items(
    (
        Item("書いたファイルを、データとともに版の管理に入れる（git add、git commit）"),
        Item("公表の後に見つかった誤りは、計画の corrections に書いてから直す"),
        Item("dxkpi publish --check で、公表した値とデータが合っているかを確かめる"),
    )
)


def _checked(stand: Conformity) -> str:
    head = f"{plain(stand.declared.document)}: {'一致' if stand.sound else '不一致'}"
    corrected = sum(step.misfit is None for step in stand.steps)
    parts = [_size(stand.declared.published), *([f"正誤{number(corrected)}件"] if corrected else [])]
    return "。".join((f"{head}（{'、'.join(parts)}）", *_wrong(stand)))


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


def stands(report: Report, publication: Publication, *, public: bool) -> Iterator[Paragraph]:
    """Yield the paragraph below the title: the day of publication, and its caveats.

    A `public` page says the day and the corrections among its facts: here stands what these do not say.
    """
    when = f"{day_phrase(publication.day)}に" if publication.day else ""
    corrected = (
        [f"公表の後に{len(publication.corrections)}件を直した（下の「正誤」）"] if publication.corrections else []
    )
    rests = _rests_on(report, publication)
    said = (
        tuple(rests)
        if public
        else (f"{when}公表した（{publication.document}）", *rests, *corrected, *_checks(report, publication))
    )
    if said:
        yield Paragraph("。".join(said))


def _rests_on(report: Report, publication: Publication) -> Iterator[str]:
    if publication.carried:
        yield _carried(publication.carried, report)
    if publication.added:
        added = _named(publication.added, report)
        yield f"公表した結果にない{added}を数えるため、この報告の件数と割合は公表した数字と違う"


def _checks(report: Report, publication: Publication) -> Iterator[str]:
    asked = f"--plan {report.plan.plan} --year {report.year}"
    if not publication.sound:
        yield f"注意: 公表した値と今のデータが合わない。dxkpi publish --check {asked} で確かめる"
    elif publication.differs:
        that = "正誤を反映した、公表の日の数字" if publication.corrections else "公表した数字"
        then = f"公表の日の数字は dxkpi report {asked} --as-of {publication.day} で出せる"
        yield f"公表の後に分かった値により、この報告は{that}と違う。{then}"


def _named(ids: Collection[str], report: Report) -> str:
    """Return how many indicators these are, and their names: `2指標（紙の使用量、就職率）`."""
    published = report.plan.published.get(report.year)
    names = {identifier: row.name for identifier, row in published.rows.items()} if published else {}
    names |= {assessment.indicator.id: assessment.indicator.name for assessment in report.assessments}
    return f"{number(len(ids))}指標（{listed([names.get(one) or one for one in ids])}）"


def _carried(carried: CarriedOver, report: Report) -> str:
    """Yield the indicators that were published without a value of the year, with the reason."""
    parts = (("前の年度の値による", carried.indicators), ("値のない", carried.missing))
    listed = "と".join(f"{which}{_named(ids, report)}" for which, ids in parts if ids)
    return f"{listed}を入れて公表した（理由: {carried.reason}）"


def corrections(publication: Publication, plan: Plan) -> Iterator[Block]:
    """Yield the list of corrections, in the plan's order; empty where there are none."""
    return titled("正誤", (_item(corrected, plan) for corrected in publication.corrections))


def _item(corrected: Corrected, plan: Plan) -> Item:
    correction = corrected.correction
    whose = f"{corrected.name or correction.indicator}の" if correction.indicator else ""
    head = f"{day_phrase(correction.date)}: {whose}{correction_phrase(correction, plan)}"
    return Item(head, tuple(correction_lines(correction)))


def corrected(plan: Plan, indicator: str, year: FiscalYear) -> tuple[Item, ...]:
    """Return the corrections of what was published of an indicator in a year."""
    own = (each for each in plan.corrections if (each.indicator, each.year) == (indicator, year))
    return tuple(
        Item(f"{day_phrase(each.date)}の正誤: {correction_phrase(each, plan)}", tuple(correction_lines(each)))
        for each in own
    )


def correction_lines(correction: Correction) -> Iterator[str]:
    """Yield what was corrected in words, where it says so, and why."""
    if correction.what:
        yield f"内容: {correction.what}"
    yield f"理由: {correction.why}"


def correction_phrase(correction: Correction, plan: Plan) -> str:
    """Describe the change of a correction: `実績値 値 0 → 5、達成区分 30%未満 → 100%`."""
    old, new = values(correction.before), values(correction.after)
    paths = [path for path in {**old, **new} if old.get(path) != new.get(path)]
    return "、".join(
        f"{_called(path, plan)} {figure_words(plan, path, old.get(path))} → {figure_words(plan, path, new.get(path))}"
        for path in paths
    )


def _called(path: Path, plan: Plan) -> str:
    match path:
        case ("counts", section, column):
            return f"{section_name(plan, str(section))}の件数「{column_label(plan, str(column))}」"
        case ("percent", "total", column):
            return f"全体の割合「{column_label(plan, str(column))}」"
        case ("percent", "tables", int(table), column):
            return f"{table_name(plan, table)}の割合「{column_label(plan, str(column))}」"
        case _:
            return " ".join(title_of(str(step)) for step in path)
