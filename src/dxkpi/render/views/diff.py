"""Two states of the data as a document: summary, requests for a second look, figures, and every change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from dxkpi.core.assessment import Assessment, Monitored, Rated
from dxkpi.core.basis.finding import count
from dxkpi.core.basis.text import clip, listed, short
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.impact import Effect, ResultMove, TableMove
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.core.method.grade import Graded
from dxkpi.core.numerals import MOST_RATE_DIGITS, number, percent_of, value_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import UNASSESSED
from dxkpi.core.report import Column as Counted
from dxkpi.render.blocks import Align, Block, Column, Doc, Grid, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.diff_words import change_phrase, doubt_phrase, in_plan, named, places, subject, units_of
from dxkpi.render.views.findings import finding_blocks
from dxkpi.render.views.method_words import grade_words
from dxkpi.render.views.report_notes import gap_reason


def title_of(outcome: DiffOutcome) -> str:
    """Return the title: the two states compared."""
    return f"データの違い: {called(outcome.before)} → {called(outcome.after)}"


def called(side: DiffSide) -> str:
    """Describe a side by its user's name for it, its kind (folder or revision), and its commit."""
    if side.commit is None:
        return f"フォルダ {clip(side.label)}"
    return f"版 {clip(side.label)}（コミット {short(side.commit)}）"


def headline(outcome: DiffOutcome) -> str:
    """Summarise the changes in one sentence."""
    changes = len(outcome.difference.changes)
    if not changes:
        return "変更はない。" if outcome.certain else "比べられたファイルに、変更はない。"
    told = f"変更{number(changes)}件。" + (f"{outcome.year.label}では、" if outcome.year else "")
    moved = tuple(_moved(outcome))
    if not moved:
        held = "" if outcome.certain else "分かる範囲で、"
        return f"{told}{held}達成率・達成区分・件数・割合はどれも変わらない。"
    return f"{told}{'、'.join(moved)}が変わる。"


def _moved(outcome: DiffOutcome) -> Iterator[str]:
    results = {(e.plan, r.indicator): False for e in outcome.effects for r in e.results}
    results |= {(e.plan, r.indicator): True for e in outcome.effects for r in e.results if r.rerated}
    rerated = sum(results.values())
    if rerated:
        yield f"{number(rerated)}指標の達成区分"
    if len(results) > rerated:
        yield f"{number(len(results) - rerated)}指標の達成率か値"
    years = sorted({effect.year for effect in outcome.effects if effect.tables})
    if years:
        yield f"{listed([year.label for year in years])}の表の件数・割合"
    graded = sorted({effect.year for effect in outcome.effects if effect.grades})
    if graded:
        yield f"{listed([year.label for year in graded])}の評語"
    if any(effect.agreement[0] is not effect.agreement[1] for effect in outcome.effects):
        yield "公表結果との突き合わせの結果"


def side_notes(outcome: DiffOutcome) -> Iterator[str]:
    """Yield a note for each side without data or with errors, and one for what could not be compared."""
    for side in (outcome.before, outcome.after):
        if side.empty:
            yield f"注意: 「{side.label}」には、データのフォルダがないか、計画も指標もない"
        if side.errors:
            yield (
                f"注意: 「{side.label}」のデータに、数字に関わる誤りが{number(count(side.errors))}件ある（下に示す）。"
                "直すまで、誤りのあるファイルの結果と、表の件数・割合は比べない"
            )
    if outcome.difference.uncompared:
        files = listed(outcome.difference.uncompared)
        yield f"注意: 一方の側で読めないため、比べなかったファイル: {files}"


_COLUMNS = (
    Column(("分野",)),
    Column(("達成区分",)),
    *(Column((name,), Align.RIGHT, wraps=False) for name in ("前", "後", "増減")),
)
_WHOLE = "全体"
_NOTHING = "-"


