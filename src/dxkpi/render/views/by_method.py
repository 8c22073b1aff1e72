"""Several methods side by side: the headline of each, its ratings, and every indicator."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.mark import signs
from dxkpi.core.by_method import ByMethod, MethodComparison
from dxkpi.core.detail import Standing
from dxkpi.core.method.method import in_words
from dxkpi.core.numerals import day_phrase, number, percent_of
from dxkpi.core.outcomes.report import CompareMethodsOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.render.blocks import Align, Block, Column, Doc, Grid, Heading, Item, Items, Notes, Paragraph, Toned
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import open_phrase, outcome_phrase, outcome_tone, rate_phrase
from dxkpi.render.views.legend import legend

_OWN = "この計画の方法"
_COUNTED = (
    ("達成", (Standing.MET,)),
    ("未達成", (Standing.UNMET,)),
    ("分からない", (Standing.UNKNOWN,)),
    ("停止など", (Standing.SUSPENDED, Standing.IN_STATE)),
)


def view(outcome: CompareMethodsOutcome, look: Look) -> Doc:  # noqa: ARG001 - looks the same everywhere
    """Return all comparisons in order."""
    return tuple(block for comparison in outcome.comparisons for block in _blocks(comparison))


def _blocks(comparison: MethodComparison) -> Iterator[Block]:
    yield Heading(1, f"{comparison.plan.name} {comparison.year.formal} 評価方法の比較")
    known = f"{day_phrase(comparison.as_of)}までに分かっていた値" if comparison.as_of else "データにある最新の値"
    yield Paragraph(f"名称のある{number(len(comparison.rows))}指標を、{known}で、方法だけを変えて判定した。")
    yield Heading(2, "達成の割合")
    yield _headline(comparison)
    yield Notes(tuple(_notes(comparison)))
    yield Heading(2, "達成区分別の数")
    yield Items(tuple(_distribution(own) for own in comparison.methods))
    yield Heading(2, "指標ごとの結果")
    yield _indicators(comparison)
    marks = tuple(legend({mark for row in comparison.rows for assessment in row for mark in assessment.marks}))
    if marks:
        yield Notes(marks)


def _headline(comparison: MethodComparison) -> Grid:
    heads = (Column(("方法",)), Column(("式",)))
    words = (*(word for word, _ in _COUNTED), "達成の割合")
    counts = tuple(Column((word,), Align.RIGHT, wraps=False) for word in words)
    return Grid((*heads, *counts), tuple(_headline_row(own) for own in comparison.methods))


def _headline_row(own: ByMethod) -> tuple[str, ...]:
    method = own.plan.method
    formula = in_words(method.formula, method.against) if method else "なし"
    counts = (number(own.count(*standings)) for _, standings in _COUNTED)
    return _called(own), formula, *counts, "-" if own.share is None else percent_of(own.share)


def _notes(comparison: MethodComparison) -> Iterator[str]:
    yield "達成は、その方法の比べる値に達したもの。割合は、達成か未達成かが分かる指標のうちの割合"
    shares = {_called(own): own.share for own in comparison.methods if own.share is not None}
    if len(shares) > 1:
        low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
        if shares[low] == shares[high]:
            yield "達成の割合は、どの方法でも同じである"
        else:
            least, most = percent_of(shares[low]), percent_of(shares[high])
            yield f"達成の割合は、方法だけで {least}（{low}）から {most}（{high}）まで変わる"
    met, missed, split = comparison.split()
    parts = (("どの方法でも達成", met), ("どの方法でも未達成", missed), ("方法により達成とも未達成ともなる", split))
    counted = "、".join(f"{word}{number(count)}" for word, count in parts)
    yield f"{counted}、ほか（分からない方法がある、停止など）{number(len(comparison.rows) - met - missed - split)}"
    yield "公表された件数と、名称の公表のない指標は含まない（どちらも、ほかの方法では判定できない）"


def _distribution(own: ByMethod) -> Item:
    counts = (f"{rating.heading} {number(own.rated(rating.id))}" for rating in own.plan.ratings)
    return Item(_called(own), ("、".join(counts),))


def _indicators(comparison: MethodComparison) -> Grid:
    columns = (Column(("指標",)), *(Column((_called(own),)) for own in comparison.methods))
    plans = [own.plan for own in comparison.methods]
    return Grid(
        columns,
        tuple(
            (row[0].indicator.heading, *(_cell(assessment, own) for assessment, own in zip(row, plans, strict=True)))
            for row in comparison.rows
        ),
    )


def _cell(assessment: Assessment, plan: Plan) -> str:
    return Toned((_result(assessment, plan), outcome_tone(assessment.outcome, plan)))


def _result(assessment: Assessment, plan: Plan) -> str:
    outcome = assessment.outcome
    if isinstance(outcome, Rated):
        return " ".join(filter(None, (rate_phrase(outcome, plan), outcome.rating.heading))) + signs(assessment.marks)
    if isinstance(outcome, NotAssessed):
        told = " ".join(filter(None, (rate_phrase(outcome, plan), open_phrase(outcome))))
        return told + signs(assessment.marks)
    return outcome_phrase(assessment, plan)


def _called(own: ByMethod) -> str:
    return own.preset.preset if own.preset else _OWN
