"""One line for each plan, and details below: every percentage of its report, and its publication."""

from collections import Counter
from collections.abc import Iterator

from dxkpi.core.basis.mark import signs
from dxkpi.core.count_table import Marked
from dxkpi.core.numerals import day_phrase, number
from dxkpi.core.outcomes.report import OverviewOutcome
from dxkpi.core.overview import PlanLine, Silent
from dxkpi.core.report import Report
from dxkpi.render.blocks import Block, Column, Grid, Heading, Item, Items, Notes, Paragraph, Tone, Toned, figures
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import AGREEMENT_TONES
from dxkpi.render.views.answer import answer_sentence, mean_words
from dxkpi.render.views.cautions import source_phrase
from dxkpi.render.views.legend import legend
from dxkpi.render.views.method_words import value_on_the_way
from dxkpi.render.views.report import share_words
from dxkpi.render.views.report_notes import rests_on

_NONE = "-"
_SILENT = {Silent.NOT_COVERED: "期間の外", Silent.NO_ACTUAL: "実績値なし"}
_FIGURES = {
    "指標": Tone.PLAIN,
    "達成": Tone.MET,
    "判明": Tone.PLAIN,
    "算定\n不能": Tone.NOT_ASSESSED,
    "達成の\n割合": Tone.MET,
}