def table_blocks(effects: Iterable[Effect], level: int) -> Iterator[Block]:
    """Yield, for each plan and year with changes, the changed figures and the agreement with the published result."""
    for effect in effects:
        rows = tuple(table_rows(effect.tables or ()))
        was, now = effect.agreement
        if rows or effect.grades or was is not now:
            one = effect.after or effect.before
            yield Heading(level, f"{clip(one.plan.name) if one else effect.plan} {effect.year.label}")
        if rows:
            yield Grid(_COLUMNS, rows)
        yield from map(Paragraph, _grades(effect))
        if was is not now:
            yield Paragraph(f"公表結果との突き合わせ: {was or '公表なし'} → {now or '公表なし'}")
        yield from map(Paragraph, _gaps(effect))


def _grades(effect: Effect) -> Iterator[str]:
    """Yield each grade before and after: `分野: 評語 高い（3指標の合計15点） → 評語 低い（3指標の合計9点）`."""
    for move in effect.grades:
        sides = ((effect.before, move.before), (effect.after, move.after))
        before, after = (_graded(declared, found) for declared, found in sides)
        yield f"{clip(move.section.heading)}: {before} → {after}"


def _graded(declared: DeclaredPlan | None, found: Graded | None) -> str:
    method = declared.plan.method if declared else None
    return grade_words(found, method.grades.by) if found and method and method.grades else "評語なし"


def _gaps(effect: Effect) -> Iterator[str]:
    """Yield the reason for changed counts that nobody edited: published counts no longer complete a section."""
    before, after = effect.gaps
    if effect.before and effect.after:
        for gap in after:
            if gap not in before:
                yield f"{clip(gap.section.heading)}: {gap_reason(gap, effect.after.plan, effect.year)}"


def table_rows(tables: tuple[TableMove, ...]) -> Iterator[tuple[str, ...]]:
    """Return the counts once, from the overview; the percentages of each table not over all sections as well."""
    overview = next((table for table in tables if table.overview), None)
    for table in tables:
        if table.overview:
            yield from _counts(table)
        if table.overview or overview is None or table.sections != overview.sections:
            name = _WHOLE if table.overview else "・".join(clip(section.heading) for section in table.sections)
            yield from _shares(table, f"{name}の割合")


def _counts(table: TableMove) -> Iterator[tuple[str, ...]]:
    for cell in table.cells:
        difference = (cell.after or 0) - (cell.before or 0)
        sides = (_NOTHING if count is None else number(count) for count in (cell.before, cell.after))
        yield clip(cell.section.heading), _label(cell.column), *sides, _signed(number(difference))
    before, after = table.size
    if before != after:
        sides = (_NOTHING if size is None else number(size) for size in table.size)
        yield _WHOLE, "計", *sides, _signed(number((after or 0) - (before or 0)))


def _shares(table: TableMove, name: str) -> Iterator[tuple[str, ...]]:
    for share in table.shares:
        was, now = (_NOTHING if exact is None else percent_of(exact) for exact in (share.before, share.after))
        points = ((share.after or Fraction(0)) - (share.before or Fraction(0))) * 100
        if was != now:
            yield name, _label(share.column), was, now, f"{_signed(number(points, 1))}ポイント"


def _label(column: Counted) -> str:
    return "算定不能" if column.id == UNASSESSED else clip(column.label)


def _signed(figure: str) -> str:
    return figure if figure.startswith("-") or not figure.strip("0.") else f"+{figure}"


ERRORS, DOUBTS, TABLES, RESULTS = "データの誤り", "もう一度見るところ", "動く件数と割合", "結果の変わる指標"
"""The headings, in every format."""


def view(outcome: DiffOutcome, look: Look) -> Doc:
    """Return the whole comparison."""
    return tuple(_blocks(outcome, look))


def _blocks(outcome: DiffOutcome, look: Look) -> Iterator[Block]:
    yield Heading(1, title_of(outcome))
    yield Paragraph(headline(outcome))
    yield from map(Paragraph, side_notes(outcome))
    for side in sides_in_error(outcome):
        yield Heading(2, errors_title(side))
        yield from finding_blocks(side.errors, look)
    yield from _section(DOUBTS, doubt_items(outcome))
    tables = tuple(table_blocks(outcome.effects, level=3))
    if tables:
        yield Heading(2, TABLES)
        yield from tables
    results = tuple(result_grids(outcome))
    if results:
        yield Heading(2, RESULTS)
        yield from results
    moving = outcome.moving
    told, others = titles(outcome)
    yield from _section(told, change_items(outcome, moving))
    yield from _section(others, change_lines(outcome, still(outcome, moving)))


