"""The answer with which a command begins: how many indicators met their target, in a sentence and in one bar."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dxkpi.core.assessment import Assessment, Rated
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.count_table import CountColumn, CountTable
from dxkpi.core.detail import Standing, counted_again, standing
from dxkpi.core.method.rating import Rating
from dxkpi.core.method.rounding import Zero
from dxkpi.core.numerals import number, percent_of, rate
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.report import MeanRate, Report
from dxkpi.core.trajectory import OutlookStatus
from dxkpi.render.blocks import Bar, Block, Paragraph, Part, Tone
from dxkpi.render.verdicts import tone_of
from dxkpi.render.views.method_words import value_reached
from dxkpi.render.views.report_notes import rests_on

if TYPE_CHECKING:
    from dxkpi.core.outlook import PlanOutlook


def answer(report: Report) -> Iterator[Block]:
    """Yield the answer of a report, what it rests on, and its bar; nothing where there is no indicator."""
    sentence = answer_sentence(report)
    if sentence:
        yield Paragraph(f"{sentence}。", Tone.STRONG)
    if report.overview and report.overview.size:
        yield Bar(tuple(_parts(report.plan, report.overview)))
        yield Paragraph(f"内訳: {rests_on(report.overview.composition)}")


def answer_sentence(report: Report) -> str:
    """Return the answer in words, which begins with the mean of rates where the plan's does."""
    return "。".join(filter(None, (_mean(report), report_sentence(report))))


def _mean(report: Report) -> str:
    """Return the mean of rates and what it is of: `達成率の平均は98.3%前（率のある81指標）`; empty for other plans."""
    mean = report.mean_rate
    if mean is None:
        return ""
    again = report.overview is not None and counted_again(report, report.overview)
    once = "。再掲の指標も一度だけ数える" if again else ""
    return f"達成率の平均は{mean_words(mean, report.plan)}（率のある{number(mean.count)}指標{once}）"


def mean_words(mean: MeanRate | None, plan: Plan) -> str:
    """Return a mean of rates as `plan` prints rates, with its marks; empty where there is none."""
    return "" if mean is None or plan.scale is None else f"{rate(mean.exact, plan.scale)}{signs(mean.marks)}"


def mean_move(*sides: tuple[MeanRate | None, Plan]) -> str:
    """Describe how a mean of rates moves: `達成率の平均: 87.5%（率のある2指標） → 90.0%（率のある3指標）`."""
    means = (f"{mean_words(mean, plan)}（率のある{number(mean.count)}指標）" if mean else "-" for mean, plan in sides)
    return f"達成率の平均: {' → '.join(means)}"


def report_sentence(report: Report) -> str:
    """Return the answer in words: `68指標のうち50指標が達成（73.5%）`; empty where there is no indicator."""
    numbers = tally(report)
    if numbers is None:
        return f"{number(report.monitored_count)}指標の推移" if report.monitored_count else ""
    again = f"（実数{number(numbers.size - numbers.again)}）" if numbers.again else ""
    size = f"{'延べ' if again else ''}{number(numbers.size)}指標{again}"
    beside = f"。ほかに{number(numbers.monitored)}指標の推移" if numbers.monitored else ""
    open_ = f"、{number(numbers.unassessed)}指標は判定できない" if numbers.unassessed else ""
    if numbers.met is None:
        rated = (f"{rating.heading} {number(count)}" for rating, count in numbers.ratings)
        return f"{size}の達成区分は、{'、'.join(rated)}{open_}{beside}"
    done = f"{number(numbers.met)}指標が{_reached(report.plan, report.assessments)}"
    of = "" if numbers.whole == numbers.size else f"母数{number(numbers.whole)}指標の"
    share = "" if numbers.share is None else f"（{of}{percent_of(numbers.share, numbers.zero)}）"
    return f"{size}のうち{done}{open_}{share}{beside}"


class AnswerNumbers(NamedTuple):
    """The numbers of an answer: how many indicators of `size` met their target, None where ratings do not say so.

    `again` of them count in several sections, `monitored` ones stand beside them. The `share` is one of `whole`.
    """

    plan: Plan
    size: int
    again: int
    monitored: int
    ratings: tuple[tuple[Rating, int], ...]
    unassessed: int
    met: int | None
    share: Fraction | None
    whole: int
    zero: Zero