def view(outcome: OverviewOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield a table of all plans, and the details of each line."""
    lines = outcome.lines
    yield Heading(1, f"{f'{outcome.year.formal} ' if outcome.year else ''}計画の一覧")
    yield Paragraph(f"{_sentence(lines)}。", Tone.STRONG)
    means = any(map(_mean, lines))
    yield Grid(tuple(_columns(means=means)), tuple(_row(line, means=means) for line in lines))
    yield Notes(tuple(_notes(lines)))
    yield Items(tuple(_item(line) for line in lines))


def _sentence(lines: tuple[PlanLine, ...]) -> str:
    """Return what there is of how many plans: `2計画のうち、1計画に達成区分があり、1計画は期間の外`."""
    kinds = Counter(_kind(line) for line in lines)
    listed = "、".join(f"{number(kinds[kind])}計画{kind}" for kind in _KINDS if kinds[kind])
    return f"{number(len(lines))}計画のうち、{listed}"


_RATED, _RATES, _MONITORED, _NO_ACTUAL, _OUTSIDE = _KINDS = (
    "は達成区分がある",
    "は達成率だけを示す",
    "は推移だけを見る",
    "は実績値がまだない",
    "は期間の外",
)


def _kind(line: PlanLine) -> str:
    match line.report:
        case Silent.NOT_COVERED:
            return _OUTSIDE
        case Silent.NO_ACTUAL:
            return _NO_ACTUAL
        case Report():
            if line.indicators is None:
                return _MONITORED
            return _RATES if line.judged_by.rates_only else _RATED


def _columns(*, means: bool) -> Iterator[Column]:
    yield Column("計画（期間）")
    yield Column("年度", wraps=False)
    yield from (figures(*own) for own in _FIGURES.items())
    if means:
        yield figures("達成率の\n平均")
    yield Column("照合")
    yield Column("公表", wraps=False)


def _row(line: PlanLine, *, means: bool) -> tuple[str, ...]:
    name = f"{line.plan.name}（{line.plan.first_year or ''}〜{line.plan.last_year or ''}）"
    year = str(line.year) if line.year else _NONE
    mean = (_mean(line) or _NONE,) if means else ()
    if isinstance(line.report, Silent):
        return name, year, *(_NONE for _ in _FIGURES), *mean, _SILENT[line.report], _published(line)
    return name, year, *_figures(line), *mean, _agreement(line.report), _published(line)


def _mean(line: PlanLine) -> str:
    """Return the mean of the rates, where the answer of the plan is one."""
    return mean_words(line.report.mean_rate, line.judged_by) if isinstance(line.report, Report) else ""


def _figures(line: PlanLine) -> tuple[str, ...]:
    achieved = line.achieved
    if achieved is None:
        return (number(line.monitored), *[_NONE] * (len(_FIGURES) - 1))
    rated = _marked(line.rated)
    return _count(line.indicators), _marked(achieved), rated, _count(line.unassessed), _headline(line)


def _marked(marked: Marked | None) -> str:
    return number(marked.count) + signs(marked.marks) if marked else _NONE


def _count(count: int | None) -> str:
    return _NONE if count is None else number(count)


def _headline(line: PlanLine) -> str:
    """Return the percentage of indicators that met their target; several side by side where the plan divides them."""
    return "、".join(share_words(share) for _, share in line.headline) or _NONE


def _agreement(report: Report) -> str:
    agreement = report.reconciliation.agreement if report.reconciliation else None
    return Toned((agreement.value, AGREEMENT_TONES[agreement])) if agreement else _NONE


def _published(line: PlanLine) -> str:
    if line.year is None or line.report is Silent.NOT_COVERED:
        return _NONE
    return "済" if line.published else "未"


def _notes(lines: tuple[PlanLine, ...]) -> Iterator[str]:
    yield f"判明は{_known_words(lines)}の決まった指標。数と割合は、その計画の dxkpi report の全体の表と同じ"
    words = dict.fromkeys(word for line in lines if line.achieved and (word := value_on_the_way(line.judged_by)))
    if words:
        yield f"達成は、目標値（計画により {'、'.join(words)}）に達したもの"
    yield from legend({mark for line in lines for _, share in line.shares for mark in share.marks})


def _known_words(lines: tuple[PlanLine, ...]) -> str:
    """Return what is settled of an indicator that is known, in all plans that count any."""
    only = {line.judged_by.rates_only for line in lines if line.achieved}
    if only == {True}:
        return "達成か未達成か"
    return "達成区分（達成率だけの計画では、達成か未達成か）" if only == {True, False} else "達成区分"


def _item(line: PlanLine) -> Item:
    year = f" {line.year.label}" if line.year else ""
    return Item(f"{line.plan.name}（{line.plan.plan}）{year}", tuple(_lines(line)))


def _lines(line: PlanLine) -> Iterator[str]:
    match line.report:
        case Silent.NOT_COVERED:
            yield "この年度は計画の期間に入らない"
        case Silent.NO_ACTUAL:
            yield "実績値がまだない"
        case Report():
            yield from _shares(line)
            yield from _publication(line, line.report)


def _shares(line: PlanLine) -> Iterator[str]:
    if line.indicators is None:
        yield f"達成区分を付けず、推移を見る指標{number(line.monitored)}"
        return
    if isinstance(line.report, Report):
        yield answer_sentence(line.report)
    monitored = f"（ほかに推移を見る指標{number(line.monitored)}）" if line.monitored else ""
    parts = f"判明{_count(line.known)}、算定不能{_count(line.unassessed)}、停止など{_count(line.apart)}"
    again = "" if line.distinct == line.indicators else f"（再掲を含む延べ数。実数は{_count(line.distinct)}）"
    yield f"{number(line.indicators)}指標{again}の内訳: {parts}{monitored}"
    if isinstance(line.report, Report) and line.report.composition:
        yield f"判定のもと: {rests_on(line.report.composition)}"
    yield "割合: " + "、".join(f"{column.label} {share_words(share)}" for column, share in line.shares)


def _publication(line: PlanLine, report: Report) -> Iterator[str]:
    if report.reconciliation:
        document = source_phrase(report.reconciliation.published.source, line.plan)
        yield f"公表結果との照合: {_agreement(report)}（{document}）"
    publication = line.publication
    if publication is None:
        return
    yield f"公表: {f'{day_phrase(publication.day)}に' if publication.day else ''}公表した（{publication.document}）"
    if publication.corrections:
        yield f"公表の後の正誤: {number(len(publication.corrections))}件"
    if not publication.sound:
        yield f"注意: 公表した値と今のデータが合わない。dxkpi publish --check --plan {line.plan.plan} で確かめる"
    elif publication.differs:
        yield "公表の後に分かった値により、公表した数字と違う"