def _section(title: str, items: tuple[Item, ...]) -> Iterator[Block]:
    if items:
        yield Heading(2, title)
        yield Items(items)


def sides_in_error(outcome: DiffOutcome) -> Sequence[DiffSide]:
    """Return the sides whose data have errors."""
    return [side for side in (outcome.before, outcome.after) if side.errors]


def errors_title(side: DiffSide) -> str:
    """Return the heading of a side's errors."""
    return f"{ERRORS}: {called(side)}"


def titles(outcome: DiffOutcome) -> tuple[str, str]:
    """Return the headings of the material changes, and of the others."""
    figures = f"{outcome.year.label}の数字" if outcome.year else "数字"
    others = f"{figures}に関わらない変更"
    if not outcome.certain:
        others = f"そのほかの変更（{figures}に関わるかは、誤りを直すと分かる）"
    return f"{figures}に関わる変更", others


def still(outcome: DiffOutcome, moving: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes that are not known to affect a figure."""
    told = {change.fingerprint for change in moving}
    return tuple(change for change in outcome.difference.changes if change.fingerprint not in told)


def doubt_items(outcome: DiffOutcome) -> tuple[Item, ...]:
    """Return the requests for a second look, with the changes that cause them."""
    phrase = _phrases(outcome)
    return tuple(Item(doubt_phrase(doubt, outcome), tuple(map(phrase, doubt.changes))) for doubt in outcome.doubts)


def change_items(outcome: DiffOutcome, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Return each change with its place below it."""
    phrase = _phrases(outcome)
    return tuple(Item(f"{subject(change, outcome)} {phrase(change)}", (places(change, outcome),)) for change in changes)


def _phrases(outcome: DiffOutcome) -> Callable[[Change], str]:
    units = units_of(outcome)
    return lambda change: change_phrase(change, units.get((change.plan, change.indicator), (None, None)))


def change_lines(outcome: DiffOutcome, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Return each change in one line."""
    return tuple(Item(f"{item.text}（{item.lines[0]}）") for item in change_items(outcome, changes))


def result_grids(outcome: DiffOutcome) -> Iterator[Grid]:
    """Yield every indicator and year whose result changed; for a plan that only monitors, its values."""
    rows = tuple(
        (
            named(result.name, result.indicator) + in_plan(result.indicator, effect.plan, outcome),
            effect.year.label,
            *_apart(result, *(plan.plan if plan else None for plan in (effect.before, effect.after))),
        )
        for effect in outcome.effects
        for result in effect.results
    )
    if rows:
        yield Grid((Column(("指標",)), Column(("年度",), wraps=False), Column(("前",)), Column(("後",))), rows)


def _apart(result: ResultMove, before: Plan | None, after: Plan | None) -> tuple[str, str]:
    """Return both results, with as many decimals as show the difference."""
    pairs = (
        (_told(result.before, before, digits), _told(result.after, after, digits))
        for digits in range(1, MOST_RATE_DIGITS + 1)
    )
    was = now = ""
    for was, now in pairs:
        if was != now:
            return was, now
    rates = (a and isinstance(a.outcome, Rated) and a.outcome.rate is not None for a in (result.before, result.after))
    return was, f"{now}。違いは小数第{number(MOST_RATE_DIGITS + 1)}位以下" if all(rates) else now


def _told(assessment: Assessment | None, plan: Plan | None, digits: int) -> str:
    if assessment is None or plan is None:
        return "なし"
    if not isinstance(assessment.outcome, Monitored):
        return outcome_phrase(assessment, plan, digits)
    observation = assessment.observation
    return value_phrase(assessment.indicator, observation.actual) if observation else "実績値なし"