def tally(report: Report) -> AnswerNumbers | None:
    """Return the numbers of the answer of a report, None where nothing is rated."""
    table, plan = report.overview, report.plan
    if table is None or not table.size:
        return None
    counts = _counts(table)
    ratings = tuple((rating, counts[rating.id]) for rating in plan.ratings)
    met = [rating.id for rating in plan.ratings if plan.scale and plan.scale.met(rating)]
    said = met and not (
        any(map(_rounded, report.assessments)) or any(count for rating, count in ratings if _is_open(plan, rating))
    )
    whole = table.size - sum(counts[own] for own in plan.outside) - sum(row.outside for row in table.rows)
    return AnswerNumbers(
        plan,
        table.size,
        counted_again(report, table),
        report.monitored_count,
        ratings,
        counts[UNASSESSED],
        sum(counts[own] for own in met) if said else None,
        _share(table, met, whole),
        whole,
        table.percentages[0].zero,
    )


def _is_open(plan: Plan, rating: Rating) -> bool:
    """Say whether a rating has indicators that met their target beside such that did not."""
    return plan.scale is not None and plan.scale.met(rating) is None


def _rounded(assessment: Assessment) -> bool:
    """Say whether a rounded rate gives a rating of met targets to one that was missed."""
    outcome = assessment.outcome
    return isinstance(outcome, Rated) and outcome.rating.met and outcome.met is False


def _reached(plan: Plan, assessments: Iterable[Assessment]) -> str:
    word = value_reached(plan, assessments)
    return f"{word}に到達" if word else "達成"


def _share(table: CountTable, met: Iterable[str], whole: int) -> Fraction | None:
    """Return the share of those that met their target, of `whole` indicators.

    Of all indicators there is none while some of them are not assessed: it could still grow.
    """
    shares = [s.printed for c, s in zip(table.columns, table.percentages, strict=True) if c.id in met]
    if all(share is None for share in shares) or (whole == table.size and _counts(table)[UNASSESSED]):
        return None
    return sum(filter(None, shares), Fraction(0))


def _counts(table: CountTable) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            found[column.id] += cell.count or 0
    return found


def _parts(plan: Plan, table: CountTable) -> Iterator[Part]:
    counts = _counts(table)
    return (Part(_label(column), counts[column.id], tone_of(plan, column.id)) for column in table.columns)


def _label(column: CountColumn) -> str:
    if column.id == UNASSESSED or column.group == column.label:
        return column.group
    return f"{column.group} {column.label}"


def list_sentence(assessments: Iterable[Assessment], plan: Plan) -> str:
    """Return how the indicators of a list stand: `9指標のうち7指標が達成、2指標が未達成。2指標は前の年度の値による`."""
    every = tuple(assessments)
    listed = tuple(assessment for assessment in every if assessment.indicator.of is None)
    parts = f"ほかに、うちの指標{number(len(every) - len(listed))}" if len(every) > len(listed) else ""
    if not listed:
        return parts.removeprefix("ほかに、")
    counts = Counter(map(standing, listed))
    words = {
        Standing.MET: f"が{_reached(plan, listed)}",
        Standing.UNMET: f"が{word}に未到達" if (word := value_reached(plan, listed)) else "が未達成",
        Standing.SUSPENDED: "が停止",
        Standing.JUDGED: "は人が評価",
        Standing.IN_STATE: "は達成区分を付けない",
        Standing.UNKNOWN: "は判定できない",
        None: "は推移",
    }
    parts = f"。{parts}" if parts else ""
    if set(counts) == {None}:
        return f"{number(counts.total())}指標の推移{parts}"
    phrase = "、".join(f"{number(counts[own])}指標{word}" for own, word in words.items() if counts[own])
    return f"{number(counts.total())}指標のうち{phrase}{_of_other_times(listed)}{parts}"


def _of_other_times(assessments: Iterable[Assessment]) -> str:
    """Return how many results rest on an earlier year's value, and on one of a part of the year; empty for none."""
    found = Counter(mark for assessment in assessments for mark in assessment.marks)
    words = {Mark.CARRIED: "前の年度の値", Mark.PARTIAL: "年度途中の値"}
    phrase = "、".join(f"{number(found[mark])}指標は{word}" for mark, word in words.items() if found[mark])
    return f"。{phrase}による" if phrase else ""


_STATUSES = {
    OutlookStatus.AHEAD: "が目安より先行",
    OutlookStatus.ON_TRACK: "が目安どおり",
    OutlookStatus.BEHIND: "が遅れ",
    OutlookStatus.UNCLEAR: "は判定できない",
    OutlookStatus.FINAL: "は最終年度",
    OutlookStatus.PAST: "は目標年度の後",
}


def outlook_sentence(found: "PlanOutlook") -> str:
    """Return how indicators stand on their way: `25指標のうち3指標が目安より先行、22指標は判定できない`."""
    from dxkpi.core.outlook import counted  # noqa: PLC0415 - only an outlook needs it

    counts = counted(found.seen)
    phrase = "、".join(f"{number(counts[own])}指標{word}" for own, word in _STATUSES.items() if counts[own])
    return f"{number(counts.total())}指標のうち{phrase}"
